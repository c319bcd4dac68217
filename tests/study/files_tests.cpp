#include "study/reading/files.hpp"
#include "tests/text.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

TEST_CASE("docs/scenario-reference.md is what the declarations say") {
    // `holdfast show reference` writes it.
    CHECK(study::reference_page() ==
          tests::text_of(HOLDFAST_SOURCE_DIR "/docs/scenario-reference.md"));
}
