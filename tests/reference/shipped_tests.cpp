#include "sim/reading/reading.hpp"
#include "tests/reference/agreement.hpp"
#include "tests/reference/same_people.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>

namespace {

std::string scenarios() {
    return HOLDFAST_SOURCE_DIR "/scenarios";
}

/// The paths of the YAML files of a folder, in order.
std::vector<std::string> files_of(std::string const& folder) {
    std::vector<std::string> paths;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".yaml") {
            paths.push_back(entry.path().string());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

} // namespace

TEST_CASE("the shipped cohorts are those of the reference") {
    for (std::string const& path : files_of(scenarios() + "/cohorts")) {
        INFO(path);
        agents::Cohort const cohort = sim::read_cohort(path);
        std::size_t const users =
            cohort.people_rows > 0 && cohort.people_order == agents::PeopleOrder::as_listed
                ? cohort.people_rows
                : 2000;
        CHECK(reference::difference_of_people(cohort, 42, users) == "");
    }
}

TEST_CASE("the kernel agrees with the reference on the seed's theory under every shipped design") {
    std::size_t roundings = 0;
    std::size_t days = 0;
    for (std::string const& path : files_of(scenarios())) {
        sim::Scenario const scenario = sim::read_scenario(path);
        reference::World world;
        world.theory = scenario.theory;
        world.horizon_days = scenario.horizon_days;
        agents::Synthesis const synthesis(scenario.cohort, scenario.seed);
        std::size_t const users = std::min<std::size_t>(scenario.users, 60);
        world.population = synthesis.blank(users);
        synthesis.fill(world.population, 0, users);
        for (agents::Design const& design : scenario.designs) {
            world.design = design;
            auto const found = reference::compare(world, {scenario.seed, scenario.replicate}, 25);
            INFO(path << " " << design.name);
            for (std::string const& disagreement : found.disagreements) {
                UNSCOPED_INFO(disagreement);
            }
            CHECK(found.disagreements.empty());
            roundings += found.roundings;
            days += found.days;
        }
    }
    INFO("user-days " << days << ", roundings " << roundings);
    CHECK(roundings <= 3);
    CHECK(days > 1000);
}
