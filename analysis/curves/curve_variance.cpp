#include "analysis/curves/curve_variance.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

CurveVariance resolve(CurveVariance variance, EventTable const& table) {
    if (variance != CurveVariance::automatic) {
        return variance;
    }
    bool const counts = std::all_of(table.weight.begin(), table.weight.end(),
                                    [](double w) { return std::trunc(w) == w; });
    return counts && table.cluster.empty() ? CurveVariance::model : CurveVariance::jackknife;
}

} // namespace analysis
