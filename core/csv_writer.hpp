#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace core {

/// Writes CSV: quotes where need be, LF at the end of rows, numbers in the fewest digits that read
/// back as the same number, nothing for NaN.
class CsvWriter {
public:
    explicit CsvWriter(std::ostream& stream) : stream_(stream) {}

    CsvWriter& cell(std::string_view text);
    CsvWriter& cell(char const* text) { return cell(std::string_view(text)); }
    CsvWriter& cell(double value);
    CsvWriter& cell(std::int64_t value);
    CsvWriter& cell(std::uint64_t value);
    CsvWriter& cell(int value) { return cell(static_cast<std::int64_t>(value)); }
    void end_row();

private:
    void separate();

    std::ostream& stream_;
    bool row_begun_ = false;
};

} // namespace core
