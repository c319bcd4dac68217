"""The command as a user meets it: exit codes, messages, formats, interrupts.

    python3 test_cli.py HOLDFAST

Everything runs in a temporary folder on the tiny scenario beside this file.
"""

import csv
import io
import json
import os
import pathlib
import platform
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
HOLDFAST = None


class Cli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        shutil.copytree(HERE / "tiny", cls.root / "tiny")
        done = cls.holdfast("run", "tiny/scenario.yaml", "-o", "made.h5", "-q")
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def holdfast(cls, *words, **options):
        return subprocess.run([HOLDFAST, *words], cwd=cls.root, capture_output=True, text=True,
                              timeout=120, check=False, **options)

    def refused(self, *words, says, code=2, **options):
        """The command ends with the code, says so on standard error, and prints no results."""
        done = self.holdfast(*words, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        for part in [says] if isinstance(says, str) else says:
            self.assertIn(part, done.stderr)
        self.assertEqual(done.stdout, "")
        return done

    def compared(self, *words):
        done = self.holdfast("compare", "made.h5", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout


class Usage(Cli):
    def test_every_command_has_help_with_an_example(self):
        commands = [[], ["run"], ["compare"], ["check"], ["show"], ["show", "theory"], ["show", "cohort"],
                    ["show", "design"], ["show", "scenario"], ["show", "reference"], ["survival"], ["usage"], ["export"],
                    ["plan"], ["plan", "trial"], ["plan", "results"]]
        for command in commands:
            done = self.holdfast(*command, "--help")
            self.assertEqual(done.returncode, 0, command)
            self.assertRegex(done.stdout, r"Examples?:\n  holdfast " + " ".join(command), command)
            self.assertEqual(done.stderr, "")

    def test_the_version_names_the_commit(self):
        done = self.holdfast("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"^holdfast \d+\.\d+\.\d+.*[0-9a-f]{7,}|unknown")

    def test_unknown_words_are_refused_with_the_nearest_known_one(self):
        self.refused("rnu", says='unknown argument "rnu" - did you mean "run"?')
        self.refused("run", "tiny/scenario.yaml", "--sed", "1",
                     says='holdfast run: unknown option "--sed" - did you mean "--se')
        self.refused("show", "theroy", "x.yaml", says='did you mean "theory"?')
        self.refused("compare", "made.h5", "--formt=json", says='unknown option "--formt" - did you mean "--format"?')

    def test_missing_or_senseless_arguments_are_refused(self):
        self.refused(says="holdfast: say which: run, compare, check, show")
        self.refused("show", says="holdfast show: say which: theory, cohort")
        self.refused("run", says="SCENARIO is required")
        self.refused("run", "tiny/scenario.yaml", "--threads", "-1", says="--threads")
        for seed in ("-1", "1.5", "x", "18446744073709551616"):
            self.refused("run", "tiny/scenario.yaml", "--seed", seed, says=["--seed", f"{seed} is no whole number"])
        self.refused("run", "tiny/scenario.yaml", "--set", "users", "--set", "=3", says=["--set: users: ", "--set: =3"])
        self.refused("compare", "made.h5", "--days", "1,x", says="--days")
        self.refused("compare", "made.h5", "--format", "xml", says="--format")
        self.refused("run", "tiny/scenario.yaml", "--set", "users", says="users")


class Check(Cli):
    def test_an_instruction_set_that_is_not_here_is_refused(self):
        self.refused("run", "tiny/scenario.yaml", "--instruction-set", "mmx",
                     says=["--instruction-set", 'no instruction set "mmx"', "scalar"])
        elsewhere = "sse4" if platform.machine() in ("aarch64", "arm64") else "neon"
        self.refused("run", "tiny/scenario.yaml", "--instruction-set", elsewhere, says=f"lacks {elsewhere}")
        self.refused("run", "tiny/scenario.yaml", env={**os.environ, "HOLDFAST_TARGET": "mmx"}, says="mmx")

    def test_the_plainest_instruction_set_gives_the_same_comparison(self):
        made = self.holdfast("run", "tiny/scenario.yaml", "-o", "plain.h5", "-q", "--instruction-set", "scalar")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(self.compared(), self.holdfast("compare", "plain.h5").stdout)

    def test_good_files_are_ok(self):
        files = [f"tiny/{name}.yaml" for name in ("scenario", "theory", "cohort", "plain", "warm")]
        done = self.holdfast("check", *files)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "".join(f"{name}: ok\n" for name in files))

    def test_mistakes_of_every_file_are_told_and_good_files_still_ok(self):
        (self.root / "bad.yaml").write_text("kind: design\nname: bad\nfeatures: {warmth: 7}\n")
        (self.root / "odd.yaml").write_text("kind: cohrt\n")
        done = self.holdfast("check", "bad.yaml", "tiny/plain.yaml", "odd.yaml", "missing.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "tiny/plain.yaml: ok\n")
        self.assertIn("bad.yaml:3:20: features.warmth: 7 is too large", done.stderr)
        self.assertIn('did you mean "cohort"?', done.stderr)
        self.assertIn("missing.yaml", done.stderr)


class Run(Cli):
    def test_results_go_to_a_folder_named_results_when_nothing_else_is_said(self):
        done = self.holdfast("run", "tiny/scenario.yaml")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.root / "results/tiny.h5").is_file())
        self.assertIn("plain + warmth", done.stdout)
        self.assertIn("Wrote results/tiny.h5", done.stderr)

    def test_quiet_says_nothing(self):
        done = self.holdfast("run", "tiny/scenario.yaml", "-o", "quiet.h5", "--quiet")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_keys_can_be_set_and_the_seed_too(self):
        done = self.holdfast("run", "tiny/scenario.yaml", "-o", "set.h5", "-q", "--set", "users=50",
                             "--set", "theory.habit.gain=0.2", "--seed", "9")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.holdfast("compare", "set.h5", "--format", "json")
        self.assertEqual(json.loads(done.stdout)["users"], 50)

    def test_a_scenario_with_mistakes_writes_nothing(self):
        self.refused("run", "tiny/scenario.yaml", "--set", "users=0", "-o", "none.h5", says="users")
        self.refused("run", "missing.yaml", "-o", "none.h5", says="missing.yaml")
        self.assertFalse((self.root / "none.h5").exists())

    def test_output_that_cannot_be_written_is_refused_before_the_work(self):
        long = ["--set", "users=4000000000", "-o"]  # would take hours
        self.refused("run", "tiny/scenario.yaml", *long, "no/such/folder/x.h5", says="there is no folder no/such/folder")
        self.refused("run", "tiny/scenario.yaml", *long, "tiny", says="it is a folder")
        self.refused("run", "tiny/scenario.yaml", *long, "/dev/full", says="it is no plain file")
        self.refused("run", "tiny/scenario.yaml", *long, "/proc/x.h5", says="cannot be written")

    def test_a_file_that_is_read_is_never_written_over(self):
        for words in (("run", "tiny/scenario.yaml", "-o", "tiny/scenario.yaml"),
                      ("run", "tiny/scenario.yaml", "-o", "tiny/theory.yaml"),
                      ("show", "theory", "tiny/theory.yaml", "-o", "tiny/theory.yaml")):
            self.refused(*words, says="it is a file that is read")
        self.assertEqual(self.holdfast("check", "tiny/scenario.yaml").returncode, 0)

    def test_more_people_than_memory_holds_are_refused_before_the_work(self):
        self.refused("run", "tiny/scenario.yaml", "--set", "users=4294967295", "--set", "horizon_days=3650",
                     "-o", "none.h5", says=["tiny/scenario.yaml: users: 4,294,967,295 people", "would fit"])

    def test_a_full_disk_fails_the_run_and_leaves_no_half_file(self):
        def no_large_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

        self.refused("run", "tiny/scenario.yaml", "-q", "-o", "full.h5", code=1, says="full.h5", preexec_fn=no_large_files)
        self.assertEqual(list(self.root.glob("full*")), [])

    def test_an_older_file_stands_until_the_new_one_is_whole(self):
        shutil.copy(self.root / "made.h5", self.root / "old.h5")
        before = (self.root / "old.h5").read_bytes()

        def no_large_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

        self.refused("run", "tiny/scenario.yaml", "-q", "-o", "old.h5", code=1, says="old.h5", preexec_fn=no_large_files)
        self.assertEqual((self.root / "old.h5").read_bytes(), before)

    def test_results_that_cannot_be_printed_are_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([HOLDFAST, "compare", "made.h5"], cwd=self.root, stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False, timeout=120)
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output", done.stderr)

    def test_a_reader_who_stops_reading_is_no_mistake(self):
        done = subprocess.run(["bash", "-c", 'set -o pipefail; "$0" show reference | head -1', HOLDFAST],
                              cwd=self.root, capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def interrupt(self, output, seconds, *words):
        running = subprocess.Popen([HOLDFAST, "run", "tiny/scenario.yaml", "-o", output, *words],
                                   cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(seconds)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
        return running.returncode, out, err

    def test_an_interrupt_keeps_whole_people_and_says_how_many(self):
        said = None
        for seconds in [1, 3, 9]:  # a busy machine may not be past the first people yet
            code, out, err = self.interrupt("cut.h5", seconds, "--threads", "1", "--set", "users=2000000",
                                            "--set", "horizon_days=90")
            self.assertEqual(code, 130, err)
            self.assertEqual(out, "")
            said = said or re.search(r"the first ([\d,]+) of 2,000,000 people", err)
            if said:
                break
        self.assertTrue(said, err)
        done = self.holdfast("compare", "cut.h5", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        comparison = json.loads(done.stdout)
        self.assertEqual(comparison["users"], int(said.group(1).replace(",", "")))
        self.assertEqual(comparison["users_asked"], 2000000)


class Compare(Cli):
    def test_the_table_begins_with_the_verdict_in_words(self):
        first = self.compared().splitlines()[0]
        self.assertRegex(first, r"^plain \+ warmth(:| keeps people)")

    def test_json_has_designs_and_contrasts_with_low_and_high(self):
        comparison = json.loads(self.compared("--by", "lives_alone", "--attrition", "inactive:7", "--format", "json",
                                              "--days", "1,5,10"))
        self.assertEqual([design["name"] for design in comparison["designs"]], ["plain", "plain + warmth"])
        self.assertEqual([contrast["name"] for contrast in comparison["contrasts"]], ["plain + warmth"])
        self.assertEqual(comparison["attrition"], "inactive:7")
        self.assertEqual(comparison["days"], [1, 5, 10])
        self.assertEqual([group["value"] for group in comparison["groups"]], ["0", "1"])
        self.assertEqual(sum(group["users"] for group in comparison["groups"]), comparison["users"])
        found = 0

        def look(node, path):
            nonlocal found
            if isinstance(node, dict):
                if "value" in node and "trait" not in node:
                    found += 1
                    self.assertLessEqual({"low", "high", "standard_error"}, set(node), path)
                    if None not in (node["value"], node["low"], node["high"]):
                        self.assertLessEqual(node["low"], node["value"] + 1e-9, path)
                        self.assertLessEqual(node["value"], node["high"] + 1e-9, path)
                for key, below in node.items():
                    look(below, f"{path}.{key}")
            elif isinstance(node, list):
                for i, below in enumerate(node):
                    look(below, f"{path}[{i}]")

        look(comparison, "")
        self.assertGreater(found, 200)

    def test_the_page_on_json_names_every_key(self):
        comparison = json.loads(self.compared("--by", "lives_alone", "--format", "json"))
        page = (HERE.parents[1] / "docs/compare-json.md").read_text(encoding="utf-8")
        names = {*comparison["causes"], *comparison["components"], *comparison["scales"]}

        def keys(node):
            if isinstance(node, dict):
                for key, below in node.items():
                    yield key
                    yield from keys(below)
            elif isinstance(node, list):
                for below in node:
                    yield from keys(below)

        for key in set(keys(comparison)) - names:
            self.assertRegex(page, rf"[`\".]{key}[`\".]", key)

    def test_csv_has_the_same_numbers_as_json(self):
        comparison = json.loads(self.compared("--format", "json"))
        rows = list(csv.DictReader(io.StringIO(self.compared("--format", "csv"))))
        for contrast in comparison["contrasts"]:
            row, = [row for row in rows if row["design"] == contrast["name"] and row["trait"] == ""
                    and row["contrast_with"] == contrast["baseline"] and row["measure"] == "restricted_mean"]
            for key in ("value", "low", "high", "standard_error"):
                self.assertEqual(float(row[key]), contrast["restricted_mean"][key])

    def test_unknown_names_are_refused_with_what_there_is(self):
        self.refused("compare", "made.h5", "--baseline", "plian", says=["no design", 'did you mean "plain"?'])
        self.refused("compare", "made.h5", "--by", "lives_alon", says='did you mean "lives_alone"?')
        self.refused("compare", "made.h5", "--attrition", "inactive", says="inactive:N")
        self.refused("compare", "made.h5", "--attrition", "inactive:50", says="inactive:1 to inactive:20")
        self.refused("compare", "made.h5", "--days", "21", says="0 to 20")
        self.refused("compare", "made.h5", "--level", "95", says="--level")

    def test_files_that_are_not_results_are_refused(self):
        import h5py  # pylint: disable=import-outside-toplevel

        self.refused("compare", "missing.h5", says="missing.h5")
        self.refused("compare", "tiny", says="tiny")
        (self.root / "text.h5").write_text("not HDF5 at all\n")
        self.refused("compare", "text.h5", says="text.h5")
        (self.root / "empty.h5").write_bytes(b"")
        self.refused("compare", "empty.h5", says="empty.h5")
        whole = (self.root / "made.h5").read_bytes()
        for share in (0.1, 0.5, 0.9, 0.99):
            (self.root / "short.h5").write_bytes(whole[:int(len(whole) * share)])
            self.refused("compare", "short.h5", says="short.h5")
        with h5py.File(self.root / "other.h5", "w") as other:
            other["x"] = [1, 2, 3]
        self.refused("compare", "other.h5", says="other.h5: this is no file of results")

    def changed(self, change):
        import h5py  # pylint: disable=import-outside-toplevel

        shutil.copy(self.root / "made.h5", self.root / "changed.h5")
        with h5py.File(self.root / "changed.h5", "r+") as record:
            change(record)

    def test_a_later_schema_is_refused_by_its_number(self):
        self.changed(lambda record: record.attrs.modify("schema_version", 2))
        self.refused("compare", "changed.h5", says="changed.h5: version 2")

    def test_columns_that_do_not_fit_are_refused(self):
        def shorten(record):
            day = record["designs/plain/users/leave_day"][:-1]
            del record["designs/plain/users/leave_day"]
            record["designs/plain/users/leave_day"] = day

        def senseless_cause(record):
            record["designs/plain/users/cause"][0] = 77

        def remove(record):
            del record["designs/plain/users/use"]

        for change, column in ((shorten, "leave_day"), (senseless_cause, "cause"), (remove, "use")):
            self.changed(change)
            self.refused("compare", "changed.h5", says=["changed.h5", f"designs/plain/users/{column}"])


class Show(Cli):
    def test_each_kind_of_file_is_shown_in_each_of_its_formats(self):
        formats = {"theory": ("text", "json", "dot", "svg"), "cohort": ("text", "json", "csv", "svg"),
                   "design": ("text", "json"), "scenario": ("text", "json")}
        files = {"design": "warm"}
        for kind, known in formats.items():
            for form in known:
                done = self.holdfast("show", kind, f"tiny/{files.get(kind, kind)}.yaml", "--format", form)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stderr, "")
                self.assertGreater(len(done.stdout), 20)
                if form == "json":
                    json.loads(done.stdout)

    def test_a_format_that_a_kind_does_not_have_is_refused(self):
        self.refused("show", "design", "tiny/plain.yaml", "--format", "dot", says="text, json")
        self.refused("show", "theory", "tiny/theory.yaml", "--format", "svgg", says='did you mean "svg"?')

    def test_degrees_of_support_have_names(self):
        done = self.holdfast("show", "theory", "tiny/theory.yaml", "--at-least", "most")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.refused("show", "theory", "tiny/theory.yaml", "--at-least", "moost", says='did you mean "most"?')

    def test_a_design_is_shown_against_another_and_under_a_theory(self):
        done = self.holdfast("show", "design", "tiny/warm.yaml", "--against", "tiny/plain.yaml", "--theory",
                             "tiny/theory.yaml", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([row["what"] for row in json.loads(done.stdout)["differs"]], ["warmth"])

    def test_output_can_go_to_a_file(self):
        done = self.holdfast("show", "theory", "tiny/theory.yaml", "--format", "svg", "-o", "map.svg")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("<svg", (self.root / "map.svg").read_text(encoding="utf-8"))

    def test_a_file_of_another_kind_is_refused(self):
        self.refused("show", "theory", "tiny/cohort.yaml", says="tiny/cohort.yaml")


if __name__ == "__main__":
    HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
