#pragma once

#include "sim/record.hpp"

#include <string>

namespace sim {

/// The file of results is HDF5, one column a data set: docs/results-schema.md. This is the version
/// of its layout.
inline constexpr int results_schema_version = 1;

/// Writes a record to a temporary file beside `path` and renames it when it is whole. Throws
/// core::IoError.
void write_record(std::string const& path, Record const& record);

/// Reads what write_record wrote and sees to it that every column has the shape and the values that
/// it must have. Throws core::IoError for a file that is missing, not HDF5, not ours, of a
/// later layout, cut short or inconsistent.
[[nodiscard]] Record read_record(std::string const& path);

/// 32 hexadecimal digits over the names, shapes and bytes of all columns, without provenance: equal
/// for equal results.
[[nodiscard]] std::string content_digest(Record const& record);

} // namespace sim
