"""Which words this film's figure needs, with the placeholders that its scripts and templates fill in."""

from __future__ import annotations

from page.builder.shape import Table, Text
from page.figure.controls import CASES, CHALLENGES, GAUGES, PITFALLS, TREATMENTS
from page.figure.stills import ORGANS

FIGURE = (
    "heading", "lead", "off_note", "failed_note", "untreated", "treated", "loop", "curve", "organs", "player", "setup",
    "treatments", "treatments_lead", "trigger", "feedback", "brake", "play", "pause", "back", "forward", "restart",
    "scrub", "speed", "share", "shared", "address", "reset", "events", "table", "table_hour", "reading", "verdict",
    "model_note", "challenges", "pitfalls_link",
)  # fmt: skip
LABELS = ("cells", "messengers", "recruit", "brake", "vessel", "axis_il6", "axis_oxygen", "healthy", "severe", "lost",
          "lost_both", "untreated")
EVENTS = ("start", "stop", "healthy", "severe", "peak", "oxygen", "lung", "heart", "kidney", "calm", "lost")
CONTROLS = ("remove", "earlier", "later", "less", "more", "shorter", "longer")
UNTREATED = ("peak", "died", "doubling", "end", "hour")
"""Placeholders of what is said of an untreated patient."""
TREATED = ("drugs", "drug", "start", "died", "end")
"""Placeholders of what is said of a treated one."""
LESSONS: dict[str, Table] = {
    "save": {"won": Text(), "early": Text("hour")},
    "latest": {"won": Text("hour"), "early": Text("hour"), "late": Text("hour")},
    "flare": {"won": Text("times")},
}
"""What is said while a challenge goes on; see src/words/lessons.js."""


def shape() -> Table:
    """Return the shape of the figure's words, of which some depend on the tables of controls.py."""
    lesson = {"title": Text(), "text": Text(), "button": Text()}
    return {
        "hero": {"drive": Text()},
        "figure": _figure(),
        "causes": {case.amount: _cause() for case in CASES.values()},
        "pitfalls": {name: {**lesson, "watch": Text()} for name in PITFALLS},
        "pitfalls_section": {"heading": Text(), "lead": Text()},
        "challenges": {name: {**lesson, **LESSONS.get(name, {})} for name in CHALLENGES},
        "organs": {
            **_texts(("heading", "axis", "thousand", "note")),
            "text": [Text()],
            "alt": Text("died", "thousand", *ORGANS),
        },
        "say": _say(),
    }


def _texts(names: tuple[str, ...], *placeholders: str) -> dict[str, Text]:
    return {name: Text(*placeholders) for name in names}


def _figure() -> Table:
    return {
        **_texts(FIGURE),
        "still_note": Text("start"),
        "still_alt": Text("start", "thousand", "peak"),
        "cases": _texts(tuple(CASES)),
        "case_notes": _texts(tuple(CASES)),
        "drugs": _texts(TREATMENTS),
        "drugs_against": {f"{case}?": {f"{drug}?": Text() for drug in TREATMENTS} for case in CASES},
        "drug_notes": _texts(TREATMENTS),
        "labels": {**_texts(LABELS), "day": Text("n")},
    }


def _cause() -> Table:
    return {
        **_texts(("label", "size", "axis")),
        "reading": Text("hour", "il6", "trend", "oxygen", "lung", "heart", "kidney", "invader"),
        "cleared": Text("il6", "oxygen"),
        "death": Text(*UNTREATED),
        "never_antiviral": Text(*TREATED),
    }


def _say() -> Table:
    treated = ("saved", "late", "never", "never_margin", "late_antiviral", "harmed", "treated_ill")
    untreated = ("untreated_recovery", "untreated_quiet", "untreated_outgrown", "untreated_ill")
    return {
        **_texts(("hour", "over"), "hour"),
        **_texts(("day", "hours_many", "times", "percent", "dose", "for_days"), "n"),
        **_texts(("hours_one", "rising", "falling", "steady", "empty")),
        "handle": Text("drug", "hour", "dose"),
        "lane": Text("drug"),
        "controls": {**_texts(CONTROLS, "drug"), **_texts(("add", "add_named"), "hour", "drug")},
        "gauges": _texts(tuple(GAUGES)),
        "conditions": _texts(("well", "strained", "failing")),
        "events": _texts(EVENTS, "drug", "il6", "oxygen"),
        "verdict": {
            **_texts(treated, *TREATED),
            **_texts(untreated, *UNTREATED),
            **_texts(("saved_margin", "late_margin"), "hours"),
            **_texts(("saved_always", "needless", "flare_recovery")),
            "flare": Text("times"),
            "flare_rebound": Text("il6"),
        },
    }
