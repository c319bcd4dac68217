#include "analysis/cox/fine_gray.hpp"
#include "tests/analysis/cox/cox_cases.hpp"

#include "tests/analysis/simulate.hpp"
#include <fmt/format.h>

#include <limits>

using namespace analysis;
using tests::agrees;
using tests::columns;
using tests::CoxCase;
using tests::data_set;

namespace {

struct Mgus2 {
    CoxCase data;
    std::vector<int> male;

    Mgus2() {
        auto const frame = data_set("mgus2").without_missing(
            {"id", "age", "sex", "hgb", "creat", "ptime", "pstat", "futime", "death"});
        auto const progressed = frame.integer("pstat");
        auto const died = frame.integer("death");
        auto const until = frame.number("futime");
        auto const progress = frame.number("ptime");
        male = frame.label("sex"); // F, M
        std::vector<double> is_male(male.begin(), male.end());
        for (std::size_t i = 0; i < until.size(); ++i) {
            data.table.time.push_back(progressed[i] == 1 ? progress[i] : until[i]);
            data.table.status.push_back(progressed[i] == 1 ? 1 : 2 * died[i]);
        }
        data.table.causes = 2;
        data.covariates =
            columns({"age", "male", "hgb", "creat"},
                    {frame.number("age"), is_male, frame.number("hgb"), frame.number("creat")});
    }

    void take_ties_apart() {
        for (std::size_t i = 0; i < data.table.size(); ++i) {
            data.table.time[i] += static_cast<double>(i + 1) / 10000;
        }
    }
};

void agrees_on_beta(std::string const& key, FineGrayFit const& fit) {
    INFO(key << ": " << fit.reason);
    REQUIRE(fit.status == FitStatus::converged);
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
        agrees(fmt::format("{}.beta.{}", key, j + 1), fit.coefficients[j].estimate.value);
    }
}

void agrees_on_coefficients(std::string const& key, FineGrayFit const& fit) {
    agrees_on_beta(key, fit);
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
        agrees(fmt::format("{}.error.{}", key, j + 1), fit.coefficients[j].estimate.standard_error);
    }
}

void agrees_with_crr(std::string const& key, FineGrayFit const& fit, Eigen::VectorXd const& of,
                     std::vector<int> const& times) {
    agrees_on_coefficients(key, fit);
    auto const last = fit.covariance.cols() - 1;
    for (Eigen::Index j = 0; j <= last; ++j) {
        agrees(fmt::format("{}.model_error.{}", key, j + 1), std::sqrt(fit.model_covariance(j, j)));
    }
    agrees(key + ".covariance", fit.covariance(0, last));
    agrees(key + ".null", fit.log_likelihood_null);
    agrees(key + ".fitted", fit.log_likelihood);
    for (int const time : times) {
        agrees(fmt::format("{}.incidence.{}", key, time), fit.cumulative_incidence(of, time));
    }
}

CoxCase two_designs() {
    auto const frame = data_set("paired_days");
    CoxCase data;
    data.table = tests::table(frame.number("time"), frame.integer("status"), 3);
    data.covariates = columns({"variant"}, {tests::each_row(frame.rows(), [&](std::size_t i) {
                                  return frame.text("design")[i] == "variant" ? 1.0 : 0.0;
                              })});
    return data;
}

} // namespace

TEST_CASE("R's crr gives the same Fine-Gray fit, its variance and cumulative incidence") {
    Mgus2 mgus2;
    Eigen::Vector4d const someone(70, 1, 13, 1);
    for (int const cause : {1, 2}) {
        agrees_with_crr(fmt::format("fine_gray.mgus2.{}", cause),
                        fine_gray(mgus2.data.table, mgus2.data.covariates, {.cause = cause}),
                        someone, {12, 120, 240});
    }
    mgus2.take_ties_apart();
    agrees_with_crr("fine_gray.apart", fine_gray(mgus2.data.table, mgus2.data.covariates), someone,
                    {12, 120, 240});
    auto const designs = two_designs();
    for (int const cause : {1, 2, 3}) {
        agrees_with_crr(fmt::format("fine_gray.paired_days.{}", cause),
                        fine_gray(designs.table, designs.covariates, {.cause = cause}),
                        Eigen::VectorXd::Ones(1), {7, 30, 90});
    }
}

TEST_CASE("R's crr gives the same estimates when groups are censored differently") {
    // Its errors let the censoring of one group act on the weights of others: not compared.
    Mgus2 const mgus2;
    std::string const key = "fine_gray.mgus2.grouped";
    auto const fit =
        fine_gray(mgus2.data.table, mgus2.data.covariates, {.censoring = {mgus2.male, 2}});
    agrees_on_beta(key, fit);
    agrees(key + ".fitted", fit.log_likelihood);
    for (int const time : {12, 120, 240}) {
        agrees(fmt::format("{}.incidence.{}", key, time),
               fit.cumulative_incidence(Eigen::Vector4d(70, 1, 13, 1), time));
    }
}

TEST_CASE("R's coxph on finegray's weighted rows gives the same fit and robust errors") {
    Mgus2 mgus2;
    FineGrayOptions const options{.errors = FineGrayErrors::weights_known,
                                  .ties = FineGrayTies::events_gone};
    agrees_on_coefficients("finegray.mgus2",
                           fine_gray(mgus2.data.table, mgus2.data.covariates, options));
    mgus2.take_ties_apart();
    agrees_on_coefficients("finegray.apart",
                           fine_gray(mgus2.data.table, mgus2.data.covariates, options));
}

TEST_CASE("Without censoring Fine and Gray keep whom another cause struck at risk for ever") {
    tests::Luck luck(51);
    CoxCase data;
    std::vector<double> x;
    for (int i = 0; i < 60; ++i) {
        data.table.time.push_back(luck.exponential());
        data.table.status.push_back(1 + luck.below(2));
        x.push_back(luck.uniform());
    }
    data.table.causes = 2;
    data.covariates = columns({"x"}, {x});
    auto stay = data;
    for (std::size_t i = 0; i < stay.table.size(); ++i) {
        if (stay.table.status[i] == 2) {
            stay.table.time[i] = 1000;
            stay.table.status[i] = 0;
        }
    }
    auto const sub = fine_gray(data.table, data.covariates);
    auto const cox_fit =
        cox(stay.table, stay.covariates, {.ties = CoxTies::breslow, .errors = CoxErrors::robust});
    CHECK(sub.beta()[0] == Approx(cox_fit.beta()[0]).epsilon(1e-10));
    CHECK(sub.covariance(0, 0) == Approx(cox_fit.covariance(0, 0)).epsilon(1e-10));
}

TEST_CASE("Fine and Gray's fit says why there is none") {
    auto const covariates = columns({"x"}, {{0, 1, 0}});
    auto const none = fine_gray(tests::table({1, 2, 3}, {2, 2, 0}, 2), covariates);
    CHECK(none.status == FitStatus::no_events);
    auto const constant =
        fine_gray(tests::table({1, 2, 3}, {1, 2, 1}, 2), columns({"x"}, {{5, 5, 5}}));
    CHECK(constant.status == FitStatus::collinear);
    CHECK(constant.reason.find("x ") == 0);
    auto const empty = fine_gray(tests::table({}, {}, 2), columns({}, {}));
    CHECK(empty.status == FitStatus::no_rows);
}
