"""Loudness: what ffmpeg reports is read, and what it does not report is an error."""

from __future__ import annotations

import pytest

from audio.loudness import Loudness, SoundError, measure, parse_loudness

LOG = """
[Parsed_ebur128_0 @ 0x1] t: 1.2  M: -20.0 S:-120.7  I: -70.0 LUFS
[Parsed_ebur128_0 @ 0x1] Summary:

  Integrated loudness:
    I:         -14.3 LUFS
    Threshold: -24.5 LUFS

  True peak:
    Peak:       -inf dBFS
"""


def test_loudness_is_read_from_the_summary_not_from_interim_lines():
    assert parse_loudness(LOG) == Loudness(-14.3, float("-inf"))


def test_a_log_without_a_summary_and_a_file_without_sound_are_errors(tmp_path):
    with pytest.raises(SoundError, match="did not report"):
        parse_loudness("frame= 1")
    (tmp_path / "sound.wav").write_text("this is no sound")
    with pytest.raises(SoundError, match="ffmpeg failed"):
        measure(tmp_path / "sound.wav")
