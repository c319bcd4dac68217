#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>

namespace core {

/// Where progress is shown, and how.
struct ProgressScreen {
    std::ostream* stream = nullptr; ///< nullptr: nowhere
    bool terminal = false;          ///< one line that is redrawn, else plain lines
    bool colour = false;
    std::function<int()> columns;    ///< width of the terminal; asked at each redraw
    std::function<double()> seconds; ///< a clock that never runs backwards [s]

    /// Standard error: redrawn if that is a terminal (and TERM is not "dumb"), without colour if
    /// NO_COLOR is set.
    [[nodiscard]] static ProgressScreen standard_error();
};

/// Tells how far a long piece of work is: share, bar, rate and time left. On a terminal one line is
/// redrawn ten times a second; elsewhere a plain line comes after 5 s, 10 s, 20 s, 40 s and then
/// every minute. Work of less than a second shows nothing.
class Progress {
public:
    /// @param title  "first-look"  @param total  units of work in all  @param unit  "user-days"
    Progress(std::string title, std::uint64_t total, std::string unit,
             ProgressScreen screen = ProgressScreen::standard_error());
    /// Finishes, if that has not been done.
    ~Progress();
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    /// `units` more are done. Any thread may call it; it costs an addition and a look at the clock.
    void advance(std::uint64_t units) noexcept;

    /// So many units, of those done, failed: from the next line on it says so. Any thread.
    void failed(std::uint64_t units) noexcept;

    /// Shows the last line, with the time that the work took, and no more after it.
    void finish() noexcept;

private:
    void show_if_due() noexcept;
    void show(double elapsed);
    void put_line(std::string const& line);
    /// ", 3 failed", or nothing.
    [[nodiscard]] std::string failures() const;
    [[nodiscard]] std::string drawn(std::string const& numbers, double share) const;

    std::string title_;
    std::uint64_t total_;
    std::string unit_;
    ProgressScreen screen_;
    double begin_;
    std::atomic<std::uint64_t> done_{0};
    std::atomic<std::uint64_t> failed_{0};
    std::atomic<double> due_; ///< seconds since the beginning
    std::mutex mutex_;        ///< of what follows, and of the stream
    double interval_;
    std::size_t shown_columns_ = 0; ///< of the line that stands on the terminal
    bool finished_ = false;
};

/// 41234567 as "41.2 M": three figures and a prefix of a thousand; below 1000 a plain number.
[[nodiscard]] std::string short_number(double value);

/// 3725.0 as "1 h 02 min", 65.0 as "1 min 05 s", 3.2 as "3 s".
[[nodiscard]] std::string short_duration(double seconds);

} // namespace core
