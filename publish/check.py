"""Holds films and upload folders against the standards, on the files themselves: a line a rule, and what was measured.

    python -m publish.check --scenes message normal … --films build/en/square-1080p60/film.mp4
        --folders build/publish/youtube-en

Films are looked at (`publish.look`), also those that folders hold; each folder keeps what was found of both. Ends with
1 if a rule does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from audio.script import read
from audio.timing import Timing, load
from publish.check_burned import check_burned
from publish.check_captions import check_captions
from publish.check_film import check_film
from publish.exits import told
from publish.finding import Finding, show
from publish.look import look
from publish.metadata import tags_length
from publish.picture import film_hash
from publish.sites import POSTER_BYTES, POSTERS, SITES, Site
from publish.verdict import keep
from scenes.layout import LAYOUTS, QUALITIES


def check(folder: Path, measured: dict[str, list[Finding]] | None = None) -> list[Finding]:
    """Return what holds of an upload folder.

    Args:
        measured: what holds of films by their hash; sites that get the same film share the minutes that it takes.

    Raises:
        FileNotFoundError: a file of the folder, or the narration it was made of, is not there.
        ValueError: the film is no film.
    """
    about = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    site = SITES[about["site"]]
    scripts = [read(Path(path)) for path in about["scenes"]]
    timings = [load(Path(about["sound"]) / f"{script.scene}.json") for script in scripts]
    words = [word for script in scripts for beat in script.beats for word in beat.words]
    measured = {} if measured is None else measured
    digest = film_hash(folder / "film.mp4")
    if digest not in measured:
        measured[digest] = _check_picture_and_sound(folder / "film.mp4", about, site, timings)
    return [
        *measured[digest],
        *check_captions(folder, site.format, timings, words),
        *check_metadata(about, site),
        *check_poster(folder / "poster.png", site),
    ]


def _check_picture_and_sound(film: Path, about: dict[str, Any], site: Site, timings: list[Timing]) -> list[Finding]:
    findings = check_film(film, site.format, about["quality"], timings, about["language"])
    if about["burned"]:
        plain = Path(about["sound"]) / f"{site.format}-{about['quality']}" / "film.mp4"
        findings += check_burned(film, plain, LAYOUTS[site.format], QUALITIES[about["quality"]])
    return findings


def check_metadata(about: dict[str, Any], site: Site) -> list[Finding]:
    """Return what holds of the texts that a site gets."""
    title, text, tags = about["title"], about["description"], about["tags"]
    length, starts = site.measure(text), [chapter["seconds"] for chapter in about["chapters"]]
    forbidden = [character for character in site.forbidden if character in title + text]
    findings = [
        Finding(f"description {site.description} at most", f"{length}", 0 < length <= site.description),
        Finding(f"none of {site.forbidden!r}", " ".join(forbidden) or "none", not forbidden),
        Finding("sources with DOIs", f"{text.count('https://doi.org/')}", "https://doi.org/" in text),
    ]
    if site.title:
        findings.insert(0, Finding(f"title {site.title} at most", f"{len(title)}", 3 <= len(title) <= site.title))
    if site.tags:
        findings.append(_tags(tags, site))
    if site.chapters and starts:
        findings.append(_chapters(starts, text, about, site))
    return findings


def _tags(tags: list[str], site: Site) -> Finding:
    total, (shortest, longest) = tags_length(tags), site.tag_characters
    fits = len(tags) <= site.tags and all(shortest <= len(tag) <= longest for tag in tags)
    fits &= site.tags_total is None or total <= site.tags_total
    limit = f"{site.tags} tags" if site.tags_total is None else f"tags {site.tags_total} in all"
    return Finding(f"{limit} at most", f"{len(tags)} tags, {total} in all", fits)


def _chapters(starts: list[int], text: str, about: dict[str, Any], site: Site) -> Finding:
    fewest, shortest = site.chapters
    lengths = [b - a for a, b in zip(starts, starts[1:], strict=False)]
    listed = all(f"{chapter['title']}" in text for chapter in about["chapters"])
    holds = starts[0] == 0 and len(starts) >= fewest and min(lengths, default=shortest) >= shortest and listed
    rule = f"chapters: first 0:00, {fewest} at least, each {shortest:.0f} s"
    return Finding(rule, f"{len(starts)}, shortest {min(lengths, default=0)} s", holds)


def check_poster(poster: Path, site: Site) -> list[Finding]:
    """Return what holds of a poster; where tesseract is installed, whether it reads 160 pixels wide."""
    wanted = POSTERS[site.format]
    with Image.open(poster) as picture:
        size, small = picture.size, picture.convert("L")
    size_bytes = poster.stat().st_size
    findings = [
        Finding(f"poster {wanted[0]}x{wanted[1]}", f"{size[0]}x{size[1]}", size == wanted),
        Finding("poster 2 MB at most", f"{size_bytes / 1e6:.2f} MB", size_bytes <= POSTER_BYTES),
    ]
    if shutil.which("tesseract"):
        letters = sum(map(len, read_small(small)))
        findings.append(Finding("poster reads at 160 pixels", f"{letters} letters read", letters >= 8))
    return findings


def read_small(picture: Image.Image) -> list[str]:
    """Return the words of capitals that tesseract reads on a picture 160 pixels wide, as an eye would look at it."""
    small = picture.resize((160, round(160 * picture.height / picture.width)), Image.Resampling.LANCZOS)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        small.resize((640, 4 * small.height), Image.Resampling.BICUBIC).save(file.name)
        run = subprocess.run(["tesseract", file.name, "-", "--psm", "6"], capture_output=True, text=True)
    return [word for word in run.stdout.split() if word.isalpha() and word.isupper() and len(word) > 3]


def source(folder: Path) -> Path:
    """Return the film, without burned-in words, that a folder's film was made from."""
    about = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    return Path(about["sound"]) / f"{SITES[about['site']].format}-{about['quality']}" / "film.mp4"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", nargs="+", required=True, help="scene names in running order")
    parser.add_argument("--films", nargs="*", type=Path, default=[], help="such as build/en/square-1080p60/film.mp4")
    parser.add_argument("--folders", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    films, folders = _built(options.films, "make FORMAT=…"), _built(options.folders, "make publish")
    if not films and not folders:
        sys.exit("check: there is neither a film nor an upload folder: make builds the film")
    with told("check", ValueError):
        broken = _check_all(films, folders, options.scenes)
    if broken:
        sys.exit(f"check: {broken} rules do not hold")


def _built(paths: list[Path], builder: str) -> list[Path]:
    """Return those of some paths that exist, and say of the others who builds them."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        print(f"not there, so not checked: {', '.join(missing)} ({builder})")
    return [path for path in paths if path.exists()]


def _check_all(films: list[Path], folders: list[Path], scenes: list[str]) -> int:
    """Print what holds of films and folders, keep it in the folders, and return how many rules do not hold."""
    films = list(dict.fromkeys([*films, *map(source, folders)]))
    # Decoding and scaling leave Python's lock, so that threads are enough to keep all processors busy.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        looks = dict(zip(films, pool.map(partial(look, scenes=scenes), films), strict=True))
    broken, measured = sum(show(film, findings) for film, findings in looks.items()), {}
    for folder in folders:
        findings = check(folder, measured)
        broken += show(folder, findings)
        keep(folder, [*looks[source(folder)], *findings])
    return broken


if __name__ == "__main__":
    main()
