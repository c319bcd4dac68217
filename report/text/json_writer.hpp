#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace report {

/// Writes JSON (RFC 8259) piece by piece: escapes text, replaces bytes that are not UTF-8 by
/// U+FFFD, writes numbers as the shortest text that reads back to the same bits, and NaN and
/// infinities as null, since JSON has neither.
///
///   JsonWriter json;
///   json.begin_object().key("designs").begin_array().value("a").end_array().end_object();
///   json.str()
class JsonWriter {
public:
    /// @param indent  spaces a level; 0: everything on one line
    explicit JsonWriter(int indent = 2) : indent_(indent) {}

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(char const* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::string const& text) { return value(std::string_view(text)); }
    JsonWriter& value(double number);
    JsonWriter& value(float number);
    JsonWriter& value(bool truth);
    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(std::uint64_t number);
    JsonWriter& value(std::uint32_t number) { return value(static_cast<std::uint64_t>(number)); }
    JsonWriter& null();

    /// key(name).value(what)
    template <class T>
    JsonWriter& member(std::string_view name, T const& what) {
        return key(name).value(what);
    }

    /// The document, closed with a newline; every object and array must have been ended (contract).
    [[nodiscard]] std::string str() const;

private:
    enum class Inside { object, array };
    void before_value();
    void new_line();
    JsonWriter& raw(std::string_view text);
    JsonWriter& begin(Inside what, char bracket);
    JsonWriter& end(Inside what, char bracket);

    int indent_;
    std::string text_;
    std::vector<Inside> open_;
    bool first_ = true; ///< nothing has been written yet inside the innermost bracket
    bool after_key_ = false;
};

} // namespace report
