#pragma once

#include "core/schema.hpp"
#include "sim/study/study.hpp"

namespace sim::reading {

/// How long a study goes on with a point: `until`.
[[nodiscard]] core::schema::Type<Until> until_type();

} // namespace sim::reading
