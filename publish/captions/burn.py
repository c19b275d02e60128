"""Burns captions into a film, word by word, for sites that take no caption file.

    python -m publish.captions.burn --locale en --format portrait --quality 1080p60 message normal …

writes `captioned.mp4` beside the film. The sound and the soft captions are copied; these show only if the viewer
chooses them, since the words are in the picture already. The words never cover a graphic: portrait keeps a band free
for them, and in other formats the picture makes room.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import av

from plan.errors import InputError
from plan.exits import exit_on
from plan.files import partial, write_if_changed
from plan.formats import QUALITIES, X264, Quality
from plan.locks import exclusive
from plan.options import edition, parser
from plan.typefaces import typeface_of
from publish.boxes import switch_off_captions
from publish.captions.ass import compose_ass
from publish.captions.band import make_room
from publish.captions.write import captions_of
from stage import style
from stage.layout import LAYOUTS, Layout
from stage.written import check_written

_TAGS = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"


def burn(film: Path, ass: Path, layout: Layout, quality: Quality, into: Path, locale: str) -> None:
    """Write the film with `ass` in its picture; it is there whole or not at all.

    Raises:
        RuntimeError: ffmpeg refuses.
        WriteError: the disk has no room for it.
    """
    # A filter's argument gives colons and quotes a meaning, so the files are named from their own folder.
    chain = f"{make_room(layout, quality)},ass={ass.name}:fontsdir=fonts,{_TAGS}"
    _lay_out_fonts(ass.parent / "fonts", locale)
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", "-y", "-i", str(film.resolve())]
    command += ["-map", "0:v", "-map", "0:a", "-map", "0:s", "-vf", chain, *_encoder(quality)]
    command += ["-c:a", "copy", "-c:s", "copy", "-map_metadata", "0"]
    command += ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0"]
    with partial(into) as draft:
        command.append(str(draft.resolve()))
        fonts = {**os.environ, "FONTCONFIG_FILE": str(style.NO_SYSTEM_FONTS)}
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ass.parent, env=fonts)
        if run.returncode:
            says = run.stderr.strip() or f"it ended with {run.returncode}"
            raise RuntimeError(f"ffmpeg could not burn the captions in: {says}")
        switch_off_captions(draft)
        with av.open(str(film)) as plain:
            frames, sound = plain.streams.video[0].frames, plain.streams.audio[0]
            seconds = float((sound.duration or 0) * (sound.time_base or 0))
        check_written(draft, frames, seconds_of_sound=seconds - 1 / quality.rate)


def _lay_out_fonts(folder: Path, locale: str) -> None:
    """Make a folder of links to the fonts of a locale, all of which libass loads."""
    if folder.is_symlink():  # of an earlier version
        folder.unlink()
    folder.mkdir(exist_ok=True)
    typeface = typeface_of(locale)
    for font in (*style.FONTS.glob("*.otf"), *([typeface.path] if typeface else [])):
        link = folder / font.name
        link.unlink(missing_ok=True)
        link.symlink_to(font.resolve())


def _encoder(quality: Quality) -> list[str]:
    """Return how ffmpeg encodes the picture, as the clips are encoded."""
    options = ["-c:v", "libx264", "-profile:v", "high", "-preset", quality.preset, "-crf", str(quality.crf)]
    options += ["-x264-params", X264, "-bf", "2", "-g", str(quality.rate // 2), "-flags", "+cgop"]
    return [*options, "-pix_fmt", "yuv420p"]


def main() -> None:
    """Burn the captions into the film that the command line names."""
    options = parser("Burn captions into a film, word by word.", format=True, quality=True).parse_args()
    wanted = edition(options)
    layout, ass = LAYOUTS[wanted.format], wanted.film.with_suffix(".ass")
    with exit_on("captions", InputError, RuntimeError, ValueError):
        write_if_changed(ass, compose_ass(captions_of(wanted, options.scenes), layout, wanted.locale).encode())
        with exclusive(wanted.captioned):
            burn(wanted.film, ass, layout, QUALITIES[wanted.quality], wanted.captioned, wanted.locale)
    print(f"captions: burned into {wanted.captioned}")


if __name__ == "__main__":
    main()
