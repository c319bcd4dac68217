"""What does each feature of a scenario cost?

    python3 bench/macro/features.py [--build build/release] [--users N] [--rounds N]

needs `holdfast` and `bench_run` in BUILD/bin. Prints tables in Markdown: CPU time of one thread for an active user-day under
each way of prompting and each other thing that can be had or not, the price of people, of designs and of the file, and
memory. A design's own price is what each further copy of it adds to a run, so the people, who are made once, are not in it.
Best of the rounds, all scenarios taking turns.
"""

import argparse
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "peers"))

import scenario

DESIGNS = scenario.ROOT / "scenarios/designs"
COPIES = 4


def without(text, key):
    """A YAML text without one of its top-level keys."""
    return re.sub(rf"^{key}:.*\n(?:(?:[ #].*)?\n)*", "", text, flags=re.MULTILINE)


def cases(folder):
    """Name -> what scenario.write is told."""
    for design in [scenario.DESIGN, *sorted(DESIGNS.glob("prompting/*.yaml")), *sorted(DESIGNS.glob("adaptive/*.yaml"))]:
        yield f"`{design.relative_to(DESIGNS)}`", {"design": design}
    theory = scenario.THEORY.read_text(encoding="utf-8")
    for key in ("instruments", "events"):
        path = folder / f"without-{key}.yaml"
        path.write_text(without(theory, key) + ("events: {}\n" if key == "events" else ""), encoding="utf-8")
        yield f"meditation without {key}", {"theory": path}
    for days in (30, 365):
        yield f"meditation, {days} days", {"horizon_days": days}


def living(programs, users, rounds, folder):
    """Prints what a user-day costs in each case."""
    written = {name: [scenario.write(folder, users, copies, **told) for copies in (0, COPIES)]
               for name, told in cases(folder)}
    best = {name: [1e300, 1e300] for name in written}
    active = {}
    for _ in range(rounds):
        for name, paths in written.items():
            for i, path in enumerate(paths):
                engine = scenario.Engine(programs / "bench_run", path)
                best[name][i] = min(best[name][i], engine.seconds)
                active[name, i] = engine.active_user_days
    print("\n| | active days a user | ns an active user-day | against meditation |\n|---|---|---|---|")
    first = None
    for name, (one, more) in best.items():
        days = (active[name, 1] - active[name, 0]) / COPIES
        price = (more - one) / COPIES / days * 1e9
        first = first or price
        print(f"| {name} | {days / users:.1f} | {price:.1f} | {price / first:.2f} |")
    one, more = next(iter(best.values()))
    each = (more - one) / COPIES
    print(f"\nPeople: {(one - each) / users * 1e6:.2f} us a user, made once; each design that they live under: "
          f"{each / users * 1e6:.2f} us a user.")


def processes(programs, users, folder):
    """Prints what whole processes take in memory and on the disk, and what a user adds."""
    print("\n| `holdfast run` | users | CPU seconds | largest resident size, MiB | file, MB |\n|---|---|---|---|---|")
    for copies in (0, 1):
        sizes = []
        for count in (users, 4 * users):
            results = folder / "results.h5"
            path = scenario.write(folder, count, copies)
            done = scenario.run_holdfast(programs / "holdfast", path, results)
            sizes.append((done.mebibytes * 2**20, results.stat().st_size))
            print(f"| {copies + 1} design{'s' if copies else ''} | {count} | {done.seconds:.2f} | {done.mebibytes:.0f} | "
                  f"{sizes[-1][1] / 1e6:.1f} |")
        memory, file = ((large - small) / (3 * users) for small, large in zip(*sizes))
        print(f"| a user more |  |  | {memory:.0f} bytes | {file:.0f} bytes |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=scenario.ROOT / "build/release", type=pathlib.Path)
    parser.add_argument("--users", type=int, default=50000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        living(options.build / "bin", options.users, options.rounds, pathlib.Path(folder))
        processes(options.build / "bin", options.users, pathlib.Path(folder))


if __name__ == "__main__":
    main()
