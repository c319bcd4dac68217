#pragma once

#include "core/schema.hpp"
#include "study/study.hpp"

namespace study::reading {

/// How long a study goes on with a point: `until`.
[[nodiscard]] core::schema::Type<Until> until_type();

} // namespace study::reading
