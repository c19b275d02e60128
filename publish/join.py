"""Joins the scenes' clips, one continuous sound and the captions into the film.

    python -m publish.join --locale en --format landscape --quality 1080p60 message normal …

writes `film.mp4` into the folder of the clips. Pictures and sound are copied, not encoded again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import av

from audio.timing.record import Timing
from plan.exits import exit_on
from plan.formats import QUALITIES
from plan.options import edition, parser
from publish.narration import load_timings

LANGUAGES = dict(
    pair.split(":")
    for pair in "ar:ara bg:bul bn:ben ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas "
    "fi:fin fr:fra gu:guj he:heb hi:hin hr:hrv hu:hun id:ind is:isl it:ita ja:jpn ka:kat kk:kaz ko:kor lb:ltz lt:lit "
    "lv:lav ml:mal mr:mar ms:msa ne:nep nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe "
    "sw:swa ta:tam te:tel th:tha tl:tgl tr:tur uk:ukr ur:urd vi:vie zh:zho".split()
)
"""MP4 names languages by three letters (ISO 639-2), and drops shorter codes."""


class JoinError(RuntimeError):
    """The film could not be joined, or is not what was asked for."""


def language_of(locale: str) -> str:
    """Return the three letters of a locale's language.

    Raises:
        JoinError: they are not known.

    >>> language_of("pt-BR"), language_of("haw")
    ('por', 'haw')
    """
    code = locale.split("-")[0]
    if len(code) != 3 and code not in LANGUAGES:
        raise JoinError(f"publish/join.py: LANGUAGES lacks {code!r}: add its three letters of ISO 639-2")
    return LANGUAGES.get(code, code)


def join(clips: Sequence[Path], sound: Path, captions: Path, into: Path, locale: str) -> None:
    """Write the film, of clips, sound (AAC) and captions (SRT); it is there whole or not at all.

    Raises:
        JoinError: ffmpeg refuses, or the language has no name in MP4.
    """
    for left_over in into.parent.glob(f".{into.stem}.*.mp4"):  # by a build that was killed
        left_over.unlink()
    partial = into.with_name(f".{into.stem}.{os.getpid()}.mp4")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as running_order:
        running_order.writelines(f"file '{clip.resolve()}'\n" for clip in clips)
        running_order.flush()
        command = ["ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y"]
        command += ["-f", "concat", "-safe", "0", "-i", running_order.name]
        command += ["-i", str(sound), "-i", str(captions)]
        command += ["-map", "0:v", "-map", "1:a", "-map", "2:s", "-c:v", "copy", "-c:a", "copy"]
        command += ["-c:s", "mov_text", "-metadata:s:s:0", f"language={language_of(locale)}"]
        command += ["-metadata:s:a:0", f"language={language_of(locale)}", "-disposition:s:0", "default"]
        command += ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", str(partial)]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        partial.unlink(missing_ok=True)
        raise JoinError(f"ffmpeg could not join the film: {run.stderr.strip()}")
    os.replace(partial, into)


def check_length(film: Path, timings: Sequence[Timing], rate: int) -> None:
    """Refuse a film that has not as many frames as its narration lasts.

    Raises:
        JoinError: with the figures.
    """
    wanted = sum(timing.frames(rate) for timing in timings)
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        frames, apart = video.frames, abs(_seconds(video) - _seconds(audio))
    if frames != wanted:
        raise JoinError(f"{film} has {frames} frames, its narration {wanted}: run make clean, then make")
    if apart > 1 / rate:
        raise JoinError(f"{film}: sound and picture end {apart * 1000:.0f} ms apart: run make clean, then make")


def _seconds(stream: av.VideoStream | av.AudioStream) -> float:
    return float((stream.duration or 0) * (stream.time_base or 0))


def main() -> None:
    """Join the film that the command line names."""
    command_line = parser("Join clips, sound and captions into the film.", format=True, quality=True)
    command_line.add_argument(
        "--since", type=float, default=0.0, help="clips younger than this were rendered again (s)"
    )
    options = command_line.parse_args()
    began, wanted = time.monotonic(), edition(options)
    film, clips = wanted.film, [wanted.clip(scene) for scene in options.scenes]
    with exit_on("film"):
        timings = load_timings(wanted, options.scenes)
    try:
        join(clips, wanted.sound / "narration.aac", film.with_suffix(".srt"), film, wanted.locale)
        check_length(film, timings, QUALITIES[wanted.quality].rate)
    except JoinError as error:
        film.unlink(missing_ok=True)
        sys.exit(f"film: {error}")
    print(_summary(film, timings, options.since, clips), f"({time.monotonic() - began:.1f} s)")


def _summary(film: Path, timings: Sequence[Timing], since: float, clips: Sequence[Path]) -> str:
    seconds = sum(timing.seconds for timing in timings)
    words = sum(timing.word_count for timing in timings)
    new = [clip.stem for clip in clips if clip.stat().st_mtime >= since]
    return (
        f"film: {film}\n"
        f"      {seconds:.1f} s, {words} words, {timings[0].voice}\n"
        f"      rendered again: {', '.join(new) or 'no scene'}"
    )


if __name__ == "__main__":
    main()
