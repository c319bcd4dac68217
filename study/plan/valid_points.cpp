#include "study/plan/valid_points.hpp"

#include "core/mistakes.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace study {
namespace {

/// Numbers of a spread are wrong in the same way at many points: of each key the first two, and how
/// many more there are.
std::vector<core::Mistake> few_of_a_kind(std::vector<core::Mistake> const& mistakes) {
    constexpr std::size_t told = 2;
    using Kind = std::tuple<std::string, int, int, std::string>;
    auto const kind_of = [](core::Mistake const& mistake) {
        auto const& [file, line, column] = mistake.place;
        return Kind(file, line, column, mistake.path);
    };
    std::map<Kind, std::size_t> count;
    for (auto const& mistake : mistakes) {
        ++count[kind_of(mistake)];
    }
    std::map<Kind, std::size_t> seen;
    std::vector<core::Mistake> few;
    for (auto const& mistake : mistakes) {
        auto const all = count[kind_of(mistake)];
        auto const number = ++seen[kind_of(mistake)];
        if (number <= told || all == told + 1) {
            few.push_back(mistake);
        } else if (number == told + 1) {
            few.push_back({mistake.place, mistake.path,
                           fmt::format("and {} more values like these at other points", all - told),
                           "", ""});
        }
    }
    return few;
}

} // namespace

void expect_valid_points(StudyPlan const& plan, int threads, std::function<void()> const& each,
                         std::size_t most, core::Share points) {
    core::Mistakes mistakes;
    std::mutex mutex;
    std::vector<std::optional<sim::Variations>> readers(
        static_cast<std::size_t>(core::thread_count(threads)));
    constexpr std::uint64_t a_block = 16;
    auto const look_at = [&](std::uint64_t point, sim::Variations& reader) {
        try {
            static_cast<void>(plan.at(point, reader));
        } catch (core::ConfigError const& error) {
            std::lock_guard const lock(mutex);
            for (auto const& mistake : error.mistakes()) {
                mistakes.add(mistake);
            }
        }
        each();
    };
    auto const last = std::min<std::uint64_t>(plan.points().size(), points.last);
    core::for_each_block((last - points.first + a_block - 1) / a_block, {threads},
                         [&](std::size_t block, std::size_t worker) {
                             if (!readers[worker]) {
                                 readers[worker].emplace(plan.study().scenario);
                             }
                             auto const first = points.first + block * a_block;
                             for (auto point = first; point < std::min(last, first + a_block);
                                  ++point) {
                                 look_at(point, *readers[worker]);
                             }
                         });
    auto found = few_of_a_kind(mistakes.in_order());
    if (found.size() > most) {
        auto const more = found.size() - most;
        found.resize(most);
        found.push_back({{plan.study().path, 0, 0},
                         "",
                         fmt::format("and {} more mistakes of this kind at other points", more),
                         "",
                         ""});
    }
    if (!found.empty()) {
        throw core::ConfigError(std::move(found));
    }
}

} // namespace study
