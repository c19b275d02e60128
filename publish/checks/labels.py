"""The rules of labels: each comes with its word, and is short.

The name of a curve comes with its curve instead, which is a rule of its own (`publish.checks.names`).

A label whose name begins with `notice`, such as `label.notice-advice` in a scene's header, is a sentence for the
reader, and may be longer.
"""

from __future__ import annotations

from collections.abc import Iterator

from audio.timing.record import Timing
from plan.segments import words_of
from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage, Moment
from publish.checks.sayings import said
from publish.checks.standards import LABEL_SECONDS, LABEL_WORDS
from stage.screen import SNAPSHOT_SECONDS, ScreenItem

NOTICE = "notice"
_HALF = 0.5
_ROUNDING = 0.005
"""Timings round to milliseconds, opacities to hundredths."""


def check_labels(footage: Footage) -> list[Finding]:
    """Check when each label appears first in its scene, which is when it is half opaque."""
    curves = {(moment.scene, item.label) for moment in footage.moments for item in moment.items if item.part == "curve"}
    cases: list[Case] = []
    unspoken: dict[str, list[str]] = {}
    for timing in footage.timings:
        for words, second in _appearances(footage, timing):
            if (timing.scene, words) in curves:
                continue
            spoken = _spoken(timing, words)
            if not spoken:
                unspoken.setdefault(words, []).append(timing.scene)
                continue
            late = min((second - start for start in spoken), key=abs)
            figure = f"{abs(late):.2f} s {'late' if late >= 0 else 'early'}"
            holds = abs(late) <= LABEL_SECONDS + _ROUNDING
            cases.append(Case(abs(late), figure, f"«{words}»", timing.scene, second, holds, value=late))
    allowed = Limit(-LABEL_SECONDS, LABEL_SECONDS, "s")
    silent = [f"«{words}» {', '.join(scenes)}" for words, scenes in unspoken.items()]
    return [
        judge(f"labels within {LABEL_SECONDS} s of their word", cases, "no label is said", allowed),
        judge(f"labels of {LABEL_WORDS} words at most", _lengths(footage), "no label", Limit(most=LABEL_WORDS)),
        Finding("labels without a word of their own", "; ".join(silent) or "none", True),
    ]


def _lengths(footage: Footage) -> Iterator[Case]:
    """Yield the number of words of each label that is not a notice."""
    for timing in footage.timings:
        notices = {words for name, words in timing.labels.items() if name.startswith(NOTICE)}
        for words, second in _appearances(footage, timing):
            if words not in notices:
                count = len(words_of(words))
                yield Case(count, f"{count}", f"«{words}»", timing.scene, second, count <= LABEL_WORDS, value=count)


def _appearances(footage: Footage, timing: Timing) -> list[tuple[str, float]]:
    """Return each label of a scene, and when it was first half opaque (s); without those that the scene before left."""
    moments = [moment for moment in footage.moments if moment.scene == timing.scene]
    labels = set(timing.labels.values()) - _handed_over(footage, moments[0])
    first: dict[str, float] = {}
    for moment in moments:
        for item in moment.words(_HALF):
            if item.words in labels and item.words not in first:
                first[item.words] = _half_opaque(moment, item)
    return list(first.items())


def _handed_over(footage: Footage, opening: Moment) -> set[str]:
    """Return the words that are in the last picture before a scene and in its first one."""
    number = footage.moments.index(opening)
    before = {item.words for item in footage.moments[number - 1].words(_HALF)} if number else set()
    return before & {item.words for item in opening.words(_HALF)}


def _half_opaque(moment: Moment, item: ScreenItem) -> float:
    """Return when an item that is half opaque at a moment became so (s), between that moment and the one before."""
    last = moment.before.get(item.number)
    if last is None and moment.since < SNAPSHOT_SECONDS - 1e-6:
        return moment.second  # it came at once, with a play's first frame
    was = last.opacity if last else 0.0
    if was >= _HALF or not moment.before:
        return moment.second
    share = (item.opacity - _HALF) / (item.opacity - was)
    return moment.second - share * min(moment.since, SNAPSHOT_SECONDS)


def _spoken(timing: Timing, label: str) -> list[float]:
    """Return when a label is spoken (s): at the cue of its name, else wherever its words are."""
    names = [name for name, words in timing.labels.items() if words == label]
    cues = [timing.cues[name].start for name in names if name in timing.cues]
    if cues:
        return cues
    return [start for start, _ in said(timing, label)]
