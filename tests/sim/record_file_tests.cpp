#include "tests/sim/made_record.hpp"

#include "core/column_file.hpp"
#include "core/digest.hpp"
#include "core/mistakes.hpp"
#include "sim/record_file.hpp"
#include "tests/folder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace {

/// Equal bits, so that NaN equals itself.
template <class T>
bool same_bits(std::vector<T> const& a, std::vector<T> const& b) {
    return a.size() == b.size() &&
           (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

void check_same(agents::Outcomes const& a, agents::Outcomes const& b) {
    CHECK(a.users == b.users);
    CHECK(a.horizon_days == b.horizon_days);
    CHECK(a.components == b.components);
    CHECK(a.bytes_of_use == b.bytes_of_use);
    CHECK(a.leave_day == b.leave_day);
    CHECK(a.cause == b.cause);
    CHECK(a.last_use == b.last_use);
    CHECK(a.days_used == b.days_used);
    CHECK(a.use == b.use);
    CHECK(a.sessions == b.sessions);
    CHECK(a.failed_attempts == b.failed_attempts);
    CHECK(same_bits(a.distress_start, b.distress_start));
    CHECK(same_bits(a.distress_end, b.distress_end));
    CHECK(same_bits(a.distress_horizon, b.distress_horizon));
    CHECK(same_bits(a.alliance_start, b.alliance_start));
    CHECK(same_bits(a.alliance_end, b.alliance_end));
    CHECK(same_bits(a.components_start, b.components_start));
    CHECK(same_bits(a.components_end, b.components_end));
    REQUIRE(a.scores.size() == b.scores.size());
    for (std::size_t n = 0; n < a.scores.size(); ++n) {
        CHECK(same_bits(a.scores[n], b.scores[n]));
    }
}

void check_same(agents::DayTotals const& a, agents::DayTotals const& b) {
    CHECK(a.active == b.active);
    CHECK(a.opened == b.opened);
    CHECK(a.sessions == b.sessions);
    CHECK(a.failed_attempts == b.failed_attempts);
    CHECK(a.prompts == b.prompts);
    CHECK(a.prompts_answered == b.prompts_answered);
    CHECK(a.distress == b.distress);
    CHECK(a.alliance == b.alliance);
    CHECK(a.alliance_squared == b.alliance_squared);
    CHECK(a.components == b.components);
    CHECK(a.left == b.left);
    CHECK(a.in_stage == b.in_stage);
    CHECK(a.entered_stage == b.entered_stage);
    CHECK(a.switched_stage == b.switched_stage);
}

void check_same(sim::Record const& a, sim::Record const& b) {
    CHECK(a.scenario == b.scenario);
    CHECK(a.users == b.users);
    CHECK(a.users_asked == b.users_asked);
    CHECK(a.horizon_days == b.horizon_days);
    CHECK(a.seed == b.seed);
    CHECK(a.replicate == b.replicate);
    CHECK(a.baseline == b.baseline);
    CHECK(a.components == b.components);
    CHECK(a.causes == b.causes);
    REQUIRE(a.instruments.size() == b.instruments.size());
    for (std::size_t n = 0; n < a.instruments.size(); ++n) {
        CHECK(a.instruments[n].name == b.instruments[n].name);
        CHECK(a.instruments[n].low == b.instruments[n].low);
        CHECK(a.instruments[n].high == b.instruments[n].high);
        CHECK(a.instruments[n].days == b.instruments[n].days);
    }
    REQUIRE(a.population.traits.size() == b.population.traits.size());
    for (std::size_t t = 0; t < a.population.traits.size(); ++t) {
        CHECK(a.population.traits[t].name == b.population.traits[t].name);
        CHECK(a.population.traits[t].unit == b.population.traits[t].unit);
        CHECK(a.population.traits[t].levels == b.population.traits[t].levels);
        CHECK(same_bits(a.population.traits[t].values, b.population.traits[t].values));
    }
    REQUIRE(a.designs.size() == b.designs.size());
    for (std::size_t d = 0; d < a.designs.size(); ++d) {
        CHECK(a.designs[d].name == b.designs[d].name);
        CHECK(a.designs[d].extends == b.designs[d].extends);
        CHECK(a.designs[d].stages == b.designs[d].stages);
        check_same(a.designs[d].outcomes, b.designs[d].outcomes);
        check_same(a.designs[d].days, b.designs[d].days);
    }
}

std::string refusal(std::string const& path) {
    try {
        static_cast<void>(sim::read_record(path));
    } catch (core::IoError const& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("a record comes back from its file as it was, bit by bit") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    auto record = tests::random_record(173, 33, 3, 4);
    record.users_asked = 500;
    record.baseline = 2;
    record.designs[1].extends = "design 0";
    sim::write_record(path, record);
    check_same(sim::read_record(path), record);
}

TEST_CASE("a record without questionnaires, with one person and day 0 only comes back too") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    auto record = tests::random_record(1, 0, 1, 4);
    record.instruments.clear();
    record.designs[0].outcomes.scores.clear();
    record.designs[0].outcomes.days_given.clear();
    record.origin.overrides.clear();
    sim::write_record(path, record);
    check_same(sim::read_record(path), record);
}

TEST_CASE("questionnaires that no day of the run asks for come back empty") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    auto record = tests::random_record(5, 3, 1, 4);
    record.instruments[0].days.clear();
    record.designs[0].outcomes.scores[0].clear();
    record.designs[0].outcomes.days_given[0] = 0;
    sim::write_record(path, record);
    check_same(sim::read_record(path), record);
}

TEST_CASE("levels of a trait come back in their order") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    sim::write_record(path, tests::record_by_hand());
    check_same(sim::read_record(path), tests::record_by_hand());
}

TEST_CASE("provenance holds every file as text with its digest, and what the build knows") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    auto record = tests::record_by_hand();
    record.origin.command_line = "holdfast run a.yaml";
    record.origin.threads = 4;
    record.origin.wall_seconds = 1.5;
    record.origin.version.clear();
    sim::write_record(path, record);
    auto const origin = sim::read_record(path).origin;
    CHECK(origin.command_line == "holdfast run a.yaml");
    CHECK(origin.threads == 4);
    CHECK(origin.wall_seconds == 1.5);
    CHECK(origin.overrides == record.origin.overrides);
    REQUIRE(origin.sources.size() == 2);
    CHECK(origin.sources[0].path == "a.yaml");
    CHECK(origin.sources[0].text == record.origin.sources[0].text);
    CHECK(origin.sources[1].text.empty());
    CHECK(!origin.version.empty());
    CHECK(!origin.compiler.empty());
    CHECK(origin.written_at.size() == 20);
    core::ColumnReader const file(path);
    CHECK(file.read_texts("/provenance/files/digest").at(0) ==
          core::digest_of(record.origin.sources[0].text));
}

TEST_CASE("the content digest ignores provenance and sees every column") {
    auto const record = tests::random_record(20, 10, 2, 1);
    auto const digest = sim::content_digest(record);
    auto changed = record;
    changed.origin.command_line = "another";
    changed.origin.threads = 7;
    CHECK(sim::content_digest(changed) == digest);
    changed = record;
    changed.designs[1].outcomes.components_end.back() += 1.0F;
    CHECK(sim::content_digest(changed) != digest);
    changed = record;
    ++changed.designs[0].days.left[0];
    CHECK(sim::content_digest(changed) != digest);
    changed = record;
    changed.designs[0].name = "x";
    CHECK(sim::content_digest(changed) != digest);
    changed = record;
    changed.population.traits[0].values[3] = 9.0F;
    CHECK(sim::content_digest(changed) != digest);
}

TEST_CASE("the content digest is in the file") {
    tests::Folder const folder;
    auto const record = tests::record_by_hand();
    sim::write_record(folder.file("a.h5"), record);
    CHECK(core::ColumnReader(folder.file("a.h5")).text_attribute("/", "content_digest") ==
          sim::content_digest(record));
}

TEST_CASE("daily means follow from the sums, and are NaN when nobody is active") {
    tests::Folder const folder;
    auto record = tests::random_record(20, 10, 1, 1);
    auto& days = record.designs[0].days;
    days.active[4] = 10;
    days.distress[4] = 5 * (1 << 20);
    days.alliance[4] = 4 * (1 << 20);
    days.alliance_squared[4] = 2 * (1 << 20);
    days.active[10] = 0;
    sim::write_record(folder.file("a.h5"), record);
    core::ColumnReader const file(folder.file("a.h5"));
    auto const at = std::string("/designs/design 0/days/");
    CHECK(file.read<double>(at + "distress")[4] == 0.5);
    CHECK(file.read<double>(at + "distress_sum")[4] == 5.0);
    CHECK(file.read<double>(at + "alliance_sd")[4] == Approx(0.2));
    CHECK(std::isnan(file.read<double>(at + "alliance")[10]));
    CHECK(std::isnan(file.read<double>(at + "components")[21]));
}

TEST_CASE("values that cannot be are told with their column and person") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    auto const spoilt = [&](auto spoil) {
        auto record = tests::record_by_hand();
        spoil(record);
        sim::write_record(path, record);
        return refusal(path);
    };
    CHECK_THAT(spoilt([](auto& r) { r.designs[0].outcomes.leave_day[2] = 9; }),
               Catch::Contains("designs/plain/users/leave_day: day 9 (-1 to 8) of person 2"));
    CHECK_THAT(spoilt([](auto& r) { r.designs[1].outcomes.cause[0] = 2; }),
               Catch::Contains("designs/kind/users/cause: cause 2 with leave_day 4 of person 0"));
    CHECK_THAT(spoilt([](auto& r) { r.designs[1].outcomes.cause[2] = 0; }),
               Catch::Contains("cause 0 with leave_day -1 of person 2"));
    CHECK_THAT(spoilt([](auto& r) { r.designs[0].outcomes.last_use[1] = 5; }),
               Catch::Contains("last_use: day 5, but its bits of use say 1 of person 1"));
    CHECK_THAT(spoilt([](auto& r) { r.designs[0].outcomes.days_used[1] = 5; }),
               Catch::Contains("days_used: 5 days, but its bits of use say 2 of person 1"));
    CHECK_THAT(spoilt([](auto& r) { r.designs[0].outcomes.use[1] = 0x80; }),
               Catch::Contains("use: a use on day 15 of person 0"));
    CHECK_THAT(spoilt([](auto& r) { r.population.traits[1].values[1] = 2.0F; }),
               Catch::Contains("people/style: 2 (codes: 0 to 1) of person 1"));
}

TEST_CASE("a file of another program or of a later layout is refused by name") {
    tests::Folder const folder;
    auto const path = folder.file("a.h5");
    {
        core::ColumnWriter file(path);
        file.write("/x", std::vector{1.0, 2.0});
        file.commit();
    }
    CHECK_THAT(refusal(path),
               Catch::StartsWith(path) && Catch::Contains("no file of results of holdfast"));
    {
        core::ColumnWriter file(path);
        file.attribute("/", "schema", "holdfast-results");
        file.attribute("/", "schema_version", 2);
        file.commit();
    }
    CHECK_THAT(refusal(path), Catch::StartsWith(path) &&
                                  Catch::Contains("version 2 of the layout of results is later"));
    CHECK_THAT(refusal(folder.file("none.h5")), Catch::Contains("no such file"));
}
