"""Writes the captions of a film beside it.

    python -m publish.captions.write --locale en --format landscape --quality 1080p60 message normal …

writes `film.srt` and `film.vtt` into the folder of the edition's clips.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan.edition import Edition
from plan.errors import InputError
from plan.exits import exit_on
from plan.files import write_whole
from plan.options import edition, parser
from publish.captions.breaks import grammar
from publish.captions.caption import Caption
from publish.captions.optimise import make_captions
from publish.captions.rules import rules_of
from publish.captions.subrip import compose_srt
from publish.captions.webvtt import compose_vtt
from publish.narration import load_timings


def captions_of(wanted: Edition, scenes: Sequence[str]) -> list[Caption]:
    """Return the captions of scenes in an edition.

    Raises:
        FileNotFoundError: a scene has not been spoken.
        InputError: the list of names of several words is wrong.
    """
    return make_captions(load_timings(wanted, scenes), rules_of(wanted.format, wanted.locale), grammar(wanted))


def main() -> None:
    """Write the captions that the command line names."""
    options = parser("Write the captions of a film beside it.", format=True, quality=True).parse_args()
    wanted = edition(options)
    with exit_on("captions", InputError):
        captions = captions_of(wanted, options.scenes)
        subrip, webvtt = wanted.film.with_suffix(".srt"), wanted.film.with_suffix(".vtt")
        write_whole(webvtt, compose_vtt(captions, wanted.locale).encode())
        write_whole(subrip, compose_srt(captions).encode())
    print(f"captions: {len(captions)} in {subrip} and .vtt")


if __name__ == "__main__":
    main()
