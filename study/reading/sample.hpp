#pragma once

#include "core/schema.hpp"
#include "study/study.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace study::reading {

/// Which points of its factors a study asks for.
struct SampleWritten {
    enum class How {
        grid,
        list,
        random,
        latin_hypercube,
        sobol,
        saltelli,
        morris,
        plackett_burman,
        fractional_factorial,
    };
    How how = How::grid;
    std::optional<core::schema::Located<std::string>> file; ///< list
    std::uint64_t points = 0;  ///< random, latin_hypercube, sobol; of saltelli the blocks, of
                               ///< morris the trajectories, of fractional_factorial the runs
    std::uint32_t levels = 4;  ///< morris
    bool second_order = false; ///< saltelli
    bool fold_over = false;    ///< plackett_burman
};

[[nodiscard]] core::schema::Type<SampleWritten> sample_type();

/// The sampling of a study whose factors are known. Tells what does not go together.
/// @param sample  the key of the study's file, there or not @param study  its path, factors, seed
[[nodiscard]] Sampling sampling_of(SampleWritten const& written, Study const& study,
                                   core::schema::Cursor const& sample);

/// The first few labels of a factor, for a message.
[[nodiscard]] std::string labels_of(Factor const& factor);
[[nodiscard]] std::optional<std::size_t> level_of(Factor const& factor, std::string_view label);

} // namespace study::reading
