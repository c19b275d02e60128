"""What is installed is what was pinned, and nothing else is used."""

from __future__ import annotations

import subprocess

import pytest

from audio.voice.kokoro import install
from audio.voice.kokoro.files import MODEL, voice_file
from audio.voice.kokoro.install import InstallationError


def test_a_package_of_voices_that_was_changed_is_refused(tmp_path):
    package = tmp_path / "kokoro-js-1.2.1.tgz"
    package.write_bytes(b"something else")
    before = voice_file("ef_dora").stat().st_mtime_ns
    with pytest.raises(InstallationError, match="is not what was pinned"):
        install.install_voices(package)
    assert voice_file("ef_dora").stat().st_mtime_ns == before


def test_a_model_that_was_changed_is_refused(tmp_path, monkeypatch):
    for part in install.PARTS:
        (tmp_path / part).mkdir()
        (tmp_path / part / "part.bin").write_bytes(b"something else")
    monkeypatch.setattr(install, "package_folder", lambda name: tmp_path / name)
    before = MODEL.stat().st_mtime_ns
    with pytest.raises(InstallationError, match="not those that were pinned"):
        install.install_model()
    assert MODEL.stat().st_mtime_ns == before


def test_without_a_network_it_says_so_in_a_line(tmp_path, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "npm error code ENOTFOUND\n")
    monkeypatch.setattr(install.shutil, "which", lambda name, path: "/npm")
    monkeypatch.setattr(install.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(InstallationError, match=r"cannot download the Kokoro voices \(npm error code ENOTFOUND\): run"):
        install.download(tmp_path)


def test_without_npm_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(install.shutil, "which", lambda name, path: None)
    with pytest.raises(InstallationError, match=r"there is no npm.*install Node\.js"):
        install.download(tmp_path)
