#pragma once

#include "agents/cohort.hpp"
#include "agents/design.hpp"
#include "agents/state_layout.hpp"
#include "agents/theory.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agents {

/// A trait's column; `level` >= 0 asks whether a categorical trait has that level.
struct TraitReference {
    std::size_t column = 0;
    int level = -1;

    [[nodiscard]] double of(Population const& people, std::size_t user) const {
        double const value = static_cast<double>(people.traits[column].values[user]);
        return level < 0 ? value : (value == static_cast<double>(level) ? 1.0 : 0.0);
    }
    [[nodiscard]] bool operator==(TraitReference const&) const = default;
};

/// The part of a predictor that never changes for a user under a design; the design's features and
/// the centres of the dynamic part are already in the intercept.
struct FixedPart {
    struct TraitTerm {
        TraitReference trait;
        double weight = 0.0;
        [[nodiscard]] bool operator==(TraitTerm const&) const = default;
    };
    struct TraitProduct {
        std::vector<TraitReference> traits;
        double weight = 0.0;
        [[nodiscard]] bool operator==(TraitProduct const&) const = default;
    };

    double intercept = 0.0;
    std::vector<TraitTerm> terms;
    std::vector<TraitProduct> products;

    [[nodiscard]] double of(Population const& people, std::size_t user) const;
    [[nodiscard]] bool operator==(FixedPart const&) const = default;
};

/// How the kernel keeps a fixed part.
enum class KeptAs {
    predictor,   ///< as it is
    probability, ///< logistic of it: what a subtheme aims at
};

/// A fixed part that is not the same in all stages of the design. The kernel keeps one copy for
/// each, made when the user installs, and moves that of the user's stage into the row in use: who
/// changes stage has the very bits of who installed under that design.
struct StagedPart {
    KeptAs kept = KeptAs::predictor;
    std::size_t row = 0;          ///< the one in use
    std::size_t copies = 0;       ///< the first of 1 + stages rows: the design's own, each stage's
    std::vector<FixedPart> parts; ///< shape (1 + stages)
};

/// One condition on a row of the kernel's table.
struct StageCondition {
    enum class Side { at_least, below };
    std::size_t row = 0;
    Side side = Side::at_least;
    float threshold = 0.0F;
};

/// When the kernel lets users into a stage, and out again.
struct CompiledStage {
    std::vector<StageCondition> when; ///< all must hold
    StageEnd until = StageEnd::for_good;
    float days = 0.0F;
};

/// weight x the value in a row of the kernel's table.
struct RowWeight {
    std::size_t row = 0;
    float weight = 0.0F;
};

/// A linear predictor without names.
struct CompiledPredictor {
    FixedPart fixed;
    std::size_t fixed_row = 0; ///< where the kernel keeps the fixed part
    std::vector<RowWeight> all_day;
    std::vector<RowWeight> by_day_part; ///< rows of the night; the day-part is added
    PerDayPart<float> offset{};
};

/// Rows that the kernel keeps beside those of the vocabulary.
struct PrivateRows {
    std::size_t target = 0;  ///< one a subtheme
    std::size_t first = 0;   ///< one a subtheme
    std::size_t level = 0;   ///< mu_i
    std::size_t profile = 0; ///< one a day-part
    std::size_t weekday = 0;
    std::size_t care_starts = 0;
    std::size_t ignored_in_a_row = 0;
    std::size_t goal_flag = 0;
    std::size_t ever_used = 0;
    std::size_t lasting_odds = 0;   ///< that one of `lasting_events` happens on a day
    std::size_t stage = 0;          ///< 0: none; with stages only, as the next two
    std::size_t days_in_stage = 0;  ///< today included
    std::size_t lasting = 0;        ///< rows so far; those behind are of one day
    std::size_t stage_switched = 0; ///< 1: in another stage than yesterday
    std::size_t attempt_eta = 0;    ///< of engagement today, one a day-part
    std::size_t used = 0;           ///< 1: today is a day of use
    std::size_t failed = 0;         ///< today's failed attempts
    std::size_t quality_sum = 0;    ///< of today's sessions
    std::size_t surprise = 0;       ///< mean of today's sessions
    std::size_t hazard = 0;         ///< today's, one a cause
    std::size_t total_hazard = 0;
    std::size_t total = 0; ///< rows of the whole table
};

/// Rows that are read of those who open the app today, and nobody else: they are copied together
/// before each part of the day that concerns only them.
struct OpenersRows {
    std::vector<std::size_t> attempts;
    std::vector<std::size_t> sessions;
    std::vector<std::size_t> after_sessions; ///< what these have changed
    std::vector<std::size_t> learning;
    std::vector<std::size_t> events;
};

/// Theory + design + the columns of a cohort, compiled into what the kernel walks: indices and
/// numbers, no names.
class Programme {
public:
    /// Every name must be known: feature in the theory, trait in the population, state in the
    /// layout (contract).
    Programme(Theory const& theory, Design const& design, Population const& population,
              int horizon_days);

    struct SubthemeRates {
        FixedPart first, target;
        float learning = 0.0F, fading = 0.0F, surprise = 0.0F;
        std::vector<RowWeight> influences; ///< of subthemes on what this one aims at
    };
    struct ComponentShare {
        float base = 0.0F;                ///< sum of |w| of the subthemes that weigh against
        float weight = 0.0F;              ///< in the alliance, sum 1
        std::vector<RowWeight> subthemes; ///< signed, sum of absolute values 1
    };
    struct EventRule {
        Exposure exposure = Exposure::every_day;
        CompiledPredictor chance;
        std::vector<RowWeight> jumps; ///< rows of subthemes
    };
    struct Questionnaire {
        float low = 0.0F, high = 0.0F, noise = 0.0F;
        std::vector<int> days;
        int active_within_days = 0;
        std::vector<float> intercepts;               ///< shape (items)
        std::vector<std::vector<RowWeight>> weights; ///< of components, one list an item
    };

    StateLayout layout;
    PrivateRows rows;
    OpenersRows of_openers;
    std::vector<std::size_t> rows_of_subthemes;
    std::vector<std::size_t> rows_of_alliance; ///< components and alliance
    std::vector<std::size_t> rows_of_some;     ///< what events_of_some read
    int horizon_days;

    std::vector<SubthemeRates> subthemes;
    std::vector<ComponentShare> components;
    std::vector<EventRule> events;
    // Indices of events by who may be exposed, so that nobody else is looked at.
    std::vector<std::size_t> events_of_everyone; ///< every_day
    std::vector<std::size_t> lasting_events;     ///< of those, whose chance is the same every day
    std::vector<std::size_t> changing_events;    ///< of those, the others
    std::vector<std::size_t> events_of_openers;  ///< use, failed_attempt
    std::vector<std::size_t> events_of_some;     ///< prompt, goal_reached
    std::vector<CompiledPredictor> causes;
    std::vector<Questionnaire> instruments;
    CompiledPredictor engagement, quality;
    FixedPart expectation;

    // distress, need
    std::size_t level_column = 0;
    float reversion = 0.0F, distress_noise = 0.0F;
    std::vector<float> recovery;     ///< (1 - r)^t, shape (days)
    std::vector<float> decay_to_end; ///< (1 - kappa)^(H - t), shape (days)
    std::vector<float>
        pull_to_end; ///< weight of mu in the distress expected at the horizon, shape (days)
    PerDayPart<float> need_profile{};
    bool has_night_trait = false;
    std::size_t night_column = 0;
    float night_lift = 0.0F;

    // prompts, design
    std::vector<Prompts> prompt_rules; ///< the design's own, each stage's; shape (1 + stages)
    bool prompts_anybody = false;      ///< under any of these rules
    std::vector<CompiledStage> stages;
    std::vector<StagedPart> staged_parts;
    float fatigue_per_ignored = 0.0F, fatigue_decay = 0.0F;
    PerDayPart<float> availability{};
    bool always_available = true; ///< in every day-part
    float reliability = 1.0F;

    // sessions, relief, goals, habit
    float quality_noise = 0.0F, expectation_rate = 0.0F, disappointment_decay = 0.0F,
          failed_attempt_penalty = 0.0F;
    float relief_per_session = 0.0F, relief_from_goals = 0.0F, practice_days = 0.0F;
    std::size_t goals_component = 0;
    float goal_progress = 0.0F;
    float habit_gain = 0.0F, habit_loss = 0.0F, novelty_decay = 0.0F;

    bool has_waiting_list = false;
    std::size_t waiting_column = 0, care_column = 0;

    [[nodiscard]] std::vector<std::size_t> days_given() const; ///< shape (instruments)
};

} // namespace agents
