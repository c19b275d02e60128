"""Joins the scenes' clips, one continuous sound and the captions beside them into the film.

    python -m publish.join --sound build/en --clips build/en/landscape-480p15 --locale en message normal …

writes `film.mp4` into the folder of the clips. Pictures and sound are copied, not encoded again.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import av

from audio.timing.record import Timing, load

LANGUAGES = dict(
    pair.split(":")
    for pair in "ar:ara bg:bul bn:ben ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas "
    "fi:fin fr:fra gu:guj he:heb hi:hin hr:hrv hu:hun id:ind is:isl it:ita ja:jpn ka:kat kk:kaz ko:kor lb:ltz lt:lit "
    "lv:lav ml:mal mr:mar ms:msa ne:nep nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe "
    "sw:swa ta:tam te:tel th:tha tl:tgl tr:tur uk:ukr ur:urd vi:vie zh:zho".split()
)
"""MP4 names languages by three letters (ISO 639-2); it drops shorter ones."""


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


def join(clips: Sequence[Path], sound: Path, subtitles: Path, into: Path, locale: str) -> None:
    """Write the film, of clips, sound (AAC) and subtitles (SRT); it is there whole or not at all.

    Raises:
        JoinError: ffmpeg refuses, or the language has no name in MP4.
    """
    for left in into.parent.glob(f".{into.stem}.*.mp4"):  # by a build that was killed
        left.unlink()
    partial = into.with_name(f".{into.stem}.{os.getpid()}.mp4")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as running_order:
        running_order.writelines(f"file '{clip.resolve()}'\n" for clip in clips)
        running_order.flush()
        command = ["ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y"]
        command += ["-f", "concat", "-safe", "0", "-i", running_order.name]
        command += ["-i", str(sound), "-i", str(subtitles)]
        command += ["-map", "0:v", "-map", "1:a", "-map", "2:s", "-c:v", "copy", "-c:a", "copy"]
        command += ["-c:s", "mov_text", "-metadata:s:s:0", f"language={language_of(locale)}"]
        command += ["-metadata:s:a:0", f"language={language_of(locale)}", "-disposition:s:0", "default"]
        command += ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", str(partial)]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        partial.unlink(missing_ok=True)
        raise JoinError(f"ffmpeg could not join the film: {run.stderr.strip()}")
    os.replace(partial, into)


def check(film: Path, timings: Sequence[Timing], rate: int) -> None:
    """Refuse a film whose frames are not its sound's.

    Raises:
        JoinError: with the figures.
    """
    wanted = sum(timing.frames(rate) for timing in timings)
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        apart = abs(float(video.duration * video.time_base) - float(audio.duration * audio.time_base))
        if video.frames != wanted:
            raise JoinError(f"{film} has {video.frames} frames, its narration {wanted}: run make clean, then make")
        if apart > 1 / rate:
            raise JoinError(f"{film}: sound and picture end {apart * 1000:.0f} ms apart")


def main() -> None:
    options = _options()
    began = time.monotonic()
    timings = [load(options.sound / f"{scene}.json") for scene in options.scenes]
    clips = [options.clips / f"{scene}.mp4" for scene in options.scenes]
    film = options.clips / "film.mp4"
    quality = options.clips.name.split("-")[1]
    try:
        join(clips, options.sound / "narration.aac", film.with_suffix(".srt"), film, options.locale)
        check(film, timings, int(quality.split("p")[1]))
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
        f"      rendered anew: {', '.join(new) or 'no scene'}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="+", help="scene names in running order")
    parser.add_argument("--sound", type=Path, required=True, help="folder of narration.aac and <scene>.json")
    parser.add_argument("--clips", type=Path, required=True, help="folder of <scene>.mp4 and film.srt")
    parser.add_argument("--locale", default="en")
    parser.add_argument("--since", type=float, default=0.0, help="clips younger than this were rendered anew (s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
