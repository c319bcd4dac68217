#pragma once

#include "cli/exit_code.hpp"
#include "core/mistakes.hpp"
#include "core/ranks.hpp"

#include <exception>
#include <functional>
#include <optional>
#include <utility>

namespace cli {

/// Throws on one rank the mistake that `mistake` holds, and on the others one that says nothing, if
/// any rank has one: the first rank's if it has. Called by all ranks.
void expect_no_mistake(core::Ranks const& ranks, std::exception_ptr const& mistake);

/// Called where an exception has been caught: tells it and ends all ranks at once, for the others
/// know nothing of it and would wait. A process alone throws it again.
[[noreturn]] void end_all(core::Ranks const& ranks);

/// What prepare() returns. The mistakes that it finds on one rank end all of them, told by one.
template <class Prepare>
auto together(core::Ranks const& ranks, Prepare const& prepare) {
    std::optional<decltype(prepare())> prepared;
    std::exception_ptr mistake;
    try {
        prepared.emplace(prepare());
    } catch (core::ConfigError const&) {
        mistake = std::current_exception();
    } catch (...) {
        end_all(ranks);
    }
    expect_no_mistake(ranks, mistake);
    return std::move(*prepared);
}

/// Does act(). What it throws on one of several ranks is told and ends all of them.
[[nodiscard]] ExitCode all_or_none(core::Ranks const& ranks, std::function<ExitCode()> const& act);

} // namespace cli
