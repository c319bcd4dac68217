#pragma once

#include "sim/reading/reading.hpp"
#include "sim/scenario.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sim {

/// A scenario, and what tells it from others: equal fingerprints are equal results.
struct Variation {
    Scenario scenario; ///< without sources and overrides
    std::string fingerprint;
};

/// A scenario that is read many times with other overrides: files are opened and parsed once, and
/// what no override touches is read once. One thread at a time.
class Variations {
public:
    explicit Variations(std::string path);
    ~Variations();
    Variations(Variations&&) noexcept;
    Variations& operator=(Variations&&) noexcept;

    /// What read_scenario(path, overrides) gives. Throws core::ConfigError.
    [[nodiscard]] Variation with(std::vector<Override> const& overrides);

private:
    struct Known;
    std::string path_;
    std::unique_ptr<Known> known_;
};

} // namespace sim
