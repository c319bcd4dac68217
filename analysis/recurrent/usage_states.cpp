#include "analysis/recurrent/usage_states.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <utility>

namespace analysis {

namespace {

/// Writes the rows of one user after another.
class StateRows {
public:
    StateRows(UsageView const& usage, int gap_days) : usage_(usage), gap_days_(gap_days) {
        table.states = {"active", "lapsed", "left"};
    }

    void follow(std::size_t user) {
        user_ = user;
        since_ = 0;
        state_ = UsageState::active;
        int const leave = usage_.leave_day[user];
        int const end = leave == no_day ? usage_.followed_to(user) + 1 : leave;
        int last = no_day;
        // Days before `end`: leaving, when there is any, is what its own day is known by.
        while (last < end) {
            int const next = next_use(usage_, user, last + 1);
            int const until = next == no_day ? end : std::min(next, end);
            if (last + gap_days_ < until) {
                change(last + gap_days_, UsageState::lapsed);
                if (until < end) {
                    change(until, UsageState::active);
                }
            }
            last = until;
        }
        finish(leave);
    }

    TransitionTable table;

private:
    void row(int stop, int to) {
        table.person.push_back(static_cast<int>(user_));
        table.start.push_back(since_);
        table.stop.push_back(stop);
        table.from.push_back(state_);
        table.to.push_back(to);
    }

    void change(int day, int to) {
        row(day + 1, to);
        since_ = day + 1;
        state_ = to;
    }

    void finish(int leave) {
        if (leave != no_day) {
            row(leave + 1, UsageState::left);
        } else if (int const stop = usage_.followed_to(user_) + 1; since_ < stop) {
            row(stop, no_state);
        }
    }

    UsageView const& usage_;
    int gap_days_;
    std::size_t user_ = 0;
    int since_ = 0; ///< where the next row begins
    int state_ = UsageState::active;
};

} // namespace

TransitionTable usage_states(UsageView const& usage, int gap_days) {
    HOLDFAST_EXPECT(gap_days >= 1);
    StateRows rows(usage, gap_days);
    for (std::size_t user = 0; user < usage.users; ++user) {
        rows.follow(user);
    }
    return std::move(rows.table);
}

} // namespace analysis
