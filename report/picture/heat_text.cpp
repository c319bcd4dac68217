#include "report/picture/heat_picture.hpp"
#include "report/text/estimate_text.hpp"
#include "report/text/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace report::picture {
namespace {

/// Three digits of the distance from the lowest to the highest number.
int decimals_of(HeatPicture const& picture) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (auto const& row : picture.values) {
        for (double const value : row) {
            low = std::isfinite(value) ? std::min(low, value) : low;
            high = std::isfinite(value) ? std::max(high, value) : high;
        }
    }
    return high > low ? std::clamp(2 - static_cast<int>(std::floor(std::log10(high - low))), 0, 6)
                      : 2;
}

} // namespace

std::string heat_number(HeatPicture const& picture, double value) {
    return std::isfinite(value) ? number_text(value, decimals_of(picture)) : "-";
}

std::string text(HeatPicture const& picture, std::size_t width) {
    std::vector<TextTable::Column> columns{{picture.row_title, Align::right}};
    for (auto const& name : picture.columns) {
        columns.push_back({name, Align::right});
    }
    TextTable table(columns, 2);
    for (std::size_t r = 0; r < picture.rows.size(); ++r) {
        std::vector<std::string> cells{picture.rows[r]};
        for (std::size_t c = 0; c < picture.columns.size(); ++c) {
            bool const uncertain = !picture.uncertain.empty() && picture.uncertain[r][c];
            cells.push_back(heat_number(picture, picture.values[r][c]) + (uncertain ? "?" : " "));
        }
        table.add_row(std::move(cells));
    }
    return picture.words.title + "\n" + table.str(width);
}

} // namespace report::picture
