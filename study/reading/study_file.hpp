#pragma once

#include "core/schema.hpp"
#include "sim/reading/files.hpp"
#include "study/reading/sample.hpp"
#include "study/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace study::reading {

/// A study as its file says, before the files that it names are read.
struct StudyWritten {
    using Words = core::schema::Located<std::string>;

    /// path: value
    struct Setting {
        std::string path;
        Words value;
    };
    struct NamedSet {
        std::string name;
        std::vector<Setting> settings;
    };
    struct WhenWritten {
        std::string factor;
        std::vector<Words> levels;
        core::Place place;
    };
    struct FactorWritten {
        std::string name;
        std::optional<Words> path;
        std::vector<Words> paths;
        std::vector<Words> values;
        std::vector<NamedSet> sets;
        std::optional<Spread> spread;
        std::optional<std::string> scale; ///< of `range`
        bool whole = false;
        std::size_t steps = 0;
        std::vector<WhenWritten> when;
        core::Place place;
    };

    std::string name;
    std::string describes;
    std::optional<Words> scenario;
    std::vector<Setting> set;
    std::vector<FactorWritten> vary;
    std::vector<Words> vary_assumed;
    SampleWritten sample;
    std::uint32_t replicates = 1;
    std::optional<Until> until;
    std::uint64_t seed = 0;
    std::string attrition = "left";
    std::vector<Words> outputs;
};

[[nodiscard]] core::schema::Type<StudyWritten> study_type();

/// The study in an open file; of use only when no mistake was told. Its points are not looked at.
[[nodiscard]] Study read_study_file(sim::reading::File& file, sim::reading::Files& files);

} // namespace study::reading
