"""Holds films and upload folders against the standards, on the files themselves: a line a rule, and what was measured.

    python -m publish.checks.check --scenes message normal … --films build/en/square-1080p60/film.mp4
        --folders build/publish/youtube-en

Films are looked at (`publish.checks.look`), also those that folders hold; each folder keeps what was found of both.
Ends with 1 if a rule does not hold.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from audio.timing.record import Timing, load
from plan.exits import told
from plan.formats import QUALITIES
from plan.words import Script, read, words_path
from publish.checks.burned import check_burned
from publish.checks.captions import check_captions
from publish.checks.film import check_film
from publish.checks.finding import Finding, show
from publish.checks.look import is_clip, look
from publish.checks.picture import file_hash
from publish.checks.texts import check_metadata, check_poster
from publish.folders import content as film_content
from publish.folders.sites import SITES, Site
from publish.folders.verdict import keep
from publish.upload import manifest
from stage.layout import LAYOUTS


def check(folder: Path, measured: dict[str, list[Finding]] | None = None) -> list[Finding]:
    """Return what holds of an upload folder.

    Args:
        measured: what holds of films by their hash; sites that get the same film share the minutes that it takes.

    Raises:
        FileNotFoundError: a file of the folder, or the narration it was made of, is not there.
        ValueError: the film is no film, or the folder's metadata are none.
    """
    about = manifest.about(folder)
    site = SITES[about["site"]]
    scripts = [read(Path(path)) for path in about["scenes"]]
    timings = [load(Path(about["sound"]) / f"{script.scene}.json") for script in scripts]
    content = film_content.read(words_path(Path("words"), "film", about["language"]))
    measured = {} if measured is None else measured
    digest = file_hash(folder / "film.mp4")
    if digest not in measured:
        measured[digest] = _check_picture_and_sound(folder / "film.mp4", about, site, timings)
    files = sorted(folder.glob(f"captions.{about['language']}.*"))
    kinds = [path.suffix for path in files]
    return [
        *measured[digest],
        Finding("captions of four kinds", " ".join(kinds) or "none", set(kinds) == {".srt", ".vtt", ".ttml", ".ass"}),
        *check_captions(folder / "film.mp4", files, site.format, timings, _words(scripts)),
        *check_metadata(about, site, content, sum(timing.seconds for timing in timings)),
        *check_poster(folder / "poster.png", site, content.poster),
    ]


def _check_picture_and_sound(film: Path, about: dict[str, Any], site: Site, timings: list[Timing]) -> list[Finding]:
    plain = _built_film(about)
    if not plain.exists():
        raise FileNotFoundError(2, "no film to compare with", str(plain))
    # Geometry is asked of the film that was built, so this must be that one, but for burned-in words.
    same = manifest.packets(film, "audio") == manifest.packets(plain, "audio")
    same &= about["burned"] or manifest.packets(film, "video") == manifest.packets(plain, "video")
    findings = check_film(film, site.format, about["quality"], timings, about["language"])
    findings.append(Finding("the film that was looked at", str(plain) if same else f"not {plain}", same))
    if about["burned"]:
        findings += check_burned(film, plain, LAYOUTS[site.format], QUALITIES[about["quality"]])
    return findings


def check_built(film: Path, scenes: Sequence[str]) -> list[Finding]:
    """Return what holds of a film such as build/en/square-1080p60/film.mp4, or of how one scene's clip looks.

    Raises:
        FileNotFoundError: it is not built.
        ValueError: it was not drawn by these scenes.
    """
    seen = look(film, scenes)
    if is_clip(film):
        return seen
    (form, quality), sound = film.parent.name.split("-"), film.parent.parent
    scripts = [read(words_path(Path("words"), scene, sound.name)) for scene in scenes]
    timings = [load(sound / f"{scene}.json") for scene in scenes]
    files = [film.with_suffix(suffix) for suffix in (".srt", ".vtt")]
    measured = check_film(film, form, quality, timings, sound.name)
    captions = check_captions(film, files, form, timings, _words(scripts))
    # Some rules are measured from both sides, but stand in the list once.
    return list({finding.rule: finding for finding in [*seen, *measured, *captions]}.values())


def _words(scripts: Sequence[Script]) -> list[str]:
    return [word for script in scripts for beat in script.beats for word in beat.words]


def source(folder: Path) -> Path:
    """Return the film, without burned-in words, that a folder's film was made from."""
    return _built_film(manifest.about(folder))


def _built_film(about: dict[str, Any]) -> Path:
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
    with told("check", ValueError, RuntimeError):
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
        looks = dict(zip(films, pool.map(partial(check_built, scenes=scenes), films), strict=True))
    broken, measured = sum(show(film, findings) for film, findings in looks.items()), {}
    for folder in folders:
        findings = check(folder, measured)
        broken += show(folder, findings)
        keep(folder, [*looks[source(folder)], *findings])
    return broken


if __name__ == "__main__":
    main()
