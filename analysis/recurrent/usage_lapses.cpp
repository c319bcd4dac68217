#include "analysis/recurrent/usage_lapses.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <utility>

namespace analysis {

namespace {

/// Writes the rows of one user after another.
class LapseRows {
public:
    LapseRows(UsageView const& usage, int gap_days, LapseRisk risk)
        : usage_(usage), gap_days_(gap_days), risk_(risk) {}

    void follow(std::size_t user) {
        user_ = user;
        from_ = 0;
        end_ = usage_.followed_to(user) - gap_days_ + 1;
        int last = no_day;
        while (from_ < end_) {
            int const next = next_use(usage_, user, last + 1);
            int const first_used = next == no_day ? usage_.followed_to(user) + 1 : next;
            if (first_used - last > gap_days_ && still_in_after(last + gap_days_)) {
                lapse(last, next);
            }
            if (next == no_day) {
                break;
            }
            last = next;
        }
        finish();
    }

    RecurrentTable table;

private:
    [[nodiscard]] bool still_in_after(int day) const {
        int const leave = usage_.leave_day[user_];
        return leave == no_day || leave > day;
    }

    void row(int stop, int status) {
        table.person.push_back(static_cast<int>(user_));
        table.start.push_back(from_);
        table.stop.push_back(stop);
        table.status.push_back(status);
        from_ = stop;
    }

    /// @param last  use before the gap; @param next  use after it, or no_day
    void lapse(int last, int next) {
        row(std::max(0, last) + 1, RecurrentStatus::event);
        if (risk_ == LapseRisk::while_active) {
            from_ = next == no_day ? end_ : next;
        }
    }

    void finish() {
        int const leave = usage_.leave_day[user_];
        if (from_ >= end_) {
            return;
        }
        if (leave != no_day && leave + 1 <= end_) {
            row(leave + 1, RecurrentStatus::terminal);
        } else {
            row(end_, RecurrentStatus::none);
        }
    }

    UsageView const& usage_;
    int gap_days_;
    LapseRisk risk_;
    std::size_t user_ = 0;
    int from_ = 0; ///< where the next row begins
    int end_ = 0;  ///< last time at which a gap can begin
};

} // namespace

RecurrentTable lapses(UsageView const& usage, int gap_days, LapseRisk risk) {
    HOLDFAST_EXPECT(gap_days >= 1 && gap_days <= usage.horizon_days);
    LapseRows rows(usage, gap_days, risk);
    for (std::size_t user = 0; user < usage.users; ++user) {
        rows.follow(user);
    }
    return std::move(rows.table);
}

} // namespace analysis
