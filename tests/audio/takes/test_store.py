"""The folder that keeps takes: damage is noticed, and several builds share it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from piper_film import speak

from audio.samples import RATE, read_samples
from audio.spoken import SpokenWord
from audio.takes import store


def truncate(wav: Path, record: Path) -> None:
    wav.write_bytes(wav.read_bytes()[:-500])


def empty(wav: Path, record: Path) -> None:
    wav.write_bytes(b"")


def remove(wav: Path, record: Path) -> None:
    wav.unlink()


def flip(wav: Path, record: Path) -> None:
    sound = bytearray(wav.read_bytes())
    sound[5000] ^= 1
    wav.write_bytes(sound)


def empty_record(wav: Path, record: Path) -> None:
    record.write_bytes(b"")


def other_shape(wav: Path, record: Path) -> None:
    record.write_text('{"words": 3}')


def lose_a_word(wav: Path, record: Path) -> None:
    kept = json.loads(record.read_text())
    kept["words"].pop()
    record.write_text(json.dumps(kept))


def disorder(wav: Path, record: Path) -> None:
    kept = json.loads(record.read_text())
    kept["words"][1][1] = 99.0
    record.write_text(json.dumps(kept))


@pytest.mark.parametrize("damage", [truncate, empty, remove, flip, empty_record, other_shape, lose_a_word, disorder])
def test_a_damaged_take_is_noticed_and_spoken_again(tmp_path: Path, damage: Callable[[Path, Path], None]):
    first = speak(tmp_path, ["More cells."])
    wav = first[1][0].path
    damage(wav, tmp_path / f"{wav.name.split('.')[0]}.json")
    said: list[str] = []
    assert speak(tmp_path, ["More cells."], said) == first
    assert len(said) == 1 and "damaged" in said[0] and "spoken again" in said[0]
    assert speak(tmp_path, ["More cells."], said) == first and len(said) == 1


def test_parallel_builds_share_a_folder(tmp_path: Path):
    """Two writers of different sounds under one name, and a reader: it never mixes them up."""
    sounds = [np.full(RATE // 10, level, np.float32) for level in (0.2, 0.4)]
    words = [(SpokenWord("Cells.", 0.0, end),) for end in (0.02, 0.04)]
    written = threading.Event()

    def write(which: int) -> None:
        for _ in range(60):
            store.write(tmp_path, "key", "Cells.", sounds[which], words[which], "voice")
            written.set()

    writers = [threading.Thread(target=write, args=(which,)) for which in (0, 1)]
    for writer in writers:
        writer.start()
    written.wait()
    while any(writer.is_alive() for writer in writers):
        take = store.read(tmp_path, "key", "Cells.")
        assert take
        level = read_samples(take.path)[0]
        assert take.words[0].end == pytest.approx(level / 10, abs=1e-3)
    assert not list(tmp_path.glob(".*")), "a draft was left"


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stop(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        store.write(tmp_path, "key", "Cells.", np.zeros(480, np.float32), (), "voice")
    assert not list(tmp_path.iterdir())
