#include "sim/reading/reading.hpp"

#include "sim/reading/cohort_file.hpp"
#include "sim/reading/design_file.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/scenario_file.hpp"
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

} // namespace sim
