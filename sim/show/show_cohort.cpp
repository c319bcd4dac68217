#include "core/contract.hpp"
#include "sim/show/drawn_cohort.hpp"
#include "sim/show/show.hpp"

namespace sim {

std::string show_cohort(agents::Cohort const& cohort, ShowCohortOptions const& options) {
    DrawnCohort const drawn(cohort, options);
    switch (options.format) {
    case ShowFormat::text:
        return cohort_text(drawn, options.width);
    case ShowFormat::json:
        return cohort_json(drawn);
    case ShowFormat::csv:
        return cohort_csv(drawn);
    case ShowFormat::svg:
        return cohort_svg(drawn);
    case ShowFormat::dot:
        break;
    }
    HOLDFAST_EXPECT(false && "a cohort has no such format");
    return {};
}

} // namespace sim
