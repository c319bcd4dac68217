#include "core/progress.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <thread>
#include <vector>

namespace {

/// A screen of which the test turns the clock.
struct Stage {
    std::ostringstream out;
    double now = 100.0;
    int columns = 80;

    core::ProgressScreen screen(bool terminal, bool colour = false) {
        return {&out, terminal, colour, [this] { return columns; }, [this] { return now; }};
    }

    std::string taken() {
        std::string text = out.str();
        out.str("");
        return text;
    }
};

} // namespace

TEST_CASE("Work of less than a second shows nothing") {
    for (bool const terminal : {true, false}) {
        Stage stage;
        core::Progress progress("run", 100, "user-days", stage.screen(terminal));
        for (int k = 0; k < 100; ++k) {
            stage.now += 0.009;
            progress.advance(1);
        }
        progress.finish();
        CHECK(stage.out.str().empty());
    }
}

TEST_CASE("A terminal shows share, bar, rate and time left on one line that is redrawn") {
    Stage stage;
    core::Progress progress("run", 400'000'000, "user-days", stage.screen(true));
    stage.now += 2.0;
    progress.advance(80'000'000);
    CHECK(stage.taken() ==
          "\rrun  [=======>                            ]   20%  40.0 M user-days/s, 8 s left");
    stage.now += 0.05;
    progress.advance(1);
    CHECK(stage.taken().empty());
    stage.now += 7.95;
    progress.advance(319'999'999);
    std::string const full = stage.taken();
    CHECK(full.find("[" + std::string(36, '=') + "]  100%") != std::string::npos);
    CHECK(full.find('\n') == std::string::npos);
    progress.finish();
    std::string const last = stage.taken();
    CHECK(last.substr(0, last.find("  ")) == "\rrun: 400 M user-days in 10 s, 40.0 M user-days/s");
    CHECK(last.back() == '\n');
    // Blanks cover what is left of the longer line before.
    CHECK(last.size() == full.size() + 1);
}

TEST_CASE("What failed is told from the next line on") {
    Stage stage;
    core::Progress progress("study", 10, "runs", stage.screen(false));
    stage.now += 6.0;
    progress.failed(1);
    progress.advance(4);
    CHECK(stage.taken() == "study:  40%  0.67 runs/s, 9 s left, 1 failed\n");
    progress.failed(1);
    progress.advance(6);
    progress.finish();
    CHECK(stage.taken() == "study: 10 runs in 6.0 s, 1.7 runs/s, 2 failed\n");
}

TEST_CASE("A narrow terminal loses the bar, then the title, and no line is wider than it") {
    for (int columns = 20; columns < 120; ++columns) {
        Stage stage;
        stage.columns = columns;
        core::Progress progress("run", 1000, "user-days", stage.screen(true));
        stage.now += 2.0;
        progress.advance(500);
        std::string const line = stage.taken();
        CHECK(line.size() - 1 < static_cast<std::size_t>(columns));
        CHECK((line.find('[') != std::string::npos) == (columns >= 51));
        CHECK((line.find("run") != std::string::npos) == (columns >= 37));
    }
}

TEST_CASE("Colour is an escape sequence around the bar and nothing else") {
    Stage plain;
    Stage coloured;
    core::Progress without("run", 100, "users", plain.screen(true));
    core::Progress with("run", 100, "users", coloured.screen(true, true));
    plain.now += 3.0;
    coloured.now += 3.0;
    without.advance(50);
    with.advance(50);
    std::string const line = plain.taken();
    CHECK(line.find('\x1b') == std::string::npos);
    std::string stripped = coloured.taken();
    stripped.erase(stripped.find("\x1b[32m"), 5);
    stripped.erase(stripped.find("\x1b[0m"), 4);
    CHECK(stripped == line);
}

TEST_CASE("What is no terminal gets plain lines ever more rarely") {
    Stage stage;
    core::Progress progress("run", 1000, "user-days", stage.screen(false));
    std::vector<double> told;
    for (int second = 1; second <= 300; ++second) {
        stage.now += 1.0;
        progress.advance(1);
        if (std::string const line = stage.taken(); !line.empty()) {
            told.push_back(second);
            CHECK(line.find('\r') == std::string::npos);
            CHECK(line.back() == '\n');
        }
    }
    CHECK(told == std::vector<double>{5, 10, 20, 40, 80, 140, 200, 260});
    progress.finish();
    CHECK(stage.taken() == "run: 300 user-days (30%) in 5 min 00 s, 1 user-days/s\n");
}

TEST_CASE("A plain line reads as a sentence of a log") {
    Stage stage;
    core::Progress progress("run", 1'000'000, "user-days", stage.screen(false));
    stage.now += 5.0;
    progress.advance(250'000);
    CHECK(stage.taken() == "run:  25%  50.0 k user-days/s, 15 s left\n");
}

TEST_CASE("Before anything is done the time left is unknown") {
    Stage stage;
    core::Progress progress("run", 10, "users", stage.screen(false));
    stage.now += 6.0;
    progress.advance(0);
    CHECK(stage.taken() == "run:   0%  0 users/s, time left unknown\n");
}

TEST_CASE("Nothing is shown after the end, and the end only once") {
    Stage stage;
    {
        core::Progress progress("run", 10, "users", stage.screen(false));
        stage.now += 20.0;
        progress.advance(10);
        progress.finish();
        stage.taken();
        stage.now += 100.0;
        progress.advance(1);
        progress.finish();
    }
    CHECK(stage.taken().empty());
}

TEST_CASE("Progress that goes out of scope finishes its line") {
    Stage stage;
    {
        core::Progress progress("run", 10, "users", stage.screen(true));
        stage.now += 20.0;
        progress.advance(5);
    }
    CHECK(stage.taken().back() == '\n');
}

TEST_CASE("Without a stream progress only counts") {
    core::Progress progress("run", 10, "users", core::ProgressScreen{});
    CHECK_NOTHROW(progress.advance(5));
    CHECK_NOTHROW(progress.finish());
}

TEST_CASE("Several threads may advance at once") {
    Stage stage;
    core::Progress progress("run", 40'000, "users", stage.screen(true));
    stage.now += 4.0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int k = 0; k < 10'000; ++k) {
                progress.advance(1);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    stage.taken();
    progress.finish();
    CHECK(stage.taken().substr(0, 43) == "\rrun: 40.0 k users in 4.0 s, 10.0 k users/s");
}

TEST_CASE("Numbers are short") {
    CHECK(core::short_number(0.0) == "0");
    CHECK(core::short_number(999.0) == "999");
    CHECK(core::short_number(999.9) == "1.00 k");
    CHECK(core::short_number(12345.0) == "12.3 k");
    CHECK(core::short_number(41234567.0) == "41.2 M");
    CHECK(core::short_number(999'600'000.0) == "1.00 G");
    CHECK(core::short_number(5e15) == "5000 T");
}

TEST_CASE("Durations are short") {
    CHECK(core::short_duration(0.2) == "0 s");
    CHECK(core::short_duration(59.6) == "1 min 00 s");
    CHECK(core::short_duration(65.0) == "1 min 05 s");
    CHECK(core::short_duration(3725.0) == "1 h 02 min");
}
