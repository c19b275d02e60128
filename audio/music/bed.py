"""The music under the voice, computed: pads, a heart, a pulse and a few effects, from a score to samples.

    tension             brightness and detuning of the pad, its sour notes, loudness of the pulse
    heart rate, injury  when the heart beats, and how weak and uneven it is
    the pulse           two soft plucks per heartbeat, so that it is as fast as the heart

All parts are computed at a quarter of the film's rate, since they have nothing above 6 kHz. The same score gives
the same samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from scipy.signal import butter, oaconvolve, resample_poly, sosfilt

from audio.music.chord import Chord, hertz
from audio.music.effects import EFFECTS, place
from audio.music.harmony import harmonize
from audio.music.score import STEPS, Score
from audio.samples import RATE

SLOW = 4
"""Downsampling factor: samples of the film per sample of a part."""
PART_RATE = RATE // SLOW
"""Samples a second while the parts are computed."""
FADE = 0.8
"""Seconds in which the bed fades in and out."""
BLEND = 1.2
"""Seconds in which one chord becomes the next."""
DETUNE = (2.0, 13.0)
"""Cents by which the pad's left and right sides differ, in calm and at full tension."""
UNEVEN = 0.24
"""Share of a heartbeat by which a fully injured heart beats early or late."""
SOUR = 0.6
"""Loudness of a chord's sour notes at full tension, against its other notes."""
_TABLE = 4096
"""Samples of one period of the pad's tone."""
_LOUD = 0.05
"""Root mean square of that tone."""
_SHAPES = ((2.4, 7), (1.25, 12))
"""How steeply the overtones of the pad's tone fall off and how many there are, in calm and at full tension."""


def synthesize(score: Score) -> np.ndarray:
    """Return the bed of a film as float32 (samples, 2) at RATE, with values around 0.1 and silent at both ends."""
    now = np.arange(round(score.seconds * PART_RATE)) / PART_RATE
    tension = _at(now, score.tension)
    chords = harmonize(score)
    spans = list(pairwise((*score.chords, score.seconds)))
    beats = heartbeats(score)
    wet = pad(now, tension, chords, spans) + pulse(now, tension, chords, spans, beats)
    wet += _effects(now, chords, spans, score)
    sound = _without_rumble(0.75 * wet + 0.4 * _reverb(wet) + heart(now, score, beats))
    ends = np.clip(np.minimum(now, score.seconds - 1 / PART_RATE - now) / FADE, 0, 1)
    sound *= (np.sin(np.pi / 2 * ends) ** 2).astype(np.float32)
    return np.ascontiguousarray(resample_poly(sound, SLOW, 1, axis=1).T)


def heartbeats(score: Score) -> np.ndarray:
    """Return the seconds at which the heart beats: evenly by its rate, unevenly once it is injured."""
    count = np.concatenate([[0.0], np.cumsum(score.heart_rate / 60 / STEPS)])
    clock = np.arange(len(count)) / STEPS
    even = np.arange(0.5, count[-1])
    injury = np.interp(np.interp(even, count, clock), clock[:-1], score.injury)
    stray = np.random.default_rng(6).uniform(-UNEVEN, UNEVEN, len(even))
    return np.interp(even + injury * stray, count, clock)


def heart(now: np.ndarray, score: Score, beats: np.ndarray) -> np.ndarray:
    """Return the heart, (n,): lub and dub for each beat, soft in calm, weak when injured."""
    sound = np.zeros_like(now, dtype=np.float32)
    tension, injury, rate = (_at(beats, curve) for curve in (score.tension, score.injury, score.heart_rate))
    strength = (0.12 + 0.3 * tension) * (1 - 0.75 * injury)
    for beat, loud, period in zip(beats, strength, 60 / rate, strict=True):
        place(sound, beat, loud * _thump(52.0, 0.075), PART_RATE)
        place(sound, beat + 0.3 * np.sqrt(period), 0.6 * loud * _thump(68.0, 0.055), PART_RATE)
    return sound


@cache
def _thump(low: float, decay: float) -> np.ndarray:
    """Return a muffled thump gliding down to `low` Hz; its overtone keeps it audible on small loudspeakers."""
    age = np.arange(round(6 * decay * PART_RATE)) / PART_RATE
    phase = 2 * np.pi * (low * age + 0.9 * (1 - np.exp(-age / 0.02)))
    onset = np.sin(np.pi / 2 * np.clip(age / 0.012, 0, 1)) ** 2
    tail = np.clip((age[-1] - age) / decay, 0, 1)
    return onset * tail * np.exp(-age / decay) * (np.sin(phase) + 0.35 * np.sin(2 * phase))


def pad(
    now: np.ndarray, tension: np.ndarray, chords: Sequence[Chord], spans: Sequence[tuple[float, float]]
) -> np.ndarray:
    """Return the pad, (2, n): each chord's notes, detuned apart left and right, dark in calm, bright with tension."""
    drift = np.cumsum(np.exp2(np.interp(tension, [0, 1], DETUNE) / 2400) - 1) / PART_RATE
    dark, bright = (_wave(*shape) for shape in _SHAPES)
    brighter = bright - dark
    sound = np.zeros((2, len(now)), dtype=np.float32)
    for number, (chord, (start, end)) in enumerate(zip(chords, spans, strict=True)):
        part = _part(now, start - BLEND / 2, end + BLEND / 2)
        age, shine = now[part], (tension[part] ** 1.5).astype(np.float32)
        swell = _ramp(age, start, number == 0) * _ramp(-age, -end, number == len(chords) - 1)
        slow = (2 * np.pi * age).astype(np.float32)
        clocks = [_TABLE * (age + drift[part]), _TABLE * (age - drift[part])]
        for voice, note in enumerate((*chord.notes, *chord.sour)):
            breath = 0.75 + 0.25 * np.sin((0.07 + 0.013 * voice) * slow + 2.4 * note)
            gain = swell * breath * _weight(note)
            if voice >= len(chord.notes):
                gain *= SOUR * shine**2
            for side, clock in enumerate(clocks):
                spot = (hertz(note) * clock).astype(np.int32) & (_TABLE - 1)
                tone = dark[spot] + shine * brighter[spot]
                sound[side, part] += (1.0 + 0.3 * (-1) ** (voice + side)) * tone * gain
    return sound


def pulse(
    now: np.ndarray,
    tension: np.ndarray,
    chords: Sequence[Chord],
    spans: Sequence[tuple[float, float]],
    beats: np.ndarray,
) -> np.ndarray:
    """Return the pulse, (2, n): two plucks per heartbeat up and down the chord, left to right, louder with tension."""
    sound = np.zeros((2, len(now)), dtype=np.float32)
    starts = np.array([start for start, _ in spans])
    halves = np.sort(np.concatenate([beats, (beats[1:] + beats[:-1]) / 2]))
    loud = 0.12 * np.interp(halves, now, tension) ** 1.5
    for number, (second, level) in enumerate(zip(halves, loud, strict=True)):
        notes = chords[np.searchsorted(starts, second, side="right") - 1].notes[2:]
        note = notes[(0, 2, 1, 3)[number % 4]]
        blow, across = level * _pluck(note), 0.5 + 0.3 * np.sin(0.9 * number)
        for side, share in enumerate((1 - across, across)):
            place(sound[side], second, share * blow, PART_RATE)
    return sound


@cache
def _pluck(note: int) -> np.ndarray:
    """Return half a second of a plucked note."""
    age = np.arange(round(0.5 * PART_RATE)) / PART_RATE
    shape = np.sin(np.pi / 2 * np.clip(age / 0.01, 0, 1)) ** 2 * np.exp(-age / 0.09) * np.clip((0.5 - age) / 0.1, 0, 1)
    phase = 2 * np.pi * hertz(note) * age
    return shape * (np.sin(phase) + 0.4 * np.exp(-age / 0.04) * np.sin(2 * phase))


def _effects(
    now: np.ndarray, chords: Sequence[Chord], spans: Sequence[tuple[float, float]], score: Score
) -> np.ndarray:
    """Return the effects, (2, n), in the notes of the chord that sounds at that moment."""
    sound = np.zeros((2, len(now)), dtype=np.float32)
    for second, name in score.effects:
        chord = next(chord for chord, (start, end) in zip(chords, spans, strict=True) if second < end)
        for side in sound:
            place(side, second, 0.5 * EFFECTS[name](chord, PART_RATE), PART_RATE)
    return sound


def _wave(steepness: float, overtones: int) -> np.ndarray:
    """Return one period of a tone whose overtones fall off with `steepness`."""
    phase = 2 * np.pi * np.arange(_TABLE) / _TABLE
    wave = sum(np.sin(n * phase + n * n) / n**steepness for n in range(1, overtones + 1))
    return (_LOUD * wave / np.sqrt((wave**2).mean())).astype(np.float32)


def _weight(note: int) -> float:
    """Return a note's loudness: high notes are softer, and low ones not too heavy."""
    return float(np.interp(note, [36, 46, 60, 70], [0.65, 1.0, 0.7, 0.45]))


def _ramp(age: np.ndarray, start: float, whole: bool) -> np.ndarray:
    """Return 0 to 1 around `start`, such that one chord's end and the next one's start sum to 1."""
    if whole:
        return np.ones_like(age, dtype=np.float32)
    return (np.sin(np.pi / 2 * np.clip((age - start) / BLEND + 0.5, 0, 1)) ** 2).astype(np.float32)


def _reverb(sound: np.ndarray) -> np.ndarray:
    """Return the reverberation of a large soft hall, different left and right."""
    age = np.arange(round(2.2 * PART_RATE)) / PART_RATE
    noise = np.random.default_rng(1).normal(size=(2, len(age))) * np.exp(-age / 0.42) * np.clip(age / 0.03, 0, 1)
    noise = sosfilt(butter(1, 1800, fs=PART_RATE, output="sos"), noise)
    noise /= np.sqrt((noise**2).sum(axis=1, keepdims=True))
    return oaconvolve(sound, noise.astype(np.float32), axes=1)[:, : sound.shape[1]]


def _without_rumble(sound: np.ndarray) -> np.ndarray:
    """Return the sound without frequencies below 35 Hz."""
    return sosfilt(butter(2, 35, "highpass", fs=PART_RATE, output="sos"), sound).astype(np.float32)


def _part(now: np.ndarray, start: float, end: float) -> slice:
    """Return the indices of `now` from second `start` to second `end`."""
    return slice(max(0, round(start * PART_RATE)), min(len(now), round(end * PART_RATE)))


def _at(seconds: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """Return a score's curve at any seconds."""
    return np.interp(seconds, np.arange(len(curve)) / STEPS, curve)
