"""Joins the scenes' sound and the music into one track, at the loudness of the big sites.

    python -m audio.mix --locale en --music on [scene …]        <sound>/narration.wav

All sound is 48 kHz, 16 bit. With `--music off`, or in a film without `scenes/score.py`, the track is the voice only.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from pydub import AudioSegment
from scipy.io import wavfile

from audio.loudness import LOUDNESS_LUFS, METER, Loudness, SoundError, ffmpeg, measure, parse_loudness
from audio.music import score
from audio.music.bed import synthesize
from audio.music.duck import spoken_in, under
from audio.samples import RATE
from audio.timing.record import load
from plan.built import damaged_error, is_whole_wav
from plan.exits import exit_on
from plan.files import write_whole
from plan.film import MUSIC, film
from plan.options import edition, parser
from plan.words import read

LIMIT_DB = -1.8
"""Samples are kept below this: AAC, and the peaks between samples, add to it."""
TOLERANCE_LU = 0.1
"""How near the loudness must come to LOUDNESS_LUFS."""
STEPS = 12
"""Attempts, each one measured, after which it must be that near."""
QUIETEST_LUFS = -40.0
"""Sound that is quieter is amplified as if it were this loud: silence has no loudness."""
VOICE_CHAIN = "pan=stereo|c0=c0|c1=c0,highpass=f=70,acompressor=threshold=-26dB:ratio=3:attack=5:release=90:knee=6"
"""What ffmpeg does to the voice before its loudness is set."""

Music = Callable[[np.ndarray], np.ndarray]
"""Takes a voice and returns the music to add to it; both (n, 2) float at RATE."""


def master(source: Path, target: Path, music: Music | None = None) -> Loudness:
    """Bring a narration to LOUDNESS_LUFS below the peak limit, as a stereo WAV, and return how loud it is.

    Compression comes first: a voice's peaks are so far above its loudness that gain without compression would clip.
    Then the music is added to the voice, so that both get the same gain. If the limiter takes some of the gain back,
    further attempts add it again; if peaks between samples are too high, they lower the limit.

    Raises:
        SoundError: the loudness does not settle, as with a silent track.
    """
    with tempfile.NamedTemporaryFile(suffix=".wav") as compressed:
        ffmpeg("-i", str(source), "-af", VOICE_CHAIN, "-c:a", "pcm_f32le", "-y", compressed.name)
        if music:
            voice = wavfile.read(compressed.name)[1]
            wavfile.write(compressed.name, RATE, voice + music(voice))
        gain, effect, limit = _missing(measure(Path(compressed.name))), 1.0, LIMIT_DB
        for _ in range(STEPS):
            chain = f"volume={gain:.2f}dB,alimiter=limit={limit:.1f}dB:level=0,{METER}"
            log = ffmpeg("-i", compressed.name, "-af", chain, "-c:a", "pcm_s16le", "-y", str(target))
            loudness = parse_loudness(log)
            near = abs(_missing(loudness)) <= TOLERANCE_LU
            if near and loudness.excess <= 0:
                return loudness
            limit -= max(0.0, loudness.excess)
            # The more the limiter acts, the less a further decibel of gain adds.
            gain += _missing(loudness) / effect
            effect = 0.7
    if near:  # a peak that is still too high is lowered when the sound is encoded
        return loudness
    raise SoundError(f"the narration stays at {loudness.lufs} LUFS, wanted {LOUDNESS_LUFS}: is a take silent?")


def _missing(loudness: Loudness) -> float:
    """Return by how many LU a sound is too quiet."""
    return LOUDNESS_LUFS - max(loudness.lufs, QUIETEST_LUFS)


def bed(timings: Sequence[Path]) -> Music | None:
    """Return a function that gives the music to add to the film's voice, from its scenes' timings in running order.

    Return None for a film without music: it has no `scenes/score.py`, or its words name no hours.

    Raises:
        InputError: the words name hours that the model does not know, or an unknown effect.
    """
    part = score.music_part()
    if part is None:
        return None
    scenes = [load(path) for path in timings]
    composed = score.compose([(read(Path(timing.source)), timing) for timing in scenes], part)
    if composed is None:
        return None
    sound = synthesize(composed)
    return lambda voice: under(voice, sound, spoken_in(scenes, len(voice)))


def main() -> None:
    """Mix the scenes that the command line names."""
    options = _options()
    began = time.monotonic()
    folder = edition(options).sound
    with exit_on("sound", SoundError):
        voice = sum((_sound(folder / f"{scene}.wav") for scene in options.scenes), AudioSegment.empty())
        music = bed([folder / f"{scene}.json" for scene in options.scenes]) if options.music == "on" else None
        with tempfile.TemporaryDirectory() as drafts:
            raw, mastered = Path(drafts) / "raw.wav", Path(drafts) / "mastered.wav"
            voice.export(raw, format="wav")
            loudness = master(raw, mastered, music)
            write_whole(folder / "narration.wav", mastered.read_bytes())
    what = "voice and music" if music else "voice"
    print(f"sound: {what}, {loudness.lufs} LUFS, {loudness.peak} dBTP ({time.monotonic() - began:.1f} s)")


def _sound(path: Path) -> AudioSegment:
    """Return a scene's sound.

    Raises:
        InputError: the file is damaged.
    """
    if not is_whole_wav(path):
        raise damaged_error(path)
    return AudioSegment.from_wav(path)


def _options() -> argparse.Namespace:
    options = parser("Joins the scenes' sound and the music into one track.")
    options.add_argument("--music", default=film().music, choices=MUSIC)
    return options.parse_args()


if __name__ == "__main__":
    main()
