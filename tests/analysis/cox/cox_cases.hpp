#pragma once

#include "analysis/cox/cox.hpp"
#include "tests/analysis/frame.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

/// What the comparisons of Cox's regression with R share.
namespace tests {

struct CoxCase {
    analysis::EventTable table;
    analysis::Covariates covariates;
    analysis::CoxOptions options{};
};

[[nodiscard]] inline analysis::Covariates columns(std::vector<std::string> const& names,
                                                  std::vector<std::vector<double>> const& values) {
    analysis::Covariates result{.values = {}, .names = names};
    auto const rows = values.empty() ? 0 : values.front().size();
    result.values.resize(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(values.size()));
    for (std::size_t j = 0; j < values.size(); ++j) {
        for (std::size_t i = 0; i < rows; ++i) {
            result.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
                values[j][i];
        }
    }
    return result;
}

[[nodiscard]] inline analysis::Grouping grouping(std::vector<int> const& labels) {
    std::size_t groups = 0;
    for (int const label : labels) {
        groups = std::max(groups, static_cast<std::size_t>(label) + 1);
    }
    return {labels, groups};
}

/// value(row) for each row.
template <typename Value>
[[nodiscard]] auto each_row(std::size_t rows, Value const& value) {
    std::vector<decltype(value(rows))> result;
    for (std::size_t i = 0; i < rows; ++i) {
        result.push_back(value(i));
    }
    return result;
}

/// As R's number of the topic "cox" to a relative 1e-8.
inline void agrees(std::string const& key, double value, double margin = 1e-300) {
    INFO(key);
    auto const& numbers = numbers_of_r("cox");
    REQUIRE(numbers.count(key) == 1);
    double const expected = numbers.at(key);
    if (std::isnan(expected)) {
        CHECK(std::isnan(value));
    } else {
        CHECK(value == Approx(expected).epsilon(1e-8).margin(margin));
    }
}

/// The lung data as the topic prepares them. @param time  "time" in days or "month" in months
[[nodiscard]] CoxCase lung_case(std::string const& time);
/// Entries of the months: "enter" of the topic.
void enter_late(CoxCase& data);
void weigh(CoxCase& data, std::string const& weights);
void cluster_by_institute(CoxCase& data);
/// age and ph.ecog remain covariates.
void stratify_by_sex(CoxCase& data);

} // namespace tests
