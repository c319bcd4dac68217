#pragma once

namespace cli {

/// What the command says of itself when it ends.
enum class ExitCode {
    done = 0,
    failed = 1,       ///< the run failed: disk full, no memory
    bad_input = 2,    ///< what the user wrote or asked for
    our_bug = 3,      ///< what should be impossible
    interrupted = 130 ///< SIGINT or SIGTERM; what was whole is kept
};

} // namespace cli
