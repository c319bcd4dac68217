"""A folder with a tiny study in it, and what can be done with it."""

import contextlib
import csv
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
HOLDFAST = None  # set by the test that runs

STUDY = """kind: study
name: tiny-study
scenario: tiny/scenario.yaml
set: {users: 300}
vary:
  warmth: {path: designs.plain + warmth.features.warmth, range: [0, 1], steps: 3}
  days: {path: horizon_days, values: [15, 20]}
replicates: 2
outputs: ["retention.last_use@7", "survival@10", "restricted_mean@15:plain", "difference.restricted_mean@15", "hazard_ratio", "open_rate"]
"""


def runs_in(path):
    """How many runs a shard has, as another program reads it; none while it is being made. Who was killed may have left something to undo."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=30)) as file:
        made = file.execute("SELECT count(*) FROM sqlite_master WHERE name = 'run'").fetchone()[0]
        return file.execute("SELECT count(*) FROM run").fetchone()[0] if made else 0


class StudyCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        shutil.copytree(HERE / "tiny", self.root / "tiny")
        (self.root / "results").mkdir()
        self.write(STUDY)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, text):
        (self.root / "study.yaml").write_text(text, encoding="utf-8")

    def holdfast(self, *words, code=0):
        done = subprocess.run([HOLDFAST, *words], cwd=self.root, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def study(self, *words, code=0):
        return self.holdfast("study", words[0], "study.yaml", *words[1:], code=code)

    def collect(self, *words, code=0):
        said = self.study("collect", *words, code=code)
        return said[said.index("digest "):].split()[1]

    def rows(self):
        with open(self.root / "results/tiny-study.csv", encoding="utf-8") as file:
            return list(csv.DictReader(file))
