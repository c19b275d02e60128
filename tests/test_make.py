"""The Makefile's own promises: how many jobs run, what goes to a cluster, which scenes and which film are built."""

from __future__ import annotations

import re
import subprocess
import wave
from pathlib import Path

import pytest
from project import ENVIRONMENT, ROOT, captured, copy_sources, edit, make, rendered

from plan.film import MUSIC
from plan.formats import FORMATS, QUALITIES

LOCAL = {"publish.captions.write", "plan.make", "plan.tools"}
"""Steps of less than a second, which no queue is worth."""


def say(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["make", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def refusal(folder: Path, *arguments: str) -> str:
    """What make says when it stops, without its own echo of the step that failed."""
    run = subprocess.run(["make", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    assert run.returncode != 0, run.stdout
    return "".join(line for line in run.stderr.splitlines(keepends=True) if not line.startswith("make: *** ["))


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
    (folder / "jobs.mk").write_text("jobs: ; @echo $(filter -j%,$(MAKEFLAGS))\n")
    asked = ["-f", "Makefile", "-f", "jobs.mk", "jobs", *machine]
    assert say(folder, *asked) == f"-j{jobs}\n"
    assert int(say(folder, *asked, "QUALITY=2160p60")[2:]) <= max(1, free_mib // 1400)
    assert say(folder, "-j7", *asked) == "-j7\n", "the command line wins"


def test_every_step_that_computes_is_a_job_of_its_own(folder):
    plan = say(folder, "-n", "films", "RUN=as-job", "LOCALES=en es", "QUALITIES=480p15 1080p60", "SCENES=loop close")
    steps = re.findall(r"^(as-job )?\S*python\S* -m (\S+)(.*)", plan, re.M)
    for job, name, _ in steps:
        assert bool(job) == (name not in LOCAL | {"venv", "pip"}), name
    counts = {name: sum(1 for _, other, _ in steps if other == name) for _, name, _ in steps}
    films = 2 * 3 * 2
    drawn = re.findall(r"stage\.render (--locale \w+ --format \w+ --quality \w+) (\w+)", plan)
    assert counts["publish.join"] == films
    assert {scene for _, scene in drawn} == {"loop", "close"}
    assert len({edition for edition, scene in drawn if scene == "loop"}) == films
    assert set(re.findall(r"audio\.narrate --locale (\w+)", plan)) == {"en", "es"}


def test_at_home_one_process_draws_all_scenes_by_as_many_workers_as_make_has_jobs(folder):
    for jobs in ("1", "3"):
        plan = say(folder, f"-j{jobs}", "-n", "film", "SCENES=loop close")
        assert re.findall(r"stage\.render .* --workers (\d+) (.*)", plan) == [(jobs, "loop close")]
    apart = say(folder, "-n", "film", "SCENES=loop close", "DRAW=apart")
    assert re.findall(r"stage\.render .* 1080p60 (.*)", apart) == ["loop", "close"] and "--workers" not in apart


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
    running, now = [], 0
    for line in log.read_text().split():
        now += 1 if line == "begin" else -1
        running.append(now)
    assert max(running) == most and len(running) >= 4


def test_a_part_of_the_film_may_be_short_and_makes_the_film_anew(folder):
    whole, part = say(folder, "-n", "film"), say(folder, "-n", "film", "SCENES=close trend")
    assert "--part" in part and "--part" not in whole
    assert captured(r"publish\.join .*--since \d+ (.*)", part) == "close trend"
    (folder / "build/en").mkdir(parents=True, exist_ok=True)
    (folder / "build/en/order.close-trend").touch()
    assert "touch build/en/order" not in say(folder, "-n", "film", "SCENES=close trend")
    assert "touch build/en/order.trend-close" in say(folder, "-n", "film", "SCENES=trend close")


@pytest.mark.parametrize("clips", ["square-1080p60", "landscape-480p15"])
def test_a_clip_and_its_record_are_drawn_together_whichever_is_missing(folder, clips):
    say(folder, "help")
    plans = {say(folder, "-n", "FORMAT=square", f"build/en/{clips}/loop.{kind}") for kind in ("mp4", "screen.json")}
    form, quality = clips.split("-")
    assert len(plans) == 1
    assert f"stage.render --locale en --format {form} --quality {quality} loop\n" in plans.pop()


# --- what a film declares, and what its steps are made of -----------------------------------------------------------


def due(folder: Path, changed: str) -> set[str]:
    """The scenes that would be drawn if a file were changed, everything else being up to date."""
    plan = say(folder, "-n", "-W", changed, "draft", "DRAW=apart")
    return set(re.findall(r"touch \S+/(\w+)\.due", plan))


@pytest.fixture(scope="module")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources, with files that say next to nothing, but are as new as a finished draft's."""
    folder = copy_sources(tmp_path_factory.mktemp("built"))
    say(folder, "help")
    clips = folder / "build/en/landscape-480p15"
    clips.mkdir(parents=True)
    scenes = captured(r"^DECLARED_SCENES := (.*)$", (folder / "build/film.mk").read_text()).split()
    for name in ("../voice.auto", "../music.on", f"order.{'-'.join(scenes)}", "narration.done", "claims.done"):
        (folder / "build/en" / name).touch()
    for scene in scenes:
        (folder / f"build/en/{scene}.json").write_text('{"beats": []}')
        with wave.open(str(folder / f"build/en/{scene}.wav"), "wb") as sound:
            sound.setparams((1, 2, 48000, 0, "NONE", ""))
        (clips / f"{scene}.due").touch()
    return folder


@pytest.mark.parametrize(
    ("file", "some", "others"),
    [
        ("scenes/loop.py", {"loop"}, {"close", "trend"}),
        ("scenes/cast/ward.py", {"trend", "cascade"}, {"loop", "close"}),
        ("audio/timing/record.py", {"message", "loop", "close"}, set()),
        ("stage/manim/camera.py", {"message", "loop", "close"}, set()),
        ("publish/join.py", set(), {"message", "loop", "close"}),
    ],
)
def test_what_a_scene_is_drawn_from_is_derived_from_what_it_imports(up_to_date, file, some, others):
    found = due(up_to_date, file)
    assert some <= found and not others & found


def test_the_running_order_of_film_toml_is_the_films(folder):
    edit(folder / "film.toml", '"rescue", "close"', '"close", "rescue"')
    assert captured(r"publish\.join .* (\w+ \w+)$", say(folder, "-n", "film")) == "close rescue"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Cytokine storm"', "title = ", r"film\.toml:\d+: this is not TOML"),
        ("scenes = [", "scene = [", r"film\.toml:\d+: unknown key 'scene'; did you mean 'scenes'\?: use one of"),
        ('voice = "auto"', 'voice = "pieper"', r"film\.toml:\d+: there is no voice 'pieper'; did you mean 'piper'\?"),
        ("seconds = [50, 59.9]", "seconds = [60, 50]", r"film\.toml:\d+: seconds is \[60, 50\]: write the shortest"),
        ('"close"]', '"loop"]', r"film\.toml:\d+: scenes names 'loop' twice: keep one"),
        ('accent = "#f3ab2c"', 'accent = "orange"', r"film\.toml:\d+: accent is 'orange': write a colour such as"),
    ],
)
def test_a_wrong_declaration_is_an_error_with_its_line_before_anything_is_built(folder, old, new, says):
    edit(folder / "film.toml", old, new)
    said = refusal(folder, "film")
    assert re.search(says, said) and "Traceback" not in said
    assert not list((folder / "build").glob("en*"))


def test_a_folder_without_a_declaration_is_named(folder):
    assert "nowhere/film.toml:1: there is no such file: name the film's folder" in refusal(folder, "FILM=nowhere")


def test_another_film_is_built_in_its_own_folder_from_its_own_sources(folder):
    plan = say(folder, "-n", "film", "FILM=examples/epidemic")
    assert "ready: examples/epidemic/build/en/landscape-1080p60/film.mp4" in plan
    assert re.search(r"publish\.join .* spread peak$", plan, re.M)
    declared = (folder / "examples/epidemic/build/film.mk").read_text()
    assert "examples/epidemic/model/epidemic.py" in declared
    assert not re.search(r"(?<!epidemic/)\b(scenes|model)/\w+\.py", declared), "no file of this film"


# --- set-up ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """The sources with an installation of their own: links to the installed packages, and a stamp."""
    for entry in ("bin", "lib", "include", "pyvenv.cfg"):
        (tmp_path / ".venv").mkdir(exist_ok=True)
        (tmp_path / ".venv" / entry).symlink_to((ROOT / ".venv" / entry).resolve())
    copy_sources(tmp_path)
    with (tmp_path / ".venv/film.done").open("w") as stamp:
        subprocess.run(["cksum", "requirements.lock"], cwd=tmp_path, stdout=stamp, check=True)
    return tmp_path


def pip(folder: Path, *arguments: str) -> list[str]:
    """What pip is asked to do, by a stand-in of python that says it."""
    (folder / "python").write_text('#!/bin/sh\necho "python $*"\n')
    (folder / "python").chmod(0o755)
    said = say(folder, "setup", "PY=./python", *arguments)
    return [line for line in said.splitlines() if "pip install" in line]


def test_the_same_packages_are_not_installed_again(installation):
    assert not pip(installation, "-B")
    (installation / "requirements.lock").touch()
    assert not pip(installation), "a lock that is only newer"
    edit(installation / "requirements.lock", "--hash", "# changed\n    --hash")
    assert len(pip(installation)) == 1
    assert not pip(installation), "and once only"


@pytest.mark.slow
def test_make_can_be_told_to_make_everything_anew(installation):
    run = make(installation, "-B", "FILM=examples/epidemic")
    assert run.returncode == 0 and rendered(run) == {"spread", "peak"}, run.stdout + run.stderr
    assert "no such file" not in run.stderr and "installing" not in run.stdout


def test_nothing_of_this_film_is_named_in_the_makefile():
    text = (ROOT / "Makefile").read_text()
    assert not re.search(r"cytok|il-?6|\bcascade\b|\brescue\b|tnf", text, re.I)


def test_the_choices_of_make_are_those_of_python():
    """Make checks them before it runs anything, so it has a list of its own."""
    listed = dict(re.findall(r"^CHOICES\.(\w+) +:= (.*)$", (ROOT / "plan/variables.mk").read_text(), re.M))
    known = {"MUSIC": MUSIC, "FORMAT": FORMATS, "QUALITY": QUALITIES}
    assert {name: listed[name].split() for name in known} == {name: list(choices) for name, choices in known.items()}
