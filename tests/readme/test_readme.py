"""The README, and the page on own data, as a newcomer follows them: every command works, and what is shown is what is printed.

    python3 test_readme.py HOLDFAST FOLDER_OF_HOLDFAST

When shipped values change, so do the block of output and docs/pictures/thematic-map.svg: put what the commands print in their place, and
say in the commit why it changed.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv.pop())
HOLDFAST = pathlib.Path(sys.argv.pop()).resolve()
README = (SOURCE / "README.md").read_text(encoding="utf-8")
OWN_DATA = (SOURCE / "docs/own-data.md").read_text(encoding="utf-8")


def blocks(language, page=README):
    """(the text before a block up to the block above it, the block) of each block in that language, in order."""
    found = re.findall(r"(.*?)^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [(before, block) for before, of, block in found if of == language]


def commands():
    """The command lines that begin with holdfast, in order."""
    return [line for page in (README, OWN_DATA) for _, block in blocks("", page) for line in block.splitlines()
            if line.startswith("holdfast ")]


class Readme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.here = pathlib.Path(folder.name)
        (cls.here / "scenarios").symlink_to(SOURCE.resolve() / "scenarios")
        (cls.here / "tests").symlink_to(SOURCE.resolve() / "tests")
        (cls.here / "results").mkdir()
        for before, block in [*blocks("yaml"), *blocks("csv", OWN_DATA)]:
            (cls.here / re.findall(r"`([\w-]+\.(?:yaml|csv))`", before)[-1]).write_text(block)
        cls.printed = {line: cls.run_here([HOLDFAST, *line.split()[1:]]) for line in commands()}

    @classmethod
    def run_here(cls, command):
        return subprocess.run(command, cwd=cls.here, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              encoding="utf-8", check=False)

    def test_every_command_of_the_tour_works(self):
        self.assertGreater(len(self.printed), 20)
        for line, done in self.printed.items():
            with self.subTest(command=line):
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_output_shown_is_the_output_printed(self):
        printed = next(iter(self.printed.values())).stdout
        flat = re.sub(r"\s+", " ", printed)
        shown = next(block for _, block in blocks("") if "Days until they left" in block)
        for line in shown.splitlines():
            if line != "...":
                self.assertIn(re.sub(r"\s+", " ", line).strip(), flat)

    def test_the_map_shown_is_the_map_drawn(self):
        drawn = self.run_here([HOLDFAST, "show", "theory", "scenarios/theories/brotherdale-2024.yaml", "--format", "svg"])
        shown = (SOURCE / "docs/pictures/thematic-map.svg").read_text(encoding="utf-8")
        self.assertTrue(drawn.stdout == shown, "docs/pictures/thematic-map.svg is not what `holdfast show theory` draws")

    def test_python_reads_the_results_as_shown(self):
        (_, program), = blocks("python")
        done = self.run_here([sys.executable, "-c", program])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"meditation +\d+\.\d% of who began")


if __name__ == "__main__":
    unittest.main()
