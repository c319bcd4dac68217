#include "core/csv_writer.hpp"

#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace core {

void CsvWriter::separate() {
    if (row_begun_) {
        stream_ << ',';
    }
    row_begun_ = true;
}

CsvWriter& CsvWriter::cell(std::string_view text) {
    separate();
    // A blank row would be lost by readers, so that an empty text is quoted; NaN stays empty.
    if (!text.empty() && text.find_first_of(",\"\n\r") == std::string_view::npos) {
        stream_ << text;
        return *this;
    }
    stream_ << '"';
    for (char const c : text) {
        stream_ << (c == '"' ? "\"\"" : std::string_view(&c, 1));
    }
    stream_ << '"';
    return *this;
}

CsvWriter& CsvWriter::cell(double value) {
    separate();
    if (!std::isnan(value)) {
        stream_ << fmt::format("{}", value);
    }
    return *this;
}

CsvWriter& CsvWriter::cell(std::int64_t value) {
    separate();
    stream_ << value;
    return *this;
}

CsvWriter& CsvWriter::cell(std::uint64_t value) {
    separate();
    stream_ << value;
    return *this;
}

void CsvWriter::end_row() {
    stream_ << '\n';
    row_begun_ = false;
}

} // namespace core
