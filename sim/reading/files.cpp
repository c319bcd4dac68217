#include "sim/reading/files.hpp"

#include "core/text_file.hpp"
#include "core/yaml.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
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

} // namespace

File* Files::find_or_read(std::string const& path, core::Mistakes& mistakes) {
    auto const found = std::find_if(known_.begin(), known_.end(),
                                    [&path](Known const& known) { return known.path == path; });
    if (found != known_.end()) {
        return found->file.get();
    }
    known_.push_back({path, nullptr});
    if (auto text = core::read_text(path, mistakes)) {
        auto file = std::make_unique<File>(File{path, std::move(*text), {}});
        file->tree = core::parse_yaml(file->text, path, mistakes);
        if (file->tree.kind != core::Node::Kind::nothing) {
            known_.back().file = std::move(file);
        }
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

std::vector<SourceFile> Files::sources() const {
    std::vector<SourceFile> sources;
    for (auto const& known : known_) {
        if (known.file) {
            sources.push_back({known.file->path, known.file->text});
        }
    }
    return sources;
}

std::string kind_of(File const& file) {
    auto const* entry = file.tree.find("kind");
    return entry == nullptr ? "" : entry->value.text;
}

bool is_of_kind(File const& file, std::string_view kind, core::Mistakes& mistakes) {
    core::schema::Cursor const root(file.tree, mistakes);
    if (file.tree.kind != core::Node::Kind::mapping) {
        root.complain_of_kind("a mapping that begins with \"kind: \"");
        return false;
    }
    auto const given = kind_of(file);
    if (given == kind) {
        return true;
    }
    std::vector<std::string> const kinds{"theory", "cohort", "design", "scenario"};
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
