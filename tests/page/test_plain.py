"""The page of a film on another subject, which has no figure, no model and few words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_site import PHONE, QUALITY, WIDE, chosen, chromium, served, stand_in
from playwright.sync_api import Browser, Page, ViewportSize, expect
from project import ROOT

from page.builder.build import main
from plan.edition import Edition
from plan.exits import FAILED

FILM = """title = "Tides"
scenes = ["moon", "sea"]
accent = "#7fd6c2"
"""
SCENES = {
    "moon": "---\ntitle: The Moon pulls\nvisual: The Moon over the sea.\n---\nThe Moon [pulls](#pull) at the sea.\n",
    "sea": "---\ntitle: The sea answers\n---\nTwice a day the water rises.\n",
}
WORDS = """language = "English"
direction = "ltr"
[head]
title = "Tides in half a minute"
description = "Why the sea rises twice a day."
skip = "Skip to the film"
[hero]
title = "Tides & Moon"
tagline = "Why the sea rises twice a day"
lead = "The Moon pulls at the near side of the Earth more than at the far side."
[film]
heading = "The film"
lead = "Half a minute"
play = "Play the film"
poster = "The Moon over the sea"
no_video = "Your browser can't play this film here."
download = "Download the film"
chapters = "Chapters"
chapter = "{title}, from {time}"
transcript = "Transcript"
seen = "On screen:"
[foot]
licence = "Free to share."
"""
SECTIONS = """
[[facts]]
name = "High water"
value = "Twice a day"
versus = "in most places"
note = "Some have it once."
[how]
heading = "How it works"
[[how.steps]]
title = "Pull"
text = "The Moon pulls."
[compare]
heading = "Spring and neap"
columns = ["", "Spring tide", "Neap tide"]
rows = [["Moon", "new or full", "half"]]
[questions]
heading = "Questions"
[[questions.items]]
question = "Does the Sun pull too?"
answer = "Yes, half as much."
"""


def build(folder: Path, words: str) -> Path:
    """Build the page of the film with these words into `folder`/site/tides."""
    locale, into = folder / "words" / "en", folder / "site" / "tides"
    locale.mkdir(parents=True)
    (folder / "scenes").mkdir()
    (folder / "scenes" / "__init__.py").touch()  # its own, without a style
    (folder / "film.toml").write_text(FILM, encoding="utf-8")
    (locale / "page.toml").write_text(words, encoding="utf-8")
    for scene, text in SCENES.items():
        (locale / f"{scene}.md").write_text(text, encoding="utf-8")
    with chosen(folder):
        stand_in(Edition("en", quality=QUALITY))
    run_builder(folder, into)
    return into


def run_builder(film_folder: Path, into: Path) -> None:
    """Build the page of a film in a process of its own, so that no other film's parts are imported."""
    command = [sys.executable, "-m", "page.builder.build", "--quality", QUALITY, "--into", str(into)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "FILM": str(film_folder)}, check=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("tides"), WORDS + SECTIONS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def test_the_folder_holds_the_film_and_no_figure(site: Path) -> None:
    assert {path.name for path in site.iterdir()} == {
        "film.js", "film.mp4", "film.vtt", "icon.svg", "index.html", "inter-bold.woff2", "inter-semibold.woff2",
        "OFL.txt", "poster.jpg"}
    document = (site / "index.html").read_text(encoding="utf-8")
    assert "--accent: #7fd6c2;" in document
    assert "<h1>Tides &amp; Moon</h1>" in document, "words are escaped"
    for of_another_film in ("IL-6", "ytokine", "storm", "--il6", "canvas"):
        assert of_another_film not in document, of_another_film
    assert "#7fd6c2" in (site / "icon.svg").read_text(encoding="utf-8")


def test_the_small_film_has_a_page_that_cites_its_own_sources(tmp_path: Path) -> None:
    film_folder, into = tmp_path / "epidemic", tmp_path / "site"
    shutil.copytree(ROOT / "examples" / "epidemic", film_folder, ignore=shutil.ignore_patterns("build", "__pycache__"))
    with chosen(film_folder):
        stand_in(Edition("en", quality=QUALITY))
    run_builder(film_folder, into)
    document = (into / "index.html").read_text(encoding="utf-8")
    assert document.count("https://doi.org/") == 1
    assert "Kermack 1927" in document
    assert "--infected: #ffb454;" in document
    assert "Cases" in document
    assert "ytokine" not in document


def test_a_page_needs_no_section_but_the_film(tmp_path: Path) -> None:
    document = (build(tmp_path, WORDS) / "index.html").read_text(encoding="utf-8")
    assert document.count("<section") == 1
    assert "Twice a day the water rises." in document


@pytest.mark.slow
def test_the_film_plays_and_the_text_is_read(page: Page) -> None:
    page.locator(".chapters a", has_text="The sea answers").click()
    page.wait_for_function("document.querySelector('video').currentTime >= 7.9")
    page.locator(".transcript summary").click()
    expect(page.locator(".transcript")).to_contain_text("The Moon pulls at the sea.")
    expect(page.locator(".transcript")).to_contain_text("The Moon over the sea.")
    for heading in ("Tides & Moon", "High water", "How it works", "Spring and neap", "Questions"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits(
    browser: Browser, address: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    context.close()


def test_the_builder_imports_nothing_of_this_film() -> None:
    program = ("import sys, page.builder.build, page.builder.serve\n"
               "print([name for name in sys.modules if name.split('.')[0] in ('model', 'scenes')\n"
               "       or name.startswith(('page.figure', 'manim'))])")
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_a_figure_that_is_not_there_is_an_error_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(tmp_path, WORDS)
    declaration = tmp_path / "film.toml"
    declaration.write_text(FILM + 'figure = "page.figures"\n', encoding="utf-8")
    capsys.readouterr()
    with chosen(tmp_path):
        assert main(["--quality", QUALITY]) == FAILED
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert f"{declaration}:1: figure names 'page.figures', and there is no such package" in error
