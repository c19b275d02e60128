"""The rules for what a site is told, and for the poster, measured on the files of a folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image

from publish.checks.finding import Finding
from publish.checks.letters import likeness
from publish.folders.content import Content
from publish.folders.cut import ELLIPSIS, inside_character
from publish.folders.metadata import allowed, clock, tags_length
from publish.folders.sites import POSTER_BYTES, POSTERS, Site

_READ = 0.8


def check_metadata(about: dict[str, Any], site: Site, content: Content, seconds: float) -> list[Finding]:
    """Return what holds of the texts that a site gets.

    Args:
        about: what metadata.json says.
        content: what film.md says, of which the texts were made.
        seconds: how long the film lasts.
    """
    title, text, tags = about["title"], about["description"], about["tags"]
    length = site.measure(text)
    forbidden = [character for character in site.forbidden if character in title + text + "".join(tags)]
    findings = [
        Finding(f"description {site.description} at most", f"{length}", 0 < length <= site.description),
        *_told(about, site, content),
    ]
    if site.forbidden:
        findings.append(Finding(f"none of {site.forbidden!r}", " ".join(forbidden) or "none", not forbidden))
    if site.title:
        findings.insert(0, Finding(f"title {site.title} at most", f"{len(title)}", 3 <= len(title) <= site.title))
        findings.insert(1, _whole(title, allowed(content.title, site)))
    if site.tags:
        findings.append(_tags(tags, site))
    return [*findings, _chapters(about["chapters"], text, site, seconds)]


def _whole(title: str, wanted: str) -> Finding:
    """Whether a title is the film's, or its beginning up to the end of a character."""
    kept = title.removesuffix(ELLIPSIS)
    holds = title == wanted or (title != kept and wanted.startswith(kept) and not inside_character(wanted, len(kept)))
    return Finding("title whole, or cut between characters", f"«{title}»" if title != wanted else "whole", holds)


def _told(about: dict[str, Any], site: Site, content: Content) -> list[Finding]:
    text = about["description"]
    dois = [f"https://doi.org/{work.doi}" for work in content.sources.values()]
    cited = sum(doi in text for doi in dois)
    synthetic = content.synthetic_media or (site.voice_counts and content.synthetic_voice)
    wanted = (content.category, content.made_for_kids, synthetic)
    answers = (about["category"], about["made_for_kids"], about["synthetic_media"])
    said = f"{answers[0]}, made for kids: {_yes(answers[1])}, synthetic: {_yes(answers[2])}"
    named = [name for name, words in (("advice", content.advice), ("voice", content.voice)) if words in text]
    return [
        Finding("all sources with DOIs", f"{cited} of {len(dois)}", cited == len(dois)),
        Finding("advice and voice are named", " ".join(named) or "none", len(named) == 2),
        Finding("the site's questions are answered", f"{about['language']}, {said}", answers == wanted),
    ]


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _tags(tags: Sequence[str], site: Site) -> Finding:
    total, (shortest, longest) = tags_length(tags), site.tag_characters
    fits = len(tags) <= site.tags and all(shortest <= len(tag) <= longest for tag in tags)
    fits &= site.tags_total is None or total <= site.tags_total
    limit = f"{site.tags} tags" if site.tags_total is None else f"tags {site.tags_total} in all"
    return Finding(f"{limit} at most", f"{len(tags)} tags, {total} in all", fits)


def _chapters(chapters: Sequence[dict[str, Any]], text: str, site: Site, seconds: float) -> Finding:
    """Sites read chapters from lines of the description: a time, and a title."""
    lines = re.findall(r"^(\d+:\d\d) (.+)$", text, re.M)
    if not site.chapters:
        return Finding("no chapters", f"{len(lines)}", not lines and not chapters)
    fewest, shortest = site.chapters
    starts = [chapter["seconds"] for chapter in chapters]
    lengths = [b - a for a, b in pairwise([*starts, int(seconds)])]
    listed = lines == [(clock(chapter["seconds"]), chapter["title"]) for chapter in chapters]
    holds = starts[:1] == [0] and len(starts) >= fewest and min(lengths) >= shortest and listed
    rule = f"chapters: first 0:00, {fewest} at least, each {shortest:.0f} s"
    told = "" if listed else ", and the description lists others"
    return Finding(rule, f"{len(starts)}, shortest {min(lengths, default=0)} s{told}", holds)


def check_poster(poster: Path, site: Site, title: str) -> list[Finding]:
    """Return what holds of a poster; where tesseract is installed, whether its title reads 160 pixels wide."""
    wanted = POSTERS[site.format]
    with Image.open(poster) as picture:
        size, small = picture.size, picture.convert("L")
    size_bytes = poster.stat().st_size
    return [
        Finding(f"poster {wanted[0]}x{wanted[1]}", f"{size[0]}x{size[1]}", size == wanted),
        Finding("poster 2 MB at most", f"{size_bytes / 1e6:.2f} MB", size_bytes <= POSTER_BYTES),
        _reads(small, title),
    ]


def _reads(picture: Image.Image, title: str) -> Finding:
    rule = "poster reads at 160 pixels"
    if not shutil.which("tesseract"):
        return Finding(rule, "not measured: tesseract is not installed (sh setup.sh test does it)", True)
    words = read_small(picture)
    share = likeness(title, " ".join(words))
    return Finding(rule, f"{100 * share:.0f} % of the letters, «{' '.join(words)}»", share >= _READ)


def read_small(picture: Image.Image) -> list[str]:
    """Return the words of capitals that tesseract reads on a picture 160 pixels wide, as an eye would look at it."""
    small = picture.resize((160, round(160 * picture.height / picture.width)), Image.Resampling.LANCZOS)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        small.resize((640, 4 * small.height), Image.Resampling.BICUBIC).save(file.name)
        run = subprocess.run(["tesseract", file.name, "-", "--psm", "6"], capture_output=True, text=True)
    return [word for word in run.stdout.split() if word.isalpha() and word.isupper() and len(word) > 1]
