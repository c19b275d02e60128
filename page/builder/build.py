"""Builds the page: words, template, generated model and the film become a folder that any host serves.

    python -m page.builder.build --film build/en/landscape-1080p60/film.mp4 --poster build/en/poster-landscape.png \
        --sound build/en --into build/page message normal …

The folder works from any path below any host, and asks no other site for anything.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audio.timing.record import load as load_timing
from model import javascript
from page.builder import blocks, fonts, words
from page.builder.film import Film, player, poster, social
from page.builder.organs import failing
from page.builder.still import still
from plan.words import read, words_path
from scenes import style as meanings
from stage import style

HERE = Path(__file__).parent
SCRIPTS = HERE.parent / "src"
FONTS = {"inter-semibold.woff2": "Inter-SemiBold.otf", "inter-bold.woff2": "Inter-Bold.otf"}
SAID = ("say", "figure", "pitfalls", "challenges")
"""Tables of the words that the figure needs while it runs."""
COLOURS = ("NIGHT", "TISSUE", "TISSUE_EDGE", "TEXT", "QUIET", "IMMUNE", "INVADER", "IL6", "TNF", "BRAKE", "OXYGEN",
           "HARM")
_SLOT = re.compile(r"\{\{\{(\w+)\}\}\}|\{\{([\w.]+)\}\}")


def build(film: Film, locale: str, site: str, into: Path) -> None:
    """Write the whole folder; `site` is the address it will have, or "" where that isn't known."""
    said = words.load(locale)
    words.check_claims(said)
    into.mkdir(parents=True, exist_ok=True)
    (into / "index.html").write_text(document(film, said, locale, site), encoding="utf-8")
    (into / "model.js").write_text(javascript.module(), encoding="utf-8")
    for source in [*sorted(SCRIPTS.glob("*.js")), HERE / "icon.svg"]:
        shutil.copyfile(source, into / source.name)
    letters = "".join(text for _, text in words.leaves(said))
    for name, font in FONTS.items():
        fonts.subset(style.FONTS / font, letters, into / name)
    for licence in style.FONTS.glob("*.txt"):
        shutil.copyfile(licence, into / licence.name)
    poster(film, into / "poster.jpg")
    shutil.copyfile(film.video, into / "film.mp4")
    shutil.copyfile(film.captions, into / "film.vtt")


def document(film: Film, said: dict, locale: str, site: str) -> str:
    """Return index.html."""
    picture = still(said)
    slots = {name: getattr(blocks, name)(said) for name in (
        "facts", "gauges", "lanes", "triggers", "sliders", "cards", "table_head", "challenges", "steps", "organs",
        "pitfalls", "compare", "questions", "sources")}
    slots |= {
        "film_player": player(film, said, locale),
        "social": social(film, said, locale, site),
        "night": style.NIGHT,
        "style": colours() + (HERE / "style.css").read_text(encoding="utf-8"),  # within: one request less before paint
        "still": picture.svg,
        "failing": failing(said),
        "still_note": blocks.text(said["figure"]["still_note"].format(start=f"{picture.start:.0f}")),
        "preloads": "\n".join(f'<link rel="modulepreload" href="{name}">' for name in modules()),
        "words": json.dumps({key: said[key] for key in SAID}, ensure_ascii=False).replace("<", "\\u003c"),
    }
    texts = said | {"locale": locale}

    def fill(slot: re.Match[str]) -> str:
        block, key = slot.groups()
        return slots[block] if block else blocks.text(words.at(texts, key))

    return _SLOT.sub(fill, (HERE / "template.html").read_text(encoding="utf-8"))


def modules() -> list[str]:
    """Names of the scripts, for the browser to fetch while it paints words and poster."""
    return ["model.js", *sorted(source.name for source in SCRIPTS.glob("*.js"))]


def colours() -> str:
    """Return the film's colours as custom properties of the dark page."""
    values = {name: getattr(style, name, None) or getattr(meanings, name) for name in COLOURS}
    lines = [f"  --{name.lower().replace('_', '-')}: {colour};" for name, colour in values.items()]
    return "\n".join(["/* Generated from scenes/style.py. */", ":root {", *lines, "}", ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from the command line; returns 0, or 2 with one line that says what to mend."""
    parser = argparse.ArgumentParser(prog="python -m page.builder.build", description=__doc__.splitlines()[0])
    parser.add_argument("--film", type=Path, required=True, help="in landscape, with its captions (.vtt) beside it")
    parser.add_argument("--poster", type=Path, required=True, help="picture to stand for the film, 1280x720")
    parser.add_argument("--sound", type=Path, required=True, help="folder of the scenes' timings")
    parser.add_argument("--locale", default="en")
    parser.add_argument("--site", default="", help="address that the folder will have, such as https://example.org/storm/")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("scenes", nargs="+", help="in running order")
    asked = parser.parse_args(arguments)
    if not asked.film.exists():
        return _refuse(f"there is no film at {asked.film}: make page builds it")
    if asked.site and not re.fullmatch(r"https?://\S+/", asked.site):
        return _refuse(f"--site {asked.site}: an address starts with https:// and ends with /")
    try:
        timings = [load_timing(asked.sound / f"{scene}.json") for scene in asked.scenes]
        visuals = [read(words_path(Path("words"), scene, asked.locale)).visual for scene in asked.scenes]
        film = Film(asked.film, asked.film.with_suffix(".vtt"), asked.poster, timings, visuals)
        with tempfile.TemporaryDirectory(dir=_parent(asked.into)) as folder:
            build(film, asked.locale, asked.site, Path(folder) / "page")
            shutil.rmtree(asked.into, ignore_errors=True)
            (Path(folder) / "page").rename(asked.into)
    except (FileNotFoundError, ValueError) as fault:
        return _refuse(str(fault))
    sys.stdout.write(f"ready: {asked.into}/index.html, with {asked.film}\n")
    return 0


def _parent(folder: Path) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder.parent


def _refuse(reason: str) -> int:
    sys.stderr.write(f"page: {reason}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
