"""The scenario on which all are compared: the meditation design of the first look, 90 days."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
THEORY = ROOT / "scenarios/theories/brotherdale-2024.yaml"
COHORT = ROOT / "scenarios/cohorts/app-store-installers.yaml"
DESIGN = ROOT / "scenarios/designs/meditation.yaml"
HORIZON_DAYS = 90


def write(folder, users, copies=0):
    """Writes the scenario into a folder, with copies of the design under other names, and says where it is."""
    folder = pathlib.Path(folder)
    designs = [DESIGN]
    for n in range(copies):
        designs.append(folder / f"meditation-{n}.yaml")
        text = DESIGN.read_text(encoding="utf-8").replace("name: meditation", f"name: meditation-{n}")
        designs[-1].write_text(text, encoding="utf-8")
    path = folder / f"beside-{users}-{copies}.yaml"
    path.write_text("\n".join([
        "kind: scenario", "name: beside", "describes: One design beside other models of it", f"theory: {THEORY}",
        f"cohort: {COHORT}", "designs:", *(f"  - {design}" for design in designs), "baseline: meditation", f"users: {users}",
        f"horizon_days: {HORIZON_DAYS}", "seed: 2024", ""]), encoding="utf-8")
    return path


class Finished:
    """What a process printed, its CPU seconds and its largest resident size [MiB]."""

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


def run_holdfast(holdfast, scenario, results):
    return Finished([holdfast, "run", scenario, "-q", "--threads", 1, "-o", results])
