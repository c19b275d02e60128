"""Text files: what editors write is accepted, and what is damaged or invisible is named with file, line and fix."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from audio.voice.pronunciation import read_pronunciation
from plan.errors import InputError
from plan.film import load
from plan.phrases import read_phrases
from plan.text import LONGEST_FILE, LONGEST_LINE
from plan.words import LONGEST_SENTENCE, parse, read
from publish.folders.content import read_content

SCENE = "---\ntitle: A loop\nlabel.cell: Cell\n---\nCells [call](#call) cells.\n"
DECLARATION = 'title = "A film"\nscenes = ["loop"]\n'
READERS = {
    "loop.md": read,
    "pronunciation.md": read_pronunciation,
    "phrases.md": lambda path: read_phrases(path.parent),
    "film.md": lambda path: read_content(path.parent),
    "film.toml": lambda path: load(path.parent),
}


def error_of(path: Path) -> str:
    with pytest.raises(InputError) as error:
        READERS[path.name](path)
    return str(error.value).removeprefix(str(path))


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"One\nFl\xfc\n", 2, "this is not UTF-8 text: save the file as UTF-8"),
        ("One\nTwo\n".encode("utf-16"), 1, "this is UTF-16 text: save the file as UTF-8"),
        ("One\n".encode("utf-16-be"), 1, "character 1 is NULL (U+0000), which cannot be seen here: delete it"),
        (b"# One\n\n# a\x00b\n", 3, "character 4 is NULL (U+0000)"),
        (b"# One\n<<<<<<< HEAD\n# a\n=======\n# b\n>>>>>>> other\n", 2, "there is a merge conflict: keep one side"),
        (b"# " + b"a" * LONGEST_LINE, 1, "this line has 5,002 characters: write at most 5,000 in a line"),
        (b"# a\n" * (LONGEST_FILE // 4 + 1), LONGEST_FILE // 4 + 1, "the file has more than 200,000 characters"),
    ],
)
def test_damaged_files_are_named_with_line_and_fix(tmp_path, name, content, line, says):
    path = tmp_path / name
    path.write_bytes(content)
    error = error_of(path)
    assert error.startswith(f":{line}: ") and says in error


@pytest.mark.parametrize("name", READERS)
def test_a_folder_or_a_link_in_place_of_a_file_is_named(tmp_path, name):
    path = tmp_path / name
    path.mkdir()
    assert error_of(path) == ":1: this is a folder: put a text file in its place"
    path.rmdir()
    path.symlink_to(path)
    assert "this cannot be read (Too many levels of symbolic links)" in error_of(path)
    path.unlink()
    path.symlink_to(tmp_path / "gone")
    assert "there is no such file" in error_of(path)
    path.unlink()
    os.mkfifo(path)
    assert error_of(path) == ":1: this is not a file: put a text file in its place"


@pytest.mark.parametrize("before", ["\ufeff", "\n", "\ufeff\n \n"])
def test_a_byte_order_mark_blank_lines_and_ends_of_lines_of_windows_are_accepted(tmp_path, before):
    path = tmp_path / "loop.md"
    path.write_bytes((before + SCENE).replace("\n", "\r\n").encode())
    script = read(path)
    assert (script.title, script.beats[0].text) == ("A loop", "Cells call cells.")
    assert script.beats[0].line == 5 + before.count("\n")
    (tmp_path / "film.toml").write_bytes(("\ufeff" + DECLARATION).replace("\n", "\r\n").encode())
    assert load(tmp_path).scenes == ("loop",)


@pytest.mark.parametrize(
    ("character", "called"),
    [
        ("\u2028", "LINE SEPARATOR"),
        ("\u2029", "PARAGRAPH SEPARATOR"),
        ("\x0c", "FORM FEED"),
        ("\x0b", "LINE TABULATION"),
        ("\x1c", "a character without a name"),
        ("\x1b", "ESCAPE"),
        ("\x85", "NEXT LINE"),
        ("\r", "CARRIAGE RETURN"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\u200b", "ZERO WIDTH SPACE"),
        ("\u200d", "ZERO WIDTH JOINER"),
        ("\u200f", "RIGHT-TO-LEFT MARK"),
        ("\u2060", "WORD JOINER"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"),
        ("\u00ad", "SOFT HYPHEN"),
        ("\ufe0f", "VARIATION SELECTOR-16"),
        ("\u3164", "HANGUL FILLER"),
        ("\ufffd", "REPLACEMENT CHARACTER"),
        ("\U000e0041", "TAG LATIN CAPITAL LETTER A"),
        ("\ue000", "a character without a name"),
    ],
)
@pytest.mark.parametrize("name", READERS)
def test_invisible_characters_are_named(tmp_path, name, character, called):
    path = tmp_path / name
    path.write_text(f"# One\n# Two{character} three\n", encoding="utf-8", newline="")
    error = error_of(path)
    assert error.startswith(
        f":2: character 6 is {called} (U+{ord(character):04X}), which cannot be seen here: delete it"
    )


@pytest.mark.parametrize("entity", ["&#x202e;", "&shy;", "&#8232;", "&ZeroWidthSpace;", "&zwj;"])
@pytest.mark.parametrize("place", ["A loop", "Cell\n", "cells."])
def test_an_entity_cannot_bring_in_an_invisible_character(place, entity):
    with pytest.raises(InputError, match="which cannot be seen here"):
        parse(SCENE.replace(place, f"a{entity}b {place}", 1), Path("loop.md"))


def test_a_toml_escape_cannot_bring_in_an_invisible_character(tmp_path):
    (tmp_path / "film.toml").write_text(DECLARATION.replace("A film", "A \\u202e film"))
    with pytest.raises(InputError, match=r"film\.toml:1: .*RIGHT-TO-LEFT OVERRIDE"):
        load(tmp_path)


@pytest.mark.parametrize(
    "sentence",
    [
        "سلول‌ها پیام می‌فرستند.",
        "क्‍ष और रक्त की कोशिकाएँ.",
        "התא \u200e(IL-6)\u200f קורא.",
        "Où\u202f? La tempête\u00a0!",
    ],
)
def test_languages_that_need_invisible_characters_may_use_them(sentence):
    (beat,) = parse(SCENE.partition("Cells")[0] + sentence, Path("loop.md")).beats
    assert beat.text == sentence


def test_a_no_break_space_keeps_its_words_and_their_cue_together():
    (beat,) = parse(SCENE.replace("call", "la\u00a0«\u00a0tempête\u00a0»", 1), Path("loop.md")).beats
    assert beat.words == ["Cells", "la\u00a0«\u00a0tempête\u00a0»", "cells."]
    assert (beat.cues[0].first, beat.cues[0].last) == (1, 2)


def test_accents_are_the_same_however_they_are_encoded():
    (beat,) = parse(SCENE.replace("Cells", "Cafe\u0301"), Path("loop.md")).beats
    assert beat.words[0] == "Café"


def test_a_sentence_that_is_too_long_is_refused():
    with pytest.raises(InputError, match=r"loop\.md:5: this sentence has 1,0\d\d characters: write at most 1,000"):
        parse(SCENE.replace("Cells", "Cells " * (LONGEST_SENTENCE // 6)), Path("loop.md"))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (DECLARATION + "x = " + "[" * 3000, 1, "too deeply"),
        (DECLARATION + "seconds = [1, " + "9" * 4400 + "]", 1, "this is not TOML"),
        (DECLARATION + "seconds = [1, " + "9" * 400 + "]", 3, "write the shortest and the longest"),
        (DECLARATION + "seconds = [false, true]", 3, "write the shortest and the longest"),
        (DECLARATION + "seconds = [1, inf]", 3, "write the shortest and the longest"),
        (DECLARATION.replace('"loop"', '"film"'), 2, "film, captioned, narration, phrases and pronunciation are names"),
        ('title = """A\nB"""\nscenes = ["loop"]', 1, "write one"),
        ('title.a = 1\nscenes = ["loop"]', 1, "title is {'a': 1}"),
        ('scenes = ["loop"]\n[title]\na = 1', 2, "title is {'a': 1}"),
    ],
)
def test_invalid_declarations_are_refused(tmp_path, text, line, says):
    (tmp_path / "film.toml").write_text(text)
    error = error_of(tmp_path / "film.toml")
    assert error.startswith(f":{line}: ") and says in error
