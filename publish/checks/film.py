"""The rules for the film, measured on the file itself."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av

from audio.timing.budget import LONGEST_SECONDS, SHORTEST_SECONDS
from audio.timing.record import Timing
from plan.formats import QUALITIES
from publish.checks.boxes import boxes
from publish.checks.finding import Finding
from publish.checks.look import standstill_and_flashes
from publish.checks.picture import watch
from publish.checks.sound import check_sound
from publish.join import language_of
from stage.layout import LAYOUTS

_H264 = ("h264", "High", "progressive", "yuv420p")
_SOUND_RATE = 384
_RATE_OFF = 0.1
"""The encoder spends what the sound needs, within a tenth."""


def check_film(film: Path, form: str, quality: str, timings: Sequence[Timing], locale: str) -> list[Finding]:
    """Return what holds of a film that should be in `form` and `quality`, with the narration `timings`."""
    probe = _probe(film)
    kinds = ("video", "audio", "subtitle")
    streams = {kind: [each for each in probe["streams"] if each["codec_type"] == kind] for kind in kinds}
    if not streams["video"] or not streams["audio"]:
        return [Finding("a picture and a sound", f"{len(probe['streams'])} streams", False)]
    video, sound = streams["video"][0], streams["audio"][0]
    language = language_of(locale)
    return [
        *_container(film, probe),
        *_video(video, form, quality),
        *_groups(film, QUALITIES[quality].rate),
        *_frames(film, timings, QUALITIES[quality].rate),
        *_coding(sound, language),
        *check_sound(film, timings, locale),
        *_tracks(streams["subtitle"], video, sound, language),
    ]


def _container(film: Path, probe: dict[str, Any]) -> list[Finding]:
    found = boxes(film)
    order = [name for name in found if name in ("moov", "mdat")]
    edits = found.count("elst")
    seconds = float(probe["format"]["duration"])
    return [
        Finding("MP4", probe["format"]["format_name"], "mp4" in probe["format"]["format_name"] and found[0] == "ftyp"),
        Finding("moov first", " ".join(order), order[:1] == ["moov"] and "mdat" in order),
        Finding("no edit list", f"{edits}", edits == 0),
        Finding("50 to 59.9 s", f"{seconds:.2f} s", SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS),
    ]


def _video(video: dict[str, Any], form: str, quality: str) -> list[Finding]:
    wanted = QUALITIES[quality].pixels(LAYOUTS[form].pixels)
    pixels = (video["width"], video["height"])
    tags = [video.get(key, "none") for key in ("color_primaries", "color_transfer", "color_space")]
    shape = (video["codec_name"], video["profile"], video["field_order"], video["pix_fmt"])
    return [
        Finding("finished quality, no draft", quality, quality != "480p15"),
        Finding(f"{wanted[0]}x{wanted[1]}", f"{pixels[0]}x{pixels[1]}", pixels == wanted),
        Finding("H.264 High, progressive, yuv420p", " ".join(shape), shape == _H264),
        Finding("BT.709 primaries, transfer, matrix", " ".join(tags), tags == ["bt709"] * 3),
    ]


def _groups(film: Path, rate: int) -> list[Finding]:
    """GOP from packets: the distance of key frames, and no frame shown before the key frame that it follows."""
    keys, leading, number = [], 0, 0
    with av.open(str(film)) as container:
        for packet in container.demux(video=0):
            if packet.pts is None:
                continue
            if packet.is_keyframe:
                keys.append(number)
                shown = packet.pts
            leading += packet.pts < shown
            number += 1
    longest = max(b - a for a, b in zip(keys, [*keys[1:], number], strict=True))
    cabac = re.search(r"entropy_coding_mode_flag\s+\d+ = (\d)", _headers(film))
    coded = cabac is not None and cabac[1] == "1"
    return [
        Finding("GOP of half the frame rate at most", f"{longest} frames of {rate}/s", longest <= rate // 2),
        Finding("closed GOP", f"{leading} leading frames", leading == 0),
        Finding("CABAC", "yes" if coded else "no", coded),
    ]


def _frames(film: Path, timings: Sequence[Timing], rate: int) -> list[Finding]:
    wanted, seen = sum(timing.frames(rate) for timing in timings), watch(film, rate)
    late = f"{seen.jitter * 1000:.1f} ms"
    return [
        Finding(f"{wanted} frames, as the narration", f"{seen.frames} decoded", seen.frames == wanted),
        Finding("every frame at its time", f"{late} off at most", seen.jitter < 0.5 / rate),
        Finding("2 B-frames", f"{seen.b_frames} in a row at most", seen.b_frames == 2),
        *standstill_and_flashes(seen, timings),
    ]


def _coding(sound: dict[str, Any], language: str) -> list[Finding]:
    shape = (sound["codec_name"], sound["profile"], sound["sample_rate"], sound["channels"])
    rate = int(sound.get("bit_rate", 0)) / 1000
    return [
        Finding("AAC-LC, 48 kHz, stereo", " ".join(map(str, shape)), shape == ("aac", "LC", "48000", 2)),
        Finding(f"{_SOUND_RATE} kb/s", f"{rate:.0f} kb/s", abs(rate / _SOUND_RATE - 1) <= _RATE_OFF),
        Finding(f"sound in {language}", _language(sound), _language(sound) == language),
    ]


def _tracks(soft: Sequence[dict[str, Any]], video: dict, sound: dict, language: str) -> list[Finding]:
    named = " ".join(f"{track['codec_name']} {_language(track)}" for track in soft) or "none"
    starts = [float(stream["start_time"]) for stream in (video, sound)]
    ends = [start + float(stream["duration"]) for start, stream in zip(starts, (video, sound), strict=True)]
    apart = abs(ends[0] - ends[1]) * 1000
    return [
        Finding(f"soft captions, mov_text, {language}", named, named == f"mov_text {language}"),
        Finding("picture and sound start at 0", f"{starts[0]:.3f} s, {starts[1]:.3f} s", starts == [0, 0]),
        Finding("picture and sound end together", f"{apart:.0f} ms apart", apart <= 1000 / 15),
    ]


def soft_captions(film: Path) -> str:
    """Return the captions inside a film as SubRip; empty where it has none."""
    return _run("ffmpeg", "-v", "error", "-i", str(film), "-map", "0:s:0?", "-f", "srt", "-").stdout


def _headers(film: Path) -> str:
    command = ["-hide_banner", "-nostdin", "-i", str(film), "-map", "0:v:0", "-c", "copy", "-frames:v", "1"]
    return _run("ffmpeg", *command, "-bsf:v", "trace_headers", "-f", "null", "-").stderr


def _probe(film: Path) -> dict[str, Any]:
    run = _run("ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(film))
    if run.returncode:
        raise ValueError(f"{film}: this is no film: {run.stderr.strip()}: build the folder again with make publish")
    return json.loads(run.stdout)


def _language(stream: dict[str, Any]) -> str:
    return stream.get("tags", {}).get("language", "und")


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, errors="replace")
