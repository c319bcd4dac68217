#include "analysis/planning/enrolment.hpp"

#include "core/contract.hpp"

#include <boost/math/quadrature/tanh_sinh.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace analysis {

namespace {

/// Events of a curve at its times, each seen when its person is followed that long.
double event_probability_of_curve(CurveLifetime const& lifetime, Enrolment const& enrolment) {
    double sum = 0;
    double before = 1;
    for (double const t : lifetime.curve.time) {
        double const survival = survival_of(lifetime, t);
        sum += (before - survival) * still_followed(enrolment, t);
        before = survival;
    }
    return sum;
}

} // namespace

double loss_rate_for(double share, double by_day) {
    HOLDFAST_EXPECT(share >= 0 && share < 1 && by_day > 0);
    return -std::log1p(-share) / by_day;
}

double still_followed(Enrolment const& enrolment, double t) {
    HOLDFAST_EXPECT(enrolment.accrual_days >= 0 && enrolment.follow_up_days >= 0 &&
                    enrolment.longest() > 0 && enrolment.loss_rate >= 0);
    if (t > enrolment.longest()) {
        return 0;
    }
    double const enrolled_in_time =
        t <= enrolment.follow_up_days ? 1 : (enrolment.longest() - t) / enrolment.accrual_days;
    return std::exp(-enrolment.loss_rate * t) * enrolled_in_time;
}

double event_probability(Lifetime const& lifetime, Enrolment const& enrolment) {
    if (auto const* const curve = std::get_if<CurveLifetime>(&lifetime)) {
        return known_to(lifetime, enrolment.longest())
                   ? event_probability_of_curve(*curve, enrolment)
                   : undefined;
    }
    return integral_over_pieces(
        [&](double t) {
            return hazard_of(lifetime, t) * survival_of(lifetime, t) * still_followed(enrolment, t);
        },
        lifetime, enrolment, enrolment.longest());
}

double integral_over_pieces(std::function<double(double)> const& f, Lifetime const& lifetime,
                            Enrolment const& enrolment, double end) {
    std::vector<double> ends{end};
    if (auto const* const pieces = std::get_if<PiecewiseLifetime>(&lifetime)) {
        ends.insert(ends.end(), pieces->breaks.begin(), pieces->breaks.end());
    }
    ends.push_back(enrolment.follow_up_days);
    std::sort(ends.begin(), ends.end());
    boost::math::quadrature::tanh_sinh<double> quadrature;
    double sum = 0;
    double from = 0;
    for (double const to : ends) {
        if (to > from && to <= end) {
            sum += quadrature.integrate(f, from, to, 1e-13);
            from = to;
        }
    }
    return sum;
}

} // namespace analysis
