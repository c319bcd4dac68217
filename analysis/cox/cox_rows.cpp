#include "analysis/cox/cox_rows.hpp"

#include "analysis/cox/row_order.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace analysis {

namespace {

using Index = Eigen::Index;

class Builder {
public:
    Builder(EventTable const& table, CoxOptions const& options)
        : table_(table), options_(options) {}

    CoxRows places() {
        auto const order = order_rows(table_.time, options_.strata);
        rows_.row.reserve(table_.size());
        rows_.stratum_times.push_back(0);
        rows_.stratum_places.push_back(0);
        for (std::size_t stratum = 0; stratum + 1 < order.begin.size(); ++stratum) {
            std::span const all(order.rows);
            add_stratum(
                all.subspan(order.begin[stratum], order.begin[stratum + 1] - order.begin[stratum]),
                stratum);
        }
        if (!table_.entry.empty()) {
            order_leaving();
        }
        return std::move(rows_);
    }

private:
    [[nodiscard]] bool has_event(std::uint32_t row) const {
        int const status = table_.status[row];
        return options_.cause == 0 ? status > 0 : status == options_.cause;
    }

    /// Times, and where among the stratum's rows their runs begin and end.
    struct Run {
        std::size_t begin, end;
    };

    void find_runs(std::span<std::uint32_t const> rows) {
        runs_.clear();
        stratum_time_.clear();
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            double const time = table_.time[rows[begin]];
            bool event = false;
            for (; end < rows.size(); ++end) {
                double const next = table_.time[rows[end]];
                if (next - time > same_time * next) {
                    break;
                }
                event = event || has_event(rows[end]);
            }
            if (event) {
                runs_.push_back({begin, end});
                stratum_time_.push_back(time);
            }
        }
    }

    void add_stratum(std::span<std::uint32_t const> rows, std::size_t stratum) {
        find_runs(rows);
        for (std::size_t k = 0; k < runs_.size(); ++k) {
            auto const next = k + 1 < runs_.size() ? runs_[k + 1].begin : rows.size();
            CoxEventTime time{.time = stratum_time_[k],
                              .begin = static_cast<std::uint32_t>(rows_.row.size()),
                              .stratum = static_cast<std::uint32_t>(stratum)};
            for (auto i = runs_[k].begin; i < runs_[k].end; ++i) {
                if (has_event(rows[i]) && add_place(rows[i], k)) {
                    ++time.events;
                    time.event_weight += table_.weight_of(rows[i]);
                }
            }
            for (auto i = runs_[k].begin; i < next; ++i) {
                if (i >= runs_[k].end || !has_event(rows[i])) {
                    add_place(rows[i], k);
                }
            }
            rows_.events += time.events;
            rows_.event_weight += time.event_weight;
            rows_.times.push_back(time);
        }
        rows_.stratum_times.push_back(rows_.times.size());
        rows_.stratum_places.push_back(rows_.row.size());
    }

    /// @param last  the last time of the stratum at which the row may be at risk
    bool add_place(std::uint32_t row, std::size_t last) {
        if (!table_.entry.empty()) {
            auto const first = times_until(stratum_time_, table_.entry[row]);
            if (first > last) {
                return false;
            }
            rows_.first_time.push_back(
                static_cast<std::uint32_t>(rows_.stratum_times.back() + first));
        }
        rows_.row.push_back(row);
        return true;
    }

    void order_leaving() {
        rows_.leaving.resize(rows_.row.size());
        std::iota(rows_.leaving.begin(), rows_.leaving.end(), std::uint32_t{0});
        for (std::size_t stratum = 0; stratum < rows_.strata(); ++stratum) {
            auto const at = [&](std::size_t place) {
                return rows_.leaving.begin() + static_cast<std::ptrdiff_t>(place);
            };
            std::stable_sort(at(rows_.stratum_places[stratum]),
                             at(rows_.stratum_places[stratum + 1]),
                             [&](std::uint32_t one, std::uint32_t other) {
                                 return rows_.first_time[one] > rows_.first_time[other];
                             });
        }
    }

    EventTable const& table_;
    CoxOptions const& options_;
    CoxRows rows_;
    std::vector<Run> runs_;
    std::vector<double> stratum_time_;
};

std::vector<double> gathered(std::vector<double> const& column, CoxRows const& rows) {
    std::vector<double> result(column.empty() ? 0 : rows.places());
    for (std::size_t place = 0; place < result.size(); ++place) {
        result[place] = column[rows.row[place]];
    }
    return result;
}

/// Mean 0, variance 1; a constant column keeps its scale. The first value is taken off first, so
/// that the mean of what is far from 0 keeps its digits. @return what was taken off, divided by
std::pair<double, double> standardise(std::vector<double>& column) {
    auto const count = static_cast<double>(column.size());
    double const first = column.empty() ? 0 : column.front();
    double sum = 0;
    for (double const value : column) {
        sum += value - first;
    }
    double const mean = column.empty() ? 0 : first + sum / count;
    double squares = 0;
    for (double& value : column) {
        value -= mean;
        squares += value * value;
    }
    double const deviation = std::sqrt(squares / count);
    double const scale = deviation > 0 && std::isfinite(deviation) ? deviation : 1;
    for (double& value : column) {
        value /= scale;
    }
    return {mean, scale};
}

/// Column after column: one of them fits a cache that is read in random order.
void fill_covariates(CoxRows& rows, Eigen::MatrixXd const& values) {
    auto const covariates = static_cast<std::size_t>(values.cols());
    rows.centre.setZero(values.cols());
    rows.scale.setOnes(values.cols());
    rows.x.resize(rows.places() * covariates);
    std::vector<double> column(covariates > 0 ? rows.places() : 0);
    for (std::size_t j = 0; j < covariates; ++j) {
        auto const at = static_cast<Index>(j);
        double const* const from = values.col(at).data();
        for (std::size_t place = 0; place < column.size(); ++place) {
            column[place] = from[rows.row[place]];
        }
        std::tie(rows.centre[at], rows.scale[at]) = standardise(column);
        for (std::size_t place = 0; place < column.size(); ++place) {
            rows.x[place * covariates + j] = column[place];
        }
    }
}

void sum_events(CoxRows& rows) {
    rows.event_sum.setZero(rows.centre.size());
    for (auto const& time : rows.times) {
        for (std::size_t place = time.begin; place < time.begin + time.events; ++place) {
            auto const x = rows.covariates_of(place);
            for (std::size_t j = 0; j < x.size(); ++j) {
                rows.event_sum[static_cast<Index>(j)] += rows.weight_of(place) * x[j];
            }
        }
    }
}

} // namespace

CoxRows cox_rows(EventTable const& table, Eigen::MatrixXd const& values,
                 CoxOptions const& options) {
    HOLDFAST_EXPECT(table.time.size() == table.status.size());
    HOLDFAST_EXPECT(values.cols() == 0 || static_cast<std::size_t>(values.rows()) == table.size());
    HOLDFAST_EXPECT(values.allFinite());
    HOLDFAST_EXPECT(options.offset.empty() || options.offset.size() == table.size());
    HOLDFAST_EXPECT(table.weight.empty() || table.weight.size() == table.size());
    HOLDFAST_EXPECT(table.entry.empty() || table.entry.size() == table.size());
    auto rows = Builder(table, options).places();
    rows.weight = gathered(table.weight, rows);
    rows.offset = gathered(options.offset, rows);
    fill_covariates(rows, values);
    sum_events(rows);
    return rows;
}

std::vector<double> linear_predictor(CoxRows const& rows, Eigen::VectorXd const& beta) {
    std::vector<double> eta(rows.places());
    auto const covariates = rows.covariates();
    for (std::size_t place = 0; place < eta.size(); ++place) {
        double sum = rows.offset.empty() ? 0 : rows.offset[place];
        for (std::size_t j = 0; j < covariates; ++j) {
            sum += rows.x[place * covariates + j] * beta[static_cast<Index>(j)];
        }
        eta[place] = sum;
    }
    return eta;
}

CoxRisk cox_risk(CoxRows const& rows, Eigen::VectorXd const& beta) {
    CoxRisk result{.risk = linear_predictor(rows, beta)};
    if (result.risk.empty()) {
        return result;
    }
    auto const [least, most] = std::minmax_element(result.risk.begin(), result.risk.end());
    result.range = *most - *least;
    result.middle = *most - std::fmin(result.range, largest_range) / 2;
    for (auto const& time : rows.times) {
        for (std::size_t place = time.begin; place < time.begin + time.events; ++place) {
            result.event_sum += rows.weight_of(place) * (result.risk[place] - result.middle);
        }
    }
    for (std::size_t place = 0; place < rows.places(); ++place) {
        result.risk[place] = rows.weight_of(place) * std::exp(result.risk[place] - result.middle);
    }
    return result;
}

} // namespace analysis
