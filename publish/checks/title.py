"""The rule of the title: a film soon says what it is called, and shows it.

Whoever meets the film among others, without its page, learns its name from nothing else.
"""

from __future__ import annotations

from math import inf

from plan.film import film
from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage
from publish.checks.sayings import plain, said, same
from publish.checks.standards import TITLE_SECONDS
from publish.folders.content import read_content

_HALF = 0.5


def check_title(footage: Footage) -> list[Finding]:
    """Check when the title is spoken and shown; a clip, or a part of the film, that lacks the first scene has none."""
    if footage.timings[0].scene != film().scenes[0]:
        return []
    title, limit = _title(footage), Limit(most=TITLE_SECONDS, unit="s")
    return [
        judge(f"the title is {what} in {TITLE_SECONDS:.0f} s", [_case(footage, title, second)], "no film", limit)
        for what, second in (("spoken", _spoken(footage, title)), ("shown", _shown(footage, title)))
    ]


def _title(footage: Footage) -> str:
    """Return what the film is called: as film.toml says, in another language as its poster does."""
    languages, edition = film().languages, footage.edition
    return film().title if edition.locale == languages[0] else read_content(edition.words).poster


def _spoken(footage: Footage, title: str) -> float:
    """Return when the title has been spoken for the first time (s); infinity if it never is."""
    offset = 0.0
    for timing in footage.timings:
        if found := said(timing, title):
            return offset + found[0][1]
        offset += timing.seconds
    return inf


def _shown(footage: Footage, title: str) -> float:
    """Return when all words of the title were on the screen for the first time (s); infinity if they never were."""
    wanted = plain(title)
    for moment in footage.moments:
        shown = [word for item in moment.words(_HALF) for word in plain(item.words)]
        if all(any(same(word, each) for each in shown) for word in wanted):
            return moment.frame / footage.rate
    return inf


def _case(footage: Footage, title: str, second: float) -> Case:
    if second == inf:
        return Case(inf, "never", f"«{title}»", *footage.scene_at(0.0), False)
    where = footage.scene_at(second)
    return Case(second, f"{second:.1f} s", f"«{title}»", *where, second <= TITLE_SECONDS, value=second)
