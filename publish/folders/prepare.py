"""Makes the upload folders: one for each site, ready to be uploaded by hand or by `make upload`.

    python -m publish.folders.prepare --locale en --quality 1080p60 message normal …

Each site gets the film of its format. Captions are burned only into portrait, whose sites take no caption file:
the same words seen and heard at once hinder learning. `--captions` chooses otherwise for all formats. With --json, one
JSON document comes instead of the lines (docs/programs.md).
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audio.timing.record import Timing
from plan.edition import Edition
from plan.exits import exit_on
from plan.files import partial_folder
from plan.locks import exclusive
from plan.options import locale, parser
from plan.words import Script, read
from publish.captions.ass import compose_ass
from publish.captions.breaks import Grammar, grammar
from publish.captions.optimise import make_captions
from publish.captions.rules import rules_of
from publish.captions.subrip import compose_srt
from publish.captions.ttml import compose_ttml
from publish.captions.webvtt import compose_vtt
from publish.folders.by_hand import compose_instructions
from publish.folders.content import Content, read_content
from publish.folders.folder import BURNED, METADATA, SOFT, folder_path, origin
from publish.folders.metadata import Metadata, compose_metadata
from publish.folders.sites import SITES, Site, declared_sites, edition_for, no_site_error
from publish.folders.transcript import compose_markdown, compose_page, make_passages
from publish.folders.translation import Translation, gather_translation
from publish.narration import load_timings
from stage.layout import LAYOUTS


@dataclass(frozen=True)
class Source:
    """What folders are made of.

    Attributes:
        locale, quality: the language, and the quality of films in landscape.
        captions: BURNED, SOFT, or "" for burned into portrait only.
        content: what film.md says.
        scripts, timings: the words of the scenes in running order, and when they fall.
        grammar: where captions may break.
        translations: further languages on the same video.
    """

    locale: str
    quality: str
    captions: str
    content: Content
    scripts: Sequence[Script]
    timings: Sequence[Timing]
    grammar: Grammar
    translations: Sequence[Translation] = ()

    def edition(self, site: Site) -> Edition:
        """Return the edition that a site gets."""
        return edition_for(site.format, self.locale, self.quality)

    def burned(self, site: Site) -> bool:
        """Return whether a site gets the film with captions in its picture."""
        return self.captions == BURNED if self.captions else site.format == "portrait"

    def film(self, site: Site) -> Path:
        """Return the film that a site gets."""
        wanted = self.edition(site)
        return wanted.captioned if self.burned(site) else wanted.film


def gather(locale: str, quality: str, captions: str, scenes: Sequence[str], also: Sequence[str] = ()) -> Source:
    """Read what folders are made of; `also` are further languages on the same video.

    Raises:
        InputError: words are missing or wrong.
        FileNotFoundError: a scene has not been spoken.
    """
    spoken = Edition(locale)
    timings = load_timings(spoken, scenes)
    return Source(
        locale,
        quality,
        captions,
        read_content(spoken.words),
        [read(spoken.words / f"{scene}.md") for scene in scenes],
        timings,
        grammar(spoken),
        [gather_translation(other, timings) for other in also],
    )


def write_folder(source: Source, site: Site, into: Path) -> Metadata:
    """Write one site's folder, in place of what was there, whole or not at all; return its metadata.

    Raises:
        FileNotFoundError: the film or its poster is not there.
    """
    metadata = compose_metadata(source.content, source.timings, site, source.locale)
    with exclusive(into), partial_folder(into) as folder:
        shutil.copyfile(source.film(site), folder / "film.mp4")
        shutil.copyfile(source.edition(site).poster, folder / "poster.png")
        for name, text in _texts(source, site, metadata).items():
            (folder / name).write_text(text, encoding="utf-8")
    return metadata


def _texts(source: Source, site: Site, metadata: Metadata) -> dict[str, str]:
    """Return the text of each file by its name."""
    captions = make_captions(source.timings, rules_of(site.format, source.locale), source.grammar)
    passages = make_passages(source.timings, [script.visual for script in source.scripts])
    narrator, burned = source.timings[0].voice, source.burned(site)
    scenes = tuple(script.scene for script in source.scripts)
    about = {"site": site.name, **asdict(metadata), **origin(source.edition(site), scenes, burned=burned)}
    named = f"captions.{source.locale}"
    further = source.translations if site.captions else ()
    if further:
        about |= _further(further, site)
    return {
        **{name: text for each in further for name, text in _caption_files(each, site).items()},
        f"{named}.srt": compose_srt(captions),
        f"{named}.vtt": compose_vtt(captions, source.locale),
        f"{named}.ttml": compose_ttml(captions, source.locale),
        f"{named}.ass": compose_ass(captions, LAYOUTS[site.format], source.locale),
        "transcript.md": compose_markdown(source.content, passages, narrator),
        "transcript.html": compose_page(source.content, passages, narrator, source.locale),
        METADATA: json.dumps(about, ensure_ascii=False, indent=1) + "\n",
        "upload.txt": compose_instructions(metadata, site, burned=burned, further=about),
    }


def _further(translations: Sequence[Translation], site: Site) -> dict[str, Any]:
    """Return what metadata.json says of further languages on the same video."""
    languages: dict[str, Any] = {"caption_languages": [each.locale for each in translations]}
    if site.localized:
        texts = {each.locale: each.texts(site) for each in translations}
        languages["localizations"] = {
            name: {key: text[key] for key in ("title", "description")} for name, text in texts.items()
        }
    return languages


def _caption_files(translation: Translation, site: Site) -> dict[str, str]:
    """Return the files of captions in a further language, which players and sites take."""
    captions = make_captions(translation.timings, rules_of(site.format, translation.locale), translation.grammar)
    named = f"captions.{translation.locale}"
    return {f"{named}.srt": compose_srt(captions), f"{named}.vtt": compose_vtt(captions, translation.locale)}


def main() -> None:
    """Make the folders that the command line names."""
    options = _options()
    made: list[dict[str, Any]] = []
    with exit_on("publish", document=(lambda: {"folders": made}) if options.json else None):
        sites = [SITES[name] for name in options.site] if options.site else declared_sites()
        if not sites:
            raise no_site_error("to make a folder for")
        also = [each for each in options.also if each != options.locale]
        source = gather(options.locale, options.quality, options.captions, options.scenes, also)
        for site in sites:
            folder = folder_path(site, source.locale)
            warnings = write_folder(source, site, folder).warnings
            made.append(_entry(source, site, folder, warnings))
            for warning in warnings:
                print(f"publish: {folder}: {warning}")
            for further in source.translations if site.localized else ():
                for warning in further.texts(site)["warnings"]:
                    print(f"publish: {folder}: in {further.locale}: {warning}")
            print(f"ready: {folder}")


def _entry(source: Source, site: Site, folder: Path, warnings: Sequence[str]) -> dict[str, Any]:
    """Return a folder that was made, in terms of JSON."""
    return {
        "folder": str(folder),
        "site": site.name,
        "format": site.format,
        "film": str(source.film(site)),
        "captions": BURNED if source.burned(site) else SOFT,
        "warnings": list(warnings),
    }


def _options() -> argparse.Namespace:
    command_line = parser("Make the upload folders.", quality=True, json=True)
    chosen = "burned into portrait only if left out"
    command_line.add_argument("--captions", choices=[BURNED, SOFT], default="", help=chosen)
    further = "a further language on the same video; may be given several times"
    command_line.add_argument("--also", action="append", type=locale, default=[], help=further)
    command_line.add_argument("--site", action="append", choices=SITES, help="may be given several times")
    return command_line.parse_args()


if __name__ == "__main__":
    main()
