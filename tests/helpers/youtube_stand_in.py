"""A YouTube on this machine: resumable uploads, captions, thumbnails, tokens, and faults on demand.

Bodies are validated against the discovery document that the official client brings.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from googleapiclient.discovery_cache import get_static_doc
from project import captured
from stand_in import StandIn, Talk

DOCUMENT = json.loads(get_static_doc("youtube", "v3"))
TYPES: dict[str, type] = {"string": str, "boolean": bool, "array": list, "integer": int, "object": dict}


def errors_in(schema: str, value: dict) -> list[str]:
    """Return what the discovery document forbids in a body."""
    wrong, properties = [], DOCUMENT["schemas"][schema]["properties"]
    for key, part in value.items():
        known = properties.get(key)
        if known is None:
            wrong.append(f"{schema}.{key} is unknown")
        elif "$ref" in known:
            wrong += errors_in(known["$ref"], part)
        elif "additionalProperties" in known:
            each_is = known["additionalProperties"]["$ref"]
            wrong += [error for each in part.values() for error in errors_in(each_is, each)]
        elif not is_a(known["type"], part) or part not in known.get("enum", [part]):
            wrong.append(f"{schema}.{key} is no {known['type']} that is allowed")
        elif known["type"] == "array" and not all(is_a(known["items"]["type"], each) for each in part):
            wrong.append(f"{schema}.{key} holds what is no {known['items']['type']}")
    return wrong


def fits(description: str) -> bool:
    """Return whether YouTube takes a description: 5,000 bytes, and no angle brackets."""
    return len(description.encode()) <= 5000 and not set("<>") & set(description)


def is_a(kind: str, value: object) -> bool:
    return isinstance(value, TYPES[kind])


class YouTubeStandIn(StandIn):
    """Also keeps captions, posters and what was `wrong` with a body.

    `retry_after` goes with each refusal; `place` is the address that it names for uploads instead of its own;
    `status` is what it found of videos; `forgets` are languages whose texts it loses.
    """

    def __init__(self) -> None:
        super().__init__(Handler)
        self.captions: dict[str, dict] = {}
        self.posters: dict[str, bytes] = {}
        self.wrong: list[str] = []
        self.retry_after: str | None = None
        self.place = ""
        self.status: dict[str, str] = {}
        self.forgets: list[str] = []


class Handler(Talk):
    server: YouTubeStandIn

    def refuse(self, status: int, reason: str = "") -> None:
        reason = reason or {401: "authError", 403: "quotaExceeded"}.get(status, "backendError")
        headers = {"Retry_After": self.server.retry_after} if self.server.retry_after else {}
        body = {"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}}
        self.answer(status, body, **headers)

    def handle_any(self) -> None:
        place = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(place.query).items()}
        if place.path == "/token":
            self.body()
            if self.odd("token"):
                return None
            self.server.refreshes += 1
            self.server.token = f"secret-access-{self.server.refreshes}"
            return self.answer(200, {"access_token": self.server.token, "expires_in": 3600, "token_type": "Bearer"})
        if "session" in query:
            return self.chunk(query["session"])
        content = self.body()
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.refuse(401)
        kind = place.path.rsplit("/v3/", 1)[1]
        if self.odd(kind):
            return None
        return getattr(self, f"{self.command}_{kind.replace('/', '_')}")(query, content)

    do_GET = do_POST = do_PUT = handle_any  # noqa: N815 (the names are the base class's)

    def valid(self, schema: str, body: dict, query: dict) -> bool:
        wrong = errors_in(schema, body)
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
            self.answer(200, None, Location=self.server.place or f"{self.server.root}upload?session={name}")

    def complete(self, session: dict) -> None:
        session["video"] = f"video-{len(self.server.videos)}"
        self.server.videos[session["video"]] = {**session["body"], "bytes": session["bytes"]}

    def done(self, session: dict) -> None:
        self.answer(200, {"id": session["video"], **session["body"]})

    def GET_videos(self, query: dict, content: bytes) -> None:  # noqa: N802
        found = self.server.videos.get(query["id"])
        if not found:
            return self.answer(200, {"items": []})
        status = {"uploadStatus": "uploaded", **found["status"], **self.server.status}
        parts = {"status": status, "localizations": found.get("localizations", {})}
        wanted = {name: parts[name] for name in query["part"].split(",")}
        return self.answer(200, {"items": [{"id": query["id"], **wanted}]})

    def PUT_videos(self, query: dict, content: bytes) -> None:  # noqa: N802
        body = json.loads(content)
        texts = body.get("localizations", {})
        if not self.valid("Video", body, query):
            return None
        if texts and not body.get("snippet", self.server.videos[body["id"]]["snippet"]).get("defaultLanguage"):
            return self.refuse(400, "defaultLanguageNotSet")
        if any(not 1 <= len(each["title"]) <= 100 or not fits(each["description"]) for each in texts.values()):
            return self.refuse(400, "localizationValidationError")
        kept = {name: each for name, each in texts.items() if name not in self.server.forgets}
        own = {key: body["snippet"][key] for key in ("title", "description")}
        kept |= {body["snippet"]["defaultLanguage"]: own} if texts else {}  # it lists the language of the video, too
        self.server.videos[body["id"]] |= {**body, **({"localizations": kept} if texts else {})}
        return self.answer(200, body)

    def GET_captions(self, query: dict, content: bytes) -> None:  # noqa: N802
        items = [{"id": name, "snippet": track["snippet"]} for name, track in self.server.captions.items()]
        self.answer(200, {"items": [item for item in items if item["snippet"]["videoId"] == query["videoId"]]})

    def PUT_captions(self, query: dict, content: bytes) -> None:  # noqa: N802
        self.take_captions(query, content)

    def POST_captions(self, query: dict, content: bytes) -> None:  # noqa: N802
        self.take_captions(query, content)

    def take_captions(self, query: dict, content: bytes) -> None:
        """Multipart: the resource as JSON, then the file."""
        boundary = captured(r'boundary="?([^";]+)', self.headers["Content-Type"]).encode()
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
