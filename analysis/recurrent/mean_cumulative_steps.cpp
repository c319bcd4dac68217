#include "analysis/recurrent/mean_cumulative_steps.hpp"

namespace analysis {

MeanSteps::MeanSteps(RiskTable const& risk) {
    double survival = 1;
    double sum = 0;
    for (std::size_t k = 0; k < risk.at_risk.size(); ++k) {
        double const n = risk.at_risk[k];
        double const events = risk.events_of_cause[0][k];
        double const ended = risk.events_of_cause[1][k];
        double const rate = n > 0 ? survival / n : 0;
        sum += rate * events;
        // Where all at risk are struck S is 0 from here on, whatever the weights: no influence.
        double const lost = n > ended ? 1 / (n - ended) : 0;
        double const hazard = n > 0 ? ended / n : 0;
        mean.push_back(sum);
        step.push_back({lost * hazard, n > 0 ? rate * events / n + sum * lost * hazard : 0});
        event_jump.push_back({0, rate});
        terminal_jump.push_back({lost, sum * lost});
        survival *= n > ended ? 1 - hazard : 0;
    }
}

} // namespace analysis
