#pragma once

#include "core/digest.hpp"
#include "core/mistakes.hpp"
#include "core/node.hpp"
#include "core/schema.hpp"
#include "sim/scenario.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sim::reading {

/// A tree that several readings share, until one of them writes into it.
class Tree {
public:
    Tree() : node_(std::make_shared<core::Node>()) {}
    explicit Tree(core::Node node) : node_(std::make_shared<core::Node>(std::move(node))) {}

    [[nodiscard]] core::Node const& operator*() const noexcept { return *node_; }
    [[nodiscard]] core::Node const* operator->() const noexcept { return node_.get(); }
    /// To be written into: copied first where others have it too.
    [[nodiscard]] core::Node& own() {
        if (node_.use_count() > 1) {
            node_ = std::make_shared<core::Node>(*node_);
        }
        return *node_;
    }
    /// The same tree, not only an equal one.
    [[nodiscard]] bool is(Tree const& other) const noexcept { return node_ == other.node_; }

private:
    std::shared_ptr<core::Node> node_;
};

/// A file of the user's: its text as it was read, and its tree, into which overrides are written.
struct File {
    std::string path;
    std::shared_ptr<std::string const> text;
    Tree tree;
};

/// Files as they were found and parsed, for several readings of the same ones. Files that could not
/// be read without a mistake are not kept.
class ParsedFiles {
public:
    [[nodiscard]] File const* find(std::string const& path) const noexcept;
    void keep(File file) { files_.push_back(std::move(file)); }

private:
    std::vector<File> files_;
};

/// The files of one reading, each read once.
class Files {
public:
    /// @param parsed  looked into before the disk, and added to; nullptr: none
    explicit Files(core::Mistakes& mistakes, ParsedFiles* parsed = nullptr)
        : mistakes_(mistakes), parsed_(parsed) {}

    /// The file at a path that the command line gave. Null, with the mistake told, when it holds
    /// nothing to read.
    File* open(std::string const& path);
    /// The file that another file named; that it cannot be read is told where it was named.
    File* open(core::schema::Located<std::string> const& named, std::string const& path);

    /// Those that could be read, in the order in which they were opened.
    [[nodiscard]] std::vector<File const*> all() const;
    /// Whether the file's tree is that of its text: nothing was written into it.
    [[nodiscard]] bool is_as_parsed(File const& file) const noexcept;

    [[nodiscard]] std::vector<SourceFile> sources() const;
    [[nodiscard]] core::Mistakes& mistakes() const noexcept { return mistakes_; }

private:
    struct Known {
        std::string path;
        std::unique_ptr<File> file; ///< null: could not be read
    };
    File* find_or_read(std::string const& path, core::Mistakes& mistakes);

    core::Mistakes& mistakes_;
    ParsedFiles* parsed_;
    std::vector<Known> known_;
};

/// Adds what a tree says, without where it says it and how it is written.
void add_content(core::Node const& node, core::Digest& digest);

/// True when the file is of that kind ("theory"); otherwise says so.
bool is_of_kind(File const& file, std::string_view kind, core::Mistakes& mistakes);

/// The kind that a file says it is, "" when it does not.
[[nodiscard]] std::string kind_of(File const& file);

} // namespace sim::reading
