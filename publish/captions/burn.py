"""Burns captions into a film, word by word, for sites that take no caption file.

    python -m publish.captions.burn --sound build/en --film build/en/portrait-1080p60/film.mp4 message normal …

writes `captioned.mp4` beside the film. The sound and the soft captions are copied. The words never stand over a
graphic: portrait keeps a band free for them, and in other formats the picture makes room.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from audio.timing.record import load
from plan.files import write_if_changed
from plan.formats import QUALITIES, X264, Quality
from publish.captions.captions import RULES, captions
from publish.captions.formats import compose_ass
from stage import style
from stage.layout import LAYOUTS, Layout

_TAGS = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"


def burn(film: Path, ass: Path, layout: Layout, quality: Quality, into: Path) -> None:
    """Write the film with `ass` in its picture; it is there whole or not at all.

    Raises:
        RuntimeError: ffmpeg refuses.
    """
    partial = into.with_name(f".{into.stem}.{os.getpid()}.mp4")
    # A filter's argument gives colons and quotes a meaning, so the files are named from their own folder.
    chain = f"{make_room(layout, quality)},ass={ass.name}:fontsdir=fonts,{_TAGS}"
    (ass.parent / "fonts").unlink(missing_ok=True)
    (ass.parent / "fonts").symlink_to(style.FONTS.resolve())
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-i", str(film.resolve())]
    command += ["-map", "0:v", "-map", "0:a", "-map", "0:s", "-vf", chain, "-c:v", "libx264", "-profile:v", "high"]
    command += [
        "-preset",
        quality.preset,
        "-crf",
        str(quality.crf),
        "-x264-params",
        X264,
        "-bf",
        "2",
        "-g",
        str(quality.rate // 2),
        "-flags",
        "+cgop",
    ]
    command += ["-pix_fmt", "yuv420p", "-c:a", "copy", "-c:s", "copy", "-map_metadata", "0"]
    command += ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", str(partial.resolve())]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ass.parent)
    if run.returncode:
        partial.unlink(missing_ok=True)
        raise RuntimeError(f"ffmpeg could not burn the captions in: {run.stderr.strip()}")
    os.replace(partial, into)


def make_room(layout: Layout, quality: Quality) -> str:
    """Return the filter that keeps the picture clear of the captions; one that does nothing where it is already."""
    if layout.captions.top <= layout.safe.bottom:
        return "null"
    width, height = quality.pixels(layout.pixels)
    share = (layout.frame[1] / 2 - layout.captions.top) / layout.frame[1]
    smaller, lower = (2 * round(side * share / 2) for side in (width, height))
    return f"scale={smaller}:{lower},pad={width}:{height}:{(width - smaller) // 4 * 2}:0:color={style.NIGHT}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="+", help="scene names in running order")
    parser.add_argument("--sound", type=Path, required=True, help="folder of <scene>.json")
    parser.add_argument("--film", type=Path, required=True)
    options = parser.parse_args()
    form, name = options.film.parent.name.split("-")
    timings = [load(options.sound / f"{scene}.json") for scene in options.scenes]
    ass, into = options.film.with_suffix(".ass"), options.film.with_name("captioned.mp4")
    write_if_changed(ass, compose_ass(captions(timings, RULES[form]), LAYOUTS[form]).encode())
    try:
        burn(options.film, ass, LAYOUTS[form], QUALITIES[name], into)
    except RuntimeError as error:
        sys.exit(f"captions: {error}")
    print(f"captions: burned into {into}")


if __name__ == "__main__":
    main()
