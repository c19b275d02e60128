"""Sound: scenes last whole frames, one track has its loudness, the budget says what to cut."""

import wave
from pathlib import Path

import numpy as np
import pytest
from narrations import speak, stretch

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, SoundError
from audio.mix import master
from audio.timing.assemble import RATE, assemble
from audio.timing.budget import LONGEST_SECONDS, BudgetError, check_budget
from audio.voice.speed import FASTEST, hasten, needed_speed
from audio.voice.takes import Take, Word, write


def _take(path: Path, seconds: float, level: float = 0.1) -> Path:
    """A buzz that comes and goes like syllables."""
    time = np.arange(round(seconds * RATE)) / RATE
    sound = level * np.sign(np.sin(2 * np.pi * 140 * time)) * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.parametrize("lengths", [[1.0], [0.7313, 1.2], [2.00001, 0.5, 0.31]])
def test_a_scene_lasts_whole_frames_at_every_rate_and_its_takes_start_where_it_says(tmp_path, lengths):
    takes = [_take(tmp_path / f"{k}.wav", seconds) for k, seconds in enumerate(lengths)]
    sound, starts = assemble(takes)
    for rate in (15, 30, 60):
        assert (sound.frame_count() * rate) % RATE == 0
    samples = np.array(sound.get_array_of_samples())
    for start in starts:
        at = round(start * RATE)
        assert not samples[at - 20 : at].any()
        assert samples[at : at + 20].any()


def test_a_narration_reaches_its_loudness_under_the_peak_limit(tmp_path):
    loudness = master(_take(tmp_path / "raw.wav", 12, level=0.05), tmp_path / "mastered.wav")
    assert abs(loudness.lufs - LOUDNESS_LUFS) <= 0.5
    assert loudness.peak <= PEAK_DBTP
    with wave.open(str(tmp_path / "mastered.wav")) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE)


def test_a_silent_narration_is_an_error_and_not_amplified_for_ever(tmp_path):
    with pytest.raises(SoundError, match="silent"):
        master(_take(tmp_path / "raw.wav", 3, level=0.0), tmp_path / "mastered.wav")


def test_a_film_over_its_budget_is_refused_with_what_to_cut(scripts_of_the_film):
    timings = [stretch(speak(script), 0, 2.5) for script in scripts_of_the_film]
    assert sum(timing.seconds for timing in timings) > LONGEST_SECONDS
    with pytest.raises(BudgetError) as error:
        check_budget(timings)
    message = str(error.value)
    for timing in timings:
        assert f"{timing.scene:<10} {timing.seconds:7.1f}" in message
    assert "cut about" in message
    assert any(f"{t.source}:{beat.line}: " in message for t in timings for beat in t.beats)


def test_a_film_that_is_too_short_is_told_how_many_words_to_add(scripts_of_the_film):
    with pytest.raises(BudgetError, match=r"under its 50 s: add about \d+ words"):
        check_budget([speak(script) for script in scripts_of_the_film[:3]])


def test_a_slow_voice_is_hastened_and_its_words_stay_in_step(tmp_path):
    assert needed_speed(1000, 50) == FASTEST
    sound = np.concatenate([np.zeros(RATE // 2), np.ones(RATE // 2) * 0.3, np.zeros(RATE)]).astype(np.float32)
    sound[RATE // 2 : RATE] *= np.sin(np.arange(RATE // 2) * 0.05)
    take = write(tmp_path, "slow", "now", sound, (Word("now", 0.5, 1.0),), "aligned")
    (fast,) = hasten([take], 1.25, tmp_path)
    assert isinstance(fast, Take)
    assert fast.seconds == pytest.approx(take.seconds / 1.25, abs=0.03)
    assert (fast.words[0].start, fast.words[0].end) == pytest.approx((0.4, 0.8))
    assert hasten([take], 1.25, tmp_path) == [fast]
