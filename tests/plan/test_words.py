"""Words of a scene: parse and compose are inverse, and bad words are refused with line and fix."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.errors import InputError
from plan.words import Beat, Cue, Note, Script, compose, parse, read, words_path

WORD = st.text("abcdefgTNFα,.'é/6", min_size=1, max_size=8).filter(lambda w: any(c.isalpha() for c in w))
NAME = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
VALUE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@st.composite
def scripts(draw) -> Script:
    names = iter(draw(st.lists(NAME, unique=True, min_size=12, max_size=12)))
    beats = []
    labels = draw(st.dictionaries(NAME, VALUE, max_size=3))
    claims = draw(st.lists(VALUE, max_size=2))
    first_line = 4 + len(labels) + len(claims)
    for line in range(draw(st.integers(1, 3))):
        words = draw(st.lists(WORD, min_size=1, max_size=9))
        cuts = sorted(draw(st.sets(st.integers(0, len(words)), max_size=5)))
        cues = tuple(Cue(next(names), a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
        beats.append(Beat(first_line + line, " ".join(words), cues))
    numbered = tuple(Note(3 + len(labels) + k, text) for k, text in enumerate(claims))
    return Script(Path("words/en/any.md"), draw(VALUE), labels=labels, claims=numbered, beats=tuple(beats))


@given(scripts())
def test_parse_reads_what_compose_writes(script):
    assert parse(compose(script), script.path) == script


def test_the_films_words_survive_a_round_trip(scripts_of_the_film):
    for script in scripts_of_the_film:
        again = parse(compose(script), script.path)
        assert [(b.text, b.cues) for b in again.beats] == [(b.text, b.cues) for b in script.beats]


GOOD = "---\ntitle: A loop\n---\nCells [call](#call) cells.\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (GOOD.replace("---\ntitle", "title", 1), 1, "open the file with ---"),
        ("---\ntitle: A loop\n", 2, "close it with"),
        ("---\ntitle: A loop\n---\n\n", 3, "no sentence"),
        (GOOD.replace("title", "tilte"), 2, "unknown header key 'tilte'"),
        (GOOD.replace("A loop", ""), 2, "write key: value"),
        (GOOD.replace("title: A loop", "title: A\ntitle: B"), 3, "appears twice"),
        (GOOD.replace("title: A loop", "chapter: B"), 1, "no title"),
        (GOOD + "Cells [call](#call) again.\n", 5, "is already on line 4"),
        (GOOD + "1,000 + 2 …\n", 5, "no letters"),
        (GOOD + "See [this](https://example.org).\n", 5, "is not a cue"),
        (GOOD + "See [this](#Big Name).\n", 5, "is not a cue"),
        (GOOD + "See [this](#Big).\n", 5, "cannot name a cue"),
        (GOOD.replace("title: A loop", "title: A\nclaim.more: storm outcome = death"), 3, "no cue 'more'"),
        (GOOD.replace("title: A loop", "title: A\nhours.more: storm 0..9 h"), 3, "no cue 'more'"),
        (GOOD.replace("title: A loop", "title: A\neffect.more: ping"), 3, "no cue 'more'"),
    ],
)
def test_bad_words_name_file_line_and_fix(text, line, says):
    with pytest.raises(InputError) as error:
        parse(text, Path("words/en/loop.md"))
    assert str(error.value).startswith(f"words/en/loop.md:{line}: ")
    assert says in str(error.value)


def test_a_missing_file_and_other_encodings_are_named(tmp_path):
    with pytest.raises(InputError, match=r"es/loop\.md:1: there is no such file"):
        read(words_path(tmp_path, "loop", "es"))
    (tmp_path / "loop.md").write_bytes(b"---\ntitle: Fl" + b"\xfc\n---\nHi.\n")
    with pytest.raises(InputError, match=r"loop\.md:2: this is not UTF-8"):
        read(tmp_path / "loop.md")
