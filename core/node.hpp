#pragma once

#include "core/mistakes.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// One value of a YAML file, and where it stands.
struct Node {
    enum class Kind { nothing, scalar, list, mapping };
    struct Entry;

    Kind kind = Kind::nothing;
    bool quoted = false; ///< a scalar in quotes or a block of text: never a number
    bool cut_short =
        false; ///< the file breaks off inside this value: what is missing may still have come
    int line = 0;
    int column = 0;
    std::shared_ptr<std::string const> file;
    std::string text;           ///< of a scalar
    std::vector<Node> items;    ///< of a list
    std::vector<Entry> entries; ///< of a mapping, in the file's order, each key once

    [[nodiscard]] Place place() const;
    [[nodiscard]] Entry const* find(std::string_view key) const noexcept;
    [[nodiscard]] Entry* find(std::string_view key) noexcept;
};

struct Node::Entry {
    Node key; ///< a scalar
    Node value;
};

/// This node and all below it.
[[nodiscard]] std::size_t count_nodes(Node const& node) noexcept;

/// "a number or text", "a list", "a mapping", "nothing": what stands there, for messages.
[[nodiscard]] std::string_view in_words(Node::Kind kind) noexcept;

} // namespace core
