#include "core/schema.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <system_error>

namespace core::schema {

namespace {

/// What a number in the file may turn out to be.
struct Parsed {
    enum class As { number, too_large, not_finite, no_number };
    As as = As::no_number;
    double value = 0.0;
};

bool is_word(std::string_view text, std::string_view word) {
    return text.size() == word.size() &&
           std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
}

bool is_not_finite(std::string_view text) {
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        text.remove_prefix(1);
    }
    if (!text.empty() && text[0] == '.') {
        text.remove_prefix(1);
    }
    return is_word(text, "nan") || is_word(text, "inf") || is_word(text, "infinity");
}

Parsed parse_number(std::string_view text) {
    if (is_not_finite(text)) {
        return {Parsed::As::not_finite, 0.0};
    }
    bool const plus = text.starts_with('+');
    if (plus) {
        text.remove_prefix(1);
    }
    if (text.empty() || (plus && text[0] == '-')) {
        return {};
    }
    double value = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
        return {};
    }
    if (error == std::errc::result_out_of_range) {
        // Only one side of "out of range" has a large exponent; what is too small to tell from 0 is
        // 0.
        auto const exponent = text.find_first_of("eE");
        bool const tiny =
            exponent != std::string_view::npos && text.substr(exponent + 1).starts_with('-');
        return tiny ? Parsed{Parsed::As::number, 0.0} : Parsed{Parsed::As::too_large, 0.0};
    }
    return {Parsed::As::number, value};
}

void complain_of_number(Cursor const& cursor, Parsed::As as, char const* expected,
                        std::string const& allowed) {
    auto const written = excerpt(cursor.node().text);
    switch (as) {
    case Parsed::As::number:
        cursor.complain(fmt::format("\"{}\" is text, not {}", written, expected), allowed);
        break;
    case Parsed::As::too_large:
        cursor.complain(fmt::format("{} is too large", written), allowed);
        break;
    case Parsed::As::not_finite:
        cursor.complain(fmt::format("{} is not a finite number", written), allowed);
        break;
    case Parsed::As::no_number:
        cursor.complain(fmt::format("\"{}\" is not {}", written, expected), allowed);
        break;
    }
}

/// The number that stands here; tells why when there is none. @param allowed  () -> words; made
/// only when they are needed: a theory holds thousands of numbers
template <class Allowed>
std::optional<double> number_at(Cursor const& cursor, char const* expected,
                                Allowed const& allowed) {
    if (cursor.node().kind != Node::Kind::scalar) {
        cursor.complain_of_kind(expected);
        return std::nullopt;
    }
    auto const parsed = parse_number(cursor.node().text);
    if (parsed.as == Parsed::As::number && !cursor.node().quoted) {
        return parsed.value;
    }
    complain_of_number(cursor, cursor.node().quoted ? Parsed::As::number : parsed.as, expected,
                       allowed());
    return std::nullopt;
}

void complain_of_range(Cursor const& cursor, bool too_large, std::string const& allowed) {
    cursor.complain(
        fmt::format("{} is too {}", excerpt(cursor.node().text), too_large ? "large" : "small"),
        allowed);
}

/// The words that stand here; tells why when there are none.
/// @param kind  "one of "  @param of  "all, aggregates"
std::optional<std::string> words_at(Cursor const& cursor, std::string_view kind,
                                    std::string_view of = {}) {
    if (cursor.node().kind != Node::Kind::scalar) {
        cursor.complain_of_kind(fmt::format("{}{}", kind, of));
        return std::nullopt;
    }
    return cursor.node().text;
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_identifier(std::string_view text) {
    return !text.empty() && is_lower(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_lower(c) || is_digit(c) || c == '_';
    });
}

bool is_title(std::string_view text) {
    auto const begins = [](char c) { return is_lower(c) || is_upper(c) || is_digit(c); };
    return !text.empty() && begins(text[0]) &&
           std::all_of(text.begin(), text.end(), [begins](char c) {
               return begins(c) || std::string_view(" ._+-").find(c) != std::string_view::npos;
           });
}

std::string size_words(Size size) {
    if (size.least == size.most) {
        return fmt::format("exactly {}", size.least);
    }
    if (size.most == Size{}.most) {
        return size.least == 0 ? "" : fmt::format("at least {}", size.least);
    }
    return fmt::format("{} to {}", size.least, size.most);
}

bool has_size(Cursor const& cursor, std::size_t size, Size bounds) {
    if (size < bounds.least && !cursor.node().cut_short) {
        cursor.complain(size == 0 ? "is empty" : fmt::format("holds only {}", size),
                        size_words(bounds));
    } else if (size > bounds.most) {
        cursor.complain(fmt::format("holds {}", size), size_words(bounds));
        return false;
    }
    return true;
}

std::string in_brackets(Shape const& shape) {
    return shape.allowed.empty() ? shape.type : fmt::format("{} ({})", shape.type, shape.allowed);
}

} // namespace

bool Interval::holds(double x) const noexcept {
    return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high);
}

std::string Interval::words() const {
    if (!low_open && !high_open) {
        return fmt::format("{} to {}", low, high);
    }
    return fmt::format("{} {}, {} {}", low_open ? "more than" : "at least", low,
                       high_open ? "less than" : "at most", high);
}

Cursor::Cursor(Node const& root, Mistakes& mistakes, std::string const& prefix)
    : node_(&root), home_(root.file.get()), mistakes_(&mistakes), prefix_(prefix) {}

Cursor::Cursor(Node const& node, std::string path, Cursor const& from)
    : node_(&node),
      home_(from.home_),
      path_(std::move(path)),
      mistakes_(from.mistakes_),
      prefix_(from.prefix_) {}

std::string Cursor::path_to(std::string_view key) const {
    std::string path;
    path.reserve(path_.size() + 1 + key.size());
    path += path_;
    path += path_.empty() ? "" : ".";
    path += key;
    return path;
}

Cursor Cursor::at(std::string_view key) const {
    auto const* entry = node_->find(key);
    return {entry != nullptr ? entry->value : *node_, path_to(key), *this};
}

Cursor Cursor::value_of(Node::Entry const& entry) const {
    return {entry.value, path_to(excerpt(entry.key.text)), *this};
}

Cursor Cursor::key_of(Node::Entry const& entry) const {
    return {entry.key, value_of(entry).path_, *this};
}

Cursor Cursor::item(std::size_t index) const {
    return {node_->items[index], fmt::format("{}[{}]", path_, index), *this};
}

Cursor Cursor::standing_for(Node const& node) const {
    return {node, path_, *this};
}

std::string Cursor::spoken_path() const {
    bool const given_elsewhere = node_->file && home_ != nullptr && *node_->file != *home_;
    return given_elsewhere ? prefix_ + path_ : path_;
}

void Cursor::complain(std::string what, std::string allowed, std::string suggestion) const {
    if (node_->kind == Node::Kind::scalar && node_->cut_short) {
        return;
    }
    mistakes_->add({node_->place(), spoken_path(), std::move(what), std::move(allowed),
                    std::move(suggestion)});
}

void Cursor::complain_of_kind(std::string const& expected) const {
    if (node_->cut_short) {
        return;
    }
    complain(node_->kind == Node::Kind::nothing
                 ? fmt::format("has no value, expected {}", expected)
                 : fmt::format("expected {}, not {}", expected, in_words(node_->kind)));
}

Type<double> number(Interval interval, std::string_view unit) {
    return {{"number", interval.words(), std::string(unit), {}},
            [interval](Cursor const& cursor) -> std::optional<double> {
                auto const value =
                    number_at(cursor, "a number", [interval] { return interval.words(); });
                if (value && !interval.holds(*value)) {
                    complain_of_range(cursor, *value >= interval.high, interval.words());
                    return std::nullopt;
                }
                return value;
            }};
}

Type<std::uint64_t> count(std::uint64_t low, std::uint64_t high, std::string_view unit) {
    auto const allowed = fmt::format("{} to {}", low, high);
    return {
        {"whole number", allowed, std::string(unit), {}},
        [low, high, allowed](Cursor const& cursor) -> std::optional<std::uint64_t> {
            auto const value = number_at(cursor, "a whole number", [&allowed] { return allowed; });
            if (!value) {
                return std::nullopt;
            }
            // Numbers that a double cannot hold exactly are read digit by digit.
            auto const& written = cursor.node().text;
            std::uint64_t exact = 0;
            auto const [end, error] =
                std::from_chars(written.data(), written.data() + written.size(), exact);
            bool const digits_only = error == std::errc() && end == written.data() + written.size();
            if (!digits_only && (*value != std::floor(*value))) {
                cursor.complain(fmt::format("{} is not a whole number", excerpt(written)), allowed);
                return std::nullopt;
            }
            if (!digits_only && *value >= 0.0 && *value <= 0x1p53) {
                exact = static_cast<std::uint64_t>(*value);
            } else if (!digits_only) {
                complain_of_range(cursor, *value > 0.0, allowed);
                return std::nullopt;
            }
            if (exact < low || exact > high) {
                complain_of_range(cursor, exact > high, allowed);
                return std::nullopt;
            }
            return exact;
        }};
}

Type<std::string> text() {
    return {{"text", "", "", {}}, [](Cursor const& cursor) -> std::optional<std::string> {
                auto words = words_at(cursor, "text");
                if (!words) {
                    return std::nullopt;
                }
                bool const control = std::any_of(words->begin(), words->end(), [](char c) {
                    return (c >= 0 && c < ' ' && c != '\n') || c == '\x7F';
                });
                if (control) {
                    cursor.complain("holds a control character", "only text and line ends");
                    return std::nullopt;
                }
                words->erase(words->find_last_not_of(" \n") + 1);
                return words;
            }};
}

Type<std::string> identifier(std::string_view what) {
    std::string const of(what);
    return {{of + " name", "a-z, then a-z 0-9 _", "", {}}, [of](Cursor const& cursor) {
                auto words = words_at(cursor, "the name of a ", of);
                if (words && !is_identifier(*words)) {
                    cursor.complain(
                        fmt::format("\"{}\" cannot be the name of a {}", excerpt(*words), of),
                        "lower-case letters, digits and _, beginning with a letter");
                    words.reset();
                }
                return words;
            }};
}

Type<std::string> title() {
    return {{"name", "letters, digits, spaces and . _ + -", "", {}}, [](Cursor const& cursor) {
                auto words = words_at(cursor, "a name");
                if (words && (!is_title(*words) || words->size() > 100)) {
                    cursor.complain(fmt::format("\"{}\" cannot be a name", excerpt(*words)),
                                    "up to 100 letters, digits, spaces and . _ + -, beginning with "
                                    "a letter or digit");
                    words.reset();
                }
                return words;
            }};
}

Type<std::string> file_name(std::string_view what) {
    std::string const of(what);
    return {{"path of a " + of, "relative to this file", "", {}}, [of](Cursor const& cursor) {
                auto words = words_at(cursor, "the path of a ", of);
                if (words && words->empty()) {
                    cursor.complain(fmt::format("is empty, expected the path of a {}", of));
                    words.reset();
                }
                return words;
            }};
}

std::vector<std::string> names_in(Node const& root, std::string_view key) {
    std::vector<std::string> names;
    if (auto const* entry = root.find(key)) {
        for (auto const& inner : entry->value.entries) {
            names.push_back(inner.key.text);
        }
    }
    return names;
}

void complain_of_unknown(Cursor const& at, std::string const& of, std::string const& name,
                         std::vector<std::string> const& known, std::string const& whose) {
    // A key of this name says it already at the end of the path.
    bool const said = at.path().ends_with("." + name) || at.path() == name;
    at.complain(
        said ? fmt::format("unknown {}", of) : fmt::format("unknown {} \"{}\"", of, excerpt(name)),
        fmt::format("{} {}", whose, known.empty() ? "none" : fmt::format("{}", known.size())),
        nearest(name, known));
}

Type<std::size_t> reference(std::string_view what, std::vector<std::string> known,
                            std::string_view whose) {
    std::string const of(what);
    return {{of + " name", "", "", {}},
            [of, known = std::move(known),
             whose = std::string(whose)](Cursor const& cursor) -> std::optional<std::size_t> {
                auto const words = words_at(cursor, "the name of a ", of);
                if (!words) {
                    return std::nullopt;
                }
                auto const found = std::find(known.begin(), known.end(), *words);
                if (found == known.end()) {
                    complain_of_unknown(cursor, of, *words, known, whose);
                    return std::nullopt;
                }
                return static_cast<std::size_t>(found - known.begin());
            }};
}

Type<std::size_t> word(std::vector<std::string> words) {
    auto const allowed = fmt::format("{}", fmt::join(words, ", "));
    return {{"one of", allowed, "", {}},
            [words, allowed](Cursor const& cursor) -> std::optional<std::size_t> {
                auto const given = words_at(cursor, "one of ", allowed);
                if (!given) {
                    return std::nullopt;
                }
                auto const found = std::find(words.begin(), words.end(), *given);
                if (found == words.end()) {
                    cursor.complain(fmt::format("\"{}\" is not allowed here", excerpt(*given)),
                                    allowed, nearest(*given, words));
                    return std::nullopt;
                }
                return static_cast<std::size_t>(found - words.begin());
            }};
}

bool is_list(Cursor const& cursor, Size size) {
    if (cursor.node().kind != Node::Kind::list) {
        cursor.complain_of_kind("a list");
        return false;
    }
    return has_size(cursor, cursor.node().items.size(), size);
}

bool is_mapping(Cursor const& cursor, Size size) {
    if (cursor.node().kind != Node::Kind::mapping) {
        cursor.complain_of_kind("a mapping");
        return false;
    }
    return has_size(cursor, cursor.node().entries.size(), size);
}

Shape list_shape(Shape of, Size size) {
    of.type = "list of " + in_brackets(of);
    of.allowed = size_words(size);
    return of;
}

Shape map_shape(Shape key, Shape value, Size size) {
    value.type = fmt::format("mapping: {} to {}", key.type, in_brackets(value));
    value.allowed = size_words(size);
    return value;
}

Shape either_shape(Shape scalar, Shape mapping) {
    mapping.type = fmt::format("{} or {}", scalar.type, mapping.type);
    mapping.allowed = scalar.allowed;
    mapping.unit = scalar.unit;
    return mapping;
}

} // namespace core::schema
