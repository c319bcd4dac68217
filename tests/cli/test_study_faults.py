"""Two hundred kills, and nothing that was finished is lost.

    python3 test_study_faults.py HOLDFAST [FAULTS]
"""

import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent

STUDY = """kind: study
name: hunted
scenario: tiny/scenario.yaml
set: {users: 400}
vary:
  warmth: {path: designs.plain + warmth.features.warmth, range: [0, 1], steps: 2000}
replicates: 2
outputs: ["retention.last_use@7", "survival@10"]
"""

NOBODY = 65534


class Hunt:
    def __init__(self, holdfast, root):
        self.holdfast = holdfast
        self.root = root
        self.folder = root / "results"
        self.known = {}
        shutil.copytree(HERE / "tiny", root / "tiny")
        (root / "hunted.yaml").write_text(STUDY, encoding="utf-8")
        root.chmod(0o755)

    def start(self, shard, limits=None, user=None):
        def before():
            if limits is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limits, limits))

        return subprocess.Popen([self.holdfast, "study", "run", "hunted.yaml", "-q", "-o", str(self.folder), "--shard", shard], cwd=self.root,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=before, user=user)

    def finished(self):
        rows = {}
        for path in sorted(self.folder.glob("*.sqlite")):
            file = sqlite3.connect(f"file:{path}", uri=True)
            try:
                for point, replicate, outputs in file.execute("SELECT point, replicate, outputs FROM run WHERE failure IS NULL"):
                    rows.setdefault((point, replicate), set()).add(outputs)
            except sqlite3.OperationalError as error:
                assert "no such table" in str(error), error  # killed before the first transaction
            finally:
                file.close()
        return rows

    def expect_nothing_lost(self, after):
        rows = self.finished()
        lost = [run for run, outputs in self.known.items() if rows.get(run) != outputs]
        assert not lost, f"after {after}: {len(lost)} finished runs are gone or changed"
        assert all(len(outputs) == 1 for outputs in rows.values()), f"after {after}: a run has two results"
        self.known = rows

    def killed(self, how, shard):
        process = self.start(shard)
        time.sleep(random.uniform(0.02, 0.3))
        process.send_signal(how)
        process.communicate(timeout=60)
        return process.returncode

    def full_disk(self, shard):
        sizes = [path.stat().st_size for path in self.folder.glob("*.sqlite")]
        limit = max(sizes, default=0) + random.choice([0, 4096, 20000])
        process = self.start(shard, limits=limit)
        said = process.communicate(timeout=60)[1]
        assert process.returncode in (0, 1), (process.returncode, said)
        assert process.returncode == 0 or ".sqlite" in said, said

    def read_only(self, shard):
        """As somebody who may read the folder, and no more."""
        self.folder.mkdir(exist_ok=True)
        root = os.geteuid() == 0
        files = [self.folder, *self.folder.iterdir()]
        for path in files:
            path.chmod(0o555 if path.is_dir() else 0o444)
        process = self.start(shard, user=NOBODY if root else None)
        said = process.communicate(timeout=60)[1]
        for path in files:
            path.chmod(0o755 if path.is_dir() else 0o644)
        done = len(self.finished()) == 4000
        assert process.returncode in (0, 1, 2), (process.returncode, said)
        assert done or "ermission denied" in said or "readonly" in said, said

    def digest(self, folder):
        said = subprocess.run([self.holdfast, "study", "collect", "hunted.yaml", "--folder", str(folder), "-o", str(self.root / "table")],
                              cwd=self.root, capture_output=True, text=True, check=True).stdout
        return said.split()[-1]


def main(holdfast, faults):
    random.seed(20)
    with tempfile.TemporaryDirectory() as folder:
        hunt = Hunt(holdfast, pathlib.Path(folder))
        counts = {}
        for fault in range(faults):
            shard = random.choice(["1/1", "1/3", "2/3", "3/3"])
            kind = random.choices(["SIGKILL", "SIGTERM", "full disk", "read-only"], [10, 5, 3, 2])[0]
            if kind == "full disk":
                hunt.full_disk(shard)
            elif kind == "read-only":
                hunt.read_only(shard)
            else:
                hunt.killed(getattr(signal, kind), shard)
            counts[kind] = counts.get(kind, 0) + 1
            hunt.expect_nothing_lost(f"{kind} number {fault}")
            if len(hunt.known) == 4000:  # begin anew, so that every fault hits work
                hunt.known = {}
                shutil.rmtree(hunt.folder)
        left = 4000 - len(hunt.known)
        process = hunt.start("1/1")
        assert process.wait(120) == 0
        hunt.expect_nothing_lost("the end")
        whole = hunt.root / "whole"
        subprocess.run([holdfast, "study", "run", "hunted.yaml", "-q", "-o", str(whole)], cwd=hunt.root, check=True)
        assert hunt.digest(hunt.folder) == hunt.digest(whole)
        print(f"{faults} faults ({', '.join(f'{n} {kind}' for kind, n in sorted(counts.items()))}), {left} runs left for the end: nothing lost.")


if __name__ == "__main__":
    main(str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
