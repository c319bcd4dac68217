#include "cli/together.hpp"

#include "cli/output.hpp"
#include "cli/trouble.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

namespace cli {

void expect_no_mistake(core::Ranks const& ranks, std::exception_ptr const& mistake) {
    auto const failed = ranks.each(mistake ? 1 : 0);
    auto const speaker = std::find(failed.begin(), failed.end(), std::uint64_t{1});
    if (speaker == failed.end()) {
        return;
    }
    if (speaker - failed.begin() == ranks.rank()) {
        be_silent(false);
        std::rethrow_exception(mistake);
    }
    be_silent(true);
    throw core::ConfigError({});
}

void end_all(core::Ranks const& ranks) {
    if (ranks.count() == 1) {
        throw;
    }
    be_silent(false);
    say(fmt::format("Rank {} of {}: ", ranks.rank(), ranks.count()));
    ranks.abort(static_cast<int>(tell_trouble()));
}

ExitCode all_or_none(core::Ranks const& ranks, std::function<ExitCode()> const& act) {
    try {
        return act();
    } catch (...) {
        end_all(ranks);
    }
}

} // namespace cli
