#include "sim/reading/files.hpp"

#include "core/text_file.hpp"
#include "core/yaml.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace sim::reading {

namespace {

/// The file beside a missing one whose name is nearest to it.
std::string probably_meant(std::string const& path) {
    auto const folder = core::folder_of(path);
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::directory_iterator files(folder.empty() ? "." : folder, error);
    for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
        names.push_back(files->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    auto const name = core::nearest(path.substr(folder.size()), names);
    return name.empty() ? name : folder + name;
}

std::optional<File> read_file(std::string const& path, core::Mistakes& mistakes) {
    auto text = core::read_text(path, mistakes);
    if (!text) {
        return std::nullopt;
    }
    auto tree = core::parse_yaml(*text, path, mistakes);
    if (tree.kind == core::Node::Kind::nothing) {
        return std::nullopt;
    }
    return File{path, std::make_shared<std::string const>(std::move(*text)), Tree(std::move(tree))};
}

} // namespace

File const* ParsedFiles::find(std::string const& path) const noexcept {
    auto const found = std::find_if(files_.begin(), files_.end(),
                                    [&path](File const& file) { return file.path == path; });
    return found == files_.end() ? nullptr : &*found;
}

File* Files::find_or_read(std::string const& path, core::Mistakes& mistakes) {
    auto const found = std::find_if(known_.begin(), known_.end(),
                                    [&path](Known const& known) { return known.path == path; });
    if (found != known_.end()) {
        return found->file.get();
    }
    known_.push_back({path, nullptr});
    if (auto const* parsed = parsed_ == nullptr ? nullptr : parsed_->find(path)) {
        known_.back().file = std::make_unique<File>(*parsed);
    } else if (auto file = read_file(path, mistakes)) {
        if (parsed_ != nullptr && mistakes.empty()) {
            parsed_->keep(*file);
        }
        known_.back().file = std::make_unique<File>(std::move(*file));
    }
    return known_.back().file.get();
}

File* Files::open(std::string const& path) {
    return find_or_read(core::beside("", path), mistakes_);
}

File* Files::open(core::schema::Located<std::string> const& named, std::string const& path) {
    core::Mistakes found;
    File* const file = find_or_read(path, found);
    for (auto mistake : found.in_order()) {
        bool const of_the_file_as_a_whole = mistake.place.line == 0;
        if (of_the_file_as_a_whole) {
            mistake.what = fmt::format("{}: {}", path, mistake.what);
            mistake.place = named.place;
            mistake.path = named.path;
            mistake.suggestion = std::filesystem::exists(path) ? "" : probably_meant(path);
        }
        mistakes_.add(std::move(mistake));
    }
    return file;
}

std::vector<File const*> Files::all() const {
    std::vector<File const*> files;
    for (auto const& known : known_) {
        if (known.file) {
            files.push_back(known.file.get());
        }
    }
    return files;
}

void add_content(core::Node const& node, core::Digest& digest) {
    // Lengths go before, so that no two trees run together to the same bytes.
    std::array<std::uint64_t, 4> const form{
        static_cast<std::uint64_t>(node.kind) * 2 + (node.quoted ? 1U : 0U), node.text.size(),
        node.items.size(), node.entries.size()};
    digest.add(std::span<std::uint64_t const>(form));
    digest.add(node.text);
    for (auto const& item : node.items) {
        add_content(item, digest);
    }
    for (auto const& entry : node.entries) {
        add_content(entry.key, digest);
        add_content(entry.value, digest);
    }
}

bool Files::is_as_parsed(File const& file) const noexcept {
    auto const* parsed = parsed_ == nullptr ? nullptr : parsed_->find(file.path);
    return parsed != nullptr && parsed->tree.is(file.tree);
}

std::vector<SourceFile> Files::sources() const {
    std::vector<SourceFile> sources;
    for (auto const& known : known_) {
        if (known.file) {
            sources.push_back({known.file->path, *known.file->text});
        }
    }
    return sources;
}

std::string kind_of(File const& file) {
    auto const* entry = file.tree->find("kind");
    return entry == nullptr ? "" : entry->value.text;
}

bool is_of_kind(File const& file, std::string_view kind, core::Mistakes& mistakes) {
    core::schema::Cursor const root(*file.tree, mistakes);
    if (file.tree->kind != core::Node::Kind::mapping) {
        root.complain_of_kind("a mapping that begins with \"kind: \"");
        return false;
    }
    auto const given = kind_of(file);
    if (given == kind) {
        return true;
    }
    std::vector<std::string> const kinds{"theory", "cohort", "design", "scenario", "study"};
    auto const allowed =
        kind.empty() ? fmt::format("{}", fmt::join(kinds, ", ")) : std::string(kind);
    if (!root.has("kind")) {
        root.at("kind").complain("is missing", allowed);
    } else if (std::find(kinds.begin(), kinds.end(), given) == kinds.end()) {
        root.at("kind").complain(fmt::format("\"{}\" is no kind of file", core::excerpt(given)),
                                 allowed, core::nearest(given, kinds));
    } else if (!kind.empty()) {
        root.at("kind").complain(fmt::format("this is a {}, where a {} is wanted", given, kind));
    }
    return false;
}

} // namespace sim::reading
