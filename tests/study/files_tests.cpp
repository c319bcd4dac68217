#include "study/reading/files.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string text_of(std::string const& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

TEST_CASE("docs/scenario-reference.md is what the declarations say") {
    // `holdfast show reference` writes it.
    CHECK(study::reference() == text_of(HOLDFAST_SOURCE_DIR "/docs/scenario-reference.md"));
}
