#pragma once

#include "core/column_file.hpp"

#include <string>

namespace sim {

/// A column of a results file: where it stands, and what it says of itself.
struct ColumnInfo {
    std::string path;
    core::Shape shape;
    std::string unit;      ///< "day", "0 to 1", "people"
    std::string describes; ///< what a value is, and how a missing one looks
    core::Storage storage = core::Storage::plain;
};

} // namespace sim
