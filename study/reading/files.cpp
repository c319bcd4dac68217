#include "study/reading/files.hpp"

#include "sim/reading/file_kind.hpp"
#include "study/reading/study_file.hpp"

namespace study {

namespace {

void check_study(sim::reading::File& file, sim::reading::Files& files) {
    static_cast<void>(study::reading::read_study_file(file, files));
}

core::schema::Shape study_shape() {
    return study::reading::study_type().shape;
}

/// A study comes behind the scenario that it varies.
std::vector<sim::reading::FileKind> all_kinds() {
    std::vector<sim::reading::FileKind> all;
    for (auto const& kind : sim::reading::file_kinds()) {
        all.push_back(kind);
        if (kind.name == "scenario") {
            all.push_back({"study", check_study, study_shape});
        }
    }
    return all;
}

} // namespace

std::vector<core::Mistake> check_file(std::string const& path) {
    return sim::reading::check_file(path, all_kinds());
}

bool is_study(std::string const& path) {
    core::Mistakes mistakes;
    sim::reading::Files files(mistakes);
    auto const* const file = files.open(path);
    return file != nullptr && sim::reading::kind_of(*file) == "study";
}

std::string reference_page() {
    return sim::reading::reference_page(all_kinds());
}

} // namespace study
