"""The models that Holdfast's speed is compared with live the same model: same retention, alliance and distress.

    python3 test_peers.py HOLDFAST

Same people, other luck. The tolerance of each quantity is the z that chance exceeds once in a million runs of a test.
"""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench/peers"))

import agreement
import outcomes
import scenario
import shipped
from array_model import ArrayModel
from object_model import ObjectModel

HOLDFAST = None


def beside(users):
    """People and outcomes of a run by holdfast."""
    with tempfile.TemporaryDirectory() as folder:
        results = pathlib.Path(folder) / "results.h5"
        scenario.run_holdfast(HOLDFAST, scenario.write(folder, users), results)
        return shipped.read_people(results), outcomes.read_results(results, "meditation")


class Peers(unittest.TestCase):
    world = shipped.World(scenario.THEORY, scenario.DESIGN, scenario.HORIZON_DAYS)

    def judge(self, model, users):
        people, ours = beside(users)
        rows = agreement.compare(ours, model.run(people, seed=1), self.world.causes)
        for what, mean, other, z in rows:
            with self.subTest(what):
                self.assertLess(abs(z), agreement.limit(len(rows)), f"{mean} by holdfast, {other} by the other")

    def test_arrays_in_numpy_say_what_holdfast_says(self):
        self.judge(ArrayModel(self.world), 40000)

    def test_arrays_say_the_same_however_many_live_together(self):
        self.judge(ArrayModel(self.world, chunk=1500), 4000)

    def test_objects_in_python_say_what_holdfast_says(self):
        self.judge(ObjectModel(self.world), 1000)

    def test_a_model_that_lacks_a_mechanism_is_found_out(self):
        people, ours = beside(40000)
        poorer = shipped.World(scenario.THEORY, scenario.DESIGN, scenario.HORIZON_DAYS)
        poorer.surprise[:] = 0.0
        poorer.relief_from_goals = 0.0
        rows = agreement.compare(ours, ArrayModel(poorer).run(people, seed=1), self.world.causes)
        self.assertGreater(max(abs(z) for *_, z in rows), agreement.limit(len(rows)))

    def test_what_the_models_do_not_know_is_refused(self):
        with self.assertRaises(shipped.Unsupported):
            shipped.World(scenario.THEORY, scenario.DESIGN.parent / "recommendations/human-voice.yaml", 90)
        with self.assertRaises(shipped.Unsupported):
            shipped.World(scenario.THEORY, scenario.DESIGN.parent / "prompting/on-need.yaml", 90)


if __name__ == "__main__":
    HOLDFAST = sys.argv.pop(1)
    unittest.main()
