"""Words of the page that are missing, differ between languages, or are not so in the model."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_site import QUALITY, chosen, copy_film, stand_in
from project import ROOT

from page.builder import words
from page.builder.build import main
from page.figure import claims
from page.figure.scripts import check_keys
from plan.edition import Edition

Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    """Choose a copy of the film, and return what writes the page's words in a language with one change to English."""
    english = (ROOT / "words" / "en" / "page.toml").read_text(encoding="utf-8")
    words_of_all = tmp_path / "words"
    shutil.copytree(ROOT / "words", words_of_all)
    copy_film(tmp_path / "film", words_of_all)

    def write(locale: str, old: str, new: str) -> None:
        assert old in english
        path = words_of_all / locale / "page.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(english.replace(old, new, 1), encoding="utf-8")

    with chosen(tmp_path / "film"):
        yield write


def test_another_language_is_another_file_with_the_same_keys(edit: Edit) -> None:
    edit("ar", 'direction = "ltr"', 'direction = "rtl"')
    assert words.load("ar")["direction"] == "rtl"
    edit("ar", 'play = "Play"\n', "")
    with pytest.raises(words.WordsError, match=r"ar/page\.toml: the key figure\.play is missing"):
        words.load("ar")
    edit("ar", "{hours} later, the same", "later, the same")
    with pytest.raises(words.WordsError, match=r"say\.verdict\.saved_margin has other \{placeholders\}.*use hours"):
        words.load("ar")
    with pytest.raises(words.WordsError, match=r"no words in this language \(there are ar, en\): translate"):
        words.load("xx")


@pytest.mark.parametrize(("line", "message"), [
    ('tagline = "When', r"the key hero\.tagline is missing.*hero has topic, title, lead, drive, more"),
    ('chapter = "{title}', r"the key film\.chapter is missing; did you mean 'chapters'\?: film has heading, lead"),
    ('restart = "Restart"', r"the key figure\.restart is missing"),
    ('saved_always = "Even', r"the key say\.verdict\.saved_always is missing"),
    ('peak = "IL-6 peaks', r"the key say\.events\.peak is missing"),
    ('cart = "CAR-T therapy"', r"the key figure\.cases\.cart is missing"),
    ('cleared = "The tumour', r"the key causes\.tumour\.cleared is missing"),
])
def test_a_missing_key_is_an_error_of_one_line_that_says_what_is_there(
    edit: Edit, capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, message: str
) -> None:
    english = (ROOT / "words" / "en" / "page.toml").read_text(encoding="utf-8")
    whole = next(found for found in english.splitlines(keepends=True) if found.startswith(line))
    edit("en", whole, "")
    stand_in(Edition("en", quality=QUALITY))
    assert main(["--quality", QUALITY, "--into", str(tmp_path / "page")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith(f"page: {tmp_path}/film/words/en/page.toml: ")
    assert re.search(message, error), error


def test_an_unknown_placeholder_is_an_error_that_names_the_known_ones(edit: Edit) -> None:
    edit("en", "at hour {start}.", "at hour {begin}.")
    with pytest.raises(words.WordsError, match=r"figure\.still_note has the placeholder \{begin\}: use start"):
        words.load("en")["figure"].filled("still_note", start="48")


def test_scripts_have_all_the_words_that_they_name() -> None:
    check_keys(words.load("en"))


def test_a_claim_that_is_false_of_the_model_stops_the_build_at_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words.load("en")
    claims.check(said)
    monkeypatch.setattr(claims, "PATH", tmp_path / "claims.toml")
    for key, claim, message in (
        ("pitfalls.trend.text", "storm outcome = recovery", "pitfalls.trend.text: .* is false, the model gives death"),
        ("pitfalls.trend.text", "storm il7.max > 1", "unknown series 'il7'"),
        ("pitfalls.slope.text", "storm outcome = death", "the key pitfalls.slope is missing"),
    ):
        claims.PATH.write_text(f'"{key}" = ["{claim}"]', encoding="utf-8")
        with pytest.raises(words.WordsError, match=message):
            claims.check(said)
