"""Encodes the film's sound, once for all formats and sizes, and measures what came out.

    python -m audio.encode build/en/narration.wav --into build/en/narration.aac

A film is joined faster when its sound only needs to be copied into it: the picture is what it waits for.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from audio.loudness import Loudness, SoundError, ffmpeg, measure
from plan.files import write_whole

AAC = ["-c:a", "aac", "-b:a", "384k", "-aac_coder", "fast", "-aac_pns", "0", "-aac_is", "0", "-aac_tns", "0"]
AAC += ["-aac_ms", "0"]
"""So many bits need none of the encoder's savings, which would take eight times as long to find."""
PRIMING = 1024
"""Samples that ffmpeg's AAC encoder puts before the sound."""


def encode(source: Path, target: Path) -> Loudness:
    """Write a WAV as AAC in ADTS, and return how loud it is.

    The encoder's priming would put the sound 21 ms late, since the film has no edit list to say so: as many
    samples of the silence that opens it are cut instead, and all others keep their place in time.

    Raises:
        SoundError: ffmpeg refuses.
    """
    ffmpeg("-i", str(source), "-af", f"atrim=start_sample={PRIMING}", *AAC, "-f", "adts", "-y", str(target))
    return measure(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sound", type=Path, help="a WAV at 48 kHz")
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            encoded = Path(folder) / "sound.aac"
            found = encode(options.sound, encoded)
            write_whole(options.into, encoded.read_bytes())
    except SoundError as error:
        sys.exit(f"sound: {error}")
    print(f"sound: AAC, {found.lufs} LUFS, {found.peak} dBTP ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    main()
