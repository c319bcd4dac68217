#include "analysis/parametric/piecewise_exponential.hpp"

#include "analysis/log_log.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {

namespace {

std::vector<RatePiece> make_pieces(std::span<double const> cuts) {
    std::vector<RatePiece> pieces;
    double from = 0;
    for (double const cut : cuts) {
        HOLDFAST_EXPECT(cut > from && std::isfinite(cut));
        pieces.push_back({from, cut});
        from = cut;
    }
    pieces.push_back({from, std::numeric_limits<double>::infinity()});
    return pieces;
}

void count(RatePiece& piece, EventTable const& table) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        double const weight = table.weight_of(i);
        double const start = std::max(table.entry_of(i), piece.from);
        piece.exposure += weight * std::max(std::min(table.time[i], piece.to) - start, 0.0);
        bool const inside = table.time[i] > piece.from && table.time[i] <= piece.to;
        piece.events += table.status[i] != 0 && inside ? weight : 0;
    }
}

void estimate(RatePiece& piece, double z) {
    if (!(piece.exposure > 0)) {
        return;
    }
    piece.rate.value = piece.events / piece.exposure;
    if (piece.events > 0) {
        double const factor = std::exp(z / std::sqrt(piece.events));
        piece.rate.standard_error = std::sqrt(piece.events) / piece.exposure;
        piece.rate.low = piece.rate.value / factor;
        piece.rate.high = piece.rate.value * factor;
    }
}

void rate_fit(PiecewiseExponential& fit, double rows) {
    double sum = 0;
    double events = 0;
    double parameters = 0;
    for (auto const& piece : fit.pieces) {
        events += piece.events;
        parameters += piece.exposure > 0 ? 1 : 0;
        sum += piece.events > 0 ? piece.events * (std::log(piece.rate.value) - 1) : 0;
    }
    if (events > 0) {
        fit.log_likelihood = sum;
        fit.aic = 2 * parameters - 2 * sum;
        fit.bic = std::log(rows) * parameters - 2 * sum;
    }
}

} // namespace

PiecewiseExponential piecewise_exponential(EventTable const& table, std::span<double const> cuts,
                                           Level level) {
    PiecewiseExponential fit;
    fit.pieces = make_pieces(cuts);
    double const z = normal_quantile_two_sided(level);
    for (auto& piece : fit.pieces) {
        count(piece, table);
        estimate(piece, z);
    }
    rate_fit(fit, static_cast<double>(table.size()));
    return fit;
}

Estimate PiecewiseExponential::survival(double t, Level level) const {
    double log_survival = 0;
    double variance = 0;
    for (auto const& piece : pieces) {
        double const time = std::max(std::min(t, piece.to) - piece.from, 0.0);
        if (time > 0) {
            log_survival -= time * piece.rate.value;
            double const error = piece.rate.value == 0 ? 0 : piece.rate.standard_error;
            variance += time * time * error * error;
        }
    }
    double const value = std::exp(log_survival);
    return log_log_interval(value, value * std::sqrt(variance), level);
}

} // namespace analysis
