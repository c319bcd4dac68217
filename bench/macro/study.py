"""What a study costs beside its runs.

    python3 study.py HOLDFAST [POINTS]

prints, for a study of runs of 10,000 users and 90 days, the share of processor time that is not spent in the runs; for POINTS tiny points
(default 100,000) the time and the bytes of each; and how long it takes to collect a thousand shards.
"""

import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

TINY = pathlib.Path(__file__).resolve().parents[2] / "tests/cli/tiny/scenario.yaml"

STUDY = """kind: study
name: {name}
scenario: {scenario}
set: {{{settings}}}
vary:
  warmth: {{path: designs.plain + warmth.features.warmth, range: [0, 1], steps: {points}}}
outputs: ["retention.last_use@7:plain", "survival@10:plain"]
"""


class Bench:
    def __init__(self, holdfast, root):
        self.holdfast = holdfast
        self.root = root

    def study(self, name, points, settings):
        (self.root / f"{name}.yaml").write_text(STUDY.format(name=name, scenario=TINY, settings=settings, points=points), encoding="utf-8")

    def timed(self, *words):
        """Wall and processor seconds, and the most memory [MiB] of any command so far."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        subprocess.run([self.holdfast, "study", *words], cwd=self.root, check=True, stdout=subprocess.DEVNULL)
        wall = time.monotonic() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024

    def in_runs(self, name):
        """Seconds that the runs themselves took, what is measured of them included; and bytes."""
        path = self.root / f"results/{name}.study/shard-1-of-1.sqlite"
        file = sqlite3.connect(path)
        seconds = file.execute("SELECT sum(seconds) FROM run").fetchone()[0]
        file.close()
        return seconds, path.stat().st_size

    def overhead(self):
        self.study("large", 1000, "users: 10000, horizon_days: 90")
        wall, processor, _ = self.timed("run", "large.yaml", "-q", "--threads", "1")
        seconds, _ = self.in_runs("large")
        print(f"1,000 runs of 10,000 users, one thread: {wall:.1f} s, of these {seconds:.1f} s in runs: {100 * (wall / seconds - 1):.1f}% beside them")

    def tiny(self, points):
        self.study("tiny", points, "users: 20, horizon_days: 10")
        wall, processor, memory = self.timed("run", "tiny.yaml", "-q")
        seconds, size = self.in_runs("tiny")
        print(f"{points} tiny points: {wall:.1f} s, {1000 * wall / points:.2f} ms and {size / points:.0f} bytes a point; "
              f"{1000 * (processor - seconds) / points:.2f} ms of processor time beside the runs; {memory:.0f} MiB")
        wall, _, memory = self.timed("collect", "tiny.yaml")
        print(f"collecting them: {wall:.1f} s, {memory:.0f} MiB")

    def shards(self):
        """Takes the rows of one file apart into a thousand: to run a thousand commands is no matter of collecting."""
        self.study("sharded", 20000, "users: 5, horizon_days: 10")
        self.timed("run", "sharded.yaml", "-q")
        folder = self.root / "results/sharded.study"
        whole = folder / "shard-1-of-1.sqlite"
        for shard in range(1000):
            path = folder / f"shard-{shard + 1}-of-1000.sqlite"
            path.write_bytes(b"")
            file = sqlite3.connect(path)
            file.execute("ATTACH ? AS whole", (str(whole),))
            for name, create in file.execute("SELECT name, sql FROM whole.sqlite_master WHERE type = 'table'").fetchall():
                file.execute(create)
                file.execute(f"INSERT INTO main.{name} SELECT * FROM whole.{name}" + (" WHERE point % 1000 = ?" if name == "run" else ""),
                             (shard,) if name == "run" else ())
            file.commit()
            file.close()
        whole.unlink()
        wall, _, _ = self.timed("collect", "sharded.yaml")
        print(f"collecting 20,000 runs of 1,000 shards: {wall:.1f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as root:
        bench = Bench(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(root))
        (bench.root / "results").mkdir()
        bench.overhead()
        bench.tiny(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
        bench.shards()
