#include "tests/reference/scalar_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace reference {

namespace {

double logistic(double x) {
    return 1.0 / (1.0 + std::exp(-x));
}

double hold(double x, double low, double high) {
    return std::min(std::max(x, low), high);
}

double hold_unit(double x) {
    return hold(x, 0.0, 1.0);
}

/// Yes when the uniform is below the probability.
bool chance(Day& day, std::string_view what, double uniform, double probability) {
    day.decisions.push_back({what, std::abs(uniform - probability)});
    return uniform < probability;
}

/// Yes when the value is at or above the threshold.
bool reaches(Day& day, std::string_view what, double value, double threshold) {
    day.decisions.push_back({what, std::abs(value - threshold)});
    return value >= threshold;
}

/// Which of independent things happen: by one uniform whether any does, then one after the other.
std::vector<bool> which(Day& day, std::string_view what, double any_uniform,
                        std::vector<double> const& probability,
                        std::vector<double> const& uniform) {
    std::vector<bool> happens(probability.size(), false);
    // at_least_one[i]: that one of the things from the i-th on happens.
    std::vector<double> at_least_one(probability.size() + 1, 0.0);
    for (std::size_t i = probability.size(); i-- > 0;) {
        at_least_one[i] = probability[i] + (1.0 - probability[i]) * at_least_one[i + 1];
    }
    if (probability.empty() || !chance(day, what, any_uniform, at_least_one[0])) {
        return happens;
    }
    bool yet = false;
    for (std::size_t i = 0; i < probability.size(); ++i) {
        double const p = yet ? probability[i] : probability[i] / at_least_one[i];
        happens[i] = chance(day, what, uniform[i], p);
        yet = yet || happens[i];
    }
    return happens;
}

/// Day 0: each day-part by itself, and the nearest where there would be none.
void first_attempts(Day& day, agents::PerDayPart<double> const& wish,
                    agents::PerDayPart<double> const& u) {
    agents::PerDayPart<double> lead{}; // probability - uniform
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        lead[p] = wish[p] - u[p];
        day.attempted[p] = chance(day, "attempt", u[p], wish[p]);
    }
    if (day.attempts() > 0) {
        return;
    }
    auto const best = std::max_element(lead.begin(), lead.end());
    for (auto other = lead.begin(); other != lead.end(); ++other) {
        if (other != best) {
            day.decisions.push_back({"first attempt", *best - *other});
        }
    }
    day.attempted[static_cast<std::size_t>(best - lead.begin())] = true;
}

} // namespace

ScalarModel::ScalarModel(agents::Theory const& theory, agents::Design const& design,
                         agents::Population const& population, std::uint64_t seed,
                         std::uint32_t replicate, int horizon_days)
    : theory_(theory),
      design_(design),
      population_(population),
      seed_(seed),
      replicate_(replicate),
      horizon_days_(horizon_days) {}

ScalarModel::Story ScalarModel::begin(std::size_t user) const {
    Story story;
    story.person = person_of(user);
    story.state = state_at_installing(story.person);
    return story;
}

void ScalarModel::live_day(Story& story) const {
    story.day = Day{};
    calendar(story);
    stages(story);
    distress(story);
    prompts(story);
    attempts(story);
    sessions(story);
    alliance_and_events(story);
    relief_goals_habit(story);
    questionnaires(story);
    leaving(story);
}

Life ScalarModel::live(std::size_t user) const {
    Story story = begin(user);
    Life life;
    life.start = story.state;
    for (story.t = 0; story.t <= horizon_days_; ++story.t) {
        live_day(story);
        life.days.push_back(story.day);
        if (story.day.left) {
            break;
        }
    }
    story.t = static_cast<int>(life.days.size()) - 1;
    life.distress_horizon = distress_at_horizon(story);
    return life;
}

// Initialisation

ScalarModel::Person ScalarModel::person_of(std::size_t user) const {
    Person person;
    person.user = static_cast<std::uint32_t>(user);
    for (agents::Subtheme const& subtheme : theory_.subthemes) {
        person.first.push_back(logistic(fixed(subtheme.first, user, 0)));
    }
    person.target = targets(user, 0);
    person.level = hold_unit(trait(theory_.distress.level, user));
    person.profile = theory_.need.profile;
    if (!theory_.need.night_trait.empty()) {
        person.profile[0] += theory_.need.night_lift.value * trait(theory_.need.night_trait, user);
    }
    for (double& share : person.profile) {
        share = hold_unit(share);
    }
    std::uint64_t const arrival = words(seed_, person.user, 0, Purpose::arrival, 0, replicate_)[0];
    person.weekday = static_cast<int>((arrival * 7) >> 32);
    if (!theory_.waiting_list.on.empty()) {
        person.on_waiting_list = trait(theory_.waiting_list.on, user) >= 0.5;
        person.care_starts = trait(theory_.waiting_list.care_starts, user);
    }
    return person;
}

std::vector<double> ScalarModel::targets(std::size_t user, std::size_t stage) const {
    std::vector<double> target;
    for (agents::Subtheme const& subtheme : theory_.subthemes) {
        target.push_back(logistic(fixed(subtheme.target, user, stage)));
    }
    return target;
}

State ScalarModel::state_at_installing(Person const& person) const {
    State state;
    state.subthemes = person.first;
    state.components.resize(theory_.components.size());
    components_and_alliance(state);
    state.expectation = logistic(fixed(theory_.session.expectation, person.user, 0));
    state.distress = person.level;
    return state;
}

void ScalarModel::components_and_alliance(State& state) const {
    double weighed = 0.0;
    double weights = 0.0;
    for (std::size_t j = 0; j < theory_.components.size(); ++j) {
        double sum = 0.0;
        double total = 0.0;
        for (std::size_t k = 0; k < theory_.subthemes.size(); ++k) {
            if (theory_.subthemes[k].component != j) {
                continue;
            }
            double const w = theory_.subthemes[k].weight.value;
            double const s = state.subthemes[k];
            sum += std::abs(w) * (w >= 0.0 ? s : 1.0 - s);
            total += std::abs(w);
        }
        state.components[j] = sum / total;
        weighed += theory_.components[j].weight.value * state.components[j];
        weights += theory_.components[j].weight.value;
    }
    state.alliance = weighed / weights;
}

// The linear predictor

double ScalarModel::trait(std::string const& name, std::size_t user) const {
    auto const dot = name.find('.');
    std::string const column_name = name.substr(0, dot);
    for (agents::TraitColumn const& column : population_.traits) {
        if (column.name != column_name) {
            continue;
        }
        double const code = column.values[user];
        if (dot == std::string::npos) {
            return code;
        }
        return column.levels.at(static_cast<std::size_t>(code)) == name.substr(dot + 1) ? 1.0 : 0.0;
    }
    throw std::logic_error("no trait " + name);
}

std::vector<double> const& ScalarModel::features_in(std::size_t stage) const {
    return stage == 0 ? design_.features : design_.stages[stage - 1].features;
}

double ScalarModel::feature_or_trait(std::string const& name, std::size_t user,
                                     std::size_t stage) const {
    for (std::size_t f = 0; f < theory_.features.size(); ++f) {
        if (theory_.features[f].name == name) {
            return features_in(stage)[f];
        }
    }
    return trait(name, user);
}

double ScalarModel::fixed(agents::LinearPredictor const& predictor, std::size_t user,
                          std::size_t stage) const {
    double eta = predictor.intercept.value;
    for (agents::Term const& term : predictor.features) {
        eta += term.weight.value * (feature_or_trait(term.name, user, stage) - term.centre);
    }
    for (agents::Term const& term : predictor.traits) {
        eta += term.weight.value * (trait(term.name, user) - term.centre);
    }
    for (agents::Product const& product : predictor.products) {
        double factor = product.weight.value;
        for (std::string const& name : product.of) {
            factor *= feature_or_trait(name, user, stage);
        }
        eta += factor;
    }
    return eta;
}

double ScalarModel::value(std::string const& name, State const& state, std::size_t p) const {
    for (std::size_t k = 0; k < theory_.subthemes.size(); ++k) {
        if (theory_.subthemes[k].name == name) {
            return state.subthemes[k];
        }
    }
    for (std::size_t j = 0; j < theory_.components.size(); ++j) {
        if (theory_.components[j].name == name) {
            return state.components[j];
        }
    }
    std::vector<std::pair<std::string_view, double>> const built_in{
        {"alliance", state.alliance},
        {"distress", state.distress},
        {"need", state.need[p]},
        {"habit", state.habit},
        {"expectation", state.expectation},
        {"disappointment", state.disappointment},
        {"prompt_fatigue", state.prompt_fatigue},
        {"novelty", state.novelty},
        {"idle_days", state.idle_days},
        {"days_since_install", state.days_since_install},
        {"goal_progress", state.goal_progress},
        {"goals_reached", state.goals_reached},
        {"prompted", state.prompted[p] ? 1.0 : 0.0},
        {"used_yesterday", state.used_yesterday ? 1.0 : 0.0},
        {"weekend", state.weekend ? 1.0 : 0.0},
        {"waiting_list_over", state.waiting_list_over ? 1.0 : 0.0},
        {"peers_active", state.peers_active},
        {"peers_left", state.peers_left},
    };
    for (auto const& [known, now] : built_in) {
        if (known == name) {
            return now;
        }
    }
    throw std::logic_error("no state " + name);
}

double ScalarModel::state_weight(agents::Term const& term) const {
    double weight = term.weight.value;
    for (std::size_t f = 0; f < theory_.features.size(); ++f) {
        if (theory_.features[f].name == term.times) {
            weight *= design_.features[f];
        }
    }
    return weight;
}

double ScalarModel::predictor(agents::LinearPredictor const& predictor, Story const& story,
                              State const& state, std::size_t p) const {
    double eta = fixed(predictor, story.person.user, story.state.stage) + predictor.by_day_part[p];
    for (agents::Term const& term : predictor.state) {
        eta += state_weight(term) * (value(term.name, state, p) - term.centre);
    }
    return hold(eta, -30.0, 30.0);
}

std::uint32_t ScalarModel::word(Story const& story, Purpose purpose, std::size_t n,
                                std::size_t family) const {
    auto const offset = static_cast<std::uint32_t>(family + n / 4);
    return words(seed_, story.person.user, static_cast<std::uint32_t>(story.t), purpose, offset,
                 replicate_)[n % 4];
}

// Step 0

void ScalarModel::calendar(Story& story) const {
    Person const& person = story.person;
    story.state.days_since_install = story.t;
    story.state.weekend = (person.weekday + story.t) % 7 >= 5;
    story.state.waiting_list_over = person.on_waiting_list && story.t >= person.care_starts;
}

// Stages, before step 1

bool ScalarModel::stage_is_over(Story const& story) const {
    agents::Stage const& stage = design_.stages[story.state.stage - 1];
    switch (stage.until) {
    case agents::StageEnd::use:
        return story.state.used_yesterday;
    case agents::StageEnd::days:
        return story.state.days_in_stage >= stage.days;
    case agents::StageEnd::for_good:
        return false;
    }
    throw std::logic_error("unknown end of a stage");
}

bool ScalarModel::may_enter(agents::StageRule const& rule, Story& story) const {
    State const& state = story.state;
    bool holds = true;
    if (rule.idle_days) {
        holds = holds && state.idle_days >= *rule.idle_days;
    }
    if (rule.days_since_install) {
        holds = holds && story.t >= *rule.days_since_install;
    }
    if (rule.alliance_below) {
        holds =
            !reaches(story.day, "stage on alliance", state.alliance, *rule.alliance_below) && holds;
    }
    if (rule.distress_at_least) {
        holds = reaches(story.day, "stage on distress", state.distress, *rule.distress_at_least) &&
                holds;
    }
    if (rule.ignored_prompts) {
        holds = holds && state.ignored_in_a_row >= *rule.ignored_prompts;
    }
    return holds;
}

void ScalarModel::stages(Story& story) const {
    State& state = story.state;
    std::size_t const before = state.stage;
    if (before > 0 && !stage_is_over(story)) {
        ++state.days_in_stage;
        return;
    }
    state.stage = 0;
    for (std::size_t s = 0; s < design_.stages.size() && state.stage == 0; ++s) {
        if (may_enter(design_.stages[s].when, story)) {
            state.stage = s + 1;
            state.days_in_stage = 1;
        }
    }
    story.day.switched_stage = state.stage != before;
    if (story.day.switched_stage) {
        story.person.target = targets(story.person.user, state.stage);
    }
}

// Step 1

double ScalarModel::level_on_day(Person const& person, int t) const {
    return person.level * std::pow(1.0 - theory_.distress.natural_recovery.value, t);
}

void ScalarModel::distress(Story& story) const {
    double& d = story.state.distress;
    double const z = daily_normal(word(story, Purpose::day, 0));
    d = hold_unit(d + theory_.distress.reversion.value * (level_on_day(story.person, story.t) - d) +
                  theory_.distress.noise.value * z);
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        story.state.need[p] = hold_unit(d * story.person.profile[p]);
    }
}

// Step 2

/// What is compared in the choice of learned prompts adds and multiplies several single-precision
/// logarithms, so that its rounding is some times that of another decision.
constexpr double learned_scale = 4.0;

double ScalarModel::log_gamma(double shape, std::uint32_t family, Story& story) const {
    auto const w = words(seed_, story.person.user, static_cast<std::uint32_t>(story.t),
                         Purpose::learned, family, replicate_);
    double const d = shape + 1.0 - 1.0 / 3.0;
    double const c = 1.0 / std::sqrt(9.0 * d);
    auto const root = [c](double z) { return std::max(1.0 + c * z, 1.0 / 1024.0); };
    double const z = daily_normal(w[0]);
    double const v = root(z);
    double const test = z * z / 2.0 + d - d * v * v * v + d * std::log(v * v * v);
    double const log_u = std::log(daily_uniform(w[1]));
    story.day.decisions.push_back(
        {"draw of a gamma", std::abs(log_u - test) / (learned_scale * (1.0 + d))});
    double const taken = log_u < test ? v : root(daily_normal(w[2]));
    return std::log(d * taken * taken * taken) + std::log(daily_uniform(w[3])) / shape;
}

agents::PerDayPart<bool> ScalarModel::best(agents::Prompts const& rule, Story& story) const {
    std::vector<std::pair<double, std::size_t>> draws;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        if (rule.at[p]) {
            double const a = rule.prior_answered[p] + story.state.answered[p];
            double const b = rule.prior_ignored[p] + story.state.unanswered[p];
            auto const family = static_cast<std::uint32_t>(2 * p);
            double const log_odds = log_gamma(a, family, story) - log_gamma(b, family + 1, story);
            draws.emplace_back(-log_odds, p);
        }
    }
    std::sort(draws.begin(), draws.end());
    agents::PerDayPart<bool> chosen{};
    auto const most = static_cast<std::size_t>(rule.prompts_a_day);
    for (std::size_t n = 0; n < std::min(most, draws.size()); ++n) {
        chosen[draws[n].second] = true;
    }
    if (most < draws.size()) {
        double const margin = draws[most].first - draws[most - 1].first;
        double const size = std::max(1.0, std::abs(draws[most].first));
        story.day.decisions.push_back({"best day-parts", margin / (learned_scale * size)});
    }
    return chosen;
}

void ScalarModel::prompts(Story& story) const {
    State& state = story.state;
    agents::Prompts const& rule =
        state.stage == 0 ? design_.prompts : design_.stages[state.stage - 1].prompts;
    state.prompted = {};
    if (rule.stop_after_ignored > 0 && state.ignored_in_a_row >= rule.stop_after_ignored) {
        return;
    }
    agents::PerDayPart<bool> favoured{};
    if (rule.policy == agents::PromptPolicy::learned) {
        favoured = best(rule, story);
    }
    int sent = 0;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        if (!rule.at[p]) {
            continue;
        }
        bool wanted = false;
        switch (rule.policy) {
        case agents::PromptPolicy::none:
            break;
        case agents::PromptPolicy::fixed:
            wanted = true;
            break;
        case agents::PromptPolicy::random:
            wanted = chance(story.day, "random prompt",
                            daily_uniform(word(story, Purpose::prompts, p)), rule.probability);
            break;
        case agents::PromptPolicy::on_need:
            wanted = reaches(story.day, "prompt on need", state.need[p], rule.threshold);
            break;
        case agents::PromptPolicy::after_idle:
            wanted = state.idle_days >= rule.idle_days;
            break;
        case agents::PromptPolicy::learned:
            wanted = favoured[p];
            break;
        }
        if (wanted && sent < rule.cap_a_day) {
            state.prompted[p] = true;
            ++sent;
        }
    }
}

// Step 3

void ScalarModel::attempts(Story& story) const {
    Day& day = story.day;
    agents::PerDayPart<double> wish{};
    agents::PerDayPart<double> u{};
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        wish[p] = logistic(predictor(theory_.engagement, story, story.state, p));
        u[p] = daily_uniform(word(story, Purpose::attempts, p));
    }
    if (story.t == 0) {
        first_attempts(day, wish, u);
    } else {
        std::vector<bool> const made =
            which(day, "attempt", daily_uniform(word(story, Purpose::day, 2)),
                  {wish.begin(), wish.end()}, {u.begin(), u.end()});
        std::copy(made.begin(), made.end(), day.attempted.begin());
    }
    bool const down =
        !chance(day, "outage", daily_uniform(word(story, Purpose::outage, 0)), design_.reliability);
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        bool const available =
            chance(day, "availability", daily_uniform(word(story, Purpose::availability, p)),
                   design_.availability[p]);
        day.opened[p] = day.attempted[p] && !down && available;
        story.failed[p] = day.attempted[p] && !day.opened[p];
    }
    if (day.sessions() > 0) {
        story.last_use = story.t;
    }
}

// Step 4

void ScalarModel::sessions(Story& story) const {
    agents::Session const& session = theory_.session;
    State const before = story.state;
    State& state = story.state;
    state.disappointment *= 1.0 - session.disappointment_decay.value;
    story.surprise = {};
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        if (!story.day.opened[p]) {
            continue;
        }
        double const z = daily_normal(word(story, Purpose::quality, p));
        double const q = hold_unit(logistic(predictor(session.quality, story, before, p)) +
                                   session.quality_noise.value * z);
        double const delta = q - state.expectation;
        state.expectation = hold_unit(state.expectation + session.expectation_rate.value * delta);
        state.disappointment += std::max(0.0, -delta);
        story.day.quality[p] = q;
        story.surprise[p] = delta;
    }
    state.disappointment += session.failed_attempt_penalty.value * story.day.failed();
}

// Step 5

void ScalarModel::learn(Story& story) const {
    std::vector<double> const s = story.state.subthemes;
    double const mean_surprise =
        std::accumulate(story.surprise.begin(), story.surprise.end(), 0.0) / story.day.sessions();
    for (std::size_t k = 0; k < s.size(); ++k) {
        agents::Subtheme const& subtheme = theory_.subthemes[k];
        double aim = story.person.target[k] + subtheme.surprise.value * mean_surprise;
        for (agents::Influence const& influence : theory_.map) {
            if (influence.to == k) {
                aim += influence.strength.value * (s[influence.from] - 0.5);
            }
        }
        story.state.subthemes[k] = s[k] + subtheme.learning_rate.value * (hold_unit(aim) - s[k]);
    }
}

void ScalarModel::fade(Story& story) const {
    for (std::size_t k = 0; k < theory_.subthemes.size(); ++k) {
        double& s = story.state.subthemes[k];
        s += theory_.subthemes[k].fading_rate.value * (story.person.first[k] - s);
    }
}

bool ScalarModel::exposed(agents::Event const& event, Story const& story) const {
    switch (event.exposure) {
    case agents::Exposure::every_day:
        return true;
    case agents::Exposure::use:
        return story.day.sessions() > 0;
    case agents::Exposure::prompt:
        return std::find(story.state.prompted.begin(), story.state.prompted.end(), true) !=
               story.state.prompted.end();
    case agents::Exposure::failed_attempt:
        return story.day.failed() > 0;
    case agents::Exposure::goal_reached:
        return story.state.goal_flag; // still that of the day before: goals are step 6
    }
    throw std::logic_error("unknown exposure");
}

void ScalarModel::alliance_and_events(Story& story) const {
    if (story.day.sessions() > 0) {
        learn(story);
    } else {
        fade(story);
    }
    components_and_alliance(story.state);
    story.day.happened.assign(theory_.events.size(), false);
    // Those that do not take the app to meet.
    std::vector<std::size_t> of_anybody;
    std::vector<double> probabilities;
    std::vector<double> uniforms;
    for (std::size_t m = 0; m < theory_.events.size(); ++m) {
        agents::Event const& event = theory_.events[m];
        double const probability = logistic(predictor(event.chance, story, story.state, 0));
        double const u = daily_uniform(word(story, Purpose::events, m));
        if (!exposed(event, story)) {
            continue;
        }
        if (event.exposure == agents::Exposure::use ||
            event.exposure == agents::Exposure::failed_attempt) {
            story.day.happened[m] = chance(story.day, "event", u, probability);
        } else {
            of_anybody.push_back(m);
            probabilities.push_back(probability);
            uniforms.push_back(u);
        }
    }
    std::vector<bool> const met =
        which(story.day, "event of anybody", daily_uniform(word(story, Purpose::day, 3)),
              probabilities, uniforms);
    for (std::size_t i = 0; i < met.size(); ++i) {
        story.day.happened[of_anybody[i]] = met[i];
    }
    for (std::size_t m = 0; m < theory_.events.size(); ++m) {
        if (!story.day.happened[m]) {
            continue;
        }
        for (agents::Jump const& jump : theory_.events[m].jumps) {
            double& s = story.state.subthemes[jump.subtheme];
            s = hold_unit(s + jump.size.value);
        }
    }
    components_and_alliance(story.state);
}

// Step 6

void ScalarModel::relief_goals_habit(Story& story) const {
    State& state = story.state;
    Day& day = story.day;
    bool const used = day.sessions() > 0;
    double const goals = state.components[theory_.goals.component];
    double const quality = std::accumulate(day.quality.begin(), day.quality.end(), 0.0);
    bool const practised = story.last_use != agents::never &&
                           story.t - story.last_use <= theory_.relief.practice_days.value;
    state.distress = hold_unit(state.distress - theory_.relief.per_session.value * quality -
                               (practised ? theory_.relief.from_goals.value * goals : 0.0));

    state.goal_flag = false;
    if (used) {
        state.goal_progress += theory_.goals.progress.value * goals;
        if (reaches(day, "goal", state.goal_progress, 1.0)) {
            ++state.goals_reached;
            state.goal_progress = 0.0;
            state.goal_flag = true;
        }
    }

    double const h = state.habit;
    state.habit =
        used ? h + theory_.habit.gain.value * (1.0 - h) : h * (1.0 - theory_.habit.loss.value);
    state.idle_days = used ? 0 : state.idle_days + 1;

    learn_of_prompts(story);
    int ignored = 0;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        ignored += state.prompted[p] && !day.attempted[p] ? 1 : 0;
    }
    state.prompt_fatigue = state.prompt_fatigue * (1.0 - theory_.prompting.fatigue_decay.value) +
                           theory_.prompting.fatigue_per_ignored.value * ignored;
    state.ignored_in_a_row = day.attempts() > 0 ? 0 : state.ignored_in_a_row + ignored;
    state.novelty *= 1.0 - theory_.novelty_decay.value;
}

void ScalarModel::learn_of_prompts(Story& story) const {
    State& state = story.state;
    agents::Prompts const& rule =
        state.stage == 0 ? design_.prompts : design_.stages[state.stage - 1].prompts;
    double const forgotten = rule.policy == agents::PromptPolicy::learned ? rule.forgetting : 0.0;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        bool const answer = story.day.attempted[p];
        state.answered[p] =
            state.answered[p] * (1.0 - forgotten) + (state.prompted[p] && answer ? 1.0 : 0.0);
        state.unanswered[p] =
            state.unanswered[p] * (1.0 - forgotten) + (state.prompted[p] && !answer ? 1.0 : 0.0);
    }
}

// Questionnaires

void ScalarModel::questionnaires(Story& story) const {
    story.day.score.assign(theory_.instruments.size(), std::nullopt);
    for (std::size_t i = 0; i < theory_.instruments.size(); ++i) {
        agents::Instrument const& instrument = theory_.instruments[i];
        bool const today = std::find(instrument.days.begin(), instrument.days.end(), story.t) !=
                           instrument.days.end();
        bool const still_uses = story.last_use != agents::never &&
                                story.t - story.last_use < instrument.active_within_days;
        if (today && still_uses) {
            story.day.score[i] = score(i, story);
        }
    }
}

double ScalarModel::score(std::size_t i, Story& story) const {
    agents::Instrument const& instrument = theory_.instruments[i];
    double sum = 0.0;
    for (std::size_t n = 0; n < instrument.items.size(); ++n) {
        agents::Item const& item = instrument.items[n];
        double const z = daily_normal(word(story, Purpose::instrument, n, 16 * i));
        double latent = item.intercept + instrument.noise.value * z;
        for (std::size_t j = 0; j < item.weights.size(); ++j) {
            latent += item.weights[j] * story.state.components[j];
        }
        double const answer = instrument.low + (instrument.high - instrument.low) * latent;
        double const rounded = std::floor(answer + 0.5);
        story.day.decisions.push_back({"answer", 0.5 - std::abs(answer - rounded)});
        sum += hold(rounded, instrument.low, instrument.high);
    }
    return sum / static_cast<double>(instrument.items.size());
}

// Step 7

void ScalarModel::leaving(Story& story) const {
    Day& day = story.day;
    State& state = story.state;
    std::vector<double> lambda;
    for (agents::Cause const& cause : theory_.causes) {
        lambda.push_back(std::exp(predictor(cause.hazard, story, state, 0)));
    }
    double const total = std::accumulate(lambda.begin(), lambda.end(), 0.0);
    if (chance(day, "leaving", daily_uniform(word(story, Purpose::day, 1)),
               1.0 - std::exp(-total))) {
        double const u = daily_uniform(word(story, Purpose::cause, 0));
        double below = 0.0;
        for (std::size_t c = 0; c < lambda.size() && !day.left; ++c) {
            below += lambda[c];
            if (chance(day, "cause", u, below / total)) {
                day.left = c;
            }
        }
        day.left = day.left.value_or(lambda.size() - 1);
    }
    state.used_yesterday = day.sessions() > 0;
    day.state = state;
}

double ScalarModel::distress_at_horizon(Story const& story) const {
    double x = story.state.distress;
    for (int u = story.t; u < horizon_days_; ++u) {
        x += theory_.distress.reversion.value * (level_on_day(story.person, u + 1) - x);
    }
    return hold_unit(x);
}

} // namespace reference
