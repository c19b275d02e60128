"""Damaged files of the build are deleted and built again, and no step trusts them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from film_folder import working_on, write_film
from narrations import buzz, speak
from project import ROOT

from audio import mix
from audio.timing import record
from plan.built import delete_damaged
from plan.errors import InputError
from plan.words import parse
from publish.upload.manifest import read_release
from stage import screen

SCENE = "---\ntitle: A loop\n---\nCells [call](#call) cells.\n"
DAMAGE = [b"", b"{", b"null", b"[]", b"{}", b'{"beats": 1, "snapshots": 1}', b"\xff\xfe", b"[" * 100_000, b"\0" * 900]


@pytest.fixture
def folder(tmp_path) -> Path:
    """Return a folder of a build with one scene."""
    (tmp_path / "loop.json").write_text(record.dump(speak(parse(SCENE, Path("loop.md")))))
    (tmp_path / "loop.screen.json").write_text(screen.dump(screen.ScreenRecord(15, {}, (), ())))
    buzz(tmp_path / "loop.wav", 1.0)
    (tmp_path / "loop.mp4").write_bytes(b"film")
    for name in ("narration.done", "drawn", "loop.due"):
        (tmp_path / name).touch()
    return tmp_path


def test_undamaged_files_stay(folder):
    before = sorted(folder.iterdir())
    assert delete_damaged(folder) == [] and sorted(folder.iterdir()) == before


@pytest.mark.parametrize("name", ["loop.json", "loop.screen.json"])
@pytest.mark.parametrize("damage", [each for each in DAMAGE if b"beats" not in each])
def test_a_damaged_record_is_deleted_with_the_marks_of_its_step(folder, name, damage):
    (folder / name).write_bytes(damage)
    assert delete_damaged(folder) == [folder / name]
    assert not any((folder / gone).exists() for gone in (name, "narration.done", "drawn"))


@pytest.mark.parametrize("name", ["loop.wav", "loop.mp4"])
def test_sounds_and_clips_that_were_cut_short_are_deleted(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes()[:1000] if name == "loop.wav" else b"")
    assert delete_damaged(folder) == [folder / name]


def test_the_step_prints_each_file_that_is_built_again(folder):
    (folder / "loop.json").write_bytes(b"")
    command = [sys.executable, "-m", "plan.built", str(folder), str(folder / "none")]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout == f"{folder}/loop.json: this file was damaged, so it is built again\n"


@pytest.mark.parametrize(("name", "load"), [("loop.json", record.load), ("loop.screen.json", screen.load)])
@pytest.mark.parametrize("damage", DAMAGE)
def test_reading_a_damaged_record_is_an_error(folder, name, load, damage):
    (folder / name).write_bytes(damage)
    with pytest.raises(InputError, match=r"loop\.(screen\.)?json:1: this file of the build is damaged: run make again"):
        load(folder / name)


def test_mixing_a_damaged_sound_is_an_error(tmp_path, monkeypatch):
    with working_on(write_film(tmp_path / "film", ["close"])) as root:
        sound = root / "build/en/close.wav"
        sound.parent.mkdir(parents=True)
        sound.write_bytes(b"RIFF")
        monkeypatch.setattr(sys, "argv", ["mix", "--music", "off"])
        with pytest.raises(SystemExit, match=r"close\.wav:1: this file of the build is damaged"):
            mix.main()


def test_a_manifest_with_a_merge_conflict_is_named_with_its_line(tmp_path):
    with working_on(write_film(tmp_path / "film", ["close"])) as root:
        path = root / "releases/youtube-en/manifest.json"
        path.parent.mkdir(parents=True)
        path.write_text('{\n<<<<<<< HEAD\n "video": "a",\n=======\n "video": "b",\n>>>>>>> theirs\n}\n')
        with pytest.raises(InputError, match=r"manifest\.json:2: there is a merge conflict: keep one side"):
            read_release("youtube-en")
        path.write_text('{\n "video": "a"\n}\n')
        with pytest.raises(InputError, match=r"manifest\.json:1: .* restore it: git checkout"):
            read_release("youtube-en")
        path.write_text('{\n "video": "a",,\n}\n')
        with pytest.raises(InputError, match=r"manifest\.json:2: "):
            read_release("youtube-en")
        shutil.rmtree(path.parent)
        assert read_release("youtube-en") is None
