"""A scene's sound: it lasts whole frames, and its takes start at the reported times."""

from __future__ import annotations

import numpy as np
import pytest
from narrations import buzz

from audio.samples import RATE
from audio.timing.assemble import assemble, silence_seconds


@pytest.mark.parametrize("lengths", [[1.0], [0.7313, 1.2], [2.00001, 0.5, 0.31]])
def test_a_scene_lasts_whole_frames_at_every_rate_and_its_takes_start_at_the_reported_times(tmp_path, lengths):
    takes = [buzz(tmp_path / f"{number}.wav", seconds) for number, seconds in enumerate(lengths)]
    sound, starts = assemble(takes)
    for rate in (15, 30, 60):
        assert (len(sound) * rate) % RATE == 0
    assert sound.dtype == np.int16 and len(starts) == len(lengths)
    for start in starts:
        at = round(start * RATE)
        assert not sound[at - 20 : at].any()
        assert sound[at : at + 20].any()
    silent = len(sound) / RATE - sum(round(seconds * RATE) for seconds in lengths) / RATE
    assert silence_seconds(1, len(lengths)) - 1 / 15 <= silent + 1e-9 <= silence_seconds(1, len(lengths)) + 1e-9
