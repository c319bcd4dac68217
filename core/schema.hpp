#pragma once

#include "core/mistakes.hpp"
#include "core/node.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A declarative reader. What a file may hold is declared once, as values of Type<V>; the same
/// declaration reads a Node (telling every mistake with its place) and describes itself for the
/// reference documentation.
///
/// Reading gives a value even where parts of it were mistaken, so that all mistakes are found at
/// once: whoever reads throws what was collected before the value is used.
namespace core::schema {

/// Numbers that are accepted. Nothing in a scenario is larger than a million, which keeps single
/// precision from overflowing.
struct Interval {
    double low = -1e6;
    double high = 1e6;
    bool low_open = false;
    bool high_open = false;

    [[nodiscard]] bool holds(double x) const noexcept;
    /// "0 to 1", "more than 0, at most 5"
    [[nodiscard]] std::string words() const;
};

inline constexpr Interval any_number{};
inline constexpr Interval unit_interval{0.0, 1.0};
inline constexpr Interval not_negative{0.0, 1e6};
inline constexpr Interval positive{0.0, 1e6, true};

/// A value and where it was written, for checks that need more than one file.
template <class V>
struct Located {
    V value{};
    Place place;
    std::string path;
};

/// One value as it is being read: the node, how it was reached, and where mistakes go.
class Cursor {
public:
    /// @param prefix  said before the paths of values that something else than this file gave:
    /// "theory."
    Cursor(Node const& root, Mistakes& mistakes, std::string const& prefix = {});

    [[nodiscard]] Node const& node() const noexcept { return *node_; }
    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    [[nodiscard]] Mistakes& mistakes() const noexcept { return *mistakes_; }

    [[nodiscard]] bool has(std::string_view key) const noexcept {
        return node_->find(key) != nullptr;
    }
    /// The value of a key, or this mapping itself under the key's path where the key is absent.
    [[nodiscard]] Cursor at(std::string_view key) const;
    [[nodiscard]] Cursor value_of(Node::Entry const& entry) const;
    [[nodiscard]] Cursor key_of(Node::Entry const& entry) const;
    [[nodiscard]] Cursor item(std::size_t index) const;
    /// Another node in the place of this one: what a key means that was left out.
    [[nodiscard]] Cursor standing_for(Node const& node) const;

    void complain(std::string what, std::string allowed = {}, std::string suggestion = {}) const;
    /// "expected ..., not a list"
    void complain_of_kind(std::string const& expected) const;

    template <class V>
    [[nodiscard]] Located<V> located(V value) const {
        return {std::move(value), node_->place(), spoken_path()};
    }

private:
    Cursor(Node const& node, std::string path, Cursor const& from);
    [[nodiscard]] std::string path_to(std::string_view key) const;
    [[nodiscard]] std::string spoken_path() const;

    Node const* node_;
    std::string const* home_; ///< the root's file
    std::string path_;
    Mistakes* mistakes_;
    std::string prefix_;
};

/// The file name that mistakes of the command line's `--set` carry.
inline constexpr std::string_view command_line = "--set";

struct MappingShape;

/// How a type describes itself.
struct Shape {
    std::string type;    ///< "number", "list of [edge](#edge)"
    std::string allowed; ///< "0 to 1"
    std::string unit;    ///< "1/day"
    std::vector<std::shared_ptr<MappingShape const>>
        mappings; ///< explained in sections of their own
};

enum class Presence {
    required,
    optional,    ///< left out: nothing, or what the words say
    defaulted,   ///< left out: read as if the default had been written
    alternative, ///< exactly one of the mapping's alternatives must be there
};

struct KeyShape {
    std::string key;
    Presence presence = Presence::required;
    std::string otherwise; ///< the default
    Shape shape;
    std::string describes;
    std::string source;
};

struct MappingShape {
    std::string title;
    std::string describes;
    std::vector<KeyShape> keys;
};

/// How values of V are written.
template <class V>
struct Type {
    Shape shape;
    std::function<std::optional<V>(Cursor const&)> read;
};

[[nodiscard]] Type<double> number(Interval interval = any_number, std::string_view unit = {});
/// A whole number in [low, high].
[[nodiscard]] Type<std::uint64_t> count(std::uint64_t low, std::uint64_t high,
                                        std::string_view unit = {});
/// Any words; white space at the end is not kept.
[[nodiscard]] Type<std::string> text();
/// A name that others refer to: lower-case letters, digits and _, beginning with a letter. `of`
/// says of what: "trait".
[[nodiscard]] Type<std::string> identifier(std::string_view of);
/// A name to show: letters, digits, spaces and . _ + -, beginning with a letter or digit.
[[nodiscard]] Type<std::string> title();
/// The path of a file, relative to the file that names it.
[[nodiscard]] Type<std::string> file_name(std::string_view of);
/// One of `known`, by its index. Otherwise: unknown `of` (`whose` so many).
/// @param whose  "the theory defines"
[[nodiscard]] Type<std::size_t> reference(std::string_view of, std::vector<std::string> known,
                                          std::string_view whose);
/// One of the given words, by its index.
[[nodiscard]] Type<std::size_t> word(std::vector<std::string> words);

/// The names of a mapping's keys, for references to them; empty when there is no such mapping.
[[nodiscard]] std::vector<std::string> names_in(Node const& root, std::string_view key);
/// Tells that `name` is not among `known`.
void complain_of_unknown(Cursor const& at, std::string const& of, std::string const& name,
                         std::vector<std::string> const& known, std::string const& whose);

/// A type read as another and then turned into W by `convert(value, cursor)`.
template <class W, class V, class F>
[[nodiscard]] Type<W> converted(Type<V> type, F convert) {
    return {type.shape, [read = type.read, convert](Cursor const& cursor) -> std::optional<W> {
                auto value = read(cursor);
                return value ? std::optional<W>(convert(std::move(*value), cursor)) : std::nullopt;
            }};
}

template <class I>
[[nodiscard]] Type<I> count_as(std::uint64_t low, std::uint64_t high, std::string_view unit = {}) {
    return converted<I>(count(low, high, unit),
                        [](std::uint64_t n, Cursor const&) { return static_cast<I>(n); });
}

/// One of the words, as the enumerator with its index.
template <class E>
[[nodiscard]] Type<E> one_of(std::vector<std::string> words) {
    return converted<E>(word(std::move(words)),
                        [](std::size_t index, Cursor const&) { return static_cast<E>(index); });
}

template <class V>
[[nodiscard]] Type<Located<V>> located(Type<V> type) {
    return converted<Located<V>>(std::move(type), [](V value, Cursor const& cursor) {
        return cursor.located(std::move(value));
    });
}

struct Size {
    std::size_t least = 0;
    std::size_t most = 1'000'000;
};

/// True when the cursor's node is a list (a mapping) of a size within bounds; otherwise says so. A
/// mistaken size alone does not keep the elements from being read.
[[nodiscard]] bool is_list(Cursor const& cursor, Size size);
[[nodiscard]] bool is_mapping(Cursor const& cursor, Size size);
[[nodiscard]] Shape list_shape(Shape of, Size size);
[[nodiscard]] Shape map_shape(Shape key, Shape value, Size size);

template <class V>
[[nodiscard]] Type<std::vector<V>> list_of(Type<V> type, Size size = {}) {
    return {list_shape(type.shape, size),
            [read = type.read, size](Cursor const& cursor) -> std::optional<std::vector<V>> {
                if (!is_list(cursor, size)) {
                    return std::nullopt;
                }
                std::vector<V> values;
                for (std::size_t i = 0; i < cursor.node().items.size(); ++i) {
                    if (auto value = read(cursor.item(i))) {
                        values.push_back(std::move(*value));
                    }
                }
                return values;
            }};
}

/// A mapping from names to values, in the file's order; `name` is the member of the value that
/// keeps the name.
template <class K, class V>
[[nodiscard]] Type<std::vector<V>> map_of(Type<K> key, Type<V> type, K V::*name, Size size = {}) {
    return {map_shape(key.shape, type.shape, size),
            [key_read = key.read, read = type.read, name,
             size](Cursor const& cursor) -> std::optional<std::vector<V>> {
                if (!is_mapping(cursor, size)) {
                    return std::nullopt;
                }
                std::vector<V> values;
                for (auto const& entry : cursor.node().entries) {
                    auto word = key_read(cursor.key_of(entry));
                    auto value = read(cursor.value_of(entry));
                    if (word && value) {
                        (*value).*name = std::move(*word);
                        values.push_back(std::move(*value));
                    }
                }
                return values;
            }};
}

[[nodiscard]] Shape either_shape(Shape scalar, Shape mapping);

/// Short form (a single value) or long form (a mapping) of the same thing.
template <class V>
[[nodiscard]] Type<V> short_or_long(Type<V> scalar, Type<V> mapping) {
    return {either_shape(scalar.shape, mapping.shape),
            [short_read = scalar.read, long_read = mapping.read](Cursor const& cursor) {
                return cursor.node().kind == Node::Kind::mapping ? long_read(cursor)
                                                                 : short_read(cursor);
            }};
}

} // namespace core::schema
