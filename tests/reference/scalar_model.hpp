#pragma once

#include "agents/cohort.hpp"
#include "agents/design.hpp"
#include "agents/theory.hpp"
#include "tests/reference/draws.hpp"
#include "tests/reference/life.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace reference {

/// docs/odd.md a second time: scalar, double precision, libm, one function a step of
/// docs/odd.md, no thought of speed. Written from docs/odd.md, never from the kernel, so that a
/// slip in either shows as a disagreement.
class ScalarModel {
public:
    /// Keeps references: theory, design and population must outlive the model.
    ScalarModel(agents::Theory const& theory, agents::Design const& design,
                agents::Population const& population, std::uint64_t seed, std::uint32_t replicate,
                int horizon_days);

    [[nodiscard]] Life live(std::size_t user) const;

    /// What does not change of a user.
    struct Person {
        std::uint32_t user = 0;
        std::vector<double> target; ///< tau_k, in the stage of today
        std::vector<double> first;
        double level = 0.0; ///< mu
        agents::PerDayPart<double> profile{};
        int weekday = 0;
        bool on_waiting_list = false;
        double care_starts = 0.0;
    };

    /// A life under way. Symbols and their lifetimes are those of docs/odd.md.
    struct Story {
        Person person;
        State state;
        int t = 0;
        int last_use = agents::never;
        Day day;
        agents::PerDayPart<bool> failed{};
        agents::PerDayPart<double> surprise{}; ///< delta_p of the day's sessions
    };

    /// A user who installs the app.
    [[nodiscard]] Story begin(std::size_t user) const;
    /// Day story.t; who calls goes on to the next. What is felt of peers is in the state already.
    void live_day(Story& story) const;
    [[nodiscard]] double distress_at_horizon(Story const& story) const;

private:
    [[nodiscard]] Person person_of(std::size_t user) const;
    [[nodiscard]] std::vector<double> targets(std::size_t user, std::size_t stage) const;
    [[nodiscard]] std::vector<double> const& features_in(std::size_t stage) const;
    [[nodiscard]] bool may_enter(agents::StageRule const& rule, Story& story) const;
    [[nodiscard]] bool stage_is_over(Story const& story) const;
    [[nodiscard]] State state_at_installing(Person const& person) const;

    void calendar(Story& story) const;
    void stages(Story& story) const;
    void distress(Story& story) const;
    void prompts(Story& story) const;
    [[nodiscard]] agents::PerDayPart<bool> best(agents::Prompts const& rule, Story& story) const;
    [[nodiscard]] double log_gamma(double shape, std::uint32_t family, Story& story) const;
    void learn_of_prompts(Story& story) const;
    void attempts(Story& story) const;
    void sessions(Story& story) const;
    void alliance_and_events(Story& story) const;
    void relief_goals_habit(Story& story) const;
    void questionnaires(Story& story) const;
    void leaving(Story& story) const;

    void learn(Story& story) const;
    void fade(Story& story) const;
    void components_and_alliance(State& state) const;
    [[nodiscard]] bool exposed(agents::Event const& event, Story const& story) const;
    [[nodiscard]] double score(std::size_t instrument, Story& story) const;
    [[nodiscard]] double state_weight(agents::Term const& term) const;

    [[nodiscard]] double level_on_day(Person const& person, int t) const;
    [[nodiscard]] double trait(std::string const& name, std::size_t user) const;
    [[nodiscard]] double feature_or_trait(std::string const& name, std::size_t user,
                                          std::size_t stage) const;
    [[nodiscard]] double fixed(agents::LinearPredictor const& predictor, std::size_t user,
                               std::size_t stage) const;
    [[nodiscard]] double value(std::string const& name, State const& state, std::size_t p) const;
    [[nodiscard]] double predictor(agents::LinearPredictor const& predictor, Story const& story,
                                   State const& state, std::size_t p) const;
    [[nodiscard]] std::uint32_t word(Story const& story, Purpose purpose, std::size_t n,
                                     std::size_t family = 0) const;

    agents::Theory const& theory_;
    agents::Design const& design_;
    agents::Population const& population_;
    std::uint64_t seed_;
    std::uint32_t replicate_;
    int horizon_days_;
};

} // namespace reference
