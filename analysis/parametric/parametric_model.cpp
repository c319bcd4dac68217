#include "analysis/parametric/parametric_model.hpp"

#include <array>

namespace analysis {

std::span<Family const> all_families() {
    static constexpr std::array families{
        Family::exponential,       Family::weibull,  Family::log_normal,    Family::log_logistic,
        Family::generalised_gamma, Family::gompertz, Family::beta_geometric};
    return families;
}

std::string_view name_of(Family family) {
    switch (family) {
    case Family::exponential:
        return "exponential";
    case Family::weibull:
        return "weibull";
    case Family::log_normal:
        return "log-normal";
    case Family::log_logistic:
        return "log-logistic";
    case Family::generalised_gamma:
        return "generalised gamma";
    case Family::gompertz:
        return "gompertz";
    case Family::beta_geometric:
        return "beta-geometric";
    }
    return "";
}

std::string name_of(ParametricModel model) {
    std::string name(name_of(model.family));
    return model.cure == Cure::mixture ? name + " cure" : name;
}

std::vector<std::string> ancillary_names(Family family) {
    switch (family) {
    case Family::exponential:
        return {};
    case Family::generalised_gamma:
        return {"log(sigma)", "Q"};
    case Family::gompertz:
        return {"shape"};
    case Family::beta_geometric:
        return {"log(a + b)"};
    default:
        return {"log(sigma)"};
    }
}

bool is_continuous(Family family) {
    return family != Family::beta_geometric;
}

bool is_defined(ParametricModel model) {
    return model.cure == Cure::none || is_continuous(model.family);
}

} // namespace analysis
