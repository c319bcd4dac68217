#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace tests {

/// A CSV file without quotes by column; lines that begin with # are left out.
class Frame {
public:
    explicit Frame(std::map<std::string, std::vector<std::string>> columns)
        : columns_(std::move(columns)) {}

    [[nodiscard]] std::size_t rows() const { return columns_.begin()->second.size(); }
    [[nodiscard]] std::vector<std::string> const& text(std::string const& column) const;
    /// NaN for NA. Throws for what is no number.
    [[nodiscard]] std::vector<double> number(std::string const& column) const;
    [[nodiscard]] std::vector<int> integer(std::string const& column) const;
    /// 0, 1, ... by the order of the sorted texts, as R's factor does.
    [[nodiscard]] std::vector<int> label(std::string const& column) const;
    /// Only the rows on which none of these columns is NA, as R's na.omit.
    [[nodiscard]] Frame without_missing(std::vector<std::string> const& columns) const;
    /// Only the rows on which the column has this text.
    [[nodiscard]] Frame where(std::string const& column, std::string const& wanted) const;

private:
    std::map<std::string, std::vector<std::string>> columns_;
};

/// @param path  from the root of the repository
[[nodiscard]] Frame read_frame(std::string const& path);
/// tests/data/NAME.csv
[[nodiscard]] Frame data_set(std::string const& name);

} // namespace tests
