#include "report/data/event_file.hpp"
#include "report/data/usage_log.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace report;

namespace {

using Lines = std::vector<std::string>;

Lines told(core::Mistakes const& mistakes) {
    Lines lines;
    for (auto const& mistake : mistakes.in_order()) {
        lines.push_back(core::to_string(mistake));
    }
    return lines;
}

core::CsvTable csv(std::string text) {
    core::Mistakes mistakes;
    auto table = core::parse_csv(std::move(text), "x.csv", mistakes);
    REQUIRE(told(mistakes) == Lines{});
    return table;
}

EventData events(std::string text, EventColumns columns) {
    core::Mistakes mistakes;
    auto const table = csv(std::move(text));
    columns.time = "t";
    columns.event = "e";
    auto data = read_events(table, columns, mistakes);
    REQUIRE(told(mistakes) == Lines{});
    return data;
}

Lines event_mistakes(std::string text, EventColumns columns) {
    core::Mistakes mistakes;
    auto const table = csv(std::move(text));
    columns.time = columns.time.empty() ? "t" : columns.time;
    columns.event = "e";
    static_cast<void>(read_events(table, columns, mistakes));
    return told(mistakes);
}

UsageLog log_of(std::string text, UsageColumns columns = {}) {
    core::Mistakes mistakes;
    auto const table = csv(std::move(text));
    columns.user = "u";
    columns.day = "d";
    auto log = read_usage_log(table, columns, mistakes);
    REQUIRE(told(mistakes) == Lines{});
    return log;
}

Lines log_mistakes(std::string text, UsageColumns columns = {}) {
    core::Mistakes mistakes;
    auto const table = csv(std::move(text));
    columns.user = "u";
    columns.day = "d";
    static_cast<void>(read_usage_log(table, columns, mistakes));
    return told(mistakes);
}

} // namespace

TEST_CASE("Codes 0 and 1, FALSE and TRUE, 1 and 2, censored and one word need no telling") {
    for (auto const* text : {"t,e\n1,0\n2,1\n", "t,e\n1,FALSE\n2,TRUE\n", "t,e\n1,1\n2,2\n",
                             "t,e\n1,censored\n2,left\n", "t,e\n1,0.0\n2,01\n"}) {
        INFO(text);
        auto const data = events(text, {});
        CHECK(data.table.status == std::vector{0, 1});
        CHECK(data.table.causes == 1);
    }
    CHECK(events("t,e\n1,1\n2,2\n", {}).notes ==
          Lines{"e: 1 is taken for censored, 2 for the event"});
}

TEST_CASE("Everybody censored, and everybody with the event, are understood") {
    CHECK(events("t,e\n1,0\n2,0\n", {}).table.status == std::vector{0, 0});
    CHECK(events("t,e\n1,1\n2,1\n", {}).table.status == std::vector{1, 1});
}

TEST_CASE("A third code must be named before it counts") {
    CHECK(event_mistakes("t,e\n1,0\n2,1\n3,9\n", {}) ==
          Lines{"x.csv: e: beside 0 for censored there are 2 codes: 1, 9 (name each with --cause "
                "CODE=NAME, or say --competing)"});
    CHECK(event_mistakes("t,e\n1,a\n2,b\n", {}) ==
          Lines{"x.csv: e: which code means censored? The codes are a, b (--censored CODE)"});
    CHECK(event_mistakes("t,e\n1,0\n2,1\n3,9\n", {.causes = {{"1", "died"}}}) ==
          Lines{"x.csv: e: the code \"9\" is neither censored (0) nor one of the causes (name it "
                "with --cause 9=NAME)"});
    CHECK(event_mistakes("t,e\n1,0\n2,1\n", {.causes = {{"1", "died"}, {"2", "left"}}}) ==
          Lines{"x.csv: e: no row has the code \"2\" of --cause (0, 1)"});
}

TEST_CASE("Named causes keep the user's order, competing ones that of the codes") {
    auto const named =
        events("t,e\n1,0\n2,5\n3,3\n", {.causes = {{"5", "died"}, {"3", "recovered"}}});
    CHECK(named.causes == Lines{"died", "recovered"});
    CHECK(named.table.status == std::vector{0, 1, 2});
    auto const competing = events("t,e\n1,0\n2,5\n3,3\n", {.competing = true});
    CHECK(competing.causes == Lines{"3", "5"});
    CHECK(competing.table.status == std::vector{0, 2, 1});
}

TEST_CASE("Times, entries and weights that cannot be are told where they stand, all of them") {
    EventColumns columns;
    columns.entry = "from";
    columns.weight = "w";
    CHECK(
        event_mistakes("t,e,from,w\n-1,1,0,1\nInf,1,0,1\nx,1,0,0\n4,1,4,-2\n5,1,7,1\n", columns) ==
        Lines{"x.csv:2:1: t: -1 is too small (a number, 0 or more)",
              "x.csv:2:6: from: 0 is not before the time, -1 (below t)",
              "x.csv:3:1: t: \"Inf\" is infinite (a number, 0 or more)",
              "x.csv:4:1: t: \"x\" is not a number (a number, 0 or more)",
              "x.csv:4:7: w: 0 is too small (a number above 0)",
              "x.csv:5:5: from: 4 is not before the time, 4 (below t)",
              "x.csv:5:7: w: -2 is too small (a number above 0)",
              "x.csv:6:5: from: 7 is not before the time, 5 (below t)"});
}

TEST_CASE("A missing cell is a mistake, or leaves its row out") {
    auto const* const text = "t,e,age\n1,0,30\n2,1,NA\n,1,40\n4,1,50\n";
    EventColumns columns;
    columns.covariates = {"age"};
    CHECK(event_mistakes(text, columns) ==
          Lines{"x.csv:3:5: age: is missing (--missing drop leaves such rows out)",
                "x.csv:4:1: t: is missing (--missing drop leaves such rows out)"});
    columns.missing = Missing::leave_out;
    auto const data = events(text, columns);
    CHECK(data.rows_left_out == 2);
    CHECK(data.table.time == std::vector{1.0, 4.0});
    CHECK(data.covariates.values(1, 0) == 50);
}

TEST_CASE("Columns that are not there are told with the likeliest one") {
    EventColumns columns;
    columns.time = "tme";
    columns.group = "sx";
    CHECK(event_mistakes("time,e,sex\n1,0,1\n", columns) ==
          Lines{"x.csv: there is no column \"tme\" (time, e, sex) - did you mean \"time\"?",
                "x.csv: there is no column \"sx\" (time, e, sex) - did you mean \"sex\"?"});
}

TEST_CASE(
    "Names of columns may have blanks, quotes, commas and accents, and lines may end in CRLF") {
    EventColumns columns;
    columns.group = "say \"so\", \xC3\xA9t\xC3\xA9";
    auto const data =
        events("t,e,\"say \"\"so\"\", \xC3\xA9t\xC3\xA9\"\r\n1,0,b c\r\n2,1,a\r\n", columns);
    CHECK(data.groups.names == Lines{"a", "b c"});
    CHECK(data.groups.rows.of == std::vector{1, 0});
}

TEST_CASE("Groups that are numbers stand in their order, and the baseline comes first") {
    auto const* const text = "t,e,g\n1,0,10\n2,1,9\n3,1,2\n";
    CHECK(events(text, {.group = "g"}).groups.names == Lines{"2", "9", "10"});
    auto const data = events(text, {.group = "g", .baseline = "9"});
    CHECK(data.groups.names == Lines{"9", "2", "10"});
    CHECK(data.groups.rows.of == std::vector{2, 0, 1});
    EventColumns columns;
    columns.group = "g";
    columns.baseline = "8";
    CHECK(event_mistakes(text, columns).front() == "x.csv: g: there is no group \"8\" (2, 9, 10)");
}

TEST_CASE("A covariate of words becomes an indicator for each level but the first") {
    auto const data =
        events("t,e,cell\n1,0,small\n2,1,large\n3,1,adeno\n", {.covariates = {"cell"}});
    CHECK(data.covariates.names == Lines{"cell: large", "cell: small"});
    CHECK(data.covariates.values(0, 1) == 1);
    CHECK(data.covariates.values(1, 0) == 1);
    CHECK(data.covariates.values.row(2).sum() == 0);
}

TEST_CASE("A log in days since enrolment marks each day once") {
    auto const log = log_of("u,d\nann,0\nann,3\nann,3\nbob,\ncid,9\n");
    CHECK(log.users == Lines{"ann", "bob", "cid"});
    CHECK(log.horizon_days == 9);
    auto const view = log.view();
    CHECK(view.used(0, 0));
    CHECK(view.used(0, 3));
    CHECK_FALSE(view.used(0, 1));
    CHECK(analysis::last_use(view, 1) == analysis::no_day);
    CHECK(view.used(2, 9));
    CHECK(log.notes.size() == 1);
}

TEST_CASE("A log in dates counts from enrolment and follows each user to the end of the record") {
    auto const log =
        log_of("u,d,from\n1,2026-02-27,2026-02-27\n1,2026-03-02T23:59,2026-02-27\n2,,2026-03-01\n",
               {.enrolled = "from", .until = "2026-03-10"});
    CHECK(log.horizon_days == 11);
    CHECK(log.last_day == std::vector<std::int16_t>{11, 9});
    CHECK(log.view().used(0, 3));
    CHECK(log.notes.empty());
}

TEST_CASE("Leaving has its day, its cause, and a name where the log tells none") {
    auto const log =
        log_of("u,d,l,c\na,0,4,bored\nb,1,,\nc,2,2,\n", {.left = "l", .cause = "c", .until = "10"});
    CHECK(log.causes == Lines{"bored", "left"});
    CHECK(log.leave_day == std::vector<std::int16_t>{4, -1, 2});
    CHECK(log.cause[0] == 0);
    CHECK(log.cause[2] == 1);
}

TEST_CASE("What a log cannot say is told where it stands") {
    CHECK(log_mistakes("u,d\na,1.5\nb,x\n") ==
          Lines{"x.csv:2:3: d: \"1.5\" is no day (a whole number)",
                "x.csv:3:3: d: \"x\" is no day (a whole number)"});
    CHECK(log_mistakes("u,d\na,2026-13-01\n") ==
          Lines{"x.csv:2:3: d: \"2026-13-01\" is no day (a whole number)"});
    CHECK(log_mistakes("u,d\na,2026-11-01\n") ==
          Lines{"x.csv: d: holds dates, and nothing says when users were enrolled (--enrolled "
                "COLUMN, or days that count from enrolment)"});
    CHECK(log_mistakes("u,d\na,-1\nb,7\n", {.until = "5"}) ==
          Lines{"x.csv:2:3: d: -1 is before enrolment (0 or later)",
                "x.csv:3:3: d: 7 is after the end of the record (5 or before)"});
    CHECK(log_mistakes("u,d,f\na,5,1\na,6,2\n", {.enrolled = "f"}) ==
          Lines{"x.csv:3:5: f: contradicts an earlier row of this user (the same in every row)"});
    CHECK(log_mistakes("u,d,l\na,5,3\n", {.left = "l"}) ==
          Lines{"x.csv:2:3: d: 5 is after the user left (3 or before)"});
    CHECK(log_mistakes("u,d\n,5\n") == Lines{"x.csv:2:1: u: is missing"});
    CHECK(log_mistakes("u,d,g\na,1,x\na,2,y\n", {.group = "g"}) ==
          Lines{"x.csv:3:5: g: contradicts an earlier row of this user (the same in every row)"});
}

TEST_CASE("A log of empty days only, or followed for too long, is told") {
    CHECK(log_mistakes("u,d\na,\n") ==
          Lines{"x.csv: d: holds no day at all (--until DAY says how long users were followed)"});
    CHECK(log_mistakes("u,d\na,40000\n") ==
          Lines{"x.csv: a user is followed for 40000 days (at most 32766)"});
}
