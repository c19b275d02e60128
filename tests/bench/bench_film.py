"""How fast the film is built on this machine, against the encoder's limit; times are told, not asserted.

    PYTHONPATH=tests python -m bench_film film      the film, its draft and an edit, each beside its goal
    PYTHONPATH=tests python -m bench_film growth    time and memory against length, formats and languages

`make bench OF=film` runs it. It works on a copy, so the build of this folder stays as it is.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import av
import numpy as np
from manim import Scene
from project import ENVIRONMENT, copy_sources

from audio.timing.record import load
from plan.film import film as declared
from plan.formats import QUALITIES
from stage.layout import LAYOUTS
from stage.manim.encoder import ClipWriter
from stage.manim.renderer import FilmRenderer
from stage.manim.settings import settings

WORKERS = 2
GOALS = {
    "film from nothing": "CPU ≤ 1.5 × limit, wall ≤ 0.8 × length, ≤ 800 MiB",
    "film, nothing changed": "wall < 1 s",
    "film, one sentence": "wall ≤ 10 s",
    "draft from nothing": "wall ≤ 0.25 × length",
}


@dataclass(frozen=True)
class Cost:
    """What a command and all that it started took: CPU and wall seconds, and MiB of the largest process."""

    cpu: float
    wall: float
    mib: float


def cost_of(folder: Path, *arguments: str) -> Cost:
    """Run make in a folder."""
    command, began = ["make", "VOICE=hibari", *arguments], time.monotonic()
    with tempfile.TemporaryFile() as log:
        build = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log)
        _, code, used = os.wait4(build.pid, 0)
        wall = time.monotonic() - began
        if code:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode()}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def encode_again(clip: Path) -> tuple[int, float]:
    """Encode the frames of a finished clip as a scene's are; return the process and the CPU seconds that it took.

    All frames would not fit into memory, so they are decoded on the way; what that takes is taken off.
    """
    form, quality = clip.parent.name.split("-")
    decoding = _cpu_of(lambda: sum(len(pixels) for pixels in _frames(clip)))
    with (
        tempfile.TemporaryDirectory() as folder,
        settings(LAYOUTS[form], QUALITIES[quality], Path(folder) / clip.name),
    ):
        renderer = FilmRenderer({})
        Scene(renderer=renderer)
        return os.getpid(), _cpu_of(lambda: _write(clip, renderer.file_writer)) - decoding


def _write(clip: Path, writer: ClipWriter) -> None:
    writer.begin_animation(allow_write=True)
    for pixels in _frames(clip):
        writer.write_frame(pixels)
    writer.finish()


def _frames(clip: Path) -> Iterator[np.ndarray]:
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgba")


def _cpu_of(work: Callable[[], object]) -> float:
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def limit(clips: Sequence[Path]) -> Cost:
    """Encode the frames of all clips in two processes: what no picture can be had without."""
    busy: dict[int, float] = {}
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        for process, seconds in pool.map(encode_again, clips):
            busy[process] = busy.get(process, 0.0) + seconds
    return Cost(sum(busy.values()), max(busy.values()), 0.0)


def reword(folder: Path, scene: str) -> None:
    """Change how the last sentence of a scene is said, and nothing else."""
    path = folder / f"words/en/{scene}.md"
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text(f"{text[:-1]}{'!' if text[-1] == '.' else '.'}\n", encoding="utf-8")


def film(folder: Path, scenes: Sequence[str]) -> None:
    """Print the table of the whole film."""
    rows = {"film from nothing": cost_of(folder)}
    timings = {scene: load(folder / f"build/en/{scene}.json") for scene in scenes}
    seconds = sum(timing.seconds for timing in timings.values())
    longest_first = sorted(scenes, key=lambda scene: -timings[scene].seconds)
    middle = longest_first[len(scenes) // 2]
    rows["film, nothing changed"] = cost_of(folder)
    least = limit([folder / f"build/en/landscape-1080p60/{scene}.mp4" for scene in longest_first])
    reword(folder, middle)
    rows["film, one sentence"] = cost_of(folder)
    shutil.rmtree(folder / "build")
    rows["draft from nothing"] = cost_of(folder, "draft")
    rows["draft, nothing changed"] = cost_of(folder, "draft")
    reword(folder, middle)
    rows["draft, one sentence"] = cost_of(folder, "draft")
    print(f"film: {seconds:.1f} s, {len(scenes)} scenes, spoken anew where it says from nothing; edited: {middle}")
    print(f"limit: {least.cpu:.1f} s of CPU to encode its 1080p60 frames, {least.wall:.1f} s on {WORKERS} quiet cores")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; above them, wall is worse")
    print(f"{'':24}{'CPU s':>7}{'× limit':>9}{'wall s':>8}{'× length':>10}{'peak MiB':>10}  goal")
    for name, cost in rows.items():
        ratio = f"{cost.cpu / least.cpu:.2f}" if name.startswith("film") else ""
        figures = f"{cost.cpu:7.1f}{ratio:>9}{cost.wall:8.1f}{cost.wall / seconds:10.2f}{cost.mib:10.0f}"
        print(f"{name:24}{figures}  {GOALS.get(name, '')}".rstrip(), flush=True)


def growth(folder: Path, scenes: Sequence[str]) -> None:
    """Print tables of drafts from nothing, against the number of scenes, formats and languages."""
    for words in folder.glob("scenes/*.md"):  # the same English by another name: the voice can say it
        shutil.copy(words, words.with_name(f"{words.stem}.en-US.md"))
    part, drafts = f"SCENES={' '.join(scenes[-2:])}", ("films", "QUALITIES=480p15")
    _against("scenes", (1, 2, 4, len(scenes)), folder, lambda n: ["draft", f"SCENES={' '.join(scenes[:n])}"])
    forms = list(LAYOUTS)
    _against("formats", (1, 2, 3), folder, lambda n: [*drafts, part, f"FORMATS={' '.join(forms[:n])}"])
    tongues, square = ["en", "en-US"], [*drafts, part, "FORMATS=square"]
    _against("languages", (1, 2), folder, lambda n: [*square, f"LOCALES={' '.join(tongues[:n])}"])


def _against(what: str, counts: Sequence[int], folder: Path, arguments: Callable[[int], list[str]]) -> None:
    print(f"{what:>10}{'CPU s':>8}{'wall s':>8}{'CPU s each':>12}{'peak MiB':>10}")
    for count in counts:
        shutil.rmtree(folder / "build", ignore_errors=True)
        cost = cost_of(folder, *arguments(count))
        print(f"{count:10}{cost.cpu:8.1f}{cost.wall:8.1f}{cost.cpu / count:12.1f}{cost.mib:10.0f}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        {"film": film, "growth": growth}[sys.argv[1]](copy_sources(Path(place)), declared().scenes)
