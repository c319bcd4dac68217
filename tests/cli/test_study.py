"""A study runs one scenario at many points, and nothing that is finished is lost.

    python3 test_study.py HOLDFAST
"""

import contextlib
import csv
import json
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

import study_case
from study_case import STUDY


class Study(study_case.StudyCase):
    def test_a_point_is_what_compare_says_of_the_same_scenario(self):
        self.study("run")
        self.collect()
        row = self.rows()[4 * 2 + 1]
        self.assertEqual((row["point"], row["replicate"], row["warmth"], row["days"]), ("4", "1", "1", "15"))
        self.holdfast("run", "tiny/scenario.yaml", "-q", "-o", "one.h5", "--set", "users=300", "--set", "horizon_days=15", "--set", "replicate=1",
                      "--set", "designs.plain + warmth.features.warmth=1")
        said = json.loads(subprocess.run([study_case.HOLDFAST, "compare", "one.h5", "--format", "json", "--days", "7,10,15"], cwd=self.root, check=True,
                                         capture_output=True, text=True).stdout)
        plain, warm = said["designs"]
        contrast = said["contrasts"][0]
        self.assertAlmostEqual(float(row["retention.last_use@7:plain"]), plain["retention"]["last_use"][0]["value"], places=6)
        self.assertAlmostEqual(float(row["survival@10:plain + warmth"]), warm["survival"][1]["value"], places=6)
        self.assertAlmostEqual(float(row["open_rate:plain"]), plain["open_rate"]["value"], places=6)
        self.assertAlmostEqual(float(row["hazard_ratio:plain + warmth"]), contrast["hazard_ratio"]["value"], places=6)
        means = json.loads(self.holdfast("compare", "one.h5", "--format", "json", "--tau", "15"))["asked"]["paired_restricted_means"]["rows"][0]
        self.assertAlmostEqual(float(row["difference.restricted_mean@15:plain + warmth"]), means["paired"]["value"], places=6)

    def test_every_way_leads_to_the_same_table(self):
        self.study("run")
        expected = self.collect()
        self.assertEqual(len(self.rows()), 3 * 2 * 2)
        for shards in [2, 5]:
            folder = f"of-{shards}"
            for shard in range(shards, 0, -1):
                self.study("run", "-o", folder, "--shard", f"{shard}/{shards}", "--threads", str(shard))
            self.assertEqual(self.collect("--folder", folder), expected)
        self.assertRegex(self.holdfast("check", "study.yaml"), "ok: 6 points, 12 runs, .* on one core, .*B on disk")

    def test_more_shards_than_a_process_may_open_are_one_study(self):
        for shard in range(1, 7):
            self.study("run", "-q", "--shard", f"{shard}/6")
        copies = self.root / "results/tiny-study.study"
        for copy in range(100):
            shutil.copy(copies / "shard-1-of-6.sqlite", copies / f"copy-{copy}.sqlite")
        done = subprocess.run(
            ["/bin/sh", "-c", 'ulimit -n 40; exec "$0" study collect study.yaml', study_case.HOLDFAST],
            cwd=self.root, capture_output=True, text=True, check=False,
        )
        self.assertIn("12 of 12 runs\n", done.stdout, done.stderr)
        self.assertEqual(len(self.rows()), 12)
        self.assertEqual(list(copies.glob("*-journal")), [], "files of nothing beside the shards")

    def test_killed_at_any_moment_it_goes_on_and_nothing_is_twice(self):
        self.write(STUDY.replace("users: 300", "users: 3000").replace("steps: 3", "steps: 40"))
        self.study("run", "-o", "whole", "-q")
        expected = self.collect("--folder", "whole")
        for how in [signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL]:
            process = subprocess.Popen([study_case.HOLDFAST, "study", "run", "study.yaml", "-q"], cwd=self.root, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.05, 0.6))
            process.send_signal(how)
            process.wait(60)
        self.study("status")
        self.study("run", "-q")
        self.assertEqual(self.collect(), expected)
        keys = [(row["point"], row["replicate"]) for row in self.rows()]
        self.assertEqual(len(keys), len(set(keys)))

    def test_killed_while_its_file_is_made_it_goes_on(self):
        for number in range(40):
            file = self.root / f"new-{number}/shard-1-of-1.sqlite"
            process = subprocess.Popen([study_case.HOLDFAST, "study", "run", "study.yaml", "-q", "-o", file.parent], cwd=self.root, stderr=subprocess.DEVNULL)
            while not file.exists() and process.poll() is None:
                pass
            time.sleep(random.uniform(0, 0.004))
            process.kill()
            process.wait(60)
            self.study("status", "-o", str(file.parent))
        self.study("run", "-q", "-o", str(file.parent))
        self.collect("--folder", str(file.parent))

    def test_what_a_changed_study_still_has_is_kept(self):
        self.study("run")
        self.write(STUDY.replace("values: [15, 20]", "values: [15, 18, 20]").replace(', "open_rate"', ""))
        self.assertIn("12 runs of an earlier form", self.study("status"))
        self.assertIn("6 runs in results/tiny-study.study, and 12 kept", self.study("run"))
        kept = self.collect()
        self.study("run", "-o", "anew")
        self.assertEqual(self.collect("--folder", "anew"), kept)

    def test_what_was_measured_under_another_attrition_is_not_kept(self):
        self.study("run", "-q")
        left = self.collect()
        self.write(STUDY + "attrition: last-use\n")
        self.assertNotIn("kept", self.study("run"))
        lapsed = self.collect()
        self.study("run", "-q", "-o", "anew")
        self.assertEqual(self.collect("--folder", "anew"), lapsed)
        self.assertNotEqual(left, lapsed)

    def shard(self, *which):
        return contextlib.closing(sqlite3.connect(self.root / "results/tiny-study.study" / f"shard-{'-of-'.join(which or ('1', '1'))}.sqlite"))

    def test_a_failure_is_one_however_often_it_was_tried_and_never_in_place_of_a_result(self):
        for until in ("", "until: {half_width: 100}\n"):
            self.write(STUDY.replace("name: tiny-study", "name: tiny-study\n" + until).replace("replicates: 2", "replicates: 5"))
            self.study("run", "-q")
            whole = self.collect()
            with self.shard() as file:
                file.execute("UPDATE run SET failure = 'lightning', outputs = x'' WHERE replicate = 2 AND point = 1")
                file.commit()
            copy = self.root / "results/tiny-study.study/shard-1-of-2.sqlite"
            shutil.copy(self.root / "results/tiny-study.study/shard-1-of-1.sqlite", copy)
            self.assertIn("29 of 30 runs finished, 1 failed, 0 missing".replace("30 runs", "at most 30 runs" if until else "30 runs"), self.study("status"))
            self.collect(code=1)
            self.assertEqual([(row["point"], row["replicate"]) for row in self.rows() if row["failure"] == "lightning"], [("1", "2")])
            self.assertEqual(len(self.rows()), 30)
            self.study("run", "-q")
            self.assertEqual(self.collect(), whole)
            with self.shard() as file:  # as by a process that began before, and ends after
                file.execute("INSERT INTO run VALUES (1, 1, 2, x'', 0, 'thunder', x'') ON CONFLICT DO UPDATE SET failure = excluded.failure WHERE run.failure IS NOT NULL")
                file.commit()
            self.assertEqual(self.collect(), whole)
            shutil.rmtree(copy.parent)

    def test_who_reads_a_shard_costs_nothing(self):
        self.write(STUDY.replace("users: 300", "users: 20000"))
        self.study("run", "-q", "-o", "whole")
        folder = self.root / "results/tiny-study.study"
        folder.mkdir()
        with contextlib.closing(sqlite3.connect(folder / "shard-1-of-1.sqlite", isolation_level=None)) as reader:
            process = subprocess.Popen([study_case.HOLDFAST, "study", "run", "study.yaml", "-q"], cwd=self.root)
            while process.poll() is None and not reader.execute("SELECT count(*) FROM sqlite_master WHERE name = 'run'").fetchone()[0]:
                time.sleep(0.01)
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM run").fetchall()
            time.sleep(2)
            self.assertIsNone(process.poll(), "what was finished is not kept yet")
            reader.execute("COMMIT")
        self.assertEqual(process.wait(60), 0)
        self.assertEqual(self.collect(), self.collect("--folder", "whole"))

    def test_missing_runs_are_told_and_nothing_is_written(self):
        self.study("run", "--shard", "1/2")
        said = self.study("collect", code=1)
        self.assertIn("6 of 12 runs are missing", said)
        self.assertFalse((self.root / "results/tiny-study.h5").exists())
        self.collect("--partial", code=1)
        self.assertEqual(len(self.rows()), 6)

    def test_a_damaged_shard_is_told_and_what_it_had_is_run_again(self):
        self.study("run", "-q", "--shard", "1/2")
        self.study("run", "-q", "--shard", "2/2")
        whole = self.collect()
        shard = self.root / "results/tiny-study.study/shard-1-of-2.sqlite"
        shard.write_bytes(b"x" * 20000)
        self.assertIn("once it is moved away, the same command runs again what it had", self.study("run", code=1))
        shard.rename(self.root / "damaged")
        self.assertIn("6 runs in", self.study("run"))
        self.assertEqual(self.collect(), whole)

    def test_two_processes_on_one_shard_are_kept_apart(self):
        self.write(STUDY.replace("users: 300", "users: 20000").replace("steps: 3", "steps: 40"))
        process = subprocess.Popen([study_case.HOLDFAST, "study", "run", "study.yaml", "-q"], cwd=self.root)
        while not list(self.root.glob("results/*.study/*.sqlite")):
            time.sleep(0.01)
        time.sleep(0.1)
        said = self.study("run", "-q", code=2)
        process.kill()
        process.wait()
        self.assertIn(f"process {process.pid}", said)

    def test_mistakes_are_told_where_the_study_makes_them(self):
        self.write(STUDY.replace("features.warmth,", "features.warmht,"))
        self.assertRegex(self.study("run", code=2), r"study.yaml:6:.*warmht.*did you mean \"warmth\"")
        self.write(STUDY.replace("[0, 1]", "[0, 2]"))
        self.assertRegex(self.study("run", code=2), r"study.yaml:6:.*2 is too large \(0 to 1\)")
        self.write(STUDY.replace("last_use@7", "last_us@7").replace("survival@10", "survival@31"))
        said = self.study("run", code=2)
        self.assertIn('did you mean "retention.last_use"', said)
        self.assertIn('"31" is no day of the scenario', said)
        self.write(STUDY.replace("features.warmth,", "features.warmht,").replace("last_use@7", "last_us@7").replace("users: 300", "users: -3"))
        said = self.study("run", code=2)
        self.assertRegex(said, r"study.yaml:4:.*users: -3 is too small")
        self.assertRegex(said, r"study.yaml:6:.*warmht")
        self.write(STUDY.replace("features.warmth,", "features.warmht,").replace("last_use@7", "last_us@7"))
        said = self.study("run", code=2)
        self.assertRegex(said, r"study.yaml:6:.*warmht")
        self.assertRegex(said, r"study.yaml:9:.*last_us")
        self.write(STUDY.replace("[15, 20]", "[9, 8]"))
        said = self.study("run", code=2)
        for day in (10, 15):
            self.assertEqual(said.count(f"day {day} is measured, and there are points that end on day 9"), 1 if day == 10 else 2)  # by two outputs
        self.write(STUDY.replace("[15, 20]", "[15, 20, 15]").replace("  warmth:", "  failure:").replace("replicates:", "  more: {path: horizon_days, values: [18]}\nreplicates:"))
        said = self.study("run", code=2)
        self.assertIn("vary.failure: is the name of another column", said)
        self.assertIn("vary.days: 15 is there twice", said)
        self.assertRegex(said, r"study.yaml:8:.*horizon_days is changed by the factor days too")
        self.write(STUDY.replace(", values: [15, 20]", ", values: [15]").replace("  warmth:", "  kind: {sets: {a: {users: 100}, b: {users: 200}, c: {users: 300}}}\n  warmth:")
                   .replace("steps: 3}", "steps: 3, when: {kind: a}}\n  more: {path: designs.plain + warmth.features.warmth, values: [0.5], when: {kind: [b, c]}}"))
        self.assertIn("5 points", self.study("plan"))
        self.write(STUDY.replace("values: [15, 20]", "range: [15, 17], whole: yes, steps: 4"))
        self.assertIn("vary.days: its steps take the same whole number more than once", self.study("run", code=2))
        self.write(STUDY.replace("replicates: 2", "replicates: 20\nuntil: {best: 0.9, indifference: 0.1, of: open_rate}").replace("steps: 3", "steps: 600"))
        self.assertIn("there are 2400 to choose from", self.study("run", code=2))
        self.write(STUDY.replace("{path: horizon_days, values: [15, 20]}", "{sets: {'a b': {users: 100}, 'c_d': {users: 200}}}"))
        self.assertEqual([row["days"] for row in csv.DictReader(self.study("plan", "--format", "csv").splitlines())][:2], ["a b", "c_d"])
        (self.root / "file").write_text("")
        self.write(STUDY)
        self.assertIn("Not a directory", self.study("status", "-o", "file", code=1))
        self.assertIn("is no shard", self.study("run", "--shard", "2/18446744073709551615", code=2))
        self.write(STUDY.replace(", steps: 3", ""))
        self.assertIn("a grid needs to know how many", self.study("run", code=2))
        self.write(STUDY)
        self.assertIn("4/3 is no shard", self.study("run", "--shard", "4/3", code=2))
        self.assertFalse(list(self.root.glob("results/*.study")))

    def test_a_shard_of_another_study_is_refused(self):
        self.study("run", "-o", "here")
        self.write(STUDY.replace("tiny-study", "another"))
        self.assertIn('is of another study, "tiny-study"', self.study("run", "-o", "here", code=2))

    def test_points_may_come_from_a_list(self):
        self.write(STUDY.replace("replicates: 2", "sample: {list: points.csv}\nreplicates: 2"))
        (self.root / "points.csv").write_text("days,warmth\n20,0.25\n15,1\n", encoding="utf-8")
        self.study("run")
        self.collect()
        self.assertEqual([(r["days"], r["warmth"]) for r in self.rows()], [("20", "0.25")] * 2 + [("15", "1")] * 2)
        (self.root / "points.csv").write_text("days,warmth\n17,0.25\n", encoding="utf-8")
        self.assertRegex(self.study("run", code=2), r"points.csv:2:1: days: \"17\" is not allowed here \(15, 20\)")
        (self.root / "points.csv").write_text("days,warmth\n15,0.25\n20,1.5\n", encoding="utf-8")
        self.assertRegex(self.study("run", code=2), r"points.csv:3:1: .*warmth: 1.5 is too large \(0 to 1\)")

    def points_of(self, sample):
        self.write(STUDY.replace("replicates: 2", f"sample: {sample}\nreplicates: 2").replace("steps: 3", "scale: linear"))
        said = self.study("plan", "--format", "csv")
        return [row[1:] for row in csv.reader(said.splitlines()[1:])]

    def test_points_may_be_those_of_an_experiment(self):
        for sample, count in {"{random: 9}": 9, "{latin_hypercube: 9}": 9, "{sobol: 8}": 8, "{saltelli: 4}": 4 * 4,
                              "{saltelli: {blocks: 4, second_order: yes}}": 4 * 6, "{morris: 5}": 5 * 3, "{plackett_burman: once}": 12,
                              "{plackett_burman: folded}": 24, "{fractional_factorial: 4}": 4}.items():
            points = self.points_of(sample)
            self.assertEqual(len(points), count, sample)
            self.assertTrue(all(0 <= float(warmth) <= 1 and days in ("15", "20") for warmth, days in points), sample)
        self.assertEqual({tuple(p) for p in self.points_of("{fractional_factorial: 4}")}, {("0", "15"), ("1", "15"), ("0", "20"), ("1", "20")})
        strata = sorted(int(float(warmth) * 9) for warmth, _ in self.points_of("{latin_hypercube: 9}"))
        self.assertEqual(strata, list(range(9)))
        morris = self.points_of("{morris: 5}")
        for start in range(0, 15, 3):
            moved = [sum(a != b for a, b in zip(morris[i], morris[i + 1])) for i in (start, start + 1)]
            self.assertEqual(moved, [1, 1])
        self.study("run")
        self.collect()
        self.assertEqual([(r["warmth"], r["days"]) for r in self.rows()[::2]], [tuple(p) for p in morris])

    def test_mistakes_of_a_sample_are_told(self):
        self.write(STUDY.replace("replicates: 2", "sample: latin_hypercube"))
        self.assertIn("as in {latin_hypercube: 100}", self.study("plan", code=2))
        self.write(STUDY.replace("steps: 3}", "steps: 3}\n  more: {path: seed, values: [1, 2], when: {warmth: 1}}"))
        self.assertIn("vary.more.when.warmth: has a range, and so no levels to depend on", self.study("plan", code=2))
        self.write(STUDY.replace("replicates: 2", "until: {half_width: 0.1}"))
        self.assertRegex(self.study("plan", code=2), "study.yaml:8:.*until: 1 replicate at most are too few")
        for sample, said in {"{morris: {trajectories: 3, levels: 5}}": "5 is odd", "{sobl: 3}": 'did you mean "sobol"', "{random: 0}": "0 is too small",
                             "{fractional_factorial: 64}": "no design of 64 runs for 2 factors \\(4\\)"}.items():
            self.write(STUDY.replace("replicates: 2", f"sample: {sample}\nreplicates: 2"))
            self.assertRegex(self.study("plan", code=2), said)
        self.write(STUDY.replace("[15, 20]", "[15, 18, 20]").replace("replicates: 2", "sample: {plackett_burman: once}\nreplicates: 2"))
        self.assertRegex(self.study("plan", code=2), "study.yaml:7:.*has 3 levels")

    def report(self, *words):
        said = subprocess.run([study_case.HOLDFAST, "study", "report", "study.yaml", "--format", "json", *words], cwd=self.root, capture_output=True, text=True,
                              check=True)
        return json.loads(said.stdout)["sections"]

    def test_a_report_of_a_grid_says_what_compare_says_at_its_levels(self):
        self.study("run")
        self.collect()
        rows = self.rows()
        levels = {row["of"]: row["mean"]["value"] for row in self.report()["levels"]["rows"] if row["group"] == "survival@10:plain + warmth"}
        self.assertEqual(len(levels), 3 + 2)
        for of, mean in levels.items():
            factor, value = of.split(" = ")
            there = [float(row["survival@10:plain + warmth"]) for row in rows if float(row[factor]) == float(value)]
            self.assertAlmostEqual(mean, sum(there) / len(there), places=12)
        shares = {row["of"]: row for row in self.report("--of", "difference.restricted_mean@15:plain + warmth")["grid_indices"]["rows"]}
        self.assertEqual(shares["days"]["total"]["value"], 0)  # read out on day 15 of 15 or 20
        self.assertIsNone(shares["warmth"]["total"]["low"])  # no interval from two replicates

    def test_a_report_is_of_the_kind_of_its_points(self):
        for sample, sections in {"{random: 40}": ["outputs", "shapley_effects", "partial_rank_correlation", "standardised_regression", "tornado"],
                                 "{morris: 6}": ["outputs", "morris"], "{saltelli: 8}": ["outputs", "sobol_indices", "shapley_effects", "partial_rank_correlation"],
                                 "{plackett_burman: once}": ["outputs", "two_level_effects"]}.items():
            text = STUDY.replace("replicates: 2", f"sample: {sample}\nreplicates: 3").replace(", steps: 3", "")
            self.write(text.replace('"survival@10", ', ""))
            self.study("run", "-q")
            found = self.report("--of", "difference.restricted_mean@15:plain + warmth,open_rate:plain + warmth")
            self.assertEqual(list(found)[:len(sections)], sections)
            self.study("report", "--svg", "drawn", "--of", "open_rate:plain + warmth")
            drawn = {path.name.split("-")[1] for path in self.root.glob("drawn-*.svg")}
            self.assertEqual(drawn, {"ranking", "heat"} | ({"tornado"} if "tornado" in found else set()))
            for path in self.root.glob("drawn-*.svg"):
                path.unlink()
            if sample == "{morris: 6}":
                ranks = [row["of"] for row in found["morris"]["rows"] if row["group"] == "difference.restricted_mean@15:plain + warmth"]
                self.assertEqual(ranks[0], "warmth")  # a difference over 15 days does not hang on the days after

    def test_a_report_draws_pictures_and_tells_what_it_cannot_find(self):
        self.study("run")
        self.study("report", "--svg", "picture")
        pictures = sorted(path.name for path in self.root.glob("picture-*.svg"))
        self.assertIn("picture-heat-survival-10-plain---warmth.svg", pictures)
        self.assertTrue(all("<title>" in (self.root / name).read_text(encoding="utf-8") for name in pictures))
        said = self.study("report", "--of", "open_rat:plain", "--heat", "warmth,day", code=2)
        self.assertIn('did you mean "open_rate:plain"', said)
        self.assertIn('did you mean "days"', said)

    def test_a_report_of_missing_runs_is_refused_or_tells_them(self):
        self.study("run", "--shard", "1/2")
        self.assertIn("6 of 12 runs are missing", self.study("report", code=1))
        self.assertIn("Runs missing: 6, failed: 0", self.study("report", "--partial"))

    def test_where_a_factor_does_not_count_its_levels_are_one_point(self):
        self.write("""kind: study
name: tiny-study
scenario: tiny/scenario.yaml
vary:
  kind: {sets: {plain: {users: 200}, rich: {users: 300}}}
  warmth: {path: designs.plain + warmth.features.warmth, values: [0.2, 0.5, 0.9], when: {kind: rich}}
  days: {path: horizon_days, values: [15, 20]}
  late: {path: designs.plain.features.warmth, values: [0.1, 0.2], when: {kind: rich, days: 20}}
replicates: 3
outputs: ["restricted_mean@15", "difference.retention.last_use@7"]
""")
        with_all = [(kind, warmth, days, late) for kind in ("plain", "rich") for warmth in ("0.2", "0.5", "0.9") for days in ("15", "20") for late in ("0.1", "0.2")]
        counting = [(kind, warmth if kind == "rich" else "", days, late if (kind, days) == ("rich", "20") else "") for kind, warmth, days, late in with_all]
        points = list(dict.fromkeys(counting))
        listed = list(csv.reader(self.study("plan", "--format", "csv").splitlines()))[1:]
        self.assertEqual([tuple(row[1:]) for row in listed], points)
        self.study("run", "-q")
        self.collect()
        found = {}
        for row in self.rows():
            found.setdefault(tuple(row[name] for name in ("kind", "warmth", "days", "late")), []).append(float(row["restricted_mean@15:plain + warmth"]))
        self.assertEqual(list(found), points)
        report = self.report()
        self.assertIn("Of 11 points, which stand for 24 combinations of levels", report["outputs"]["notes"][0])
        mean = {row["of"]: row["mean"]["value"] for row in report["levels"]["rows"] if row["group"] == "restricted_mean@15:plain + warmth"}
        for warmth in ("0.2", "0.5", "0.9"):
            means = [sum(found[counts]) / 3 for counts, cell in zip(counting, with_all) if cell[1] == warmth]
            self.assertAlmostEqual(mean[f"warmth = {warmth}"], sum(means) / len(means), places=6)
        self.write((self.root / "study.yaml").read_text(encoding="utf-8").replace("values: [0.2, 0.5, 0.9]", "range: [0, 1], steps: 90000")
                   .replace("values: [15, 20]", "values: [15, 16, 17, 18, 19, 20]"))
        self.assertIn("at most 1000000 where there is a `when`", self.study("plan", code=2))

    def test_words_without_an_order_have_no_slope_but_are_allowed_for(self):
        # The middle word is far from both others, so that their order in the file means nothing.
        self.write(STUDY.replace("days: {path: horizon_days, values: [15, 20]}",
                                 "kind: {sets: {a: {theory.engagement.intercept: -2}, b: {theory.engagement.intercept: 0}, c: {theory.engagement.intercept: -2}}}")
                   .replace("replicates: 2", "sample: {latin_hypercube: 60}").replace(", steps: 3", ""))
        self.study("run", "-q")
        found = self.report("--of", "open_rate:plain + warmth")
        for section in ("partial_rank_correlation", "standardised_regression", "tornado"):
            self.assertEqual([row["of"] for row in found[section]["rows"]], ["warmth"])
            self.assertIn("kind: words without an order are allowed for, but have no slope.", found[section]["notes"])
        self.assertEqual(found["shapley_effects"]["rows"][0]["of"], "kind")
        # With kind left out of the regression, what it does would hide what warmth does.
        self.assertGreater(found["partial_rank_correlation"]["rows"][0]["prcc"]["value"], 0.8)

    def test_a_cell_with_a_single_run_is_not_shown_as_sure(self):
        self.write(STUDY.replace("replicates: 2", "replicates: 1").replace("users: 300", "users: 3000"))
        self.study("run", "-q")
        output = "difference.restricted_mean@15:plain + warmth"
        self.assertRegex(self.study("report", "--of", output), r"(?m)^ +0\.5 +[0-9.]+\? +[0-9.]+\?")
        cells = [row for row in self.report("--of", output)["heat_map"]["rows"]]
        self.assertEqual([row["points"] for row in cells], [1] * 6)
        self.assertTrue(all(row["mean"]["low"] is None for row in cells))

    def test_replicates_end_when_a_mean_is_known(self):
        self.write(STUDY.replace("replicates: 2", "replicates: 40\nuntil: {half_width: 0.03, of: retention.last_use@7}"))
        self.assertRegex(self.study("run"), "Known to within ±0.03 at 6 of 6 points")
        expected = self.collect()
        lucks = {}
        for row in self.rows():
            lucks.setdefault(row["point"], []).append([float(row["retention.last_use@7:plain"]), float(row["retention.last_use@7:plain + warmth"])])
        for values in lucks.values():
            n = len(values)
            self.assertTrue(5 <= n < 40)
            # Student's quantiles at 97.5% for 4 .. 39 degrees of freedom lie between these two.
            for one in zip(*values):
                mean = sum(one) / n
                error = (sum((x - mean) ** 2 for x in one) / (n - 1) / n) ** 0.5
                self.assertLessEqual(2.02 * error, 0.03)
        for shard in (2, 1):
            self.study("run", "-o", "shards", "--shard", f"{shard}/2")
        self.assertEqual(self.collect("--folder", "shards"), expected)
        self.assertIn("replicates that every point has", self.study("report", "--folder", "shards"))

    def test_replicates_go_to_what_may_be_the_best(self):
        self.write(STUDY.replace("replicates: 2", "replicates: 300\nuntil: {best: 0.95, indifference: 0.3 days, of: \"difference.restricted_mean@15\"}"))
        said = self.study("run", "--threads", "1")
        self.assertRegex(said, "Best of 6: point [45] \\(warmth 1, ")
        expected = self.collect()
        self.write(STUDY.replace("replicates: 2", "replicates: 200\nuntil: {best: 0.95, indifference: 0.3, of: \"difference.restricted_mean@15\"}"))
        self.study("run", "-o", "again")
        self.assertEqual(self.collect("--folder", "again"), expected)
        self.assertIn("The same in every replicate: point ", said)  # 15 days are seen of 15 or of 20
        self.assertIn("Not decided: no replicate is there of all points yet.", self.study("run", "-o", "parts", "--shard", "1/2") + self.study("status", "-o", "parts"))
        self.assertIn("30 of at most", self.study("status", "-o", "parts"))  # the first stage of three points, and no more
        for number in range(400):
            self.study("run", "-q", "-o", "parts", "--shard", f"{2 - number % 2}/2")
            if "Best of 6" in self.study("status", "-o", "parts"):
                break
        self.assertEqual(self.collect("--folder", "parts"), expected)
        for until, what in {"{best: 0.95}": "`indifference`", "{half_width: 0.1, of: opne_rate}": 'did you mean "open_rate', "{best: 2, indifference: 1}": "too large",
                            "{half_width: 0.1, better: smaller}": "is only for `best`"}.items():
            self.write(STUDY.replace("replicates: 2", f"replicates: 20\nuntil: {until}"))
            self.assertIn(what, self.study("plan", code=2))
        self.write(STUDY.replace("replicates: 2", "replicates: 2\nuntil: {half_width: 0.1}"))
        self.assertIn("too few for `until`", self.study("plan", code=2))

    def test_a_report_finds_where_a_verdict_flips(self):
        self.write(STUDY.replace("replicates: 2", "sample: {sobol: 128}").replace(", steps: 3", "").replace("users: 300", "users: 1000"))
        self.study("run", "-q")
        output = "difference.restricted_mean@15:plain + warmth"
        self.collect()
        values = sorted(float(row[output]) for row in self.rows())
        found = self.report("--flip", f"{output} > {values[64]}", "--flip", f"{output}>99")
        for section in ("flip_tree", "flip_box"):
            places = [row["of"] for row in found[section]["rows"] if row["group"].startswith(f"{output} > {values[64]}")]
            self.assertRegex(places[-1], "^warmth >= 0.[3-7][0-9]*$")
        self.assertIn("no flip to look for", found["flip_tree"]["notes"][1])
        self.assertIn("flip_tree", self.report())  # of its own accord, the sign of every difference
        self.assertEqual(sum(row["points"] for row in found["heat_map"]["rows"] if row["group"] == output), 128)
        self.assertIn("? where no 95% interval", self.study("report", "--of", output))
        self.assertIn("flip_tree", self.report("--of", "open_rate:plain", "--flip", f"{output} > 0"))  # of an output that is not shown
        self.assertIn("names warmth twice", self.study("report", "--heat", "warmth,warmth", code=2))
        self.assertIn("fewer than 5 on a side", self.study("report", "--flip", f"{output} > {sorted(float(row[output]) for row in self.rows())[-3]}"))
        said = self.study("report", "--flip", "difference.restricted_mean@15:plain + warmt > 0", "--flip", "x", code=2)
        self.assertIn(f'did you mean "{output}"', said)
        self.assertIn('"x" compares nothing', said)

    def test_a_run_that_fails_is_told_and_the_others_go_on(self):
        def little_memory():
            resource.setrlimit(resource.RLIMIT_AS, (2_500_000_000, 2_500_000_000))

        self.write(STUDY.replace("{path: horizon_days, values: [15, 20]}", "{path: users, values: [100, 400000000]}").replace("steps: 3", "steps: 2")
                   .replace("replicates: 2", "attrition: inactive:5").replace("set: {users: 300}\n", ""))
        done = subprocess.run([study_case.HOLDFAST, "study", "run", "study.yaml"], cwd=self.root, capture_output=True, text=True, preexec_fn=little_memory,
                              check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("2 runs failed:\n  point 1, replicate 0: there is not enough memory", done.stderr)
        self.assertIn("2 of 4 runs finished, 2 failed, 0 missing", self.study("status"))
        self.assertIn("2 of them failed", self.study("collect", code=1))
        self.assertEqual([row["failure"] for row in self.rows()], ["", "there is not enough memory"] * 2)
        self.assertIn("failed: 2. What follows leaves out", self.study("report"))

    def test_a_folder_is_of_one_version_and_a_study_not_too_large_nor_empty(self):
        self.study("run", "--shard", "1/2")
        with contextlib.closing(sqlite3.connect(self.root / "results/tiny-study.study/shard-1-of-2.sqlite")) as file:
            file.execute("UPDATE about SET value = '0.0.1 (abc)' WHERE key = 'version'")
            file.commit()
        self.assertIn("is of Holdfast 0.0.1 (abc), and this is", self.study("run", "--shard", "2/2", code=2))
        self.write(STUDY.replace("replicates: 2", "sample: {random: 2147483648}\nreplicates: 2"))
        self.assertIn("more than 2^31 runs", self.study("plan", code=2))
        self.write(STUDY.replace("replicates: 2", "sample: {list: points.csv}\nreplicates: 2"))
        (self.root / "points.csv").write_text("days,warmth\n", encoding="utf-8")
        self.assertRegex(self.study("plan", code=2), "points.csv.*no rows|holds no")

    def test_what_is_not_defined_is_reported_as_that(self):
        for sample in ("{random: 12}", "{random: 3}", "{sobol: 1}", "{morris: 2}", "{saltelli: 4}", "{plackett_burman: once}", "grid"):
            text = STUDY.replace("replicates: 2", f"sample: {sample}").replace("[15, 20]", "[3, 4]")  # too short for half to leave
            self.write(text[:text.index("outputs")] + 'outputs: [median, hazard_ratio, "difference.restricted_mean@3", survival@2]\n')
            self.study("run", "-q")
            self.study("report", "--svg", "edge")
            outputs = {row["group"]: row["points"] for row in self.report()["outputs"]["rows"]}
            self.assertEqual(outputs["median:plain"], 0)


if __name__ == "__main__":
    study_case.HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
