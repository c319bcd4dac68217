#pragma once

#include "analysis/data/covariates.hpp"
#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace report {

/// Rows with a label each and what the labels are called.
struct NamedGroups {
    analysis::Grouping rows;        ///< empty `of`: all rows are one group
    std::vector<std::string> names; ///< shape (groups); one empty name for one group
    std::string column = {};        ///< what divides them: "sex", "design"

    [[nodiscard]] std::size_t size() const noexcept { return names.size(); }
    [[nodiscard]] bool divided() const noexcept { return names.size() > 1; }
};

/// How the rows of one cluster belong together.
enum class Clusters {
    none,   ///< every row is a person of its own
    people, ///< rows of a cluster are one person, who may be in several groups
};

/// Times to events with all that a survival analysis may want to know of the rows: read from a
/// file of observations, or taken from a simulated record.
struct EventData {
    std::string source; ///< the file, for headings
    analysis::EventTable table;
    std::vector<std::string> causes; ///< shape (table.causes)
    NamedGroups groups;
    NamedGroups strata;
    analysis::Covariates covariates; ///< no columns: none were asked for
    Clusters clusters = Clusters::none;
    std::size_t rows_left_out = 0;  ///< with something missing
    std::vector<std::string> notes; ///< what was concluded from the data: "status 1 is censored"
};

/// The rows of one group, in their order; the groupings are left empty.
[[nodiscard]] analysis::EventTable rows_of_group(EventData const& data, std::size_t group);

} // namespace report
