#pragma once

#include "study/running/stopping.hpp"

#include <string>

namespace study {

/// What `until` has come to, in words, with a newline at the end; empty without `until`.
[[nodiscard]] std::string verdict_text(StudyPlan const& plan, Stopping const& stopping);

} // namespace study
