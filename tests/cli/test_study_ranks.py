"""A study under mpirun: ranks share the runs out among themselves, and one that is killed costs nothing.

    python3 test_study_ranks.py HOLDFAST [MPIEXEC]
"""

import pathlib
import random
import signal
import subprocess
import sys
import time
import unittest

import study_case
from study_case import STUDY

MPIEXEC = None


class Ranks(study_case.StudyCase):
    # Some seconds for one thread, so that a kill finds the ranks at work.
    MANY = STUDY.replace("users: 300", "users: 6000").replace("steps: 3", "steps: 200")

    def setUp(self):
        if MPIEXEC is None:
            self.skipTest("no MPI")
        super().setUp()

    def start(self, ranks, *words):
        return subprocess.Popen([MPIEXEC, "--allow-run-as-root", "--oversubscribe", "-n", str(ranks), study_case.HOLDFAST, "study", "run",
                                 "study.yaml", "--threads", "1", *words],
                                cwd=self.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ranks(self, ranks, *words, code=0):
        process = self.start(ranks, *words)
        out, err = process.communicate(timeout=200)
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def kept(self):
        """How many runs each rank's file has."""
        return {path.name: study_case.runs_in(path) for path in self.root.glob("results/*.study/*.sqlite")}

    def test_any_number_of_ranks_leads_to_the_same_table(self):
        self.study("run", "-o", "alone")
        expected = self.collect("--folder", "alone")
        for ranks in [1, 2, 3]:
            said = self.ranks(ranks, "-o", f"of-{ranks}")
            self.assertEqual(said.count(f"12 runs in of-{ranks}"), 1, said)
            self.assertEqual(self.collect("--folder", f"of-{ranks}"), expected)
            self.assertEqual(len(list(self.root.glob(f"of-{ranks}/*.sqlite"))), ranks)
        self.assertIn("0 runs in of-3", self.ranks(2, "-o", "of-3"))

    def test_ranks_may_share_a_shard(self):
        self.study("run", "-o", "alone")
        self.ranks(2, "--shard", "2/3")
        self.assertIn("4 of 12 runs finished", self.study("status"))
        self.ranks(3)
        self.assertEqual(self.collect(), self.collect("--folder", "alone"))

    def test_runs_that_are_long_have_all_threads_and_are_shared_too(self):
        self.write(STUDY.replace("users: 300", "users: 3000000").replace("[15, 20]", "[17]").replace("steps: 3", "steps: 2")
                   .replace("replicates: 2", "replicates: 1"))
        self.study("run", "-o", "alone", "-q")
        process = subprocess.run([MPIEXEC, "--allow-run-as-root", "--oversubscribe", "-n", "2", study_case.HOLDFAST, "study", "run", "study.yaml",
                                  "--threads", "2"], cwd=self.root, capture_output=True, text=True, check=False)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertEqual(self.collect(), self.collect("--folder", "alone"))
        self.assertEqual(sorted(self.kept().values()), [1, 1])

    def test_ranks_decide_together_how_many_replicates_are_enough(self):
        self.write(STUDY.replace("replicates: 2", "replicates: 40\nuntil: {half_width: 0.05, of: retention.last_use@7}"))
        self.study("run", "-o", "alone")
        self.ranks(3)
        self.assertEqual(self.collect(), self.collect("--folder", "alone"))
        self.assertLess(len(self.rows()), 6 * 40)
        self.assertEqual(sum(self.kept().values()), len(self.rows()))

    def test_a_rank_that_is_killed_loses_nothing_that_was_kept(self):
        self.write(self.MANY)
        self.study("run", "-o", "whole", "-q")
        expected = self.collect("--folder", "whole")
        for victim in [2, 0]:
            process = self.start(3, "-q")
            kept_before = sum(self.kept().values())
            while process.poll() is None and sum(self.kept().values()) == kept_before:
                time.sleep(0.02)
            time.sleep(random.uniform(0, 0.2))
            kept = self.kept()
            ranks = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True).stdout.split()
            subprocess.run(["kill", "-KILL", ranks[victim]], check=True)
            process.communicate(timeout=60)
            self.assertNotEqual(process.returncode, 0)
            for name, runs in kept.items():
                self.assertGreaterEqual(self.kept()[name], runs)
        self.assertIn(" of 800 runs finished, 0 failed, ", self.study("status"))
        self.assertNotIn(" 0 missing", self.study("status"))
        self.ranks(2, "-q")
        self.assertEqual(self.collect(), expected)
        keys = [(row["point"], row["replicate"]) for row in self.rows()]
        self.assertEqual(len(keys), len(set(keys)))

    def test_an_interrupt_ends_all_ranks_in_good_order(self):
        self.write(self.MANY)
        process = self.start(2)
        while process.poll() is None and not sum(self.kept().values()):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0)
        self.ranks(2)
        self.study("run", "-o", "whole", "-q")
        self.assertEqual(self.collect(), self.collect("--folder", "whole"))

    def test_mistakes_are_told_once(self):
        self.write(STUDY.replace("features.warmth,", "features.warmht,"))
        self.assertEqual(self.ranks(3, code=2).count('did you mean "warmth"'), 1)
        self.write(STUDY.replace("values: [15, 20]", "values: [20, 15, 5]"))  # days that are measured, and the last points do not have
        self.assertEqual(self.ranks(3, code=2).count("day 7 is measured, and there are points that end on day 5"), 1)
        self.assertEqual(self.ranks(2, "--shard", "4/3", code=2).count("4/3 is no shard"), 1)


if __name__ == "__main__":
    study_case.HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        MPIEXEC = sys.argv.pop(1)
    unittest.main()
