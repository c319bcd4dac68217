#include "tests/reference/world.hpp"

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace reference {

namespace {

using agents::LinearPredictor;

constexpr std::size_t policies = 6;
constexpr std::size_t exposures = 5;

/// Draws of the generator of worlds; std:: distributions would differ between standard libraries.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
    }
    /// low, low + 1, .. high
    std::size_t whole(std::size_t low, std::size_t high) {
        return low + engine_() % (high - low + 1);
    }
    bool yes(double probability) { return between(0.0, 1.0) < probability; }
    double sign() { return yes(0.5) ? 1.0 : -1.0; }
    template <class T>
    T const& one_of(std::vector<T> const& all) {
        return all[whole(0, all.size() - 1)];
    }

private:
    std::mt19937_64 engine_;
};

/// A state variable and a weight that moves a predictor by about one over its usual range.
struct Scaled {
    std::string name;
    double weight;
};

std::vector<Scaled> daily_states(agents::Theory const& theory) {
    std::vector<Scaled> all{
        {"alliance", 1.0},      {"distress", 1.0},          {"habit", 1.0},
        {"expectation", 1.0},   {"disappointment", 0.5},    {"prompt_fatigue", 0.5},
        {"novelty", 1.0},       {"idle_days", 0.05},        {"days_since_install", 0.02},
        {"goal_progress", 0.7}, {"goals_reached", 0.3},     {"used_yesterday", 0.7},
        {"weekend", 0.5},       {"waiting_list_over", 1.0},
    };
    for (auto const& subtheme : theory.subthemes) {
        all.push_back({subtheme.name, 1.0});
    }
    for (auto const& component : theory.components) {
        all.push_back({component.name, 1.0});
    }
    return all;
}

/// What a predictor may be made of.
struct Vocabulary {
    std::vector<std::string> features;
    std::vector<std::string> traits{"level",     "night_need", "waiting", "wide",
                                    "mood.calm", "mood.tense", "mood.low"};
};

LinearPredictor fixed_predictor(Dice& dice, Vocabulary const& words, double low, double high) {
    LinearPredictor predictor = constant(dice.between(low, high));
    for (std::size_t n = dice.whole(0, 3); n > 0; --n) {
        predictor.features.push_back({dice.one_of(words.features), just(dice.between(-0.8, 0.8)),
                                      dice.yes(0.3) ? 0.5 : 0.0});
    }
    for (std::size_t n = dice.whole(0, 3); n > 0; --n) {
        std::string const& name = dice.one_of(words.traits);
        double const scale = name == "wide" ? 0.02 : 0.8;
        predictor.traits.push_back({name, just(scale * dice.between(-1.0, 1.0)),
                                    name == "wide" ? 40.0 : dice.between(0.0, 0.5)});
    }
    for (std::size_t n = dice.whole(0, 2); n > 0; --n) {
        predictor.products.push_back({{dice.one_of(words.features), dice.one_of(words.features)},
                                      just(dice.between(-0.5, 0.5))});
        predictor.products.push_back(
            {{dice.one_of(words.features), dice.one_of(words.traits), "level"},
             just(0.02 * dice.between(-1.0, 1.0))});
    }
    return predictor;
}

LinearPredictor daily_predictor(Dice& dice, Vocabulary const& words, agents::Theory const& theory,
                                double low, double high) {
    LinearPredictor predictor = fixed_predictor(dice, words, low, high);
    std::vector<Scaled> const states = daily_states(theory);
    for (std::size_t n = dice.whole(1, 7); n > 0; --n) {
        Scaled const& state = dice.one_of(states);
        predictor.state.push_back(
            {state.name, just(state.weight * dice.between(-1.0, 1.0)), dice.yes(0.5) ? 0.5 : 0.0});
    }
    return predictor;
}

/// Engagement and quality also know the day-part.
LinearPredictor day_part_predictor(Dice& dice, Vocabulary const& words,
                                   agents::Theory const& theory, double low, double high) {
    LinearPredictor predictor = daily_predictor(dice, words, theory, low, high);
    for (double& offset : predictor.by_day_part) {
        offset = dice.between(-0.5, 0.5);
    }
    predictor.state.push_back({"need", just(dice.between(0.0, 2.0)), 0.3});
    predictor.state.push_back({"prompted", just(dice.between(0.0, 1.5)), 0.0});
    return predictor;
}

void add_structure(Dice& dice, Vocabulary const& words, agents::Theory& theory) {
    for (std::size_t j = dice.whole(1, 5); j > 0; --j) {
        theory.components.push_back(
            {"component" + std::to_string(j), "", just(dice.between(0.5, 2.0))});
    }
    std::size_t const components = theory.components.size();
    std::size_t const subthemes = components + dice.whole(0, 6);
    for (std::size_t k = 0; k < subthemes; ++k) {
        agents::Subtheme subtheme;
        subtheme.name = "subtheme" + std::to_string(k);
        subtheme.component = k % components;
        subtheme.weight = just(dice.between(0.2, 1.5) * (dice.yes(0.25) ? -1.0 : 1.0));
        subtheme.first = fixed_predictor(dice, words, -1.0, 1.0);
        subtheme.target = fixed_predictor(dice, words, -1.0, 1.5);
        subtheme.learning_rate = just(dice.between(0.0, 0.6));
        subtheme.fading_rate = just(dice.between(0.0, 0.2));
        subtheme.surprise = just(dice.between(-0.5, 0.8));
        theory.subthemes.push_back(subtheme);
    }
    std::size_t const last = theory.subthemes.size() - 1;
    for (std::size_t n = dice.whole(0, 2 * last); n > 0; --n) {
        theory.map.push_back(
            {dice.whole(0, last), dice.whole(0, last), just(dice.between(-0.3, 0.4))});
    }
}

void add_events(Dice& dice, Vocabulary const& words, agents::Theory& theory, std::uint64_t seed) {
    std::size_t const last = theory.subthemes.size() - 1;
    for (std::size_t m = dice.whole(0, 9); m > 0; --m) {
        agents::Event event;
        event.name = "event" + std::to_string(m);
        event.exposure = static_cast<agents::Exposure>((m + seed) % exposures);
        event.chance = daily_predictor(dice, words, theory, -3.0, -0.5);
        for (std::size_t n = dice.whole(1, 3); n > 0; --n) {
            event.jumps.push_back({dice.whole(0, last), just(dice.between(-0.4, 0.3))});
        }
        theory.events.push_back(event);
    }
}

void add_rates(Dice& dice, Vocabulary const& words, agents::Theory& theory) {
    theory.distress = {"level", just(dice.between(0.0, 0.4)), just(dice.between(0.0, 0.15)),
                       just(dice.between(0.0, 0.01))};
    theory.need.profile = {dice.between(0.0, 0.5), dice.between(0.0, 1.0), dice.between(0.0, 1.0),
                           dice.between(0.5, 1.0)};
    theory.need.night_trait = dice.yes(0.7) ? "night_need" : "";
    theory.need.night_lift = just(dice.between(0.0, 1.0));
    theory.prompting = {just(dice.between(0.0, 0.5)), just(dice.between(0.0, 0.5))};
    theory.relief = {just(dice.between(0.0, 0.1)), just(dice.between(0.0, 0.01)),
                     just(static_cast<double>(dice.whole(0, 14)))};
    theory.goals = {dice.whole(0, theory.components.size() - 1), just(dice.between(0.0, 0.6))};
    theory.habit = {just(dice.between(0.0, 0.3)), just(dice.between(0.0, 0.3))};
    theory.novelty_decay = just(dice.between(0.0, 0.3));
    theory.session.expectation = fixed_predictor(dice, words, -0.5, 1.5);
    theory.session.quality_noise = just(dice.between(0.0, 0.3));
    theory.session.expectation_rate = just(dice.between(0.0, 0.5));
    theory.session.disappointment_decay = just(dice.between(0.0, 0.5));
    theory.session.failed_attempt_penalty = just(dice.between(0.0, 0.5));
    if (dice.yes(0.7)) {
        theory.waiting_list = {"waiting", "care_starts"};
    }
}

void add_instruments(Dice& dice, agents::Theory& theory, int horizon_days) {
    for (std::size_t i = dice.whole(0, 2); i > 0; --i) {
        agents::Instrument instrument;
        instrument.name = "instrument" + std::to_string(i);
        instrument.noise = just(dice.between(0.0, 0.2));
        instrument.days = {0, 5, horizon_days, horizon_days + 3};
        instrument.active_within_days = static_cast<int>(dice.whole(1, 10));
        for (std::size_t n = dice.whole(1, 12); n > 0; --n) {
            agents::Item item{"", dice.between(-0.2, 0.4), {}};
            for (std::size_t j = 0; j < theory.components.size(); ++j) {
                item.weights.push_back(dice.between(-0.2, 0.8));
            }
            instrument.items.push_back(item);
        }
        theory.instruments.push_back(instrument);
    }
}

agents::Theory random_theory(Dice& dice, std::uint64_t seed, int horizon_days) {
    agents::Theory theory;
    theory.name = "random";
    Vocabulary words;
    for (std::size_t f = dice.whole(1, 4); f > 0; --f) {
        words.features.push_back("feature" + std::to_string(f));
        theory.features.push_back({words.features.back(), "", ""});
    }
    add_structure(dice, words, theory);
    add_events(dice, words, theory, seed);
    add_rates(dice, words, theory);
    add_instruments(dice, theory, horizon_days);
    theory.engagement = day_part_predictor(dice, words, theory, dice.yes(0.3) ? -6.0 : -2.5, -0.5);
    theory.session.quality = day_part_predictor(dice, words, theory, -1.0, 1.0);
    for (std::size_t c = dice.whole(1, 5); c > 0; --c) {
        // The lowest intercepts lie below the -30 at which predictors are held.
        double const intercept = dice.yes(0.1) ? -35.0 : dice.between(-6.5, -4.0);
        theory.causes.push_back({"cause" + std::to_string(c), "",
                                 daily_predictor(dice, words, theory, intercept, intercept)});
    }
    return theory;
}

agents::Prompts random_prompts(Dice& dice, std::uint64_t n) {
    agents::Prompts prompts;
    prompts.policy = static_cast<agents::PromptPolicy>(n % policies);
    for (bool& at : prompts.at) {
        at = dice.yes(0.7);
    }
    prompts.probability = dice.between(0.1, 0.9);
    prompts.threshold = dice.between(0.1, 0.6);
    prompts.idle_days = static_cast<int>(dice.whole(0, 4));
    prompts.cap_a_day = static_cast<int>(dice.whole(1, 4));
    prompts.stop_after_ignored = dice.yes(0.5) ? static_cast<int>(dice.whole(1, 12)) : 0;
    prompts.prompts_a_day = static_cast<int>(dice.whole(1, 3));
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        prompts.prior_answered[p] = dice.yes(0.5) ? 1.0 : dice.between(0.2, 4.0);
        prompts.prior_ignored[p] = dice.yes(0.5) ? 1.0 : dice.between(0.2, 4.0);
    }
    prompts.forgetting = dice.yes(0.5) ? 0.0 : dice.between(0.0, 0.5);
    return prompts;
}

/// One or two conditions out of all kinds.
agents::StageRule random_rule(Dice& dice, std::uint64_t n) {
    agents::StageRule rule;
    for (std::size_t conditions = dice.whole(1, 2); conditions > 0; --conditions, ++n) {
        switch (n % 5) {
        case 0:
            rule.idle_days = static_cast<int>(dice.whole(1, 3));
            break;
        case 1:
            rule.days_since_install = static_cast<int>(dice.whole(0, 6));
            break;
        case 2:
            rule.alliance_below = dice.between(0.3, 0.8);
            break;
        case 3:
            rule.distress_at_least = dice.between(0.2, 0.7);
            break;
        default:
            rule.ignored_prompts = static_cast<int>(dice.whole(1, 5));
            break;
        }
    }
    return rule;
}

/// Three worlds in four have stages.
void add_stages(Dice& dice, agents::Design& design, std::uint64_t seed) {
    for (std::size_t s = seed / 3 % 4; s > 0; --s) {
        agents::Stage stage;
        stage.name = "stage" + std::to_string(s);
        stage.when = random_rule(dice, seed + s);
        stage.features = design.features;
        for (double& degree : stage.features) {
            degree = dice.yes(0.5) ? dice.between(0.0, 1.0) : degree;
        }
        stage.prompts = dice.yes(0.5) ? random_prompts(dice, seed + s) : design.prompts;
        stage.until = static_cast<agents::StageEnd>((seed + 2 * s) % 3);
        stage.days = static_cast<int>(dice.whole(1, 6));
        design.stages.push_back(stage);
    }
}

agents::Design random_design(Dice& dice, agents::Theory const& theory, std::uint64_t seed) {
    agents::Design design;
    design.name = "random";
    for (std::size_t f = 0; f < theory.features.size(); ++f) {
        design.features.push_back(dice.yes(0.3) ? 0.0 : dice.between(0.0, 1.0));
    }
    for (double& share : design.availability) {
        share = dice.yes(0.5) ? 1.0 : dice.between(0.5, 1.0);
    }
    design.reliability = dice.yes(0.5) ? 1.0 : dice.between(0.8, 1.0);
    design.prompts = random_prompts(dice, seed);
    add_stages(dice, design, seed);
    return design;
}

void add_people(Dice& dice, World& world) {
    // A little beyond [0,1], so that the level is held.
    add_trait(world, "level", [&](std::size_t) { return dice.between(-0.05, 1.05); });
    add_trait(world, "night_need", [&](std::size_t) { return dice.between(0.0, 1.0); });
    add_trait(world, "waiting", [&](std::size_t) { return dice.yes(0.5) ? 1.0 : 0.0; });
    add_trait(world, "care_starts", [&](std::size_t) {
        double const day = dice.between(-3.0, 60.0);
        return dice.yes(0.5) ? std::floor(day) : day;
    });
    add_trait(world, "wide", [&](std::size_t) { return dice.between(18.0, 90.0); });
    add_trait(world, "mood", [&](std::size_t) { return static_cast<double>(dice.whole(0, 2)); });
    world.population.traits.back().levels = {"calm", "tense", "low"};
}

} // namespace

World random_world(std::uint64_t seed, std::size_t users) {
    Dice dice(seed);
    World world;
    world.horizon_days = static_cast<int>(dice.whole(20, 70));
    world.theory = random_theory(dice, seed, world.horizon_days);
    world.design = random_design(dice, world.theory, seed);
    world.population.users = users;
    add_people(dice, world);
    return world;
}

} // namespace reference
