"""PO files: a round trip loses nothing, and what Weblate changed comes back."""

from __future__ import annotations

import polib
import pytest
from project import edit

from plan.errors import InputError
from translation.fill import fill
from translation.folder import Folder


def contents(words: Folder) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(words.path("peak.md").parent.iterdir())}


def entries(words: Folder) -> dict[str, polib.POEntry]:
    return {str(entry.msgctxt): entry for entry in polib.pofile(str(words.po))}


def test_a_round_trip_changes_nothing(translated):
    edit(translated.source("peak.md"), "fewer people", "ever fewer people")
    edit(translated.path("peak.md"), "Cada caso", "<!-- a note -->\nCada caso")
    fill(translated, "out")
    before, exported = contents(translated), translated.po.read_text()
    fill(translated, "in")
    assert contents(translated) == before
    fill(translated, "out")
    assert translated.po.read_text() == exported


def test_a_po_file_rebuilds_a_folder_that_was_lost(translated):
    edit(translated.source("peak.md"), "fewer people", "ever fewer people")
    fill(translated, "out")
    before = contents(translated)
    for name in ("peak.md", "film.md", "page.toml"):
        translated.path(name).unlink()
    fill(translated, "in")
    assert contents(translated) == before


def test_an_entry_has_its_source_its_place_and_what_a_translator_should_know(translated):
    fill(translated, "out")
    entry = entries(translated)["peak.md:#half"]
    assert entry.msgid == "With [half the contacts](#half), the peak is below 1,000."
    assert "Spoken in" in entry.comment and "Keep each link" in entry.comment
    assert entry.occurrences[0][0].endswith("words/en/peak.md") and entry.occurrences[0][1] == "10"
    assert polib.pofile(str(translated.po)).metadata["Language"] == "es"


def test_fuzzy_means_changed_since_with_the_former_source(translated):
    edit(translated.source("peak.md"), "fewer people", "ever fewer people")
    fill(translated, "out")
    entry = entries(translated)["peak.md:sentence 2"]
    assert entry.flags == ["fuzzy"] and entry.previous_msgid == "Each case finds fewer people to infect."


def test_what_was_done_in_weblate_comes_back(translated):
    edit(translated.source("peak.md"), "fewer people", "ever fewer people")
    fill(translated, "out")
    file = polib.pofile(str(translated.po))
    for entry in file:
        if entry.msgctxt == "peak.md:sentence 2":
            entry.msgstr, entry.flags, entry.previous_msgid = "Cada caso halla cada vez menos.", [], None
        if entry.msgctxt == "peak.md:title":
            entry.msgstr = ""
    file.append(polib.POEntry(msgctxt="peak.md:label.gone", msgid="x", msgstr="y"))
    file.save(str(translated.po))
    said = fill(translated, "in")
    units = {unit.context: unit for unit in translated.all_units()}
    assert units["peak.md:sentence 2"].text == "Cada caso halla cada vez menos."
    assert units["peak.md:sentence 2"].state == "done"
    assert units["peak.md:title"].text == "Por qué acaba", "an empty translation deletes nothing"
    assert any("peak.md:label.gone is not a text of this film" in line for line in said)


def test_a_po_file_that_is_older_than_the_source_is_marked_as_changed(translated):
    fill(translated, "out")
    edit(translated.source("page.toml"), '"How it ends"  #', '"Why it ends"  #')
    fill(translated, "in")
    unit = next(unit for unit in translated.all_units() if unit.context == "page.toml:hero.title")
    assert (unit.state, unit.before) == ("changed", "How it ends")


def test_a_damaged_po_file_is_one_line_with_its_line(translated):
    with pytest.raises(InputError, match=r"es.po:1: there is no such file: make translate PO=out writes it"):
        fill(translated, "in")
    translated.po.write_text('msgid "a"\nmsgstr "b"\nnonsense\n')
    with pytest.raises(InputError, match=r"es.po:3: this is not a line of a PO file"):
        fill(translated, "in")
