"""Finds known vulnerabilities of the packages in locks: `make audit`.

    python -m plan.audit requirements-test.lock
    python -m plan.audit requirements-test.lock --advisories all.zip

The first asks PyPI by pip-audit, which is installed into a folder of its own. The second needs no network: it reads
advisories in the form of OSV (https://ossf.github.io/osv-schema), as one JSON file, a folder of them, or OSV's archive
of all that concern PyPI. With --json, one JSON document comes instead of the lines (docs/programs.md).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from plan.errors import InputError
from plan.exits import FAILED, exit_on
from plan.licences import read_locks
from plan.options import add_json

PIP_AUDIT = "pip-audit==2.10.1"
_FOLDER = Path(sys.prefix) / "audit"
_ARCHIVE = "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip"
_OFFLINE = f"without PyPI, save {_ARCHIVE} and run make audit ADVISORIES=all.zip"
_TIMEOUT_SECONDS = 600


class AuditError(RuntimeError):
    """The packages cannot be looked up. The message says why, and how to fix it."""


@dataclass(frozen=True)
class Vulnerability:
    """A known vulnerability of a locked package.

    Attributes:
        package, version: which one.
        advisory: its identifier, such as PYSEC-2021-66.
        fixed_in: the versions that no longer have it.
        summary: what it is, in a line; "" where the advisory says nothing.
    """

    package: str
    version: str
    advisory: str
    fixed_in: tuple[str, ...]
    summary: str

    def __str__(self) -> str:
        """Return it as it is printed."""
        fix = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "not fixed yet"
        return f"{self.package} {self.version}: {self.advisory}, {fix}: {self.summary}".removesuffix(": ")


@dataclass
class Audit:
    """What is known of the packages of a lock.

    Attributes:
        packages: how many there are.
        source: who was asked.
        findings: their vulnerabilities.
        unknown: those of which the source knows nothing, not even that they exist.
    """

    packages: int = 0
    source: str = ""
    findings: list[Vulnerability] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def locked(lock: str) -> list[tuple[str, str]]:
    r"""Return each name and version in a lock once; one name may have several versions.

    >>> locked("numpy==2.1 \\\n    --hash=sha256:0\nav==1 ; python_version < '4'\n")
    [('numpy', '2.1'), ('av', '1')]
    """
    return list(dict.fromkeys(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE)))


def read_advisories(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the advisories in a JSON file, in a folder of them, or in a zip archive of them.

    Raises:
        InputError: one of them is damaged.
        OSError: there is no such file.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield from _parsed(file, file.name, file.read_bytes())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield from _parsed(path, name, archive.read(name))
    else:
        yield from _parsed(path, path.name, path.read_bytes())


def _parsed(path: Path, name: str, content: bytes) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(content)
        advisories = found if isinstance(found, list) else [found]
        if all(isinstance(each, dict) and isinstance(each["id"], str) for each in advisories):
            return advisories
        problem = "there is something else than an advisory"
    except (ValueError, KeyError) as error:
        problem = f"{name} is not an advisory ({error})"
    raise InputError(path, 1, problem, "use JSON in the form of OSV")


def vulnerabilities(
    packages: Sequence[tuple[str, str]], advisories: Iterable[Mapping[str, Any]]
) -> list[Vulnerability]:
    """Return the vulnerabilities that advisories name of packages, each a name and a version."""
    versions: dict[str, list[tuple[str, Version]]] = {}
    for name, text in packages:
        versions.setdefault(canonicalize_name(name), []).append((name, Version(text)))
    found = []
    for advisory in advisories:
        for affected in () if advisory.get("withdrawn") else advisory.get("affected", ()):
            package = affected.get("package", {})
            if package.get("ecosystem") != "PyPI":
                continue
            for name, version in versions.get(canonicalize_name(package.get("name", "")), ()):
                if _affects(affected, version):
                    text = str(advisory.get("summary") or advisory.get("details") or "").strip()
                    fixes = tuple(dict.fromkeys(_events(affected, "fixed")))
                    summary = text.splitlines()[0] if text else ""
                    found.append(Vulnerability(name, str(version), advisory["id"], fixes, summary))
    return found


def _affects(affected: Mapping[str, Any], version: Version) -> bool:
    """Return whether one entry of an advisory is about a version: as OSV says, if it is listed or in a range."""
    if version in [_version(each) for each in affected.get("versions", ())]:
        return True
    return any(_in_range(each["events"], version) for each in _ranges(affected))


def _in_range(events: Sequence[Mapping[str, str]], version: Version) -> bool:
    """Return whether the last event up to a version left it vulnerable."""
    inside = False
    for kind, text in sorted((item for event in events for item in event.items()), key=lambda item: _version(item[1])):
        match kind:
            case "introduced" if version >= _version(text):
                inside = True
            case "fixed" if version >= _version(text):
                inside = False
            case "last_affected" if version > _version(text):
                inside = False
    return inside


def _ranges(affected: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the ranges of versions; others are of commits."""
    return [each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]


def _events(affected: Mapping[str, Any], kind: str) -> Iterator[str]:
    return (event[kind] for each in _ranges(affected) for event in each["events"] if kind in event)


def _version(text: str) -> Version:
    """Return a version of an advisory; one that PyPI could not have is taken as older than all."""
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0.dev0")


def by_file(locks: Sequence[Path], path: Path) -> Audit:
    """Look the packages of locks up in saved advisories.

    Raises:
        InputError, OSError: they cannot be read.
        AuditError: there are none.
    """
    advisories = list(read_advisories(path))
    if not advisories:
        raise AuditError(f"{path} has no advisories: {_OFFLINE}")
    packages = locked(read_locks(locks))
    newest = max(str(each.get("modified", "")) for each in advisories)[:10]
    source = f"{len(advisories):,} advisories, the newest of {newest or 'an unknown day'}"
    return Audit(len(packages), source, vulnerabilities(packages, advisories))


def by_pip_audit(locks: Sequence[Path], command: Sequence[str]) -> Audit:
    """Ask PyPI by pip-audit for the packages of locks.

    Raises:
        AuditError: PyPI does not answer, or pip-audit fails.
    """
    arguments = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "-f", "json"]
    arguments += [word for lock in locks for word in ("-r", str(lock))]
    try:
        run = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=_TIMEOUT_SECONDS)
        answer = json.loads(run.stdout)["dependencies"]
        unknown = [each["name"] for each in answer if "skip_reason" in each]
        return Audit(len(answer), "PyPI", list(_told(answer)), unknown)
    except subprocess.TimeoutExpired:
        raise AuditError(f"pip-audit did not end within {_TIMEOUT_SECONDS} s: {_OFFLINE}") from None
    except (ValueError, KeyError, TypeError):
        last = (run.stderr.strip().splitlines() or [f"it ended with {run.returncode}"])[-1]
        raise AuditError(f"pip-audit failed: {last[:300]}: {_OFFLINE}") from None


def _told(answer: Sequence[Mapping[str, Any]]) -> Iterator[Vulnerability]:
    """Yield the vulnerabilities that pip-audit lists under its packages."""
    for each in answer:
        for hole in each.get("vulns", ()):
            summary = next(iter(str(hole.get("description", "")).strip().splitlines()), "")
            yield Vulnerability(each["name"], each["version"], hole["id"], tuple(hole["fix_versions"]), summary)


def install_pip_audit() -> list[str]:
    """Return the command of pip-audit, after it has been installed if it was not there.

    Raises:
        AuditError: it cannot be installed.
    """
    program = _FOLDER / "bin" / "pip-audit"
    if not program.exists():
        venv.create(_FOLDER, clear=True, with_pip=True)
        install = [str(_FOLDER / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", PIP_AUDIT]
        if subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            raise AuditError(f"{PIP_AUDIT} could not be installed: is there a network? {_OFFLINE}")
    return [str(program)]


def main() -> None:
    """Print the known vulnerabilities of the locked packages; exit with 1 if there are any or if some are unknown."""
    options = _options()
    found = Audit()
    with exit_on("audit", AuditError, document=(lambda: asdict(found)) if options.json else None):
        if options.advisories:
            found = by_file(options.locks, options.advisories)
        else:
            found = by_pip_audit(options.locks, options.pip_audit or install_pip_audit())
        print("\n".join(map(str, found.findings)), end="\n" if found.findings else "")
        if found.unknown:
            shown = ", ".join(found.unknown[:3]) + (", …" if found.unknown[3:] else "")
            problem = f"{found.source} knows nothing of {len(found.unknown)} of {found.packages} packages ({shown})"
            raise AuditError(f"{problem}: {_OFFLINE}")
    summary = f"audit: {len(found.findings)} known vulnerabilities in {found.packages} packages, by {found.source}"
    print(summary, file=sys.stderr if options.json or found.findings else sys.stdout)
    if found.findings:
        sys.exit(FAILED)


def _options() -> argparse.Namespace:
    command_line = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command_line.add_argument("locks", type=Path, nargs="+", metavar="lock")
    saved = "file, folder or archive of advisories; by default the environment variable ADVISORIES"
    command_line.add_argument("--advisories", type=Path, default=os.environ.get("ADVISORIES") or None, help=saved)
    command_line.add_argument("--pip-audit", nargs="+", metavar="WORD", help="command of another pip-audit")
    add_json(command_line)
    options = command_line.parse_args()
    options.advisories = options.advisories and Path(options.advisories)
    return options


if __name__ == "__main__":
    main()
