#include "core/schema_record.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace core::schema {

namespace {

KeyShape const* find(RecordShape const& shape, std::string_view key) {
    auto const found = std::find_if(shape.keys.begin(), shape.keys.end(),
                                    [key](KeyShape const& known) { return known.key == key; });
    return found == shape.keys.end() ? nullptr : &*found;
}

std::vector<std::string> key_names(RecordShape const& shape) {
    std::vector<std::string> names;
    for (auto const& key : shape.keys) {
        names.push_back(key.key);
    }
    return names;
}

/// Tells each key that the shape does not have; gives the keys that were probably meant.
std::vector<std::string> complain_of_unknown_keys(Cursor const& cursor, RecordShape const& shape,
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

void complain_of_missing_keys(Cursor const& cursor, RecordShape const& shape,
                              std::vector<std::string> const& misspelled) {
    for (auto const& key : shape.keys) {
        bool const meant =
            std::find(misspelled.begin(), misspelled.end(), key.key) != misspelled.end();
        if (key.presence == Presence::required && !cursor.has(key.key) && !meant) {
            cursor.at(key.key).complain("is missing", key.describes);
        }
    }
}

void check_alternatives(Cursor const& cursor, RecordShape const& shape,
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

} // namespace

bool has_record_form(Cursor const& cursor, RecordShape const& shape,
                     std::vector<Refusal> const& refusals) {
    if (!is_mapping(cursor, {})) {
        return false;
    }
    auto const misspelled = complain_of_unknown_keys(cursor, shape, refusals);
    if (!cursor.node().cut_short) {
        complain_of_missing_keys(cursor, shape, misspelled);
    }
    check_alternatives(cursor, shape, misspelled);
    return true;
}

Node default_node(std::string const& words) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = words;
    return node;
}

} // namespace core::schema
