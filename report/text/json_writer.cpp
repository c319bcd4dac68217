#include "report/text/json_writer.hpp"

#include "core/contract.hpp"

#include <fmt/format.h>

#include <cmath>

namespace report {

namespace {

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// Bytes of the UTF-8 character that starts at `at`; 0 where none does (RFC 3629: no overlong
/// forms, no surrogates).
std::size_t utf8_length(std::string_view text, std::size_t at) {
    auto const lead = static_cast<unsigned char>(text[at]);
    std::size_t const length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text, at + i)) {
            return 0;
        }
    }
    auto const second = length > 2 ? static_cast<unsigned char>(text[at + 1]) : 0x90U;
    bool const overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    bool const beyond = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
    return length > 2 && (overlong || beyond) ? 0 : length;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        auto const length = utf8_length(text, at);
        char const c = text[at];
        if (length == 0) {
            out += "\\ufffd";
        } else if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (c == '\n') {
            out += "\\n";
        } else if (length == 1 && static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += text.substr(at, length);
        }
        at += length == 0 ? 1 : length;
    }
    return out + '"';
}

} // namespace

void JsonWriter::new_line() {
    if (indent_ > 0) {
        text_ += '\n';
        text_.append(open_.size() * static_cast<std::size_t>(indent_), ' ');
    }
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    HOLDFAST_EXPECT(open_.empty() ? text_.empty() : open_.back() == Inside::array);
    if (!first_) {
        text_ += ',';
    }
    if (!open_.empty()) {
        new_line();
    }
    first_ = false;
}

JsonWriter& JsonWriter::raw(std::string_view text) {
    before_value();
    text_ += text;
    return *this;
}

JsonWriter& JsonWriter::begin(Inside what, char bracket) {
    raw({&bracket, 1});
    open_.push_back(what);
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end(Inside what, char bracket) {
    HOLDFAST_EXPECT(!open_.empty() && open_.back() == what && !after_key_);
    open_.pop_back();
    if (!first_) {
        new_line();
    }
    text_ += bracket;
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::begin_object() {
    return begin(Inside::object, '{');
}
JsonWriter& JsonWriter::end_object() {
    return end(Inside::object, '}');
}
JsonWriter& JsonWriter::begin_array() {
    return begin(Inside::array, '[');
}
JsonWriter& JsonWriter::end_array() {
    return end(Inside::array, ']');
}

JsonWriter& JsonWriter::key(std::string_view name) {
    HOLDFAST_EXPECT(!open_.empty() && open_.back() == Inside::object && !after_key_);
    if (!first_) {
        text_ += ',';
    }
    new_line();
    text_ += quoted(name) + (indent_ > 0 ? ": " : ":");
    first_ = false;
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    return raw(quoted(text));
}
JsonWriter& JsonWriter::value(double number) {
    return std::isfinite(number) ? raw(fmt::format("{}", number)) : null();
}
JsonWriter& JsonWriter::value(float number) {
    return std::isfinite(number) ? raw(fmt::format("{}", number)) : null();
}
JsonWriter& JsonWriter::value(bool truth) {
    return raw(truth ? "true" : "false");
}
JsonWriter& JsonWriter::value(std::int64_t number) {
    return raw(fmt::format("{}", number));
}
JsonWriter& JsonWriter::value(std::uint64_t number) {
    return raw(fmt::format("{}", number));
}
JsonWriter& JsonWriter::null() {
    return raw("null");
}

std::string JsonWriter::str() const {
    HOLDFAST_EXPECT(open_.empty() && !text_.empty());
    return text_ + '\n';
}

} // namespace report
