"""The rules for the texts that a site gets, measured on a folder's metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from audio.timing.record import Timing
from plan.direction import marked
from publish.checks.finding import Finding, Limit, within
from publish.folders.content import Content
from publish.folders.cut import ELLIPSIS, inside_character
from publish.folders.metadata import allowed, clock, compose_chapters, is_synthetic, tags_length
from publish.folders.sites import Site


def check_metadata(about: Mapping[str, Any], site: Site, content: Content, timings: Sequence[Timing]) -> list[Finding]:
    """Check the texts that a site gets; return the findings.

    Args:
        about: what the folder's metadata.json holds for the site.
        site: whose limits count.
        content: what film.md says, of which the texts were made.
        timings: the scenes of the film in running order.
    """
    title, text, tags = about["title"], about["description"], about["tags"]
    length = site.measure(text)
    forbidden = [character for character in site.forbidden if character in title + text + "".join(tags)]
    findings = [
        within(f"description {site.description} at most", f"{length}", length, Limit(1, site.description)),
        *_content(about, site, content),
    ]
    if site.forbidden:
        findings.append(Finding(f"none of {site.forbidden!r}", " ".join(forbidden) or "none", not forbidden))
    if site.title:
        findings.insert(0, within(f"title {site.title} at most", f"{len(title)}", len(title), Limit(3, site.title)))
        findings.insert(1, _whole(title, allowed(marked(content.title), site)))
    if site.tags:
        findings.append(_tags(tags, site))
    return [*findings, _chapters(about["chapters"], text, site, timings)]


def _whole(title: str, wanted: str) -> Finding:
    """Return whether a title is the film's, or the beginning of it, not cut inside a visible character."""
    kept = title.removesuffix(ELLIPSIS)
    holds = title == wanted or (title != kept and wanted.startswith(kept) and not inside_character(wanted, len(kept)))
    return Finding("title whole, or cut between characters", f"«{title}»" if title != wanted else "whole", holds)


def _content(about: Mapping[str, Any], site: Site, content: Content) -> list[Finding]:
    text = about["description"]
    addresses = [f"https://doi.org/{work.doi}" for work in content.sources.values()]
    cited = sum(address in text for address in addresses)
    wanted = (content.category, content.made_for_kids, is_synthetic(content, site))
    answers = (about["category"], about["made_for_kids"], about["synthetic_media"])
    all_of_them = Limit(len(addresses), len(addresses), "sources")
    shown = f"{answers[0]}, made for kids: {_yes(answers[1])}, synthetic: {_yes(answers[2])}"
    named = [name for name, words in (("advice", content.advice), ("voice", content.voice)) if words in text]
    return [
        within("all sources with DOIs", f"{cited} of {len(addresses)}", cited, all_of_them),
        Finding("advice and voice are named", " ".join(named) or "none", len(named) == 2),
        Finding("the site's questions are answered", f"{about['language']}, {shown}", answers == wanted),
    ]


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _tags(tags: Sequence[str], site: Site) -> Finding:
    total, (shortest, longest) = tags_length(tags), site.tag_characters
    fits = len(tags) <= site.tags and all(shortest <= len(tag) <= longest for tag in tags)
    fits &= site.tags_total is None or total <= site.tags_total
    limit = f"{site.tags} tags" if site.tags_total is None else f"tags {site.tags_total} in all"
    most = Limit(most=site.tags, unit="tags")
    return Finding(f"{limit} at most", f"{len(tags)} tags, {total} in all", fits, value=len(tags), limit=most)


def _chapters(chapters: Sequence[Mapping[str, Any]], text: str, site: Site, timings: Sequence[Timing]) -> Finding:
    """Return whether chapters are as the site wants them: it reads them from lines of the description."""
    lines = re.findall(r"^(\d+:\d\d) (.+)$", text, re.M)
    if not site.chapters:
        return within("no chapters", f"{len(lines)}", max(len(lines), len(chapters)), Limit(most=0))
    fewest, shortest = site.chapters
    rule = f"chapters: first 0:00, {fewest} at least, each {shortest:.0f} s"
    if not chapters and not lines and not compose_chapters(timings, *site.chapters):
        return Finding(rule, "none: the film is too short for them", True)
    starts = [chapter["seconds"] for chapter in chapters]
    end = int(sum(timing.seconds for timing in timings))
    lengths = [later - start for start, later in pairwise([*starts, end])]
    listed = lines == [(clock(chapter["seconds"]), marked(chapter["title"])) for chapter in chapters]
    holds = starts[:1] == [0] and len(starts) >= fewest and min(lengths) >= shortest and listed
    others = "" if listed else ", and the description lists others"
    measured, least = (
        f"{len(starts)}, shortest {min(lengths, default=0)} s{others}",
        Limit(least=fewest, unit="chapters"),
    )
    return Finding(rule, measured, holds, value=len(starts), limit=least)
