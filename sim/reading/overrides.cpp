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

std::shared_ptr<std::string const> command_line_file() {
    static auto const file = std::make_shared<std::string const>(core::schema::command_line);
    return file;
}

/// What the command line gave stands in no line of a file.
void place_on_command_line(Node& node) {
    node.file = command_line_file();
    node.line = 0;
    node.column = 0;
    for (auto& item : node.items) {
        place_on_command_line(item);
    }
    for (auto& entry : node.entries) {
        place_on_command_line(entry.key);
        place_on_command_line(entry.value);
    }
}

Node scalar(std::string text) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = std::move(text);
    place_on_command_line(node);
    return node;
}

Node parse_value(Override const& given, core::Mistakes& mistakes) {
    Node node;
    core::Mistakes found;
    std::string const file(core::schema::command_line);
    if (!given.value.empty() && core::is_text(given.value, file, found)) {
        node = core::parse_yaml(given.value, file, found);
    }
    for (auto mistake : found.in_order()) {
        mistake.place = {file, 0, 0};
        mistake.path = core::excerpt(given.path);
        mistakes.add(std::move(mistake));
    }
    place_on_command_line(node);
    return node;
}

/// Finds the node of a path, making what is not there.
class Walk {
public:
    Walk(Override const& given, core::Mistakes& mistakes) : given_(given), mistakes_(mistakes) {}

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
        node.entries.push_back({scalar(std::string(path.substr(0, end))), {}});
        place_on_command_line(node.entries.back().value);
        return to(node.entries.back().value, path.substr(end));
    }

    /// The long form of a value in its short form.
    static void make_mapping(Node& node) {
        Node mapping;
        mapping.kind = Node::Kind::mapping;
        if (node.kind == Node::Kind::scalar) {
            mapping.entries.push_back({scalar("value"), std::move(node)});
        }
        node = std::move(mapping);
        node.file = command_line_file();
    }

    Override const& given_;
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
    mistakes.add({{std::string(core::schema::command_line), 0, 0},
                  core::excerpt(given.path),
                  std::move(what),
                  "",
                  std::move(suggestion)});
}

void apply(Override const& given, std::string_view path, Node& root, core::Mistakes& mistakes) {
    auto value = parse_value(given, mistakes);
    auto* const target = Walk(given, mistakes).to(root, path);
    if (target == nullptr) {
        return;
    }
    auto* const inner = target->kind == Node::Kind::mapping ? target->find("value") : nullptr;
    (inner != nullptr && value.kind == Node::Kind::scalar ? inner->value : *target) =
        std::move(value);
}

} // namespace reading

} // namespace sim
