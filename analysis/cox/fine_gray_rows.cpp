#include "analysis/cox/fine_gray_sums.hpp"

#include "analysis/cox/row_order.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

using Index = Eigen::Index;

void find_times(FineGrayRows& rows, EventTable const& table) {
    rows.row = order_rows(table.time, {}).rows;
    for (std::size_t place = 0; place < rows.row.size(); ++place) {
        double const time = table.time[rows.row[place]];
        if (rows.time.empty() || time - rows.time.back() > same_time * time) {
            rows.begin.push_back(place);
            rows.time.push_back(time);
        }
    }
    rows.begin.push_back(rows.row.size());
}

void fill_kinds(FineGrayRows& rows, EventTable const& table, FineGrayOptions const& options) {
    rows.ties = options.ties;
    rows.groups = std::max<std::size_t>(1, options.censoring.groups);
    for (auto const row : rows.row) {
        int const status = table.status[row];
        rows.kind.push_back(status == 0 ? 0 : status == options.cause ? 1 : 2);
        rows.group.push_back(options.censoring.groups > 0 ? options.censoring.of[row] : 0);
    }
    rows.events = static_cast<std::size_t>(std::count(rows.kind.begin(), rows.kind.end(), 1));
    rows.competing = static_cast<std::size_t>(std::count(rows.kind.begin(), rows.kind.end(), 2));
}

void fill_covariates(FineGrayRows& rows, Eigen::MatrixXd const& values) {
    rows.centre.setZero(values.cols());
    if (values.rows() > 0) {
        rows.centre = values.colwise().mean();
    }
    rows.scale.setOnes(values.cols());
    for (Index j = 0; j < values.cols(); ++j) {
        double const variance = (values.col(j).array() - rows.centre[j]).square().mean();
        rows.scale[j] = variance > 0 && std::isfinite(variance) ? std::sqrt(variance) : 1;
    }
    rows.x.resize(values.cols(), static_cast<Index>(rows.places()));
    for (std::size_t place = 0; place < rows.places(); ++place) {
        rows.x.col(static_cast<Index>(place)) =
            (values.row(rows.row[place]).transpose() - rows.centre).cwiseQuotient(rows.scale);
    }
}

void count_censoring(FineGrayRows& rows, FineGrayTies ties) {
    auto const groups = static_cast<Index>(rows.groups);
    auto const times = static_cast<Index>(rows.times());
    rows.at_risk.setZero(groups, times);
    rows.censored.setZero(groups, times);
    Eigen::VectorXd left = Eigen::VectorXd::Zero(groups);
    for (auto k = times; k-- > 0;) {
        Eigen::VectorXd events = Eigen::VectorXd::Zero(groups);
        auto const at = static_cast<std::size_t>(k);
        for (auto place = rows.begin[at]; place < rows.begin[at + 1]; ++place) {
            left[rows.group[place]] += 1;
            auto const group = rows.group[place];
            (rows.kind[place] == 0 ? rows.censored(group, k) : events[group]) += 1;
        }
        rows.at_risk.col(k) = left;
        if (ties == FineGrayTies::events_gone) {
            rows.at_risk.col(k) -= events;
        }
    }
}

/// G before each time; 0 after the last time of a group, whose censoring nothing is known of then.
void fill_uncensored(FineGrayRows& rows) {
    auto const times = static_cast<Index>(rows.times());
    rows.uncensored.setZero(static_cast<Index>(rows.groups), times);
    std::vector<std::size_t> last(rows.groups);
    for (std::size_t k = 0; k < rows.times(); ++k) {
        for (auto place = rows.begin[k]; place < rows.begin[k + 1]; ++place) {
            last[static_cast<std::size_t>(rows.group[place])] = k;
        }
    }
    for (Index group = 0; group < rows.uncensored.rows(); ++group) {
        double survival = 1;
        for (Index k = 0; k < times; ++k) {
            bool const known = static_cast<std::size_t>(k) <= last[static_cast<std::size_t>(group)];
            rows.uncensored(group, k) = known ? survival : 0;
            if (rows.censored(group, k) > 0) {
                survival *= 1 - rows.censored(group, k) / rows.at_risk(group, k);
            }
        }
    }
}

} // namespace

FineGrayRows fine_gray_rows(EventTable const& table, Covariates const& covariates,
                            FineGrayOptions const& options) {
    HOLDFAST_EXPECT(table.entry.empty() && table.weight.empty());
    HOLDFAST_EXPECT(static_cast<std::size_t>(covariates.values.rows()) == table.size());
    FineGrayRows rows;
    find_times(rows, table);
    fill_kinds(rows, table, options);
    fill_covariates(rows, covariates.values);
    count_censoring(rows, options.ties);
    fill_uncensored(rows);
    return rows;
}

} // namespace analysis
