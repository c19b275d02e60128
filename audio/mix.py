"""Joins takes into a scene's sound, and scenes and music into one track at the loudness of the big sites.

    python -m audio.mix --music on --into build/en/narration.wav build/en/message.wav …

All sound is 48 kHz, 16 bit; a scene is mono and lasts whole 1/15 s, so that pictures can keep up with it
frame by frame.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydub import AudioSegment
from scipy.io import wavfile

from audio import score
from audio.atomic import write_whole
from audio.bed import synthesize
from audio.duck import spoken_in, under
from audio.script import ScriptError, read
from audio.timing import GRID, load

RATE = 48_000
"""Samples a second."""
LEAD_SECONDS = 0.2
"""Silence before a scene's first word: the picture arrives first."""
PAUSE_SECONDS = 0.32
"""Silence between two sentences, about what a reader takes to breathe."""
TAIL_SECONDS = 0.25
"""Silence after a scene's last word. With the next lead it stays under the 0.8 s that sound like a fault."""
LOUDNESS_LUFS = -14.0
PEAK_DBTP = -1.0
# The limiter leaves room for what AAC adds to the peaks.
_CEILING_DB = -1.8
_TOLERANCE_LU = 0.1
_VOICE_CHAIN = "pan=stereo|c0=c0|c1=c0,highpass=f=70,acompressor=threshold=-26dB:ratio=3:attack=5:release=90:knee=6"


class SoundError(RuntimeError):
    """The sound could not be made as the standards want it."""


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness (LUFS) and true peak (dBTP) after EBU R 128."""

    lufs: float
    peak: float


def silence(samples: int) -> AudioSegment:
    """Return that many samples of silence, which pydub alone would round to milliseconds."""
    return AudioSegment(data=bytes(2 * samples), sample_width=2, frame_rate=RATE, channels=1)


def assemble(takes: Sequence[Path]) -> tuple[AudioSegment, list[float]]:
    """Join the takes of a scene with pauses.

    Args:
        takes: WAV files, mono, 16 bit, 48 kHz.

    Returns:
        The scene's sound, and the second at which each take starts in it.
    """
    sound, starts = silence(round(LEAD_SECONDS * RATE)), []
    for number, take in enumerate(takes):
        if number:
            sound += silence(round(PAUSE_SECONDS * RATE))
        starts.append(sound.frame_count() / RATE)
        sound += AudioSegment.from_wav(str(take))
    return _pad_to_grid(sound + silence(round(TAIL_SECONDS * RATE))), starts


def _pad_to_grid(sound: AudioSegment) -> AudioSegment:
    samples, step = int(sound.frame_count()), RATE // GRID
    return sound + silence(math.ceil(samples / step) * step - samples)


def measure(path: Path) -> Loudness:
    """Measure a sound file, or the sound of a film, as it is decoded.

    Raises:
        SoundError: ffmpeg cannot read it.
    """
    log = _ffmpeg("-i", str(path), "-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null", "-")
    summary = log[log.rindex("Summary:") :]
    lufs, peak = (float(re.search(rf"{key}:\s+(-?[\d.]+|-inf)", summary)[1]) for key in ("I", "Peak"))
    return Loudness(lufs, peak)


def master(source: Path, target: Path, music: Callable[[np.ndarray], np.ndarray] | None = None) -> Loudness:
    """Bring a narration to -14 LUFS under the peak limit, as a stereo WAV.

    Compression comes first: a voice's peaks stand so far above its loudness that gain alone would clip. Then
    `music` says what to add to the voice, (n, 2) float at RATE, so that the gain is one for both. Where
    the limiter takes some of the gain back, further measured steps make up for it.

    Raises:
        SoundError: it does not settle, as with a silent track.
    """
    with tempfile.NamedTemporaryFile(suffix=".wav") as compressed:
        _ffmpeg("-i", str(source), "-af", _VOICE_CHAIN, "-c:a", "pcm_f32le", "-y", compressed.name)
        if music:
            voice = wavfile.read(compressed.name)[1]
            wavfile.write(compressed.name, RATE, voice + music(voice))
        gain, effect = LOUDNESS_LUFS - max(measure(Path(compressed.name)).lufs, -40.0), 1.0
        for _ in range(8):
            chain = f"volume={gain:.2f}dB,alimiter=limit={_CEILING_DB}dB:level=0"
            _ffmpeg("-i", compressed.name, "-af", chain, "-c:a", "pcm_s16le", "-y", str(target))
            loudness = measure(target)
            missing = LOUDNESS_LUFS - max(loudness.lufs, -40.0)
            if abs(missing) <= _TOLERANCE_LU:
                return loudness
            # The more the limiter acts, the less a further decibel of gain adds.
            gain += missing / effect
            effect = 0.7
    raise SoundError(f"the narration stays at {loudness.lufs} LUFS, wanted {LOUDNESS_LUFS}: is a take silent?")


def bed(timings: Sequence[Path]) -> Callable[[np.ndarray], np.ndarray]:
    """Return what adds the film's bed to its voice, from its scenes' timings in running order.

    Raises:
        ScriptError: a scene's header asks for music that there is not.
    """
    scenes = [load(path) for path in timings]
    sound = synthesize(score.compose([(read(Path(timing.source)), timing) for timing in scenes]))
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
    except (SoundError, ScriptError) as error:
        sys.exit(f"sound: {error}")
    what = "voice and music" if music else "voice"
    print(f"sound: {what}, {loudness.lufs} LUFS, {loudness.peak} dBTP ({time.monotonic() - began:.1f} s)")


def _ffmpeg(*arguments: str) -> str:
    command = ["ffmpeg", "-hide_banner", "-nostdin", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if run.returncode:
        raise SoundError(f"ffmpeg failed: {run.stderr.strip().splitlines()[-1]}")
    return run.stderr


if __name__ == "__main__":
    main()
