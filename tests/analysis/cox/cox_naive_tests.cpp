#include "analysis/cox/concordance.hpp"
#include "analysis/cox/cox.hpp"
#include "analysis/cox/cox_partial.hpp"
#include "analysis/cox/cox_residuals.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "tests/analysis/cox/cox_cases.hpp"
#include "tests/analysis/simulate.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

using namespace analysis;
using tests::columns;
using tests::CoxCase;
using tests::Luck;
using tests::table;

namespace {

CoxCase random_case(Luck& luck, std::size_t rows, double unit) {
    CoxCase data;
    data.table = tests::random_table(luck, rows, unit);
    std::vector<std::vector<double>> x(2);
    std::vector<int> strata;
    for (std::size_t i = 0; i < rows; ++i) {
        double const time = data.table.time[i];
        double const entry = std::floor(luck.uniform() * time / 2);
        data.table.entry.push_back(luck.uniform() < 0.5 ? 0 : entry);
        data.table.weight.push_back(0.5 + luck.uniform());
        x[0].push_back(luck.uniform() * 3);
        x[1].push_back(luck.below(3));
        strata.push_back(luck.below(2));
    }
    data.covariates = columns({"a", "b"}, x);
    data.options.strata = {strata, 2};
    return data;
}

double weight(EventTable const& table, std::size_t i) {
    return table.weight.empty() ? 1 : table.weight[i];
}

bool at_risk(CoxCase const& data, std::size_t i, double time, int stratum) {
    return data.options.strata.of[i] == stratum && data.table.entry[i] < time &&
           data.table.time[i] >= time;
}

/// The log partial likelihood as its definition says, every risk set counted anew.
double naive_likelihood(CoxCase const& data, Eigen::VectorXd const& beta) {
    auto const& table = data.table;
    Eigen::VectorXd const eta = data.covariates.values * beta;
    auto const risk = [&](std::size_t i) {
        return weight(table, i) * std::exp(eta[static_cast<Eigen::Index>(i)]);
    };
    auto times = table.time;
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    double sum = 0;
    for (double const time : times) {
        for (int stratum = 0; stratum < 2; ++stratum) {
            double all = 0;
            double tied = 0;
            double weights = 0;
            int events = 0;
            for (std::size_t i = 0; i < table.size(); ++i) {
                if (!at_risk(data, i, time, stratum)) {
                    continue;
                }
                all += risk(i);
                if (table.time[i] == time && table.status[i] > 0) {
                    tied += risk(i);
                    weights += weight(table, i);
                    sum += weight(table, i) * eta[static_cast<Eigen::Index>(i)];
                    ++events;
                }
            }
            for (int step = 0; step < events; ++step) {
                double const gone =
                    data.options.ties == CoxTies::efron ? static_cast<double>(step) / events : 0;
                sum -= weights / events * std::log(all - gone * tied);
            }
        }
    }
    return sum;
}

/// log of the sum over all subsets of `size` of the product of their risks, by enumeration.
double log_of_subsets(std::vector<double> const& risk, std::size_t size) {
    std::function<double(std::size_t, std::size_t)> const sum = [&](std::size_t from,
                                                                    std::size_t left) -> double {
        double total = left == 0 ? 1 : 0;
        for (auto i = from; left > 0 && i < risk.size(); ++i) {
            total += risk[i] * sum(i + 1, left - 1);
        }
        return total;
    };
    return std::log(sum(0, size));
}

double naive_exact(CoxCase const& data, Eigen::VectorXd const& beta) {
    Eigen::VectorXd const eta = data.covariates.values * beta;
    auto times = data.table.time;
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    double sum = 0;
    for (double const time : times) {
        for (int stratum = 0; stratum < 2; ++stratum) {
            std::vector<double> risk;
            std::size_t events = 0;
            for (std::size_t i = 0; i < data.table.size(); ++i) {
                if (at_risk(data, i, time, stratum)) {
                    double const own = eta[static_cast<Eigen::Index>(i)];
                    risk.push_back(std::exp(own));
                    if (data.table.time[i] == time && data.table.status[i] > 0) {
                        sum += own;
                        ++events;
                    }
                }
            }
            sum -= log_of_subsets(risk, events);
        }
    }
    return sum;
}

/// No point of a cross about beta is higher.
template <typename Likelihood>
void is_highest(Likelihood const& at, Eigen::VectorXd const& beta) {
    for (Eigen::Index j = 0; j < beta.size(); ++j) {
        for (double const step : {-1e-3, 1e-3}) {
            Eigen::VectorXd beside = beta;
            beside[j] += step;
            CHECK(at(beside) < at(beta));
        }
    }
}

void check_status(CoxFit const& fit, FitStatus status) {
    CHECK(fit.status == status);
    CHECK_FALSE(fit.reason.empty());
    for (auto const& coefficient : fit.coefficients) {
        CHECK(std::isnan(coefficient.estimate.value));
        CHECK(std::isnan(coefficient.p));
    }
    CHECK(std::isnan(fit.log_likelihood));
}

} // namespace

TEST_CASE("The fit is the maximum of the likelihood written out, with ties, entries, weights and "
          "strata") {
    Luck luck(41);
    for (auto const ties : {CoxTies::efron, CoxTies::breslow}) {
        for (double const unit : {5.0, 1.0, 0.0}) {
            auto data = random_case(luck, 60, unit);
            data.options.ties = ties;
            auto const fit = cox(data.table, data.covariates, data.options);
            REQUIRE(fit.status == FitStatus::converged);
            auto const at = [&](Eigen::VectorXd const& b) { return naive_likelihood(data, b); };
            CHECK(fit.log_likelihood == Approx(at(fit.beta())).epsilon(1e-11));
            CHECK(fit.log_likelihood_null == Approx(at(Eigen::VectorXd::Zero(2))).epsilon(1e-11));
            is_highest(at, fit.beta());
        }
    }
}

TEST_CASE("Exact ties are the sum over all subsets") {
    Luck luck(42);
    auto data = random_case(luck, 24, 10);
    data.table.weight.clear();
    data.options.ties = CoxTies::exact;
    auto const fit = cox(data.table, data.covariates, data.options);
    REQUIRE(fit.status == FitStatus::converged);
    auto const at = [&](Eigen::VectorXd const& b) { return naive_exact(data, b); };
    CHECK(fit.log_likelihood == Approx(at(fit.beta())).epsilon(1e-11));
    is_highest(at, fit.beta());
}

TEST_CASE("Six hundred exact ties do not overflow") {
    CoxCase data;
    std::vector<double> x;
    for (int i = 0; i < 1200; ++i) {
        data.table.time.push_back(i < 600 ? 1 : 2);
        data.table.status.push_back(i < 600 ? 1 : 0);
        x.push_back(i % 3);
    }
    data.covariates = columns({"x"}, {x});
    data.options.ties = CoxTies::exact;
    auto const fit = cox(data.table, data.covariates, data.options);
    CHECK(fit.status == FitStatus::converged);
    CHECK(fit.beta()[0] == Approx(0).margin(1e-8)); // both halves have the same x
    double const subsets = std::lgamma(1201) - 2 * std::lgamma(601);
    CHECK(fit.log_likelihood_null == Approx(-subsets).epsilon(1e-12));
}

TEST_CASE("Concordant pairs are those found by trying all") {
    Luck luck(43);
    for (double const unit : {5.0, 0.0}) {
        auto const data = random_case(luck, 80, unit);
        std::vector<double> score;
        for (std::size_t i = 0; i < data.table.size(); ++i) {
            score.push_back(luck.below(6));
        }
        double concordant = 0;
        double discordant = 0;
        double tied = 0;
        auto const& t = data.table;
        for (std::size_t i = 0; i < t.size(); ++i) {
            for (std::size_t j = 0; j < t.size() && t.status[i] > 0; ++j) {
                bool const later =
                    t.time[j] > t.time[i] || (t.time[j] == t.time[i] && t.status[j] == 0);
                if (later && at_risk(data, j, t.time[i], data.options.strata.of[i])) {
                    double const both = weight(t, i) * weight(t, j);
                    (score[i] > score[j]   ? concordant
                     : score[i] < score[j] ? discordant
                                           : tied) += both;
                }
            }
        }
        auto const found = concordance(t, score, data.options);
        CHECK(found.concordant == Approx(concordant).epsilon(1e-10));
        CHECK(found.discordant == Approx(discordant).epsilon(1e-10));
        CHECK(found.tied_score == Approx(tied).epsilon(1e-10));
    }
}

TEST_CASE("The hazard ratio of two tables is Cox's of both together") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    CoxCase data;
    std::vector<double> x;
    for (auto const* from : {&variant, &baseline}) {
        for (std::size_t i = 0; i < from->size(); ++i) {
            data.table.time.push_back(from->time[i]);
            data.table.status.push_back(from->status[i]);
            data.table.cluster.push_back(static_cast<int>(i));
            x.push_back(from == &variant ? 1 : 0);
        }
    }
    data.table.causes = variant.causes;
    data.covariates = columns({"variant"}, {x});
    for (auto const pairing : {Pairing::unpaired, Pairing::same_people}) {
        data.options.errors = pairing == Pairing::unpaired ? CoxErrors::model : CoxErrors::robust;
        auto const fit = cox(data.table, data.covariates, data.options);
        auto const ratio = hazard_ratio(variant, baseline, pairing);
        CHECK(fit.hazard_ratio(0).value == Approx(ratio.ratio.value).epsilon(1e-10));
        CHECK(fit.hazard_ratio(0).low == Approx(ratio.ratio.low).epsilon(1e-10));
        CHECK(fit.hazard_ratio(0).high == Approx(ratio.ratio.high).epsilon(1e-10));
        CHECK(fit.coefficients[0].p == Approx(ratio.p).epsilon(1e-8));
    }
}

TEST_CASE("The hazard ratio of two weighted tables with late entry is Cox's too") {
    Luck luck(44);
    auto const late = [&](EventTable from) {
        for (double const time : from.time) {
            from.entry.push_back(std::floor(luck.uniform() * time / 2));
            from.weight.push_back(0.5 + luck.uniform());
        }
        return from;
    };
    auto const variant = late(tests::random_table(luck, 40, 2));
    auto const baseline = late(tests::random_table(luck, 40, 2));
    CoxCase data;
    std::vector<double> x;
    for (auto const* from : {&variant, &baseline}) {
        for (std::size_t i = 0; i < from->size(); ++i) {
            data.table.time.push_back(from->time[i]);
            data.table.status.push_back(from->status[i]);
            data.table.entry.push_back(from->entry[i]);
            data.table.weight.push_back(from->weight[i]);
            data.table.cluster.push_back(static_cast<int>(i));
            x.push_back(from == &variant ? 1 : 0);
        }
    }
    data.table.causes = 2;
    data.covariates = columns({"variant"}, {x});
    for (auto const pairing : {Pairing::unpaired, Pairing::same_people}) {
        data.options.errors = pairing == Pairing::unpaired ? CoxErrors::model : CoxErrors::robust;
        auto const fit = cox(data.table, data.covariates, data.options);
        auto const ratio = hazard_ratio(variant, baseline, pairing);
        CHECK(fit.hazard_ratio(0).value == Approx(ratio.ratio.value).epsilon(1e-10));
        CHECK(fit.hazard_ratio(0).high == Approx(ratio.ratio.high).epsilon(1e-10));
    }
}

TEST_CASE("What the order of rows, the unit of time or of a covariate is does not matter") {
    Luck luck(45);
    auto const data = random_case(luck, 80, 1);
    auto const fit = cox(data.table, data.covariates, data.options);
    auto other = data;
    auto const rows = data.table.size();
    for (std::size_t i = 0; i < rows; ++i) {
        auto const from = rows - 1 - i;
        other.table.time[i] = 7.25 * data.table.time[from];
        other.table.entry[i] = 7.25 * data.table.entry[from];
        other.table.status[i] = data.table.status[from];
        other.table.weight[i] = data.table.weight[from];
        other.options.strata.of[i] = data.options.strata.of[from];
        other.covariates.values.row(static_cast<Eigen::Index>(i)) =
            data.covariates.values.row(static_cast<Eigen::Index>(from));
    }
    other.covariates.values.col(0) = other.covariates.values.col(0).array() * 1e-6 + 1e3;
    auto const same = cox(other.table, other.covariates, other.options);
    REQUIRE(same.status == FitStatus::converged);
    CHECK(same.log_likelihood == Approx(fit.log_likelihood).epsilon(1e-9));
    CHECK(same.beta()[0] * 1e-6 == Approx(fit.beta()[0]).epsilon(1e-6));
    CHECK(same.beta()[1] == Approx(fit.beta()[1]).epsilon(1e-6));
}

TEST_CASE("With Breslow's ties a weight of 2 is the row twice") {
    Luck luck(46);
    auto once = random_case(luck, 40, 2);
    once.options.ties = CoxTies::breslow;
    once.table.weight.assign(once.table.size(), 2);
    auto twice = once;
    auto const append = [](auto& column) {
        auto const copy = column;
        column.insert(column.end(), copy.begin(), copy.end());
    };
    append(twice.table.time);
    append(twice.table.entry);
    append(twice.table.status);
    append(twice.options.strata.of);
    twice.table.weight.clear();
    twice.covariates.values = once.covariates.values.replicate(2, 1).eval();
    auto const one = cox(once.table, once.covariates, once.options);
    auto const two = cox(twice.table, twice.covariates, twice.options);
    CHECK((one.beta() - two.beta()).norm() < 1e-10);
    CHECK((one.covariance - two.covariance).norm() < 1e-10);
}

TEST_CASE("Martingale residuals add up to 0 and score residuals too") {
    Luck luck(47);
    for (auto const ties : {CoxTies::efron, CoxTies::breslow}) {
        auto data = random_case(luck, 70, 2);
        data.options.ties = ties;
        auto const fit = cox(data.table, data.covariates, data.options);
        auto const left = cox_residuals(fit, data.table, data.covariates);
        Eigen::Map<Eigen::VectorXd const> const weights(
            data.table.weight.data(), static_cast<Eigen::Index>(data.table.size()));
        Eigen::Map<Eigen::VectorXd const> const martingale(left.martingale.data(), weights.size());
        CHECK(weights.dot(martingale) == Approx(0).margin(1e-10));
        CHECK((weights.transpose() * left.score).norm() < 1e-9);
    }
}

TEST_CASE("Without rows, events or covariates the fit says so") {
    check_status(cox(table({}, {}), columns({"x"}, {{}})), FitStatus::no_rows);
    check_status(cox(table({1, 2}, {0, 0}), columns({"x"}, {{0, 1}})), FitStatus::no_events);
    auto const null = cox(table({1, 2, 3}, {1, 1, 0}), columns({}, {}));
    CHECK(null.log_likelihood_null == Approx(-std::log(3.0) - std::log(2.0)));
    check_status(cox(table({4}, {1}), columns({"x"}, {{2}})), FitStatus::collinear);
}

TEST_CASE("A constant covariate, a sum of others and one constant within strata are named") {
    Luck luck(48);
    auto data = random_case(luck, 50, 1);
    auto const a = data.covariates.values.col(0).eval();
    auto const b = data.covariates.values.col(1).eval();
    data.covariates.names = {"a", "b", "third"};
    data.covariates.values.conservativeResize(Eigen::NoChange, 3);
    data.covariates.values.col(2).setConstant(0.1);
    auto fit = cox(data.table, data.covariates, data.options);
    check_status(fit, FitStatus::collinear);
    CHECK(fit.reason.find("third ") == 0);
    data.covariates.values.col(2) = 2 * a - b + Eigen::VectorXd::Constant(50, 7);
    fit = cox(data.table, data.covariates, data.options);
    check_status(fit, FitStatus::collinear);
    CHECK(fit.reason.find("third ") == 0);
    for (Eigen::Index i = 0; i < 50; ++i) {
        data.covariates.values(i, 2) = data.options.strata.of[static_cast<std::size_t>(i)];
    }
    check_status(cox(data.table, data.covariates, data.options), FitStatus::collinear);
}

TEST_CASE("A covariate that separates is named, wherever it stands") {
    Luck luck(49);
    std::vector<double> noise;
    std::vector<double> treated;
    EventTable data;
    for (int i = 0; i < 60; ++i) {
        noise.push_back(luck.uniform());
        treated.push_back(i % 2);
        data.time.push_back(1 + luck.below(20));
        data.status.push_back(i % 2 == 1 ? 0 : luck.below(2)); // the treated have no event
    }
    for (auto const ties : {CoxTies::efron, CoxTies::breslow, CoxTies::exact}) {
        auto fit = cox(data, columns({"noise", "treated"}, {noise, treated}), {.ties = ties});
        check_status(fit, FitStatus::no_maximum);
        CHECK(fit.reason.find("treated") != std::string::npos);
        fit = cox(data, columns({"treated", "noise"}, {treated, noise}), {.ties = ties});
        check_status(fit, FitStatus::no_maximum);
        CHECK(fit.reason.find("treated") != std::string::npos);
    }
    // Those of larger x always go first.
    check_status(cox(table({1, 2, 3, 4}, {1, 1, 1, 1}), columns({"x"}, {{9, 5, 2, 1}})),
                 FitStatus::no_maximum);
}

TEST_CASE("Too few steps are said to be too few") {
    auto data = tests::lung_case("time");
    data.options.most_steps = 1;
    check_status(cox(data.table, data.covariates, data.options), FitStatus::not_converged);
}

TEST_CASE("Everybody's event at one time fits a ratio of 1 by Breslow and Efron") {
    auto const fit = cox(table({2, 2, 2, 2}, {1, 1, 1, 1}), columns({"x"}, {{0, 1, 0, 1}}));
    CHECK(fit.status == FitStatus::converged);
    CHECK(fit.beta()[0] == Approx(0).margin(1e-12));
}

TEST_CASE("Who enters at the time of an event is not at risk for it") {
    // The second row enters when the first leaves: no comparison is left.
    auto data = table({5, 9}, {1, 1});
    data.entry = {0, 5};
    check_status(cox(data, columns({"x"}, {{0, 1}})), FitStatus::collinear);
    data.entry = {0, 4};
    check_status(cox(data, columns({"x"}, {{0, 1}})), FitStatus::no_maximum);
}

TEST_CASE("An extreme covariate does not overflow, at risk or not") {
    Luck luck(50);
    std::vector<double> x;
    EventTable data;
    for (int i = 0; i < 200; ++i) {
        x.push_back(luck.uniform());
        data.time.push_back(1 + luck.exponential());
        data.status.push_back(luck.below(2));
    }
    auto const plain = cox(data, columns({"x"}, {x}));
    // Censored before the first event.
    auto with_idle = data;
    auto idle_x = x;
    with_idle.time.push_back(0.5);
    with_idle.status.push_back(0);
    idle_x.push_back(1e300);
    auto const idle = cox(with_idle, columns({"x"}, {idle_x}));
    REQUIRE(idle.status == FitStatus::converged);
    CHECK(idle.beta()[0] == Approx(plain.beta()[0]).epsilon(1e-10));
    // Censored after the first.
    with_idle.time.back() = *std::min_element(data.time.begin(), data.time.end()) + 0.5;
    idle_x.back() = 1e6;
    auto const extreme = cox(with_idle, columns({"x"}, {idle_x}));
    CHECK(extreme.status == FitStatus::converged);
    CHECK(std::isfinite(extreme.log_likelihood));
}

TEST_CASE("Late entry after a large hazard has left keeps all digits") {
    // Rows of hazard e^30 leave first: what remains must not be their rounding.
    CoxCase late;
    std::vector<double> offset;
    std::vector<double> x;
    Luck luck(52);
    for (int i = 0; i < 40; ++i) {
        bool const large = i < 10;
        late.table.entry.push_back(large ? 50 : i % 4);
        late.table.time.push_back(large ? 60 + i : 5 + i);
        late.table.status.push_back(1);
        offset.push_back(large ? 40 : 0);
        x.push_back(luck.uniform());
    }
    late.covariates = columns({"x"}, {x});
    late.options.offset = offset;
    auto const both = cox(late.table, late.covariates, late.options);
    // As two strata of their own, where those large and small are never together.
    auto apart = late;
    for (std::size_t i = 0; i < 40; ++i) {
        apart.options.strata.of.push_back(i < 10 ? 0 : 1);
    }
    apart.options.strata.groups = 2;
    REQUIRE(both.status == FitStatus::converged);
    CHECK(both.beta()[0] ==
          Approx(cox(apart.table, apart.covariates, apart.options).beta()[0]).epsilon(1e-9));
}
