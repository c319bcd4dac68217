#pragma once

#include "core/mistakes.hpp"

#include <string>
#include <vector>

namespace study {

/// The mistakes in a file of any kind, a study's too, and in the files that it names. Empty: it can
/// be used; the points of a study are not looked at.
[[nodiscard]] std::vector<core::Mistake> check_file(std::string const& path);

/// Whether a file says that it is a study.
[[nodiscard]] bool is_study(std::string const& path);

/// docs/scenario-reference.md: every key of every kind of file, from the declarations that read
/// them.
[[nodiscard]] std::string reference_page();

} // namespace study
