"""What the stand-ins of YouTube and PeerTube share: a server on this machine, and the folder that is sent to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from publish.upload.account import Account

CHUNK = 256 << 10


@dataclass(frozen=True)
class Odd:
    """An answer that is given in place of the right one; a body that is a string is sent as HTML."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class StandIn(ThreadingHTTPServer):
    """A site that can be told to fail.

    Attributes:
        faults: what happens to a PUT with bytes, by its number from 0: cut, swallow, still (says that nothing came), a
            status, or a status and its reason.
        odd: answers by method and path, such as "POST thumbnails/set", in place of the right ones.
        asked_for: methods and paths of all other requests, in turn.
    """

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.videos: dict[str, dict] = {}
        self.sessions: dict[str, dict] = {}
        self.faults: dict[int, str] = {}
        self.odd: dict[str, Odd] = {}
        self.asked_for: list[str] = []
        self.puts = self.asked = self.refreshes = 0
        self.token = "secret-access-0"
        self.root = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Talk(BaseHTTPRequestHandler):
    """One request to a stand-in. A site's own class says how it refuses, completes a session, and answers for it."""

    protocol_version = "HTTP/1.1"
    server: StandIn

    def refuse(self, status: int, reason: str = "") -> None:
        raise NotImplementedError

    def complete(self, session: dict) -> None:
        raise NotImplementedError

    def done(self, session: dict) -> None:
        raise NotImplementedError

    def log_message(self, *_: object) -> None:
        pass

    def odd(self, path: str) -> bool:
        """Note a request, and return whether it was answered as the test wants it."""
        self.server.asked_for.append(f"{self.command} {path}")
        odd = self.server.odd.get(self.server.asked_for[-1])
        if odd:
            self.answer(odd.status, odd.body, **odd.headers)
        return odd is not None

    def answer(self, status: int, body: Any = None, **headers: str) -> None:
        content = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        kind = "text/html" if isinstance(body, str) else "application/json"
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def chunk(self, name: str) -> None:
        """Take a chunk of a session, or say how far it has come; each site completes and answers in its own way."""
        session, status_only = self.server.sessions[name], self.headers["Content-Range"].startswith("bytes */")
        fault = None if status_only else self.server.faults.pop(self.server.puts, None)
        self.server.puts += not status_only
        self.server.asked += status_only
        if fault == "cut":
            self.rfile.read(1000)
            return self.cut()
        content = self.body()
        if fault == "401":
            self.server.token = "secret-access-renewed"
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.refuse(401)
        if fault and fault[:3].isdecimal():
            return self.refuse(int(fault[:3]), *fault.split()[1:])
        if fault == "still":
            return self.answer(308)
        came = len(session["bytes"])
        if not status_only and self.headers["Content-Range"].startswith(f"bytes {came}-"):
            session["bytes"] += content
        if len(session["bytes"]) == session["size"] and not session["video"]:
            self.complete(session)
        if fault == "swallow":
            return self.cut()
        if session["video"]:
            return self.done(session)
        have = {"Range": f"bytes=0-{len(session['bytes']) - 1}"} if session["bytes"] else {}
        return self.answer(308, None, **have)


def send(place: Account, folder: Path, about: dict) -> str:
    """Upload all of a folder; return the video's id."""
    identity = place.upload(folder, about)
    place.set_captions(identity, folder, about, about["language"])
    place.set_poster(identity, folder)
    return identity


def one_whole_video(server: StandIn, folder: Path) -> bool:
    return [each["bytes"] for each in server.videos.values()] == [(folder / "film.mp4").read_bytes()]
