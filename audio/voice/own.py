"""Your own voice: takes that a person recorded, cleaned so that they sound as if they were recorded in one go.

Each is cut to its speech, freed of rumble and of the noise of its room, and made as loud as the others; so no room is
heard to come and go between two sentences. Its words are found in its sound. `audio.record` collects and checks them.
"""

from __future__ import annotations

import hashlib
import subprocess

import numpy as np

from audio.samples import MARGIN_SECONDS, QUIET, RATE, WINDOW_SECONDS, levels
from audio.sound_file import read_sound
from audio.voice.engine import Role, Speech, Voice
from audio.voice.level import SPEECH_LUFS, evened

RUMBLE_HZ = 70
"""What is lower than a voice: traffic, steps, breath on the microphone."""
NOISE_REDUCTION_DB = 24
"""By how much the noise of the room is lowered; more would sound metallic."""
NOISE_SHARE = 10
"""Percentile of the levels of a take that is its room's: people pause for more than that share of a recording."""
ABOVE_NOISE = 2.5
"""Speech begins where the level is this many times that of the room."""
FADE_SECONDS = 0.012
"""How long a take takes to come out of the silence before it, and to go into that after it."""


class Own:
    """The engine behind VOICE=own; another one may speak what is not recorded yet."""

    concurrency = 1

    def __init__(self, role: Role) -> None:
        """Take on a role: its recordings, and its understudy for sentences without one."""
        self._recordings, self._understudy = role.recordings, role.understudy
        others = f", and {role.understudy.voice.description} where a take is missing" if role.understudy else ""
        self.voice = Voice(
            engine="own",
            version="1",
            name="own",
            language=role.locale,
            accent="",
            speed=1.0,
            description=f"the film's own recordings ({role.locale}){others}",
        )

    def recipe(self, text: str) -> str:
        """Return what else affects the sound of `text`: its recording, how it is cleaned, or who speaks instead."""
        if text not in self._recordings:
            assert self._understudy is not None, "missing takes are refused before anything is spoken"
            return f"{self._understudy.voice} {self._understudy.recipe(text)}"
        digest = hashlib.sha256(self._recordings[text].read_bytes()).hexdigest()
        return f"{digest} {SPEECH_LUFS} {RUMBLE_HZ} {NOISE_REDUCTION_DB} {ABOVE_NOISE} {FADE_SECONDS}"

    def speak(self, text: str) -> Speech:
        """Return the recording of `text`, cleaned, without words: they are found in its sound.

        Raises:
            ValueError: it is silent, or ffmpeg cannot read it.
        """
        if text in self._recordings:
            return cleaned(read_sound(self._recordings[text]).samples), None
        assert self._understudy is not None, "missing takes are refused before anything is spoken"
        return self._understudy.speak(text)


def cleaned(samples: np.ndarray) -> np.ndarray:
    """Return a recording (n,) at RATE cut to its speech, without noise, as loud as every sentence.

    Raises:
        ValueError: there is no speech in it.
    """
    first, last = spoken_part(samples)
    clean = _without_noise(samples, room_level(samples))[round(first * RATE) : round(last * RATE)].copy()
    fade = round(FADE_SECONDS * RATE)
    slope = np.linspace(0, 1, fade, dtype=clean.dtype)
    clean[:fade] *= slope
    clean[-fade:] *= slope[::-1]
    return evened(clean)


def room_level(samples: np.ndarray) -> float:
    """Return the level of the room's noise in a recording, as a share of full scale."""
    level = levels(samples)
    return float(np.percentile(level, NOISE_SHARE)) if len(level) else 0.0


def spoken_part(samples: np.ndarray) -> tuple[float, float]:
    """Return the seconds at which speech begins and ends in a recording with noise, with a margin around it.

    Raises:
        ValueError: there is no speech in it.
    """
    level = levels(samples)
    if not len(level) or level.max() < 0.001:
        raise ValueError("there is nothing but silence in it")
    heard = np.flatnonzero(level > max(QUIET * level.max(), ABOVE_NOISE * room_level(samples)))
    if not len(heard):
        raise ValueError("there is nothing but noise in it")
    first, last = heard[0] * WINDOW_SECONDS - MARGIN_SECONDS, (heard[-1] + 1) * WINDOW_SECONDS + MARGIN_SECONDS
    return max(0.0, float(first)), min(len(samples) / RATE, float(last))


def _without_noise(samples: np.ndarray, noise: float) -> np.ndarray:
    """Return the samples without rumble, and with noise of that level lowered, by ffmpeg."""
    floor = min(-20.0, max(-80.0, 20 * np.log10(max(noise, 1e-4))))
    filters = f"highpass=f={RUMBLE_HZ},afftdn=nr={NOISE_REDUCTION_DB}:nf={floor:.1f}"
    pcm = ["-f", "f32le", "-ar", str(RATE), "-ac", "1"]
    command = ["ffmpeg", "-v", "error", *pcm, "-i", "pipe:0", "-af", filters, *pcm, "pipe:1"]
    run = subprocess.run(command, input=samples.astype("<f4").tobytes(), capture_output=True, check=True)
    clean = np.frombuffer(run.stdout, "<f4")
    return np.pad(clean, (0, max(0, len(samples) - len(clean))))[: len(samples)]
