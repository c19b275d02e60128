"""A film's file: all rules hold on a good one, and each careless copy or encoding breaks its own."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from broken_scenes import Lively, draw_clip
from project import captured
from short_film import CODEC, TAGS, broken, draft, ffmpeg

from plan.edition import Edition
from plan.formats import QUALITIES
from publish.checks.encoding import check_encoding
from publish.checks.measurement import measure
from publish.join import JoinError, language_of

pytest_plugins = ["publish_fixtures"]
LANDSCAPE = draft("landscape")
WHOLE = ["-use_editlist", "0", "-movflags", "+faststart+negative_cts_offsets"]


def test_a_pause_of_the_voice_is_found_though_music_may_fill_it(sound, timing):
    silent = replace(timing, seconds=timing.seconds + 1)
    assert "voice pauses 0.8 s at most" in broken(check_encoding(measure(LANDSCAPE.film), LANDSCAPE, [silent]))


@pytest.mark.parametrize(
    ("remux", "rules"),
    [
        (["-c", "copy", "-movflags", "+faststart"], {"no edit list"}),
        (["-c", "copy", "-use_editlist", "0", "-movflags", "+negative_cts_offsets"], {"moov first"}),
        (["-c", "copy", "-use_editlist", "0", "-movflags", "+faststart"], {"picture and sound start at 0"}),
        (["-c", "copy", *WHOLE, "-metadata:s:a:0", "language=spa"], {"sound in eng"}),
        (["-c", "copy", *WHOLE, "-metadata:s:s:0", "language=en"], {"soft captions, mov_text, eng"}),
        (["-c", "copy", *WHOLE, "-sn"], {"soft captions, mov_text, eng"}),
        (["-c", "copy", *WHOLE, "-af", "volume=-6dB", "-c:a", "aac", "-b:a", "384k"], {"-14 ± 0.5 LUFS"}),
        (
            ["-c", "copy", *WHOLE, "-af", "volume=12dB", "-c:a", "aac", "-b:a", "384k"],
            {"-14 ± 0.5 LUFS", "-1 dBTP at most"},
        ),
        (["-c", "copy", *WHOLE, "-c:a", "aac", "-b:a", "128k"], {"384 kb/s"}),
        (["-c", "copy", *WHOLE, "-c:a", "aac", "-b:a", "384k", "-ar", "44100"], {"AAC-LC, 48 kHz, stereo"}),
        (["-c", "copy", *WHOLE, "-c:a", "aac", "-b:a", "384k", "-ac", "1"], {"AAC-LC, 48 kHz, stereo"}),
        (
            ["-c", "copy", *WHOLE, "-af", "volume=0:enable='between(t,1,2)'", "-c:a", "aac", "-b:a", "384k"],
            {"no silence over 0.8 s"},
        ),
        (
            ["-c", "copy", *WHOLE, "-af", "volume=0:enable='gt(t,2.9)'", "-c:a", "aac", "-b:a", "384k"],
            {"no silence over 0.8 s"},
        ),
    ],
)
def test_a_careless_copy_breaks_its_rules(remux, rules, sound, timing, tmp_path):
    copy = tmp_path / "film.mp4"
    ffmpeg("-i", LANDSCAPE.film, "-map", "0", *remux, copy)
    found = broken(check_encoding(measure(copy), LANDSCAPE, [timing]))
    assert rules <= found, found


@pytest.mark.parametrize(
    ("codec", "rules"),
    [
        (["-g", "60", "-coder", "vlc"], {"GOP of half the frame rate at most", "CABAC"}),
        (["-bf", "0", "-vf", "setparams=colorspace=smpte170m"], {"2 B-frames", "BT.709 primaries, transfer, matrix"}),
        (["-flags", "-cgop", "-x264-params", "open-gop=1"], {"closed GOP"}),
        (["-profile:v", "main", "-s", "640x360"], {"H.264 High, progressive, yuv420p", "854x480"}),
        (["-r", "30"], {"every frame at its time"}),
        (["-an"], {"a picture and a sound"}),
        (["-pix_fmt", "yuv444p", "-profile:v", "high444"], {"H.264 High, progressive, yuv420p"}),
        (["-flags", "+ildct+ilme", "-x264opts", "tff=1"], {"H.264 High, progressive, yuv420p"}),
        (["-vf", "trim=end_frame=30"], {"picture and sound end together"}),
    ],
)
def test_a_careless_encoding_breaks_its_rules(codec, rules, sound, timing, tmp_path):
    copy = tmp_path / "film.mp4"
    options = [*(TAGS if "-vf" not in codec else []), *CODEC, *codec]
    ffmpeg("-i", LANDSCAPE.film, "-map", "0", "-c", "copy", *options, "-use_editlist", "0", copy)
    unmet = broken(check_encoding(measure(copy), LANDSCAPE, [timing]))
    assert rules <= unmet


def test_tracks_have_their_languages_name_and_one_without_a_name_is_refused(sound, timing):
    assert language_of("pt-BR") == "por"
    with pytest.raises(JoinError, match="LANGUAGES lacks 'xx'"):
        language_of("xx")
    found = broken(check_encoding(measure(LANDSCAPE.film), Edition("pt-BR", "landscape", "480p15"), [timing]))
    assert found == {"sound in por", "soft captions, mov_text, por"}


def test_a_good_film_breaks_none(sound, timing):
    assert not broken(check_encoding(measure(LANDSCAPE.film), LANDSCAPE, [timing]))


def test_the_finished_qualities_keep_the_frames_and_not_a_bitrate(tmp_path):
    """By SSIM against frames that are hardly encoded; at four times as long between frames, which is harder."""
    finished = QUALITIES["1080p60"]
    qualities = [replace(finished, rate=15, crf=crf) for crf in (1, finished.crf, 40)]
    clips = [draw_clip(Lively, tmp_path / str(each.crf), "landscape", quality=each) for each in qualities]
    kept, coarse = (likeness(clip, clips[0]) for clip in clips[1:])
    assert kept >= 0.99 > coarse


def likeness(clip: Path, other: Path) -> float:
    command = ["ffmpeg", "-hide_banner", "-i", str(clip), "-i", str(other), "-lavfi", "ssim", "-f", "null", "-"]
    return float(captured(r"All:([\d.]+)", subprocess.run(command, capture_output=True, text=True).stderr))


def test_a_cut_file_is_named(sound, timing, tmp_path):
    (tmp_path / "film.mp4").write_bytes(LANDSCAPE.film.read_bytes()[:100_000])
    with pytest.raises(ValueError, match="film.mp4"):
        check_encoding(measure(tmp_path / "film.mp4"), LANDSCAPE, [timing])


@pytest.mark.parametrize(
    ("picture", "chain", "freeze"),
    [("color=black:", "null", 4.8), ("testsrc2=", "null", 0.0), ("color=0x404040:", "fade=d=5", 0.8)],
)
def test_a_freeze_is_found_and_a_slow_fade_is_not_a_freeze(picture, chain, freeze, tmp_path):
    ffmpeg("-f", "lavfi", "-i", f"{picture}s=320x180:r=30:d=5", "-vf", chain, *CODEC, tmp_path / "film.mp4")
    assert measure(tmp_path / "film.mp4").picture(30).freeze == pytest.approx(freeze, abs=0.2)


def test_the_sounds_worst_places_are_named(sound, timing, tmp_path):
    copy = tmp_path / "film.mp4"
    ffmpeg("-i", LANDSCAPE.film, "-c:v", "copy", "-af", "volume=0:enable='between(t,1,2.5)'", "-c:a", "aac", copy)
    found = {finding.rule: finding.measured for finding in check_encoding(measure(copy), LANDSCAPE, [timing])}
    assert found["no silence over 0.8 s"].endswith(": the sound, close 1.0 s")
    assert "the sound, close" in found["-1 dBTP at most"] and "close" in found["-14 ± 0.5 LUFS"]
    assert ": after «" in found["voice pauses 0.8 s at most"]
