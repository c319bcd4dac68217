"""A Slurm cluster of two nodes on this one machine, on loopback, for as long as a command or a test takes.

    python3 slurm_cluster.py COMMAND [ARGUMENT..]    run a command, such as bash, that sees the cluster

All of it lives in a temporary folder and nothing of the system's own Slurm is touched; root or any user may start it. The daemons end
with this process, however it ends.
"""

import ctypes
import getpass
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

DAEMONS = ["munged", "slurmctld", "slurmd"]
CLIENTS = ["sbatch", "scancel", "sinfo", "squeue", "scontrol"]

CONFIGURATION = """ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool.%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=10000,bf_interval=2
ReturnToService=2
KillWait=2
MinJobAge=3600
AccountingStorageType=accounting_storage/none
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def missing_programs():
    """Names of what Slurm needs and this machine does not have; daemons stand where ordinary users do not look."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    return [name for name in [*DAEMONS, *CLIENTS] if shutil.which(name, path=path) is None]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def end_with_parent():
    """In the daemon, before it begins."""
    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


class CannotStart(Exception):
    """Says why there is no cluster."""

    @property
    def for_want_of_cgroups(self):
        """slurmd looks for control groups whatever its configuration says, and a chroot or a bare container has none."""
        return "cgroup" in str(self)


class Cluster:
    """with Cluster() as cluster: subprocess.run(["sbatch", ..], env=cluster.environment)"""

    def __init__(self, nodes=2, cpus=2):
        self.nodes = [f"node{i + 1}" for i in range(nodes)]
        self.cpus = cpus
        self.daemons = []

    def __enter__(self):
        if missing_programs():
            raise CannotStart("these programs are not installed: " + ", ".join(missing_programs()))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="slurm-"))
        self.environment = {**os.environ, "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin",
                            "SLURM_CONF": str(self.folder / "slurm.conf")}
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if len(self.daemons) > 1:
            self.cancel_all()
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in self.daemons:
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        ports = free_ports(1 + len(self.nodes))
        for name in ["state", *(f"spool.{node}" for node in self.nodes)]:
            (self.folder / name).mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        host = socket.gethostname().split(".")[0]
        text = CONFIGURATION.format(host=host, port=ports[0], user=getpass.getuser(), folder=self.folder)
        for node, port in zip(self.nodes, ports[1:]):
            text += f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs={self.cpus} RealMemory=2000 State=UNKNOWN\n"
        (self.folder / "slurm.conf").write_text(text, encoding="utf-8")
        self.daemon("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={self.folder}/munge.sock",
                    f"--pid-file={self.folder}/munge.pid", f"--log-file={self.folder}/munged.log", f"--seed-file={self.folder}/munge.seed",
                    "--num-threads=2")
        self.wait_until(lambda: (self.folder / "munge.sock").exists())
        self.daemon("slurmctld", "-D", "-c")
        for node in self.nodes:
            self.daemon("slurmd", "-D", "-N", node)
        self.wait_until(lambda: self.states().count("idle") == len(self.nodes))

    def daemon(self, *words):
        with open(self.folder / f"{words[0]}-{len(self.daemons)}.out", "wb") as said:
            self.daemons.append(subprocess.Popen(words, env=self.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                                 preexec_fn=end_with_parent))

    def states(self):
        said = subprocess.run(["sinfo", "-h", "-N", "-o", "%t"], env=self.environment, capture_output=True, text=True, check=False)
        return said.stdout.split()

    def cancel_all(self):
        """Ends what runs, and the processes that watch over it, which would outlive the daemons."""
        subprocess.run(["scancel", "--user", getpass.getuser()], env=self.environment, check=False, capture_output=True, timeout=30)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and set(self.states()) - {"idle"}:
            time.sleep(0.1)

    def wait_until(self, ready):
        deadline = time.monotonic() + 60
        while not ready():
            ended = [daemon.args[0] for daemon in self.daemons if daemon.poll() is not None]
            if ended or time.monotonic() > deadline:
                raise CannotStart((f"{ended[0]} ended" if ended else "it is not ready after 60 s") + ":\n" + self.last_words())
            time.sleep(0.1)

    def last_words(self):
        return "".join(f"{path.name}: {line}\n" for path in sorted(self.folder.glob("*.out"))
                       for line in path.read_text(errors="replace").splitlines()[-5:])


def main():
    try:
        with Cluster() as cluster:
            return subprocess.run(sys.argv[1:] or ["sinfo"], env=cluster.environment, check=False).returncode
    except CannotStart as why:
        print(f"No Slurm cluster: {why}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
