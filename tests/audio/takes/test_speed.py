"""Speed: a slow voice is sped up, and its word times stay right."""

from __future__ import annotations

import numpy as np
import pytest

from audio.samples import RATE
from audio.spoken import SpokenWord
from audio.takes.speed import FASTEST, at_speed, needed_speed
from audio.takes.store import Take, write


def test_a_slow_voice_is_sped_up_and_its_word_times_stay_right(tmp_path):
    assert needed_speed(1000, 50) == FASTEST
    sound = np.concatenate([np.zeros(RATE // 2), np.ones(RATE // 2) * 0.3, np.zeros(RATE)]).astype(np.float32)
    sound[RATE // 2 : RATE] *= np.sin(np.arange(RATE // 2) * 0.05)
    take = write(tmp_path, "slow", "now", sound, (SpokenWord("now", 0.5, 1.0),), "aligned")
    (fast,) = at_speed([take], 1.25, tmp_path)
    assert isinstance(fast, Take)
    assert fast.seconds == pytest.approx(take.seconds / 1.25, abs=0.03)
    assert (fast.words[0].start, fast.words[0].end) == pytest.approx((0.4, 0.8))
    assert at_speed([take], 1.25, tmp_path) == [fast]
