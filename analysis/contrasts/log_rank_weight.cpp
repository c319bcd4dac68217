#include "analysis/contrasts/log_rank_weight.hpp"

#include "core/contract.hpp"

#include <cmath>

namespace analysis {

namespace {

struct WeightAt {
    double survival;
    double at_risk;

    double operator()(FlemingHarrington const& power) const {
        HOLDFAST_EXPECT(power.rho >= 0 && power.gamma >= 0);
        double const early = power.rho == 0 ? 1 : std::pow(survival, power.rho);
        double const late = power.gamma == 0 ? 1 : std::pow(1 - survival, power.gamma);
        return early * late;
    }
    double operator()(Gehan /*weight*/) const { return at_risk; }
    double operator()(TaroneWare /*weight*/) const { return std::sqrt(at_risk); }
};

} // namespace

double weight_at(LogRankWeight const& weight, double survival, double at_risk) {
    return std::visit(WeightAt{survival, at_risk}, weight);
}

} // namespace analysis
