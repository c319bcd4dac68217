#include "analysis/planning/bisection.hpp"

#include "analysis/estimate.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <cstdint>
#include <limits>

namespace analysis {

double crossing(std::function<double(double)> const& f, double low, double high) {
    double const at_low = f(low);
    double const at_high = f(high);
    if (at_low == 0) {
        return low;
    }
    if (at_high == 0) {
        return high;
    }
    if (!(at_low < 0 && at_high > 0) && !(at_low > 0 && at_high < 0)) {
        return undefined;
    }
    std::uintmax_t steps = 300;
    boost::math::tools::eps_tolerance<double> const close(std::numeric_limits<double>::digits - 2);
    auto const ends =
        boost::math::tools::toms748_solve(f, low, high, at_low, at_high, close, steps);
    return (ends.first + ends.second) / 2;
}

} // namespace analysis
