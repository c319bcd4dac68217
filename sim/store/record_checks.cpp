#include "sim/store/record_checks.hpp"

#include "sim/store/record_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace sim {
namespace {

/// The place of the first value that does not hold; values.size() when all do.
template <class T, class Holds>
std::size_t first_fault(std::vector<T> const& values, Holds holds) {
    std::size_t at = 0;
    while (at < values.size() && holds(values[at], at)) {
        ++at;
    }
    return at;
}

std::string told(std::string const& path, std::size_t user, std::string const& what) {
    return fmt::format("{}: {} of person {}", path.substr(1), what, user);
}

std::string fault_of_trait(agents::TraitColumn const& trait) {
    auto const codes = static_cast<float>(trait.levels.size());
    auto const at = first_fault(trait.values, [&](float value, std::size_t) {
        return trait.levels.empty() ? std::isfinite(value)
                                    : value >= 0.0F && value < codes && value == std::floor(value);
    });
    if (at == trait.values.size()) {
        return {};
    }
    auto const allowed = trait.levels.empty()
                             ? std::string("finite numbers")
                             : fmt::format("codes: 0 to {}", trait.levels.size() - 1);
    return told(trait_path(trait.name), at, fmt::format("{} ({})", trait.values[at], allowed));
}

std::string fault_of_leaving(agents::Outcomes const& outcomes, std::size_t causes,
                             std::string const& at) {
    auto const days = outcomes.horizon_days;
    auto const left = first_fault(outcomes.leave_day, [&](int day, std::size_t) {
        return day >= agents::never && day <= days;
    });
    if (left < outcomes.users) {
        return told(at + "leave_day", left,
                    fmt::format("day {} (-1 to {})", outcomes.leave_day[left], days));
    }
    auto const why = first_fault(outcomes.cause, [&](std::uint8_t cause, std::size_t user) {
        bool const in = outcomes.leave_day[user] == agents::never;
        return in ? cause == agents::no_cause : cause < causes;
    });
    if (why < outcomes.users) {
        return told(at + "cause", why,
                    fmt::format("cause {} with leave_day {}", outcomes.cause[why],
                                outcomes.leave_day[why]));
    }
    return {};
}

/// Number of days of use and the last of them (-1: none), from the bits of one person.
struct Bits {
    int days = 0;
    int last = agents::never;
};

Bits bits_of(agents::Outcomes const& outcomes, std::size_t user) {
    Bits bits;
    for (std::size_t b = 0; b < outcomes.bytes_of_use; ++b) {
        auto const byte = outcomes.use[user * outcomes.bytes_of_use + b];
        bits.days += std::popcount(byte);
        bits.last = byte == 0 ? bits.last : static_cast<int>(8 * b + std::bit_width(byte)) - 1;
    }
    return bits;
}

std::string fault_of_use(agents::Outcomes const& outcomes, std::string const& at) {
    for (std::size_t user = 0; user < outcomes.users; ++user) {
        auto const bits = bits_of(outcomes, user);
        if (bits.last > outcomes.horizon_days) {
            return told(at + "use", user, fmt::format("a use on day {}", bits.last));
        }
        if (!outcomes.recorded.has(agents::Recorded::leaving)) {
            continue;
        }
        if (bits.last != outcomes.last_use[user]) {
            return told(at + "last_use", user,
                        fmt::format("day {}, but its bits of use say {}", outcomes.last_use[user],
                                    bits.last));
        }
        if (bits.days != outcomes.days_used[user]) {
            return told(at + "days_used", user,
                        fmt::format("{} days, but its bits of use say {}", outcomes.days_used[user],
                                    bits.days));
        }
    }
    return {};
}

std::int64_t total(Counts const& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// Whether all that is counted person by person counts everybody once.
std::string fault_of_counts(Record const& record, DesignRecord const& design,
                            std::string const& folder) {
    auto const users = static_cast<std::int64_t>(record.users);
    auto const at = folder.substr(1);
    std::string fault;
    auto const expect_everybody = [&](TallyColumn const& column, Counts const& counts) {
        auto const least = std::min_element(counts.begin(), counts.end());
        bool const people = column.unit == "people" && least != counts.end();
        if (people && *least < 0 && fault.empty()) {
            fault = fmt::format("{}/{} counts {} people", at, column.name, *least);
        }
        bool const all = column.name.find("/events_") != std::string::npos ||
                         column.name.ends_with("/last_use") || column.name.ends_with("/returned");
        if (all && total(counts) != users && fault.empty()) {
            fault = fmt::format("{}/{} counts {} people, and there are {}", at, column.name,
                                total(counts), users);
        }
    };
    visit_design_tally(expect_everybody, *design.counts);
    if (design.pairs) {
        visit_pair_tally(expect_everybody, *design.pairs);
    }
    return fault;
}

std::string fault_of_arrival(agents::Outcomes const& outcomes, std::string const& at) {
    auto const days = outcomes.horizon_days;
    auto const early = first_fault(outcomes.arrival_day, [&](int day, std::size_t) {
        return day >= agents::never && day <= days;
    });
    if (early < outcomes.arrival_day.size()) {
        return told(at + "arrival_day", early,
                    fmt::format("day {} (-1 to {})", outcomes.arrival_day[early], days));
    }
    auto const late = first_fault(outcomes.arrival_day, [&](int day, std::size_t user) {
        int const last = std::max(outcomes.leave_day[user], outcomes.last_use[user]);
        return last == agents::never || (day != agents::never && day + last <= days);
    });
    return late < outcomes.arrival_day.size()
               ? told(at + "arrival_day", late, "what was seen after the last day")
               : std::string();
}

std::string fault_of_design(Record const& record, DesignRecord const& design,
                            std::string const& folder) {
    auto const at = folder + "/users/";
    auto const& outcomes = design.outcomes;
    std::string fault;
    if (outcomes.recorded.has(agents::Recorded::leaving)) {
        fault = fault_of_leaving(outcomes, record.causes.size(), at);
        if (fault.empty()) {
            fault = fault_of_arrival(outcomes, at);
        }
    }
    if (fault.empty() && outcomes.recorded.has(agents::Recorded::use)) {
        fault = fault_of_use(outcomes, at);
    }
    if (fault.empty() && design.counts) {
        fault = fault_of_counts(record, design, folder);
    }
    return fault;
}

} // namespace

std::string fault_of(Record const& record) {
    for (auto const& trait : record.population.traits) {
        if (auto fault = fault_of_trait(trait); !fault.empty()) {
            return fault;
        }
    }
    for (auto const& design : record.designs) {
        if (auto fault = fault_of_design(record, design, design_path(design.name));
            !fault.empty()) {
            return fault;
        }
    }
    for (std::size_t r = 0; r < record.more_replicates.size(); ++r) {
        for (auto const& design : record.more_replicates[r]) {
            if (auto fault = fault_of_design(record, design, replicate_path(r + 1, design.name));
                !fault.empty()) {
                return fault;
            }
        }
    }
    return {};
}

} // namespace sim
