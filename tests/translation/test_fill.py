"""Running `make translate` again brings a translation up to date, and loses nothing that a translator wrote."""

from __future__ import annotations

import random

import pytest
from project import edit

from plan.errors import InputError
from plan.words import read
from publish.folders.content import read_content
from translation.fill import fill
from translation.folder import Folder


def states(words: Folder) -> dict[str, str]:
    return {unit.context: unit.state for unit in words.all_units()}


def contents(words: Folder) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(words.path("peak.md").parent.iterdir())}


def test_a_new_folder_has_every_text_of_the_first_language_with_its_source_cues_and_seconds(words):
    fill(words)
    text = words.path("peak.md").read_text()
    assert "<!-- en: Half the contacts -->\nlabel.half:\n" in text
    assert "s: Then it slows: the [recovered](#recovered) stand in its way. -->\n" in text
    assert "claim" not in text and "hours" not in text
    assert '# en: In 20 seconds\ntagline = ""' in words.path("page.toml").read_text()
    assert set(states(words).values()) == {"new"} and len(states(words)) == 45
    assert (words.path("pronunciation.md")).exists()


def test_a_filled_folder_is_read_by_the_film_itself_with_the_facts_of_the_first_language(translated):
    script, original = read(translated.path("peak.md")), read(translated.source("peak.md"))
    assert [beat.text for beat in script.beats][1] == "Cada caso encuentra a menos personas."
    assert script.hours == original.hours and script.claims == original.claims
    assert script.notes_path == original.path
    content = read_content(translated.path("film.md").parent)
    assert content.category == "education" and content.synthetic_voice and content.title == "Cómo acaba una epidemia"


def test_filling_again_changes_nothing(translated):
    before = contents(translated)
    fill(translated)
    assert contents(translated) == before


def test_a_changed_source_is_shown_as_it_was_and_is_until_the_translator_deletes_the_former_one(translated):
    source, path = translated.source("peak.md"), translated.path("peak.md")
    edit(source, "finds fewer people to infect", "finds fewer and fewer people")
    edit(translated.source("page.toml"), '"How it ends"  #', '"Why it ends"  #')
    assert [key for key, state in states(translated).items() if state == "changed"] == [
        "peak.md:sentence 2",
        "page.toml:hero.title",
    ]
    fill(translated)
    former = "<!-- en, before: Each case finds fewer people to infect. -->\n"
    assert former in path.read_text() and "Cada caso encuentra a menos personas." in path.read_text()
    assert (
        '# en, before: How it ends\n# en: Why it ends\ntitle = "Cómo acaba"' in translated.path("page.toml").read_text()
    )
    edit(source, "fewer and fewer people", "ever fewer people")
    fill(translated)
    assert former in path.read_text(), "what was translated is the first of the three"
    edit(path, former, "")
    edit(translated.path("page.toml"), "# en, before: How it ends\n", "")
    assert set(states(translated).values()) == {"done"}


def test_sentences_are_followed_through_moves_and_insertions(translated):
    source = translated.source("peak.md")
    lines = source.read_text().splitlines(keepends=True)
    body = lines[lines.index("---\n", 1) + 1 :]
    moved = [body[2], "A new sentence that nobody knows.\n", body[0], body[1]]
    source.write_text("".join([*lines[: -len(body)], *moved]))
    fill(translated)
    said = [unit for unit in translated.units("peak.md") if unit.seconds]
    assert [unit.state for unit in said] == ["done", "new", "done", "done"]
    assert said[0].text.startswith("Con [la mitad") and said[3].text.startswith("Cada caso")


def test_what_has_no_source_any_more_becomes_a_comment_and_comments_of_the_translator_stay(translated):
    path, source = translated.path("peak.md"), translated.source("peak.md")
    note = "<!-- I asked\nAnna. -->\n"
    edit(path, "<!-- en: Half the contacts -->", f"{note}<!-- en: Half the contacts -->")
    edit(path, "Cada caso", "<!-- or: cada enfermo -->\nCada caso")
    path.write_text(path.read_text() + "<!-- the end -->\n")
    edit(source, "Each case finds fewer people to infect.\n", "")
    page = translated.path("page.toml")
    edit(page, 'title = "Cómo acaba"', '# large\ntitle = "Cómo acaba"')
    edit(translated.source("page.toml"), 'tagline = "In 20 seconds"\n', "")
    fill(translated)
    text = path.read_text()
    assert note in text and "<!-- or: cada enfermo -->" in text and text.endswith("<!-- the end -->\n")
    gone = (
        "<!-- no longer in en (en: Each case finds fewer people to infect.): Cada caso encuentra a menos personas. -->"
    )
    assert gone in text
    assert "# large" in page.read_text() and '# no longer in en: hero.tagline = "En 20 segundos"' in page.read_text()
    before = contents(translated)
    fill(translated)
    assert contents(translated) == before


@pytest.mark.parametrize("seed", range(20))
def test_no_translation_is_lost_whatever_happens_to_the_source(translated, seed):
    chance = random.Random(seed)
    source = translated.source("peak.md")
    for _ in range(3):
        lines = source.read_text().splitlines()
        start = lines.index("---", 1) + 1
        body = lines[start:]
        match chance.randrange(4):
            case 0 if len(body) > 1:
                body.pop(chance.randrange(len(body)))
            case 1:
                body.insert(chance.randrange(len(body) + 1), f"A sentence with the number {chance.randrange(99)}.")
            case 2:
                chance.shuffle(body)
            case _:
                number = chance.randrange(len(body))
                body[number] = body[number].replace("the", "a").replace("fewer", "more")
        source.write_text("\n".join([*lines[:start], *body, ""]))
        fill(translated)
        text = translated.path("peak.md").read_text()
        for written in ("le cierran el paso", "a menos personas", "el pico baja de 1000", "Mitad de contactos"):
            assert text.count(written) == 1, (written, text)


def test_a_folder_that_was_made_by_hand_is_taken_as_it_is(words):
    text = words.source("peak.md").read_text().replace("Each case finds fewer", "Cada caso encuentra menos")
    words.path("peak.md").parent.mkdir()
    words.path("peak.md").write_text(text)
    fill(words)
    assert "people to infect. -->\nCada caso encuentra menos people to infect.\n" in words.path("peak.md").read_text()
    assert "hours" not in words.path("peak.md").read_text(), "they are those of the first language"


def test_the_first_language_is_not_translated(words):
    with pytest.raises(InputError, match=r"film.toml:1: .*words/en is what other languages are translated from"):
        fill(Folder(words.film, "en"))


def test_a_translation_lacking_a_cue_is_an_error_of_every_build(translated):
    edit(translated.path("peak.md"), "[recuperados](#recovered)", "recuperados")
    with pytest.raises(InputError, match=r"peak.md:8: the cue 'recovered' of .*en/peak.md:8 is missing"):
        read(translated.path("peak.md"))
