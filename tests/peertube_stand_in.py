"""A PeerTube on this machine: tokens, resumable uploads and replacements, captions, chapters, faults on demand."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class PeerTubeStandIn(ThreadingHTTPServer):
    """`faults` maps the number of a PUT with bytes, from 0, to a fault: cut, swallow, 500, 503, 401, 403 or 404."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.videos: dict[str, dict] = {}
        self.sessions: dict[str, dict] = {}
        self.faults: dict[int, str] = {}
        self.puts = self.refreshes = 0
        self.token, self.log_ins = "secret-access-0", []
        self.root = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_) -> None:
        pass

    def answer(self, status: int, body: dict | None = None, **headers: str) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def handle_any(self) -> None:
        place = urlsplit(self.path)
        upload = parse_qs(place.query).get("upload_id")
        if upload and self.command == "PUT":
            return self.chunk(upload[0])
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = place.path.removeprefix("/api/v1/")
        if path == "oauth-clients/local":
            return self.answer(200, {"client_id": "id", "client_secret": "secret-client"})
        if path == "users/token":
            return self.log_in({key: values[0] for key, values in parse_qs(content.decode()).items()})
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.answer(401, {"detail": "the token is invalid"})
        if path == "users/me":
            return self.answer(200, {"videoChannels": [{"id": 7}]})
        if path.endswith("-resumable"):
            return self.begin(path, json.loads(content))
        return self.change(*path.removeprefix("videos/").partition("/")[::2], content)

    do_GET = do_POST = do_PUT = handle_any  # noqa: N815 (the names are the base class's)

    def log_in(self, form: dict) -> None:
        self.server.log_ins.append(form["grant_type"])
        if form.get("password", "right") != "right" or form.get("refresh_token", "secret-refresh") != "secret-refresh":
            return self.answer(400, {"detail": "invalid grant"})
        self.server.refreshes += form["grant_type"] == "refresh_token"
        self.server.token = f"secret-access-{len(self.server.log_ins)}"
        return self.answer(200, {"access_token": self.server.token, "refresh_token": "secret-refresh"})

    def begin(self, path: str, body: dict) -> None:
        name = f"secret-session-{len(self.server.sessions)}"
        replaced = path.split("/")[1] if "source" in path else None
        if not replaced and not 3 <= len(body["name"]) <= 120:
            return self.answer(400, {"detail": "Incorrect request parameters: name"})
        self.server.sessions[name] = {
            "body": body, "size": int(self.headers["X-Upload-Content-Length"]), "bytes": b"", "done": None,
            "replaces": replaced,
        }  # fmt: skip
        # PeerTube answers with an address that lacks the scheme.
        place = self.server.root.removeprefix("http:") + f"api/v1/{path}?upload_id={name}"
        return self.answer(201, None, Location=place)

    def chunk(self, name: str) -> None:
        session, asked = self.server.sessions[name], self.headers["Content-Range"].startswith("bytes */")
        fault = None if asked else self.server.faults.pop(self.server.puts, None)
        self.server.puts += not asked
        if fault == "cut":
            self.rfile.read(1000)
            return self.cut()
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if fault == "401":
            self.server.token = "secret-access-renewed"
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.answer(401, {"detail": "the token is invalid"})
        if fault in ("500", "503", "403", "404"):
            return self.answer(int(fault), {"detail": "the quota is exceeded"}, Retry_After="5")
        if not asked and int(re.match(r"bytes (\d+)-", self.headers["Content-Range"])[1]) == len(session["bytes"]):
            session["bytes"] += content
        if len(session["bytes"]) == session["size"] and not session["done"]:
            self.complete(session)
        if fault == "swallow":
            return self.cut()
        if session["done"]:
            return self.answer(204) if session["replaces"] else self.answer(200, {"video": {"uuid": session["done"]}})
        have = {"Range": f"bytes=0-{len(session['bytes']) - 1}"} if session["bytes"] else {}
        return self.answer(308, None, **have)

    def complete(self, session: dict) -> None:
        session["done"] = session["replaces"] or f"video-{len(self.server.videos)}"
        texts = {} if session["replaces"] else session["body"]
        self.server.videos.setdefault(session["done"], {}).update(texts, bytes=session["bytes"])

    def change(self, identity: str, what: str, content: bytes) -> None:
        stored = self.server.videos.get(identity)
        if stored is None:
            return self.answer(404, {"detail": "there is no such video"})
        if what.startswith("captions/"):
            stored.setdefault("captions", {})[what.split("/")[1]] = content
        elif self.headers["Content-Type"].startswith("multipart"):
            stored["poster"] = content
        else:
            stored.update(json.loads(content))
        return self.answer(204)
