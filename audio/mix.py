"""Joins scenes and music into one track at the loudness of the big sites.

    python -m audio.mix --music on --into build/en/narration.wav build/en/message.wav …

All sound is 48 kHz, 16 bit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from pydub import AudioSegment
from scipy.io import wavfile

from audio.loudness import LOUDNESS_LUFS, METER, Loudness, SoundError, ffmpeg, measure, told
from audio.music import score
from audio.music.bed import synthesize
from audio.music.duck import spoken_in, under
from audio.timing.assemble import RATE
from audio.timing.timing import load
from plan.errors import InputError
from plan.files import write_whole
from plan.words import read

# The limiter leaves room for what AAC adds to the peaks.
_CEILING_DB = -1.8
_TOLERANCE_LU = 0.1
_VOICE_CHAIN = "pan=stereo|c0=c0|c1=c0,highpass=f=70,acompressor=threshold=-26dB:ratio=3:attack=5:release=90:knee=6"


def master(source: Path, target: Path, music: Callable[[np.ndarray], np.ndarray] | None = None) -> Loudness:
    """Bring a narration to -14 LUFS under the peak limit, as a stereo WAV.

    Compression comes first: a voice's peaks stand so far above its loudness that gain alone would clip. Then
    `music` says what to add to the voice, (n, 2) float at RATE, so that the gain is one for both. Where
    the limiter takes some of the gain back, further measured steps make up for it.

    Raises:
        SoundError: it does not settle, as with a silent track.
    """
    with tempfile.NamedTemporaryFile(suffix=".wav") as compressed:
        ffmpeg("-i", str(source), "-af", _VOICE_CHAIN, "-c:a", "pcm_f32le", "-y", compressed.name)
        if music:
            voice = wavfile.read(compressed.name)[1]
            wavfile.write(compressed.name, RATE, voice + music(voice))
        gain, effect = LOUDNESS_LUFS - max(measure(Path(compressed.name)).lufs, -40.0), 1.0
        for _ in range(8):
            chain = f"volume={gain:.2f}dB,alimiter=limit={_CEILING_DB}dB:level=0,{METER}"
            loudness = told(ffmpeg("-i", compressed.name, "-af", chain, "-c:a", "pcm_s16le", "-y", str(target)))
            missing = LOUDNESS_LUFS - max(loudness.lufs, -40.0)
            if abs(missing) <= _TOLERANCE_LU:
                return loudness
            # The more the limiter acts, the less a further decibel of gain adds.
            gain += missing / effect
            effect = 0.7
    raise SoundError(f"the narration stays at {loudness.lufs} LUFS, wanted {LOUDNESS_LUFS}: is a take silent?")


def bed(timings: Sequence[Path]) -> Callable[[np.ndarray], np.ndarray] | None:
    """Return what adds the film's bed to its voice, from its scenes' timings in running order.

    Returns:
        A function of the voice; None for a film whose music follows nothing: it has no `scenes/score.py`, or its
        words name no hours.

    Raises:
        InputError: the words name hours that the model does not know, or an effect that there is not.
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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="+", type=Path, help="the scenes' sound in running order, timings beside it")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--music", choices=["on", "off"], default="on")
    options = parser.parse_args()
    began = time.monotonic()
    whole = sum((AudioSegment.from_wav(str(path)) for path in options.scenes), AudioSegment.empty())
    try:
        music = bed([path.with_suffix(".json") for path in options.scenes]) if options.music == "on" else None
        with tempfile.TemporaryDirectory() as folder:
            raw, mastered = Path(folder) / "raw.wav", Path(folder) / "mastered.wav"
            whole.export(raw, format="wav")
            loudness = master(raw, mastered, music)
            write_whole(options.into, mastered.read_bytes())
    except (SoundError, InputError) as error:
        sys.exit(f"sound: {error}")
    what = "voice and music" if music else "voice"
    print(f"sound: {what}, {loudness.lufs} LUFS, {loudness.peak} dBTP ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    main()
