"""A PeerTube on this machine: tokens, resumable uploads and replacements, captions, chapters, faults on demand."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from stand_in import StandIn, Talk

LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "pt": "Portuguese (Brazilian)", "pt-PT": "Portuguese (Portugal)",
    "es": "Spanish (Spain)", "es-419": "Spanish (Latin America)", "zh": "Chinese", "zh-Hans": "Simplified Chinese",
    "ar": "Arabic", "hi": "Hindi",
    "zh-Hant": "Traditional Chinese", "ca": "Catalan", "ca-valencia": "Valencian", "nb": "Norwegian Bokm\u00e5l",
}  # fmt: skip
"""Some of the languages that PeerTube lists, by its codes; it takes no others."""


class PeerTubeStandIn(StandIn):
    """Also keeps which grants it was asked for.

    `place` is the address that it names for uploads instead of its own; `code` is that of the user's second factor;
    `moderation` is what moderators have done to its videos.
    """

    def __init__(self) -> None:
        super().__init__(Handler)
        self.log_ins: list[str] = []
        self.place = self.code = ""
        self.moderation: dict = {}


class Handler(Talk):
    server: PeerTubeStandIn

    def handle_any(self) -> None:
        place = urlsplit(self.path)
        upload = parse_qs(place.query).get("upload_id")
        if upload and self.command == "PUT":
            return self.chunk(upload[0])
        content = self.body()
        path = place.path.removeprefix("/api/v1/")
        if self.odd(path):
            return None
        if path == "oauth-clients/local":
            return self.answer(200, {"client_id": "id", "client_secret": "secret-client"})
        if path == "users/token":
            return self.log_in({key: values[0] for key, values in parse_qs(content.decode()).items()})
        if path == "videos/languages":
            return self.answer(200, LANGUAGES)
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return self.refuse(401)
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
        given = self.headers["x-peertube-otp"]
        if self.server.code and form["grant_type"] == "password" and given != self.server.code:
            code = "invalid_two_factor" if given else "missing_two_factor"
            headers = {} if given else {"x_peertube_otp": "required; app"}
            return self.answer(400 if given else 401, {"detail": "two factor", "code": code}, **headers)
        self.server.refreshes += form["grant_type"] == "refresh_token"
        self.server.token = f"secret-access-{len(self.server.log_ins)}"
        return self.answer(200, {"access_token": self.server.token, "refresh_token": "secret-refresh"})

    def begin(self, path: str, body: dict) -> None:
        name = f"secret-session-{len(self.server.sessions)}"
        replaced = path.split("/")[1] if "source" in path else None
        if not replaced and not 3 <= len(body["name"]) <= 120:
            return self.answer(400, {"detail": "Incorrect request parameters: name"})
        if not replaced and body["language"] not in LANGUAGES:
            return self.answer(400, {"detail": "Incorrect request parameters: language"})
        self.server.sessions[name] = {
            "body": body, "size": int(self.headers["X-Upload-Content-Length"]), "bytes": b"", "video": None,
            "replaces": replaced,
        }  # fmt: skip
        # PeerTube answers with an address that lacks the scheme.
        place = self.server.root.removeprefix("http:") + f"api/v1/{path}?upload_id={name}"
        return self.answer(201, None, Location=self.server.place or place)

    def refuse(self, status: int, reason: str = "") -> None:
        words = "the token is invalid" if status == 401 else "the quota is exceeded"
        self.answer(status, {"detail": words}, Retry_After="5")

    def complete(self, session: dict) -> None:
        session["video"] = session["replaces"] or f"video-{len(self.server.videos)}"
        texts = {} if session["replaces"] else session["body"]
        self.server.videos.setdefault(session["video"], {}).update(texts, bytes=session["bytes"])

    def done(self, session: dict) -> None:
        if session["replaces"]:
            return self.answer(204)
        return self.answer(200, {"video": {"uuid": session["video"]}})

    def change(self, identity: str, what: str, content: bytes) -> None:
        stored = self.server.videos.get(identity)
        if stored is None:
            return self.answer(404, {"detail": "there is no such video"})
        if self.command == "GET":
            label = {1: "Public", 3: "Private"}[stored["privacy"]]
            state = {"privacy": {"label": label}, "state": {"label": "To transcode"}}
            return self.answer(200, state | self.server.moderation)
        language = what.removeprefix("captions/") if what.startswith("captions/") else None
        if language not in (None, *LANGUAGES):
            return self.answer(400, {"detail": "Incorrect request parameters: captionLanguage"})
        if language:
            stored.setdefault("captions", {})[language] = content
        elif self.headers["Content-Type"].startswith("multipart"):
            stored["poster"] = content
        else:
            stored.update(json.loads(content))
        return self.answer(204)
