#include "analysis/cox/concordance.hpp"
#include "analysis/cox/cox_curve.hpp"
#include "analysis/cox/cox_residuals.hpp"
#include "analysis/cox/proportional_hazards.hpp"
#include "tests/analysis/cox/cox_cases.hpp"

#include <fmt/format.h>

#include <utility>

using namespace analysis;
using tests::agrees;
using tests::columns;
using tests::CoxCase;
using tests::data_set;
using tests::lung_case;

namespace {

struct Made {
    CoxCase data;
    CoxFit fit;
    explicit Made(CoxCase from)
        : data(std::move(from)), fit(cox(data.table, data.covariates, data.options)) {
        REQUIRE(fit.status == FitStatus::converged);
    }
};

void agrees_on_concordance(std::string const& key, Made const& made) {
    auto const pairs = concordance(made.fit, made.data.table, made.data.covariates);
    agrees(key + ".concordance", pairs.c.value);
    agrees(key + ".concordance_error", pairs.c.standard_error);
    agrees(key + ".concordant", pairs.concordant);
    agrees(key + ".discordant", pairs.discordant);
    agrees(key + ".tied.x", pairs.tied_score);
    agrees(key + ".tied.y", pairs.tied_time);
    agrees(key + ".tied.xy", pairs.tied_both);
}

/// Single residuals near 0 are differences of larger numbers.
constexpr double rounding = 1e-11;

void agrees_on_residuals(std::string const& key, Eigen::MatrixXd const& values) {
    for (Eigen::Index j = 0; j < values.cols(); ++j) {
        auto const column = fmt::format("{}.{}", key, j + 1);
        for (Eigen::Index i = 0; i < 5; ++i) {
            agrees(fmt::format("{}.{}", column, i + 1), values(i, j), rounding);
        }
        agrees(column + ".squares", values.col(j).squaredNorm());
        Eigen::VectorXd const place =
            Eigen::VectorXd::LinSpaced(values.rows(), 1, static_cast<double>(values.rows()));
        agrees(column + ".by_place", values.col(j).cwiseAbs().dot(place));
    }
}

void agrees_on_residuals(std::string const& key, std::vector<double> const& values) {
    agrees_on_residuals(key, Eigen::MatrixXd(Eigen::Map<Eigen::VectorXd const>(
                                 values.data(), static_cast<Eigen::Index>(values.size()))));
}

void agrees_on_all_residuals(std::string const& key, Made const& made) {
    auto const left = cox_residuals(made.fit, made.data.table, made.data.covariates);
    agrees_on_residuals(key + ".martingale", left.martingale);
    agrees_on_residuals(key + ".deviance", left.deviance);
    agrees_on_residuals(key + ".score_residual", left.score);
    agrees_on_residuals(key + ".dfbeta", left.dfbeta);
    auto const schoenfeld = schoenfeld_residuals(made.fit, made.data.table, made.data.covariates);
    Eigen::Map<Eigen::VectorXd const> const time(schoenfeld.time.data(),
                                                 schoenfeld.residual.rows());
    for (Eigen::Index j = 0; j < schoenfeld.residual.cols(); ++j) {
        agrees(fmt::format("{}.schoenfeld.squares.{}", key, j + 1),
               schoenfeld.residual.col(j).squaredNorm());
        agrees(fmt::format("{}.scaled_schoenfeld.squares.{}", key, j + 1),
               schoenfeld.scaled.col(j).squaredNorm());
    }
    agrees(key + ".schoenfeld.by_time", schoenfeld.residual.col(0).dot(time));
    agrees(key + ".scaled_schoenfeld.by_time", schoenfeld.scaled.col(0).dot(time));
}

void agrees_on_proportional_hazards(std::string const& key, Made const& made,
                                    Grouping const& terms = {}) {
    std::vector<std::pair<std::string, TimeScale>> const scales{{"km", TimeScale::survival},
                                                                {"identity", TimeScale::identity},
                                                                {"rank", TimeScale::rank},
                                                                {"log", TimeScale::logarithm}};
    for (auto const& [name, scale] : scales) {
        auto const found = proportional_hazards_test(made.fit, made.data.table,
                                                     made.data.covariates, scale, terms);
        for (std::size_t i = 0; i <= found.terms.size(); ++i) {
            auto const& test = i < found.terms.size() ? found.terms[i].test : found.global;
            agrees(fmt::format("{}.zph.{}.{}", key, name, i + 1), test.chi_squared);
            agrees(fmt::format("{}.zph.{}.{}.p", key, name, i + 1), test.p);
        }
    }
}

void agrees_on_curve(std::string const& key, Made const& made, Eigen::VectorXd const& of,
                     std::vector<int> const& times) {
    auto const curve = cox_curve(made.fit, made.data.table, made.data.covariates, of);
    for (int const time : times) {
        auto const at = fmt::format("{}.curve.{}", key, time);
        auto const survival = curve.survival_at(time);
        agrees(at + ".hazard", curve.hazard_at(time).value);
        agrees(at + ".value", survival.value);
        agrees(at + ".low", survival.low);
        agrees(at + ".high", survival.high);
        agrees(at + ".standard_error", survival.standard_error);
    }
}

void agrees_on_all(std::string const& key, CoxCase const& data, Eigen::VectorXd const& of,
                   std::vector<int> const& times) {
    Made const made(data);
    agrees_on_concordance(key, made);
    agrees_on_all_residuals(key, made);
    agrees_on_proportional_hazards(key, made);
    agrees_on_curve(key, made, of, times);
}

} // namespace

TEST_CASE("R gives the same concordance, residuals, tests of proportional hazards and predicted "
          "survival of lung data") {
    Eigen::Vector3d const someone(60, 1, 2);
    for (auto const ties : {CoxTies::efron, CoxTies::breslow}) {
        auto const name = ties == CoxTies::efron ? "efron" : "breslow";
        auto data = lung_case("month");
        data.options.ties = ties;
        agrees_on_all(fmt::format("lung.made.{}", name), data, someone, {1, 5, 12, 24});
        tests::enter_late(data);
        tests::weigh(data, "w");
        agrees_on_all(fmt::format("lung.made.entry.weights.{}", name), data, someone,
                      {1, 5, 12, 24});
    }
}

TEST_CASE("R gives the same of a stratified, weighted, clustered fit with late entry") {
    auto data = lung_case("month");
    tests::enter_late(data);
    tests::stratify_by_sex(data);
    tests::weigh(data, "u");
    tests::cluster_by_institute(data);
    Made const made(data);
    std::string const key = "lung.made.strata";
    agrees_on_concordance(key, made);
    agrees_on_proportional_hazards(key, made);
    auto const left = cox_residuals(made.fit, data.table, data.covariates);
    agrees_on_residuals(key + ".martingale", left.martingale);
    agrees_on_residuals(key + ".dfbeta", left.dfbeta);
    for (std::size_t stratum = 0; stratum < 2; ++stratum) {
        auto const curve =
            cox_curve(made.fit, data.table, data.covariates, Eigen::Vector2d(70, 1), stratum);
        for (int i = 0; i < 2; ++i) {
            auto const at = fmt::format("{}.curve.{}", key, stratum + 1);
            int const time = i == 0 ? 3 : 12;
            agrees(fmt::format("{}.hazard.{}", at, i + 1), curve.hazard_at(time).value);
            agrees(fmt::format("{}.error.{}", at, i + 1), curve.survival_at(time).standard_error);
        }
    }
}

TEST_CASE("R gives the same martingale residuals and concordance with exact ties, and with "
          "clusters") {
    auto data = lung_case("month");
    tests::cluster_by_institute(data);
    agrees_on_concordance("lung.made.cluster", Made(data));
    data.table.cluster.clear();
    data.options.ties = CoxTies::exact;
    Made const made(data);
    agrees_on_concordance("lung.made.exact", made);
    agrees_on_residuals("lung.made.exact.martingale",
                        cox_residuals(made.fit, data.table, data.covariates).martingale);
}

TEST_CASE("R gives the same of ovarian and of the time-dependent heart data") {
    auto const ovarian = data_set("ovarian");
    CoxCase data;
    data.table = tests::table(ovarian.number("futime"), ovarian.integer("fustat"));
    data.covariates = columns({"age", "rx"}, {ovarian.number("age"), ovarian.number("rx")});
    agrees_on_all("ovarian.made", data, Eigen::Vector2d(55, 1), {59, 268, 638});

    auto const heart = data_set("heart");
    data.table = tests::table(heart.number("stop"), heart.integer("event"));
    data.table.entry = heart.number("start");
    data.covariates = columns({"age", "year", "surgery", "transplant"},
                              {heart.number("age"), heart.number("year"), heart.number("surgery"),
                               heart.number("transplant")});
    agrees_on_all("heart.made", data, Eigen::Vector4d(0, 3, 0, 0), {1, 100, 500});
}

TEST_CASE("R tests the indicators of a factor together") {
    auto const frame = data_set("veteran");
    auto const cell = [&](std::string const& name) {
        return tests::each_row(frame.rows(), [&](std::size_t i) {
            return frame.text("celltype")[i] == name ? 1.0 : 0.0;
        });
    };
    CoxCase data;
    data.table = tests::table(frame.number("time"), frame.integer("status"));
    data.covariates = columns({"trt", "large", "smallcell", "squamous", "karno"},
                              {frame.number("trt"), cell("large"), cell("smallcell"),
                               cell("squamous"), frame.number("karno")});
    Made const made(data);
    agrees_on_concordance("veteran", made);
    agrees_on_proportional_hazards("veteran", made);
    agrees_on_proportional_hazards("veteran.terms", made, {{0, 1, 1, 1, 2}, 3});
    auto const found = proportional_hazards_test(made.fit, data.table, data.covariates,
                                                 TimeScale::survival, {{0, 1, 1, 1, 2}, 3});
    CHECK(found.terms[1].name == "large + smallcell + squamous");
}
