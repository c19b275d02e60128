"""Serves a folder on this machine, with the byte ranges that seeking in a film needs."""

from __future__ import annotations

import argparse
import errno
import io
import re
import sys
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from plan.exits import FAILED, USAGE

PORT = 8000
"""Where the page is served if no port is asked for and this one is free."""
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_RANGES = re.compile(r"bytes=[0-9]{0,18}-[0-9]{0,18}(?:\s*,\s*[0-9]{0,18}-[0-9]{0,18})+")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class RequestError(ValueError):
    """A request that makes no sense; the message says why."""


class RangeHandler(SimpleHTTPRequestHandler):
    """Sends files whole or in part; http.server sends them whole only, and a browser then can't seek in a film."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".vtt": "text/vtt", ".js": "text/javascript"}

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the head of the answer; returns the file or the part of it that follows, or None."""
        try:
            check_address(self.path)
            wanted = asked_range(self.headers.get("Range", ""))
            path = Path(self.translate_path(self.path))
            if not _resolved(path).is_relative_to(Path(self.directory).resolve()):
                raise RequestError("this leads out of the folder")
            if self.command == "GET" and wanted and path.is_file() and self._is_unchanged(path):
                return self._send_part(path, *wanted)
            return super().send_head()
        except (ValueError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
            self.send_error(HTTPStatus.BAD_REQUEST, f"{error}")
        except OSError as error:  # a loop of links; a name that is too long, or a file that may not be read
            self.send_error(HTTPStatus.BAD_REQUEST if error.errno == errno.ELOOP else HTTPStatus.NOT_FOUND)
        return None

    def _is_unchanged(self, path: Path) -> bool:
        """Return whether the file is the one of which the browser has a part already, so that it gets the rest."""
        known = self.headers.get("If-Range")
        return known is None or known == self._changed(path)

    def _changed(self, path: Path) -> str:
        return self.date_time_string(int(path.stat().st_mtime))

    def _send_part(self, path: Path, first: int | None, last: int | None) -> io.BytesIO | None:
        """Send the head of a part of a file; returns the part, or None where the file has no such part."""
        size = path.stat().st_size
        start = first if first is not None else max(0, size - (last or 0))
        stop = size - 1 if first is None or last is None else min(last, size - 1)
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
        self.send_header("Last-Modified", self._changed(path))
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


def check_address(address: str) -> None:
    """Check the address of a request.

    Raises:
        RequestError: it has an invalid escape, bytes that are not text, a control character or "..".
    """
    path = address.split("?", 1)[0].split("#", 1)[0]
    if _BAD_ESCAPE.search(path):
        raise RequestError("an escape in an address is % and two hexadecimal digits")
    try:
        name = unquote(path, errors="strict")
    except UnicodeDecodeError:
        raise RequestError("an address is UTF-8") from None
    if _CONTROLS.search(name):
        raise RequestError("an address has no control characters")
    if ".." in name.split("/"):
        raise RequestError("an address has no ..")


def asked_range(header: str) -> tuple[int | None, int | None] | None:
    """Return the first and the last byte that a header asks for; None where the whole file is sent.

    Those who ask for several ranges or in another unit get the whole file, as the standard allows (RFC 9110, 14.2).

    Raises:
        RequestError: these are bytes, but no range.

    >>> asked_range("bytes=2-5"), asked_range("bytes=-3"), asked_range("lines=1-2")
    ((2, 5), (None, 3), None)
    """
    if not header.startswith("bytes=") or _RANGES.fullmatch(header):
        return None
    found = _RANGE.fullmatch(header)
    first, last = (int(number) if number else None for number in found.groups()) if found else (None, None)
    if first is None and last is None or first is not None and last is not None and first > last:
        raise RequestError("a range is such as bytes=0-99, bytes=100- or bytes=-100")
    return first, last


def _resolved(path: Path) -> Path:
    """Return where a path leads, which need not exist.

    Raises:
        RuntimeError, OSError: it is a loop of links; Python 3.13 says so only if asked for what exists.
    """
    try:
        return path.resolve(strict=True)
    except FileNotFoundError:
        return path.resolve()


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of `folder` for this machine only, at `port` or, if that is 0, at a free one.

    Raises:
        OSError: the port is taken, or only an administrator may take it.
    """
    return Server(("127.0.0.1", port), partial(RangeHandler, directory=str(folder)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; returns the exit status, after one line that says what to fix if it is not 0."""
    parser = argparse.ArgumentParser(prog="python -m page.builder.serve", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, help=f"by default {PORT} or, where that is taken, a free one")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        return _refuse(f"{options.folder}: there is no such folder: make page builds build/page")
    if options.port is not None and not 0 <= options.port < 1 << 16:
        return _refuse(f"--port {options.port}: a port is a number from 0 to 65535", USAGE)
    try:
        serving = _server(options.folder, options.port)
    except OSError as error:
        return _refuse(f"--port {options.port}: {error.strerror}: name another port, or leave it out")
    with serving:
        print(f"http://127.0.0.1:{serving.server_port}/  (Ctrl-C ends)", flush=True)
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def _server(folder: Path, port: int | None) -> ThreadingHTTPServer:
    if port is not None:
        return server(folder, port)
    try:
        return server(folder, PORT)
    except OSError:
        return server(folder)


def _refuse(reason: str, status: int = FAILED) -> int:
    sys.stderr.write(f"serve: {reason}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
