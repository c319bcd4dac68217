#include "analysis/usage/attrition.hpp"

#include "core/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <vector>

namespace analysis {

namespace {

/// The day of a person's attrition, or that none was seen up to a time.
struct Seen {
    int day = no_day; ///< 0 .. horizon_days
    int censored_time = 0;

    [[nodiscard]] bool event() const { return day != no_day; }
    [[nodiscard]] int time() const { return event() ? day + 1 : censored_time; }
};

/// Day of an event that is known by its last day of use: who never used the app has it on day 0.
int day_of(int last_use_before) {
    return std::max(0, last_use_before);
}

/// Last use before the first gap of so many days (no_day when that gap is at the start), if there
/// is such a gap.
std::optional<int> use_before_gap(UsageView const& usage, std::size_t user, int gap) {
    int last = no_day;
    for (int use = next_use(usage, user, 0); use != no_day; use = next_use(usage, user, use + 1)) {
        if (use - last > gap) {
            return last;
        }
        last = use;
    }
    return usage.followed_to(user) - last >= gap ? std::optional(last) : std::nullopt;
}

struct Look {
    UsageView const& usage;
    std::size_t user;

    Seen operator()(Left const&) const {
        return {.day = usage.leave_day[user], .censored_time = usage.followed_to(user) + 1};
    }

    Seen operator()(LastUse const&) const {
        int const last = last_use(usage, user);
        return {.day = last == usage.followed_to(user) ? no_day : day_of(last),
                .censored_time = usage.followed_to(user) + 1};
    }

    Seen operator()(Inactive const& inactive) const {
        HOLDFAST_EXPECT(inactive.days >= 1 && inactive.days <= usage.horizon_days);
        Seen seen{.censored_time = std::max(0, usage.followed_to(user) - inactive.days + 1)};
        if (inactive.final) {
            int const last = last_use(usage, user);
            seen.day = usage.followed_to(user) - last >= inactive.days ? day_of(last) : no_day;
        } else if (auto const last = use_before_gap(usage, user, inactive.days)) {
            seen.day = day_of(*last);
        }
        return seen;
    }
};

int status_of(UsageView const& usage, std::size_t user, Seen const& seen, int causes) {
    if (!seen.event()) {
        return 0;
    }
    if (usage.leave_day[user] == no_day || usage.leave_day[user] < seen.day) {
        return 1 + causes;
    }
    HOLDFAST_EXPECT(usage.cause[user] < causes);
    return 1 + usage.cause[user];
}

std::optional<Attrition> parse_inactive(std::string_view text) {
    Inactive inactive;
    auto const [rest, error] =
        std::from_chars(text.data(), text.data() + text.size(), inactive.days);
    std::string_view const suffix(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    inactive.final = suffix == ":final";
    if (error != std::errc{} || inactive.days < 1 || !(suffix.empty() || inactive.final)) {
        return std::nullopt;
    }
    return inactive;
}

struct Write {
    std::string operator()(Left const&) const { return "left"; }
    std::string operator()(LastUse const&) const { return "last-use"; }
    std::string operator()(Inactive const& inactive) const {
        return fmt::format("inactive:{}{}", inactive.days, inactive.final ? ":final" : "");
    }
};

} // namespace

std::optional<Attrition> parse_attrition(std::string_view text) {
    constexpr std::string_view inactive = "inactive:";
    if (text == "left") {
        return Left{};
    }
    if (text == "last-use") {
        return LastUse{};
    }
    return text.starts_with(inactive) ? parse_inactive(text.substr(inactive.size())) : std::nullopt;
}

std::string to_string(Attrition const& attrition) {
    return std::visit(Write{}, attrition);
}

EventTable events(UsageView const& usage, Attrition const& attrition, int causes) {
    std::vector<std::size_t> everybody(usage.users);
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    return events(usage, attrition, causes, everybody);
}

EventTable events(UsageView const& usage, Attrition const& attrition, int causes,
                  std::span<std::size_t const> users) {
    HOLDFAST_EXPECT(causes >= 1);
    EventTable table;
    table.causes = std::holds_alternative<Left>(attrition) ? causes : causes + 1;
    table.time.reserve(users.size());
    table.status.reserve(users.size());
    for (auto const user : users) {
        auto const seen = std::visit(Look{usage, user}, attrition);
        table.time.push_back(seen.time());
        table.status.push_back(status_of(usage, user, seen, causes));
    }
    return table;
}

} // namespace analysis
