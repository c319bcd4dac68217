#include "core/progress.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace core {

namespace {

constexpr double silent_seconds = 1.0;
constexpr double redraw_seconds = 0.1;
constexpr double first_line_seconds = 5.0;
constexpr double longest_pause_seconds = 60.0;

int columns_of_standard_error() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

double steady_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool is_set(char const* variable) {
    char const* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

} // namespace

ProgressScreen ProgressScreen::standard_error() {
    char const* const kind = std::getenv("TERM");
    bool const dumb = kind == nullptr || std::strcmp(kind, "dumb") == 0;
    bool const terminal = ::isatty(STDERR_FILENO) == 1 && !dumb;
    return {&std::cerr, terminal, terminal && !is_set("NO_COLOR"), columns_of_standard_error,
            steady_seconds};
}

std::string short_number(double value) {
    constexpr std::array<char const*, 5> prefixes{"", " k", " M", " G", " T"};
    std::size_t prefix = 0;
    // 999.5 would be written as 1000.
    while (value >= 999.5 && prefix + 1 < prefixes.size()) {
        value /= 1000.0;
        ++prefix;
    }
    int const decimals = prefix == 0 ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return fmt::format("{:.{}f}{}", value, decimals, prefixes[prefix]);
}

std::string short_duration(double seconds) {
    auto const whole = static_cast<std::int64_t>(std::llround(std::clamp(seconds, 0.0, 1e12)));
    if (whole < 60) {
        return fmt::format("{} s", whole);
    }
    if (whole < 3600) {
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    }
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

namespace {

/// Slow work has a rate too: "0.67".
std::string rate_text(double rate) {
    return rate > 0.0 && rate < 10.0 ? fmt::format("{:.2g}", rate) : short_number(rate);
}

} // namespace

Progress::Progress(std::string title, std::uint64_t total, std::string unit, ProgressScreen screen)
    : title_(std::move(title)),
      total_(total),
      unit_(std::move(unit)),
      screen_(std::move(screen)),
      begin_(screen_.stream != nullptr ? screen_.seconds() : 0.0),
      due_(screen_.terminal ? silent_seconds : first_line_seconds),
      interval_(screen_.terminal ? redraw_seconds : first_line_seconds) {}

Progress::~Progress() {
    finish();
}

void Progress::advance(std::uint64_t units) noexcept {
    done_.fetch_add(units, std::memory_order_relaxed);
    if (screen_.stream != nullptr) {
        show_if_due();
    }
}

void Progress::failed(std::uint64_t units) noexcept {
    failed_.fetch_add(units, std::memory_order_relaxed);
}

std::string Progress::failures() const {
    auto const failed = failed_.load(std::memory_order_relaxed);
    return failed == 0 ? std::string() : fmt::format(", {} failed", failed);
}

void Progress::show_if_due() noexcept {
    double const elapsed = screen_.seconds() - begin_;
    if (elapsed < due_.load(std::memory_order_relaxed)) {
        return;
    }
    // Who finds the line being drawn by another thread goes back to work.
    std::unique_lock const lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock() || finished_ || elapsed < due_.load(std::memory_order_relaxed)) {
        return;
    }
    due_.store(elapsed + interval_, std::memory_order_relaxed);
    if (!screen_.terminal) {
        interval_ = std::min(2.0 * interval_, longest_pause_seconds);
    }
    show(elapsed);
}

void Progress::show(double elapsed) {
    auto const done = static_cast<double>(done_.load(std::memory_order_relaxed));
    auto const total = static_cast<double>(total_);
    double const share = total > 0.0 ? std::min(done / total, 1.0) : 1.0;
    double const rate = done / elapsed;
    std::string const left = rate > 0.0
                                 ? short_duration(std::max(total - done, 0.0) / rate) + " left"
                                 : "time left unknown";
    std::string const numbers = fmt::format("{:3.0f}%  {} {}/s, {}{}", std::floor(100.0 * share),
                                            rate_text(rate), unit_, left, failures());
    put_line(screen_.terminal ? drawn(numbers, share) : fmt::format("{}: {}", title_, numbers));
}

/// "title  [=====>    ]  43%  41.2 M user-days/s, 3 s left"; what does not fit is left out: first
/// the bar, then the title.
std::string Progress::drawn(std::string const& numbers, double share) const {
    constexpr std::size_t widest_bar = 40;
    constexpr std::size_t narrowest_bar = 10;
    auto const columns = static_cast<std::size_t>(std::max(screen_.columns(), 20));
    // The last column stays empty: some terminals wrap when it is written.
    std::size_t const titled = characters(title_) + 2 + characters(numbers) + 1;
    if (titled > columns) {
        return numbers.substr(0, columns - 1);
    }
    std::size_t const room = columns - titled;
    if (room < narrowest_bar + 4) {
        return fmt::format("{}  {}", title_, numbers);
    }
    std::size_t const width = std::min(room - 4, widest_bar);
    auto const filled = static_cast<std::size_t>(share * static_cast<double>(width));
    std::string bar = std::string(filled, '=') + std::string(filled < width ? 1 : 0, '>');
    bar.resize(width, ' ');
    return fmt::format("{}  [{}{}{}]  {}", title_, screen_.colour ? "\x1b[32m" : "", bar,
                       screen_.colour ? "\x1b[0m" : "", numbers);
}

void Progress::put_line(std::string const& line) {
    if (!screen_.terminal) {
        *screen_.stream << line << '\n' << std::flush;
        return;
    }
    // Blanks, not an escape sequence, cover what is left of a longer line before.
    std::size_t const escapes = screen_.colour && line.find('\x1b') != std::string::npos ? 9 : 0;
    std::size_t const columns = characters(line) - escapes;
    std::size_t const blanks = shown_columns_ > columns ? shown_columns_ - columns : 0;
    *screen_.stream << '\r' << line << std::string(blanks, ' ') << std::flush;
    shown_columns_ = columns;
}

void Progress::finish() noexcept {
    std::lock_guard const lock(mutex_);
    if (finished_ || screen_.stream == nullptr) {
        return;
    }
    finished_ = true;
    double const elapsed = screen_.seconds() - begin_;
    if (elapsed < silent_seconds) {
        return;
    }
    auto const done = static_cast<double>(done_.load(std::memory_order_relaxed));
    std::string const share =
        done < static_cast<double>(total_)
            ? fmt::format(" ({:.0f}%)", std::floor(100.0 * done / static_cast<double>(total_)))
            : "";
    put_line(
        fmt::format("{}: {} {}{} in {}, {} {}/s{}", title_, short_number(done), unit_, share,
                    elapsed < 9.95 ? fmt::format("{:.1f} s", elapsed) : short_duration(elapsed),
                    rate_text(done / elapsed), unit_, failures()));
    if (screen_.terminal) {
        *screen_.stream << '\n' << std::flush;
    }
}

} // namespace core
