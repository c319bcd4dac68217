#include "sim/reading/overrides.hpp"

#include "core/schema.hpp"
#include "core/text_file.hpp"
#include "core/yaml.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <fmt/format.h>
#include <utility>

namespace sim {

namespace {

using core::Node;

/// Puts nodes where the override was given.
class Placing {
public:
    explicit Placing(core::Place const& place)
        : file_(std::make_shared<std::string const>(place.file)), place_(place) {}

    void place(Node& node) const {
        node.file = file_;
        node.line = place_.line;
        node.column = place_.column;
        for (auto& item : node.items) {
            place(item);
        }
        for (auto& entry : node.entries) {
            place(entry.key);
            place(entry.value);
        }
    }

    [[nodiscard]] Node scalar(std::string text) const {
        Node node;
        node.kind = Node::Kind::scalar;
        node.text = std::move(text);
        place(node);
        return node;
    }

private:
    std::shared_ptr<std::string const> file_;
    core::Place place_;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What nearly all values are, and takes no parser of YAML: "0.25", "-3e-5".
bool looks_like_number(std::string_view text) {
    std::string_view const unsigned_text = text.substr(text.starts_with('-') ? 1 : 0);
    return !unsigned_text.empty() && is_digit(unsigned_text.front()) &&
           text.find_first_not_of("0123456789.e+-") == std::string_view::npos;
}

Node parse_value(Override const& given, Placing const& placing, core::Mistakes& mistakes) {
    if (looks_like_number(given.value)) {
        return placing.scalar(given.value);
    }
    Node node;
    core::Mistakes found;
    if (!given.value.empty() && core::is_text(given.value, given.place.file, found)) {
        node = core::parse_yaml(given.value, given.place.file, found);
    }
    for (auto mistake : found.in_order()) {
        mistake.place = given.place;
        mistake.path = core::excerpt(given.path);
        mistakes.add(std::move(mistake));
    }
    placing.place(node);
    return node;
}

/// Finds the node of a path, making what is not there.
class Walk {
public:
    Walk(Override const& given, Placing const& placing, core::Mistakes& mistakes)
        : given_(given), placing_(placing), mistakes_(mistakes) {}

    Node* to(Node& node, std::string_view path) {
        if (path.starts_with('.')) {
            path.remove_prefix(1);
        }
        if (path.empty()) {
            return &node;
        }
        return path.starts_with('[') ? into_list(node, path) : into_mapping(node, path);
    }

private:
    Node* refuse(std::string what) {
        reading::complain_of_override(given_, std::move(what), {}, mistakes_);
        return nullptr;
    }

    Node* into_list(Node& node, std::string_view path) {
        auto const close = std::min(path.find(']'), path.size());
        std::size_t index = 0;
        auto const [end, error] = std::from_chars(path.data() + 1, path.data() + close, index);
        if (close == path.size() || error != std::errc() || end != path.data() + close) {
            return refuse(fmt::format("\"{}\" is no index", core::excerpt(path)));
        }
        if (node.kind != Node::Kind::list || index >= node.items.size()) {
            return refuse(
                fmt::format("there is no item [{}], the list holds {}", index, node.items.size()));
        }
        return to(node.items[index], path.substr(close + 1));
    }

    Node* into_mapping(Node& node, std::string_view path) {
        if (node.kind == Node::Kind::list) {
            return refuse("names a list: say which item, as in map[0]");
        }
        if (node.kind != Node::Kind::mapping) {
            make_mapping(node);
        }
        // Keys may hold dots ("connection_style.personifier"), so the longest that fits is the one
        // that is meant.
        for (std::size_t end = path.size(); end > 0; --end) {
            bool const at_border = end == path.size() || path[end] == '.' || path[end] == '[';
            if (auto* entry = at_border ? node.find(path.substr(0, end)) : nullptr) {
                return to(entry->value, path.substr(end));
            }
        }
        auto const end = std::min(path.find_first_of(".["), path.size());
        node.entries.push_back({placing_.scalar(std::string(path.substr(0, end))), {}});
        placing_.place(node.entries.back().value);
        return to(node.entries.back().value, path.substr(end));
    }

    /// The long form of a value in its short form.
    void make_mapping(Node& node) const {
        Node mapping;
        mapping.kind = Node::Kind::mapping;
        placing_.place(mapping);
        if (node.kind == Node::Kind::scalar) {
            mapping.entries.push_back({placing_.scalar("value"), std::move(node)});
        }
        node = std::move(mapping);
    }

    Override const& given_;
    Placing const& placing_;
    core::Mistakes& mistakes_;
};

} // namespace

Override parse_override(std::string const& path_and_value) {
    auto const equals = path_and_value.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw core::ConfigError({{{std::string(core::schema::command_line), 0, 0},
                                  core::excerpt(path_and_value),
                                  "is not of the form path=value",
                                  "for example users=1000",
                                  ""}});
    }
    return {path_and_value.substr(0, equals), path_and_value.substr(equals + 1)};
}

namespace reading {

void complain_of_override(Override const& given, std::string what, std::string suggestion,
                          core::Mistakes& mistakes) {
    mistakes.add(
        {given.place, core::excerpt(given.path), std::move(what), "", std::move(suggestion)});
}

void apply(Override const& given, std::string_view path, Node& root, core::Mistakes& mistakes) {
    Placing const placing(given.place);
    auto value = parse_value(given, placing, mistakes);
    auto* const target = Walk(given, placing, mistakes).to(root, path);
    if (target == nullptr) {
        return;
    }
    auto* const inner = target->kind == Node::Kind::mapping ? target->find("value") : nullptr;
    (inner != nullptr && value.kind == Node::Kind::scalar ? inner->value : *target) =
        std::move(value);
}

} // namespace reading

} // namespace sim
