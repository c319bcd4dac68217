"""The notebooks run on a study's table, and find in it what stands there.

    python3 test_notebooks.py HOLDFAST
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "analysis/notebooks"
HOLDFAST = None


class Notebooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        study = (ROOT / "scenarios/studies/voice-by-intent.yaml").read_text(encoding="utf-8")
        study = study.replace("../first-look.yaml", str(ROOT / "scenarios/first-look.yaml")).replace("users: 5000", "users: 400")
        (cls.root / "study.yaml").write_text(study, encoding="utf-8")
        (cls.root / "results").mkdir()
        for action in ("run", "collect"):
            subprocess.run([HOLDFAST, "study", action, "study.yaml"], cwd=cls.root, check=True, capture_output=True)
        with open(cls.root / "results/voice-by-intent.csv", encoding="utf-8") as file:
            gains = [float(row["difference.restricted_mean@90:human-voice"]) for row in csv.DictReader(file) if float(row["voice"]) == 1]
        cls.expected = f"gain at the full voice: {sum(gains) / len(gains):.6f}"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def environment(self, table):
        return {**os.environ, "HOLDFAST_STUDY": str(self.root / "results" / table), "HOME": str(self.root), "MPLBACKEND": "agg"}

    def test_python(self):
        subprocess.run([sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", str(NOTEBOOKS / "study.ipynb"), "--output-dir", str(self.root)],
                       env=self.environment("voice-by-intent.h5"), check=True, capture_output=True)
        cells = json.loads((self.root / "study.ipynb").read_text(encoding="utf-8"))["cells"]
        said = "".join("".join(output["text"]) for cell in cells for output in cell.get("outputs", []) if output["output_type"] == "stream")
        self.assertIn(self.expected, said)
        self.assertIn("voice-by-intent: 100 runs, 0 missing", said)

    def test_r(self):
        shutil.copy(NOTEBOOKS / "study.Rmd", self.root)
        subprocess.run(["Rscript", "--vanilla", "-e", 'options(warn = 2); invisible(knitr::knit("study.Rmd", quiet = TRUE))'], cwd=self.root,
                       env=self.environment("voice-by-intent.csv"), check=True, capture_output=True)
        self.assertIn(self.expected, (self.root / "study.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
