#pragma once

#include "report/picture/curve.hpp"
#include "report/picture/lettering.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// A number for each pair of values of two factors.
struct HeatPicture {
    Lettering words = {};
    std::string row_title = {};
    std::string column_title = {};
    std::vector<std::string> rows = {};            ///< from the top
    std::vector<std::string> columns = {};         ///< from the left
    std::vector<std::vector<double>> values = {};  ///< shape (rows, columns); NaN: unknown
    std::vector<std::vector<bool>> uncertain = {}; ///< shape (rows, columns), or empty: cells whose
                                                   ///< interval holds the middle; shown in italics
    double middle =
        not_given; ///< of two colours that part there, as no difference; NaN: one colour
    std::string value_title = {};
};

/// As many decimals as it takes to tell neighbours apart, in all cells alike.
[[nodiscard]] std::string heat_number(HeatPicture const& picture, double value);

[[nodiscard]] std::string svg(HeatPicture const& picture);
/// As a table of numbers; uncertain ones with a question mark.
[[nodiscard]] std::string text(HeatPicture const& picture, std::size_t width);

} // namespace report::picture
