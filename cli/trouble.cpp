#include "cli/trouble.hpp"

#include "cli/output.hpp"
#include "core/build_info.hpp"
#include "core/mistakes.hpp"
#include "core/ranks.hpp"

#include <exception>
#include <fmt/format.h>
#include <new>

namespace cli {

std::string version_text() {
    auto const& build = core::build_info();
    return fmt::format("holdfast {} (commit {}, {}, {})", build.version, build.git_commit,
                       build.compiler, build.build_type);
}

ExitCode tell_trouble() {
    try {
        throw;
    } catch (core::ConfigError const& error) {
        say(fmt::format("{}\n", error.what()));
        return ExitCode::bad_input;
    } catch (core::IoError const& error) {
        say(fmt::format("{}\n", error.what()));
        return ExitCode::failed;
    } catch (core::NoRanks const&) {
        say("This holdfast was built without MPI, so it cannot be one of several processes: all of "
            "them would do all the work. Install an MPI and build again, or start it alone.\n");
        return ExitCode::bad_input;
    } catch (core::Interrupted const&) {
        say("Interrupted before anybody's life was whole; nothing was written.\n");
        return ExitCode::interrupted;
    } catch (std::bad_alloc const&) {
        say("Not enough memory. Fewer users (--set users=N), days or designs need less.\n");
        return ExitCode::failed;
    } catch (std::exception const& error) {
        say(fmt::format("This is a bug in holdfast, please report it: {} ({})\n", error.what(),
                        version_text()));
    } catch (...) {
        say(fmt::format("This is a bug in holdfast, please report it ({})\n", version_text()));
    }
    return ExitCode::our_bug;
}

} // namespace cli
