"""The documents name what is there: paths, names in files, make's goals and variables, modules, keys, and words.

Paths in code are taken as seen from the project's folder or from the document's; `<scene>` and `*` stand for anything,
and `es` for any language.
"""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from project import ROOT

from plan.film import KEYS

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "model/README.md"]
DOCUMENTS += sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md"))

SOURCE = "py|md|toml|js|css|html|json|lock|sh|txt"
BUILT = ("build/", ".venv/", "releases/", "../", "~", "http")
"""Beginnings of paths that are not in the repository."""
MADE = "model/__pycache__ loop.json loop.screen.json upload.txt storm.csv youtube-client.json manifest.json".split()
MADE += ["words/<locale>.po"]
"""What a build or a user makes, where it is named without its folder."""
MOST_LINES = 150


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """The lines of indented and fenced code."""
    fenced = re.findall(r"^```\w*\n(.*?)^```$", text, re.M | re.S)
    return [*re.findall(r"^    (.*)$", text, re.M), *(line for block in fenced for line in block.splitlines())]


def spans(text: str) -> list[str]:
    """What stands in `code`, outside of blocks."""
    prose = re.sub(r"^```.*?^```$|^    .*$", "", text, flags=re.M | re.S) if "```" in text else text
    return re.findall(r"`([^`\n]+)`", re.sub(r"^    .*$", "", prose, flags=re.M))


def links(text: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("http", "#"))]


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git knows or would take."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(name for name in run.stdout.splitlines() if (ROOT / name).exists())


def paths_in(text: str) -> Iterator[str]:
    """Yield what looks like a path of the repository: it ends as a source does, or begins with one of its folders."""
    folders = {name.partition("/")[0] for name in tracked() if "/" in name}
    for span in spans(text):
        if span.startswith(BUILT) or span in MADE or not re.fullmatch(r"[\w.*<>/-]+", span):
            continue
        if re.search(rf"\.({SOURCE})$", span) or ("/" in span and span.partition("/")[0] in folders):
            yield span


def matches(path: str, document: str) -> list[str]:
    """Return the files that a path of a document names, or those in the folder that it names; no folder, any folder."""
    pattern = re.escape(path.rstrip("/")).replace(r"\*", "[^/]+")
    pattern = re.sub(r"<\w+>", "[^/]+", pattern)
    pattern = re.sub(r"^words/(es|pt\\-BR)\b", "words/en", pattern)
    beside = re.escape(Path(document).parent.as_posix() + "/") if "/" in document else ""
    anywhere = "" if "/" in path else "(?:.*/)?"
    wanted = re.compile(rf"(?:{beside})?{anywhere}{pattern}(?:/|$)")
    return [name for name in tracked() if wanted.match(name)]


def command_lines(text: str) -> Iterator[list[str]]:
    """Yield each command in code as its words, without comments."""
    for line in [*blocks(text), *spans(text)]:
        for part in line.split("&&"):
            try:
                words = shlex.split(part, comments=True)
            except ValueError:  # a line that is no command, with one apostrophe
                continue
            if words:
                yield words


def make_words(text: str) -> set[str]:
    """Return the goals and the variables of all calls of make, but not the paths that it is to build."""
    found = set()
    for words in command_lines(text):
        names = [word for word in words if word.partition("=")[0].isupper() and "=" in word]
        rest = [word for word in words if word not in names]
        if rest[:1] == ["make"]:
            found |= {word for word in (*names, *rest[1:]) if not re.match(r"-|[^=]*/", word)}
    return found


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the table whose first column has a heading."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-| ]+\n((?:\|.*\n)+)", text, re.M)
    assert table, f"there is no table of {heading}"
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table[1].splitlines()]


@cache
def identifiers() -> frozenset[str]:
    """Every name in code, and the path of every module, as lower-case words with spaces between them."""
    names = set()
    for name in tracked():
        if name.endswith(".py") and not name.startswith("tests/"):
            names.add(name.removesuffix(".py"))
            tokens = tokenize.generate_tokens(io.StringIO(text_of(name)).readline)
            names |= {token.string for token in tokens if token.type == tokenize.NAME}
        elif name.startswith("page/src/"):
            names |= set(re.findall(r"[A-Za-z_]\w*", re.sub(r"//.*|/\*.*?\*/", "", text_of(name), flags=re.S)))
    return frozenset(" ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)).lower() for name in names)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_is_there(document):
    text = text_of(document)
    folder = (ROOT / document).parent
    missing = [path for path in paths_in(text) if not matches(path, document)]
    missing += [link for link in links(text) if not (folder / link.partition("#")[0]).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_heading_that_is_linked_to_is_there(document):
    for link in links(text_of(document)):
        path, _, anchor = link.partition("#")
        if anchor:
            assert anchor in anchors(((ROOT / document).parent / path).read_text(encoding="utf-8")), link


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_is_in_the_file_that_it_is_said_to_be_in(document):
    for name, path in re.findall(r"`(\w+)` in `([\w/.-]+\.\w+)`", text_of(document)):
        texts = [text_of(file) for file in matches(path, document)]
        assert any(re.search(rf"\b{name}\b", text) for text in texts), f"{name} in {path}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_goal_and_variable_of_make_is_there(document):
    makefile = text_of("Makefile")
    goals = set(" ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)).split())
    for word in make_words(text_of(document)):
        variable, given, _ = word.partition("=")
        known = re.search(rf"\b{variable}\b", makefile) if given else word in goals
        assert known, f"{document}: make {word}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_is_run_is_there(document):
    for module in re.findall(r"python -m ([\w.]+)", text_of(document)):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists() or find_spec(module), module


def test_each_key_of_film_toml_and_each_variable_is_described():
    text, makefile = text_of("docs/architecture.md"), text_of("Makefile")
    assert [row[0].strip("`") for row in rows(text, "Key")] == list(KEYS)
    for row in rows(text, "Variable"):
        for name in re.findall(r"`(\w+)`", row[0]):
            assert re.search(rf"\b{name}\b", makefile), name


def test_every_word_of_the_glossary_is_used_in_code():
    words = [row[0] for row in rows(text_of("CONTRIBUTING.md"), "Word")]
    assert len(words) > 30 and len(set(words)) == len(words)
    unused = [word for word in words if not any(re.search(rf"\b{word}s?\b", name) for name in identifiers())]
    assert not unused


def test_the_changelog_opens_with_the_version_of_the_project():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert re.findall(r"^## \[?([\d.]+)", text_of("CHANGELOG.md"), re.M)[0] == project["version"]


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if not name.startswith("model/")])
def test_no_document_is_too_long_to_be_read(document):
    assert len(text_of(document).splitlines()) <= MOST_LINES


def test_a_path_a_goal_and_a_module_that_are_not_there_are_found():
    text = "See `scenes/stage.py`, `words/es/loop.md` and `pg/mL`.\n\n    make loop LOCALES='en es' SPEED=2  # quick\n"
    assert list(paths_in(text)) == ["scenes/stage.py", "words/es/loop.md"]
    assert not matches("scenes/stage.py", "README.md") and not matches("no-such-file.md", "README.md")
    assert matches("words/es/loop.md", "docs/words.md") == ["words/en/loop.md"]
    assert "model/reactions.py" in matches("reactions.py", "model/README.md")
    assert make_words(text) == {"loop", "LOCALES=en es", "SPEED=2"}
