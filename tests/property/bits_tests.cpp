#include "core/instruction_set.hpp"
#include "tests/property/bits.hpp"

#include <catch2/catch.hpp>
#include <string>

using bits::Bits;
using bits::differences;
using bits::run;
using bits::scenario;

TEST_CASE("the same scenario leaves the same bits whatever the number of threads") {
    for (std::uint64_t seed = 10; seed < 15; ++seed) {
        auto const one = run(scenario(seed), 1, 64);
        CHECK(differences(one, run(scenario(seed), 2, 64)).empty());
        CHECK(differences(one, run(scenario(seed), 4, 64)).empty());
    }
}

TEST_CASE("the same scenario leaves the same bits whatever the size of a block") {
    for (std::uint64_t seed = 10; seed < 15; ++seed) {
        auto const usual = run(scenario(seed), 2, 0);
        for (std::size_t const block : {1U, 7U, 64U, 128U, 1000U}) {
            INFO("block of " << block);
            CHECK(differences(usual, run(scenario(seed), 2, block)).empty());
        }
    }
}

TEST_CASE("the same scenario leaves the same bits on every instruction set that this CPU has") {
    struct Widest {
        ~Widest() { core::use_widest_instruction_set(); }
    } const afterwards;
    auto const sets = core::instruction_sets_here();
    CHECK(sets.front() == core::InstructionSet::scalar);
    for (std::uint64_t seed = 10; seed < 15; ++seed) {
        core::use(sets.front());
        auto const one_by_one = run(scenario(seed), 2, 0);
        for (auto const set : sets) {
            INFO(core::name_of(set));
            core::use(set);
            CHECK(differences(one_by_one, run(scenario(seed), 2, 100)).empty());
        }
    }
}

TEST_CASE("adding users changes nobody who was there") {
    for (std::uint64_t seed = 10; seed < 15; ++seed) {
        sim::Scenario larger = scenario(seed);
        larger.users += 1111;
        auto const few = run(scenario(seed), 1, 0);
        auto const many = run(larger, 1, 0);
        Bits bits(few.users);
        bits.people(few.population, many.population);
        for (std::size_t d = 0; d < few.designs.size(); ++d) {
            bits.outcomes(few.designs[d].outcomes, many.designs[d].outcomes);
        }
        CHECK(bits.differences.empty());
    }
}

TEST_CASE("two designs that differ only in name agree exactly") {
    auto const record = run(scenario(11), 2, 0);
    Bits same(record.users);
    same.outcomes(record.designs[0].outcomes, record.designs[1].outcomes);
    same.totals(record.designs[0].days, record.designs[1].days);
    CHECK(same.differences.empty());
    Bits other(record.users);
    other.outcomes(record.designs[0].outcomes, record.designs[2].outcomes);
    CHECK_FALSE(other.differences.empty());
}

TEST_CASE("a design's results do not depend on which others run beside it") {
    auto const all = run(scenario(12), 1, 0);
    sim::Scenario alone = scenario(12);
    alone.designs = {alone.designs[2]};
    auto const record = run(alone, 1, 0);
    Bits bits(all.users);
    bits.outcomes(all.designs[2].outcomes, record.designs[0].outcomes);
    bits.totals(all.designs[2].days, record.designs[0].days);
    CHECK(bits.differences.empty());
}

TEST_CASE("another replicate changes the luck but not the people") {
    sim::Scenario other = scenario(13);
    other.replicate += 1;
    auto const a = run(scenario(13), 1, 0);
    auto const b = run(other, 1, 0);
    Bits people(a.users);
    people.people(a.population, b.population);
    CHECK(people.differences.empty());
    Bits luck(a.users);
    luck.column("distress_start", a.designs[0].outcomes.distress_start,
                b.designs[0].outcomes.distress_start, 1);
    CHECK(luck.differences.empty());
    luck.outcomes(a.designs[0].outcomes, b.designs[0].outcomes);
    CHECK(luck.differences.find("sessions") != std::string::npos);
    CHECK(luck.differences.find("distress_end") != std::string::npos);
}

TEST_CASE("another seed changes the people") {
    sim::Scenario other = scenario(14);
    other.seed += 1ULL << 32;
    Bits bits(2500);
    bits.people(run(scenario(14), 1, 0).population, run(other, 1, 0).population);
    CHECK(bits.differences == "level night_need waiting care_starts wide mood from_file ");
}
