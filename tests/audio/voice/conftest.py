"""A stand-in for gTTS's service, and builds of a film that ask it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import gtts_stand_in as service
import pytest
from gtts_builds import LONG, SENTENCES, Build, point_to

from audio.voice.gtts import LONGEST_PIECE_CHARACTERS
from audio.voice.pieces import pieces


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path / "takes")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for sentence in [*SENTENCES, *pieces(LONG, LONGEST_PIECE_CHARACTERS)]:
        service.mp3(sentence)  # spoken beforehand: an answer must not be late because Piper had to be loaded
    return tmp_path_factory.mktemp("certificate")


Serve = Callable[..., AbstractContextManager[service.StandIn]]


@pytest.fixture
def serve(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Return what starts a stand-in that gives the answers of a plan, and sends gTTS's requests there."""

    @contextmanager
    def start(*plan: service.Answer) -> Iterator[service.StandIn]:
        with service.stand_in(certificate, *plan) as record:
            point_to(record.url, monkeypatch)
            yield record

    return start


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    point_to(url, monkeypatch)
