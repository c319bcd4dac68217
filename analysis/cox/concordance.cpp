#include "analysis/cox/concordance.hpp"

#include "analysis/cox/cox_hazard.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace analysis {

namespace {

/// Weights by rank, with sums of all lower ranks in O(log n) (Fenwick 1994).
class RankTree {
public:
    explicit RankTree(std::size_t ranks) : sums_(ranks + 1), own_(ranks) {}

    void add(std::size_t rank, double weight) {
        own_[rank] += weight;
        total_ += weight;
        for (std::size_t i = rank + 1; i < sums_.size(); i += i & (~i + 1)) {
            sums_[i] += weight;
        }
    }

    struct Split {
        double lower = 0, equal = 0, higher = 0;
        void add(Split const& other, double times) {
            lower += times * other.lower;
            equal += times * other.equal;
            higher += times * other.higher;
        }
    };
    [[nodiscard]] Split about(std::size_t rank) const {
        Split split{.equal = own_[rank]};
        for (std::size_t i = rank; i > 0; i -= i & (~i + 1)) {
            split.lower += sums_[i];
        }
        split.higher = total_ - split.lower - split.equal;
        return split;
    }

private:
    std::vector<double> sums_;
    std::vector<double> own_;
    double total_ = 0;
};

using Split = RankTree::Split;

/// The pairs of one stratum, and for each row what it is concordant and discordant with.
class Pairs {
public:
    Pairs(CoxRows const& rows, std::span<double const> score, Concordance& sums,
          Eigen::MatrixXd& partners)
        : rows_(rows), score_(score), sums_(sums), partners_(partners), rank_(rows.places()) {}

    void count(std::size_t stratum) {
        auto const ranks = find_ranks(stratum);
        as_the_earlier(stratum, ranks);
        as_the_later(stratum, ranks);
    }

private:
    std::size_t find_ranks(std::size_t stratum) {
        // The scores themselves are sorted: looking them up by place costs more than the sort.
        std::vector<std::pair<double, std::uint32_t>> order;
        order.reserve(rows_.stratum_places[stratum + 1] - rows_.stratum_places[stratum]);
        for (auto place = rows_.stratum_places[stratum]; place < rows_.stratum_places[stratum + 1];
             ++place) {
            order.emplace_back(score_[place], static_cast<std::uint32_t>(place));
        }
        std::sort(order.begin(), order.end());
        std::size_t ranks = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i > 0 && order[i].first > order[i - 1].first) {
                ++ranks;
            }
            rank_[order[i].second] = static_cast<std::uint32_t>(ranks);
        }
        return ranks + 1;
    }

    /// Each event against those at risk with it who leave later: from the last time to the first.
    void as_the_earlier(std::size_t stratum, std::size_t ranks) {
        RankTree later(ranks);
        auto leaving = rows_.stratum_places[stratum];
        auto const end = rows_.stratum_places[stratum + 1];
        for (auto k = rows_.stratum_times[stratum + 1]; k-- > rows_.stratum_times[stratum];) {
            std::size_t const begin = rows_.times[k].begin;
            auto const events_end = begin + rows_.times[k].events;
            for (auto place = events_end; place < rows_.end_of(k); ++place) {
                later.add(rank_[place], rows_.weight_of(place));
            }
            for (; !rows_.leaving.empty() && leaving < end &&
                   rows_.first_time[rows_.leaving[leaving]] > k;
                 ++leaving) {
                auto const place = rows_.leaving[leaving];
                later.add(rank_[place], -rows_.weight_of(place));
            }
            for (auto place = begin; place < events_end; ++place) {
                count_event(place, later.about(rank_[place]));
            }
            count_ties(begin, events_end);
            for (auto place = begin; place < events_end; ++place) {
                later.add(rank_[place], rows_.weight_of(place));
            }
        }
    }

    void count_event(std::size_t place, Split const& others) {
        double const weight = rows_.weight_of(place);
        sums_.concordant += weight * others.lower;
        sums_.discordant += weight * others.higher;
        sums_.tied_score += weight * others.equal;
        add(place, others.lower, others.higher, others.equal);
    }

    void add(std::size_t place, double concordant, double discordant, double tied) {
        auto const at = static_cast<Eigen::Index>(place);
        partners_(at, 0) += concordant;
        partners_(at, 1) += discordant;
        partners_(at, 2) += tied;
    }

    void count_ties(std::size_t begin, std::size_t end) {
        std::vector<std::pair<std::uint32_t, double>> tied;
        double before = 0;
        for (auto place = begin; place < end; ++place) {
            tied.emplace_back(rank_[place], rows_.weight_of(place));
            sums_.tied_time += before * tied.back().second;
            before += tied.back().second;
        }
        std::sort(tied.begin(), tied.end());
        for (std::size_t i = 0; i < tied.size(); ++i) {
            before = i > 0 && tied[i].first == tied[i - 1].first ? before : 0;
            sums_.tied_both += before * tied[i].second;
            sums_.tied_time -= before * tied[i].second;
            before += tied[i].second;
        }
    }

    /// Each row against the events at which it is at risk and after which it leaves: what is in the
    /// tree when it leaves less what was when it entered.
    void as_the_later(std::size_t stratum, std::size_t ranks) {
        RankTree earlier(ranks);
        auto entering = rows_.stratum_places[stratum + 1]; // `leaving` backwards
        for (auto k = rows_.stratum_times[stratum]; k < rows_.stratum_times[stratum + 1]; ++k) {
            for (; !rows_.leaving.empty() && entering > rows_.stratum_places[stratum] &&
                   rows_.first_time[rows_.leaving[entering - 1]] == k;
                 --entering) {
                add_later(rows_.leaving[entering - 1], earlier, -1);
            }
            std::size_t const begin = rows_.times[k].begin;
            auto const events_end = begin + rows_.times[k].events;
            for (auto place = begin; place < events_end; ++place) {
                add_later(place, earlier, 1);
            }
            for (auto place = begin; place < events_end; ++place) {
                earlier.add(rank_[place], rows_.weight_of(place));
            }
            for (auto place = events_end; place < rows_.end_of(k); ++place) {
                add_later(place, earlier, 1);
            }
        }
    }

    void add_later(std::size_t place, RankTree const& earlier, double sign) {
        auto const events = earlier.about(rank_[place]);
        add(place, sign * events.higher, sign * events.lower, sign * events.equal);
    }

    CoxRows const& rows_;
    std::span<double const> score_;
    Concordance& sums_;
    Eigen::MatrixXd& partners_;
    std::vector<std::uint32_t> rank_;
};

double standard_error(Concordance const& sums, Eigen::MatrixXd const& partners,
                      EventTable const& table, CoxRows const& rows) {
    double const pairs = sums.concordant + sums.discordant + sums.tied_score;
    double const excess = (sums.concordant - sums.discordant) / pairs;
    Eigen::MatrixXd const change =
        (partners.col(0) - partners.col(1) - excess * partners.rowwise().sum()) / (2 * pairs);
    return sum_by_cluster(table, rows, change).norm();
}

Concordance count_pairs(EventTable const& table, CoxRows const& rows, std::span<double const> score,
                        Level level) {
    Concordance result;
    Eigen::MatrixXd partners = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows.places()), 3);
    Pairs pairs(rows, score, result, partners);
    for (std::size_t stratum = 0; stratum < rows.strata(); ++stratum) {
        pairs.count(stratum);
    }
    double const all = result.concordant + result.discordant + result.tied_score;
    if (all > 0) {
        result.c = normal_interval((result.concordant + result.tied_score / 2) / all,
                                   standard_error(result, partners, table, rows), level);
    }
    return result;
}

} // namespace

Concordance concordance(EventTable const& table, std::span<double const> scores,
                        CoxOptions const& options) {
    HOLDFAST_EXPECT(scores.size() == table.size());
    auto rows_options = options;
    rows_options.offset.clear();
    auto const rows =
        cox_rows(table, Eigen::MatrixXd(static_cast<Eigen::Index>(table.size()), 0), rows_options);
    std::vector<double> score(rows.places());
    for (std::size_t place = 0; place < score.size(); ++place) {
        score[place] = scores[rows.row[place]];
    }
    return count_pairs(table, rows, score, options.level);
}

Concordance concordance(CoxFit const& fit, EventTable const& table, Covariates const& covariates) {
    HOLDFAST_EXPECT(fit.status == FitStatus::converged && table.size() == fit.rows);
    auto const rows = cox_rows(table, covariates.values, fit.options);
    auto const score = linear_predictor(rows, fit.beta().cwiseProduct(rows.scale));
    return count_pairs(table, rows, score, fit.options.level);
}

} // namespace analysis
