"""Holdfast beside the same model as objects in Python and as arrays in NumPy: do they agree, and how fast is each?

    python3 bench/peers/compare.py [--build build/release] [--users N] [--object-users N] [--rounds N]

needs `holdfast` and `bench_run` in BUILD/bin, python3-numpy, python3-yaml and python3-h5py. Prints z-tests of what the models
say, then a table of speed and memory, both in Markdown; fails when they disagree. CPU time of one thread, best of the
rounds, all models taking turns.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import h5py

import agreement
import outcomes
import scenario

HERE = pathlib.Path(__file__).resolve().parent
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
COPIES = 4


def run_model(name, results, folder, *options):
    """What a model in Python prints of itself."""
    done = scenario.Finished([sys.executable, HERE / f"{name}_model.py", scenario.THEORY, scenario.DESIGN, results, "--horizon",
                              scenario.HORIZON_DAYS, "--save", folder / f"{name}.npz", *options], ONE_THREAD)
    return json.loads(done.text) | {"mebibytes": done.mebibytes}


def judge(results, folder, name):
    """Prints the tests of one model; whether all agree."""
    with h5py.File(results) as file:
        causes = [str(cause) for cause in file["scenario"].attrs["causes"]]
    ours = outcomes.read_results(results, "meditation")
    rows = agreement.compare(ours, outcomes.load(folder / f"{name}.npz"), causes)
    bound = agreement.limit(len(rows))
    print(f"\n| {len(ours.users['cause'])} users | holdfast | {name} | z |\n|---|---|---|---|")
    for what, mean, other, z in rows:
        print(f"| {what} | {mean:.5f} | {other:.5f} | {z:.2f}{' **disagree**' if abs(z) > bound else ''} |")
    return all(abs(z) <= bound for *_, z in rows)


def row(name, user_days, seconds, fastest, mebibytes):
    rate = user_days / seconds
    return f"| {name} | {rate / 1e6:.3f} M | {1e9 / rate:.0f} | {fastest / rate:.1f} | {mebibytes} |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=scenario.ROOT / "build/release", type=pathlib.Path)
    parser.add_argument("--users", type=int, default=100000)
    parser.add_argument("--object-users", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    programs = options.build / "bin"
    best, memory = {}, {}

    def note(name, seconds, mebibytes=None):
        best[name] = min(best.get(name, seconds), seconds)
        memory[name] = mebibytes

    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        one, few = scenario.write(folder, options.users), scenario.write(folder, options.object_users)
        copies = scenario.write(folder, options.users, COPIES)
        large, small = folder / "large.h5", folder / "small.h5"
        scenario.run_holdfast(programs / "holdfast", few, small)
        for n in range(options.rounds):
            done = scenario.run_holdfast(programs / "holdfast", one, large)
            note("process", done.seconds, done.mebibytes)
            note("one", scenario.Engine(programs / "bench_run", one).seconds)
            note("copies", scenario.Engine(programs / "bench_run", copies).seconds)
            arrays = run_model("array", large, folder, "--seed", n + 1)
            note("array", arrays["seconds"], arrays["mebibytes"])
            objects = run_model("object", small, folder, "--seed", n + 1)
            note("object", objects["seconds"], objects["mebibytes"])
        agree = [judge(large, folder, "array"), judge(small, folder, "object")]
        days = float(outcomes.read_results(large, "meditation").days["active"].sum())

    # The people of the models in Python are given; those of holdfast are made once a run, whatever the number of designs.
    living = (best["copies"] - best["one"]) / COPIES
    fastest = days / living
    print("\n| one thread | active user-days/s | ns each | holdfast is faster, times | largest resident size, MiB |\n"
          "|---|---|---|---|---|")
    print(row("holdfast, people given", days, living, fastest, ""))
    print(row("holdfast, people made too", days, best["one"], fastest, ""))
    print(row("`holdfast run`, the whole process with its file", days, best["process"], fastest, f"{memory['process']:.0f}"))
    print(row(f"arrays in NumPy, {options.users} users", arrays["active_user_days"], best["array"], fastest,
              f"{memory['array']:.0f}"))
    print(row(f"objects in Python, {options.object_users} users", objects["active_user_days"], best["object"], fastest,
              f"{memory['object']:.0f}"))
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
