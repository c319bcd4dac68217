#pragma once

#include "report/text/text_table.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sim {

/// Text for a terminal, put down from top to bottom.
class Page {
public:
    explicit Page(std::size_t width) : width_(width) {}

    /// The first line of all.
    void title(std::string_view what);
    /// A line in capitals, with space above.
    void heading(std::string_view what);
    void paragraph(std::string_view what, std::size_t indent = 0);
    /// A paragraph whose first line stands two columns further left, behind a dash.
    void item(std::string_view what, std::size_t indent = 2);
    /// `label` and, aligned at a column, what belongs to it.
    void labelled(std::string_view label, std::string_view what, std::size_t indent,
                  std::size_t column);
    void table(report::TextTable const& table);
    void blank() { text_ += '\n'; }

    [[nodiscard]] std::string str() const { return text_; }

private:
    std::size_t width_;
    std::string text_;
};

} // namespace sim
