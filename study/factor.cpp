#include "core/csv.hpp"
#include "study/study.hpp"

#include <algorithm>

namespace study {

bool Factor::numeric() const {
    return std::all_of(levels.begin(), levels.end(),
                       [](Level const& level) { return core::number_in(level.label).has_value(); });
}

} // namespace study
