"""A YouTube on this machine: resumable uploads, captions, thumbnails, tokens, and faults on demand.

Bodies are validated against the discovery document that the official client brings.
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from googleapiclient.discovery_cache import get_static_doc

DOCUMENT = json.loads(get_static_doc("youtube", "v3"))
TYPES = {"string": str, "boolean": bool, "array": list, "integer": int, "object": dict}


def faults_of(schema: str, value: dict) -> list[str]:
    """What the discovery document forbids in a body."""
    wrong, properties = [], DOCUMENT["schemas"][schema]["properties"]
    for key, part in value.items():
        if key not in properties:
            wrong.append(f"{schema}.{key} is unknown")
        elif "$ref" in properties[key]:
            wrong += faults_of(properties[key]["$ref"], part)
        elif not isinstance(part, TYPES[properties[key]["type"]]):
            wrong.append(f"{schema}.{key} is no {properties[key]['type']}")
    return wrong


class YouTubeStandIn(ThreadingHTTPServer):
    """`faults` maps the number of a PUT with bytes, from 0, to a fault: cut, swallow, 500, 401, 403 or 404."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.videos: dict[str, dict] = {}
        self.sessions: dict[str, dict] = {}
        self.captions: dict[str, dict] = {}
        self.posters: dict[str, bytes] = {}
        self.faults: dict[int, str] = {}
        self.puts = self.refreshes = 0
        self.token, self.wrong = "secret-access-0", []
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
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, status: int, reason: str = "backendError") -> None:
        self.answer(status, {"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}})

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def handle_any(self) -> None:
        place = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(place.query).items()}
        if place.path == "/token":
            self.body()
            self.server.refreshes += 1
            self.server.token = f"secret-access-{self.server.refreshes}"
            return self.answer(200, {"access_token": self.server.token, "expires_in": 3600, "token_type": "Bearer"})
        if "session" in query:
            return self.chunk(query["session"])
        content = self.body()
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.refuse(401, "authError")
        kind = place.path.rsplit("/v3/", 1)[1]
        return getattr(self, f"{self.command}_{kind.replace('/', '_')}")(query, content)

    do_GET = do_POST = do_PUT = handle_any  # noqa: N815 (the names are the base class's)

    def valid(self, schema: str, body: dict, query: dict) -> bool:
        wrong = faults_of(schema, body)
        wrong += [f"part lacks {key}" for key in body if key != "id" and key not in query["part"].split(",")]
        self.server.wrong += wrong
        if wrong:
            self.refuse(400, "; ".join(wrong))
        return not wrong

    def POST_videos(self, query: dict, content: bytes) -> None:  # noqa: N802
        body = json.loads(content)
        if query["uploadType"] == "resumable" and self.valid("Video", body, query):
            name = f"secret-session-{len(self.server.sessions)}"
            size = int(self.headers["X-Upload-Content-Length"])
            self.server.sessions[name] = {"body": body, "size": size, "bytes": b"", "video": None}
            self.answer(200, None, Location=f"{self.server.root}upload?session={name}")

    def chunk(self, name: str) -> None:
        session = self.server.sessions[name]
        status_only = self.headers["Content-Range"].startswith("bytes */")
        fault = None if status_only else self.server.faults.pop(self.server.puts, None)
        self.server.puts += not status_only
        if fault == "cut":
            self.rfile.read(1000)
            return self.cut()
        content = self.body()
        if fault == "401":
            self.server.token = "secret-access-renewed"
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.refuse(401, "authError")
        if fault in ("500", "403", "404"):
            return self.refuse(int(fault), {"403": "quotaExceeded"}.get(fault, "backendError"))
        if not status_only:
            start = int(re.match(r"bytes (\d+)-", self.headers["Content-Range"])[1])
            if start == len(session["bytes"]):
                session["bytes"] += content
        if len(session["bytes"]) == session["size"] and not session["video"]:
            session["video"] = f"video-{len(self.server.videos)}"
            self.server.videos[session["video"]] = {**session["body"], "bytes": session["bytes"]}
        if fault == "swallow":
            return self.cut()
        if session["video"]:
            return self.answer(200, {"id": session["video"], **session["body"]})
        have = {"Range": f"bytes=0-{len(session['bytes']) - 1}"} if session["bytes"] else {}
        return self.answer(308, None, **have)

    def GET_videos(self, query: dict, content: bytes) -> None:  # noqa: N802
        found = self.server.videos.get(query["id"])
        self.answer(200, {"items": [{"id": query["id"], "status": found["status"]}] if found else []})

    def PUT_videos(self, query: dict, content: bytes) -> None:  # noqa: N802
        body = json.loads(content)
        if self.valid("Video", body, query):
            self.server.videos[body["id"]] |= body
            self.answer(200, body)

    def GET_captions(self, query: dict, content: bytes) -> None:  # noqa: N802
        items = [{"id": name, "snippet": track["snippet"]} for name, track in self.server.captions.items()]
        self.answer(200, {"items": [item for item in items if item["snippet"]["videoId"] == query["videoId"]]})

    def PUT_captions(self, query: dict, content: bytes) -> None:  # noqa: N802
        self.take_captions(query, content)

    def POST_captions(self, query: dict, content: bytes) -> None:  # noqa: N802
        self.take_captions(query, content)

    def take_captions(self, query: dict, content: bytes) -> None:
        """Multipart: the resource as JSON, then the file."""
        boundary = re.search(r'boundary="?([^";]+)', self.headers["Content-Type"])[1].encode()
        parts = [part.split(b"\n\n", 1)[1] for part in content.replace(b"\r\n", b"\n").split(b"--" + boundary)[1:-1]]
        body = json.loads(parts[0])
        if self.valid("Caption", body, query):
            name = body.get("id") or f"track-{len(self.server.captions)}"
            track = self.server.captions.setdefault(name, {"snippet": {}})
            track["snippet"] |= body["snippet"]
            track["text"] = parts[1].strip()
            self.answer(200, {"id": name})

    def POST_thumbnails_set(self, query: dict, content: bytes) -> None:  # noqa: N802
        self.server.posters[query["videoId"]] = content
        self.answer(200, {})
