#include "report/survival/model_columns.hpp"

#include <fmt/format.h>

namespace report {

analysis::Covariates model_columns(EventData const& data) {
    auto const rows = static_cast<Eigen::Index>(data.table.size());
    auto const groups = static_cast<Eigen::Index>(data.groups.size()) - 1;
    auto const others = data.covariates.values.cols();
    analysis::Covariates columns{Eigen::MatrixXd::Zero(rows, groups + others), {}};
    for (Eigen::Index g = 0; g < groups; ++g) {
        for (Eigen::Index i = 0; i < rows; ++i) {
            columns.values(i, g) =
                data.groups.rows.of[static_cast<std::size_t>(i)] == g + 1 ? 1 : 0;
        }
        columns.names.push_back(fmt::format("{}: {}", data.groups.column,
                                            data.groups.names[static_cast<std::size_t>(g) + 1]));
    }
    if (others > 0) {
        columns.values.rightCols(others) = data.covariates.values;
    }
    columns.names.insert(columns.names.end(), data.covariates.names.begin(),
                         data.covariates.names.end());
    return columns;
}

} // namespace report
