"""Survival analysis of files, as a user meets it: numbers against R, messages, formats, pictures.

    python3 test_survival.py HOLDFAST
"""

import csv
import io
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
HOLDFAST = None

R_OF_LUNG = """
library(survival)
say <- function(key, value) cat(sprintf("%s %.17g\\n", key, value))
lung <- read.csv("lung.csv")
fit <- survfit(Surv(time, status) ~ sex, lung, conf.type = "log-log")
at <- summary(fit, times = 200)
for (g in 1:2) {
  say(paste0("survival.", g), at$surv[g]); say(paste0("low.", g), at$lower[g]); say(paste0("high.", g), at$upper[g])
  say(paste0("median.", g), summary(fit)$table[g, "median"])
  say(paste0("rmean.", g), summary(fit, rmean = 965)$table[g, "rmean"])
}
test <- survdiff(Surv(time, status) ~ sex, lung)
say("chi_squared", test$chisq)
cox <- coxph(Surv(time, status) ~ sex, lung, control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 50))
say("ratio", exp(coef(cox))); say("ratio.error", sqrt(vcov(cox)))
weibull <- survreg(Surv(time, status) ~ sex, lung, control = survreg.control(rel.tolerance = 1e-13, maxiter = 100))
say("aic", AIC(weibull))
"""


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def holdfast(self, *words):
        return subprocess.run([HOLDFAST, *map(str, words)], cwd=self.root, capture_output=True, text=True, timeout=120,
                              check=False)

    def done(self, *words):
        done = self.holdfast(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def sections(self, *words):
        return json.loads(self.done(*words, "--format", "json"))["sections"]

    def refused(self, *words):
        done = self.holdfast(*words)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def written(self, name, text):
        (self.root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return name


class Survival(Files):
    def survival(self, text, *words):
        return self.refused("survival", self.written("x.csv", text), "--time", "t", "--event", "e", *words)

    def test_lung_is_told_as_r_tells_it(self):
        if shutil.which("Rscript") is None:
            self.skipTest("Rscript is not installed")
        judge = subprocess.run(["Rscript", "--vanilla", "-e", R_OF_LUNG], cwd=DATA, capture_output=True, text=True,
                               timeout=120, check=True)
        r = {key: float(value) for key, value in (line.split() for line in judge.stdout.splitlines())}
        said = self.sections("survival", DATA / "lung.csv", "--time", "time", "--event", "status", "--group", "sex",
                             "--at", "200", "--model", "weibull")
        checks = [(said["equality"]["rows"][0]["chi_squared"], r["chi_squared"]),
                  (said["cox"]["rows"][0]["hazard_ratio"]["value"], r["ratio"]),
                  (said["cox"]["rows"][0]["coefficient"]["standard_error"], r["ratio.error"]),
                  (said["models"]["rows"][0]["aic"], r["aic"])]
        for g in (0, 1):
            at = said["survival"]["rows"][g]["survival"]
            sample = said["sample"]["rows"][g]
            checks += [(at["value"], r[f"survival.{g + 1}"]), (at["low"], r[f"low.{g + 1}"]),
                       (at["high"], r[f"high.{g + 1}"]), (sample["median"]["value"], r[f"median.{g + 1}"]),
                       (sample["restricted_mean"]["value"], r[f"rmean.{g + 1}"])]
        for ours, theirs in checks:
            self.assertTrue(math.isclose(ours, theirs, rel_tol=1e-8), (ours, theirs))

    def test_the_three_formats_hold_the_same_numbers(self):
        words = ["survival", DATA / "veteran.csv", "--time", "time", "--event", "status", "--group", "celltype"]
        said = self.sections(*words)
        rows = list(csv.DictReader(io.StringIO(self.done(*words, "--format", "csv"))))
        chi_squared = [row for row in rows if row["section"] == "equality" and row["measure"] == "chi_squared"]
        self.assertEqual(float(chi_squared[0]["value"]), said["equality"]["rows"][0]["chi_squared"])
        self.assertIn(f"{said['equality']['rows'][0]['chi_squared']:.3f}", self.done(*words))
        self.assertEqual(len(said["pairwise"]["rows"]), 6)

    def test_competing_causes_are_named_and_told_apart(self):
        said = self.sections("survival", DATA / "transplant.csv", "--time", "futime", "--event", "event", "--censored",
                             "censored", "--competing", "--group", "abo")
        self.assertEqual({row["of"] for row in said["gray"]["rows"]}, {"death", "ltx", "withdraw"})
        last = [row for row in said["cumulative_incidence"]["rows"] if row["group"] == "A"]
        at_the_end = max(row["at"] for row in last)
        shares = sum(row["incidence"]["value"] for row in last if row["at"] == at_the_end)
        curve = [row for row in said["survival"]["rows"] if row["group"] == "A" and row["at"] == at_the_end]
        self.assertAlmostEqual(shares + curve[0]["survival"]["value"], 1, places=12)

    def test_names_with_blanks_quotes_accents_and_crlf_work(self):
        name = self.written("x.csv", 'time to "drop-out", d\u00e9part,bras\r\n'.replace('time to "drop-out", d\u00e9part',
                            '"time to ""drop-out"", d\u00e9part",event') + "1,1,a b\r\n2,0,a b\r\n3,1,\u00e9\r\n4,1,\u00e9\r\n")
        said = self.sections("survival", name, "--time", 'time to "drop-out", d\u00e9part', "--event", "event", "--group",
                             "bras")
        self.assertEqual([row["group"] for row in said["sample"]["rows"]], ["a b", "\u00e9"])

    def test_pictures_are_well_formed_and_safe_from_names(self):
        name = self.written("x.csv", "t,e,g\n1,1,<b>&\n2,0,<b>&\n3,1,\"\"\"q\"\"\"\n4,2,\"\"\"q\"\"\"\n")
        self.done("survival", name, "--time", "t", "--event", "e", "--competing", "--group", "g", "--svg", "pic")
        files = sorted(path.name for path in self.root.glob("pic-*.svg"))
        self.assertEqual(files, ["pic-hazard-ratios.svg", "pic-incidence.svg", "pic-survival.svg"])
        for path in self.root.glob("pic-*.svg"):
            root = xml.etree.ElementTree.parse(path).getroot()
            self.assertTrue(root.tag.endswith("svg"))
            self.assertNotIn("nan", path.read_text())

    def test_edge_cases_give_defined_results(self):
        for text in ("t,e\n5,0\n6,0\n", "t,e\n5,1\n5,1\n", "t,e\n5,1\n", "t,e\n0,1\n3,0\n", "t,e\n0,1\n0,0\n", "t,e\n1e-9,1\n1e9,0\n"):
            self.done("survival", self.written("x.csv", text), "--time", "t", "--event", "e")
        alone = "t,e,g\n1,1,a\n2,1,a\n3,1,a\n4,0,b\n5,0,b\n"
        out = self.done("survival", self.written("x.csv", alone), "--time", "t", "--event", "e", "--group", "g")
        self.assertIn("No fit: ", out)

    def test_bad_cells_are_told_all_at_once_with_their_place(self):
        told = self.survival("t,e\n-1,0\nInf,1\nx,1\n,1\n")
        self.assertEqual(told, "x.csv:5:1: t: is missing (--missing drop leaves such rows out)\n")
        told = self.survival("t,e\n-1,0\nInf,1\nx,1\n2,1\n")
        self.assertIn("x.csv:2:1: t: -1 is too small", told)
        self.assertIn('x.csv:3:1: t: "Inf" is infinite', told)
        self.assertIn('x.csv:4:1: t: "x" is not a number', told)

    def test_files_that_are_no_tables_are_refused(self):
        self.assertIn("x.csv: is empty", self.survival(""))
        self.assertIn("x.csv: holds no rows", self.survival("t,e\n"))
        self.assertIn("x.csv:3:1: 1 field in this row (2, as in the header)", self.survival("t,e\n1,0\n2\n"))
        self.assertIn('x.csv:1:5: column "t" is there twice', self.survival("t,e,t\n1,0,1\n"))
        self.assertIn("x.csv:2:3: byte 0x00", self.survival(b"t,e\n1,\x00\n"))
        self.assertIn("there is no such file", self.refused("survival", "nowhere.csv", "--time", "t", "--event", "e"))
        self.assertIn('did you mean "time"?', self.refused("survival", DATA / "lung.csv", "--time", "tme", "--event",
                                                           "status"))

    def test_codes_and_choices_that_cannot_be_are_refused(self):
        self.assertIn("beside 0 for censored there are 2 codes: 1, 9", self.survival("t,e\n1,0\n2,1\n3,9\n"))
        good = "t,e,g\n1,0,a\n2,1,b\n"
        self.assertIn("--level: 2 is no confidence level", self.survival(good, "--level", "2"))
        self.assertIn('--test: "fh:1" is no test', self.survival(good, "--test", "fh:1"))
        self.assertIn('--model: "weibul" is no model', self.survival(good, "--model", "weibul"))
        self.assertIn('there is no group "c" (a, b)', self.survival(good, "--group", "g", "--baseline", "c"))
        self.assertIn('"=x" is no cause', self.survival(good, "--cause", "=x"))
        self.assertIn('--of-cause: there is no cause "x"', self.survival(good, "--of-cause", "x"))
        self.assertIn("nobody is at risk after 5", self.survival(good, "--landmark", "5"))
        self.assertIn("--recurrent requires --person", self.survival(good, "--recurrent"))
        self.assertIn("--event: names no column", self.refused("survival", "x.csv", "--time", "t"))


    def test_one_cause_is_regressed_in_both_ways(self):
        words = ["survival", DATA / "transplant.csv", "--time", "futime", "--event", "event", "--censored", "censored",
                 "--competing", "--covariates", "age", "--missing", "drop"]
        said = self.sections(*words, "--of-cause", "death")
        self.assertIn("of death", said["cox"]["title"])
        self.assertEqual([row["of"] for row in said["fine_gray"]["rows"]], ["age"])
        self.assertNotIn("fine_gray", self.sections(*words))

    def test_events_that_come_again_are_counted_by_person(self):
        said = self.sections("survival", DATA / "bladder2.csv", "--entry", "start", "--time", "stop", "--event", "event",
                             "--person", "id", "--group", "rx", "--recurrent", "--at", "20")
        self.assertEqual([row["group"] for row in said["mean_cumulative"]["rows"]], ["1", "2"])
        self.assertEqual([row["of"] for row in said["andersen_gill"]["rows"]], ["rx: 2"])
        self.done("survival", DATA / "cgd.csv", "--entry", "tstart", "--time", "tstop", "--event", "status", "--person", "id",
                  "--group", "treat", "--recurrent", "--svg", "cgd")
        self.assertEqual([path.name for path in self.root.glob("cgd-*")], ["cgd-mean-cumulative.svg"])
        overlapping = self.written("x.csv", "s,t,e,i\n0,5,1,a\n3,9,0,a\n")
        self.assertIn("begins before", self.refused("survival", overlapping, "--entry", "s", "--time", "t", "--event", "e",
                                                    "--person", "i", "--recurrent"))

    def test_there_may_be_any_number_of_strata(self):
        said = self.sections("survival", DATA / "rats.csv", "--time", "time", "--event", "status", "--group", "rx",
                             "--strata", "litter")
        self.assertIn("stratified by litter", said["cox"]["title"])

    def test_a_landmark_leaves_out_who_had_gone_and_says_so(self):
        said = self.sections("survival", DATA / "aml.csv", "--time", "time", "--event", "status", "--landmark", "12")
        rows = csv.DictReader(io.StringIO((DATA / "aml.csv").read_text()))
        self.assertEqual(said["sample"]["rows"][0]["rows"], sum(float(row["time"]) > 12 for row in rows))
        self.assertIn("Landmark 12", " ".join(said["sample"]["notes"]))

    def test_intervals_are_told_as_bounds(self):
        name = self.written("x.csv", "l,u\n0,7\n7,16\n6,10\n5,\n8,12\n")
        said = self.sections("survival", name, "--lower", "l", "--upper", "u", "--at", "5,12")
        self.assertEqual([row["low_percent"] for row in said["turnbull"]["rows"]][0], 100)
        told = self.refused("survival", self.written("x.csv", "l,u\n5,3\n-1,x\n"), "--lower", "l", "--upper", "u")
        self.assertEqual(told.count("\n"), 3)
        self.assertIn("x.csv:2:3: u: 3 is below the lower end, 5", told)


class Plan(Files):
    def test_the_closed_forms_are_those_of_the_papers(self):
        said = self.sections("plan", "trial", "--hazard-ratio", "0.5", "--median", "30", "--follow-up", "60")
        events = {row["of"]: row["events"] for row in said["size"]["rows"]}
        z = 1.959963984540054 + 0.8416212335729143
        self.assertEqual(events["log-rank, Schoenfeld"], math.ceil(4 * z ** 2 / math.log(0.5) ** 2))
        self.assertEqual(events["log-rank, Freedman"], math.ceil(z ** 2 * (1.5 / 0.5) ** 2))

    def test_interim_looks_have_the_published_bounds(self):
        said = self.sections("plan", "trial", "--hazard-ratio", "0.8", "--survival", "0.4@30", "--looks", "5")
        bounds = [row["z"] for row in said["looks"]["rows"]]
        for ours, published in zip(bounds, [4.8769, 3.3569, 2.6803, 2.2898, 2.0310]):
            self.assertAlmostEqual(ours, published, delta=2e-4)

    def test_what_cannot_be_planned_is_told_all_at_once(self):
        told = self.refused("plan", "trial", "--hazard-ratio", "-1", "--survival", "x", "--power", "2", "--looks", "0")
        for option in ("--hazard-ratio", "--survival", "--power", "--looks"):
            self.assertIn(option + ":", told)
        same = self.done("plan", "trial", "--hazard-ratio", "1", "--median", "10")
        self.assertIn("no number of people shows this", same)


class Usage(Files):
    @classmethod
    def setUpClass(cls):
        cls.made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.made.cleanup)
        shutil.copytree(HERE / "tiny", pathlib.Path(cls.made.name) / "tiny")
        subprocess.run([HOLDFAST, "run", "tiny/scenario.yaml", "-o", "made.h5", "-q"], cwd=cls.made.name, check=True,
                       timeout=120)

    def setUp(self):
        super().setUp()
        self.results = pathlib.Path(self.made.name) / "made.h5"

    def test_a_simulated_log_has_the_read_outs_that_compare_has(self):
        self.done("export", self.results, "-o", "log.csv")
        compared = json.loads(self.done("compare", self.results, "--attrition", "inactive:3", "--format", "json"))
        horizon = compared["horizon_days"]
        said = self.sections("usage", "log.csv", "--user", "user", "--day", "day", "--left", "left_day", "--cause", "cause",
                             "--group", "design", "--until", horizon, "--attrition", "inactive:3")
        rows = {(row["group"], row["at"]): row for row in said["retention"]["rows"]}
        for design in compared["designs"]:
            for read_out, days in design["retention"].items():
                for at in days:
                    row = rows[design["name"], at["day"]]
                    for part in ("value", "low", "high"):
                        self.assertEqual(row[read_out][part], at[part], (design["name"], read_out, at["day"]))
        curves = {row["group"]: row for row in said["attrition_inactive:3"]["rows"]}
        for design in compared["designs"]:
            for at in design["survival"]:
                self.assertEqual(curves[design["name"]][f"survival_{at['day']}"]["value"], at["value"])

    def test_simulated_people_answer_the_questions_of_the_survival_command(self):
        words = ["compare", self.results, "--test", "peto", "--covariates", "lives_alone", "--lapse-days", "3"]
        said = json.loads(self.done(*words, "--format", "json"))["asked"]
        for section in ("equality", "paired_survival", "discordant_pairs", "cox", "lapses", "states", "course_contrasts"):
            self.assertIn(section, said)
        rows = list(csv.DictReader(io.StringIO(self.done(*words, "--format", "csv"))))
        ratio, = [row for row in rows if row["measure"] == "cox.hazard_ratio" and row["of"] == "lives_alone"]
        told, = [row for row in said["cox"]["rows"] if row["of"] == "lives_alone"]
        self.assertEqual(float(ratio["value"]), told["hazard_ratio"]["value"])
        self.assertIn("Where users are on a day", self.done(*words))
        self.assertIn('no trait "lives_alnoe"', self.refused("compare", self.results, "--covariates", "lives_alnoe"))

    def test_a_trial_is_played_with_simulated_people(self):
        design = json.loads(self.done("compare", self.results, "--format", "json"))["contrasts"][0]["name"]
        words = ["plan", "results", self.results, "--variant", design, "--people", "60", "--trials", "50", "--follow-up", "5"]
        said = self.sections(*words)["played"]["rows"][0]
        self.assertEqual(said["people"], 60)
        self.assertEqual(self.done(*words), self.done(*words))
        self.assertIn("no design", self.refused("plan", "results", self.results, "--variant", "nobody"))
        self.assertIn("--test:", self.refused(*words, "--test", "rmst:0"))

    def test_times_to_attrition_go_on_to_the_survival_command(self):
        self.done("export", self.results, "--what", "events", "-o", "events.csv")
        compared = json.loads(self.done("compare", self.results, "--format", "json"))
        said = self.sections("survival", "events.csv", "--time", "time", "--event", "status", "--group", "design",
                             "--person", "user", "--baseline", compared["baseline"])
        means = {row["group"]: row["paired"] for row in said["paired_restricted_means"]["rows"]}
        for contrast in compared["contrasts"]:
            for part in ("value", "low", "high"):
                self.assertAlmostEqual(means[contrast["name"]][part], contrast["restricted_mean"][part], places=9)

    def test_dates_and_staggered_enrolment_are_understood(self):
        log = ("who,when,since\nann,2026-03-01,2026-03-01\nann,2026-03-09T08:15:00,2026-03-01\n"
               "bob,2026-03-08,2026-03-08\ncid,,2026-03-02\n")
        said = self.sections("usage", self.written("log.csv", log), "--user", "who", "--day", "when", "--enrolled", "since",
                             "--until", "2026-03-10", "--attrition", "inactive:7", "--days", "2,8")
        rows = {row["at"]: row for row in said["retention"]["rows"]}
        self.assertEqual((rows[2]["followed"], rows[8]["followed"]), (3, 2))
        self.assertEqual(rows[8]["on_day"]["value"], 0.5)
        self.assertEqual(said["people"]["rows"][0]["never_used"], 1)
        self.assertEqual(said["attrition_inactive:7"]["rows"][0]["events"], 2)

    def test_events_are_written_for_the_survival_command(self):
        log = self.written("log.csv", "u,d\na,0\na,5\nb,0\nb,1\nb,20\n")
        self.done("usage", log, "--user", "u", "--day", "d", "--attrition", "inactive:7", "--events", "events.csv")
        self.assertEqual((self.root / "events.csv").read_text(),
                         "user,time,status,cause\na,6,1,lapsed\nb,2,1,lapsed\n")

    def test_what_a_log_cannot_be_is_refused(self):
        log = self.written("log.csv", "u,d\na,0\na,x\n")
        told = self.refused("usage", log, "--user", "u", "--day", "d")
        self.assertEqual(told, 'log.csv:3:3: d: "x" is no day (a whole number)\n')
        good = self.written("good.csv", "u,d\na,0\na,5\n")
        self.assertIn("the log does not say who left", self.refused("usage", good, "--user", "u", "--day", "d",
                                                                    "--attrition", "left"))
        self.assertIn("cannot be seen in a record that ends on day 5", self.refused(
            "usage", good, "--user", "u", "--day", "d", "--attrition", "inactive:9"))
        self.assertIn("good.csv", self.refused("usage", good, "--user", "u", "--day", "d", "--events", "good.csv"))


if __name__ == "__main__":
    HOLDFAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
