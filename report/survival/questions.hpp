#pragma once

#include "analysis/contrasts/log_rank_weight.hpp"
#include "analysis/cox/cox.hpp"
#include "analysis/curves/limit_scale.hpp"
#include "analysis/estimate.hpp"
#include "analysis/parametric/parametric_model.hpp"
#include "core/mistakes.hpp"
#include "report/data/event_data.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace report {

/// A test of equal hazards with its name: "log-rank", "fh:0,1".
struct NamedTest {
    std::string name;
    analysis::LogRankWeight weight;
};

/// What may be asked of times to events, in the words of the command line.
struct SurvivalWords {
    double level = 0.95;
    std::string limits = "log-log"; ///< log-log, log or plain
    std::vector<double> times = {};
    std::optional<double> tau = {};
    std::vector<std::string> tests = {};  ///< log-rank, peto, gehan, tarone-ware, fh:RHO,GAMMA
    std::vector<double> still_in = {};    ///< starts of conditional survival
    std::vector<double> periods = {};     ///< breaks between periods of hazard
    std::string ties = "efron";           ///< efron, breslow or exact
    std::vector<std::string> models = {}; ///< families, "cure" behind them, or "all"
    std::string cause = {};               ///< that the regressions are about; empty: all together
    std::optional<double> landmark = {};  ///< only those still at risk after this time
    bool recurrent = false;               ///< events come again in a person
};

/// What is asked, valid.
struct SurvivalQuestions {
    analysis::Level level;
    analysis::LimitScale scale = analysis::LimitScale::log_log;
    std::vector<double> times;    ///< at which curves are read, ascending, >= 0
    double tau = 0;               ///< of restricted means, > 0
    std::vector<NamedTest> tests; ///< at least one
    bool contrasts_asked = false; ///< by name
    std::vector<double> still_in; ///< ascending; empty: not asked
    std::vector<double> periods;  ///< ascending; empty: not asked
    analysis::CoxTies ties = analysis::CoxTies::efron;
    std::vector<analysis::ParametricModel> models; ///< empty: not asked
    int cause = 0;                                 ///< of the regressions, 1-based; 0: all together
    bool recurrent = false;                        ///< events come again in a person
};

/// Fills in what was not said: about five round times up to the last one, tau the longest time to
/// which every group has been followed, the log-rank test. Tells what cannot be.
[[nodiscard]] SurvivalQuestions chosen_questions(SurvivalWords const& words, EventData const& data,
                                                 core::Mistakes& mistakes);

/// About five round numbers above 0, up to `last`; 0 alone when that is 0.
[[nodiscard]] std::vector<double> round_times(double last);

/// Times and groups at hand, gathered once.
struct SurvivalSample {
    explicit SurvivalSample(EventData const& from);

    EventData const& data;
    /// Shape (data.groups.size()); without clusters where no person has two rows in the group.
    std::vector<analysis::EventTable> groups;
    double last_time = 0; ///< of any row
};

} // namespace report
