#include "core/schema_mapping.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace core::schema {

namespace {

KeyShape const* find(MappingShape const& shape, std::string_view key) {
    auto const found = std::find_if(shape.keys.begin(), shape.keys.end(),
                                    [key](KeyShape const& known) { return known.key == key; });
    return found == shape.keys.end() ? nullptr : &*found;
}

std::vector<std::string> key_names(MappingShape const& shape) {
    std::vector<std::string> names;
    for (auto const& key : shape.keys) {
        names.push_back(key.key);
    }
    return names;
}

/// Tells each key that the shape does not have; gives the keys that were probably meant.
std::vector<std::string> complain_of_unknown_keys(Cursor const& cursor, MappingShape const& shape,
                                                  std::vector<Refusal> const& refusals) {
    auto const known = key_names(shape);
    std::vector<std::string> meant;
    for (auto const& entry : cursor.node().entries) {
        if (find(shape, entry.key.text) != nullptr) {
            continue;
        }
        auto const at = cursor.key_of(entry);
        auto const refusal =
            std::find_if(refusals.begin(), refusals.end(),
                         [&entry](Refusal const& r) { return r.key == entry.key.text; });
        if (refusal != refusals.end()) {
            at.complain(refusal->why);
            continue;
        }
        meant.push_back(nearest(entry.key.text, known));
        at.complain("unknown key", fmt::format("allowed: {}", fmt::join(known, ", ")),
                    meant.back());
    }
    return meant;
}

void complain_of_missing_keys(Cursor const& cursor, MappingShape const& shape,
                              std::vector<std::string> const& misspelled) {
    for (auto const& key : shape.keys) {
        bool const meant =
            std::find(misspelled.begin(), misspelled.end(), key.key) != misspelled.end();
        if (key.presence == Presence::required && !cursor.has(key.key) && !meant) {
            cursor.at(key.key).complain("is missing", key.describes);
        }
    }
}

void check_alternatives(Cursor const& cursor, MappingShape const& shape,
                        std::vector<std::string> const& misspelled) {
    std::vector<std::string> all;
    std::vector<std::string> given;
    for (auto const& key : shape.keys) {
        if (key.presence != Presence::alternative) {
            continue;
        }
        bool const meant =
            std::find(misspelled.begin(), misspelled.end(), key.key) != misspelled.end();
        all.push_back(key.key);
        if (cursor.has(key.key) || meant) {
            given.push_back(key.key);
        }
    }
    auto const allowed = fmt::format("exactly one of {}", fmt::join(all, ", "));
    if (!all.empty() && given.empty() && !cursor.node().cut_short) {
        cursor.complain("lacks a key", allowed);
    } else if (given.size() > 1) {
        cursor.complain(fmt::format("has both {} and {}", given[0], given[1]), allowed);
    }
}

std::string anchor(std::string title) {
    std::replace(title.begin(), title.end(), ' ', '-');
    return title;
}

/// The node that a default's words make.
Node default_node(std::string const& words) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = words;
    return node;
}

} // namespace

MappingKeys::MappingKeys(std::string_view title, std::string_view describes)
    : shape_{std::string(title), std::string(describes), {}} {}

void MappingKeys::declare(std::string_view key, Presence presence, std::string_view otherwise,
                          Shape shape, std::string_view describes, std::string_view source) {
    shape_.keys.push_back({std::string(key), presence, std::string(otherwise), std::move(shape),
                           std::string(describes), std::string(source)});
}

void MappingKeys::refuse(std::string_view key, std::string_view why) {
    refusals_.push_back({std::string(key), std::string(why)});
}

bool MappingKeys::has_form(Cursor const& cursor) const {
    if (!is_mapping(cursor, {})) {
        return false;
    }
    auto const misspelled = complain_of_unknown_keys(cursor, shape_, refusals_);
    if (!cursor.node().cut_short) {
        complain_of_missing_keys(cursor, shape_, misspelled);
    }
    check_alternatives(cursor, shape_, misspelled);
    return true;
}

void MappingKeys::each_value(Cursor const& cursor,
                             std::function<void(std::size_t, Cursor const&)> const& read) const {
    for (std::size_t i = 0; i < shape_.keys.size(); ++i) {
        auto const& key = shape_.keys[i];
        if (auto const* entry = cursor.node().find(key.key)) {
            read(i, cursor.value_of(*entry));
        } else if (key.presence == Presence::defaulted) {
            Node const node = default_node(key.otherwise);
            read(i, cursor.at(key.key).standing_for(node));
        }
    }
}

Shape MappingKeys::shape() const {
    auto const title = shape_.title;
    return {fmt::format("[{}](#{})", title, anchor(title)),
            "",
            "",
            {std::make_shared<MappingShape const>(shape_)}};
}

} // namespace core::schema
