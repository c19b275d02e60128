"""Repeated parts of the page as HTML, from words alone. Every function returns markup; all text is escaped."""

from __future__ import annotations

import html
from typing import Any

from model.references import REFERENCES

CITED = ("Leisman 2020", "Said 2021", "Suntharalingam 2006", "Hardiansyah 2019", "ARDS Task Force 2012",
         "RECOVERY 2021", "Nishimoto 2008", "Reynolds 2006", "Brady 2016", "Yiu 2012", "Severinghaus 1979")
"""Papers that the page's claims and the model's constants rest on, in the order in which the page needs them."""
SLIDERS = {"size": "size_infection", "feedback": "feedback", "brake": "brake"}
STEPPERS = {"start": ("earlier", "later"), "dose": ("less", "more"), "hours": ("shorter", "longer")}

Words = dict[str, Any]


def text(words: str) -> str:
    """Escape for HTML, attributes included."""
    return html.escape(words)


def facts(words: Words) -> str:
    """The headline facts."""
    return "".join(
        f'<li><h2 class="fact-name">{text(fact["name"])}</h2><p class="fact-value"><b>{text(fact["value"])}</b> '
        f'<span>{text(fact["versus"])}</span></p><p class="small">{text(fact["note"])}</p></li>'
        for fact in words["facts"]
    )


def gauges(words: Words) -> str:
    """Oxygen and organs: what readers hear; the painter draws bars, numbers and words."""
    return "".join(
        f'<div class="gauge" data-gauge="{key}"><span class="gauge-name">{text(words["say"]["gauges"][key])}</span>'
        f'<div class="gauge-bar" role="meter" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0" '
        f'aria-label="{text(words["say"]["gauges"][key])}"></div></div>'
        for key in ("oxygen", "lung", "heart", "kidney")
    )


def lanes(words: Words) -> str:
    """The time axis of each treatment; lanes.js moves them."""
    lane = (
        '<div class="lane" data-lane="{key}"><button type="button" class="drop" aria-label="{drop}">'
        '<span class="lane-name">{name}</span> <span class="hint">{hint}</span></button>'
        '<div class="handle" role="slider" tabindex="0" aria-label="{name}" aria-valuemin="0" aria-valuemax="240" '
        'aria-valuenow="0" aria-orientation="horizontal"></div></div>'
    )
    return "".join(
        lane.format(key=key, name=text(name), drop=text(words["say"]["lane"].format(drug=name)),
                    hint=text(words["say"]["empty"]))
        for key, name in words["figure"]["drugs"].items()
    )


def triggers(words: Words) -> str:
    """What can start it, as radio buttons."""
    return "".join(
        f'<label><input type="radio" name="trigger" value="{key}"><span>{text(name)}</span></label>'
        for key, name in words["figure"]["cases"].items()
    )


def sliders(words: Words) -> str:
    """Size, feedback, brake; the painter draws them."""
    return "".join(
        f'<div class="slider" data-dial="{name}"><label for="{name}"><span>{text(words["figure"][key])}</span></label>'
        f'<output for="{name}" class="hidden"></output><div class="track"><input type="range" id="{name}"></div></div>'
        for name, key in SLIDERS.items()
    )


def cards(words: Words) -> str:
    """The button twin of each lane."""
    return "".join(_card(words, key) for key in words["figure"]["drugs"])


def _card(words: Words, key: str) -> str:
    name, said = words["figure"]["drugs"][key], words["say"]["controls"]

    def button(change: str, shown: str) -> str:
        label = text(said[change].format(drug=name))
        return f'<button type="button" data-change="{change}" aria-label="{label}">{shown}</button>'

    steppers = "".join(
        f'<div class="stepper">{button(less, "−")}<span data-value="{value}"></span>{button(more, "+")}</div>'
        for value, (less, more) in STEPPERS.items()
        if value != "hours" or key == "steroid"
    )
    return (
        f'<div class="card" data-card="{key}" role="group" aria-label="{text(name)}"><div class="card-head">'
        f'<div><h4>{text(name)}</h4><p class="small">{text(words["figure"]["drug_notes"][key])}</p></div>'
        f'<button type="button" data-change="add"></button>{button("remove", "✕")}</div>'
        f'<div class="steppers">{steppers}</div></div>'
    )


def table_head(words: Words) -> str:
    """Columns of the curve's table, in the order of reading.js."""
    gauge = words["say"]["gauges"]
    names = [words["figure"]["table_hour"], words["figure"]["labels"]["axis_il6"], f"{gauge['oxygen']}, %"]
    names += [f"{gauge[organ]}, %" for organ in ("lung", "heart", "kidney")]
    return "".join(f'<th scope="col">{text(name)}</th>' for name in names)


def challenges(words: Words) -> str:
    """The three challenges, each with its button."""
    return "".join(
        f'<li><h4>{text(c["title"])}</h4><p>{text(c["text"])}</p>'
        f'<button type="button" data-challenge="{c["key"]}">{text(c["button"])}</button></li>'
        for c in words["challenges"]
    )


def pitfalls(words: Words) -> str:
    """The three pitfalls, each with the button that lives through it."""
    return "".join(
        f'<li><h3>{text(p["title"])}</h3><p>{text(p["text"])}</p>'
        f'<button type="button" class="live-only" data-pitfall="{p["key"]}">{text(p["button"])}</button></li>'
        for p in words["pitfalls"]
    )


def steps(words: Words) -> str:
    """How it works, in order."""
    return "".join(f"<li><h3>{text(s['title'])}</h3><p>{text(s['text'])}</p></li>" for s in words["how"]["steps"])


def organs(words: Words) -> str:
    """Paragraphs on ARDS and organ failure."""
    return "".join(f"<p>{text(paragraph)}</p>" for paragraph in words["organs"]["text"])


def compare(words: Words) -> str:
    """The table of a normal response and a storm."""
    head = "".join(f'<th scope="col">{text(c)}</th>' if c else "<td></td>" for c in words["compare"]["columns"])
    body = "".join(
        f'<tr><th scope="row">{text(name)}</th>' + "".join(f"<td>{text(cell)}</td>" for cell in cells) + "</tr>"
        for name, *cells in words["compare"]["rows"]
    )
    return f'<table class="compare"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def questions(words: Words) -> str:
    """Questions that open."""
    return "".join(
        f"<details><summary>{text(q['question'])}</summary><p>{text(q['answer'])}</p></details>"
        for q in words["questions"]["items"]
    )


def sources(words: Words) -> str:
    """The papers, with the link to each that has one."""
    items = []
    for key in CITED:
        reference, link = REFERENCES[key], ""
        if reference.doi:
            link = (f' <a href="https://doi.org/{text(reference.doi)}" rel="noopener" '
                    f'aria-label="{text(words["sources"]["link"])}: {text(key)}">{text(words["sources"]["link"])}</a>')
        items.append(f"<li><b>{text(key)}</b>: {text(reference.citation)}.{link}</li>")
    return "".join(items)
