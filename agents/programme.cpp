#include "agents/programme.hpp"

#include "agents/programme_rows.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <span>

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
             StateLayout const& layout, Company company)
        : theory_(theory), design_(design), people_(people), layout_(layout), company_(company) {}

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
            part.intercept -= state_weight(term) * term.centre;
        }
        return part;
    }

    /// @param novelty  what it reads of that, shape (days)
    [[nodiscard]] CompiledPredictor predictor(LinearPredictor const& source,
                                              std::span<float const> novelty) const {
        CompiledPredictor compiled;
        compiled.fixed = fixed(source);
        for (std::size_t p = 0; p < day_parts; ++p) {
            compiled.offset[p] = narrow(source.by_day_part[p]);
        }
        for (auto const& term : source.state) {
            auto const row = layout_.find(term.name);
            HOLDFAST_EXPECT(row.has_value());
            if (layout_.of_peers(*row) &&
                (company_ == Company::alone || state_weight(term) == 0.0)) {
                continue; // always 0, or of no weight
            }
            if (*row == layout_.novelty || *row == layout_.days_since_install) {
                add_term_of_day(compiled.of_day, *row == layout_.novelty, novelty,
                                state_weight(term));
                continue;
            }
            auto& list = layout_.by_day_part(*row) ? compiled.by_day_part : compiled.all_day;
            list.push_back({*row, narrow(state_weight(term))});
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
    [[nodiscard]] double state_weight(Term const& term) const {
        return term.times.empty() ? term.weight.value
                                  : term.weight.value * feature(*find_feature(term.times));
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

    static void add_term_of_day(std::vector<float>& of_day, bool reads_novelty,
                                std::span<float const> novelty, double weight) {
        of_day.resize(novelty.size());
        for (std::size_t t = 0; t < of_day.size(); ++t) {
            double const value =
                reads_novelty ? static_cast<double>(novelty[t]) : static_cast<double>(t);
            of_day[t] += narrow(weight * value);
        }
    }

    Theory const& theory_;
    Design const& design_;
    Population const& people_;
    StateLayout const& layout_;
    Company company_;
};

/// Index of the rate among those that differ.
std::size_t fading_of(Programme& programme, double rate) {
    auto& fadings = programme.fadings;
    for (std::size_t n = 0; n < fadings.size(); ++n) {
        if (fadings[n].rate == narrow(rate)) {
            return n;
        }
    }
    Programme::Fading fading{narrow(rate), {}};
    double left = 1.0;
    for (int n = 0; n <= programme.horizon_days + 1; ++n) {
        fading.left.push_back(narrow(left));
        left *= 1.0 - rate;
    }
    fadings.push_back(std::move(fading));
    return fadings.size() - 1;
}

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
        programme.components.push_back({0.0F, narrow(component.weight.value / all), {}, {}});
    }
    for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
        auto const& subtheme = theory.subthemes[k];
        double const weight = subtheme.weight.value / total[subtheme.component];
        programme.subthemes.push_back({compile.fixed(subtheme.first),
                                       compile.fixed(subtheme.target),
                                       {},
                                       narrow(subtheme.learning_rate.value),
                                       narrow(subtheme.surprise.value),
                                       fading_of(programme, subtheme.fading_rate.value),
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
}

void compile_novelty(Programme& programme, Theory const& theory) {
    double novelty = 1.0;
    for (int t = 0; t <= programme.horizon_days + 1; ++t) {
        programme.novelty.push_back(narrow(novelty));
        novelty *= 1.0 - theory.novelty_decay.value;
    }
}

/// As the days begin.
std::span<float const> novelty_by_day(Programme const& programme) {
    return std::span(programme.novelty).first(programme.novelty.size() - 1);
}

/// Whether only who opens the app may meet it.
bool follows_use(Exposure exposure) {
    return exposure == Exposure::use || exposure == Exposure::failed_attempt;
}

void compile_events(Programme& programme, Theory const& theory, Compiler const& compile) {
    for (auto const& event : theory.events) {
        Programme::EventRule rule{
            event.exposure, compile.predictor(event.chance, novelty_by_day(programme)), false, {}};
        for (auto const& jump : event.jumps) {
            rule.jumps.push_back(
                {programme.layout.subtheme(jump.subtheme), narrow(jump.size.value)});
        }
        std::size_t const m = programme.events.size();
        if (follows_use(event.exposure)) {
            rule.chance_lasts = rule.chance.lasting();
            programme.events_of_openers.push_back(m);
        } else {
            programme.events_of_anybody.push_back(m);
            bool const lasting = event.exposure == Exposure::every_day && rule.chance.lasting();
            (lasting ? programme.lasting_events : programme.changing_events).push_back(m);
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

/// Calls visit(fixed, in_stages, source) for every fixed part of which a stage may have another.
/// First values and the first expectation are what a person thought when installing: they stay.
template <class Visit>
void for_each_staged(Programme& programme, Theory const& theory, Visit const& visit) {
    auto const predictor = [&visit](CompiledPredictor& compiled, LinearPredictor const& source) {
        visit(compiled.fixed, compiled.in_stages, source);
    };
    for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
        auto& subtheme = programme.subthemes[k];
        visit(subtheme.target, subtheme.target_in_stages, theory.subthemes[k].target);
    }
    predictor(programme.engagement, theory.engagement);
    predictor(programme.quality, theory.session.quality);
    for (std::size_t c = 0; c < theory.causes.size(); ++c) {
        predictor(programme.causes[c], theory.causes[c].hazard);
    }
    for (std::size_t m = 0; m < theory.events.size(); ++m) {
        predictor(programme.events[m].chance, theory.events[m].chance);
    }
}

void compile_stages(Programme& programme, Theory const& theory, Design const& design,
                    Population const& people) {
    for (auto const& stage : design.stages) {
        HOLDFAST_EXPECT(stage.features.size() == theory.features.size());
        Design merged = design;
        merged.features = stage.features;
        // What is felt of peers has the weights of the design itself in all stages.
        Compiler const compile(theory, merged, people, programme.layout, Company::alone);
        for_each_staged(programme, theory, [&](auto const&, auto& in_stages, auto const& source) {
            in_stages.push_back(compile.fixed(source));
        });
    }
    for_each_staged(programme, theory, [](auto const& own, auto& in_stages, auto const&) {
        bool const differs = std::any_of(in_stages.begin(), in_stages.end(),
                                         [&own](FixedPart const& part) { return part != own; });
        if (!differs) {
            in_stages.clear();
        }
    });
}

/// After lay_out().
void compile_stage_rules(Programme& programme, Design const& design) {
    for (auto const& stage : design.stages) {
        programme.stages.push_back(
            {conditions(stage.when, programme), stage.until, static_cast<float>(stage.days)});
    }
}

void compile_prompts(Programme& programme, Design const& design) {
    programme.prompt_rules.push_back(design.prompts);
    for (auto const& stage : design.stages) {
        programme.prompt_rules.push_back(stage.prompts);
    }
    for (auto const& rule : programme.prompt_rules) {
        bool const prompts = rule.policy != PromptPolicy::none;
        programme.prompts_anybody = programme.prompts_anybody || prompts;
        programme.learns = programme.learns || rule.policy == PromptPolicy::learned;
        for (std::size_t p = 0; p < day_parts; ++p) {
            programme.may_prompt[p] = programme.may_prompt[p] || (prompts && rule.at[p]);
        }
    }
}

bool reads_peers(Programme const& programme) {
    auto const reads = [&layout = programme.layout](CompiledPredictor const& predictor) {
        return std::any_of(predictor.all_day.begin(), predictor.all_day.end(),
                           [&](RowWeight const& term) { return layout.of_peers(term.row); });
    };
    return reads(programme.engagement) || reads(programme.quality) ||
           std::any_of(programme.causes.begin(), programme.causes.end(), reads) ||
           std::any_of(programme.events.begin(), programme.events.end(),
                       [&](auto const& event) { return reads(event.chance); });
}

} // namespace

Programme::Programme(Theory const& theory, Design const& design, Population const& population,
                     int horizon, Company company)
    : layout(theory), horizon_days(horizon) {
    HOLDFAST_EXPECT(horizon_days >= 0);
    HOLDFAST_EXPECT(design.features.size() == theory.features.size());
    compile_novelty(*this, theory);
    Compiler const compile(theory, design, population, layout, company);

    compile_alliance(*this, theory, compile);
    compile_distress(*this, theory, compile);
    compile_instruments(*this, theory);
    compile_rates(*this, theory);
    engagement = compile.predictor(theory.engagement, novelty_by_day(*this));
    quality = compile.predictor(theory.session.quality, novelty_by_day(*this));
    expectation = compile.fixed(theory.session.expectation);
    for (auto const& cause : theory.causes) {
        // Novelty has worn off by another day when people leave.
        causes.push_back(compile.predictor(cause.hazard, std::span(novelty).subspan(1)));
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
    feels_peers = reads_peers(*this);
    compile_stages(*this, theory, design, population);
    lay_out(*this);
    compile_stage_rules(*this, design);
}

std::vector<std::size_t> Programme::days_given() const {
    std::vector<std::size_t> days;
    for (auto const& instrument : instruments) {
        days.push_back(instrument.days.size());
    }
    return days;
}

} // namespace agents
