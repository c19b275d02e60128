"""The rules of when: something happens in every two seconds, and a label comes with its word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from audio.timing.record import Timing
from publish.checks.finding import Case, Finding, judge
from publish.checks.moments import Film, Moment
from stage.screen import SNAPSHOT_SECONDS, ScreenItem

LONGEST_LULL = 2.0
LATEST = 0.3
MOST_WORDS = 3
NOTICES = ("sources", "advice")
"""Labels of the end card, by their names."""
_STEP = 0.02
"""Of the frame's side: what has moved or grown by less since the last event has not done anything yet."""
_FADE = 0.2
_CROWD = 0.1
_HALF = 0.5
_ROUNDING = 0.005
"""Timings round to milliseconds, opacities to hundredths."""


def check_times(film: Film) -> list[Finding]:
    """Return what holds of the rhythm and of labels' moments."""
    return [judge(f"something happens every {LONGEST_LULL:.0f} s", _lulls(film), "no picture"), *_labels(film)]


# --- rhythm ---------------------------------------------------------------------------------------------------------


def _lulls(film: Film) -> Iterator[Case]:
    """The times between events, each named after the event that ends it.

    An event: a thing comes or goes, moves, grows, changes its colour or its words, a crowd swells. What only ripples
    or flows on, cells' edges and messengers on their way, is none.
    """
    last, known, offset = 0.0, {}, 0.0
    for timing in film.timings:
        start = offset
        for moment in (each for each in film.moments if each.scene == timing.scene):
            event = _event(moment, known)
            if event or moment is film.moments[0]:
                now = start + moment.second
                yield _lull(film, last, now, event or "the first picture")
                last = now
        offset += timing.seconds
    yield _lull(film, last, offset, "the end")


def _lull(film: Film, last: float, now: float, event: str) -> Case:
    length = now - last
    return Case(length, f"{length:.1f} s without", f"until {event}", *film.place(last), length <= LONGEST_LULL + 1e-6)


def _event(moment: Moment, known: dict[int, ScreenItem]) -> str:
    """Return what has happened since the last event; `known` keeps each thing as it was at its own last one."""
    if not moment.before:
        known.clear()
    happened = ""
    there = {thing.number for thing in moment.things}
    for number in known.keys() - there:
        happened = f"{known.pop(number).name} goes"
    for thing in moment.things:
        if thing.number not in known or _differs(thing, known[thing.number]):
            happened = f"{thing.name} {'changes' if thing.number in known else 'comes'}"
            known[thing.number] = thing
    return happened


def _differs(thing: ScreenItem, was: ScreenItem) -> bool:
    if thing.kind == "crowd":
        return abs(thing.count - was.count) > _CROWD * max(thing.count, was.count)
    moved = max(abs(a - b) for a, b in zip(thing.box, was.box, strict=True)) >= _STEP
    says = (thing.words, thing.colours) != (was.words, was.colours)
    return moved or says or abs(thing.opacity - was.opacity) >= _FADE


# --- labels ---------------------------------------------------------------------------------------------------------


def _labels(film: Film) -> list[Finding]:
    """Each label's first appearance in its scene, by the moment at which it is half there."""
    cases: list[Case] = []
    unspoken: dict[str, list[str]] = {}
    for timing in film.timings:
        for words, second in _appearances(film, timing):
            said = _said(timing, words)
            if not said:
                unspoken.setdefault(words, []).append(timing.scene)
                continue
            late = min((second - start for start in said), key=abs)
            figure = f"{abs(late):.2f} s {'late' if late >= 0 else 'early'}"
            cases.append(Case(abs(late), figure, f"«{words}»", timing.scene, second, abs(late) <= LATEST + _ROUNDING))
    silent = [f"«{words}» {', '.join(scenes)}" for words, scenes in unspoken.items()]
    return [
        judge(f"labels within {LATEST} s of their word", cases, "no label is said"),
        judge(f"labels of {MOST_WORDS} words at most", _lengths(film), "no label"),
        Finding("labels without a word of their own", "; ".join(silent) or "none", True),
    ]


def _lengths(film: Film) -> Iterator[Case]:
    """The words of each label; what the end card says in whole sentences is none."""
    for timing in film.timings:
        notices = {timing.labels[name] for name in NOTICES if name in timing.labels}
        for words, second in _appearances(film, timing):
            if words not in notices:
                count = len(words.split())
                yield Case(count, f"{count}", f"«{words}»", timing.scene, second, count <= MOST_WORDS)


def _appearances(film: Film, timing: Timing) -> list[tuple[str, float]]:
    """Return when each of a scene's labels was first half there (s); what the last scene hands over has been there."""
    moments = [moment for moment in film.moments if moment.scene == timing.scene]
    labels, first = set(timing.labels.values()) - _handed_over(film, moments[0]), {}
    for moment in moments:
        for thing in moment.words(_HALF):
            if thing.words in labels and thing.words not in first:
                first[thing.words] = _half_there(moment, thing)
    return list(first.items())


def _handed_over(film: Film, opening: Moment) -> set[str]:
    """Return the words that stand in the last picture before a scene and in its first one."""
    number = film.moments.index(opening)
    before = {thing.words for thing in film.moments[number - 1].words(_HALF)} if number else set()
    return before & {thing.words for thing in opening.words(_HALF)}


def _half_there(moment: Moment, thing: ScreenItem) -> float:
    last = moment.before.get(thing.number)
    if last is None and moment.since < SNAPSHOT_SECONDS - 1e-6:
        return moment.second  # it came at once, with a play's first frame
    was = last.opacity if last else 0.0
    if was >= _HALF or not moment.before:
        return moment.second
    share = (thing.opacity - _HALF) / (thing.opacity - was)
    return moment.second - share * min(moment.since, SNAPSHOT_SECONDS)


def _said(timing: Timing, label: str) -> list[float]:
    """Return when a label is said: at the cue of its name, else wherever its words are spoken (s)."""
    names = [name for name, words in timing.labels.items() if words == label]
    cues = [timing.cues[name].start for name in names if name in timing.cues]
    if cues:
        return cues
    wanted = _plain(label)
    spoken = [word for beat in timing.beats for word in beat.words]
    found = []
    for start in range(len(spoken)):
        heard: list[str] = []
        for word in spoken[start:]:
            heard += _plain(word.text)
            if len(heard) >= len(wanted):
                break
        if wanted and len(heard) == len(wanted) and all(map(_same, heard, wanted)):
            found.append(spoken[start].start)
    return found


def _same(heard: str, shown: str) -> bool:
    """Whether two words are one, but for an ending such as that of a plural.

    >>> _same("cytokines", "cytokine"), _same("heart", "harm")
    (True, False)
    """
    short, long = sorted((heard, shown), key=len)
    return long.startswith(short) and len(long) - len(short) <= 1


def _plain(text: str) -> list[str]:
    """Return the letters and figures of a text, word by word.

    >>> _plain("IL-6, TNF-α")
    ['il6', 'tnfα']
    """
    words = (re.sub(r"\W", "", word) for word in unicodedata.normalize("NFKC", text).casefold().split())
    return [word for word in words if word]
