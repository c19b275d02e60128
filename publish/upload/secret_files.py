"""What uploads must remember between runs, outside the repository and readable only by its owner.

These are tokens, and the address of an unfinished upload: whoever has that address can write to it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from plan.files import write_whole
from plan.film import film
from publish.upload.errors import UploadError


def secrets_folder() -> Path:
    """Return the folder of this film's secrets: ~/.config/<title>-film on Linux, or where XDG_CONFIG_HOME says."""
    return user_config_path(f"{film().slug}-film", appauthor=False)


def save(name: str, values: dict[str, Any]) -> None:
    """Write a secret so that only its owner can read it."""
    folder = secrets_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    write_whole(folder / name, json.dumps(values).encode(), mode=0o600)


def load(name: str) -> dict[str, Any]:
    """Return what was saved under a name; empty if nothing was.

    Raises:
        UploadError: it is damaged.
    """
    path = secrets_folder() / name
    if not path.exists():
        return {}
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        saved = None
    if not isinstance(saved, dict):
        raise UploadError(f"{path} is damaged: delete it, and log in again") from None
    return saved


def delete(name: str) -> None:
    """Delete what was saved under a name."""
    (secrets_folder() / name).unlink(missing_ok=True)
