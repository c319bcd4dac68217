"""A study as tasks of Slurm: the script that is written, and what a real cluster makes of it.

    python3 test_study_slurm.py HOLDFAST

Ends with 77 where no cluster can be started, but under CI that is a failure, unless it is for want of control groups.
"""

import os
import pathlib
import re
import subprocess
import sys
import time
import unittest
import unittest.mock

import study_case
from study_case import STUDY

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cluster"))
import slurm_cluster


class Script(study_case.StudyCase):
    def script(self):
        return (self.root / "tiny-study.sbatch").read_text(encoding="utf-8")

    def test_the_script_asks_for_what_was_measured_and_names_what_the_user_named(self):
        said = self.study("slurm", "-o", "my results", "--tasks", "3", "--cpus", "2", "--partition", "short")
        text = self.script()
        for line in ["#SBATCH --array=1-3%3", "#SBATCH --cpus-per-task=2", "#SBATCH --requeue", "#SBATCH --partition=short",
                     "#SBATCH --open-mode=append", "#SBATCH --output='my results/task-%a.log'", "#SBATCH --time=0:05:00"]:
            self.assertIn(line + "\n", text)
        self.assertRegex(text, r"(?m)^#SBATCH --mem=\d+M$")
        self.assertIn("study run study.yaml -o 'my results' --shard \"$SLURM_ARRAY_TASK_ID/3\"", text)
        self.assertEqual(subprocess.run(["bash", "-n", "tiny-study.sbatch"], cwd=self.root, check=False).returncode, 0)
        for words in ["sbatch tiny-study.sbatch", "study status study.yaml -o 'my results'", "study collect study.yaml --folder 'my results'"]:
            self.assertIn(words, said)

    def test_measured_runs_are_results_and_what_is_whole_needs_no_script(self):
        self.study("slurm")
        self.assertIn("6 of 12 runs finished", self.study("status"))
        self.study("run")
        self.assertIn("0 runs", self.study("run"))
        self.assertIn("Nothing is missing", self.study("slurm", "--force"))
        self.study("run", "-o", "alone")
        self.assertEqual(self.collect(), self.collect("--folder", "alone"))

    def test_short_runs_make_one_task_and_long_ones_as_many_as_the_time_asks_for(self):
        self.write(STUDY.replace("steps: 3", "steps: 300"))
        self.study("slurm")
        self.assertIn("--array=1-1%1\n", self.script())
        self.write(STUDY.replace("users: 300", "users: 30000000").replace("steps: 3", "steps: 5000"))
        self.study("slurm", "-o", "long", "--force", "--time-per-task", "1h")
        self.assertIn("reckoned from runs of fewer users", self.script())
        seconds = float(re.search(r"each about (\S+) s", self.script())[1])
        tasks = int(re.search(r"--array=1-(\d+)%", self.script())[1])
        self.assertAlmostEqual(tasks / (20000 * seconds / (4 * 3600)), 1, delta=0.1)

    def test_a_task_that_is_started_anew_does_not_wait_for_its_old_self(self):
        self.write(STUDY.replace("users: 300", "users: 20000").replace("steps: 3", "steps: 40"))
        old = subprocess.Popen([study_case.HOLDFAST, "study", "run", "study.yaml", "-q"], cwd=self.root)
        while not list(self.root.glob("results/*.study/*.sqlite")):
            time.sleep(0.01)
        with unittest.mock.patch.dict(os.environ, SLURM_RESTART_COUNT="1"):
            self.study("run", "-q")
        self.assertEqual(old.wait(60), 0)
        self.assertTrue((self.root / "results/tiny-study.study/shard-1-of-1.attempt-2.sqlite").exists())
        self.study("run", "-o", "alone", "-q")
        self.assertEqual(self.collect(), self.collect("--folder", "alone"))

    def test_mistakes_are_told_and_nothing_is_overwritten(self):
        self.write(STUDY.replace("replicates: 2", "replicates: 20"))
        self.assertIn("13 tasks for 6 points", self.study("slurm", "--tasks", "13", code=2))
        self.assertIn("1x is no time", self.study("slurm", "--time-per-task", "1x", code=2))
        self.assertIn("excludes", self.study("slurm", "--time-per-task", "1h", "--tasks", "2", code=2))
        self.assertIn("is no name of a partition", self.study("slurm", "--partition", "a;b", code=2))
        self.assertFalse((self.root / "tiny-study.sbatch").exists())
        self.study("slurm")
        written = self.script()
        self.assertIn("is there already", self.study("slurm", "--tasks", "2", code=2))
        self.assertEqual(self.script(), written)
        self.study("slurm", "--tasks", "2", "--force")
        self.assertNotEqual(self.script(), written)


class Slurm(study_case.StudyCase):
    @classmethod
    def setUpClass(cls):
        try:
            cls.cluster = slurm_cluster.Cluster(nodes=2, cpus=2).__enter__()
        except slurm_cluster.CannotStart as why:
            if os.environ.get("CI") and not why.for_want_of_cgroups:
                raise
            raise unittest.SkipTest(f"no Slurm cluster: {why}")
        cls.addClassCleanup(cls.cluster.__exit__)

    def slurm(self, *words):
        done = subprocess.run(words, cwd=self.root, env=self.cluster.environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout.strip()

    def wait_for(self, what, ready):
        deadline = time.monotonic() + 60
        while not ready():
            self.assertLess(time.monotonic(), deadline, what + "\n" + self.logs())
            time.sleep(0.05)

    def logs(self):
        return "\n".join(path.read_text() for path in sorted(self.root.glob("results/*.study/task-*.log")))

    def kept(self, task):
        """How many runs the file of a task of four has."""
        path = self.root / f"results/tiny-study.study/shard-{task}-of-4.sqlite"
        return study_case.runs_in(path) if path.exists() else 0

    def state(self, task):
        return self.slurm("squeue", "-h", "--array", "--states=all", "-j", task, "-o", "%T")

    def test_tasks_that_are_killed_and_submitted_again_end_with_the_same_table(self):
        self.write(STUDY.replace("users: 300", "users: 6000").replace("steps: 3", "steps: 150"))
        self.study("run", "-o", "laptop", "-q")
        expected = self.collect("--folder", "laptop")

        self.study("slurm", "--tasks", "4", "--cpus", "1")
        job = self.slurm("sbatch", "--parsable", "tiny-study.sbatch")
        self.wait_for("the tasks begin", lambda: self.kept(2) > 0 and self.kept(3) > 0)
        self.slurm("scancel", "--signal=KILL", "--full", f"{job}_2")
        self.slurm("scancel", "--signal=TERM", "--batch", f"{job}_3")
        self.wait_for("the tasks end", lambda: self.slurm("squeue", "-h", "-j", job) == "")
        self.assertEqual([self.state(f"{job}_{task}") for task in [1, 2, 3, 4]], ["COMPLETED", "CANCELLED", "FAILED", "COMPLETED"])
        self.assertIn("Interrupted. What is finished is kept", (self.root / "results/tiny-study.study/task-3.log").read_text())
        self.assertRegex(self.study("status"), r"[1-9]\d* missing")
        left = {task: self.kept(task) for task in [2, 3]}

        self.slurm("sbatch", "--wait", "tiny-study.sbatch")
        for task, runs in left.items():
            self.assertGreater(self.kept(task), runs)
        self.assertIn(" 0 missing", self.study("status"))
        self.assertEqual(self.collect(), expected)
        keys = [(row["point"], row["replicate"]) for row in self.rows()]
        self.assertEqual(len(keys), len(set(keys)))


if __name__ == "__main__":
    study_case.HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    result = unittest.main(exit=False).result
    sys.exit(1 if not result.wasSuccessful() else 77 if result.skipped else 0)
