"""Serves a folder on this machine, with the byte ranges that seeking in a film needs."""

from __future__ import annotations

import argparse
import io
import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class RangeHandler(SimpleHTTPRequestHandler):
    """Sends files whole or in part; http.server sends them whole only, and a browser then can't seek in a film."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".vtt": "text/vtt", ".js": "text/javascript"}

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the head of the answer; returns the file or the part of it that follows, or None."""
        wanted, path = _RANGE.fullmatch(self.headers.get("Range", "")), Path(self.translate_path(self.path))
        if not wanted or not path.is_file() or wanted.group() == "bytes=-":
            return super().send_head()
        size, (first, last) = path.stat().st_size, wanted.groups()
        start = int(first) if first else max(0, size - int(last))
        stop = min(int(last), size - 1) if first and last else size - 1
        if start > stop:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        with path.open("rb") as file:
            file.seek(start)
            body = file.read(stop - start + 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {start}-{stop}/{size}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        """Say that parts of files are sent, and that files may change."""
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing: lines about forty files would hide the page's address."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of browsers that hang up in the middle of a film, as they do whenever they seek."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print other errors than a connection that was closed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of `folder` on this machine alone, at `port` or, where that is taken or 0, at a free one."""
    handler = partial(RangeHandler, directory=str(folder))
    try:
        return Server(("127.0.0.1", port), handler)
    except OSError:
        return Server(("127.0.0.1", 0), handler)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m page.builder.serve", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with server(options.folder, options.port) as serving:
        print(f"http://127.0.0.1:{serving.server_port}/  (Ctrl-C ends)", flush=True)
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
