#include "study/running/slice.hpp"

#include "core/mistakes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>

namespace study {
namespace {

bool same(std::vector<double> const& a, std::vector<double> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y) ||
               (std::isnan(x) && std::isnan(y));
    });
}

[[noreturn]] void complain_of_difference(StudyRun const& run, std::string const& path) {
    throw core::ConfigError({{{path, 0, 0},
                              "",
                              fmt::format("point {}, replicate {} differs from what another shard "
                                          "says of it",
                                          run.point, run.replicate),
                              "the same bits: one of the two is damaged, or of another program",
                              ""}});
}

} // namespace

Slice::Slice(StudyPlan const& plan, Stopping const& stopping, PointRange const& points)
    : plan_(plan),
      stopping_(stopping),
      points_(points),
      runs_((points.last - points.first) * plan.study().replicates) {}

std::uint64_t Slice::most_points(StudyPlan const& plan) {
    constexpr std::uint64_t most_bytes = std::uint64_t{32} << 20U;
    constexpr std::uint64_t texts = 64; // of a fingerprint, and what the heap adds
    auto const run_bytes =
        sizeof(RunResult) + texts + plan.measurement().names().size() * sizeof(double);
    return std::max<std::uint64_t>(1, most_bytes / (run_bytes * plan.study().replicates));
}

void Slice::add(ShardReader& shard) {
    for (auto const& study : shard.studies()) {
        auto const columns = study.columns_of(plan_.measurement().names());
        if (study.fingerprint == plan_.fingerprint() && columns) {
            shard.read(study, points_, *columns,
                       [&](RunResult const& result) { add(result, shard.path()); });
        }
    }
}

void Slice::add(RunResult const& result, std::string const& path) {
    auto const [point, replicate] = result.run;
    if (replicate >= stopping_.counting(point)) {
        return;
    }
    auto& known = runs_[(point - points_.first) * plan_.study().replicates + replicate];
    if (!known || !known->failure.empty()) {
        known = result;
    } else if (result.failure.empty() && !same(known->outputs, result.outputs)) {
        complain_of_difference(result.run, path);
    }
}

void Slice::tell(std::function<void(RunResult const&)> const& take) const {
    for (auto const& run : runs_) {
        if (run) {
            take(*run);
        }
    }
}

} // namespace study
