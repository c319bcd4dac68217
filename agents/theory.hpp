#pragma once

#include "agents/predictor.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agents {

/// A feature that designs may have, 0 (absent) .. 1 (as much as there can be).
struct Feature {
    std::string name;
    std::string describes;
    std::string source;
};

/// A component c_j of the alliance: a weighted mean of its subthemes.
struct Component {
    std::string name;
    std::string describes;
    Quantity weight; ///< in the alliance A, > 0; weights are divided by their sum
};

/// A subtheme state s_k in [0,1] and how it moves.
struct Subtheme {
    std::string name;
    std::string describes;
    std::size_t component = 0;
    Quantity weight; ///< in its component; negative counts 1 - s_k; weights are divided by the sum
                     ///< of |w|
    LinearPredictor first; ///< s_k at installing = logistic(first); features, traits, products only
    LinearPredictor target; ///< tau_k = logistic(target); features, traits, products only
    Quantity learning_rate; ///< alpha_k, [0,1] per day of use
    Quantity fading_rate;   ///< phi_k, [0,1] per day without use
    Quantity surprise;      ///< lambda_k, effect of the day's mean surprise on what is aimed at
};

/// One edge of the thematic map: s_from moves what s_to aims at.
struct Influence {
    std::size_t from = 0;
    std::size_t to = 0;
    Quantity strength; ///< signed; G[to][from]
};

/// Who is exposed to an event today.
enum class Exposure {
    every_day,      ///< everyone who has not left
    use,            ///< who had a session today
    prompt,         ///< who was prompted today
    failed_attempt, ///< who failed to open the app today
    goal_reached,   ///< who reached a goal yesterday (goals are counted after events)
};

struct Jump {
    std::size_t subtheme = 0;
    Quantity size; ///< added to s_k, then held in [0,1]
};

/// Something that may happen to a user on a day and moves subthemes at once.
struct Event {
    std::string name;
    std::string describes;
    Exposure exposure = Exposure::every_day;
    LinearPredictor chance; ///< probability = logistic(chance), for who is exposed
    std::vector<Jump> jumps;
};

/// A cause of leaving, with hazard lambda_c = exp(hazard) [1/day]. Hazards compete.
struct Cause {
    std::string name;
    std::string describes;
    LinearPredictor hazard;
};

struct Distress {
    std::string level;         ///< the trait that is the user's own level mu_i, [0,1]
    Quantity reversion;        ///< kappa, [0,1] per day
    Quantity noise;            ///< sigma, >= 0
    Quantity natural_recovery; ///< r: mu_i(t) = mu_i (1 - r)^t, [0,1] per day
};

struct Need {
    PerDayPart<double> profile{}; ///< need_p = d x profile_p, [0,1]
    std::string night_trait;      ///< lifts the night; empty: nothing does
    Quantity night_lift;          ///< profile_night + night_lift x trait
};

struct Prompting {
    Quantity
        fatigue_per_ignored; ///< prompt_fatigue gained by a prompt that no attempt answered, >= 0
    Quantity fatigue_decay;  ///< share lost a day, [0,1]
};

struct Session {
    LinearPredictor quality; ///< q = logistic(quality) + noise, held in [0,1]
    Quantity quality_noise;  ///< standard deviation, >= 0
    LinearPredictor
        expectation; ///< e at installing = logistic(expectation); features, traits, products only
    Quantity expectation_rate;       ///< alpha_e, [0,1]
    Quantity disappointment_decay;   ///< share lost a day, [0,1]
    Quantity failed_attempt_penalty; ///< disappointment gained by a failed attempt, >= 0
};

struct Relief {
    Quantity per_session; ///< rho: d falls by rho q in each session, [0,1]
    Quantity from_goals;  ///< d falls by this x c_goals a day while what was taken from the app is
                          ///< practised
    Quantity practice_days; ///< how many days after the last use it is practised
};

struct Goals {
    std::size_t component = 0; ///< c_goals
    Quantity progress; ///< progress on a day of use = this x c_goals; a goal is reached at 1
};

struct Habit {
    Quantity gain; ///< a_h, [0,1] per day of use
    Quantity loss; ///< b_h, [0,1] per day without
};

/// Being on a waiting list for care, and when it ends; both traits may be empty: nobody waits.
struct WaitingList {
    std::string on;          ///< trait, 1 = waiting
    std::string care_starts; ///< trait, days after installing
};

/// One item of a questionnaire: latent = intercept + sum_j weights[j] c_j + noise, mapped from
/// [0,1] onto low..high, rounded and held there.
struct Item {
    std::string text;
    double intercept = 0.0;
    std::vector<double> weights; ///< shape (components)
};

struct Instrument {
    std::string name;
    std::string describes;
    std::string source;
    double low = 1.0;
    double high = 5.0;
    Quantity noise;        ///< standard deviation of an item on the [0,1] scale
    std::vector<int> days; ///< given at the end of these days
    int active_within_days =
        7; ///< to those who used the app in this many days up to and including that day
    std::vector<Item> items;
};

/// The days up to the horizon on which a questionnaire is given, ascending.
[[nodiscard]] std::vector<int> days_given(Instrument const& instrument, int horizon_days);

/// A relation of the source that the model cannot hold, and why.
struct LeftOut {
    std::string id;
    std::string why;
};

struct Theory {
    std::string name;
    std::string describes;
    std::string source;
    std::vector<Feature> features;
    std::vector<Component> components;
    std::vector<Subtheme> subthemes;
    std::vector<Influence> map;
    std::vector<Event> events;
    LinearPredictor engagement; ///< an attempt in a day-part has probability logistic(engagement)
    Distress distress;
    Need need;
    Prompting prompting;
    Session session;
    Relief relief;
    Goals goals;
    Habit habit;
    Quantity novelty_decay; ///< novelty is 1 at installing and loses this share a day
    WaitingList waiting_list;
    std::vector<Cause> causes;
    std::vector<Instrument> instruments;
    std::vector<LeftOut> left_out;
};

/// The features that weigh what is felt of peers, each once.
[[nodiscard]] std::vector<std::string> features_of_peers(Theory const& theory);

/// The theory with only those relations that are supported at least as well as `least`: weights of
/// the map, of features, traits, products, states and jumps below it become 0. Intercepts, rates
/// and weights without an id stay.
[[nodiscard]] Theory supported_at_least(Theory theory, SaidBy least);

} // namespace agents
