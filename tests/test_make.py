"""The Makefile's own promises: how many jobs run, what goes to a cluster, which scenes a film has."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from project import ENVIRONMENT, copy_sources

LOCAL = {"publish.captions.write"}
"""Steps of less than a second, which no queue is worth."""


def say(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["make", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sources, with what git does not see of an installation."""
    return copy_sources(tmp_path)


@pytest.mark.parametrize(
    ("processors", "free_mib", "limit_mib", "jobs"),
    [(2, 24000, "max", 2), (64, 24000, "max", 30), (64, 24000, 1700, 2), (64, 300, "max", 1), (1, 24000, "max", 1)],
)
def test_as_many_jobs_as_processors_and_memory_allow(folder, processors, free_mib, limit_mib, jobs):
    (folder / "meminfo").write_text(f"MemTotal: 99999999 kB\nMemAvailable:   {free_mib * 1024} kB\n")
    (folder / "limit").write_text(f"{limit_mib if limit_mib == 'max' else limit_mib * 2**20}\n")
    machine = [f"PROCESSORS={processors}", f"MEMORY={folder}/meminfo {folder}/limit {folder}/none"]
    (folder / "told.mk").write_text("told: ; @echo $(filter -j%,$(MAKEFLAGS))\n")
    told = ["-f", "Makefile", "-f", "told.mk", "told", *machine]
    assert say(folder, *told) == f"-j{jobs}\n"
    assert int(say(folder, *told, "QUALITY=2160p60")[2:]) <= max(1, free_mib // 1400)
    assert say(folder, "-j7", *told) == "-j7\n", "the command line wins"


def test_every_step_that_computes_is_a_job_and_a_language_is_spoken_once(folder):
    plan = say(folder, "-n", "films", "RUN=as-job", "LOCALES=en es", "QUALITIES=480p15 1080p60", "SCENES=loop close")
    steps = re.findall(r"^(as-job )?\S*python -m (\S+)(.*)", plan, re.M)
    for job, name, _ in steps:
        assert bool(job) == (name not in LOCAL | {"venv", "pip"}), name
    counts = {name: sum(1 for _, other, _ in steps if other == name) for _, name, _ in steps}
    films = 2 * 3 * 2
    drawn = re.findall(r"scenes\.render (\w+) .*--into (\S+)", plan)
    assert counts["publish.join"] == films
    assert len([into for scene, into in drawn if scene == "loop"]) >= films
    assert len({into for scene, into in drawn if scene == "close"}) == films


def test_at_home_one_process_draws_all_scenes_by_as_many_workers_as_make_has_jobs(folder):
    for jobs in ("1", "3"):
        plan = say(folder, f"-j{jobs}", "-n", "film", "SCENES=loop close").replace("\\\n", "")
        assert re.findall(r"scenes\.render (.*?) --sound.* --workers (\d+)", plan) == [("loop close", jobs)]
    apart = say(folder, "-n", "film", "SCENES=loop close", "DRAW=apart")
    assert re.findall(r"scenes\.render (.*?) --sound", apart) == ["loop", "close"] and "--workers" not in apart


@pytest.mark.parametrize(
    ("goal", "step", "most"),
    [
        (["films"], "stage.render", 1),
        (["films", "RUN=env"], "stage.render", 2),
        ([], "stage.render|audio.mix", 2),
        (["draft"], "stage.render|audio.mix", 2),
    ],
)
def test_films_are_drawn_one_by_one_at_home_side_by_side_as_jobs_and_each_beside_its_sound(folder, goal, step, most):
    """By a stand-in of python that says when it begins and ends."""
    log, python = folder / "log", folder / "python"
    python.write_text(f"""#!/bin/sh
echo "$*" | grep -qE "{step}" || exit 0
echo begin >> {log}; sleep 0.5; echo end >> {log}
""")
    python.chmod(0o755)
    say(folder, "-j2", *goal, "SCENES=loop", "FORMATS=landscape square", f"PY={python}")
    told, now = [], 0
    for line in log.read_text().split():
        now += 1 if line == "begin" else -1
        told.append(now)
    assert max(told) == most and len(told) >= 4


def test_a_part_of_the_film_may_be_short_and_makes_the_film_anew(folder):
    whole, part = say(folder, "-n", "film"), say(folder, "-n", "film", "SCENES=close trend")
    assert "--part" in part and "--part" not in whole
    joined = re.search(r"publish\.join .*--since \d+ (.*)", part)[1]
    assert joined == "close trend"
    (folder / "build/en").mkdir(parents=True)
    (folder / "build/en/order.close-trend").touch()
    assert "touch build/en/order" not in say(folder, "-n", "film", "SCENES=close trend")
    assert "touch build/en/order.trend-close" in say(folder, "-n", "film", "SCENES=trend close")


def test_the_check_looks_at_the_films_of_all_formats_at_the_sizes_that_go_out(folder):
    asked = re.search(r"publish\.check (.*)", say(folder, "-n", "check", "QUALITY=2160p60", "LOCALE=es"))[1]
    films = re.findall(r"build/es/(\S+)/film\.mp4", asked)
    assert films == ["landscape-2160p60", "portrait-1080p60", "square-1080p60"]
    assert "build/publish/tiktok-es" in asked and re.search(r"--scenes message .* close --films", asked)


@pytest.mark.parametrize("clips", ["square-1080p60", "landscape-480p15"])
def test_a_clip_and_its_record_are_drawn_together_whichever_is_missing(folder, clips):
    plans = {say(folder, "-n", "FORMAT=square", f"build/en/{clips}/loop.{kind}") for kind in ("mp4", "screen.json")}
    assert len(plans) == 1 and re.search(rf"scenes\.render loop .*--into build/en/{clips}\n", plans.pop())
