#include "analysis/cox/hazard_ratio.hpp"

#include "analysis/cox/cox_likelihood.hpp"
#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace analysis {

namespace {

/// Root of the score. The log likelihood is concave, so Newton's step always points to the maximum
/// and only its length can be wrong: it is halved until the score comes nearer to 0.
std::optional<double> maximise(std::vector<CoxTime> const& times) {
    constexpr int most_steps = 100;
    constexpr double small_step = 1e-9; // the error left is about its square
    double beta = 0;
    auto slope = cox_slope(times, beta);
    for (int i = 0; i < most_steps; ++i) {
        double step = slope.score / slope.information;
        auto next = cox_slope(times, beta + step);
        while (!(std::abs(next.score) <= std::abs(slope.score)) && std::abs(step) > small_step) {
            step /= 2;
            next = cox_slope(times, beta + step);
        }
        beta += step;
        slope = next;
        if (std::abs(step) <= small_step) {
            return beta;
        }
    }
    return std::nullopt;
}

/// Score residuals with Efron's ties: what each row of a table gives to the score. They depend on
/// the group, the time's row and whether it ended in an event, so two small tables a group hold all
/// of them. Source: Therneau & Grambsch 2000, section 4.3; the C code of R's survival (agscore).
class ScoreResiduals {
public:
    /// @param rows  times of the common grid; @param beta  the fitted log ratio
    ScoreResiduals(std::vector<CoxTime> const& times, std::size_t rows, double beta) {
        double const ratio = std::exp(beta);
        for (std::size_t group = 0; group < 2; ++group) {
            by_time_[group].assign(rows, {});
        }
        for (auto const& time : times) {
            add(time, ratio);
        }
        for (auto& group : by_time_) {
            for (std::size_t row = 1; row < group.size(); ++row) {
                group[row].at_risk += group[row - 1].at_risk;
            }
        }
    }

    /// Sum of the residuals of subject i of a group, times its weight.
    [[nodiscard]] double of(std::size_t group, EventTable const& table, std::size_t i,
                            TimeGrid const& grid) const {
        auto const& terms = by_time_[group][grid.row_of(table.time[i])];
        double const weight = table.weight_of(i);
        return weight * ((table.status[i] != 0 ? terms.event : 0) - terms.at_risk +
                         before_entry(group, table, i, grid));
    }

private:
    struct Terms {
        double event = 0;   ///< for who has the event at this time
        double at_risk = 0; ///< for who was at risk at this time and all before
    };

    [[nodiscard]] double before_entry(std::size_t group, EventTable const& table, std::size_t i,
                                      TimeGrid const& grid) const {
        auto const rows = table.entry.empty() ? 0 : grid.rows_until(table.entry[i]);
        return rows == 0 ? 0 : by_time_[group][rows - 1].at_risk;
    }

    void add(CoxTime const& time, double ratio) {
        std::array const hazard{1.0, ratio};
        for (std::size_t step = 0; step < time.events; ++step) {
            auto const efron = time.efron(ratio, step);
            for (std::size_t group = 0; group < 2; ++group) {
                auto& terms = by_time_[group][time.row];
                double const distance = static_cast<double>(group) - efron.mean_covariate;
                double const exposed = time.weight() * hazard[group] * distance / efron.risk;
                terms.at_risk += exposed;
                // The tied are partly gone from the risk set; give back what `at_risk` takes in
                // full.
                terms.event +=
                    distance / static_cast<double>(time.events) + efron.share_gone * exposed;
            }
        }
    }

    std::array<std::vector<Terms>, 2> by_time_; ///< 0 baseline, 1 variant; shape (rows)
};

/// Counts in which every copy is a row, so that copies tie like people.
RiskTable count_copies(RiskTable counts) {
    for (std::size_t i = 0; i < counts.at_risk.size(); ++i) {
        counts.rows_at_risk[i] = static_cast<std::size_t>(counts.at_risk[i]);
        counts.rows_with_event[i] = static_cast<std::size_t>(counts.events[i]);
    }
    return counts;
}

/// Sum over people of the square of the two rows' residuals added up.
double paired_squares(EventTable const& variant, EventTable const& baseline, TimeGrid const& grid,
                      ScoreResiduals const& residuals, RowWeights weights) {
    HOLDFAST_EXPECT(variant.size() == baseline.size());
    double squares = 0;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        double const both = residuals.of(1, variant, i, grid) + residuals.of(0, baseline, i, grid);
        bool const copies = weights == RowWeights::copies && !variant.weight.empty();
        squares += copies ? both * both / variant.weight[i] : both * both;
    }
    return squares;
}

HazardRatio from_log_ratio(double beta, double standard_error, Level level) {
    auto const on_log_scale = normal_interval(beta, standard_error, level);
    return {.ratio = {std::exp(beta), std::exp(on_log_scale.low), std::exp(on_log_scale.high),
                      standard_error},
            .p = beta == 0 ? 1 : normal_p_value(beta / standard_error),
            .converged = true};
}

} // namespace

HazardRatio hazard_ratio(EventTable const& variant, EventTable const& baseline, Pairing pairing,
                         Level level, RowWeights weights) {
    TimeGrid const grid(variant, baseline);
    auto const counted = [&](EventTable const& table) {
        auto counts = count_risk(table, grid);
        return weights == RowWeights::copies ? count_copies(std::move(counts)) : counts;
    };
    auto const times = cox_times(counted(variant), counted(baseline));
    auto const beta = has_maximum(times) ? maximise(times) : std::nullopt;
    if (!beta) {
        return {};
    }
    double const information = cox_slope(times, *beta).information;
    if (pairing == Pairing::unpaired) {
        return from_log_ratio(*beta, 1 / std::sqrt(information), level);
    }
    ScoreResiduals const residuals(times, grid.size(), *beta);
    double const squares = paired_squares(variant, baseline, grid, residuals, weights);
    return from_log_ratio(*beta, std::sqrt(squares) / information, level);
}

} // namespace analysis
