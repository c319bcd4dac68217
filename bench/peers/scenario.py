"""Scenarios to be timed, and processes that are timed. The one on which all models are compared is the default: the
meditation design of the first look, 90 days."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
THEORY = ROOT / "scenarios/theories/brotherdale-2024.yaml"
COHORT = ROOT / "scenarios/cohorts/app-store-installers.yaml"
DESIGN = ROOT / "scenarios/designs/meditation.yaml"
HORIZON_DAYS = 90


def name_of(design):
    """The name that a design's file gives it."""
    return re.search(r"^name:\s*(\S+)", pathlib.Path(design).read_text(encoding="utf-8"), re.MULTILINE).group(1)


def write(folder, users, copies=0, design=DESIGN, theory=THEORY, horizon_days=HORIZON_DAYS):
    """Writes a scenario of one design, and copies of it under other names, into a folder; says where it is."""
    folder = pathlib.Path(folder)
    name = name_of(design)
    designs = [pathlib.Path(design).resolve()]
    for n in range(copies):
        designs.append(folder / f"{name}-{n}.yaml")
        designs[-1].write_text(f"kind: design\nname: {name}-{n}\ndescribes: The same again\nextends: {designs[0]}\n",
                               encoding="utf-8")
    path = folder / f"{name}-{users}-{copies}-{pathlib.Path(theory).stem}-{horizon_days}.yaml"
    path.write_text("\n".join([
        "kind: scenario", f"name: {name}", "describes: To be timed", f"theory: {theory}", f"cohort: {COHORT}", "designs:",
        *(f"  - {each}" for each in designs), f"baseline: {name}", f"users: {users}", f"horizon_days: {horizon_days}",
        "seed: 2024", ""]), encoding="utf-8")
    return path


class Finished:
    """What a process printed, its CPU seconds and largest resident size [MiB]."""

    def __init__(self, command, environment=None):
        with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True,
                              env=os.environ | (environment or {})) as process:
            self.text = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.mebibytes = usage.ru_maxrss / 1024.0


def run_holdfast(holdfast, scenario, results, *options):
    return Finished([holdfast, "run", scenario, "-q", "--threads", 1, "-o", results, *options])


class Engine:
    """A run in memory on one thread, by bench_run: its CPU seconds and active user-days."""

    def __init__(self, bench_run, path, repeats=1):
        text = Finished([bench_run, path, repeats, users_of(path), "brief"]).text
        line = re.search(r"^\s+1\s+([\d.]+)\s.*?([\d.]+) M\s+([\d.]+)\s+x1\.00$", text, re.MULTILINE)
        self.seconds = float(line.group(1))
        self.active_user_days = self.seconds * float(line.group(2)) * 1e6


def users_of(path):
    return re.search(r"^users:\s*(\d+)", pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE).group(1)
