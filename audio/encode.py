"""Encodes the film's sound, once for all formats and qualities, and measures the result.

    python -m audio.encode --locale en        <sound>/narration.wav -> <sound>/narration.aac

A film whose sound is only copied into it is joined as soon as its picture is ready.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from audio.loudness import PEAK_DBTP, Loudness, SoundError, ffmpeg, measure
from plan.exits import exit_on
from plan.files import write_whole
from plan.options import edition, parser

AAC = ["-c:a", "aac", "-b:a", "384k", "-aac_coder", "fast", "-aac_pns", "0", "-aac_is", "0", "-aac_tns", "0"]
AAC += ["-aac_ms", "0"]
"""At this bit rate the encoder's tools for saving bits are not needed, and would take eight times as long."""
STEPS = 8
"""Attempts, each one measured, after which the peaks must be below the limit."""
PRIMING = 1024
"""Samples that ffmpeg's AAC encoder puts before the sound."""


def encode(source: Path, target: Path) -> Loudness:
    """Write a WAV as AAC in ADTS, and return how loud it is.

    The AAC encoder adds PRIMING samples, and without an edit list players would not skip them: the sound would be 21 ms
    late. So as many samples of the opening silence are cut instead.

    Encoding may raise peaks, and only measuring shows by how much: if one is above PEAK_DBTP, the sound is encoded
    again a little quieter.

    Raises:
        SoundError: ffmpeg refuses, or a peak stays too high.
    """
    gain = 0.0
    for _ in range(STEPS):
        chain = f"atrim=start_sample={PRIMING}" + (f",volume={gain:.2f}dB" if gain else "")
        ffmpeg("-i", str(source), "-af", chain, *AAC, "-f", "adts", "-y", str(target))
        loudness = measure(target)
        if loudness.excess <= 0:
            return loudness
        gain -= loudness.excess
    raise SoundError(f"a peak stays at {loudness.peak} dBTP in the encoded sound, wanted {PEAK_DBTP} at most")


def main() -> None:
    """Encode the narration of the language that the command line names."""
    options = parser("Encodes the film's sound.", scenes=False).parse_args()
    began = time.monotonic()
    folder = edition(options).sound
    with exit_on("sound", SoundError), tempfile.TemporaryDirectory() as drafts:
        encoded = Path(drafts) / "sound.aac"
        loudness = encode(folder / "narration.wav", encoded)
        write_whole(folder / "narration.aac", encoded.read_bytes())
    print(f"sound: AAC, {loudness.lufs} LUFS, {loudness.peak} dBTP ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    main()
