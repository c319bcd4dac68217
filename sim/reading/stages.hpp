#pragma once

#include "agents/design.hpp"
#include "core/schema.hpp"

#include <optional>
#include <vector>

namespace sim::reading {

/// How much of a feature there is, by name: only a theory says which there are.
struct FeatureSetting {
    core::schema::Located<std::string> name;
    double value = 0.0;
};

[[nodiscard]] core::schema::Type<std::vector<FeatureSetting>> features();

/// `over` laid over what is known so far.
void set_feature(std::vector<FeatureSetting>& features, FeatureSetting const& over);

/// A stage as a file says it, before it is merged with its design.
struct StageWritten {
    agents::Stage stage; ///< without features and prompts
    std::vector<FeatureSetting> features;
    std::optional<agents::Prompts> prompts;
};

/// How the stages of a design are written. Stages without a name are called "stage 1" and so on,
/// by their place.
[[nodiscard]] core::schema::Type<std::vector<StageWritten>> stages();

} // namespace sim::reading
