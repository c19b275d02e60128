"""What docs/programs.md promises to other programs: the keys of each JSON document, the exit statuses, no traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from project import ENVIRONMENT, ROOT, copy_sources, edit, write_film

SCENE = "from stage.stage import Stage\n\n\nclass One(Stage):\n    def construct(self):\n        self.at('now')\n"
TEXT = (ROOT / "docs/programs.md").read_text(encoding="utf-8")
DOCUMENTS = re.findall(r"^\|.* \| `python -m (.*?)` \| (`\w+`(?:, `\w+`)*) \|$", TEXT, re.M)
ANSWERS = {"plan.audit requirements-test.lock": ["--advisories", "{film}/advisories.json"]}
"""What a command needs to be told so that it asks nobody."""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film of its own that is not built."""
    (tmp_path / "advisories.json").write_text('{"id": "OSV-1"}')
    edit(write_film(tmp_path, {"one": SCENE}) / "film.toml", "scenes =", 'sites = ["youtube"]\nscenes =')
    return tmp_path


def ran(film: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "FILM": str(film), **more}
    words = [sys.executable, "-m", *command]
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def entries(kind: str) -> list[str]:
    """The keys that the document promises for each object of a list."""
    cell = re.search(rf"^\| {re.escape(kind)} \| (.*) \|$", TEXT, re.M)
    assert cell, kind
    return re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", cell[1]))


def found(film: Path, *command: str, **more: str) -> dict[str, Any]:
    run = ran(film, *command, "--json", **more)
    assert "Traceback" not in run.stderr, run.stderr
    return json.loads(run.stdout)


def test_the_table_of_documents_is_read():
    assert len(DOCUMENTS) == 9


@pytest.mark.parametrize(("command", "keys"), DOCUMENTS)
def test_each_command_prints_one_document_with_the_keys_that_are_promised(film, command, keys):
    """A film that is not built is enough for that: the document comes with an error, too."""
    words = [*command.split(), *(word.format(film=film) for word in ANSWERS.get(command, ()))]
    assert list(found(film, *words)) == re.findall(r"\w+", keys)


def test_what_is_wrong_with_words_has_a_place_and_a_fix(film):
    words = film / "words/en/one.md"
    edit(words, "---\n", "---\nclaim: 1 > 2\n")
    document = found(film, "plan.check_words")
    assert [list(each) for each in document["findings"]] == [entries("`findings` of check_words")]
    assert document["findings"][0]["file"] == str(words) and document["findings"][0]["line"] == 2
    run = ran(film, "plan.check_words")
    assert run.returncode == 1 and run.stderr.startswith(f"words: {words}:2: ")


def test_every_file_of_words_that_is_wrong_is_a_finding(tmp_path):
    film = write_film(tmp_path, {"one": SCENE, "two": SCENE})
    for name in ("one", "two"):
        edit(film / f"words/en/{name}.md", "title", "tilte")
    assert [each["file"][-6:] for each in found(film, "plan.check_words")["findings"]] == ["one.md", "two.md"]


def test_the_other_objects_have_the_keys_that_are_promised(film):
    assert list(found(film, "plan.doctor")["lines"][0]) == entries("`lines`")
    packages = found(film, "plan.licences", "requirements-test.lock")["packages"]
    assert list(packages[0]) == entries("`packages` of licences")
    outcome = found(film, "publish.upload.release", "--yes")["outcomes"][0]
    assert list(outcome) == entries("`outcomes`")
    assert outcome["what"] == "failed" and "there is no such file: make publish builds it" in outcome["error"]


@pytest.mark.parametrize("command", [command for command, _ in DOCUMENTS])
def test_a_wrong_command_line_ends_with_2_and_without_a_document(film, command):
    run = ran(film, *command.split(), "--json", "--no-such-option")
    assert run.returncode == 2 and not run.stdout and "Traceback" not in run.stderr


STEPS = """plan.check_words audio.narrate audio.mix audio.encode stage.render publish.join publish.captions.write
publish.captions.burn publish.folders.prepare publish.folders.poster publish.checks.run publish.upload.release
page.builder.build""".split()
"""All that a film is built and published by."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", ["nothing is built in a language", "a wrong declaration"])
def test_no_step_answers_with_a_traceback(film, step, kind):
    if kind == "a wrong declaration":
        edit(film / "film.toml", "seconds", "secods")
    run = ran(film, step, "--locale", "xx")
    assert "Traceback" not in run.stderr, run.stderr
    assert run.returncode == 1, run.stderr
    if kind == "a wrong declaration":
        assert run.returncode == 1 and re.search(r"film\.toml:4: unknown key 'secods'", run.stderr), run.stderr
        assert run.stderr.count("\n") == 1


@pytest.mark.parametrize("step", ["publish.folders.prepare", "publish.upload.release"])
def test_a_film_without_a_site_is_told_where_to_name_one(film, step):
    edit(film / "film.toml", 'sites = ["youtube"]', "sites = []")
    run = ran(film, step)
    assert run.returncode == 1 and re.search(r"film\.toml:1: sites names none .*: add one, such as", run.stderr)


@pytest.mark.parametrize(
    ("file", "code", "step", "says"),
    [
        ("model/claims.py", "def check(claim):\n    return {}[claim]\n", "plan.check_words", r"claims\.py:2: KeyError"),
        ("model/claims.py", "def check(claim):\n    return (\n", "plan.check_words", r"model/claims\.py:2: SyntaxErr"),
        ("model/claims.py", "import no_such_module\n", "plan.check_words", r"model/claims\.py:1: ModuleNotFoundError"),
        ("model/hours.py", "def hour_of(a, b):\n    return 1 / 0\n", "plan.check_words", r"model/hours\.py:2: ZeroDiv"),
        ("scenes/poster.py", "def draw(title, layout):\n    1 / 0\n", "publish.folders.poster", r"scenes/poster\.py:2"),
    ],
)
def test_an_error_of_the_films_own_code_is_one_line_that_names_its_place(film, file, code, step, says):
    edit(film / "words/en/one.md", "---\n", "---\nclaim: 1 > 2\nhours: run 0..2 h\n")
    about = (ROOT / "examples/epidemic/words/en/film.md").read_text(encoding="utf-8")
    (film / "words/en/film.md").write_text(about.replace("sources: Kermack 1927\n", ""))
    (film / file).parent.mkdir(exist_ok=True)
    (film / file).write_text(code)
    (film / file).with_name("__init__.py").touch()
    run = ran(film, step)
    assert run.returncode == 1 and re.search(says, run.stderr), run.stderr
    assert "Traceback" not in run.stderr and run.stderr.count("\n") == 1


def test_make_prints_the_same_document_and_nothing_else(tmp_path):
    folder = copy_sources(tmp_path)
    for goal, keys in (("doctor", ["lines", "missing", "error"]), ("words", ["findings", "states", "error"])):
        command = ["make", goal, "JSON=1", "FILM=examples/epidemic"]
        run = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
        assert list(json.loads(run.stdout)) == keys, run.stderr
