"""A run that is killed goes on where it was, and ends with the same results.

    python3 test_resume.py HOLDFAST [MPIEXEC]
"""

import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
HOLDFAST = None
MPIEXEC = None


def digest(path):
    import h5py
    with h5py.File(path) as results:
        return results.attrs["content_digest"]


class Run(unittest.TestCase):
    """A run in a folder of its own."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        shutil.copytree(HERE / "tiny", self.root / "tiny")

    def tearDown(self):
        self.folder.cleanup()

    # Enough people for a second or two, so that a kill finds the run at work.
    RUN = ["run", "tiny/scenario.yaml", "--set", "users=400000", "-o", "out.h5", "-q"]
    EVERY_MOMENT = ["--checkpoint", "0.001"]

    def launcher(self, ranks):
        return [] if ranks == 1 else [MPIEXEC, "--allow-run-as-root", "--oversubscribe", "-n", str(ranks)]

    def start(self, *words, ranks=1):
        # The full name of the scenario lets the ranks of this test be told from those of others.
        words = [str(self.root / word) if word.startswith("tiny/") else word for word in words]
        return subprocess.Popen([*self.launcher(ranks), HOLDFAST, *words], cwd=self.root, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_whole(self, *words, code=0, ranks=1):
        process = self.start(*words, ranks=ranks)
        out, err = process.communicate(timeout=200)
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def parts(self):
        return sorted(path.name for path in (self.root / "out.h5.parts").glob("*.h5"))

    def kill_after_some_parts(self, ranks=1, how=signal.SIGKILL):
        """Kills the run once it has left a part, at a moment that nobody chose."""
        process = self.start(*self.RUN, *self.EVERY_MOMENT, "--resume", ranks=ranks)
        before = len(self.parts())
        while process.poll() is None and len(self.parts()) == before:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.1))
        process.send_signal(how)
        process.communicate(timeout=60)
        while ranks > 1 and subprocess.run(["pgrep", "-f", str(self.root)], capture_output=True,
                                              check=False).returncode == 0:
            time.sleep(0.05)  # ranks outlive a launcher that is killed, for a moment
        return process.returncode


class Resume(Run):
    def test_killed_again_and_again_it_ends_with_the_same_results(self):
        self.run_whole(*self.RUN)
        expected = digest(self.root / "out.h5")
        (self.root / "out.h5").unlink()
        for _ in range(4):
            self.kill_after_some_parts()
            self.assertFalse((self.root / "out.h5").exists())
        self.assertGreater(len(self.parts()), 0)
        self.run_whole(*self.RUN, "--resume")
        self.assertEqual(digest(self.root / "out.h5"), expected)
        self.assertFalse((self.root / "out.h5.parts").exists())

    def test_an_interrupt_keeps_what_is_whole_and_says_how_to_go_on(self):
        self.run_whole(*self.RUN)
        expected = digest(self.root / "out.h5")
        (self.root / "out.h5").unlink()
        self.assertEqual(self.kill_after_some_parts(how=signal.SIGTERM), 130)
        self.run_whole(*self.RUN, "--resume")
        self.assertEqual(digest(self.root / "out.h5"), expected)

    def test_without_resume_the_parts_of_a_killed_run_are_not_overwritten(self):
        self.kill_after_some_parts()
        kept = self.parts()
        said = self.run_whole(*self.RUN, code=2)
        self.assertIn("--resume", said)
        self.assertEqual(self.parts(), kept)

    def test_parts_of_another_scenario_are_refused(self):
        self.kill_after_some_parts()
        kept = self.parts()
        with open(self.root / "tiny" / "plain.yaml", "a") as design:
            design.write("# changed\n")
        said = self.run_whole(*self.RUN, "--resume", code=2)
        self.assertRegex(said, r"out\.h5\.parts/\d+-\d+\.h5: \S+/tiny/plain\.yaml has changed since")
        said = self.run_whole(*self.RUN, "--resume", "--seed", "7", code=2)
        self.assertEqual(self.parts(), kept)

    def test_a_part_that_was_cut_short_is_named(self):
        self.kill_after_some_parts()
        part = self.root / "out.h5.parts" / self.parts()[0]
        part.write_bytes(part.read_bytes()[:1000])
        self.assertIn(part.name, self.run_whole(*self.RUN, "--resume", code=2))

    def test_two_runs_at_once_on_the_same_results_are_kept_apart(self):
        process = self.start(*self.RUN)
        lock = self.root / "out.h5.parts" / "lock"
        while process.poll() is None and not lock.exists():
            time.sleep(0.005)
        time.sleep(0.05)
        self.assertIn("another run is at work", self.run_whole(*self.RUN, code=2))
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertEqual([path.name for path in self.root.iterdir() if path.name != "tiny"], ["out.h5"])

    def test_nothing_to_go_on_with_is_a_beginning(self):
        self.run_whole(*self.RUN, "--resume")
        self.assertTrue((self.root / "out.h5").exists())


class Ranks(Run):
    RUN = ["run", "tiny/scenario.yaml", "--set", "users=300000", "-o", "out.h5", "-q", "--threads", "1"]

    def setUp(self):
        if MPIEXEC is None:
            self.skipTest("no MPI")
        super().setUp()

    def test_any_number_of_ranks_writes_the_same_content(self):
        digests = set()
        for ranks in [1, 2, 3]:
            self.run_whole(*self.RUN, ranks=ranks)
            digests.add(digest(self.root / "out.h5"))
        self.assertEqual(len(digests), 1)

    def test_people_who_feel_each_other_live_the_same_on_any_number_of_ranks(self):
        words = ["run", "tiny/scenario.yaml", "-o", "out.h5", "-q", "--threads", "1", "--set", "users=3000", "--set", "replicates=2", "--set",
                 "peers={small_world: {neighbours: 6, rewired: 0.2}, invitation: {starters: 0.2, chance: 0.05}}"]
        digests = set()
        for ranks in [1, 2, 3]:
            self.run_whole(*words, ranks=ranks)
            digests.add(digest(self.root / "out.h5"))
        self.assertEqual(len(digests), 1)

    def test_only_one_rank_speaks(self):
        words = ["run", "tiny/scenario.yaml", "-o", "out.h5"]
        alone = self.run_whole(*words)
        together = self.run_whole(*words, ranks=3)
        self.assertEqual(alone.count("Wrote out.h5"), 1)
        self.assertEqual(together.count("Wrote out.h5"), 1)

    def test_bad_input_is_told_once(self):
        said = self.run_whole("run", "tiny/scenario.yaml", "--set", "users=many", code=2, ranks=2)
        self.assertEqual(len(re.findall(r"users: .*many", said)), 1, said)

    def test_more_ranks_than_people_are_refused(self):
        said = self.run_whole("run", "tiny/scenario.yaml", "--set", "users=2", code=2, ranks=3)
        self.assertEqual(said.count("3 ranks"), 1)

    def test_a_rank_that_is_killed_ends_the_run_and_leaves_no_half_file(self):
        process = self.start(*self.RUN, ranks=3)
        children = []
        while len(children) < 3 and process.poll() is None:
            time.sleep(0.02)
            found = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
            children = found.stdout.split()
        time.sleep(0.2)
        subprocess.run(["kill", "-9", children[1]], check=False)
        out, err = process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0)
        self.assertIn("signal 9", out + err)
        self.assertFalse((self.root / "out.h5").exists())

    def test_killed_ranks_are_gone_on_with_by_any_number(self):
        self.run_whole(*self.RUN)
        expected = digest(self.root / "out.h5")
        (self.root / "out.h5").unlink()
        self.kill_after_some_parts(ranks=3)
        self.kill_after_some_parts(ranks=2)
        self.run_whole(*self.RUN, "--resume")
        self.assertEqual(digest(self.root / "out.h5"), expected)


class Counts(Run):
    """A run that keeps counts only."""

    RUN = [*Run.RUN, "--set", "record=aggregates"]

    def test_counts_of_parts_and_ranks_add_up_to_those_of_one_run(self):
        self.run_whole(*self.RUN)
        expected = digest(self.root / "out.h5")
        (self.root / "out.h5").unlink()
        self.kill_after_some_parts()
        self.kill_after_some_parts(ranks=1 if MPIEXEC is None else 2)
        self.run_whole(*self.RUN, "--resume", ranks=1 if MPIEXEC is None else 3)
        self.assertEqual(digest(self.root / "out.h5"), expected)


class Peers(Run):
    """People who live together: whole replicates are kept."""

    RUN = ["run", "tiny/scenario.yaml", "--set", "users=20000", "-o", "out.h5", "-q", "--set", "replicates=50", "--set",
           "peers={small_world: {neighbours: 10, rewired: 0.2}, invitation: {starters: 0.2, chance: 0.05}}"]

    def test_killed_again_and_again_it_ends_with_the_same_results(self):
        self.run_whole(*self.RUN)
        expected = digest(self.root / "out.h5")
        (self.root / "out.h5").unlink()
        ranks = [1, 1] if MPIEXEC is None else [1, 2]
        for n in ranks:
            self.kill_after_some_parts(ranks=n)
            self.assertFalse((self.root / "out.h5").exists())
        self.assertGreater(len(self.parts()), 1)
        self.run_whole(*self.RUN, "--resume", ranks=ranks[-1])
        self.assertEqual(digest(self.root / "out.h5"), expected)
        self.assertFalse((self.root / "out.h5.parts").exists())

    def test_an_interrupt_keeps_the_replicates_that_are_whole_and_says_how_to_go_on(self):
        self.run_whole(*self.RUN)
        expected = digest(self.root / "out.h5")
        (self.root / "out.h5").unlink()
        self.assertEqual(self.kill_after_some_parts(how=signal.SIGTERM), 130)
        self.assertRegex(self.run_whole(*self.RUN, code=2), r"holds \d+ replicates of everybody of a run that did not end")
        self.run_whole(*self.RUN, "--resume")
        self.assertEqual(digest(self.root / "out.h5"), expected)

    def test_parts_of_another_kind_of_run_are_refused_and_stay(self):
        self.kill_after_some_parts()
        kept = self.parts()
        said = self.run_whole(*self.RUN, "--set", "peers=none", "--set", "replicates=1", "--resume", code=2)
        self.assertIn("holds replicates of people with peers", said)
        self.assertEqual(self.parts(), kept)


if __name__ == "__main__":
    HOLDFAST = sys.argv.pop(1)
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        MPIEXEC = sys.argv.pop(1)
    unittest.main()
