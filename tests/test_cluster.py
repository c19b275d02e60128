"""The film on a cluster: every step a job of a real Slurm of one node, on a folder that its nodes share.

Skipped where Slurm is not installed; `make cluster-test` installs it and runs this.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project import ENVIRONMENT, ROOT, copy_sources, make, picture, rendered, sound
from slurm import Cluster, missing, one_node

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(missing()), reason="Slurm is not here: make cluster-test")]
FILMS = [Path(f"build/en/{form}-480p15/film.mp4") for form in ("landscape", "portrait", "square")]
SCENES = "SCENES=trend close"
RUN = "RUN=srun -n1 -c2"
PATIENCE = 300


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="slurm-") as folder, one_node(Path(folder)) as started:
        yield started


@pytest.fixture(scope="module")
def built(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder with the films of all formats, as the cluster built them, and what make said."""
    folder = sources(tmp_path_factory.mktemp("films"))
    run = make(folder, SCENES, RUN, "QUALITIES=480p15", "-j32", goal="films", **cluster.environment)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder, run.stdout


def sources(folder: Path) -> Path:
    """The project without its build, but for the spoken sentences."""
    copy_sources(folder)
    if (ROOT / "build/en/takes").exists():
        shutil.copytree(ROOT / "build/en/takes", folder / "build/en/takes")
    return folder


@pytest.fixture
def folder(built: tuple[Path, str], tmp_path: Path) -> Path:
    """The films that the cluster built, with one clip and one film still to be made."""
    sources(tmp_path)
    shutil.copytree(built[0] / "build", tmp_path / "build", dirs_exist_ok=True)
    (tmp_path / FILMS[0]).unlink()
    (tmp_path / FILMS[0]).with_name("close.mp4").unlink()
    return tmp_path


def start(folder: Path, cluster: Cluster, run: str = RUN) -> subprocess.Popen[str]:
    """Start the draft as jobs, without waiting for it."""
    command = ["make", "draft", "VOICE=hibari", SCENES, run, "-j32"]
    environment = {**ENVIRONMENT, **cluster.environment}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait(until: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def finished(build: subprocess.Popen[str]) -> str:
    said, _ = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, said
    return said


def drawing(folder: Path) -> list[Path]:
    """What a job has begun to write and has not finished."""
    return list((folder / FILMS[0]).parent.glob(".close.*.mp4"))


def test_films_of_several_formats_are_those_that_a_machine_alone_builds(built, tmp_path):
    """The words are spoken once; frames and samples are the same, by one process after the other at home."""
    folder, said = built
    assert {said.count(step) for step in ("narration:", "words:", "sound: voice", "sound: AAC")} == {1}
    assert sum(line.startswith(("trend: ", "close: ")) for line in said.splitlines()) == 6
    assert "ready: 3 films" in said
    home = sources(tmp_path)
    run = make(home, SCENES, "-j1")
    assert run.returncode == 0 and rendered(run) == {"trend", "close"}, run.stdout + run.stderr
    assert picture(home / FILMS[0]) == picture(folder / FILMS[0])
    assert sound(home / FILMS[0]) == sound(folder / FILMS[0]) == sound(folder / FILMS[2])
    assert len({picture(folder / film) for film in FILMS}) == 3


def test_nothing_changed_starts_no_job(built, cluster):
    folder, _ = built
    refuses = "RUN=false"
    run = make(folder, SCENES, refuses, "QUALITIES=480p15", "-j32", goal="films", **cluster.environment)
    assert run.returncode == 0 and not rendered(run), run.stdout + run.stderr


def test_a_killed_job_stops_make_and_the_next_one_goes_on(folder, cluster):
    build = start(folder, cluster)
    wait(lambda: drawing(folder))
    cluster.run("scancel", *cluster.jobs("RUNNING"))
    said, _ = build.communicate(timeout=PATIENCE)
    assert build.returncode != 0, said
    assert not (folder / FILMS[0]).exists() and not (folder / FILMS[0]).with_name("close.mp4").exists()
    assert "close: " in finished(start(folder, cluster))
    assert (folder / FILMS[0]).exists() and not drawing(folder), "what the killed one left is cleared"


def test_a_node_drained_in_the_middle_ends_its_job_and_the_others_wait(folder, cluster, built):
    build = start(folder, cluster)
    wait(lambda: drawing(folder))
    cluster.set_node("drain")
    try:
        wait(lambda: (folder / FILMS[0]).with_name("close.mp4").exists() and cluster.jobs("PENDING"))
        assert not (folder / FILMS[0]).exists() and build.poll() is None
    finally:
        cluster.set_node("resume")
    finished(build)
    assert picture(folder / FILMS[0]) == picture(built[0] / FILMS[0])


def test_a_full_queue_is_waited_for_or_make_is_run_again(folder, cluster):
    """As srun does it: it waits for a place, and with --immediate it fails."""
    cluster.run("sbatch", "--exclusive", "--output=/dev/null", "--wrap=sleep 600")
    wait(lambda: cluster.jobs("RUNNING"))
    hurried = start(folder, cluster, f"{RUN} --immediate=1")
    said, _ = hurried.communicate(timeout=PATIENCE)
    assert hurried.returncode != 0 and "close: " not in said, said
    patient = start(folder, cluster)
    wait(lambda: cluster.jobs("PENDING"))
    assert patient.poll() is None
    cluster.run("scancel", *cluster.jobs("RUNNING"))
    assert "close: " in finished(patient)
