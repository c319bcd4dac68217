#include "analysis/planning/spending.hpp"

#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <cmath>
#include <numbers>

namespace analysis {

namespace {

struct Spent {
    double alpha;
    double t;

    double operator()(OBrienFlemingSpending const& /*none*/) const {
        double const z = core::portable::normal_quantile(alpha / 2);
        return 2 * core::portable::normal_cdf(z / std::sqrt(t));
    }
    double operator()(PocockSpending const& /*none*/) const {
        return alpha * std::log1p((std::numbers::e - 1) * t);
    }
    double operator()(PowerSpending const& power) const {
        HOLDFAST_EXPECT(power.rho > 0);
        return alpha * std::pow(t, power.rho);
    }
    double operator()(HwangShihDeCaniSpending const& family) const {
        return family.gamma == 0
                   ? alpha * t
                   : alpha * std::expm1(-family.gamma * t) / std::expm1(-family.gamma);
    }
};

} // namespace

double alpha_spent(Spending const& spending, double alpha, double t) {
    HOLDFAST_EXPECT(alpha > 0 && alpha < 1 && t >= 0);
    if (t <= 0) {
        return 0;
    }
    return t >= 1 ? alpha : std::visit(Spent{alpha, t}, spending);
}

} // namespace analysis
