#include "core/node.hpp"

#include <algorithm>
#include <utility>

namespace core {

Place Node::place() const {
    return {file ? *file : std::string(), line, column};
}

Node::Entry const* Node::find(std::string_view key) const noexcept {
    auto const found = std::find_if(entries.begin(), entries.end(),
                                    [key](Entry const& entry) { return entry.key.text == key; });
    return found == entries.end() ? nullptr : &*found;
}

Node::Entry* Node::find(std::string_view key) noexcept {
    return const_cast<Entry*>(std::as_const(*this).find(key));
}

std::size_t count_nodes(Node const& node) noexcept {
    std::size_t count = 1;
    for (auto const& item : node.items) {
        count += count_nodes(item);
    }
    for (auto const& entry : node.entries) {
        count += 1 + count_nodes(entry.value);
    }
    return count;
}

std::string_view in_words(Node::Kind kind) noexcept {
    switch (kind) {
    case Node::Kind::nothing:
        return "nothing";
    case Node::Kind::scalar:
        return "a single value";
    case Node::Kind::list:
        return "a list";
    case Node::Kind::mapping:
        return "a mapping";
    }
    return "";
}

} // namespace core
