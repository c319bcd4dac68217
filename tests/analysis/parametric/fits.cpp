#include "tests/analysis/parametric/fits.hpp"

#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace analysis;

namespace tests {

Covariates covariates(std::vector<std::pair<std::string, std::vector<double>>> const& columns) {
    Covariates result;
    result.values.resize(static_cast<Eigen::Index>(columns.front().second.size()),
                         static_cast<Eigen::Index>(columns.size()));
    for (auto const& [name, values] : columns) {
        result.values.col(static_cast<Eigen::Index>(result.names.size())) =
            Eigen::Map<Eigen::VectorXd const>(values.data(),
                                              static_cast<Eigen::Index>(values.size()));
        result.names.push_back(name);
    }
    return result;
}

Covariates covariates(Frame const& frame, std::vector<std::string> const& columns) {
    std::vector<std::pair<std::string, std::vector<double>>> values;
    values.reserve(columns.size());
    for (auto const& column : columns) {
        values.emplace_back(column, frame.number(column));
    }
    return covariates(values);
}

Frame lung() {
    return data_set("lung").without_missing({"time", "status", "age", "sex", "ph.ecog"});
}

EventTable events(Frame const& frame, std::string const& time, std::string const& status,
                  int event) {
    EventTable table{frame.number(time), frame.integer(status)};
    for (auto& code : table.status) {
        code = code == event ? 1 : 0;
    }
    return table;
}

void agrees_with_r(std::string const& key, ParametricFit const& fit) {
    INFO(key << ": " << fit.reason);
    REQUIRE(fit.status == FitStatus::converged);
    auto const& r = numbers_of_r("parametric");
    auto const agrees = [&](std::string const& part, double value) {
        INFO(part);
        CHECK(value == Approx(r.at(key + "." + part)).epsilon(1e-8).margin(1e-12));
    };
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
        auto const& estimate = fit.coefficients[j].estimate;
        agrees(fmt::format("{}.value", j + 1), estimate.value);
        agrees(fmt::format("{}.standard_error", j + 1), estimate.standard_error);
    }
    CHECK(r.count(fmt::format("{}.{}.value", key, fit.coefficients.size() + 1)) == 0);
    agrees("log_likelihood", fit.log_likelihood);
    agrees("aic", fit.aic);
    agrees("bic", fit.bic);
}

} // namespace tests
