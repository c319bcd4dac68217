#include "analysis/cox/cox.hpp"
#include "tests/analysis/cox/cox_cases.hpp"

#include <fmt/format.h>

using namespace analysis;
using tests::agrees;
using tests::columns;
using tests::CoxCase;
using tests::data_set;
using tests::each_row;
using tests::grouping;
using tests::lung_case;

namespace {

void agrees_on_fit(std::string const& key, CoxFit const& fit) {
    INFO(key << ": " << fit.reason);
    REQUIRE(fit.status == FitStatus::converged);
    auto const covariates = fit.coefficients.size();
    for (std::size_t j = 0; j < covariates; ++j) {
        auto const at = static_cast<Eigen::Index>(j);
        auto const error = std::sqrt(fit.model_covariance(at, at));
        auto const& coefficient = fit.coefficients[j];
        agrees(fmt::format("{}.beta.{}", key, j + 1), coefficient.estimate.value);
        agrees(fmt::format("{}.model_error.{}", key, j + 1), error);
        agrees(fmt::format("{}.error.{}", key, j + 1), coefficient.estimate.standard_error);
    }
    agrees(key + ".covariance", fit.covariance(0, static_cast<Eigen::Index>(covariates) - 1));
    agrees(key + ".null", fit.log_likelihood_null);
    agrees(key + ".fitted", fit.log_likelihood);
    agrees(key + ".likelihood_ratio", fit.likelihood_ratio.chi_squared);
    agrees(key + ".wald", fit.wald.chi_squared);
    agrees(key + ".score", fit.score.chi_squared);
    if (fit.errors == CoxErrors::robust) {
        agrees(key + ".robust_score", fit.robust_score.chi_squared);
    }
}

void agrees_with(CoxTies ties, std::string const& key, CoxCase data) {
    data.options.ties = ties;
    agrees_on_fit(key, cox(data.table, data.covariates, data.options));
}

void agrees_for_both_ties(std::string const& key, CoxCase const& data) {
    agrees_with(CoxTies::efron, key + ".efron", data);
    agrees_with(CoxTies::breslow, key + ".breslow", data);
}

CoxCase heart_case() {
    auto const frame = data_set("heart");
    CoxCase data;
    data.table.time = frame.number("stop");
    data.table.entry = frame.number("start");
    data.table.status = frame.integer("event");
    data.covariates = columns({"age", "year", "surgery", "transplant"},
                              {frame.number("age"), frame.number("year"), frame.number("surgery"),
                               frame.number("transplant")});
    return data;
}

/// From one column of a frame each. @param names  of covariates
CoxCase frame_case(tests::Frame const& frame, std::string const& time, std::string const& status,
                   std::vector<std::string> const& names) {
    CoxCase data;
    data.table.time = frame.number(time);
    data.table.status = frame.integer(status);
    std::vector<std::vector<double>> values;
    for (auto const& name : names) {
        values.push_back(frame.number(name));
    }
    data.covariates = columns(names, values);
    return data;
}

/// 1 where the column has this text.
std::vector<double> indicator(tests::Frame const& frame, std::string const& column,
                              std::string const& wanted) {
    auto const& text = frame.text(column);
    return each_row(text.size(), [&](std::size_t i) { return text[i] == wanted ? 1.0 : 0.0; });
}

void add_column(CoxCase& data, std::string const& name, std::vector<double> const& values) {
    auto const rows = static_cast<Eigen::Index>(values.size());
    auto const column = data.covariates.values.cols();
    data.covariates.values.conservativeResize(rows, column + 1);
    data.covariates.values.col(column) = Eigen::Map<Eigen::VectorXd const>(values.data(), rows);
    data.covariates.names.push_back(name);
}

} // namespace

TEST_CASE("R's coxph gives the same fit of right-censored lung data, for all ties, strata, weights "
          "and clusters") {
    for (std::string const time : {"time", "month"}) {
        auto const key = "lung." + time;
        auto plain = lung_case(time);
        agrees_for_both_ties(key, plain);
        agrees_with(CoxTies::exact, key + ".exact", plain);
        auto stratified = plain;
        tests::stratify_by_sex(stratified);
        agrees_for_both_ties(key + ".strata", stratified);
        agrees_with(CoxTies::exact, key + ".strata.exact", stratified);
        auto weighted = plain;
        tests::weigh(weighted, "w");
        agrees_for_both_ties(key + ".weights", weighted);
        tests::weigh(weighted, "u");
        weighted.options.errors = CoxErrors::robust;
        agrees_for_both_ties(key + ".weights.robust", weighted);
        tests::cluster_by_institute(plain);
        agrees_for_both_ties(key + ".cluster", plain);
        tests::cluster_by_institute(stratified);
        tests::weigh(stratified, "u");
        agrees_for_both_ties(key + ".weights.strata.cluster", stratified);
    }
}

TEST_CASE("R's coxph gives the same fit of lung data with late entry") {
    auto plain = lung_case("month");
    tests::enter_late(plain);
    agrees_for_both_ties("lung.entry", plain);
    auto stratified = plain;
    tests::stratify_by_sex(stratified);
    agrees_for_both_ties("lung.entry.strata", stratified);
    auto weighted = plain;
    tests::weigh(weighted, "w");
    agrees_for_both_ties("lung.entry.weights", weighted);
    tests::cluster_by_institute(plain);
    agrees_for_both_ties("lung.entry.cluster", plain);
    tests::cluster_by_institute(stratified);
    tests::weigh(stratified, "u");
    agrees_for_both_ties("lung.entry.weights.strata.cluster", stratified);
}

TEST_CASE("R's coxph gives the same exact ties with late entry") {
    auto data = lung_case("time");
    data.table.entry = each_row(data.table.size(), [&](std::size_t i) {
        return std::floor(data.table.time[i] * static_cast<double>((i + 1) % 5) / 6);
    });
    agrees_with(CoxTies::exact, "lung.entry.exact", data);
    tests::stratify_by_sex(data);
    agrees_with(CoxTies::exact, "lung.entry.strata.exact", data);
}

TEST_CASE("R's coxph gives the same fit with an offset") {
    auto data = lung_case("month");
    for (Eigen::Index i = 0; i < data.covariates.values.rows(); ++i) {
        data.options.offset.push_back(0.03 * data.covariates.values(i, 0));
    }
    data.covariates.values = data.covariates.values.rightCols(2).eval();
    data.covariates.names.erase(data.covariates.names.begin());
    agrees_for_both_ties("lung.offset", data);
}

TEST_CASE("R's coxph gives the same fit of veteran, ovarian and pbc") {
    auto const veteran = data_set("veteran");
    auto data = frame_case(veteran, "time", "status", {"trt"});
    for (auto const* cell : {"large", "smallcell", "squamous"}) {
        add_column(data, cell, indicator(veteran, "celltype", cell));
    }
    add_column(data, "karno", veteran.number("karno"));
    agrees_on_fit("veteran", cox(data.table, data.covariates));

    agrees_for_both_ties(
        "ovarian", frame_case(data_set("ovarian"), "futime", "fustat", {"age", "rx", "resid.ds"}));

    auto const pbc = data_set("pbc").without_missing(
        {"time", "status", "age", "edema", "bili", "albumin", "protime"});
    auto liver = frame_case(pbc, "time", "status", {"age", "edema", "bili", "albumin", "protime"});
    liver.covariates.values.rightCols(3) = liver.covariates.values.rightCols(3).array().log();
    liver.table.causes = 2;
    liver.options.cause = 2;
    agrees_on_fit("pbc", cox(liver.table, liver.covariates, liver.options));
}

TEST_CASE("R's coxph gives the same fit of time-dependent rows: heart and pbcseq") {
    agrees_for_both_ties("heart", heart_case());
    agrees_with(CoxTies::exact, "heart.exact", heart_case());

    auto const frame = data_set("pbcseq");
    auto const id = frame.integer("id");
    auto const day = frame.number("day");
    auto const until = frame.number("futime");
    auto const status = frame.integer("status");
    CoxCase data;
    std::vector<std::vector<double>> values(3);
    for (std::size_t i = 0; i < id.size(); ++i) {
        bool const last = i + 1 == id.size() || id[i + 1] != id[i];
        double const stop = last ? until[i] : day[i + 1];
        if (stop > day[i]) {
            data.table.entry.push_back(day[i]);
            data.table.time.push_back(stop);
            data.table.status.push_back(last && status[i] == 2 ? 1 : 0);
            data.table.cluster.push_back(id[i]);
            values[0].push_back(std::log(frame.number("bili")[i]));
            values[1].push_back(frame.number("age")[i]);
            values[2].push_back(std::log(frame.number("albumin")[i]));
        }
    }
    data.covariates = columns({"log bili", "age", "log albumin"}, values);
    agrees_for_both_ties("pbcseq", data);
}

TEST_CASE("R's coxph gives the same fit on the scale of age: mgus2") {
    auto const frame =
        data_set("mgus2").without_missing({"id", "age", "sex", "hgb", "futime", "death", "creat"});
    auto data = frame_case(frame, "age", "death", {});
    data.table.entry = data.table.time;
    auto const months = frame.number("futime");
    for (std::size_t i = 0; i < months.size(); ++i) {
        data.table.time[i] += (months[i] == 0 ? 0.5 : months[i]) / 12;
    }
    data.covariates =
        columns({"male", "hgb", "creat"},
                {indicator(frame, "sex", "M"), frame.number("hgb"), frame.number("creat")});
    agrees_for_both_ties("mgus2.age", data);
}

TEST_CASE("R's coxph gives the same fit of clustered and recurrent events") {
    auto const bladder = data_set("bladder2");
    auto data = frame_case(bladder, "stop", "event", {"rx", "size", "number"});
    data.table.entry = bladder.number("start");
    data.table.cluster = bladder.integer("id");
    data.options.strata = grouping(bladder.integer("enum"));
    agrees_for_both_ties("bladder2", data);

    auto const kidney = data_set("kidney");
    data = frame_case(kidney, "time", "status", {"age", "sex"});
    data.table.cluster = kidney.integer("id");
    agrees_for_both_ties("kidney", data);

    auto const retinopathy = data_set("retinopathy");
    data = frame_case(retinopathy, "futime", "status", {"trt", "age", "risk"});
    data.table.cluster = retinopathy.integer("id");
    agrees_for_both_ties("retinopathy", data);

    auto const cgd = data_set("cgd");
    data = frame_case(cgd, "tstop", "status", {});
    data.covariates =
        columns({"treated", "age"}, {indicator(cgd, "treat", "rIFN-g"), cgd.number("age")});
    data.table.entry = cgd.number("tstart");
    data.table.cluster = cgd.integer("id");
    data.options.strata = grouping(cgd.label("hos.cat"));
    agrees_for_both_ties("cgd", data);

    auto const colon = data_set("colon").without_missing(
        {"id", "time", "status", "age", "sex", "nodes", "etype", "extent"});
    data = frame_case(colon, "time", "status", {"age", "sex", "nodes"});
    data.table.cluster = colon.integer("id");
    data.options.strata = grouping(colon.label("etype"));
    agrees_on_fit("colon", cox(data.table, data.covariates, data.options));
}

TEST_CASE("R's coxph gives the same fit of rats, whose ties are many") {
    auto const frame = data_set("rats");
    auto data = frame_case(frame, "time", "status", {"rx"});
    auto stratified = data;
    stratified.options.strata = grouping(frame.label("sex"));
    agrees_with(CoxTies::exact, "rats.strata.exact", stratified);
    add_column(data, "male", indicator(frame, "sex", "m"));
    agrees_with(CoxTies::exact, "rats.exact", data);
    data.table.cluster = frame.integer("litter");
    agrees_for_both_ties("rats", data);
}

TEST_CASE("R's coxph gives the same fit of one cause while others censor") {
    auto const frame = data_set("transplant").without_missing({"event", "futime", "age", "sex"});
    auto const time = frame.number("futime");
    CoxCase data;
    std::vector<std::vector<double>> values(3);
    for (std::size_t i = 0; i < time.size(); ++i) {
        if (time[i] > 0) {
            data.table.time.push_back(time[i]);
            auto const& event = frame.text("event")[i];
            data.table.status.push_back(event == "ltx" ? 3 : event == "censored" ? 0 : 1);
            values[0].push_back(frame.number("age")[i]);
            values[1].push_back(frame.text("sex")[i] == "m" ? 1 : 0);
            values[2].push_back(frame.number("year")[i]);
        }
    }
    data.table.causes = 3;
    data.options.cause = 3;
    data.covariates = columns({"age", "male", "year"}, values);
    agrees_for_both_ties("transplant", data);

    auto const days = data_set("paired_days");
    data = frame_case(days, "time", "status", {});
    data.covariates = columns({"variant"}, {indicator(days, "design", "variant")});
    data.table.causes = 3;
    data.options.cause = 2;
    data.options.errors = CoxErrors::model;
    agrees_for_both_ties("paired_days.cause", data);
    data.options = {};
    data.table.cluster = days.integer("person");
    agrees_for_both_ties("paired_days", data);
}
