"""Joins the scenes' clips, one continuous sound and the captions into the film.

    python -m publish.join --locale en --format landscape --quality 1080p60 message normal …

writes `film.mp4` into the folder of the clips. Pictures and sound are copied, not encoded again.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial as partial_function
from pathlib import Path

import av

from audio.timing.record import Timing
from plan.exits import exit_on
from plan.files import partial
from plan.formats import QUALITIES
from plan.locale import Locale
from plan.locks import exclusive
from plan.options import edition, parser
from publish.narration import load_timings
from stage.written import check_written

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
    code = Locale(locale).language
    if len(code) != 3 and code not in LANGUAGES:
        raise JoinError(f"publish/join.py: LANGUAGES lacks {code!r}: add its three letters of ISO 639-2")
    return LANGUAGES.get(code, code)


def join(
    clips: Sequence[Path],
    sound: Path,
    captions: Path,
    into: Path,
    locale: str,
    check: Callable[[Path], None] | None = None,
) -> None:
    """Write the film, of clips, sound (AAC) and captions (SRT); it is there whole or not at all.

    Args:
        clips: in running order.
        sound: what is heard.
        captions: what is read.
        into: the film.
        locale: its language.
        check: raises an error if a film is not what was asked for; it is called before the film takes its name.

    Raises:
        JoinError: ffmpeg refuses, or the language has no name in MP4.
    """
    # ffmpeg gives a meaning to some characters in the names of folders, so it works in the film's own.
    folder = into.parent
    running_order = "".join(f"file '{_quoted(clip, folder)}'\n" for clip in clips)
    with partial(into) as draft:
        command = ["ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", "-y"]
        command += ["-f", "concat", "-safe", "0", "-protocol_whitelist", "file,pipe", "-i", "pipe:0"]
        command += ["-i", _inside(sound, folder), "-i", _inside(captions, folder)]
        command += ["-map", "0:v", "-map", "1:a", "-map", "2:s", "-c:v", "copy", "-c:a", "copy"]
        command += ["-c:s", "mov_text", "-metadata:s:s:0", f"language={language_of(locale)}"]
        command += ["-metadata:s:a:0", f"language={language_of(locale)}", "-disposition:s:0", "default"]
        command += ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", draft.name]
        run = subprocess.run(command, input=running_order.encode(), capture_output=True, cwd=folder)
        if run.returncode:
            says = run.stderr.decode(errors="replace").strip() or f"it ended with {run.returncode}"
            raise JoinError(f"ffmpeg could not join the film: {says}")
        if check:
            check(draft)


def _inside(path: Path, folder: Path) -> str:
    """Return a path as ffmpeg finds it from a folder, whatever characters it has."""
    return f"file:{os.path.relpath(path, folder)}"


def _quoted(path: Path, folder: Path) -> str:
    """Return it as it stands between quotes in a list of ffmpeg."""
    return _inside(path, folder).replace("'", "'\\''")


def check_length(film: Path, timings: Sequence[Timing], rate: int) -> None:
    """Refuse a film that was not written whole, or has not as many frames as its narration lasts.

    Raises:
        JoinError, WriteError: with the figures.
    """
    wanted = sum(timing.frames(rate) for timing in timings)
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        frames, apart = video.frames, abs(_seconds(video) - _seconds(audio))
    if frames != wanted:
        raise JoinError(f"the clips have {frames} frames, the narration {wanted}: run make clean, then make")
    if apart > 1 / rate:
        raise JoinError(f"sound and picture end {apart * 1000:.0f} ms apart: run make clean, then make")
    check_written(film, wanted, seconds_of_sound=wanted / rate - 1 / rate)


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
    with exit_on("film", JoinError):
        timings = load_timings(wanted, options.scenes)
        check = partial_function(check_length, timings=timings, rate=QUALITIES[wanted.quality].rate)
        with exclusive(film):
            join(clips, wanted.sound / "narration.aac", film.with_suffix(".srt"), film, wanted.locale, check)
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
