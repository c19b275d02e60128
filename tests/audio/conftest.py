"""What tests of sound share: a few sentences, spoken once, and the film's music under a voice of noise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import piper_film
import pytest
from narrations import speak
from scipy.signal import butter, sosfilt
from scores import composed

from audio.music.bed import synthesize
from audio.music.duck import spoken_in, under
from audio.music.score import Score
from audio.samples import RATE
from audio.takes.store import Take
from audio.timing.record import Timing
from audio.voice.engine import Voice

PiperFilm = tuple[Path, Voice, list[Take]]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> PiperFilm:
    """Return the store, the voice and the takes of the sentences of piper_film."""
    store = tmp_path_factory.mktemp("piper")
    return store, *piper_film.speak(store)


@pytest.fixture(scope="session")
def timings(scripts_of_the_film) -> list[Timing]:
    """Return when the film's words fall, without a voice."""
    return [speak(script) for script in scripts_of_the_film]


@pytest.fixture(scope="session")
def score(scripts_of_the_film, timings) -> Score:
    """Return the score of the film."""
    return composed(scripts_of_the_film, timings)


@pytest.fixture(scope="session")
def sound(score) -> np.ndarray:
    """Return the film's bed, (n, 2)."""
    return synthesize(score)


@pytest.fixture(scope="session")
def spoken(timings, sound) -> np.ndarray:
    """Return where a word of the film is heard, (n,)."""
    return spoken_in(timings, len(sound))


@pytest.fixture(scope="session")
def voice(spoken) -> np.ndarray:
    """Return noise in the band of speech, in syllables of a fifth of a second, wherever a word is heard, (n, 2)."""
    noise = np.random.default_rng(3).normal(size=len(spoken)) * (
        0.6 + 0.4 * np.sin(np.arange(len(spoken)) * 2 * np.pi * 5 / RATE)
    )
    noise = sosfilt(butter(2, (150, 4000), "bandpass", fs=RATE, output="sos"), noise)
    mono = (0.1 * noise / noise.std() * spoken).astype(np.float32)
    return np.stack([mono, mono], axis=1)


@pytest.fixture(scope="session")
def low(voice, sound, spoken) -> np.ndarray:
    """Return the bed as it lies under the voice, (n, 2)."""
    return under(voice, sound, spoken)
