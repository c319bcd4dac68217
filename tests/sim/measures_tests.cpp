#include "sim/compare/measure.hpp"
#include "tests/text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <set>

namespace {

/// As in docs/compare-json.md: the part stands behind a dot.
std::string documented_name(sim::Measure const& measure) {
    switch (measure.breakdown) {
    case sim::Breakdown::causes:
        return std::string(measure.name) + ".CAUSE";
    case sim::Breakdown::components:
        return std::string(measure.name) + ".COMPONENT";
    case sim::Breakdown::scales:
        return std::string(measure.name) + ".SCALE";
    case sim::Breakdown::none:
        break;
    }
    return std::string(measure.name);
}

} // namespace

TEST_CASE("the page on comparisons describes every measure as its declaration does") {
    auto const page = tests::text_of(HOLDFAST_SOURCE_DIR "/docs/compare-json.md");
    for (auto const& measure : sim::measures()) {
        auto const row = fmt::format("| `{}` | {} | {} |\n", documented_name(measure),
                                     measure.describes, measure.unit);
        INFO(row);
        CHECK(tests::has(page, row));
    }
}

TEST_CASE("every measure has a name of its own and an estimator from people and from counts") {
    std::set<std::string_view> names;
    for (auto const& measure : sim::measures()) {
        INFO(measure.name);
        CHECK(names.insert(measure.name).second);
        CHECK(measure.of_people != nullptr);
        CHECK(measure.of_counts != nullptr);
        CHECK((measure.between_people == nullptr) == (measure.between_counts == nullptr));
        CHECK(sim::measures()[sim::index_of_measure(measure.name)].name == measure.name);
    }
    CHECK(sim::index_of_measure("no such measure") == sim::measures().size());
}

TEST_CASE("a measure is estimated from counts, or when all the columns it needs were recorded") {
    auto const& open_rate = sim::measures()[sim::index_of_measure("open_rate")];
    using agents::Recorded;
    CHECK(sim::can_estimate({.of_users = {Recorded::use, Recorded::leaving}}, open_rate));
    CHECK_FALSE(sim::can_estimate({.of_users = {Recorded::use}}, open_rate));
    CHECK(sim::can_estimate({.of_users = agents::Recording::none(), .counts = true}, open_rate));
}
