#include "sim/reading/file_kind.hpp"

#include "core/schema_markdown.hpp"
#include "sim/reading/cohort_file.hpp"
#include "sim/reading/design_file.hpp"
#include "sim/reading/scenario_file.hpp"
#include "sim/reading/theory_file.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace sim::reading {

namespace {

void check_scenario(File& file, Files& files) {
    static_cast<void>(read_scenario_file(file, {}, files));
}
core::schema::Shape scenario_shape() {
    return scenario_type().shape;
}

void check_design(File& file, Files& files) {
    static_cast<void>(Designs(files).read(file));
}
core::schema::Shape design_shape() {
    return design_type().shape;
}

void check_cohort(File& file, Files& files) {
    static_cast<void>(read_cohort_file(file, files.mistakes()));
}
core::schema::Shape cohort_shape() {
    CohortContext context;
    return cohort_type(context).shape;
}

void check_theory(File& file, Files& files) {
    static_cast<void>(read_theory_file(file, files.mistakes()));
}
core::schema::Shape theory_shape() {
    TheoryNames names;
    return theory_type(names).shape;
}

} // namespace

std::span<FileKind const> file_kinds() noexcept {
    static constexpr std::array kinds{
        FileKind{"scenario", check_scenario, scenario_shape},
        FileKind{"design", check_design, design_shape},
        FileKind{"cohort", check_cohort, cohort_shape},
        FileKind{"theory", check_theory, theory_shape},
    };
    return kinds;
}

std::vector<core::Mistake> check_file(std::string const& path, std::span<FileKind const> kinds) {
    core::Mistakes mistakes;
    Files files(mistakes);
    if (auto* const file = files.open(path)) {
        auto const kind =
            std::find_if(kinds.begin(), kinds.end(),
                         [name = kind_of(*file)](FileKind const& one) { return one.name == name; });
        if (kind == kinds.end()) {
            is_of_kind(*file, "", mistakes);
        } else {
            kind->check(*file, files);
        }
    }
    return mistakes.in_order();
}

std::string reference_page(std::span<FileKind const> kinds) {
    std::vector<std::shared_ptr<core::schema::MappingShape const>> roots;
    for (auto const& kind : kinds) {
        auto const shape = kind.shape();
        roots.insert(roots.end(), shape.mappings.begin(), shape.mappings.end());
    }
    return "# Every key of every file\n\n"
           "Written by `holdfast` out of the declarations that read the files; a test compares the "
           "two. "
           "Keys that are not listed here are mistakes.\n\n" +
           core::schema::to_markdown(roots);
}

} // namespace sim::reading
