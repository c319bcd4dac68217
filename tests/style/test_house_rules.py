"""Every rule of the house can fail: small trees with one mistake each, and the line that tells it."""

import pathlib
import tempfile
import unittest

import house_rules

# What a tree needs so that nothing but the sample is wrong.
SOUND = {
    "core/CMakeLists.txt": "holdfast_library(core SOURCES a.cpp HEADERS a.hpp)",
    "core/a.hpp": "#pragma once\n#include <vector>\n",
    "core/a.cpp": '#include "core/a.hpp"\n#include <yaml-cpp/yaml.h>\n#include <unistd.h>\n',
    "scenarios/one.yaml": "# One person, one day.\nkind: scenario\n",
    "packages.txt": "# why\ncmake\ntest:catch2\n",
    "docs/dependencies.md": "| package | why |\n|---|---|\n| `cmake` | builds |\n| `catch2` | tests |\n",
    "docs/README.md": "[dependencies](dependencies.md)\n",
    "tests/CMakeLists.txt": "add_subdirectory(core)\n",
    "tests/core/CMakeLists.txt": "holdfast_test(a_test SOURCES a_test.cpp)\n",
    "tests/core/a_test.cpp": '#include "core/a.hpp"\n#include <catch2/catch.hpp>\n',
}

LATER = "TO" + "DO"
HOME = "/ho" + "me/ada"


def faults_with(**files):
    """The faults of a sound tree with these files (path: text) put in or replaced."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in {**SOUND, **files}.items():
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return house_rules.faults(root)


class EveryRuleCanFail(unittest.TestCase):
    def only_fault(self, **files):
        faults = faults_with(**files)
        self.assertEqual(len(faults), 1, faults)
        return faults[0]

    def fault_of_source(self, name, text):
        """The only fault when a source is added and listed where it belongs."""
        path = pathlib.PurePosixPath(name)
        lists = (path.parent / "CMakeLists.txt").as_posix()
        listed = f"{SOUND.get(lists, '')}\ntarget_sources(x {path.name})\n"
        return self.only_fault(**{name: text, lists: listed})

    def test_a_sound_tree_has_no_fault(self):
        self.assertEqual(faults_with(), [])

    def test_an_include_may_not_climb_out_of_its_folder(self):
        self.assertIn('"../"', self.fault_of_source("core/b.cpp", '#include "../agents/b.hpp"\n'))

    def test_an_include_starts_with_a_folder(self):
        self.assertIn("does not start with a folder", self.fault_of_source("core/b.cpp", '#include "a.hpp"\n'))

    def test_arrows_between_the_folders(self):
        for folder, seen in [("core", "agents"), ("agents", "analysis"), ("agents", "sim"), ("analysis", "agents"),
                             ("analysis", "report"), ("report", "agents"), ("report", "sim"), ("sim", "study"),
                             ("study", "cli"), ("cli", "tests"), ("sim", "bench"), ("tests", "bench")]:
            with self.subTest(folder=folder, seen=seen):
                fault = self.fault_of_source(f"{folder}/b.cpp", f'\n#include "{seen}/x.hpp"\n')
                self.assertIn(f"{folder}/b.cpp:2: {folder} may not see {seen}", fault)

    def test_a_ring_of_folders(self):
        ring = {
            "sim/CMakeLists.txt": "holdfast_library(sim HEADERS one/a.hpp two/b.hpp three/c.hpp)",
            "sim/one/a.hpp": '#include "sim/two/b.hpp"\n',
            "sim/two/b.hpp": '#include "sim/three/c.hpp"\n',
            "sim/three/c.hpp": "",
        }
        self.assertEqual(faults_with(**ring), [])
        self.assertEqual(self.only_fault(**{**ring, "sim/three/c.hpp": '#include "sim/one/a.hpp"\n'}),
                         "sim/one/a.hpp:1: folders include each other in a ring: "
                         "sim/one -> sim/two -> sim/three -> sim/one")

    def test_a_room_that_is_a_hall(self):
        lists = {"report/CMakeLists.txt": "holdfast_library(report SOURCES long.cpp)", "core/a.cpp": "\n" * 6_000}
        self.assertEqual(faults_with(**lists, **{"report/long.cpp": "\n" * 2_900, "sim/CMakeLists.txt": "(b.cpp)",
                                                 "sim/b.cpp": "\n" * 100})[:1],
                         [])
        self.assertIn("a third at most", faults_with(**lists, **{"report/long.cpp": "\n" * 9_000})[0])

    def test_borders_of_third_party_headers(self):
        for name, header in [
            ("agents/b.cpp", "yaml-cpp/yaml.h"), ("sim/b.cpp", "hdf5.h"), ("sim/b.cpp", "tbb/parallel_for.h"),
            ("agents/b.cpp", "Random123/philox.h"), ("sim/b.cpp", "xxhash.h"),
            ("analysis/b.cpp", "boost/graph/adjacency_list.hpp"), ("agents/b.cpp", "boost/math/distributions.hpp"),
            ("core/b.cpp", "Eigen/Dense"), ("sim/b.cpp", "Eigen/Dense"), ("sim/b.cpp", "CLI/CLI.hpp"),
            ("core/b.cpp", "catch2/catch.hpp"), ("core/b.cpp", "benchmark/benchmark.h"),
        ]:
            with self.subTest(name=name, header=header):
                self.assertIn("is allowed only in", self.fault_of_source(name, f"#include <{header}>\n"))

    def test_headers_that_others_see_show_only_the_standard_library_and_eigen(self):
        for header in ["fmt/format.h", "yaml-cpp/yaml.h", "hdf5.h", "unistd.h"]:
            with self.subTest(header=header):
                self.assertIn("in a header that others see", self.fault_of_source("core/b.hpp", f"#include <{header}>\n"))

    def test_a_header_under_sources_is_private_and_may_show_the_library_it_wraps(self):
        lists = {"core/CMakeLists.txt": "holdfast_library(core SOURCES a.cpp file.hpp HEADERS a.hpp)"}
        wrapper = {"core/file.hpp": "#include <hdf5.h>\n"}
        user = '#include "core/file.hpp"\n'
        self.assertEqual(faults_with(**lists, **wrapper, **{"core/a.cpp": user}), [])
        for name in ["core/a.hpp", "tests/core/a_test.cpp"]:
            with self.subTest(name=name):
                self.assertIn("to itself", self.only_fault(**lists, **wrapper, **{name: user}))

    def test_a_library_without_a_border(self):
        self.assertIn("belongs to no library", self.fault_of_source("core/b.cpp", "#include <zlib.h>\n"))

    def test_a_source_that_cmake_does_not_know(self):
        self.assertEqual(self.only_fault(**{"core/lost.cpp": ""}),
                         "core/lost.cpp:1: named in no CMakeLists.txt, so nobody builds it")
        self.assertIn("nobody builds it", self.only_fault(**{"tests/core/test_lost.py": ""}))

    def test_a_source_that_cmake_names_only_in_a_comment(self):
        self.assertIn("nobody builds it", self.only_fault(
            **{"core/CMakeLists.txt": SOUND["core/CMakeLists.txt"] + " # b.cpp", "core/b.cpp": ""}))

    def test_a_folder_of_tests_that_cmake_does_not_enter(self):
        self.assertIn("does not say add_subdirectory(sim)", self.only_fault(**{"tests/sim/CMakeLists.txt": ""}))

    def test_a_name_of_a_test_that_cmake_would_lose(self):
        for name in ["at risk on (0, 3]", "one; another", "a \\\"word\\\""]:
            with self.subTest(name=name):
                source = f'#include <catch2/catch.hpp>\nTEST_CASE("fine") {{}}\nTEST_CASE("so "\n"{name}") {{}}\n'
                self.assertIn("a_test.cpp:3: the name of a test case",
                              self.only_fault(**{"tests/core/a_test.cpp": source}))

    def test_unfinished_work(self):
        for word in [LATER, "FIX" + "ME", "XX" + "X"]:
            with self.subTest(word=word):
                self.assertEqual(self.only_fault(**{"core/a.hpp": f"\n// {word} later\n"}),
                                 f"core/a.hpp:2: '{word}' is not allowed here")

    def test_a_path_of_one_machine(self):
        self.assertIn("is not allowed here", self.only_fault(**{"README.md": f"cd {HOME}/holdfast\n"}))

    def test_a_relative_path_that_looks_like_one_is_fine(self):
        self.assertEqual(faults_with(**{"README.md": f"cd some{HOME} and .{HOME}\n"}), [])

    def test_a_binary_file_has_no_lines_to_judge(self):
        self.assertEqual(faults_with(**{"tests/errors/junk.h5": f"\0{LATER}"}), [])

    def test_a_scenario_that_does_not_explain_itself(self):
        self.assertIn("begins with a comment", self.only_fault(**{"scenarios/one.yaml": "kind: scenario\n# late\n"}))

    def test_a_package_without_a_reason(self):
        self.assertIn("does not say why ninja-build", self.only_fault(**{"packages.txt": "cmake\ntest:catch2\nninja-build\n"}))

    def test_a_reason_without_a_package(self):
        self.assertIn("explains catch2", self.only_fault(**{"packages.txt": "cmake\n"}))

    def test_a_link_that_leads_nowhere(self):
        self.assertIn("leads nowhere", self.only_fault(**{"README.md": "see [the guide](docs/guide.md#start)\n"}))

    def test_a_page_that_the_list_of_pages_forgets(self):
        self.assertIn("does not list guide.md", self.only_fault(**{"docs/guide.md": "# Guide\n"}))


if __name__ == "__main__":
    unittest.main()
