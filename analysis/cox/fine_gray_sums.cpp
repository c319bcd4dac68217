#include "analysis/cox/fine_gray_sums.hpp"

#include "analysis/cox/risk_sums.hpp"

#include <cmath>
#include <limits>

namespace analysis {

namespace {

using Index = Eigen::Index;

/// exp(eta - middle); nothing when it would overflow.
struct Hazards {
    std::vector<double> of;
    double middle = 0;
    bool finite = true;
    double event_sum = 0; ///< sum over events of eta - middle

    Hazards(FineGrayRows const& rows, Eigen::VectorXd const& beta) {
        if (rows.places() == 0) {
            return;
        }
        Eigen::VectorXd const eta = rows.x.transpose() * beta;
        double const range = eta.maxCoeff() - eta.minCoeff();
        finite = range <= largest_range;
        middle = eta.minCoeff() + range / 2;
        for (std::size_t place = 0; place < rows.places() && finite; ++place) {
            double const above = eta[static_cast<Index>(place)] - middle;
            of.push_back(std::exp(above));
            event_sum += rows.kind[place] == 1 ? above : 0;
        }
    }
};

double events_at(FineGrayRows const& rows, std::size_t k) {
    double events = 0;
    for (auto place = rows.begin[k]; place < rows.begin[k + 1]; ++place) {
        events += rows.kind[place] == 1 ? 1 : 0;
    }
    return events;
}

/// The sums over each risk set: those still there from the last time back, then those whom another
/// cause struck, by group of censoring, from the first on.
class RiskSets {
public:
    RiskSets(FineGrayRows const& rows, std::span<double const> hazard, Moments most)
        : rows_(rows), hazard_(hazard), most_(most) {}

    /// Calls visit(time index, events, sums) for each time with events of the cause.
    template <typename Visit>
    void all(Visit const& visit) {
        save_present();
        std::vector<RiskSums> struck(rows_.groups, none());
        Index saved = saved_.cols();
        for (std::size_t k = 0; k < rows_.times(); ++k) {
            if (double const events = events_at(rows_, k); events > 0) {
                Eigen::VectorXd sums = saved_.col(--saved);
                for (std::size_t group = 0; group < rows_.groups; ++group) {
                    sums += rows_.uncensored(static_cast<Index>(group), static_cast<Index>(k)) *
                            as_vector(struck[group]);
                }
                visit(k, events, sums);
            }
            for (auto place = rows_.begin[k]; place < rows_.begin[k + 1]; ++place) {
                if (rows_.kind[place] == 2) {
                    auto const group = static_cast<std::size_t>(rows_.group[place]);
                    double const still =
                        rows_.uncensored(rows_.group[place], static_cast<Index>(k));
                    struck[group].add(x(place), hazard_[place] / still);
                }
            }
        }
    }

private:
    [[nodiscard]] RiskSums none() const {
        return RiskSums(static_cast<std::size_t>(rows_.x.rows()), most_);
    }
    [[nodiscard]] double const* x(std::size_t place) const {
        return rows_.x.col(static_cast<Index>(place)).data();
    }
    [[nodiscard]] static Eigen::Map<Eigen::VectorXd const> as_vector(RiskSums const& sums) {
        return {sums.all().data(), static_cast<Index>(sums.all().size())};
    }

    /// Of who is present at each time with events, last time first.
    void save_present() {
        Index events = 0;
        for (std::size_t k = 0; k < rows_.times(); ++k) {
            events += events_at(rows_, k) > 0 ? 1 : 0;
        }
        RiskSums present = none();
        saved_.resize(static_cast<Index>(present.all().size()), events);
        Index column = 0;
        for (auto k = rows_.times(); k-- > 0;) {
            for (auto place = rows_.begin[k]; place < rows_.begin[k + 1]; ++place) {
                present.add(x(place), hazard_[place]);
            }
            if (events_at(rows_, k) > 0) {
                saved_.col(column++) = as_vector(present);
            }
        }
    }

    FineGrayRows const& rows_;
    std::span<double const> hazard_;
    Moments most_;
    Eigen::MatrixXd saved_;
};

void add_time(CoxPartial& to, double events, Eigen::VectorXd const& sums) {
    auto const covariates = to.score.size();
    Eigen::VectorXd const mean = sums.segment(1, covariates) / sums[0];
    to.log_likelihood -= events * std::log(sums[0]);
    to.score -= events * mean;
    Index next = 1 + covariates;
    for (Index j = 0; j < covariates; ++j) {
        for (Index l = 0; l <= j; ++l) {
            to.information(j, l) += events * (sums[next++] / sums[0] - mean[j] * mean[l]);
        }
    }
}

/// Sums of h, and of h times the mean covariates, up to and with each time, h = f(k) events / S0.
struct CumulatedSums {
    std::vector<double> hazard;
    Eigen::MatrixXd mean; ///< shape (covariates, times)

    template <typename Factor>
    CumulatedSums(FineGraySums const& sums, Factor const& factor)
        : hazard(sums.events.size()),
          mean(Eigen::MatrixXd::Zero(sums.mean.rows(), sums.mean.cols())) {
        double total = 0;
        Eigen::VectorXd moment = Eigen::VectorXd::Zero(sums.mean.rows());
        for (std::size_t k = 0; k < hazard.size(); ++k) {
            auto const column = static_cast<Index>(k);
            if (sums.events[k] > 0) {
                double const added = factor(k) * sums.events[k] / sums.risk[k];
                total += added;
                moment += added * sums.mean.col(column);
            }
            hazard[k] = total;
            mean.col(column) = moment;
        }
    }

    /// sum over later times of h (x - mean)
    [[nodiscard]] Eigen::VectorXd after(std::size_t k, Eigen::VectorXd const& x) const {
        return x * (hazard.back() - hazard[k]) -
               (mean.col(mean.cols() - 1) - mean.col(static_cast<Index>(k)));
    }
    [[nodiscard]] Eigen::VectorXd until(std::size_t k, Eigen::VectorXd const& x) const {
        return x * hazard[k] - mean.col(static_cast<Index>(k));
    }
};

/// The residuals of the score, and what the estimate of G adds to them.
class Residuals {
public:
    Residuals(FineGrayRows const& rows, FineGraySums const& sums)
        : rows_(rows),
          sums_(sums),
          full_(sums, [](std::size_t) { return 1.0; }),
          result_(rows.x.rows(), rows.x.cols()) {
        for (Index group = 0; group < static_cast<Index>(rows.groups); ++group) {
            weighted_.emplace_back(sums, [&, group](std::size_t k) {
                return rows.uncensored(group, static_cast<Index>(k));
            });
        }
    }

    void add_score() {
        for_each([&](std::size_t place, std::size_t k) {
            auto const at = static_cast<Index>(place);
            auto const time = static_cast<Index>(k);
            Eigen::VectorXd const x = rows_.x.col(at);
            Eigen::VectorXd residual = -sums_.hazard_of[place] * full_.until(k, x);
            if (rows_.kind[place] == 1) {
                residual += x - sums_.mean.col(time);
            }
            if (rows_.kind[place] == 2) {
                auto const group = rows_.group[place];
                residual -= sums_.hazard_of[place] / rows_.uncensored(group, time) *
                            weighted_[static_cast<std::size_t>(group)].after(k, x);
            }
            result_.col(at) = residual;
        });
    }

    /// psi: integral of q / pi against the martingale of censoring, q what a person censored at u
    /// takes from the weights, at events from u on, of those struck before u (as in crr: of ties of
    /// events with censorings the weights know it the other way round, which is a trifle).
    void add_censoring() {
        for (std::size_t group = 0; group < rows_.groups; ++group) {
            add_censoring(group);
        }
    }

    [[nodiscard]] Eigen::MatrixXd result() && { return std::move(result_); }

private:
    template <typename Visit>
    void for_each(Visit const& visit) const {
        for (std::size_t k = 0; k < rows_.times(); ++k) {
            for (auto place = rows_.begin[k]; place < rows_.begin[k + 1]; ++place) {
                visit(place, k);
            }
        }
    }

    void add_censoring(std::size_t group) {
        auto const g = static_cast<Index>(group);
        auto const covariates = rows_.x.rows();
        bool const stay = rows_.ties == FineGrayTies::events_stay;
        double struck = 0;
        Eigen::VectorXd struck_x = Eigen::VectorXd::Zero(covariates);
        Eigen::VectorXd met = Eigen::VectorXd::Zero(covariates); // sum of q / pi^2 censored
        for (std::size_t k = 0; k < rows_.times(); ++k) {
            auto const time = static_cast<Index>(k);
            auto const& later = weighted_[group];
            double const left = later.hazard.back() - (k > 0 ? later.hazard[k - 1] : 0);
            Eigen::VectorXd left_mean = later.mean.col(later.mean.cols() - 1);
            if (k > 0) {
                left_mean -= later.mean.col(time - 1);
            }
            Eigen::VectorXd share = Eigen::VectorXd::Zero(covariates);
            Eigen::VectorXd const before = met;
            if (rows_.censored(g, time) > 0) {
                share = (struck_x * left - struck * left_mean) / rows_.at_risk(g, time);
                met += share * (rows_.censored(g, time) / rows_.at_risk(g, time));
            }
            for_group(group, k, [&](std::size_t place) {
                auto column = result_.col(static_cast<Index>(place));
                bool const censored = rows_.kind[place] == 0;
                column -= censored || stay ? met : before;
                if (censored) {
                    column += share;
                }
            });
            for_group(group, k, [&](std::size_t place) {
                if (rows_.kind[place] == 2) {
                    double const weight = sums_.hazard_of[place] / rows_.uncensored(g, time);
                    struck += weight;
                    struck_x += weight * rows_.x.col(static_cast<Index>(place));
                }
            });
        }
    }

    template <typename Visit>
    void for_group(std::size_t group, std::size_t k, Visit const& visit) const {
        for (auto place = rows_.begin[k]; place < rows_.begin[k + 1]; ++place) {
            if (static_cast<std::size_t>(rows_.group[place]) == group) {
                visit(place);
            }
        }
    }

    FineGrayRows const& rows_;
    FineGraySums const& sums_;
    CumulatedSums full_;
    std::vector<CumulatedSums> weighted_; ///< by group, times G
    Eigen::MatrixXd result_;
};

} // namespace

CoxPartial fine_gray_partial(FineGrayRows const& rows, Eigen::VectorXd const& beta) {
    auto const covariates = rows.x.rows();
    CoxPartial result{-std::numeric_limits<double>::infinity(), Eigen::VectorXd::Zero(covariates),
                      Eigen::MatrixXd::Zero(covariates, covariates)};
    Hazards const hazards(rows, beta);
    if (!hazards.finite) {
        return result;
    }
    result.log_likelihood = hazards.event_sum;
    for (std::size_t place = 0; place < rows.places(); ++place) {
        if (rows.kind[place] == 1) {
            result.score += rows.x.col(static_cast<Index>(place));
        }
    }
    RiskSets(rows, hazards.of, Moments::second)
        .all([&](std::size_t /*k*/, double events, Eigen::VectorXd const& sums) {
            add_time(result, events, sums);
        });
    result.information.triangularView<Eigen::StrictlyUpper>() = result.information.transpose();
    return result;
}

FineGraySums fine_gray_sums(FineGrayRows const& rows, Eigen::VectorXd const& beta) {
    Hazards hazards(rows, beta);
    auto const covariates = rows.x.rows();
    auto const times = rows.times();
    FineGraySums result{std::vector<double>(times),
                        std::vector<double>(times),
                        Eigen::MatrixXd::Zero(covariates, static_cast<Index>(times)),
                        {},
                        hazards.middle};
    RiskSets(rows, hazards.of, Moments::first)
        .all([&](std::size_t k, double events, Eigen::VectorXd const& sums) {
            result.events[k] = events;
            result.risk[k] = sums[0];
            result.mean.col(static_cast<Index>(k)) = sums.segment(1, covariates) / sums[0];
        });
    result.hazard_of = std::move(hazards.of);
    return result;
}

Eigen::MatrixXd fine_gray_residuals(FineGrayRows const& rows, FineGraySums const& sums,
                                    FineGrayErrors errors) {
    Residuals residuals(rows, sums);
    residuals.add_score();
    if (errors == FineGrayErrors::with_censoring) {
        residuals.add_censoring();
    }
    return std::move(residuals).result();
}

} // namespace analysis
