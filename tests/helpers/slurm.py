"""A Slurm of one node, for tests: Debian's own daemons on free ports, with all their files in one folder.

It needs no systemd, no cgroups and no accounting, leaves any Slurm of the machine alone, and is gone at the end.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

NEEDED = ("munged", "slurmctld", "slurmd", "srun", "scontrol", "sbatch", "scancel", "squeue")
NODE = "node"
PROCESSORS = 4
"""The node says it has these, whatever the machine has: two jobs of two run side by side."""
_PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
_START_SECONDS = 60


def missing() -> list[str]:
    """The programs of Slurm that this machine lacks."""
    return [name for name in NEEDED if not shutil.which(name, path=_PATH)]


class Cluster:
    """A running Slurm; `environment` is what its commands, and a make that uses them, need."""

    def __init__(self, folder: Path) -> None:
        self.environment = {"PATH": _PATH, "SLURM_CONF": str(folder / "slurm.conf")}

    def run(self, *command: str) -> str:
        """Run one of Slurm's commands and return what it prints; it must succeed."""
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_START_SECONDS)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        return done.stdout

    def jobs(self, state: str = "all") -> list[str]:
        """The numbers of the jobs in a state such as RUNNING or PENDING."""
        return self.run("squeue", "-h", "-o", "%i", "-t", state).split()

    def set_node(self, state: str) -> None:
        """Drain the node, or let it take jobs again (`resume`)."""
        self.run("scontrol", "update", f"nodename={NODE}", f"state={state}", "reason=test")


@contextmanager
def one_node(folder: Path) -> Iterator[Cluster]:
    """Start Slurm with its files in a folder (of a short path: it holds a socket), and stop it at the end."""
    folder.chmod(0o755)  # munged insists: nobody but its owner may write there
    key, door = folder / "munge.key", folder / "munge.socket"
    key.write_bytes(secrets.token_bytes(128))
    key.chmod(0o400)
    (folder / "slurm.conf").write_text(_settings(folder, door))
    files = [f"--{kind}-file={folder / 'munge'}.{kind}" for kind in ("pid", "log", "seed")]
    cluster = Cluster(folder)
    with ExitStack() as stack:
        stack.enter_context(_daemon(folder, "munged", "-F", f"--key-file={key}", f"--socket={door}", *files))
        _wait(door.exists, folder)
        stack.enter_context(_daemon(folder, "slurmctld", "-D", "-f", f"{folder}/slurm.conf"))
        stack.enter_context(_daemon(folder, "slurmd", "-D", "-N", NODE, "-f", f"{folder}/slurm.conf"))
        _wait(lambda: _answers(cluster), folder)
        try:
            yield cluster
        finally:
            cluster.run("scancel", "--full", "--user", _user())
            _wait(lambda: not cluster.jobs(), folder)


def _settings(folder: Path, door: Path) -> str:
    host, (controller, node) = socket.gethostname(), _free_ports(2)
    return f"""\
ClusterName=film
SlurmctldHost={host}(127.0.0.1)
SlurmUser={_user()}
SlurmdUser={_user()}
SlurmctldPort={controller}
SlurmdPort={node}
AuthType=auth/munge
AuthInfo=socket={door}
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,bf_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
MinJobAge=2
NodeName={NODE} NodeHostname={host} NodeAddr=127.0.0.1 CPUs={PROCESSORS} State=UNKNOWN
PartitionName=all Nodes={NODE} Default=YES MaxTime=INFINITE State=UP
"""


@contextmanager
def _daemon(folder: Path, program: str, *arguments: str) -> Iterator[None]:
    found = shutil.which(program, path=_PATH)
    assert found, f"{program} is not installed"
    with open(folder / f"{program}.out", "w") as log:
        process = subprocess.Popen(
            [found, *arguments], stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(cluster: Cluster) -> bool:
    command = ["sinfo", "-h", "-o", "%t"]
    environment = {**os.environ, **cluster.environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True).stdout.strip() == "idle"


def _wait(ready: Callable[[], object], folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not ready():
        logs = "\n".join(f"{path.name}: {path.read_text()[-800:]}" for path in folder.glob("*.out"))
        assert time.monotonic() < deadline, f"Slurm does not start:\n{logs}"
        time.sleep(0.05)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        doors = [stack.enter_context(socket.socket()) for _ in range(count)]
        for door in doors:
            door.bind(("127.0.0.1", 0))
        return [door.getsockname()[1] for door in doors]


def _user() -> str:
    return pwd.getpwuid(os.getuid()).pw_name
