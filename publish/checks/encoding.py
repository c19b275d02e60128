"""The rules for a film's file: its container, picture, sound and tracks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio.timing.record import Timing
from plan.edition import Edition
from plan.film import film
from plan.formats import DRAFT, QUALITIES
from publish.checks.finding import Finding, Limit, within
from publish.checks.measurement import Measurement
from publish.checks.motion import check_motion
from publish.checks.sound import check_sound
from publish.join import language_of
from stage.layout import LAYOUTS

_H264 = ("h264", "High", "progressive", "yuv420p")
_SOUND_RATE = 384
_RATE_OFF = 0.1
"""The bit rate of the sound may differ from the nominal one by a tenth."""


def check_encoding(
    file: Measurement, edition: Edition, timings: Sequence[Timing], *, burned: bool = False
) -> list[Finding]:
    """Check a film's file; return the findings.

    Args:
        file: the film.
        edition: what it should be.
        timings: its narration, scene by scene.
        burned: whether its captions are also in the picture.

    Raises:
        ValueError: the file is not a film, or is cut.
        SoundError: its sound cannot be decoded.
    """
    kinds = ("video", "audio", "subtitle")
    streams = {kind: [each for each in file.probe["streams"] if each["codec_type"] == kind] for kind in kinds}
    if not streams["video"] or not streams["audio"]:
        return [Finding("a picture and a sound", f"{len(file.probe['streams'])} streams", False)]
    video, sound = streams["video"][0], streams["audio"][0]
    language = language_of(edition.locale)
    return [
        *_container(file),
        *_video(video, edition),
        *_groups(file, QUALITIES[edition.quality].rate),
        *_frames(file, timings, QUALITIES[edition.quality].rate),
        *_coding(sound, language),
        *check_sound(file, timings, edition.locale),
        *_tracks(streams["subtitle"], video, sound, language),
        _shown_once(streams["subtitle"], burned),
    ]


def _shown_once(captions: Sequence[dict[str, Any]], burned: bool) -> Finding:
    """Return whether viewers who choose nothing see the captions once: in the picture, or from the track."""
    soft = any(track["disposition"]["default"] for track in captions)
    shown = [name for name, there in (("in the picture", burned), ("from the track", soft)) if there]
    return Finding("captions show once by default", " and ".join(shown) or "not at all", len(shown) == 1)


def _container(file: Measurement) -> list[Finding]:
    order = [name for name in file.boxes if name in ("moov", "mdat")]
    edits, kind = file.boxes.count("elst"), file.probe["format"]["format_name"]
    seconds, shortest, longest = float(file.probe["format"]["duration"]), film().shortest, film().longest
    return [
        Finding("MP4", kind, "mp4" in kind and file.boxes[0] == "ftyp"),
        Finding("moov first", " ".join(order), order[:1] == ["moov"] and "mdat" in order),
        within("no edit list", f"{edits}", edits, Limit(most=0)),
        within(f"{shortest:g} to {longest:g} s", f"{seconds:.2f} s", seconds, Limit(shortest, longest, "s")),
    ]


def _video(video: dict[str, Any], edition: Edition) -> list[Finding]:
    wanted = QUALITIES[edition.quality].pixels(LAYOUTS[edition.format].pixels)
    pixels = (video["width"], video["height"])
    tags = [video.get(key, "none") for key in ("color_primaries", "color_transfer", "color_space")]
    shape = (video["codec_name"], video["profile"], video["field_order"], video["pix_fmt"])
    return [
        Finding("finished quality, no draft", edition.quality, edition.quality != DRAFT),
        Finding(f"{wanted[0]}x{wanted[1]}", f"{pixels[0]}x{pixels[1]}", pixels == wanted),
        Finding("H.264 High, progressive, yuv420p", " ".join(shape), shape == _H264),
        Finding("BT.709 primaries, transfer, matrix", " ".join(tags), tags == ["bt709"] * 3),
    ]


def _groups(file: Measurement, rate: int) -> list[Finding]:
    """Return whether key frames come often enough, and no frame is shown before the key frame that it follows."""
    longest, leading = file.packets.longest_group, file.packets.leading
    half = Limit(most=rate // 2, unit="frames")
    return [
        within("GOP of half the frame rate at most", f"{longest} frames of {rate}/s", longest, half),
        within("closed GOP", f"{leading} leading frames", leading, Limit(most=0, unit="frames")),
        Finding("CABAC", "yes" if file.cabac else "no", file.cabac, value=file.cabac),
    ]


def _frames(file: Measurement, timings: Sequence[Timing], rate: int) -> list[Finding]:
    wanted, picture = sum(timing.frames(rate) for timing in timings), file.picture(rate)
    off, early = f"{picture.jitter * 1000:.1f} ms off at most", 0.5 / rate
    all_frames = Limit(wanted, wanted, "frames")
    return [
        within(f"{wanted} frames, as the narration", f"{picture.frames} decoded", picture.frames, all_frames),
        Finding("every frame at its time", off, picture.jitter < early, value=picture.jitter, limit=Limit(most=early)),
        within("2 B-frames", f"{picture.b_frames} in a row at most", picture.b_frames, Limit(2, 2, "frames")),
        *check_motion(picture, timings),
    ]


def _coding(sound: dict[str, Any], language: str) -> list[Finding]:
    shape = (sound["codec_name"], sound["profile"], sound["sample_rate"], sound["channels"])
    rate, about = int(sound.get("bit_rate", 0)) / 1000, (_SOUND_RATE * (1 - _RATE_OFF), _SOUND_RATE * (1 + _RATE_OFF))
    return [
        Finding("AAC-LC, 48 kHz, stereo", " ".join(map(str, shape)), shape == ("aac", "LC", "48000", 2)),
        within(f"{_SOUND_RATE} kb/s", f"{rate:.0f} kb/s", rate, Limit(*about, "kb/s")),
        Finding(f"sound in {language}", _language(sound), _language(sound) == language),
    ]


def _tracks(
    captions: Sequence[dict[str, Any]], video: dict[str, Any], sound: dict[str, Any], language: str
) -> list[Finding]:
    named = " ".join(f"{track['codec_name']} {_language(track)}" for track in captions) or "none"
    starts = [float(stream["start_time"]) for stream in (video, sound)]
    ends = [start + float(stream["duration"]) for start, stream in zip(starts, (video, sound), strict=True)]
    apart = abs(ends[0] - ends[1]) * 1000
    return [
        Finding(f"soft captions, mov_text, {language}", named, named == f"mov_text {language}"),
        Finding("picture and sound start at 0", f"{starts[0]:.3f} s, {starts[1]:.3f} s", starts == [0, 0]),
        within("picture and sound end together", f"{apart:.0f} ms apart", apart, Limit(most=1000 / 15, unit="ms")),
    ]


def _language(stream: dict[str, Any]) -> str:
    return str(stream.get("tags", {}).get("language", "und"))
