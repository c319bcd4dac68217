"""./quickstart on systems that do not exist: every command it calls is a stand-in that writes down how it was called.

    python3 test_quickstart.py FOLDER_OF_HOLDFAST
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HOLDFAST = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]

REAL_TOOLS = ["bash", "env", "awk", "cat", "dirname", "grep", "mkdir", "nproc", "readlink", "tail", "tr", "wc"]
PACKAGES = "# for everybody\ncmake\nlibfmt-dev # text\ntest:catch2\n"
NOBODY = 65534

HOLDFAST_STAND_IN = "#!/bin/bash\necho \"compared $*\"\n"
NINJA_SAYS = "echo '[1/2] Building CXX object a.o'; echo '[2/2] Linking CXX executable holdfast'"
CTEST_SAYS = r"""
echo 'Test project build/ci'
echo '    Start 1: a passes'
echo '1/2 Test #1: a passes ........   Passed    0.01 sec'
echo '2/2 Test #2: b fails ........***Failed    0.01 sec'
echo 'b.cpp:7: FAILED: 1 == 2'
echo '50% tests passed, 1 tests failed out of 2'
"""


class System:
    """A folder with quickstart and, as the only folder of PATH, the tools it may find."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        self.calls_file = self.root / "calls"
        self.calls_file.touch()
        shutil.copy(HOLDFAST / "quickstart", self.root)
        (self.root / "packages.txt").write_text(PACKAGES)
        for tool in REAL_TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.has("dpkg-query", "printf '%s installed\\n' cmake libfmt-dev catch2")
        self.has("apt-get")
        self.has("ctest", "echo '100% tests passed, 0 tests failed out of 2'")
        self.has("cmake", f'case $1 in --build) {NINJA_SAYS};; esac')
        holdfast = self.root / "build/release/bin/holdfast"
        holdfast.parent.mkdir(parents=True)
        holdfast.write_text(HOLDFAST_STAND_IN)
        holdfast.chmod(0o755)

    def has(self, tool, does=""):
        stand_in = self.bin / tool
        stand_in.write_text(f'#!/bin/bash\necho "{tool} $*" >>{self.calls_file}\n{does}\n')
        stand_in.chmod(0o755)

    def has_packages(self, *names):
        self.has("dpkg-query", "printf '%s installed\\n' " + " ".join(names))

    def lacks(self, tool):
        (self.bin / tool).unlink()

    def quickstart(self, *arguments, folder="/", user=None):
        for path in [self.root, *self.root.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o777)
        return subprocess.run([self.root / "quickstart", *arguments], cwd=folder, user=user, text=True,
                              env={"PATH": str(self.bin)}, stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def calls(self, of):
        return [call for call in self.calls_file.read_text().splitlines() if call.startswith(of)]


class Quickstart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.system = System(folder.name)

    def as_ordinary_user(self, *arguments):
        return self.system.quickstart(*arguments, user=NOBODY if os.geteuid() == 0 else None)

    def test_runs_the_first_look_from_any_folder(self):
        done = self.system.quickstart()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("compared run scenarios/first-look.yaml -o results/first-look.h5", done.stdout)

    def test_installs_nothing_when_nothing_is_missing(self):
        self.system.quickstart("test")
        self.assertEqual(self.system.calls("apt-get"), [])

    def test_needs_the_packages_of_tests_only_for_tests(self):
        self.system.has_packages("cmake", "libfmt-dev")
        self.assertEqual(self.as_ordinary_user().returncode, 0)
        self.assertEqual(self.as_ordinary_user("test").returncode, 1)

    def test_tells_an_ordinary_user_without_sudo_what_to_install(self):
        self.system.has_packages("cmake")
        done = self.as_ordinary_user("test")
        self.assertEqual(done.returncode, 1)
        self.assertIn("sudo apt-get update && sudo apt-get install --no-install-recommends libfmt-dev catch2\n", done.stderr)
        self.assertEqual(self.system.calls("apt-get") + self.system.calls("cmake"), [])

    def test_asks_for_no_password_where_nobody_can_answer(self):
        self.system.has_packages("cmake")
        self.system.has("sudo", "exit 1")
        done = self.as_ordinary_user()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.system.calls("sudo"), ["sudo -n true"])

    def test_uses_sudo_that_needs_no_password(self):
        self.system.has_packages("cmake")
        self.system.has("sudo", '[[ $1 == -n ]] || "$@"')
        done = self.as_ordinary_user()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("install -y --no-install-recommends libfmt-dev", self.system.calls("apt-get")[-1])

    @unittest.skipUnless(os.geteuid() == 0, "only root can try what root sees")
    def test_root_installs_what_is_missing_and_nothing_else(self):
        self.system.has_packages("cmake", "libfmt-dev")
        self.assertEqual(self.system.quickstart("test").returncode, 0)
        update, install = self.system.calls("apt-get")
        self.assertTrue(update.endswith(" update"), update)
        self.assertTrue(install.endswith("install -y --no-install-recommends catch2"), install)

    @unittest.skipUnless(os.geteuid() == 0, "only root can try what root sees")
    def test_shows_what_a_failed_installation_said(self):
        self.system.has_packages("cmake")
        self.system.has("apt-get", 'if [[ $* == *install* ]]; then echo "E: no space left"; exit 100; fi')
        done = self.system.quickstart()
        self.assertEqual(done.returncode, 1)
        self.assertIn("E: no space left", done.stderr)

    def test_says_that_a_system_without_dpkg_is_not_debian(self):
        self.system.lacks("dpkg-query")
        done = self.system.quickstart()
        self.assertEqual(done.returncode, 1)
        self.assertIn("this is no Debian system", done.stderr)
        self.assertIn("cmake libfmt-dev", done.stderr)

    def test_leaves_packages_alone_when_asked(self):
        self.system.lacks("dpkg-query")
        done = self.system.quickstart("--no-install", "test")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_shows_what_a_failed_build_said_without_its_counting(self):
        self.system.has("cmake", f"case $1 in --build) {NINJA_SAYS}; echo 'a.cpp:3: error: no'; exit 1;; esac")
        done = self.system.quickstart()
        self.assertEqual(done.returncode, 1)
        self.assertIn("a.cpp:3: error: no", done.stderr)
        self.assertNotIn("[1/2]", done.stderr)

    def test_prints_the_closing_line_of_ctest(self):
        done = self.system.quickstart("test")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\n100% tests passed, 0 tests failed out of 2\n", done.stdout)

    def test_shows_failed_tests_and_fails(self):
        self.system.has("ctest", f"{CTEST_SAYS}\nexit 8")
        done = self.system.quickstart("test")
        self.assertEqual(done.returncode, 1)
        self.assertIn("b.cpp:7: FAILED", done.stdout)
        self.assertNotIn("a passes", done.stdout)

    def test_tests_the_preset_asked_for(self):
        self.assertEqual(self.system.quickstart("test", "asan").returncode, 0)
        self.assertIn("--preset asan", self.system.calls("ctest")[0])

    def test_bad_usage_is_told_and_exits_with_2(self):
        for arguments in [["tset"], ["test", "dev"], ["test", "ci", "more"]]:
            with self.subTest(arguments=arguments):
                done = self.system.quickstart(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertTrue(done.stderr.startswith("quickstart: "), done.stderr)

    def test_help_names_every_way_of_calling(self):
        done = self.system.quickstart("--help")
        self.assertEqual(done.returncode, 0)
        for word in ["./quickstart test", "--no-install", "asan", "results/first-look.h5"]:
            self.assertIn(word, done.stdout)


if __name__ == "__main__":
    unittest.main()
