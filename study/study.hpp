#pragma once

#include "analysis/experiments/experiment.hpp"
#include "core/mistakes.hpp"
#include "sim/reading/reading.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// A study: one scenario, run at many points. Only sim/reading makes one.
namespace study {

/// A key of the scenario, its theory, cohort or designs, as --set names it.
struct VariedPath {
    std::string path;
    core::Place place; ///< where the study names it
};

/// One of several things that a factor may be.
struct Level {
    std::string label;                    ///< "0.5", "rich"
    std::vector<sim::Override> overrides; ///< what it sets
};

/// Numbers that a factor may take, as a quantile function.
struct Spread {
    enum class Kind { uniform, log_uniform, normal, triangular };
    Kind kind = Kind::uniform;
    double low = 0.0;      ///< below high; of a normal one perhaps -infinity
    double high = 1.0;     ///< of a normal one perhaps infinity
    double mode = 0.0;     ///< triangular, low .. high
    double mean = 0.0;     ///< normal, before it is cut off at low and high
    double sd = 1.0;       ///< normal; above 0
    bool whole = false;    ///< whole numbers only; uniform: each of low .. high as likely
    std::size_t steps = 0; ///< evenly spaced quantiles that a grid takes, both ends included

    /// The number at a probability in [0, 1]; in (0, 1) where there are no ends.
    [[nodiscard]] double quantile(double p) const;
    /// Whether quantile(0) and quantile(1) are numbers.
    [[nodiscard]] bool bounded() const noexcept;
};

/// A factor counts only where another one has one of these levels; else what it would change stays
/// as the scenario has it.
struct Condition {
    std::size_t factor = 0; ///< index; comes before the factor that depends on it
    std::vector<std::size_t> levels;
};

/// What varies, by a name of its own.
struct Factor {
    std::string name;
    std::vector<VariedPath> paths; ///< all set to the same number; empty with named sets
    std::vector<Level> levels;     ///< empty: a spread
    Spread spread;
    std::vector<Condition> when; ///< all must hold
    core::Place place;

    /// Whether all that it may be is numbers.
    [[nodiscard]] bool numeric() const;
};

/// Every combination of levels.
struct Grid {};
/// Rows of a file: what each factor is at each point.
struct Listed {
    std::vector<std::vector<std::string>> rows; ///< shape (points, factors): labels or numbers
    std::vector<int> lines;                     ///< of the file, shape (points)
    std::string file;
};
/// An experiment chooses the place of a point in the unit cube: probabilities of spreads, levels in
/// equal parts.
using Sampling = std::variant<Grid, Listed, analysis::Experiment>;

/// A mean over replicates is known to within so much, with 95% confidence.
struct UntilPrecise {
    double half_width = 0.0; ///< > 0
};
/// The best of all points and designs is known.
struct UntilBest {
    double confidence = 0.95;  ///< [0.5,1)
    double indifference = 0.0; ///< > 0: a difference worth detecting
    bool larger = true;        ///< larger is better
};
/// When a point has met enough lucks.
struct Until {
    std::variant<UntilPrecise, UntilBest> goal;
    std::uint32_t fewest = 0; ///< replicates before anything is decided
    std::string of;           ///< name of outputs, perhaps without the design; empty: the first
    core::Place place;
};

struct OutputWritten {
    std::string text; ///< "retention.last_use@30"
    core::Place place;
};

struct Study {
    std::string name;
    std::string describes;
    std::string path;                 ///< of its file
    std::string scenario;             ///< path of the scenario that is varied
    std::vector<sim::Override> fixed; ///< what all points share
    std::vector<Factor> factors;
    Sampling sampling;
    std::uint32_t replicates = 1; ///< lucks at each point; with `until` the most of them
    std::optional<Until> until;
    std::uint64_t seed = 0; ///< of the sampling
    std::string attrition = "left";
    std::vector<OutputWritten> outputs;
    std::string fingerprint; ///< of what makes points: everything but name, describes and outputs
    std::vector<sim::SourceFile> sources;
};

} // namespace study
