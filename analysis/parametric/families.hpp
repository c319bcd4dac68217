#pragma once

#include "analysis/parametric/dual.hpp"
#include "analysis/parametric/generalised_gamma.hpp"
#include "analysis/parametric/parametric_model.hpp"
#include "analysis/parametric/special_functions.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <type_traits>

namespace analysis {

/// A time with its logarithm, which is taken once.
struct Moment {
    double time = 0;
    double log_time = 0;
};
[[nodiscard]] inline Moment moment(double time) {
    return {time, std::log(time)};
}

/// The families: log S(t) and log f(t), t > 0, written once for double and Dual. p holds the linear
/// predictor, then the ancillary parameters as they are estimated. The beta-geometric's f is the
/// probability P(T = t).
namespace families {

/// (log t - eta) / sigma; p = {eta, log sigma, ...}
template <class P>
auto standardised(P const& p, Moment const& at) {
    return (at.log_time - p[0]) * exponential(-p[1]);
}

struct Exponential {
    static constexpr std::size_t parameters = 1;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        return exponential(at.log_time - p[0]) * -1.0;
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        return log_survival(p, at) - p[0];
    }
};

struct Weibull {
    static constexpr std::size_t parameters = 2;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        return exponential(standardised(p, at)) * -1.0;
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        auto const w = standardised(p, at);
        return w - exponential(w) - p[1] - at.log_time;
    }
};

struct LogNormal {
    static constexpr std::size_t parameters = 2;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        auto const w = standardised(p, at);
        return compose(log_normal_tail(value_of(w)), w);
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        auto const w = standardised(p, at);
        return w * w * -0.5 - p[1] - (at.log_time + std::log(2 * std::numbers::pi) / 2);
    }
};

struct LogLogistic {
    static constexpr std::size_t parameters = 2;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        return softplus(standardised(p, at)) * -1.0;
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        auto const w = standardised(p, at);
        return w - softplus(w) * 2.0 - p[1] - at.log_time;
    }
};

struct GeneralisedGamma {
    static constexpr std::size_t parameters = 3;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        auto const w = standardised(p, at);
        return compose(log_gamma_tail(value_of(w), value_of(p[2])), w, p[2]);
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        auto const w = standardised(p, at);
        auto const f = compose(log_gamma_density(value_of(w), value_of(p[2])), w, p[2]);
        return f - p[1] - at.log_time;
    }
};

struct Gompertz {
    static constexpr std::size_t parameters = 2;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        auto const growth = p[1] * at.time;
        return exponential(p[0] + at.log_time) * compose(expm1_ratio(value_of(growth)), growth) *
               -1.0;
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        return log_survival(p, at) + p[0] + p[1] * at.time;
    }
};

/// p = {logit a/(a + b), log(a + b)}.
struct BetaGeometric {
    static constexpr std::size_t parameters = 2;
    template <class P>
    static auto log_a(P const& p) {
        return p[1] - softplus(-p[0]);
    }
    template <class P>
    static auto log_b(P const& p) {
        return p[1] - softplus(p[0]);
    }
    template <class T>
    static T rising(T const& log_x, double steps) {
        T const x = exponential(log_x);
        return compose(log_rising(value_of(x), steps), x);
    }
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        return rising(log_b(p), at.time) - rising(p[1], at.time);
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        return log_a(p) + rising(log_b(p), at.time - 1) - rising(p[1], at.time);
    }
};

/// c + (1 - c) S and (1 - c) f; p = {the family's, logit c}.
template <class Latency>
struct MixtureCure {
    static constexpr std::size_t parameters = Latency::parameters + 1;
    template <class P>
    static auto log_survival(P const& p, Moment const& at) {
        auto const& logit = p[Latency::parameters];
        auto const latency = Latency::log_survival(p, at);
        // log(c + (1 - c) S) from the larger of its terms, so that S = 0 does no harm
        if (value_of(latency) < value_of(logit)) {
            return softplus(latency - logit) - softplus(-logit);
        }
        return latency + softplus(logit - latency) - softplus(logit);
    }
    template <class P>
    static auto log_density(P const& p, Moment const& at) {
        return Latency::log_density(p, at) - softplus(p[Latency::parameters]);
    }
};

} // namespace families

/// Calls use(Model{}) with the type of the model. @param model  defined
template <class Use>
auto with_model(ParametricModel model, Use&& use) {
    auto const with = [&]<class F>(F family) {
        return model.cure == Cure::mixture ? use(families::MixtureCure<F>{}) : use(family);
    };
    switch (model.family) {
    case Family::exponential:
        return with(families::Exponential{});
    case Family::log_normal:
        return with(families::LogNormal{});
    case Family::log_logistic:
        return with(families::LogLogistic{});
    case Family::generalised_gamma:
        return with(families::GeneralisedGamma{});
    case Family::gompertz:
        return with(families::Gompertz{});
    case Family::beta_geometric:
        return use(families::BetaGeometric{});
    case Family::weibull:
        break;
    }
    return with(families::Weibull{});
}

/// The parameters of a row as active variables.
template <class Model>
std::array<Dual<Model::parameters>, Model::parameters>
active(std::array<double, Model::parameters> const& p) {
    std::array<Dual<Model::parameters>, Model::parameters> result;
    for (std::size_t i = 0; i < p.size(); ++i) {
        result[i] = Dual<Model::parameters>::parameter(p[i], i);
    }
    return result;
}

} // namespace analysis
