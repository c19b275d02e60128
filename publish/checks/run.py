"""Checks films and upload folders against the standards, on the files themselves: one line per rule, with its measure.

    python -m publish.checks.run --locale en --quality 1080p60 message normal …
    python -m publish.checks.run loop --quality 480p15 --formats portrait --clips      one scene's clip

The films of all formats are checked, as far as they are built, and the folders of all sites; each folder keeps what was
found about it and its film. With --json, one JSON document comes instead of the lines (docs/programs.md).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audio.timing.record import Timing
from plan.edition import Edition
from plan.exits import FAILED, exit_on
from plan.film import film
from plan.formats import FORMATS, QUALITIES
from plan.options import parser
from plan.segments import Segment
from plan.words import Script, read
from publish.captions.breaks import grammar
from publish.captions.rules import rules_of
from publish.checks.appearance import check_clip_appearance, check_film_appearance
from publish.checks.burned import check_burned
from publish.checks.captions import check_captions
from publish.checks.encoding import check_encoding
from publish.checks.finding import Finding, entries, report
from publish.checks.measurement import Measurement, measure
from publish.checks.poster import check_poster
from publish.checks.texts import check_metadata
from publish.checks.translations import check_translations
from publish.checks.verdict import write_verdict
from publish.folders.content import read_content
from publish.folders.folder import UploadFolder, folder_path, read_folder
from publish.folders.sites import declared_sites, edition_for
from publish.narration import load_timings
from stage.layout import LAYOUTS

_KINDS = {".srt", ".vtt", ".ttml", ".ass"}


def check_film(edition: Edition, scenes: Sequence[str]) -> list[Finding]:
    """Check an edition's film: its appearance, its file and its captions; return the findings.

    Raises:
        FileNotFoundError: it is not built.
        ValueError: it was not drawn by these scenes.
    """
    seen = check_film_appearance(edition, scenes)
    file, timings = measure(edition.film), load_timings(edition, scenes)
    files = [edition.film.with_suffix(suffix) for suffix in (".srt", ".vtt")]
    words = _words(_scripts(edition, scenes))
    captions = check_captions(file, files, timings, words, rules_of(edition.format, edition.locale), grammar(edition))
    # The appearance and the file share some rules, which the list has once.
    return list({each.rule: each for each in [*seen, *check_encoding(file, edition, timings), *captions]}.values())


def check_folder(folder: UploadFolder) -> list[Finding]:
    """Check an upload folder; return the findings.

    Raises:
        FileNotFoundError: a file of the folder, its narration, or the film that it was made of is missing.
        ValueError: the file is not a film.
    """
    edition, site = folder.edition, folder.site
    scripts, timings = _scripts(edition, folder.scenes), load_timings(edition, folder.scenes)
    content, rules = read_content(edition.words), rules_of(edition.format, edition.locale)
    files = sorted(folder.path.glob(f"captions.{edition.locale}.*"))
    kinds, film = [path.suffix for path in files], measure(folder.film)
    return [
        *_check_picture_and_sound(folder, film, timings),
        Finding("captions of four kinds", " ".join(kinds) or "none", set(kinds) == _KINDS),
        *check_captions(film, files, timings, _words(scripts), rules, grammar(edition)),
        *check_metadata(folder.about, site, content, timings),
        *check_translations(folder, timings),
        *check_poster(folder.poster, site, content.poster, edition.locale),
    ]


def _check_picture_and_sound(folder: UploadFolder, film: Measurement, timings: Sequence[Timing]) -> list[Finding]:
    edition, built = folder.edition, measure(folder.edition.film)
    # Only the appearance of the built film was checked, so this must be that film, apart from burned-in words.
    same = film.packets.sound == built.packets.sound
    same &= folder.burned or film.packets.picture == built.packets.picture
    findings = check_encoding(film, edition, timings, burned=folder.burned)
    findings.append(Finding("the film that was looked at", f"{'' if same else 'not '}{edition.film}", same))
    if folder.burned:
        findings += check_burned(film, built, LAYOUTS[edition.format], QUALITIES[edition.quality])
    return findings


def _scripts(edition: Edition, scenes: Sequence[str]) -> list[Script]:
    return [read(edition.words / f"{scene}.md") for scene in scenes]


def _words(scripts: Sequence[Script]) -> list[Segment]:
    return [word for script in scripts for beat in script.beats for word in beat.segments]


@dataclass
class _Checked:
    """What is found and what is missing, said as it comes, or kept for a JSON document."""

    as_json: bool
    broken: int = 0
    found: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, path: Path, findings: Sequence[Finding]) -> None:
        """Take the findings about a file or a folder."""
        self.broken += sum(not each.holds for each in findings)
        if self.as_json:
            self.found += entries(path, findings)
        else:
            report(path, findings)

    def existing(self, paths: Iterable[Path], builder: str) -> list[Path]:
        """Return those of some paths that exist, and say of the others how they are built."""
        wanted = list(paths)
        if missing := [str(path) for path in wanted if not path.exists()]:
            self.missing += missing
            if not self.as_json:
                print(f"not there, so not checked: {', '.join(missing)} ({builder})")
        return [path for path in wanted if path.exists()]

    def document(self) -> dict[str, Any]:
        """Return all of it in terms of JSON."""
        return {"findings": self.found, "missing": self.missing}


def main() -> None:
    """Check what the command line names."""
    options = _options()
    checked = _Checked(options.json)
    with exit_on("check", ValueError, RuntimeError, document=checked.document if options.json else None):
        editions = [edition_for(form, options.locale, options.quality) for form in options.formats]
        if options.clips:
            _check_clips(editions, options.scenes, checked)
        else:
            _check_all(editions, options, checked)
    if checked.broken:
        print(f"check: {checked.broken} rules do not hold", file=sys.stderr)
        sys.exit(FAILED)


def _check_clips(editions: Sequence[Edition], scenes: Sequence[str], checked: _Checked) -> None:
    """Check the appearance of clips."""
    clips = {edition.clip(scene): (edition, scene) for edition in editions for scene in scenes}
    for path in checked.existing(clips, "make FORMAT=…"):
        checked.add(path, check_clip_appearance(*clips[path]))


def _check_all(editions: Sequence[Edition], options: argparse.Namespace, checked: _Checked) -> None:
    """Check films and folders, and keep in each folder what was found of it."""
    films = {edition.film: edition for edition in editions}
    built = {path: films[path] for path in checked.existing(films, "make FORMAT=…")}
    places = (folder_path(site, options.locale) for site in declared_sites())
    folders = [read_folder(path) for path in checked.existing(places, "make publish")]
    if not built and not folders:
        raise ValueError("there is neither a film nor an upload folder: make builds the film")
    # Films that folders were made of are checked, too. They come first, since the appearance is seen while a film is
    # decoded, and all folders with copies of it then share that measurement.
    scenes = {path: tuple(options.scenes) for path in built}
    for folder in folders:
        built.setdefault(folder.edition.film, folder.edition)
        scenes.setdefault(folder.edition.film, folder.scenes)
    of_films = _at_once(lambda path: check_film(built[path], scenes[path]), list(built))
    for path, findings in of_films.items():
        checked.add(path, findings)
    for folder in folders:
        findings = check_folder(folder)
        checked.add(folder.path, findings)
        write_verdict(folder.path, [*of_films[folder.edition.film], *findings])


def _at_once(check: Callable[[Path], list[Finding]], paths: Sequence[Path]) -> dict[Path, list[Finding]]:
    """Check films at the same time: decoding and scaling leave Python's lock, so threads keep all processors busy."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(check, paths), strict=True))


def _options() -> argparse.Namespace:
    command_line = parser("Check films and upload folders against the standards.", quality=True, json=True)
    command_line.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS, help="of the films")
    # A list of formats would take scenes that follow it for formats.
    command_line.add_argument("--scenes", nargs="+", dest="named", choices=film().scenes, help="scenes after --formats")
    command_line.add_argument("--clips", action="store_true", help="check only the appearance of the scenes' clips")
    options = command_line.parse_args()
    options.scenes = options.named or options.scenes
    return options


if __name__ == "__main__":
    main()
