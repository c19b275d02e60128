"""Known vulnerabilities of locked packages: found by pip-audit or in saved advisories, and never a false all-clear."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from project import ROOT

from plan.audit import vulnerabilities

LOCK = "jinja2==2.4.1 \\\n    --hash=sha256:0\nNumPy==2.1.0\n    --hash=sha256:0\n"


def advisory(name: str, *events: dict[str, str], **more: object) -> dict[str, object]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": "OSV-1", "modified": "2026-01-02T00:00:00Z", "summary": "A hole", "affected": [affected], **more}


def audited(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "some.lock").write_text(LOCK)
    command = [sys.executable, "-m", "plan.audit", str(folder / "some.lock"), *options]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("events", "version", "affected"),
    [
        ([{"introduced": "0"}], "1.0", True),
        ([{"introduced": "0"}, {"fixed": "1.0"}], "1.0", False),
        ([{"introduced": "0"}, {"fixed": "1.0"}], "1.0rc1", True),
        ([{"introduced": "2.0"}, {"fixed": "2.10"}], "2.9", True),
        ([{"introduced": "2.0"}, {"fixed": "2.10"}], "1.9", False),
        ([{"introduced": "0"}, {"last_affected": "1.0"}], "1.0", True),
        ([{"introduced": "0"}, {"last_affected": "1.0"}], "1.0.1", False),
        ([{"fixed": "1.2"}, {"introduced": "0"}, {"introduced": "1.5"}, {"fixed": "1.7"}], "1.6", True),
        ([{"fixed": "1.2"}, {"introduced": "0"}, {"introduced": "1.5"}, {"fixed": "1.7"}], "1.3", False),
    ],
)
def test_a_range_of_versions_is_read_as_osv_defines_it(events, version, affected):
    assert bool(vulnerabilities([("Some.Package", version)], [advisory("some-package", *events)])) == affected


def test_a_listed_version_counts_and_withdrawn_advisories_and_those_of_other_registries_do_not():
    listed = advisory("some")
    listed["affected"][0]["versions"] = ["1.0"]  # type: ignore[index]
    other = advisory("some", {"introduced": "0"})
    other["affected"][0]["package"]["ecosystem"] = "npm"  # type: ignore[index]
    withdrawn = advisory("some", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z")
    assert [found.version for found in vulnerabilities([("some", "1.0"), ("some", "1.1")], [listed])] == ["1.0"]
    assert not vulnerabilities([("some", "1.0")], [other, withdrawn])


@pytest.mark.parametrize("form", ["file", "list", "folder", "archive", "environment"])
def test_saved_advisories_need_no_network_and_no_pip_audit(tmp_path, form):
    holes = [advisory("jinja2", {"introduced": "0"}, {"fixed": "2.5"}), advisory("numpy", {"introduced": "3"})]
    (tmp_path / "saved").mkdir()
    for number, hole in enumerate(holes):
        (tmp_path / f"saved/{number}.json").write_text(json.dumps(hole))
    (tmp_path / "list.json").write_text(json.dumps(holes))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in (tmp_path / "saved").iterdir():
            archive.write(file, file.name)
    names = {"file": "saved/0.json", "list": "list.json", "folder": "saved"}
    path = str(tmp_path / names.get(form, "all.zip"))
    if form == "environment":
        run = audited(tmp_path, PATH="/nowhere", ADVISORIES=path)
    else:
        run = audited(tmp_path, "--advisories", path, PATH="/nowhere")
    assert run.returncode == 1 and run.stdout == "jinja2 2.4.1: OSV-1, fixed in 2.5: A hole\n", run.stderr
    count = 1 if form == "file" else 2
    assert run.stderr == (
        f"audit: 1 known vulnerabilities in 2 packages, by {count} advisories, the newest of 2026-01-02\n"
    )


def test_what_programs_read_has_the_same_findings(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(advisory("jinja2", {"introduced": "0"})))
    run = audited(tmp_path, "--json", "--advisories", str(tmp_path / "one.json"))
    found = json.loads(run.stdout)
    assert run.returncode == 1 and found["error"] is None and found["packages"] == 2 and found["unknown"] == []
    assert found["findings"] == [
        {"package": "jinja2", "version": "2.4.1", "advisory": "OSV-1", "fixed_in": [], "summary": "A hole"}
    ]


def test_packages_without_a_known_vulnerability_pass(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(advisory("jinja2", {"introduced": "0"}, {"fixed": "2.4.1"})))
    run = audited(tmp_path, "--advisories", str(tmp_path / "one.json"))
    assert run.returncode == 0 and not run.stderr and "0 known vulnerabilities in 2 packages" in run.stdout


@pytest.mark.parametrize("step", ["plan.audit", "plan.licences"])
@pytest.mark.parametrize(("content", "says"), [(b"\xd0", ":1: this is not a lock"), (None, ": there is no such file")])
def test_a_lock_that_cannot_be_read_is_named(tmp_path, step, content, says):
    path = tmp_path / "some.lock"
    if content is not None:
        path.write_bytes(content)
    (tmp_path / "one.json").write_text('{"id": "OSV-1"}')
    more = {"ADVISORIES": str(tmp_path / "one.json")}
    run = subprocess.run([sys.executable, "-m", step, str(path)], cwd=ROOT, env=more, capture_output=True, text=True)
    assert run.returncode == 1 and f"{path}{says}" in run.stderr and run.stderr.count("\n") == 1, run.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not an advisory"),
        (b"<html>", "is not an advisory"),
        (b"[1]", "there is something else than an advisory"),
        (b'{"affected": []}', "is not an advisory ('id')"),
        (b"[]", "has no advisories"),
        (b"\xff\xfe", "is not an advisory"),
        (None, "there is no such file"),
    ],
)
def test_damaged_advisories_are_an_error_of_one_line(tmp_path, content, says):
    path = tmp_path / "saved.json"
    if content is not None:
        path.write_bytes(content)
    run = audited(tmp_path, "--advisories", str(path))
    assert run.returncode == 1 and run.stderr.count("\n") == 1 and not run.stdout
    assert run.stderr.startswith("audit: ") and says in run.stderr


ANSWERS = {
    # As pip-audit 2.10.1 prints and ends.
    "a hole": (
        1,
        '{"dependencies": [{"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.5"], '
        '"aliases": [], "description": "A hole.\\nMore."}]}, {"name": "numpy", "version": "2.1.0", "vulns": []}]}',
        "Found 1 known vulnerability in 1 package",
        "audit: 1 known vulnerabilities in 2 packages, by PyPI",
    ),
    "a mirror that knows nothing": (
        0,
        '{"dependencies": [{"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited"}, '
        '{"name": "numpy", "version": "2.1.0", "vulns": []}], "fixes": []}',
        "No known vulnerabilities found",
        "audit: PyPI knows nothing of 1 of 2 packages (jinja2): without PyPI, save ",
    ),
    "no network": (
        1,
        "",
        "Traceback (most recent call last):\nConnectionError: Failed to establish a new connection",
        "audit: pip-audit failed: ConnectionError: Failed to establish a new connection: without PyPI, save ",
    ),
    "silence": (3, "", "", "audit: pip-audit failed: it ended with 3: without PyPI, save "),
    "an answer of another form": (0, '{"dependencies": null}', "", "audit: pip-audit failed: it ended with 0"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_whatever_pip_audit_answers_is_one_line_and_no_false_all_clear(tmp_path, kind):
    status, printed, said, expected = ANSWERS[kind]
    (tmp_path / "printed").write_text(printed)
    (tmp_path / "said").write_text(said)
    program = tmp_path / "pip-audit"
    program.write_text(f'#!/bin/sh\ncd "$(dirname "$0")"\ncat printed; cat said >&2; exit {status}\n')
    program.chmod(0o755)
    run = audited(tmp_path, "--pip-audit", str(program), PATH="/usr/bin:/bin")
    assert run.returncode == 1 and run.stderr.count("\n") == 1, run.stderr
    assert run.stderr.startswith(expected), run.stderr
    assert run.stdout == ("jinja2 2.4.1: PYSEC-1, fixed in 2.5: A hole.\n" if kind == "a hole" else "")
