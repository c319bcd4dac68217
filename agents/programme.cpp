#include "agents/programme.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace agents {

double FixedPart::of(Population const& people, std::size_t user) const {
    double eta = intercept;
    for (auto const& term : terms) {
        eta += term.weight * term.trait.of(people, user);
    }
    for (auto const& product : products) {
        double value = product.weight;
        for (auto const& trait : product.traits) {
            value *= trait.of(people, user);
        }
        eta += value;
    }
    return eta;
}

namespace {

float narrow(double x) {
    return static_cast<float>(x);
}

/// Looks names up once, so that nothing after it needs them.
class Compiler {
public:
    Compiler(Theory const& theory, Design const& design, Population const& people,
             StateLayout const& layout)
        : theory_(theory), design_(design), people_(people), layout_(layout) {}

    [[nodiscard]] TraitReference trait(std::string const& name) const {
        if (auto const* column = people_.find(name)) {
            return {static_cast<std::size_t>(column - people_.traits.data()), -1};
        }
        auto const dot = name.find('.');
        HOLDFAST_EXPECT(dot != std::string::npos);
        auto const reference = trait(name.substr(0, dot));
        auto const& levels = people_.traits[reference.column].levels;
        auto const level = std::find(levels.begin(), levels.end(), name.substr(dot + 1));
        HOLDFAST_EXPECT(level != levels.end());
        return {reference.column, static_cast<int>(level - levels.begin())};
    }

    [[nodiscard]] FixedPart fixed(LinearPredictor const& predictor) const {
        FixedPart part;
        part.intercept = predictor.intercept.value;
        for (auto const& term : predictor.features) {
            part.intercept += term.weight.value * (feature(*find_feature(term.name)) - term.centre);
        }
        for (auto const& term : predictor.traits) {
            part.intercept -= term.weight.value * term.centre;
            part.terms.push_back({trait(term.name), term.weight.value});
        }
        for (auto const& product : predictor.products) {
            add_product(part, product);
        }
        for (auto const& term : predictor.state) {
            part.intercept -= term.weight.value * term.centre;
        }
        return part;
    }

    [[nodiscard]] CompiledPredictor predictor(LinearPredictor const& source) const {
        CompiledPredictor compiled;
        compiled.fixed = fixed(source);
        for (std::size_t p = 0; p < day_parts; ++p) {
            compiled.offset[p] = narrow(source.by_day_part[p]);
        }
        for (auto const& term : source.state) {
            auto const row = layout_.find(term.name);
            HOLDFAST_EXPECT(row.has_value());
            auto& list = layout_.by_day_part(*row) ? compiled.by_day_part : compiled.all_day;
            list.push_back({*row, narrow(term.weight.value)});
        }
        return compiled;
    }

private:
    [[nodiscard]] Feature const* find_feature(std::string const& name) const {
        auto const at = std::find_if(theory_.features.begin(), theory_.features.end(),
                                     [&](Feature const& f) { return f.name == name; });
        return at == theory_.features.end() ? nullptr : &*at;
    }
    [[nodiscard]] double feature(Feature const& known) const {
        return design_.features[static_cast<std::size_t>(&known - theory_.features.data())];
    }
    /// Features of the design are numbers already; what is left depends on traits only.
    void add_product(FixedPart& part, Product const& product) const {
        double weight = product.weight.value;
        std::vector<TraitReference> traits;
        for (auto const& name : product.of) {
            if (auto const* known = find_feature(name)) {
                weight *= feature(*known);
            } else {
                traits.push_back(trait(name));
            }
        }
        if (traits.empty()) {
            part.intercept += weight;
        } else if (weight != 0.0) {
            part.products.push_back({std::move(traits), weight});
        }
    }

    Theory const& theory_;
    Design const& design_;
    Population const& people_;
    StateLayout const& layout_;
};

void compile_alliance(Programme& programme, Theory const& theory, Compiler const& compile) {
    std::vector<double> total(theory.components.size(), 0.0);
    for (auto const& subtheme : theory.subthemes) {
        total[subtheme.component] += std::abs(subtheme.weight.value);
    }
    double all = 0.0;
    for (auto const& component : theory.components) {
        all += component.weight.value;
    }
    for (auto const& component : theory.components) {
        programme.components.push_back({0.0F, narrow(component.weight.value / all), {}});
    }
    for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
        auto const& subtheme = theory.subthemes[k];
        double const weight = subtheme.weight.value / total[subtheme.component];
        programme.subthemes.push_back({compile.fixed(subtheme.first),
                                       compile.fixed(subtheme.target),
                                       narrow(subtheme.learning_rate.value),
                                       narrow(subtheme.fading_rate.value),
                                       narrow(subtheme.surprise.value),
                                       {}});
        auto& share = programme.components[subtheme.component];
        share.subthemes.push_back({programme.layout.subtheme(k), narrow(weight)});
        if (weight < 0.0) {
            share.base -= narrow(weight);
        }
    }
    for (auto const& influence : theory.map) {
        programme.subthemes[influence.to].influences.push_back(
            {programme.layout.subtheme(influence.from), narrow(influence.strength.value)});
    }
}

void compile_distress(Programme& programme, Theory const& theory, Compiler const& compile) {
    auto const& distress = theory.distress;
    programme.level_column = compile.trait(distress.level).column;
    programme.reversion = narrow(distress.reversion.value);
    programme.distress_noise = narrow(distress.noise.value);
    for (std::size_t p = 0; p < day_parts; ++p) {
        programme.need_profile[p] = narrow(theory.need.profile[p]);
    }
    programme.has_night_trait = !theory.need.night_trait.empty();
    if (programme.has_night_trait) {
        programme.night_column = compile.trait(theory.need.night_trait).column;
        programme.night_lift = narrow(theory.need.night_lift.value);
    }

    auto const days = static_cast<std::size_t>(programme.horizon_days) + 1;
    double const kappa = distress.reversion.value;
    std::vector<double> recovery(days, 1.0);
    for (std::size_t t = 1; t < days; ++t) {
        recovery[t] = recovery[t - 1] * (1.0 - distress.natural_recovery.value);
    }
    // x_H = decay[t] x_t + pull[t] mu solves x_{t+1} = (1 - kappa) x_t + kappa mu (1 - r)^{t+1}
    // backwards.
    std::vector<double> decay(days, 1.0);
    std::vector<double> pull(days, 0.0);
    for (std::size_t t = days - 1; t-- > 0;) {
        decay[t] = (1.0 - kappa) * decay[t + 1];
        pull[t] = pull[t + 1] + decay[t + 1] * kappa * recovery[t + 1];
    }
    for (std::size_t t = 0; t < days; ++t) {
        programme.recovery.push_back(narrow(recovery[t]));
        programme.decay_to_end.push_back(narrow(decay[t]));
        programme.pull_to_end.push_back(narrow(pull[t]));
    }
}

void compile_instruments(Programme& programme, Theory const& theory) {
    for (auto const& instrument : theory.instruments) {
        Programme::Questionnaire questionnaire;
        questionnaire.low = narrow(instrument.low);
        questionnaire.high = narrow(instrument.high);
        questionnaire.noise = narrow(instrument.noise.value);
        questionnaire.active_within_days = instrument.active_within_days;
        for (int const day : instrument.days) {
            if (day <= programme.horizon_days) {
                questionnaire.days.push_back(day);
            }
        }
        for (auto const& item : instrument.items) {
            questionnaire.intercepts.push_back(narrow(item.intercept));
            questionnaire.weights.emplace_back();
            for (std::size_t j = 0; j < item.weights.size(); ++j) {
                questionnaire.weights.back().push_back(
                    {programme.layout.component(j), narrow(item.weights[j])});
            }
        }
        programme.instruments.push_back(std::move(questionnaire));
    }
}

void compile_rates(Programme& programme, Theory const& theory) {
    programme.fatigue_per_ignored = narrow(theory.prompting.fatigue_per_ignored.value);
    programme.fatigue_decay = narrow(theory.prompting.fatigue_decay.value);
    programme.quality_noise = narrow(theory.session.quality_noise.value);
    programme.expectation_rate = narrow(theory.session.expectation_rate.value);
    programme.disappointment_decay = narrow(theory.session.disappointment_decay.value);
    programme.failed_attempt_penalty = narrow(theory.session.failed_attempt_penalty.value);
    programme.relief_per_session = narrow(theory.relief.per_session.value);
    programme.relief_from_goals = narrow(theory.relief.from_goals.value);
    programme.practice_days = narrow(theory.relief.practice_days.value);
    programme.goals_component = theory.goals.component;
    programme.goal_progress = narrow(theory.goals.progress.value);
    programme.habit_gain = narrow(theory.habit.gain.value);
    programme.habit_loss = narrow(theory.habit.loss.value);
    programme.novelty_decay = narrow(theory.novelty_decay.value);
}

std::vector<std::size_t>& exposed_to(Programme& programme, Exposure exposure) {
    switch (exposure) {
    case Exposure::use:
    case Exposure::failed_attempt:
        return programme.events_of_openers;
    case Exposure::prompt:
    case Exposure::goal_reached:
        return programme.events_of_some;
    case Exposure::every_day:
        break;
    }
    return programme.events_of_everyone;
}

void compile_events(Programme& programme, Theory const& theory, Compiler const& compile) {
    for (auto const& event : theory.events) {
        exposed_to(programme, event.exposure).push_back(programme.events.size());
        Programme::EventRule rule{event.exposure, compile.predictor(event.chance), {}};
        for (auto const& jump : event.jumps) {
            rule.jumps.push_back(
                {programme.layout.subtheme(jump.subtheme), narrow(jump.size.value)});
        }
        if (event.exposure == Exposure::every_day) {
            (rule.chance.all_day.empty() ? programme.lasting_events : programme.changing_events)
                .push_back(programme.events.size());
        }
        programme.events.push_back(std::move(rule));
    }
}

std::vector<StageCondition> conditions(StageRule const& rule, Programme const& programme) {
    using Side = StageCondition::Side;
    auto const& layout = programme.layout;
    std::vector<StageCondition> all;
    auto const add = [&all](auto const& threshold, std::size_t row, Side side) {
        if (threshold) {
            all.push_back({row, side, static_cast<float>(*threshold)});
        }
    };
    add(rule.idle_days, layout.idle_days, Side::at_least);
    add(rule.days_since_install, layout.days_since_install, Side::at_least);
    add(rule.alliance_below, layout.alliance, Side::below);
    add(rule.distress_at_least, layout.distress, Side::at_least);
    add(rule.ignored_prompts, programme.rows.ignored_in_a_row, Side::at_least);
    return all;
}

/// The rows that keep fixed parts of which a stage may have another; after these have their rows.
/// First values and the first expectation are what a person thought when installing: they stay.
std::vector<StagedPart> parts_in_use(Programme const& programme, Theory const& theory,
                                     Compiler const& compile) {
    std::vector<StagedPart> parts;
    auto const add = [&](KeptAs kept, std::size_t row, LinearPredictor const& predictor) {
        parts.push_back({kept, row, 0, {compile.fixed(predictor)}});
    };
    for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
        add(KeptAs::probability, programme.rows.target + k, theory.subthemes[k].target);
    }
    add(KeptAs::predictor, programme.engagement.fixed_row, theory.engagement);
    add(KeptAs::predictor, programme.quality.fixed_row, theory.session.quality);
    for (std::size_t c = 0; c < theory.causes.size(); ++c) {
        add(KeptAs::predictor, programme.causes[c].fixed_row, theory.causes[c].hazard);
    }
    for (std::size_t m = 0; m < theory.events.size(); ++m) {
        add(KeptAs::predictor, programme.events[m].chance.fixed_row, theory.events[m].chance);
    }
    return parts;
}

/// Theory and people, from which each stage is compiled.
struct Sources {
    Theory const& theory;
    Design const& design;
    Population const& people;
};

void compile_stages(Programme& programme, Sources const& sources) {
    auto const compiler = [&](Design const& design) {
        return Compiler(sources.theory, design, sources.people, programme.layout);
    };
    auto all = parts_in_use(programme, sources.theory, compiler(sources.design));
    for (auto const& stage : sources.design.stages) {
        HOLDFAST_EXPECT(stage.features.size() == sources.theory.features.size());
        Design merged = sources.design;
        merged.features = stage.features;
        auto const parts = parts_in_use(programme, sources.theory, compiler(merged));
        for (std::size_t n = 0; n < all.size(); ++n) {
            all[n].parts.push_back(parts[n].parts.front());
        }
        programme.stages.push_back(
            {conditions(stage.when, programme), stage.until, static_cast<float>(stage.days)});
    }
    for (auto& part : all) {
        bool const differs = std::any_of(part.parts.begin(), part.parts.end(),
                                         [&](auto const& p) { return p != part.parts.front(); });
        if (differs) {
            programme.staged_parts.push_back(std::move(part));
        }
    }
}

void compile_prompts(Programme& programme, Design const& design) {
    programme.prompt_rules.push_back(design.prompts);
    for (auto const& stage : design.stages) {
        programme.prompt_rules.push_back(stage.prompts);
    }
    programme.prompts_anybody =
        std::any_of(programme.prompt_rules.begin(), programme.prompt_rules.end(),
                    [](Prompts const& rule) { return rule.policy != PromptPolicy::none; });
}

/// Gives every predictor and every private variable its row behind those of the vocabulary.
void lay_out(Programme& programme, Sources const& sources) {
    std::size_t next = programme.layout.rows();
    auto const take = [&next](std::size_t rows) {
        next += rows;
        return next - rows;
    };
    auto& rows = programme.rows;
    rows.target = take(programme.subthemes.size());
    rows.first = take(programme.subthemes.size());
    rows.level = take(1);
    rows.profile = take(day_parts);
    rows.weekday = take(1);
    rows.care_starts = take(1);
    rows.ignored_in_a_row = take(1);
    rows.goal_flag = take(1);
    rows.ever_used = take(1);
    rows.lasting_odds = take(1);
    programme.engagement.fixed_row = take(1);
    programme.quality.fixed_row = take(1);
    for (auto& cause : programme.causes) {
        cause.fixed_row = take(1);
    }
    for (auto& event : programme.events) {
        event.chance.fixed_row = take(1);
    }
    compile_stages(programme, sources);
    std::size_t const if_staged = programme.stages.empty() ? 0 : 1;
    rows.stage = take(if_staged);
    rows.days_in_stage = take(if_staged);
    for (auto& part : programme.staged_parts) {
        part.copies = take(part.parts.size());
    }
    rows.lasting = next;
    rows.stage_switched = take(if_staged);
    rows.attempt_eta = take(day_parts);
    rows.used = take(1);
    rows.failed = take(1);
    rows.quality_sum = take(1);
    rows.surprise = take(1);
    rows.hazard = take(programme.causes.size());
    rows.total_hazard = take(1);
    rows.total = next;
}

/// A list of rows, each once.
class RowList {
public:
    void add(std::size_t row, std::size_t many = 1) {
        for (std::size_t r = row; r < row + many; ++r) {
            if (std::find(rows_.begin(), rows_.end(), r) == rows_.end()) {
                rows_.push_back(r);
            }
        }
    }
    /// What the predictor reads.
    void add(CompiledPredictor const& predictor) {
        add(predictor.fixed_row);
        for (auto const& term : predictor.all_day) {
            add(term.row);
        }
        for (auto const& term : predictor.by_day_part) {
            add(term.row, day_parts);
        }
    }
    [[nodiscard]] std::vector<std::size_t> take() { return std::move(rows_); }

private:
    std::vector<std::size_t> rows_;
};

/// After lay_out().
OpenersRows rows_of_openers(Programme const& programme) {
    auto const& layout = programme.layout;
    RowList attempts;
    attempts.add(programme.rows.attempt_eta, day_parts);
    RowList sessions;
    sessions.add(programme.quality);
    sessions.add(layout.expectation);
    sessions.add(layout.disappointment);
    RowList learning;
    learning.add(layout.subtheme(0), programme.subthemes.size());
    learning.add(programme.rows.target, programme.subthemes.size());
    RowList events;
    for (auto const m : programme.events_of_openers) {
        events.add(programme.events[m].chance);
    }
    auto const& rows = programme.rows;
    std::vector<std::size_t> const after_sessions{layout.expectation, layout.disappointment,
                                                  rows.used, rows.failed, rows.quality_sum};
    return {attempts.take(), sessions.take(), after_sessions, learning.take(), events.take()};
}

void list_rows(Programme& programme) {
    auto const& layout = programme.layout;
    RowList subthemes;
    subthemes.add(layout.subtheme(0), programme.subthemes.size());
    RowList alliance;
    alliance.add(layout.component(0), programme.components.size());
    alliance.add(layout.alliance);
    RowList some;
    some.add(programme.rows.goal_flag);
    some.add(layout.prompted, day_parts);
    for (auto const m : programme.events_of_some) {
        some.add(programme.events[m].chance);
    }
    programme.rows_of_subthemes = subthemes.take();
    programme.rows_of_alliance = alliance.take();
    programme.rows_of_some = some.take();
}

} // namespace

Programme::Programme(Theory const& theory, Design const& design, Population const& population,
                     int horizon)
    : layout(theory), horizon_days(horizon) {
    HOLDFAST_EXPECT(horizon_days >= 0);
    HOLDFAST_EXPECT(design.features.size() == theory.features.size());
    Compiler const compile(theory, design, population, layout);

    compile_alliance(*this, theory, compile);
    compile_distress(*this, theory, compile);
    compile_instruments(*this, theory);
    compile_rates(*this, theory);
    engagement = compile.predictor(theory.engagement);
    quality = compile.predictor(theory.session.quality);
    expectation = compile.fixed(theory.session.expectation);
    for (auto const& cause : theory.causes) {
        causes.push_back(compile.predictor(cause.hazard));
    }
    compile_events(*this, theory, compile);

    compile_prompts(*this, design);
    reliability = narrow(design.reliability);
    for (std::size_t p = 0; p < day_parts; ++p) {
        availability[p] = narrow(design.availability[p]);
        always_available = always_available && availability[p] >= 1.0F;
    }
    has_waiting_list = !theory.waiting_list.on.empty();
    if (has_waiting_list) {
        waiting_column = compile.trait(theory.waiting_list.on).column;
        care_column = compile.trait(theory.waiting_list.care_starts).column;
    }
    lay_out(*this, {theory, design, population});
    of_openers = rows_of_openers(*this);
    list_rows(*this);
}

std::vector<std::size_t> Programme::days_given() const {
    std::vector<std::size_t> days;
    for (auto const& instrument : instruments) {
        days.push_back(instrument.days.size());
    }
    return days;
}

} // namespace agents
