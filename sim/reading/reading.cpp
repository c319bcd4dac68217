#include "sim/reading/reading.hpp"

#include "core/schema_markdown.hpp"
#include "sim/reading/cohort_file.hpp"
#include "sim/reading/design_file.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/scenario_file.hpp"
#include "sim/reading/study_file.hpp"
#include "sim/reading/theory_file.hpp"

namespace sim {

using namespace reading;

namespace {

/// Opens a file and reads it with `read(File&, Files&)`; throws all that was mistaken.
template <class Read>
auto read_or_throw(std::string const& path, Read read) {
    core::Mistakes mistakes;
    Files files(mistakes);
    decltype(read(std::declval<File&>(), files)) result{};
    if (auto* const file = files.open(path)) {
        result = read(*file, files);
    }
    mistakes.throw_if_any();
    return result;
}

DesignFile read_design_file(File& file, Files& files) {
    Designs designs(files);
    auto const* read = designs.read(file);
    return read == nullptr ? DesignFile{} : to_design_file(*read);
}

void check(File& file, Files& files) {
    auto const kind = kind_of(file);
    if (kind == "theory") {
        static_cast<void>(read_theory_file(file, files.mistakes()));
    } else if (kind == "cohort") {
        static_cast<void>(read_cohort_file(file, files.mistakes()));
    } else if (kind == "design") {
        static_cast<void>(read_design_file(file, files));
    } else if (kind == "scenario") {
        static_cast<void>(read_scenario_file(file, {}, files));
    } else if (kind == "study") {
        static_cast<void>(read_study_file(file, files));
    } else {
        is_of_kind(file, "", files.mistakes());
    }
}

} // namespace

Scenario read_scenario(std::string const& path, std::vector<Override> const& overrides) {
    return read_or_throw(path, [&overrides](File& file, Files& files) {
        return read_scenario_file(file, overrides, files);
    });
}

agents::Theory read_theory(std::string const& path) {
    return read_or_throw(path, [](File& file, Files& files) {
        return read_theory_file(file, files.mistakes()).theory;
    });
}

agents::Cohort read_cohort(std::string const& path) {
    return read_or_throw(path, [](File& file, Files& files) {
        return read_cohort_file(file, files.mistakes()).cohort;
    });
}

DesignFile read_design(std::string const& path) {
    return read_or_throw(path, read_design_file);
}

std::vector<core::Mistake> check_file(std::string const& path) {
    core::Mistakes mistakes;
    Files files(mistakes);
    if (auto* const file = files.open(path)) {
        check(*file, files);
    }
    return mistakes.in_order();
}

bool is_study(std::string const& path) {
    core::Mistakes mistakes;
    Files files(mistakes);
    auto const* const file = files.open(path);
    return file != nullptr && kind_of(*file) == "study";
}

std::string reference() {
    TheoryNames names;
    CohortContext context;
    std::vector<std::shared_ptr<core::schema::RecordShape const>> roots;
    auto const add = [&roots](core::schema::Shape const& shape) {
        roots.insert(roots.end(), shape.records.begin(), shape.records.end());
    };
    add(scenario_type().shape);
    add(study_type().shape);
    add(design_type().shape);
    add(cohort_type(context).shape);
    add(theory_type(names).shape);
    return "# Every key of every file\n\n"
           "Written by `holdfast` out of the declarations that read the files; a test compares the "
           "two. "
           "Keys that are not listed here are mistakes.\n\n" +
           core::schema::to_markdown(roots);
}

} // namespace sim
