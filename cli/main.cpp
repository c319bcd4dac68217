#include "cli/command_line.hpp"

#include <csignal>

int main(int argc, char** argv) {
    // A reader who stops reading, or a limit on the size of files, is told by the failing write,
    // not by a signal that would leave half a file.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(cli::obey(argc, argv));
}
