"""Words are found by ear: in order and inside the sound, whatever the sound is; and where they are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.samples import RATE
from audio.takes.listen import LONGEST_FRAMES, listen
from audio.takes.sounds import FRICATIVE, STOP, VOWEL, classes, sounds

SOUNDS = st.lists(st.lists(st.sampled_from(range(4)), max_size=5), min_size=1, max_size=6)


@settings(deadline=None, max_examples=30)
@given(SOUNDS, st.floats(0.1, 3), st.integers(0, 2**32 - 1))
def test_words_are_in_order_and_inside_the_sound(own, seconds, seed):
    words = [f"word{number}{',' if number % 3 == 0 else ''}" for number in range(len(own))]
    noise = np.random.default_rng(seed).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)
    found = listen(noise, words, own)
    frames, count = int(seconds * 100), sum(map(len, own))
    if found is None:
        assert not count or not count <= frames <= count * LONGEST_FRAMES or abs(frames - count * LONGEST_FRAMES) < 2
        return
    assert [word.text for word in found] == words
    times = [time for word in found for time in (word.start, word.end)]
    assert times == sorted(times) and times[0] >= 0 and times[-1] <= seconds + 1e-4


def test_a_hiss_is_where_a_fricative_is_and_a_hum_where_a_vowel_is():
    now = np.arange(RATE) / RATE
    hum = 0.1 * np.sum([np.sin(2 * np.pi * 120 * n * now) / n for n in range(1, 30)], axis=0)
    hiss = np.diff(np.random.default_rng(1).normal(0, 0.05, RATE + 1))
    sound = np.concatenate(
        [hum[: RATE // 5], hiss[: RATE // 5], hum[: RATE // 10], np.zeros(RATE // 5), hum[: RATE // 5]]
    )
    found = listen(sound.astype(np.float32), ["a", "sa,", "a"], [[VOWEL, VOWEL], [FRICATIVE, VOWEL], [VOWEL, VOWEL]])
    assert found is not None
    for word, start, end in zip(found, (0, 0.2, 0.7), (0.2, 0.5, 0.9), strict=True):
        assert abs(word.start - start) < 0.03 and abs(word.end - end) < 0.03


def test_silence_and_a_sound_that_is_too_short_have_no_words():
    assert listen(np.zeros(RATE // 100, np.float32), ["word"], [[STOP, VOWEL]]) is None
    assert listen(np.zeros(RATE, np.float32), ["—"], [[]]) is None
    assert listen(np.zeros(RATE, np.float32), ["one"], [[STOP, VOWEL, VOWEL, STOP]]) is not None


def test_sounds_are_those_of_the_language():
    assert sounds(["chat", "—"], "fr-CA") == [classes("ʃa"), []]
    assert sounds(["chat"], "pt-BR") != sounds(["chat"], "de")
    assert sounds(["细胞，"], "zh-Hans") == [[FRICATIVE, VOWEL, 1] * 2]
    assert (sounds(["IL-6"], "zh") or [])[0][-3:] == [FRICATIVE, VOWEL, 1]
    assert sounds(["細胞"], "ja") is None and sounds(["word"], "xx") is None
