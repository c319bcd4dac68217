#include "sim/study/files.hpp"

#include "sim/reading/file_kind.hpp"
#include "sim/reading/study_file.hpp"

namespace sim {

namespace {

void check_study(reading::File& file, reading::Files& files) {
    static_cast<void>(reading::read_study_file(file, files));
}

core::schema::Shape study_shape() {
    return reading::study_type().shape;
}

/// A study comes behind the scenario that it varies.
std::vector<reading::FileKind> all_kinds() {
    std::vector<reading::FileKind> all;
    for (auto const& kind : reading::file_kinds()) {
        all.push_back(kind);
        if (kind.name == "scenario") {
            all.push_back({"study", check_study, study_shape});
        }
    }
    return all;
}

} // namespace

std::vector<core::Mistake> check_file(std::string const& path) {
    return reading::check_file(path, all_kinds());
}

bool is_study(std::string const& path) {
    core::Mistakes mistakes;
    reading::Files files(mistakes);
    auto const* const file = files.open(path);
    return file != nullptr && reading::kind_of(*file) == "study";
}

std::string reference() {
    return reading::reference(all_kinds());
}

} // namespace sim
