"""docs/results-schema.md and a written file say the same: columns, types, shapes, units, attributes; its Python runs.

    python3 test_results_schema.py HOLDFAST
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import h5py

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs/results-schema.md"
HOLDFAST = None


def rows_of_page(heading):
    """Cells of every table row under a heading of these columns, backquotes taken off."""
    rows = []
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" |")]
        if line.startswith("| ") and cells[0] == heading:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            rows.append([cell.replace("`", "").strip() for cell in cells])
    return rows


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        (cls.root / "results").mkdir()
        # A categorical trait beside the numbers of the tiny cohort.
        tiny = cls.root / "tiny"
        tiny.mkdir()
        for source in (HERE / "tiny").iterdir():
            text = source.read_text(encoding="utf-8")
            if source.name == "cohort.yaml":
                text += "  style: {describes: How, unit: kind, source: assumption, categorical: {levels: {calm: 0.5, brisk: 0.5}}}\n"
            if source.name == "warm.yaml":
                text += "stages:\n  - {name: lapsed, when: {idle_days: 2}, then: {features: {warmth: 0.5}}, until: use}\n"
            (tiny / source.name).write_text(text, encoding="utf-8")
        cls.file = cls.run_tiny("first-look", "replicates=2",
                                "peers={random: {neighbours: 4}, invitation: {starters: 0.5, chance: 0.1}}")
        cls.alone = cls.run_tiny("alone")
        cls.counts = cls.run_tiny("counts", "record=aggregates")
        cls.columns = {}
        cls.attributes = set()
        cls.collect(cls.file, "/")
        cls.file.visititems(lambda name, thing: cls.collect(thing, cls.general("/" + name)))
        cls.counts["designs"].visititems(lambda name, thing: cls.collect(thing, cls.general("/designs/" + name)))

    @classmethod
    def run_tiny(cls, name, *overrides):
        command = [HOLDFAST, "run", "tiny/scenario.yaml", "-q", "-o", f"results/{name}.h5", "--set", "users=60"]
        for override in overrides:
            command += ["--set", override]
        done = subprocess.run(command, cwd=cls.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return h5py.File(cls.root / f"results/{name}.h5")

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        cls.alone.close()
        cls.counts.close()
        cls.folder.cleanup()

    @staticmethod
    def general(path):
        """The path with names of this scenario as the page's words in capitals."""
        path = re.sub(r"^/(designs|replicates/[0-9]+)/[^/]+", "/designs/DESIGN", path)
        path = re.sub(r"^/people/[^/]+", "/people/TRAIT", path)
        path = re.sub(r"^/instruments/[^/]+", "/instruments/INSTRUMENT", path)
        path = re.sub(r"/scores_[0-9]+", "/scores_NUMBER", path)
        return re.sub(r"/scores/[^/]+", "/scores/INSTRUMENT", path)

    @classmethod
    def collect(cls, thing, path):
        described = isinstance(thing, h5py.Dataset) and not path.startswith("/provenance")
        cls.attributes |= {(path, key) for key in thing.attrs if not (described and key in ("unit", "describes"))}
        if isinstance(thing, h5py.Dataset):
            cls.columns.setdefault(path, []).append(thing)

    def test_the_page_and_the_file_name_the_same_columns(self):
        self.assertEqual(sorted(row[0] for row in rows_of_page("column")), sorted(self.columns))

    def test_types_and_units_are_those_of_the_page(self):
        for path, kind, _, unit, what in rows_of_page("column"):
            for column in self.columns[path]:
                found = "text" if column.dtype.kind == "O" else str(column.dtype)
                self.assertEqual(found, kind, path)
                if path != "/people/TRAIT" and kind != "text":
                    self.assertEqual(column.attrs["unit"], unit, path)
                    self.assertEqual(column.attrs["describes"], what.replace(" (*from sums*)", ""), path)

    def test_shapes_are_those_of_the_page(self):
        scenario = self.file["scenario"].attrs
        days = int(scenario["horizon_days"]) + 1
        causes = len(scenario["causes"])
        sizes = {"users": int(scenario["users"]), "days": days, "components": len(scenario["components"]),
                 "ends": days + 1, "leavings": causes + 1, "lapses": causes + 1, "stops": causes + 2, "one": 1, "moments": 3,
                 "measures": len(scenario["components"]) + 3, "causes": causes, "bytes": (days + 7) // 8, "given": 2, "stages": 1, "files": 5, "overrides": 3}
        for path, _, shape, *_ in rows_of_page("column"):
            expected = tuple(sizes[name] for name in shape.strip("()").split(", "))
            for column in self.columns[path]:
                self.assertEqual(column.shape, expected, path)

    def test_the_page_and_the_file_name_the_same_attributes(self):
        told = {(path, key) for path, key, _ in rows_of_page("group")}
        self.assertEqual(sorted(told), sorted(self.attributes))

    def test_values_of_attributes(self):
        self.assertEqual(list(self.file["people/style"].attrs["levels"]), ["calm", "brisk"])
        self.assertEqual(self.file["people/style"].attrs["unit"], "code")
        self.assertEqual(list(self.file["scenario"].attrs["designs"]), ["plain", "plain + warmth"])
        self.assertEqual(self.file["designs/plain + warmth"].attrs["extends"], "plain")
        self.assertIn("--set users=60", self.file["provenance"].attrs["command_line"])
        texts = [text.decode() for text in self.file["provenance/files/text"][:]]
        self.assertIn((HERE / "tiny/theory.yaml").read_text(encoding="utf-8"), texts)

    def test_daily_totals_agree_with_what_is_kept_of_every_user(self):
        for design in self.alone["designs"].values():
            left = design["users/leave_day"][:]
            for day, active in enumerate(design["days/active"][:]):
                self.assertEqual(active, ((left < 0) | (left >= day)).sum())
            self.assertEqual(design["days/left"][:].sum(), (left >= 0).sum())
            if "stages" in design.attrs:
                self.assertEqual(list(design.attrs["stages"]), ["lapsed"])
                in_stage, entered = design["days/in_stage"][:, 0], design["days/entered_stage"][:, 0]
                self.assertGreater(entered.sum(), 0)
                self.assertTrue((entered <= in_stage).all() and (in_stage <= design["days/active"][:]).all())
            self.assertEqual(design["days/sessions"][:].sum(), design["users/sessions"][:].sum())
            self.assertEqual(design["days/opened"][:].sum(), design["users/days_used"][:].sum())

    def test_counts_are_of_the_people_of_a_full_record(self):
        self.assertEqual(list(self.counts["scenario"].attrs["recorded"]), ["aggregates"])
        self.assertNotIn("people", self.counts)
        baseline = self.alone["designs/plain/users"]
        for name, design in self.counts["designs"].items():
            users = self.alone["designs"][name]["users"]
            days = int(self.alone["scenario"].attrs["horizon_days"]) + 1
            for day in range(days):
                self.assertEqual(design["counts/events_left"][day, 1:].sum(), (users["leave_day"][:] == day).sum())
                self.assertEqual(design["counts/last_use"][day + 1], (users["last_use"][:] == day).sum())
            self.assertEqual(design["counts/used"][:].sum(), users["days_used"][:].sum())
            self.assertAlmostEqual(design["counts/measures"][2] * 2.0**-30, users["alliance_end"][:].sum(), places=5)
            self.assertEqual("pairs" in design, name != "plain")
            if name != "plain":
                both = design["pairs/events_left"][:days, :days].sum()
                self.assertEqual(both, ((users["leave_day"][:] >= 0) & (baseline["leave_day"][:] >= 0)).sum())
                self.assertEqual(design["pairs/events_left"][:].sum(), 60)

    def test_the_python_of_the_page_runs(self):
        code = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL).group(1)
        done = subprocess.run([sys.executable, "-c", code], cwd=self.root, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("plain + warmth opened on day 7:", done.stdout)


if __name__ == "__main__":
    HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
