#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace agents {

/// Who in the seed paper said so, best supported first. Source: evidence.md (d), "Quantifier".
enum class SaidBy { all, most, some, authors, few, one, inferred };
inline constexpr std::array<std::string_view, 7> said_by_names{"all", "most", "some",    "authors",
                                                               "few", "one",  "inferred"};

/// How much a relation is to be trusted, [0,1]. Source: evidence.md (d), "Suggested confidence
/// weight".
[[nodiscard]] constexpr double confidence(SaidBy said_by) noexcept {
    switch (said_by) {
    case SaidBy::all:
        return 1.0;
    case SaidBy::most:
        return 0.8;
    case SaidBy::some:
        return 0.5;
    case SaidBy::authors:
        return 0.4;
    case SaidBy::few:
        return 0.3;
    case SaidBy::one:
        return 0.2;
    case SaidBy::inferred:
        return 0.1;
    }
    return 0.0;
}

struct Range {
    double low = 0.0;
    double high = 0.0;
};

/// A number of the theory and where it comes from. One without a source is an assumption.
struct Quantity {
    double value = 0.0;
    std::optional<Range> range = std::nullopt; ///< plausible values, for sweeps and calibration
    std::string id = {}; ///< the relation of evidence.md (d) it stands for: "R1", "U4", "F9"
    SaidBy said_by = SaidBy::inferred;
    std::string source = {}; ///< paper, table, or "assumption"
};

} // namespace agents
