#pragma once

#include "core/mistakes.hpp"
#include "core/schema.hpp"
#include "sim/reading/files.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sim::reading {

/// A kind of file that can be checked and is explained in the reference.
struct FileKind {
    std::string_view name; ///< what stands behind `kind:`
    void (*check)(File& file,
                  Files& files);    ///< adds the mistakes of the file and of those it names
    core::schema::Shape (*shape)(); ///< its keys
};

/// Scenario, design, cohort and theory.
[[nodiscard]] std::span<FileKind const> file_kinds() noexcept;

/// The mistakes in a file of one of these kinds and in the files that it names. Empty: it can be
/// used.
[[nodiscard]] std::vector<core::Mistake> check_file(std::string const& path,
                                                    std::span<FileKind const> kinds);

/// Every key of every kind of file, from the declarations that read them, as Markdown.
[[nodiscard]] std::string reference_page(std::span<FileKind const> kinds);

} // namespace sim::reading
