"""Makes the upload folders: one for each site, ready to be uploaded by hand or by `make upload`.

    python -m publish.folders.folders --sound build/en --films build/en/landscape-1080p60/film.mp4
        build/en/portrait-1080p60/captioned.mp4 --into build/publish --scenes message normal …

Each site gets the film of its format; `captioned.mp4` is one with the words burned in.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from audio.timing.record import Timing, load
from plan.errors import InputError
from plan.exits import told
from plan.words import Script, read, words_path
from publish.captions.captions import RULES, captions, compose_srt, compose_vtt
from publish.captions.formats import compose_ass, compose_ttml
from publish.folders import content as film_content
from publish.folders.content import Content
from publish.folders.metadata import Metadata, metadata
from publish.folders.sites import SITES, Site
from publish.folders.transcript import markdown, page, passages
from stage.layout import LAYOUTS


@dataclass(frozen=True)
class Source:
    """What folders are made of: the words, when they fall, and where films and posters lie."""

    content: Content
    scripts: Sequence[Script]
    timings: Sequence[Timing]
    sound: Path
    films: Sequence[Path]
    locale: str

    def film(self, site: Site) -> Path:
        """The film in a site's format; films lie in folders such as portrait-1080p60."""
        return next(film for film in self.films if film.parent.name.startswith(f"{site.format}-"))

    def poster(self, site: Site) -> Path:
        return self.sound / f"poster-{site.format}.png"


def write(source: Source, site: Site, into: Path) -> Metadata:
    """Write one site's folder, in place of what was there, whole or not at all.

    Raises:
        FileNotFoundError: the film or its poster is not there.
    """
    said = metadata(source.content, source.timings, site, source.locale)
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent) as draft:
        folder = Path(draft) / into.name
        folder.mkdir()
        shutil.copyfile(source.film(site), folder / "film.mp4")
        shutil.copyfile(source.poster(site), folder / "poster.png")
        for name, text in _texts(source, site, said).items():
            (folder / name).write_text(text, encoding="utf-8")
        shutil.rmtree(into, ignore_errors=True)
        folder.rename(into)
    return said


def _texts(source: Source, site: Site, said: Metadata) -> dict[str, str]:
    cues = captions(source.timings, RULES[site.format])
    files = {
        "srt": compose_srt(cues),
        "vtt": compose_vtt(cues, source.locale),
        "ttml": compose_ttml(cues, source.locale),
        "ass": compose_ass(cues, LAYOUTS[site.format]),
    }
    texts = {f"captions.{source.locale}.{suffix}": text for suffix, text in files.items()}
    parts = passages(source.timings, [script.visual for script in source.scripts])
    narrator = source.timings[0].voice
    about = {
        "site": site.name,
        **asdict(said),
        "scenes": [script.path.as_posix() for script in source.scripts],
        "sound": source.sound.as_posix(),
        "quality": source.film(site).parent.name.split("-")[1],
        "burned": source.film(site).stem == "captioned",
    }
    return {
        **texts,
        "transcript.md": markdown(source.content, parts, narrator),
        "transcript.html": page(source.content, parts, narrator, source.locale),
        "metadata.json": json.dumps(about, ensure_ascii=False, indent=1) + "\n",
        "upload.txt": by_hand(said, site, burned=about["burned"]),
    }


def by_hand(said: Metadata, site: Site, *, burned: bool) -> str:
    """Return what to type or choose where, for who uploads by hand."""
    files = " or ".join(f"captions.{said.language}.{suffix}" for suffix in site.captions)
    captions = "they are burned into the film" if burned else "the site takes no file, and the film has none burned in"
    answers = {True: "yes", False: "no"}
    fields = [("TITLE", said.title)] if site.title else []
    fields += [("DESCRIPTION" if site.title else "TEXT", said.description)]
    fields += [("TAGS", ", ".join(said.tags))] if said.tags else []
    fields += [
        ("CAPTIONS", files or captions),
        ("POSTER", "poster.png"),
        ("LANGUAGE", said.language),
        ("CATEGORY", said.category),
        ("MADE FOR KIDS", answers[said.made_for_kids]),
        ("SYNTHETIC OR ALTERED MEDIA", f"{answers[said.synthetic_media]}: {site.synthetic_rule}"),
    ]
    return "\n\n".join(f"{name}\n{value}" for name, value in fields) + "\n"


def gather(scenes: Sequence[str], sound: Path, films: Sequence[Path]) -> Source:
    """Read what folders are made of; the locale is the name of the sound's folder.

    Raises:
        InputError: words are missing or wrong.
        FileNotFoundError: the film is not built.
    """
    locale = sound.name
    return Source(
        film_content.read(words_path(Path("words"), "film", locale)),
        [read(words_path(Path("words"), scene, locale)) for scene in scenes],
        [load(sound / f"{scene}.json") for scene in scenes],
        sound,
        films,
        locale,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", nargs="+", required=True, help="scene names in running order")
    parser.add_argument("--sound", type=Path, required=True, help="folder of <scene>.json and the posters")
    parser.add_argument("--films", type=Path, nargs="+", required=True, help="one of each format")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--site", nargs="+", choices=SITES, default=list(SITES))
    options = parser.parse_args()
    with told("publish", InputError):
        source = gather(options.scenes, options.sound, options.films)
        for name in options.site:
            folder = options.into / f"{name}-{source.locale}"
            for warning in write(source, SITES[name], folder).warnings:
                print(f"publish: {folder}: {warning}")
            print(f"ready: {folder}")


if __name__ == "__main__":
    main()
