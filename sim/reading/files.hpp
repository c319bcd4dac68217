#pragma once

#include "core/mistakes.hpp"
#include "core/node.hpp"
#include "core/schema.hpp"
#include "sim/scenario.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sim::reading {

/// A file of the user's: its text as it was read, and its tree, into which overrides are written.
struct File {
    std::string path;
    std::string text;
    core::Node tree;
};

/// The files of one command, each read once.
class Files {
public:
    explicit Files(core::Mistakes& mistakes) : mistakes_(mistakes) {}

    /// The file at a path that the command line gave. Null, with the mistake told, when it holds
    /// nothing to read.
    File* open(std::string const& path);
    /// The file that another file named; that it cannot be read is told where it was named.
    File* open(core::schema::Located<std::string> const& named, std::string const& path);

    [[nodiscard]] std::vector<SourceFile> sources() const;
    [[nodiscard]] core::Mistakes& mistakes() const noexcept { return mistakes_; }

private:
    struct Known {
        std::string path;
        std::unique_ptr<File> file; ///< null: could not be read
    };
    File* find_or_read(std::string const& path, core::Mistakes& mistakes);

    core::Mistakes& mistakes_;
    std::vector<Known> known_;
};

/// True when the file is of that kind ("theory"); otherwise says so.
bool is_of_kind(File const& file, std::string_view kind, core::Mistakes& mistakes);

/// The kind that a file says it is, "" when it does not.
[[nodiscard]] std::string kind_of(File const& file);

} // namespace sim::reading
