#include "core/csv_parser.hpp"

#include "core/text_file.hpp"

#include <fmt/format.h>
#include <limits>
#include <unordered_set>
#include <utility>

namespace core {

CsvParser::CsvParser(std::string text, std::string const& file, Mistakes& mistakes)
    : table_(file), mistakes_(mistakes) {
    table_.text_ = std::move(text);
}

CsvTable CsvParser::table() {
    if (!begin_row()) {
        mistakes_.add({{table_.file_, 0, 0},
                       "",
                       "is empty",
                       "a line with the names of the columns, then rows",
                       ""});
        return std::move(table_);
    }
    take_header();
    while (begin_row()) {
        auto const begin = at_;
        make_rectangular(begin, read_row());
    }
    if (ragged_ > most_told) {
        mistakes_.add(
            {{table_.file_, 0, 0},
             "",
             fmt::format("{} rows in all do not have as many fields as the header", ragged_),
             "",
             ""});
    }
    return std::move(table_);
}

char CsvParser::peek(std::size_t ahead) const noexcept {
    return at_ + ahead < table_.text_.size() ? table_.text_[at_ + ahead] : '\0';
}

bool CsvParser::at_line_end() const noexcept {
    return at_ >= table_.text_.size() || peek() == '\n' || peek() == '\r';
}

void CsvParser::end_line() noexcept {
    at_ += peek() == '\r' && peek(1) == '\n' ? std::size_t{2} : std::size_t{1};
}

bool CsvParser::begin_row() noexcept {
    while (at_ < table_.text_.size() && at_line_end()) {
        end_line();
    }
    return at_ < table_.text_.size();
}

std::size_t CsvParser::read_row() {
    std::size_t fields = 1;
    read_field();
    for (; peek() == ','; ++fields) {
        ++at_;
        read_field();
    }
    end_line();
    return fields;
}

void CsvParser::read_field() {
    if (peek() == '"') {
        read_quoted();
    } else {
        read_plain();
    }
}

void CsvParser::read_plain() {
    auto const begin = at_;
    bool told = false;
    for (; !at_field_end(); ++at_) {
        if (peek() == '"' && !std::exchange(told, true)) {
            complain(at_, "a quote inside a field that does not begin with one",
                     "a field with quotes is written \"so, with each \"\" doubled\"");
        }
    }
    keep(begin, at_, false);
}

void CsvParser::read_quoted() {
    auto const opening = at_++;
    bool as_it_stands = true;
    while (at_ < table_.text_.size()) {
        if (peek() == '"' && peek(1) != '"') {
            std::string_view const raw(table_.text_.data() + opening + 1, at_ - opening - 1);
            if (as_it_stands) {
                keep(opening, at_ - 1, true);
            } else {
                keep_decoded(opening, raw);
            }
            skip_after_quotes();
            return;
        }
        as_it_stands = as_it_stands && peek() != '"' && peek() != '\r';
        at_ += peek() == '"' ? std::size_t{2} : std::size_t{1};
    }
    complain(opening, "this quote is never closed", "");
    keep(opening, opening, false);
}

void CsvParser::skip_after_quotes() {
    ++at_;
    if (!at_field_end()) {
        complain(at_, "text after the closing quote", "a comma or the end of the line");
    }
    while (!at_field_end()) {
        ++at_;
    }
}

void CsvParser::keep(std::size_t begin, std::size_t end, bool quoted) {
    auto const length =
        std::min<std::size_t>(end - begin, std::numeric_limits<std::int32_t>::max());
    table_.cells_.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint16_t>(begin >> 32U),
         static_cast<std::uint16_t>(quoted ? 1 : 0), static_cast<std::int32_t>(length)});
}

/// A doubled quote is one, and CR and CRLF are LF.
void CsvParser::keep_decoded(std::size_t begin, std::string_view raw) {
    std::string decoded;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        bool const pair = i + 1 < raw.size() && ((raw[i] == '"' && raw[i + 1] == '"') ||
                                                 (raw[i] == '\r' && raw[i + 1] == '\n'));
        decoded += raw[i] == '\r' ? '\n' : raw[i];
        i += pair ? std::size_t{1} : std::size_t{0};
    }
    keep(begin, begin, true);
    table_.cells_.back().length_or_decoded = -1 - static_cast<std::int32_t>(table_.decoded_.size());
    table_.decoded_.push_back(std::move(decoded));
}

/// Takes the names of the columns; tells those that are missing or given twice.
void CsvParser::take_header() {
    auto const columns = read_row();
    table_.header_.resize(columns);
    std::unordered_set<std::string> seen;
    for (std::size_t c = 0; c < columns; ++c) {
        std::string name(trimmed(table_.cell(0, c)));
        auto const begin = table_.at(0, c).begin();
        if (name.empty()) {
            complain(begin, fmt::format("column {} has no name", c + 1), "");
        } else if (!seen.insert(name).second) {
            complain(begin, fmt::format("column \"{}\" is there twice", excerpt(name)), "");
        }
        table_.header_[c] = std::move(name);
    }
    tell_other_separator();
    table_.cells_.clear();
}

void CsvParser::tell_other_separator() {
    auto const first = table_.cell(0, 0);
    if (table_.header_.size() == 1 && first.find_first_of(";\t") != std::string_view::npos) {
        complain(table_.at(0, 0).begin(),
                 fmt::format("fields seem to be separated by {}",
                             first.find(';') != std::string_view::npos ? "\";\"" : "tabs"),
                 "commas");
    }
}

void CsvParser::make_rectangular(std::size_t row_begin, std::size_t cells) {
    auto const columns = table_.header_.size();
    if (cells == columns) {
        return;
    }
    if (++ragged_ <= most_told) {
        complain(row_begin, fmt::format("{} field{} in this row", cells, cells == 1 ? "" : "s"),
                 fmt::format("{}, as in the header", columns));
    }
    for (; cells > columns; --cells) {
        table_.cells_.pop_back();
    }
    for (; cells < columns; ++cells) {
        keep(row_begin, row_begin, false);
    }
}

void CsvParser::complain(std::size_t at, std::string what, std::string allowed) {
    mistakes_.add(
        {place_in(table_.text_, at, table_.file_), "", std::move(what), std::move(allowed), ""});
}

} // namespace core
