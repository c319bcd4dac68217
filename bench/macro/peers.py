"""What does it cost that people know each other?

    python3 bench/macro/peers.py [--build build/release] [--users N] [--neighbours K] [--rounds N]

needs `holdfast` in BUILD/bin, and python3-h5py. Prints a table in Markdown: scenarios/friends.yaml as a whole process (people,
graph, two designs, file) with one thread and one replicate, without peers and under each rule, each user with K neighbours on
average; CPU time, that of an active user-day, and memory. Best of the rounds, all taking turns.
"""

import argparse
import pathlib
import sys
import tempfile

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "peers"))

import scenario


def rules(users, neighbours):
    """Name -> `peers` of the scenario."""
    return {
        "nobody knows anybody": "none",
        "small world": f"{{small_world: {{neighbours: {neighbours}, rewired: 0.1}}}}",
        "groups of 100": f"{{groups: {{count: {users // 100}, within: {0.8 * neighbours}, between: {0.2 * neighbours}}}}}",
        "random": f"{{random: {{neighbours: {neighbours}}}}}",
        "scale free": f"{{scale_free: {{links: {neighbours // 2}}}}}",
    }


def active_user_days(path):
    with h5py.File(path) as results:
        return sum(int(design["days/active"][:].sum()) for design in results["designs"].values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=scenario.ROOT / "build/release", type=pathlib.Path)
    parser.add_argument("--users", type=int, default=1_000_000)
    parser.add_argument("--neighbours", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    seconds, memory, days = {}, {}, {}
    with tempfile.TemporaryDirectory() as folder:
        results = pathlib.Path(folder) / "results.h5"
        for _ in range(options.rounds):
            for name, rule in rules(options.users, options.neighbours).items():
                done = scenario.run_holdfast(options.build / "bin/holdfast", scenario.ROOT / "scenarios/friends.yaml", results,
                                             "--set", f"users={options.users}", "--set", "replicates=1", "--set", f"peers={rule}")
                seconds[name] = min(seconds.get(name, 1e300), done.seconds)
                memory[name] = done.mebibytes
                days[name] = active_user_days(results)
    print("| who knows whom | CPU s | ns an active user-day | against nobody | memory, MiB |\n|---|---|---|---|---|")
    first = None
    for name, best in seconds.items():
        price = best / days[name] * 1e9
        first = first or price
        print(f"| {name} | {best:.1f} | {price:.0f} | {price / first:.2f} | {memory[name]:.0f} |")


if __name__ == "__main__":
    main()
