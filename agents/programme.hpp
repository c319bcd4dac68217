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

    /// Whether it is the intercept for everybody.
    [[nodiscard]] bool constant() const { return terms.empty() && products.empty(); }
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
    bool seldom = false;          ///< whether these are seldom rows
    std::size_t place = 0, place_of_copies = 0; ///< then, among a user's numbers
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

inline constexpr auto no_row = static_cast<std::size_t>(-1);

/// A linear predictor without names.
struct CompiledPredictor {
    FixedPart fixed;
    std::vector<FixedPart> in_stages; ///< shape (stages); empty: the same in all
    std::size_t fixed_row = no_row;   ///< where the kernel keeps the fixed part, unless
    float constant = 0.0F;            ///< it is the same for everybody
    std::vector<RowWeight> all_day;
    /// What the terms add that are the same for everybody who installed on the same day: novelty,
    /// days since installing. Shape (days); empty without such terms.
    std::vector<float> of_day;
    std::vector<RowWeight> by_day_part; ///< rows of the night; the day-part is added
    PerDayPart<float> offset{};

    /// Whether it is the same every day.
    [[nodiscard]] bool lasting() const {
        return all_day.empty() && of_day.empty() && by_day_part.empty();
    }
};

/// Rows beside those of the vocabulary.
struct PrivateRows {
    // Of every day.
    std::size_t level = 0;   ///< mu_i
    std::size_t profile = 0; ///< one a day-part
    std::size_t weekday = 0;
    std::size_t care_starts = 0;
    std::size_t ignored_in_a_row = 0;
    std::size_t goal_flag = 0;
    std::size_t ever_used = 0;
    std::size_t lasting_odds = 0; ///< that one of `lasting_events` happens on a day
    // Where a rule learns only, one a day-part.
    std::size_t answered = 0;   ///< prompts, with forgetting
    std::size_t unanswered = 0; ///< prompts, with forgetting
    // With stages only.
    std::size_t stage = 0;          ///< 0: none
    std::size_t days_in_stage = 0;  ///< today included
    std::size_t stage_switched = 0; ///< 1: in another stage than yesterday
    std::size_t daily = 0;          ///< rows so far: those of a block's table
    // Of who opens the app or meets an event.
    std::size_t faded_until = 0; ///< days lived when subthemes were last looked at
    std::size_t target = 0;      ///< one a subtheme
    std::size_t first = 0;       ///< one a subtheme
    std::size_t attempt_eta = 0; ///< of engagement today, one a day-part
    std::size_t prompts_today = 0;
    std::size_t of_leaving = 0; ///< the uniform that says who leaves
    std::size_t of_event = 0;   ///< the uniform that says whether anything happens
    std::size_t total = 0;      ///< rows of the table of a list
};

/// Daily rows that are copied side by side for who opens the app today or meets an event.
struct CopiedRows {
    std::vector<std::size_t> read;    ///< by what their day asks
    std::vector<std::size_t> waiting; ///< those, and what is known of today
    std::vector<std::size_t> changed; ///< among those
};

/// What only they need, and nobody on other days: a user's numbers stand together.
struct SeldomRows {
    /// A number each: subthemes, faded_until, first values, then others. A multiple of 4.
    std::vector<std::size_t> rows;
    std::size_t changed = 0; ///< the first so many may change, a multiple of 4
};

/// Whether users know each other. Without peers, what predictors read of them is left out.
enum class Company { alone, among_peers };

/// Theory + design + the columns of a cohort, compiled into what the kernel walks: indices and
/// numbers, no names.
class Programme {
public:
    /// Every name must be known: feature in the theory, trait in the population, state in the
    /// layout (contract).
    Programme(Theory const& theory, Design const& design, Population const& population,
              int horizon_days, Company company = Company::alone);

    struct SubthemeRates {
        FixedPart first, target;
        std::vector<FixedPart> target_in_stages; ///< shape (stages); empty: the same in all
        float learning = 0.0F, surprise = 0.0F;
        std::size_t fading = 0;            ///< index into fadings
        std::vector<RowWeight> influences; ///< of subthemes on what this one aims at
    };
    struct Fading {
        float rate = 0.0F;       ///< [1/day]
        std::vector<float> left; ///< (1 - rate)^n, shape (days + 1)
    };
    /// A weighted sum of subthemes that fade at the same rate: it fades as they do, so that without
    /// use nobody needs to look at them.
    struct FadingSum {
        std::size_t row = 0, first_row = 0; ///< of the sum, and of what it fades to
        std::size_t fading = 0;             ///< index into fadings
        float base = 0.0F;
        std::vector<RowWeight> subthemes;
    };
    struct ComponentShare {
        float base = 0.0F;                ///< sum of |w| of the subthemes that weigh against
        float weight = 0.0F;              ///< in the alliance, sum 1
        std::vector<RowWeight> subthemes; ///< signed, sum of absolute values 1
        std::vector<std::size_t> parts;   ///< rows of sums that make it; none: it is one itself
    };
    struct EventRule {
        Exposure exposure = Exposure::every_day;
        CompiledPredictor chance;
        bool chance_lasts = false;    ///< the fixed part of `chance` is the chance itself
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
    CopiedRows copied;
    SeldomRows seldom;
    std::vector<std::size_t> rows_of_components;
    int horizon_days;

    std::vector<SubthemeRates> subthemes;
    std::vector<Fading> fadings; ///< the rates that differ
    std::vector<FadingSum> sums;
    std::vector<ComponentShare> components;
    std::vector<EventRule> events;
    // Indices of events by who may be exposed, so that nobody else is looked at.
    std::vector<std::size_t> events_of_anybody; ///< every_day, prompt, goal_reached
    std::vector<std::size_t> lasting_events;    ///< of those, every_day with a lasting chance
    std::vector<std::size_t> changing_events;   ///< of those, the others
    std::vector<std::size_t> events_of_openers; ///< use, failed_attempt
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
    bool learns = false;               ///< by any of these rules
    PerDayPart<bool> may_prompt{};     ///< under any of these rules
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
    float habit_gain = 0.0F, habit_loss = 0.0F;
    std::vector<float> novelty; ///< when the day begins, shape (days + 1)

    bool feels_peers = false; ///< some predictor reads peers_active or peers_left

    bool has_waiting_list = false;
    std::size_t waiting_column = 0, care_column = 0;

    [[nodiscard]] std::vector<std::size_t> days_given() const; ///< shape (instruments)
};

} // namespace agents
