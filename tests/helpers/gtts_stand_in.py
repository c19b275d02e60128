"""A stand-in for the service behind gTTS, which speaks its protocol over real HTTPS.

gTTS takes its proxy from the environment, so the stand-in is a proxy. It accepts the tunnel to translate.google.com,
plays that host itself (gTTS checks no certificate), and answers as the test's plan says.
"""

from __future__ import annotations

import base64
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from audio.samples import RATE
from audio.voice.engine import Role
from audio.voice.piper import Piper

Answer = Callable[["_Service", str], None]
"""How to answer a request to speak a text."""


@dataclass
class StandIn:
    """What to answer in turn (speech when the plan is over), and what was asked.

    `url` is for HTTPS_PROXY; `times` are those of the requests, by the monotonic clock (s).
    """

    url: str
    plan: list[Answer]
    asked: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)


@contextmanager
def stand_in(folder: Path, *plan: Answer) -> Iterator[StandIn]:
    """Serve until the block ends; `folder` takes a throw-away certificate."""
    server = _Server(plan, _certificate(folder))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.record
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, plan: Sequence[Answer], context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Proxy)
        self.record = StandIn(f"http://127.0.0.1:{self.server_port}", list(plan))
        self.context = context


def _certificate(folder: Path) -> ssl.SSLContext:
    pem = folder / "stand_in.pem"
    if not pem.exists():
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        names = ["-subj", "/CN=translate.google.com", "-keyout", str(pem), "-out", f"{pem}.crt"]
        subprocess.run([*command.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{pem}.crt", pem)
    return context


class _Proxy(BaseHTTPRequestHandler):
    server: _Server

    def do_CONNECT(self) -> None:  # noqa: N802  the name is http.server's
        self.server.record.hosts.add(self.path)
        if not self.path.startswith("translate.google."):
            self.send_error(403, "the stand-in is Google Translate, nobody else")
            return
        self.send_response(200)
        self.end_headers()
        with self.server.context.wrap_socket(self.connection, server_side=True) as tunnel:
            _Service(tunnel, self.client_address, self.server)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Service(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:  # noqa: N802  the name is http.server's
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        [[[name, parameters, *_]]] = json.loads(parse_qs(body)["f.req"][0])
        text, language, _speed, _ = json.loads(parameters)
        assert self.path == "/_/TranslateWebserverUi/data/batchexecute" and name == "jQ1olc"
        record = self.server.record
        record.asked.append(text)
        record.languages.append(language)
        record.times.append(time.monotonic())
        answer = record.plan.pop(0) if record.plan else speech
        answer(self, text)

    def reply(self, body: bytes, length: int | None = None) -> None:
        """Send `body`, claiming that it is `length` bytes long."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def speech(service: _Service, text: str) -> None:
    """Answer with the text, spoken."""
    service.reply(_envelope(mp3(text)))


def answer_with(sound: Callable[[str], bytes]) -> Answer:
    """Return what answers with the mp3 that a function makes of the text."""

    def answer(service: _Service, text: str) -> None:
        service.reply(_envelope(sound(text)))

    return answer


def cut_in_half(service: _Service, text: str) -> None:
    """Send half of the bytes that were promised, and then close the connection."""
    body = _envelope(mp3(text))
    service.reply(body[: len(body) // 2], length=len(body))


def cut_unnoticed(service: _Service, text: str) -> None:
    """Send half of the answer as if it were a whole one."""
    body = _envelope(mp3(text))
    service.reply(body[: len(body) // 2])


def half_spoken(service: _Service, text: str) -> None:
    """Send a whole answer with the first third of the sound."""
    sound = mp3(text)
    service.reply(_envelope(sound[: len(sound) // 3]))


def no_sound(service: _Service, text: str) -> None:
    """Send a well-formed answer whose sound is no mp3."""
    service.reply(_envelope(b"this is no mp3 " * 40))


def trickle(service: _Service, text: str) -> None:
    """Send a byte now and then: each comes in time, the answer never does."""
    service.reply(b")", length=10_000)
    for _ in range(40):
        time.sleep(0.05)
        service.wfile.write(b" ")


def hang(service: _Service, text: str) -> None:
    """Send nothing for as long as a test may wait."""
    time.sleep(2)


def status(code: int, **headers: str) -> Answer:
    """Return what answers with an HTTP error; underscores in header names stand for hyphens."""

    def answer(service: _Service, text: str) -> None:
        service.send_response(code)
        for name, value in headers.items():
            service.send_header(name.replace("_", "-"), value)
        service.send_header("Content-Length", "0")
        service.end_headers()

    return answer


def _envelope(sound: bytes) -> bytes:
    """Return the answer of the real service: a guard line, then chunks of JSON, each after its length."""
    inner = json.dumps([base64.b64encode(sound).decode()])
    first = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":"))
    last = '[["di",58],["af.httprm",58,"-1",7]]'
    return "".join([")]}'\n\n", *(f"{len(chunk) + 2}\n{chunk}\n" for chunk in (first, last))]).encode()


@cache
def mp3(text: str) -> bytes:
    """Return `text` spoken by Piper, with silence around it, as the service sends it: 24 kHz, mono."""
    sound, _ = _piper().speak(text)
    silence = "adelay=200,apad=pad_dur=0.5"
    source = ["-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0", "-af", silence]
    target = ["-ar", "24000", "-b:a", "64k", "-f", "mp3", "pipe:1"]
    command = ["ffmpeg", "-v", "error", *source, *target]
    return subprocess.run(command, input=sound.astype("<f4").tobytes(), capture_output=True, check=True).stdout


@cache
def _piper() -> Piper:
    return Piper(Role("en", "joe"))
