"""`make words` names each thing that is wrong with a translation: file, line, fix; and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from project import ROOT, edit

from plan.film import film
from publish.folders.sites import SITES
from translation.check import Finding, check
from translation.fill import fill
from translation.folder import Folder

TEXTS = 45


def found(words: Folder) -> list[Finding]:
    return check(words)[0]


def only(words: Folder) -> Finding:
    (finding,) = found(words)
    return finding


def test_a_translation_that_is_whole_has_no_finding(translated):
    findings, states = check(translated)
    assert [str(each) for each in findings] == []
    assert states == {"new": 0, "changed": 0, "done": TEXTS}


@pytest.mark.parametrize(
    ("name", "old", "new", "kind", "line", "says"),
    [
        ("peak.md", "[recuperados](#recovered)", "recuperados", "cue", 8, "the cue 'recovered' is missing: mark the"),
        ("peak.md", "Luego", "[Luego](#recovered)", "cue", 8, "the cue 'recovered' is there twice: keep one"),
        ("peak.md", "Luego", "[Luego](#luego)", "cue", 8, "the cue 'luego' is not in the source: use recovered"),
        ("peak.md", "1000", "100", "number", 14, "it has the number 100 and lacks 1000 of «With [half"),
        ("page.toml", '"1000"', '"999"', "number", 60, "it has the number 999 and lacks 1000"),
        ("peak.md", "Cada caso encuentra a menos personas.", "", "new", 10, "this sentence is not translated: "),
        ("peak.md", "title: Por qué acaba", "title:", "new", 3, "the text title is not translated"),
        ("page.toml", '"En 20 segundos"', '""', "new", 17, "the text hero.tagline is not translated"),
        ("page.toml", "{time}»", "{tiem}»", "format", 37, "film.chapter has the placeholder {tiem}"),
        ("peak.md", "Mitad de contactos", "La mitad exacta de los contactos de todos", "width", 5, "cut about "),
        ("peak.md", "Cada caso", "כל מקרה", "direction", 11, "it has the right-to-left letter כ, and the language"),
        ("peak.md", "Cada caso encuentra a menos personas.", "Each case finds fewer people to infect.", "same", 11,
         "this sentence is the same as in "),
        ("page.toml", 'direction = "ltr"', 'direction = "rtl"', "direction", 1, "this language is written ltr"),
        ("peak.md", "Cada caso", "# Cada caso", "format", 11, "this is a heading"),
        ("film.md", "title: Cómo acaba una epidemia", "title: " + 30 * "Cómo ", "limit", 3, "youtube takes 100: cut"),
        ("pronunciation.md", "# ", "R0 erre cero\n# ", "format", 1, "write one word, a colon, and how it is spoken"),
        ("peak.md", "Cada caso", " ".join(40 * ["encuentra"]), "length", 11, "the film is too long, and this "),
    ],
)  # fmt: skip
def test_each_fault_is_one_finding_with_file_line_and_fix(
    translated, monkeypatch, name, old, new, kind, line, says
):
    monkeypatch.setattr("translation.check.declared_sites", lambda: [SITES["youtube"]])
    fill(translated)
    edit(translated.path(name), old, new)
    finding = next(each for each in found(translated) if each.kind == kind)
    assert len([each for each in found(translated) if each.kind != "letter"]) == 1
    assert (finding.kind, finding.line) == (kind, line), finding
    assert finding.file == str(translated.path(name)) and says in str(finding) and "\n" not in str(finding)


def test_cues_in_another_order_are_a_finding(translated):
    edit(translated.source("peak.md"), "stand in its way", "stand in its [way](#way)")
    fill(translated)
    path = translated.path("peak.md")
    edit(path, "<!-- en, before: Then it slows: the [recovered](#recovered) stand in its way. -->\n", "")
    edit(path, "Luego frena: los [recuperados](#recovered) le", "[Luego](#way) frena: los [recuperados](#recovered) le")
    assert "the cues come as way, recovered, and in the source as recovered, way" in only(translated).problem


def test_a_sentence_that_has_changed_in_the_first_language_is_a_finding_until_it_is_done(translated):
    edit(translated.source("peak.md"), "fewer people", "ever fewer people")
    before = only(translated)
    fill(translated)
    after = only(translated)
    assert before.kind == after.kind == "changed" and "is now «Each case finds ever fewer" in after.problem
    edit(translated.path("peak.md"), "<!-- en, before: Each case finds fewer people to infect. -->\n", "")
    assert found(translated) == []


def test_a_missing_file_is_a_finding_with_the_command_that_writes_it(translated):
    translated.path("film.md").unlink()
    says = "film.md:1: there is no such file: make translate LOCALE=es writes it, to be filled in"
    assert str(only(translated)).endswith(says)


def test_a_right_to_left_language_has_right_to_left_texts_and_direction(words):
    arabic = Folder(words.film, "ar")
    fill(arabic)
    assert 'direction = "rtl"' in arabic.path("page.toml").read_text()
    edit(arabic.path("peak.md"), "title:", "title: لماذا ينتهي R0")
    edit(arabic.path("peak.md"), "label.half:", "label.half: mitad de contactos x")
    wrong = [each for each in found(arabic) if each.kind == "direction"]
    assert [each.line for each in wrong] == [5]


@pytest.mark.parametrize(("arguments", "status"), [((), 1), (("--json",), 1), (("--locale", "ES"), 2)])
def test_the_step_ends_with_a_status_and_says_it_in_lines_or_as_json(translated, arguments, status):
    edit(translated.path("peak.md"), "1000", "100")
    command = [sys.executable, "-m", "translation.check", "--locale", "es", *arguments]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert ran.returncode == status, ran.stderr
    if "--json" in arguments:
        document = json.loads(ran.stdout)
        assert document["error"] is None and document["states"] == {"new": 0, "changed": 0, "done": TEXTS}
        assert [(each["kind"], each["line"]) for each in document["findings"]] == [("number", 14)]
    elif status == 1:
        assert ran.stdout.splitlines()[-1].endswith(f"words/es: {TEXTS} done; 1 finding")


def test_the_films_own_translations_keep_all_cues_numbers_and_directions():
    """What has changed in the first language since is for its translators, and the length is measured by a film."""
    for locale in film().languages[1:]:
        findings = found(Folder(film(), locale))
        assert [str(each) for each in findings if each.kind not in ("changed", "new", "missing", "length")] == []
