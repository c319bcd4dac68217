#include "report/data/event_codes.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace report::data {
namespace {

using Names = std::vector<std::string>;

bool contains(Names const& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool only(Names const& names, std::initializer_list<std::string_view> allowed) {
    return std::all_of(names.begin(), names.end(), [&](auto const& name) {
        return std::find(allowed.begin(), allowed.end(), name) != allowed.end();
    });
}

/// The code that custom takes for censored; none when custom is silent.
std::optional<std::string> customary_censored(Names const& codes) {
    if (only(codes, {"1", "2"}) && contains(codes, "2")) {
        return "1";
    }
    constexpr std::array words{"0", "FALSE", "F", "False", "false", "censored", "censor", "cens"};
    for (auto const* word : words) {
        if (contains(codes, word)) {
            return word;
        }
    }
    bool const events_only = codes.size() == 1 && only(codes, {"1", "TRUE", "T", "True", "true"});
    return events_only ? std::optional<std::string>("0") : std::nullopt;
}

void tell(core::CsvTable const& table, EventColumns const& columns, core::Mistakes& mistakes,
          std::string what, std::string allowed, std::string suggestion = "") {
    mistakes.add({{table.file(), 0, 0},
                  columns.event,
                  std::move(what),
                  std::move(allowed),
                  std::move(suggestion)});
}

std::string shown(Names const& codes) {
    constexpr std::size_t most = 8;
    Names some(codes.begin(),
               codes.begin() + static_cast<std::ptrdiff_t>(std::min(most, codes.size())));
    for (auto& code : some) {
        code = core::excerpt(code);
    }
    return fmt::format("{}{}", fmt::join(some, ", "), codes.size() > most ? ", ..." : "");
}

/// Causes that the user named, in the user's order; a code without a name is a mistake.
std::optional<EventCodes> named_causes(Names const& codes, std::string const& censored,
                                       EventColumns const& columns, core::CsvTable const& table,
                                       core::Mistakes& mistakes) {
    EventCodes decided;
    for (auto const& [code, name] : columns.causes) {
        decided.causes.push_back(name);
        if (!contains(codes, canonical(code))) {
            tell(table, columns, mistakes,
                 fmt::format("no row has the code \"{}\" of --cause", core::excerpt(code)),
                 shown(codes), core::nearest(canonical(code), codes));
        }
    }
    for (auto const& code : codes) {
        auto const named =
            std::find_if(columns.causes.begin(), columns.causes.end(),
                         [&](auto const& cause) { return canonical(cause.first) == code; });
        if (code != censored && named == columns.causes.end()) {
            tell(table, columns, mistakes,
                 fmt::format("the code \"{}\" is neither censored ({}) nor one of the causes",
                             core::excerpt(code), censored),
                 fmt::format("name it with --cause {}=NAME", core::excerpt(code)));
        }
        decided.status_of_level.push_back(
            code == censored ? 0 : 1 + static_cast<int>(named - columns.causes.begin()));
    }
    return decided;
}

/// Every code but the one for censored is a cause.
EventCodes each_a_cause(Names const& codes, std::string const& censored) {
    EventCodes decided;
    for (auto const& code : codes) {
        if (code == censored) {
            decided.status_of_level.push_back(0);
            continue;
        }
        decided.causes.push_back(code);
        decided.status_of_level.push_back(static_cast<int>(decided.causes.size()));
    }
    if (decided.causes.empty()) {
        decided.causes.emplace_back("event");
    }
    return decided;
}

} // namespace

std::optional<EventCodes> event_codes(Levels const& codes, EventColumns const& columns,
                                      core::CsvTable const& table, core::Mistakes& mistakes) {
    auto const given = columns.censored.empty()
                           ? customary_censored(codes.names)
                           : std::optional<std::string>(canonical(columns.censored));
    if (!given) {
        tell(table, columns, mistakes,
             fmt::format("which code means censored? The codes are {}", shown(codes.names)),
             "--censored CODE");
        return std::nullopt;
    }
    if (!columns.causes.empty()) {
        return named_causes(codes.names, *given, columns, table, mistakes);
    }
    auto decided = each_a_cause(codes.names, *given);
    if (decided.causes.size() > 1 && !columns.competing) {
        tell(table, columns, mistakes,
             fmt::format("beside {} for censored there are {} codes: {}", *given,
                         decided.causes.size(), shown(decided.causes)),
             "name each with --cause CODE=NAME, or say --competing");
        return std::nullopt;
    }
    if (columns.censored.empty() && *given != "0") {
        decided.note = fmt::format("{}: {} is taken for censored, {} for the event", columns.event,
                                   *given, decided.causes.front());
    }
    if (decided.causes.size() == 1) {
        decided.causes = {"event"}; // a code alone would not say what it is
    }
    return decided;
}

} // namespace report::data
