"""Markdown in words: what it shows is spoken, comments are not, and the rest is an error with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.errors import InputError
from plan.markdown import escaped, plain, refuse_blocks, without_comments
from plan.phrases import parse_phrases
from plan.words import Beat, Script, compose, parse
from publish.folders.content import parse_content

SCENE = "---\ntitle: A loop\nlabel.cell: Cell\n---\nCells [call](#call) cells.\n"
PATH = Path("words/en/loop.md")
FILM = (Path(__file__).parents[2] / "words/en/film.md").read_text(encoding="utf-8")


def scene(sentence: str) -> Script:
    return parse(SCENE + sentence, PATH)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "Some **bold** and *slanted*, ***both*** _and_ __this__ cells.",
            "Some bold and slanted, both and this cells.",
        ),
        ("T &amp; B &lt; &#955; cells&nbsp;!", "T & B < λ cells\u00a0!"),
        (r"5 \* 3 \[sic\] cells.", "5 * 3 [sic] cells."),
        ("il_6_max and 2 * 3 * 4 cells.", "il_6_max and 2 * 3 * 4 cells."),
        ("Cells <!-- note --> call.", "Cells call."),
        ("Cells <!-- a --> call <!-- b --> cells.<!-- c -->", "Cells call cells."),
        ("Cells <!-- a note\n\nof three lines --> call\ncells.", "Cells call|cells."),
        ("<!-- [a](#b) -->\nCells.", "Cells."),
        ("— Cells: 1.5 to 3.", "— Cells: 1.5 to 3."),
    ],
)
def test_the_text_that_markdown_shows_is_spoken_and_captioned(written, shown):
    assert "|".join(beat.text for beat in scene(written).beats[1:]) == shown


def test_emphasis_around_and_in_a_cue_leaves_its_words():
    (_, beat) = scene("The **[IL-6 *storm*](#il)** un[kind](#kind)ly &amp; [T&amp;B](#tb).").beats
    assert beat.text == "The IL-6 storm unkindly & T&B."
    assert [(cue.name, cue.first, cue.last) for cue in beat.cues] == [("il", 1, 3), ("kind", 3, 4), ("tb", 5, 6)]


def test_comments_keep_the_lines_of_what_follows():
    script = parse("<!-- by\nme -->\n" + SCENE.replace("label", "<!-- a\nb -->\nlabel"), PATH)
    assert [beat.line for beat in script.beats] == [9]


def test_labels_titles_and_texts_for_the_eye_are_read_as_markdown_too():
    header = "title: A **loop** &amp; more\nchapter: *The* loop\nvisual: A <!-- red --> cell\nlabel.b: T&nbsp;cell\n"
    script = parse(SCENE.replace("title: A loop\n", header), PATH)
    assert (script.title, script.chapter, script.visual) == ("A loop & more", "The loop", "A cell")
    assert script.labels["b"] == "T\u00a0cell"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("# Heading", "this is a heading: delete the #"),
        ("### ", "this is a heading"),
        ("- item", "this is an item of a list"),
        ("  * item", "this is an item of a list"),
        ("1. item", "this is an item of a list"),
        ("> quote", "this is a quotation"),
        ("| a | b |", "this is a row of a table"),
        ("```python", "this opens a block of code"),
        ("-----", "this is a horizontal line"),
        ("* * *", "this is a"),
        ("[call]: #call", "this is the address of a link"),
        ("Some `code` here.", "there is `code`: write it without the backquotes"),
        ("Some <b>bold</b> cells.", "there is an HTML tag"),
        ("Cells <https://example.org> call.", "this link is not a cue"),
        ("![Cells](cells.png) call.", "there is a picture"),
        ("Cells ~~call~~ cells.", "there is text that is struck out"),
        ("Cells [ ](#x) call.", "the cue 'x' has no words: write [the words](#x)"),
        ("Cells [](#x) call.", "the cue 'x' has no words"),
        ('Cells [more](#x "title") call.', "this link is not a cue"),
        ("Cells [more] (#x) call.", "this link is not a cue"),
        ("Cells [mo](#a)[re](#b) call.", "the cues 'a' and 'b' share a word"),
        ("Cells <!-- note", "the comment does not end: close it with -->"),
        ("Cells --> call.", "a comment ends here that has not begun"),
        (r"Cells \<!-- note --> call.", "a comment ends here that has not begun"),
        ("Cells call[^1] cells.", "there is a footnote"),
        ("[^1]: A note.", "this is the address of a link"),
        ("title: A loop", "looks like a line of the header: move it between"),
        ("label.cell: Cell", "looks like a line of the header"),
        ("claim: storm il6.max > 10", "looks like a line of the header"),
        ("effect.call: ping", "looks like a line of the header"),
    ],
)
def test_what_would_be_spoken_by_mistake_is_an_error_with_its_line(line, says):
    with pytest.raises(InputError) as error:
        scene(f"More cells.\n{line}\n")
    assert str(error.value).startswith("words/en/loop.md:7: ") and says in str(error.value)


@pytest.mark.parametrize("line", ["- item", "# Heading", "Some `code`.", "<b>x</b>", "[a](https://b.c)", "title: x"])
def test_the_same_markdown_is_refused_in_descriptions(line):
    with pytest.raises(InputError, match=rf"film\.md:{FILM.count(chr(10)) + 1}: "):
        parse_content(FILM + line, Path("film.md"))


def test_the_texts_for_sites_are_read_as_markdown():
    content = parse_content(
        FILM.replace("title: ", "title: **A** &amp; B ") + "T &amp; *B*<!-- no -->.\n", Path("film.md")
    )
    assert content.title.startswith("A & B ")
    assert content.description.endswith("\n\nT & B.")


def test_names_of_several_words_may_not_be_items_of_a_list():
    assert ("b", "c") in parse_phrases("**b** c<!-- d -->", Path("phrases.md"))
    with pytest.raises(InputError, match=r"phrases\.md:2: this is an item of a list"):
        parse_phrases("a b\n- b c", Path("phrases.md"))


MARKS = st.text("ab *_[]()<>&;#!`~|\\-+=.:1\u00a0", min_size=1, max_size=24)


@given(MARKS)
def test_escaped_text_is_shown_as_it_was(text):
    text = " ".join(text.split(" ")).strip()
    line = escaped(text)
    refuse_blocks(line, PATH, 1)
    assert without_comments([line], PATH) == [line]
    assert plain(line, PATH, 1) == text


@given(st.lists(MARKS, min_size=1, max_size=3))
def test_parse_reads_whatever_text_compose_writes(texts):
    shown = [" ".join(f"{text} a".replace("\u00a0", "b").split()) for text in texts]
    beats = tuple(Beat(6 + k, text) for k, text in enumerate(shown) if "](" not in text and "(#" not in text)
    if beats:
        script = Script(PATH, shown[0], chapter=shown[-1], labels={"x": shown[0]}, beats=beats)
        assert [beat.text for beat in parse(compose(script), PATH).beats] == [beat.text for beat in beats]
        assert parse(compose(script), PATH).labels == script.labels
