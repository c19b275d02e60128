"""Words of the page that are missing, differ between languages, or are not so in the model."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_site import QUALITY, chosen, copy_film, stand_in
from project import ROOT

from page.builder import words
from page.builder.build import main
from page.builder.shape import merge
from page.figure import claims, shape
from page.figure.scripts import SOURCES
from plan.edition import Edition
from plan.errors import InputError
from plan.exits import FAILED
from plan.film import film

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


def load(locale: str) -> words.Words:
    """Return the words of the page in a language, with those of the figure."""
    return words.load(locale, shape())


def test_another_language_is_another_file_with_the_same_keys(edit: Edit) -> None:
    edit("ar", 'direction = "ltr"', 'direction = "rtl"')
    assert load("ar")["direction"] == "rtl"
    edit("ar", 'play = "Play"\n', "")
    with pytest.raises(words.WordsError, match=r"ar/page\.toml:\d+: the key figure\.play is missing"):
        load("ar")
    edit("ar", 'topic = "Immunology"\n', "")
    with pytest.raises(words.WordsError, match=r"the key hero\.topic is missing: the keys of all languages are"):
        load("ar")
    edit("ar", "{hours} later, the same", "later, the same")
    with pytest.raises(words.WordsError, match=r"say\.verdict\.saved_margin has other \{placeholders\}.*use hours"):
        load("ar")
    edit("ar", "{hours} later, the same", "{horas} later, the same")
    with pytest.raises(words.WordsError, match=r"the placeholder \{horas\}; did you mean 'hours'\?: write \{hours\}"):
        load("ar")
    with pytest.raises(InputError, match=r"xx/page\.toml:1: there is no such file: translate .*words in ar, en"):
        load("xx")


@pytest.mark.parametrize(("old", "new", "at", "message"), [
    ('tagline = "When', None, "[hero]",
     "the key hero.tagline is missing: write it; hero has topic, title, lead, drive, more"),
    ('chapter = "{title}', None, "[film]", "the key film.chapter is missing: write it; film has heading, lead, play"),
    ('restart = "Restart"', None, "[figure]", "the key figure.restart is missing"),
    ('saved_always = "Even', None, "[say.verdict]", "the key say.verdict.saved_always is missing"),
    ('cart = "CAR-T therapy"', None, "[figure.cases]", "the key figure.cases.cart is missing"),
    ('cleared = "The tumour', None, "[causes.tumour]", "the key causes.tumour.cleared is missing"),
    ('value = "ARDS"', None, '[[facts]]', "the key facts.1.value is missing"),
    ('tagline = "When', 'tagLine = "When"', "tagLine", "unknown key hero.tagLine; did you mean 'tagline'?: use one of"),
    ("[say.gauges]", "[say.guages]", "[say.guages]", "unknown key say.guages; did you mean 'gauges'?: use one of hour"),
    ('play = "Play the film"', 'play = ["Play"]', "play =", "film.play is a list: write text in quotes"),
    ('play = "Play the film"', "play = 5", "play = 5", "film.play is a number: write text in quotes"),
    ('play = "Play the film"', "play = true", "play = true", "film.play is true or false: write text in quotes"),
    ('play = "Play the film"', 'play.it = "Play"', "play.it", "film.play is a table: write text in quotes"),
    ('play = "Play the film"', 'play = " "', "play = ", "film.play is empty: write some text"),
    ('play = "Play the film"', r'play = "Pl\u200bay"', "play = ", "character 3 is ZERO WIDTH SPACE (U+200B)"),
    ('direction = "ltr"', 'direction = "left"', "direction", "direction is 'left': use one of ltr, rtl"),
    ('columns = ["", ', 'columns = "" #', "columns", "compare.columns is a text: write a list, such as compare"),
    ('  ["Signals", ', '  ["Signals"],', "rows = [", "row 1 of compare.rows has 1 cells: write 3, one for each of"),
    ('title = "Cytokine storm"', 'title = "{oops}"', "title = ",
     "hero.title has the placeholder {oops}: write the text without braces"),
    ('chapter = "{title}', 'chapter = "{titel}"', "chapter = ",
     "film.chapter has the placeholder {titel}; did you mean 'title'?: write {title} or {time}"),
    ('chapter = "{title}', 'chapter = "{title"', "chapter = ",
     "film.chapter has a brace { by itself: write {title} or {time}"),
    ('chapter = "{title}', 'chapter = "{title!r}"', "chapter = ", "film.chapter has a brace { by itself: write"),
    ('day = "day {n}"', 'day = "day n}"', "day = ", "figure.labels.day has a brace } by itself: write {n}"),
    ('day = "day {n}"', 'day = "day {n"\n"', "day = ", "this is not TOML"),
])
def test_words_that_cannot_be_used_are_an_error_of_one_line(
    edit: Edit, capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, new: str | None, at: str, message: str
) -> None:
    """`at` is how the line begins that the error names."""
    english = (ROOT / "words" / "en" / "page.toml").read_text(encoding="utf-8")
    whole = next(found for found in english.splitlines(keepends=True) if found.startswith(old))
    edit("en", whole, "" if new is None else f"{new}\n")
    stand_in(Edition("en", quality=QUALITY))
    assert main(["--quality", QUALITY, "--into", str(tmp_path / "page")]) == FAILED
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    path = tmp_path / "film" / "words" / "en" / "page.toml"
    where = re.match(rf"page: {re.escape(str(path))}:(\d+): ", error)
    assert where, error
    assert message in error
    if "not TOML" not in message:
        assert path.read_text(encoding="utf-8").splitlines()[int(where[1]) - 1].startswith(at), error


def test_the_words_of_all_films_can_be_used() -> None:
    declarations = [ROOT / "film.toml", *(ROOT / "examples").glob("*/film.toml")]
    assert len(declarations) > 1
    for declaration in declarations:
        with chosen(declaration.parent):
            for path in declaration.parent.glob("words/*/page.toml"):
                words.load(path.parent.name, shape() if film().figure else None)


def test_the_shape_has_all_keys_that_scripts_name_with_the_placeholders_that_they_fill() -> None:
    wanted = merge(words.SHAPE, shape())

    def found(key: str) -> Any:
        table: Any = wanted
        for name in key.split("."):
            table = table.get(name) or table[f"{name}?"]
        return table

    script = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.js"))
    keys = re.findall(r"(?<![/\w])words((?:\.[a-z]\w*)+)", script)
    assert len(keys) > 60
    for key in keys:
        assert found(key.removeprefix(".")), key
    causes = set(re.findall(r"\bcauseWords\(\w+\)\.(\w+)", script))
    assert causes == set(found("causes.tumour"))
    filled = re.findall(r"say\(words\.([\w.]+), \{([^}]*)\}\)", script)
    assert len(filled) > 15
    for key, values in filled:
        names = [value.split(":")[0].strip() for value in re.sub(r"\([^)]*\)", "", values).split(",")]
        assert set(found(key).placeholders) == set(names), key


def test_a_claim_that_is_false_of_the_model_stops_the_build_at_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = load("en")
    claims.check(said)
    monkeypatch.setattr(claims, "PATH", tmp_path / "claims.toml")
    for text, message in (
        ('"pitfalls.trend.text" = ["storm outcome = recovery"]', "2: pitfalls.trend.text: .* is false, the model"),
        ('"pitfalls.trend.text" = ["storm il7.max > 1"]', "2: pitfalls.trend.text: unknown series 'il7'"),
        ('"pitfalls.trend.txt" = ["storm outcome = death"]', "2: the words have no key .*; did you mean 'pitfalls.tr"),
        ('"pitfalls.trend.text" = "storm outcome = death"', "2: pitfalls.trend.text is a text: write a list"),
        ('"pitfalls.trend.text" = [5]', "2: pitfalls.trend.text.0 is a number: write text in quotes"),
        ('pitfalls.trend = ["storm outcome = death"]', "2: the words have no key pitfalls"),
        ('"pitfalls.trend.text" = [', "2: this is not TOML"),
    ):
        claims.PATH.write_text(f"# Claims\n{text}\n", encoding="utf-8")
        with pytest.raises(InputError, match=message):
            claims.check(said)


@pytest.mark.parametrize(("content", "message"), [
    ("\n\nlanguage = 'ü'".encode("latin-1"), r"3: this is not UTF-8 text: save the file as UTF-8"),
    ("language = 'en'".encode("utf-16"), r"1: this is UTF-16 text: save the file as UTF-8"),
    (b"language = 'a\0b'", r"1: character 14 is NULL \(U\+0000\)"),
    (b"language = 'a'\n<<<<<<< HEAD\n", r"2: there is a merge conflict: keep one side"),
    (b"", r"1: the key language is missing: write it; there are none"),
    (b"a = " + b"[" * 9000, r"1: this line has 9,004 characters"),
    (b"a = " + b"[\n" * 4000, r"\d+: (this is not TOML|lists or tables are nested too deeply)"),
], ids=["Latin-1", "UTF-16", "NUL", "merge conflict", "empty", "long", "nested"])
def test_a_damaged_file_is_an_error_that_names_the_line(
    edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, message: str
) -> None:
    said = load("en")
    monkeypatch.setattr(claims, "PATH", tmp_path / "claims.toml")
    if content:  # there may be no claims
        claims.PATH.write_bytes(content)
        with pytest.raises(InputError, match=rf"claims\.toml:{message}"):
            claims.check(said)
    (tmp_path / "words" / "en" / "page.toml").write_bytes(content)
    with pytest.raises(InputError, match=rf"page\.toml:{message}"):
        load("en")


def test_a_folder_or_a_loop_in_place_of_words_is_an_error(edit: Edit, tmp_path: Path) -> None:
    path = tmp_path / "words" / "en" / "page.toml"
    path.unlink()
    path.mkdir()
    with pytest.raises(InputError, match=r"page\.toml:1: this is a folder"):
        load("en")
    path.rmdir()
    path.symlink_to(path.name)
    with pytest.raises(InputError, match=r"page\.toml:1: this cannot be read"):
        load("en")


def test_words_with_a_byte_order_mark_and_line_ends_of_windows_are_read(edit: Edit, tmp_path: Path) -> None:
    path = tmp_path / "words" / "en" / "page.toml"
    before = dict(load("en").leaves())
    path.write_bytes(b"\xef\xbb\xbf\r\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert dict(load("en").leaves()) == before
