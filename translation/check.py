"""Checks all words of a language at once, without speaking: one line a finding, with file, line and fix.

python -m translation.check --locale es          exit status 0: nothing is wrong; 1: something is; 2: wrong command
python -m translation.check --locale es --json   the same as one JSON document: docs/programs.md
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audio.music.effects import named_effects
from audio.voice.pronunciation import read_pronunciation
from page.builder import figure as figures
from page.builder import words as page_words
from plan.check_words import claim_errors, hour_errors
from plan.direction import direction_of
from plan.errors import InputError
from plan.exits import FAILED, exit_on
from plan.film import film
from plan.options import parser
from plan.phrases import read_phrases
from plan.segments import words_of
from plan.typefaces import missing_letters, refusal, typeface_of
from plan.words import read
from publish.folders import content
from publish.folders.sites import declared_sites
from translation import facts, length, markdown_file, widths
from translation.folder import Folder, shown
from translation.unit import CHANGED, NEW, STATES, Unit

_SHORT_NAME = 2
"""Words of a text that may be the same in two languages, such as IL-6 or CAR-T."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with the words: where, what and how to fix it.

    `kind` is one of missing, new, changed, same, cue, number, width, letter, direction, length, format, limit and
    claim.
    """

    file: str
    line: int
    kind: str
    problem: str
    fix: str

    def __str__(self) -> str:
        """Return the finding in a line."""
        return f"{self.file}:{self.line}: {self.problem}: {self.fix}"


def check(folder: Folder) -> tuple[list[Finding], Counter[str]]:
    """Return what is wrong with the words of a language, in order of file and line, and how many texts have each state.

    Raises:
        InputError: the words of the film's first language are damaged.
    """
    findings: list[Finding] = []
    states: Counter[str] = Counter(dict.fromkeys(STATES, 0))
    for name in folder.names:
        if not folder.path(name).exists():
            fix = f"make translate LOCALE={folder.locale} writes it, to be filled in"
            findings.append(Finding(str(folder.path(name)), 1, "missing", "there is no such file", fix))
            continue
        try:
            units = folder.units(name)
        except InputError as error:
            findings.append(_finding("format", error))
            continue
        found = [finding for unit in units for finding in _unit_findings(unit, folder)]
        states.update(unit.state for unit in units)
        findings += found or list(_file_findings(name, folder))
    findings += _free_file_findings(folder)
    findings += _length_findings(folder)
    order = [str(folder.path(name)) for name in folder.names]
    return sorted(findings, key=lambda each: (order.index(each.file) if each.file in order else -1, each.line)), states


def _unit_findings(unit: Unit, folder: Folder) -> Iterator[Finding]:
    """Yield what is wrong with one text compared with its source; nothing in the film's first language."""

    def finding(kind: str, problem: str, fix: str) -> Finding:
        return Finding(str(unit.path), unit.line, kind, problem, fix)

    if folder.locale == folder.source_locale:
        return
    source = folder.source(unit.path.name)
    where = f"{source}:{unit.source_line}"
    if unit.state == NEW:
        yield finding("new", f"{_named(unit)} is not translated", f"translate {where}: «{unit.source}»")
        return
    if unit.state == CHANGED:
        was = f"«{unit.before}» is now «{unit.source}»"
        fix = (
            f"bring the translation up to date, then delete the comment that begins with {folder.source_locale}, before"
        )
        yield finding("changed", f"{where} has changed since {_named(unit)} was translated ({was})", fix)
    if unit.text == unit.source and len(unit.text.split()) > _SHORT_NAME and not _is_untranslatable(unit):
        yield finding("same", f"{_named(unit)} is the same as in {where}", "translate it")
    for problem, fix in facts.cue_problems(unit.source, unit.text):
        yield finding("cue", problem, fix)
    if problem := facts.number_problem(unit.source, unit.text):
        yield finding("number", f"{problem} of «{unit.source}»", "write the numbers of the source as digits")
    if problem := facts.direction_problem(unit.source, unit.text, folder.locale):
        yield finding("direction", problem, "write the text in one direction; names and numbers may stand in it")
    yield from _width_findings(unit, folder, finding)
    if unit.path.name != page_words.NAME:
        for letter in missing_letters(unit.text, folder.locale):
            yield finding("letter", *refusal(letter, folder.locale))


def _width_findings(unit: Unit, folder: Folder, finding: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    if not unit.key.startswith("label.") or unit.key.startswith(widths.NOTICE):
        return
    width, most = widths.ems(unit.text, folder.locale), widths.widest(unit.source, folder.source_locale)
    if width > most:
        problem = f"the label «{unit.text}» is {width:.1f} ems wide, and its place has {most:.1f}"
        yield finding("width", problem, f"cut about {max(1, round((1 - most / width) * len(unit.text)))} letters")


def _is_untranslatable(unit: Unit) -> bool:
    """Return whether a text may be the same in all languages: names of works, or no letters in lower case."""
    return unit.key.endswith("notice-sources") or not any(map(str.islower, unit.source))


def _named(unit: Unit) -> str:
    return "this sentence" if markdown_file.is_sentence(unit) else f"the text {unit.key}"


def _file_findings(name: str, folder: Folder) -> Iterator[Finding]:
    """Yield what the film's own readers say of a file whose texts are all there."""
    path = folder.path(name)
    try:
        if name == page_words.NAME:
            package = figures.find()
            words = page_words.load(folder.locale, package.shape() if package else None)
            wanted = direction_of(folder.locale)
            if words["direction"] != wanted:
                problem = f"direction is {words['direction']!r}, and this language is written {wanted}"
                yield Finding(str(path), 1, "direction", problem, f'write direction = "{wanted}"')
        elif name == content.NAME:
            yield from _limit_findings(folder)
        else:
            script = read(path)
            named_effects(script)
            if folder.locale == folder.source_locale:
                yield from (_finding("claim", each) for each in (*claim_errors(script), *hour_errors(script)))
    except InputError as error:
        yield _finding("format", error)


def _limit_findings(folder: Folder) -> Iterator[Finding]:
    """Yield what the sites of the film would cut of its texts."""
    path = folder.path(content.NAME)
    said = content.read_content(path.parent)
    lines = {unit.key: unit.line for unit in folder.units(content.NAME)}
    limits = [(site.title, site.name) for site in declared_sites() if site.title]
    if limits and len(said.title) > min(limits)[0]:
        most, name = min(limits)
        problem = f"the title has {len(said.title)} characters, and {name} takes {most}"
        yield Finding(str(path), lines.get("title", 1), "limit", problem, f"cut {len(said.title) - most}")


def _free_file_findings(folder: Folder) -> Iterator[Finding]:
    for read_file in (
        lambda: read_pronunciation(folder.path("pronunciation.md")),
        lambda: read_phrases(folder.path("phrases.md").parent),
    ):
        try:
            read_file()
        except InputError as error:
            yield _finding("format", error)


def _length_findings(folder: Folder) -> Iterator[Finding]:
    """Yield which sentences are too long for the film; none while a sentence is still to be translated."""
    units = [unit for unit in _sentences(folder) if unit is not None]
    if any(not unit.text for unit in units):
        return
    spoken = [_spoken(unit, folder) for unit in units]
    scenes, declared = len(folder.film.scenes), folder.film
    for number, seconds, words in length.cuts(spoken, scenes, declared.longest):
        unit, each = units[number], spoken[number]
        problem = f"the film is too long, and this sentence takes {each.seconds:.1f} s instead of {unit.seconds:.1f} s"
        yield Finding(
            str(unit.path), unit.line, "length", problem, f"cut about {words} of {each.words} words ({seconds:.1f} s)"
        )
    if missing := length.missing_seconds(spoken, scenes, declared.shortest):
        problem = f"the film is about {missing:.1f} s shorter than its {declared.shortest:g} s"
        yield Finding(str(folder.path("")), 1, "length", problem, "write longer sentences")


def _sentences(folder: Folder) -> list[Unit]:
    """Return the sentences of all scenes whose files can be read."""
    found: list[Unit] = []
    for scene in folder.film.scenes:
        try:
            found += [unit for unit in folder.units(f"{scene}.md") if markdown_file.is_sentence(unit)]
        except InputError:
            continue
    return found


def _spoken(unit: Unit, folder: Folder) -> length.Spoken:
    text = shown(unit.text, unit.path, unit.line)
    try:
        seconds = length.spoken_seconds(text, folder.locale, folder.film)
    except InputError:  # the pronunciations are damaged, which has a finding of its own
        seconds = unit.seconds
    return length.Spoken(seconds, unit.seconds, len(words_of(text)))


def _finding(kind: str, error: InputError) -> Finding:
    """Return what a reader of the film says as a finding."""
    return Finding(str(error.path), error.line, kind, error.problem, error.fix)


def main() -> None:
    """Check the words of the language that the command line names."""
    options = parser((__doc__ or "").splitlines()[0], scenes=False, json=True).parse_args()
    findings: list[Finding] = []
    states: Counter[str] = Counter()

    def document() -> dict[str, Any]:
        return {"findings": [asdict(each) for each in findings], "states": dict(states)}

    with exit_on("words", document=document if options.json else None):
        _refuse_missing_typeface(options.locale)
        findings, states = check(Folder(film(), options.locale))
    if not options.json:
        report(findings, states, film().words(options.locale))
    sys.exit(FAILED if findings else 0)


def _refuse_missing_typeface(locale: str) -> None:
    """Raise an InputError if the typeface in which labels are measured is not installed."""
    typeface = typeface_of(locale)
    if typeface and not typeface.path.exists():
        problem = f"the typeface {typeface.family} is not installed"
        raise InputError(typeface.path, 1, problem, f"make words LOCALE={locale} installs it")


def report(findings: Sequence[Finding], states: Counter[str], words: Path) -> None:
    """Print the findings, and a line with how far the translation is."""
    for finding in findings:
        print(finding)
    counts = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    print(f"words: {words}: {counts or 'no text'}; {len(findings) or 'no'} finding{'s' * (len(findings) != 1)}")


if __name__ == "__main__":
    main()
