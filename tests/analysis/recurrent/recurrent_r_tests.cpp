#include "analysis/recurrent/andersen_gill.hpp"
#include "analysis/recurrent/mean_cumulative.hpp"
#include "analysis/recurrent/state_occupation.hpp"
#include "analysis/recurrent/transition_hazard.hpp"
#include "tests/analysis/recurrent/recurrent_data.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>

using namespace analysis;
using namespace tests::recurrent;

namespace {

void agrees(std::string const& key, double value) {
    INFO(key);
    double const expected = tests::numbers_of_r("recurrent").at(key);
    if (std::isnan(expected)) {
        CHECK(std::isnan(value));
    } else {
        CHECK(value == Approx(expected).epsilon(1e-8).margin(1e-14));
    }
}

void agrees_on_mean(std::string const& key, RecurrentTable const& table,
                    std::vector<int> const& days) {
    auto const curve = mean_cumulative(table);
    for (int const day : days) {
        agrees(fmt::format("{}.mean.{}", key, day), curve.at(day).value);
        agrees(fmt::format("{}.standard_error.{}", key, day), curve.at(day).standard_error);
    }
}

void agrees_on_fit(std::string const& key, CoxFit const& fit) {
    REQUIRE(fit.status == FitStatus::converged);
    for (auto const& coefficient : fit.coefficients) {
        auto const name = key + "." + coefficient.name;
        agrees(name + ".value", coefficient.estimate.value);
        agrees(name + ".standard_error", coefficient.estimate.standard_error);
        agrees(name + ".p", coefficient.p);
    }
}

Covariates columns(tests::Frame const& frame, std::vector<std::string> const& names) {
    Covariates covariates{.values = Eigen::MatrixXd(frame.rows(), names.size()), .names = names};
    for (std::size_t j = 0; j < names.size(); ++j) {
        auto const column = frame.number(names[j]);
        for (std::size_t i = 0; i < column.size(); ++i) {
            covariates.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
                column[i];
        }
    }
    return covariates;
}

void agrees_on_states(std::string const& key, TransitionTable const& table,
                      std::vector<double> const& days, double tau) {
    auto const occupation = state_occupation(table);
    auto const expected = expected_days(table, tau);
    for (std::size_t j = 0; j < table.states.size(); ++j) {
        for (double const day : days) {
            auto const at = occupation.at(static_cast<int>(j), day);
            agrees(fmt::format("{}.{}.{}.value", key, table.states[j], day), at.value);
            agrees(fmt::format("{}.{}.{}.standard_error", key, table.states[j], day),
                   at.standard_error);
        }
        auto const name = fmt::format("{}.days.{}", key, table.states[j]);
        agrees(name + ".value", expected[j].value);
        agrees(name + ".standard_error", expected[j].standard_error);
    }
}

TransitionTable weighted(TransitionTable table) {
    for (int const person : table.person) {
        table.weight.push_back(1 + person % 3);
    }
    return table;
}

void agrees_on_transitions(std::string const& key, TransitionTable const& table, double s,
                           double t) {
    auto const between = transition_probabilities(table, s, t);
    for (std::size_t from = 0; from < table.states.size(); ++from) {
        for (std::size_t to = 0; to < table.states.size(); ++to) {
            auto const name = fmt::format("{}.from_{}.to_{}.{}_{}", key, table.states[from],
                                          table.states[to], s, t);
            agrees(name + ".value", between[from][to].value);
            agrees(name + ".standard_error", between[from][to].standard_error);
        }
    }
}

void agrees_on_hazards(std::string const& key, TransitionTable const& table, double day) {
    auto const counts = transition_counts(table);
    auto const states = static_cast<int>(table.states.size());
    for (int from = 0; from < states; ++from) {
        for (int to = 0; to < states; ++to) {
            if (counts.count[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] > 0) {
                agrees(fmt::format("{}.hazard.{}.{}.{}", key, from + 1, to + 1, day),
                       transition_hazard(table, from, to).at(day).value);
            }
        }
    }
}

} // namespace

TEST_CASE("R's survfit with clusters gives the same mean cumulative functions") {
    auto const bladder = tests::data_set("bladder2");
    agrees_on_mean("bladder2", bladder2(bladder), {1, 5, 12, 24, 36, 59});
    agrees_on_mean("bladder2.rx_1", bladder2(bladder.where("rx", "1")), {1, 5, 12, 24, 36, 59});
    agrees_on_mean("bladder2.rx_2", bladder2(bladder.where("rx", "2")), {1, 5, 12, 24, 36, 59});
    agrees_on_mean("cgd", cgd(tests::data_set("cgd")), {30, 100, 200, 300, 400});
}

TEST_CASE("the definition written in R gives the same means with a terminal event") {
    auto const frame = tests::data_set("states_colon");
    auto table = colon(frame);
    agrees_on_mean("colon", table, {200, 1000, 2500});
    for (int const person : table.person) {
        table.weight.push_back(1 + person % 3);
    }
    agrees_on_mean("colon.weighted", table, {200, 1000, 2500});

    auto const difference =
        mean_cumulative_difference(colon(frame.where("rx", "Lev+5FU")),
                                   colon(frame.where("rx", "Obs")), 1500, Pairing::unpaired);
    agrees("colon.difference.1500.value", difference.value);
    agrees("colon.difference.1500.low", difference.low);
    agrees("colon.difference.1500.high", difference.high);
}

TEST_CASE("R's coxph with clusters gives the same Andersen-Gill fits") {
    auto const bladder = tests::data_set("bladder2");
    auto const x = columns(bladder, {"rx", "number", "size"});
    agrees_on_fit("bladder2.andersen_gill", andersen_gill(bladder2(bladder), x));
    CoxOptions breslow;
    breslow.ties = CoxTies::breslow;
    agrees_on_fit("bladder2.andersen_gill.breslow", andersen_gill(bladder2(bladder), x, breslow));

    auto const infections = tests::data_set("cgd");
    auto treated = columns(infections, {"age", "age"});
    treated.names[0] = "treated";
    for (std::size_t i = 0; i < infections.rows(); ++i) {
        treated.values(static_cast<Eigen::Index>(i), 0) =
            infections.text("treat")[i] == "rIFN-g" ? 1 : 0;
    }
    agrees_on_fit("cgd.andersen_gill", andersen_gill(cgd(infections), treated));

    auto const hearts = tests::data_set("heart");
    agrees_on_fit("heart.andersen_gill",
                  andersen_gill(heart(hearts), columns(hearts, {"age", "surgery"})));
}

TEST_CASE("R's coxph with a stratum for each event gives the same conditional fits") {
    auto const frame = tests::data_set("bladder2");
    auto const x = columns(frame, {"rx", "number", "size"});
    auto const table = bladder2(frame);
    CHECK(event_numbers(table) == frame.integer("enum"));
    agrees_on_fit("bladder2.pwp.total", prentice_williams_peterson(table, x, EventClock::total));
    agrees_on_fit("bladder2.pwp.gap", prentice_williams_peterson(table, x, EventClock::gap));
    agrees_on_fit("bladder2.pwp.three_strata",
                  prentice_williams_peterson(table, x, EventClock::total, 3));
}

TEST_CASE("R's multi-state survfit gives the same probabilities and days in states") {
    agrees_on_states("mgus2", mgus2(), {0.5, 12, 60, 120, 360}, 240);
    agrees_on_states("mgus2.by_age", mgus2_by_age(), {400, 700, 900, 1100}, 1000);
    agrees_on_states("myeloid", myeloid(), {30, 100, 365, 1000, 2000}, 1500);
    agrees_on_states("pbcseq", pbcseq(), {100, 365, 1000, 3000}, 2500);
    agrees_on_states("myeloid.weighted", weighted(myeloid()), {100, 1000}, 1500);
    agrees_on_states("pbcseq.weighted", weighted(pbcseq()), {100, 1000}, 2500);
}

TEST_CASE("R's multi-state survfit from a later start gives the same transition probabilities") {
    agrees_on_transitions("mgus2", mgus2(), 60, 180);
    agrees_on_transitions("myeloid", myeloid(), 365, 900);
    agrees_on_transitions("pbcseq", pbcseq(), 365, 2000);
}

TEST_CASE("R's multi-state survfit gives the same cumulative hazards of transitions") {
    agrees_on_hazards("mgus2", mgus2(), 120);
    agrees_on_hazards("myeloid", myeloid(), 730);
    agrees_on_hazards("pbcseq", pbcseq(), 1000);
}
