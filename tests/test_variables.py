"""What people write on make's command line: checked before anything starts, and never run by a shell or by make."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from project import ENVIRONMENT, copy_sources

VALUES = (
    "$(shell touch MARK)",
    "$$(touch MARK)",
    "`touch MARK`",
    "x;touch MARK;",
    '";touch MARK;"',
    "'; touch MARK; '",
    "x\ntouch MARK",
    "a -j1;touch MARK;",
    "x) $(shell touch MARK)",
    "% | touch MARK # &",
)
"""Each would make the file MARK, if a shell or make read it as anything but text."""
CHECKED = (
    "FILM LOCALE LOCALES VOICE VOICES MUSIC FORMAT FORMATS QUALITY QUALITIES CAPTIONS SCENE SCENES TO OF DRAW DRY_RUN "
    "JSON WITHOUT KILLS SEED FUZZ PROCESSORS MEMORY ANYTHING"
).split()
FREE = ("MICROPHONE", "SITE", "PEERTUBE", "ADVISORIES", "PEERTUBE_USER", "PEERTUBE_PASSWORD", "PEERTUBE_OTP")
EVERYTHING = ("-n", "help", "film", "preview", "page", "publish", "check", "upload", "release", "watch", "bench")


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, **more}
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources, with the declaration that make reads, and a stand-in of python that says what it was given."""
    folder = copy_sources(tmp_path_factory.mktemp("variables"))
    assert run(folder, "help").returncode == 0
    (folder / "python").write_text(
        '#!/bin/sh\nfor each in "$@"; do echo "<$each>"; done\necho "PEERTUBE <$PEERTUBE> <$PEERTUBE_PASSWORD>"\n'
    )
    (folder / "python").chmod(0o755)
    return folder


def stopped(ran: subprocess.CompletedProcess[str]) -> str:
    """The one line with which make stopped, before anything else was said."""
    assert ran.returncode == 2 and not ran.stdout, ran.stdout + ran.stderr
    assert ran.stderr.count("\n") == 1 and "Traceback" not in ran.stderr, ran.stderr
    return ran.stderr


@pytest.mark.parametrize("variable", CHECKED)
def test_no_value_of_a_variable_is_run(folder, variable):
    for value in VALUES:
        stopped(run(folder, *EVERYTHING, f"{variable}={value}"))
        assert not (folder / "MARK").exists(), value
    stopped(run(folder, "help", f"{variable}={VALUES[0]}"))
    if variable not in ("OF", "SCENES", "ANYTHING"):  # those are not read from there
        stopped(run(folder, *EVERYTHING, **{variable: VALUES[0]}))
    assert not (folder / "MARK").exists()


@pytest.mark.parametrize("variable", ["SAID", "VENV", "BUILD", "PART", "WORDS"])
def test_no_variable_of_the_makefile_is_taken_from_the_environment(folder, variable):
    """Which make's -e would do."""
    assert "leave it out" in stopped(run(folder, "-e", *EVERYTHING, **{variable: VALUES[0]}))
    assert run(folder, "help", **{variable: VALUES[0]}).returncode == 0
    assert not (folder / "MARK").exists()


@pytest.mark.parametrize("variable", FREE)
def test_no_free_text_is_run(folder, variable):
    for value in VALUES:
        for ran in (run(folder, *EVERYTHING, f"{variable}={value}"), run(folder, *EVERYTHING, **{variable: value})):
            assert "touch MARK" not in ran.stdout, ran.stdout
            assert not (folder / "MARK").exists(), value


@pytest.mark.parametrize("value", [*VALUES, "https://a.example/$HOME/%24/$$/'\"/"])
def test_free_text_arrives_as_it_was_written(folder, value):
    """Not even a $ is lost."""
    said = run(folder, "upload", "page", "PY=./python", f"PEERTUBE={value}", PEERTUBE_PASSWORD=value)
    assert said.returncode == 0, said.stderr
    assert f"PEERTUBE <{value}> <{value}>" in said.stdout
    assert f"<--site>\n<{value}>" in run(folder, "page", "PY=./python", f"SITE={value}").stdout
    assert not (folder / "MARK").exists()


@pytest.mark.parametrize("goal", VALUES[1:])
@pytest.mark.parametrize("form", ["{}", "words/{}.md", "build/en/poster-{}.png", "build/en/landscape-480p15/{}.mp4"])
def test_no_goal_is_run(folder, goal, form):
    stopped(run(folder, form.format(goal)))
    assert not (folder / "MARK").exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("FORMAT=squar", "FORMAT=squar is no choice; did you mean 'square'?: use landscape, portrait or square"),
        ("FORMATS=square portrat", "FORMATS=portrat is no choice; did you mean 'portrait'?"),
        ("QUALITY=1080p", "QUALITY=1080p is no choice; did you mean '1080p60'?: use 480p15, 1080p60 or 2160p60"),
        ("VOICE=pieper", "VOICE=pieper: there is no voice 'pieper'; did you mean 'piper'?: use auto, "),
        ("VOICE=gtts piper", "VOICE=gtts piper is no choice: use auto, gtts"),
        ("VOICE=piper:jo", "VOICE=piper:jo: piper has no voice 'jo'; did you mean 'joe'?: use piper:joe"),
        ("VOICE=auto:joe", "VOICE=auto:joe: auto has no voice 'joe': use auto"),
        ("VOICE=own+hibri", "VOICE=own+hibri: there is no voice 'hibri'; did you mean 'hibari'?"),
        ("VOICES=hibari pipper", "VOICES=hibari pipper: there is no voice 'pipper'; did you mean 'piper'?"),
        ("VOICE=", "VOICE= is empty: use auto, "),
        ("MUSIC=", "MUSIC= is empty: use on or off"),
        ("FORMAT=square ", "FORMAT=square  is no choice"),
        ("DRY_RUN=0", "DRY_RUN=0 is no choice: use 1"),
        ("SCENE=lop", "SCENE=lop is no choice; did you mean 'loop'?"),
        ("SCENES=loop clse", "SCENES=clse is no choice; did you mean 'close'?"),
        ("SCENES=loop loop", "SCENES=loop loop names loop twice: name it once"),
        ("TO=yuotube", "TO=yuotube is no choice; did you mean 'youtube'?"),
        ("LOCALE=EN", "LOCALE=EN is no locale: use a code such as en, es or pt-BR"),
        ("LOCALES=en xx_YY", "LOCALES=xx_YY is no locale"),
        ("QUALTY=480p15", "QUALTY is no variable of this Makefile; did you mean 'QUALITY'?: make help lists them"),
        ("CLIPS=/tmp", "CLIPS is no variable of this Makefile"),
        ("FILM=my film", "FILM=my film is no folder that make can work in: use letters, digits and . _ - + @ / alone"),
    ],
)
def test_a_mistyped_value_is_one_line_with_the_near_match_before_anything_starts(folder, asked, says):
    assert says in stopped(run(folder, "film", asked))


@pytest.mark.parametrize("locale", ["en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "haw"])
def test_every_locale_that_film_toml_may_declare_is_taken(folder, locale):
    plan = run(folder, "-n", "film", f"LOCALE={locale}")
    assert re.search(rf"publish\.join --locale {locale} ", plan.stdout), plan.stderr


def test_what_machines_read_is_asked_for_by_a_variable(folder):
    goals = (["check", "upload", "release", "publish", "words"], ["doctor", "licences", "audit"])
    plan = "".join(run(folder, "-n", *some, "JSON=1").stdout for some in goals)
    for step in ("checks.run", "upload.release", "folders.prepare", "check", "doctor", "licences", "audit"):
        lines = re.findall(rf"-m (?:plan|publish|translation)\.{re.escape(step)} .*", plan)
        assert lines and " --json" in lines[-1], step


def test_what_starts_a_watch_is_what_was_asked_for(folder):
    plan = run(folder, "-n", "watch", "VOICE=piper", "MUSIC=off", "SITE=https://a.example/", "SCENES=loop close")
    words = plan.stdout.split()
    assert words[-6:] == ["loop", "close", "--with", "VOICE=piper", "MUSIC=off", "QUALITY=480p15"], plan.stderr


@pytest.mark.parametrize("name", ["x;touch MARK;", "anna: y", "$(shell touch MARK)", "a#b%", "two words"])
def test_a_file_with_an_odd_name_beside_the_code_is_no_source(folder, name):
    odd = folder / "scenes" / f"{name}.py"
    odd.touch()
    plan = run(folder, "-n", "film")
    odd.unlink()
    assert plan.returncode == 0, plan.stderr
    assert not (folder / "MARK").exists()
