#include "core/schema_markdown.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace core::schema {

namespace {

using Sections = std::vector<std::shared_ptr<MappingShape const>>;

void collect(std::shared_ptr<MappingShape const> const& mapping, Sections& sections) {
    bool const known =
        std::any_of(sections.begin(), sections.end(),
                    [&mapping](auto const& section) { return section->title == mapping->title; });
    if (known) {
        return;
    }
    sections.push_back(mapping);
    for (auto const& key : mapping->keys) {
        for (auto const& inner : key.shape.mappings) {
            collect(inner, sections);
        }
    }
}

std::string presence_words(KeyShape const& key) {
    switch (key.presence) {
    case Presence::required:
        return "required";
    case Presence::optional:
        return key.otherwise;
    case Presence::defaulted:
        return "`" + key.otherwise + "`";
    case Presence::alternative:
        return "one of these";
    }
    return "";
}

/// A cell of a table must not hold the sign that ends it.
std::string cell(std::string text) {
    for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
        text.insert(at, "\\");
    }
    return text;
}

std::string row(KeyShape const& key) {
    return fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", key.key, cell(key.shape.type),
                       cell(key.shape.allowed), cell(key.shape.unit), cell(presence_words(key)),
                       cell(key.describes), cell(key.source));
}

std::string section(MappingShape const& mapping) {
    std::string text = fmt::format("## {}\n\n{}\n\n", mapping.title, mapping.describes);
    text += "| key | type | allowed | unit | if left out | meaning | source "
            "|\n|---|---|---|---|---|---|---|\n";
    for (auto const& key : mapping.keys) {
        text += row(key);
    }
    return text;
}

} // namespace

std::string to_markdown(std::vector<std::shared_ptr<MappingShape const>> const& roots) {
    Sections sections;
    for (auto const& root : roots) {
        collect(root, sections);
    }
    std::string text;
    for (auto const& mapping : sections) {
        text += (text.empty() ? "" : "\n") + section(*mapping);
    }
    return text;
}

} // namespace core::schema
