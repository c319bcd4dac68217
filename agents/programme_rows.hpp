#pragma once

#include "agents/programme.hpp"

namespace agents {

/// Gives a compiled programme the rows of its tables: every predictor and private variable its own,
/// and every sum of subthemes that must be known each day, which takes the place of its subthemes
/// in the predictors that everybody asks each day.
void lay_out(Programme& programme);

} // namespace agents
