"""The server of the page: parts of files, and requests that make no sense."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from project import ROOT

from page.builder import serve
from page.builder.serve import main, server
from plan.exits import FAILED, USAGE

FILM = bytes(range(100))


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Serve a folder beside which there is a secret, and return the port."""
    folder = tmp_path / "page"
    (folder / "empty").mkdir(parents=True)
    (folder / "film.mp4").write_bytes(FILM)
    (folder / "index.html").write_text("the page")
    (folder / "Übung #1 100%.txt").write_text("odd")
    (tmp_path / "secret").write_text("secret")
    (folder / "way-out").symlink_to(tmp_path / "secret")
    (folder / "loop").symlink_to("loop")
    os.utime(folder / "film.mp4", (1_000_000_000, 1_000_000_000))
    with server(folder) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving.server_port
        serving.shutdown()


def ask(port: int, address: bytes, *headers: bytes, method: bytes = b"GET") -> tuple[int, bytes, bytes]:
    """Send a request as it is; returns status, head and body of the answer."""
    lines = [method + b" " + address + b" HTTP/1.1", b"Host: page", b"Connection: close", *headers, b"", b""]
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"\r\n".join(lines))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


@pytest.mark.parametrize("address", [
    b"/%", b"/%zz", b"/film%2", b"/%ff%fe", b"/%c3%28", b"/a%00b", b"/%0d%0aSet-Cookie:x", b"/../secret",
    b"/empty/../../secret", b"/%2e%2e/secret", b"/..%2fsecret", b"/way-out", b"/loop", b"/\xff%",
])
def test_an_address_that_makes_no_sense_is_answered_400(
    port: int, capfd: pytest.CaptureFixture[str], address: bytes
) -> None:
    status, _, body = ask(port, address)
    assert status == HTTPStatus.BAD_REQUEST
    assert b"secret" not in body
    assert ask(port, b"/")[2] == b"the page", "the server goes on"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("address", [
    b"/" + b"a" * 5000, b"/none", b"/%ed%95%9c", b"http://page/film.mp4", b"//[", b"/["])
def test_an_address_of_no_file_is_answered_404(port: int, capfd: pytest.CaptureFixture[str], address: bytes) -> None:
    assert ask(port, address)[0] == HTTPStatus.NOT_FOUND
    assert capfd.readouterr() == ("", "")


def test_odd_names_are_found(port: int) -> None:
    assert ask(port, b"/%C3%9Cbung%20%231%20100%25.txt?t=%zz")[2] == b"odd"
    assert ask(port, b"/empty/")[0] == HTTPStatus.OK


@pytest.mark.parametrize("wanted", [
    b"bytes=", b"bytes=-", b"bytes=5-2", b"bytes=--5", b"bytes=-5-", b"bytes=1", b"bytes=a-b", b"bytes=0x1-2",
    b"bytes=\xb2-9", b"bytes=0-" + b"9" * 5000, b"bytes=-" + b"9" * 5000, b"bytes=0-1,", b"bytes=1-2-3",
])
def test_a_range_that_is_none_is_answered_400(port: int, capfd: pytest.CaptureFixture[str], wanted: bytes) -> None:
    assert ask(port, b"/film.mp4", b"Range: " + wanted)[0] == HTTPStatus.BAD_REQUEST
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("wanted", "part"), [
    (b"bytes=0-9", FILM[:10]), (b"bytes=90-", FILM[90:]), (b"bytes=-10", FILM[90:]), (b"bytes=-1000", FILM),
    (b"bytes=95-999999999999999", FILM[95:]), (b"bytes=0-0", FILM[:1]),
])
def test_a_part_of_the_film_is_sent(port: int, wanted: bytes, part: bytes) -> None:
    status, head, body = ask(port, b"/film.mp4", b"Range: " + wanted)
    assert (status, body) == (HTTPStatus.PARTIAL_CONTENT, part)
    assert b"Content-Range: bytes %d-%d/100" % (part[0], part[-1]) in head


@pytest.mark.parametrize("wanted", [b"bytes=100-", b"bytes=-0", b"bytes=999999999999-"])
def test_a_part_beyond_the_end_is_answered_416(port: int, wanted: bytes) -> None:
    status, head, body = ask(port, b"/film.mp4", b"Range: " + wanted)
    assert (status, body) == (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"")
    assert b"Content-Range: bytes */100" in head


@pytest.mark.parametrize("headers", [
    [], [b"Range: lines=1-2"], [b"Range: bytes=0-1,5-6"], [b"Range: bytes=0-9", b"If-Range: \"another\""],
    [b"Range: bytes=0-9", b"If-Range: Mon, 10 Sep 2001 01:46:40 GMT"],
])
def test_the_whole_film_is_sent_where_no_part_can_be(port: int, headers: list[bytes]) -> None:
    status, _, body = ask(port, b"/film.mp4", *headers)
    assert (status, body) == (HTTPStatus.OK, FILM)


def test_the_rest_is_sent_of_a_film_that_has_not_changed(port: int) -> None:
    _, head, _ = ask(port, b"/film.mp4", b"Range: bytes=0-9")
    changed = next(line for line in head.split(b"\r\n") if line.startswith(b"Last-Modified: "))
    since = changed.removeprefix(b"Last-Modified: ")
    assert ask(port, b"/film.mp4", b"Range: bytes=10-", b"If-Range: " + since)[2] == FILM[10:]


@pytest.mark.parametrize("headers", [[], [b"Range: bytes=0-9"]])
def test_the_head_alone_is_that_of_the_whole_film(port: int, headers: list[bytes]) -> None:
    status, head, body = ask(port, b"/film.mp4", *headers, method=b"HEAD")
    assert (status, body) == (HTTPStatus.OK, b"")
    assert b"Content-Length: 100" in head


@pytest.mark.parametrize(("arguments", "message"), [
    (["none"], "serve: none: there is no such folder: make page builds build/page"),
    (["Makefile"], "serve: Makefile: there is no such folder: make page builds build/page"),
    ([".", "--port", "99999"], "serve: --port 99999: a port is a number from 0 to 65535"),
    ([".", "--port", "-1"], "serve: --port -1: a port is a number from 0 to 65535"),
])
def test_what_cannot_be_served_is_an_error_of_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(arguments) == (USAGE if "--port" in arguments else FAILED)
    assert capsys.readouterr().err == f"{message}\n"


def test_a_port_that_is_taken_is_an_error_and_the_usual_one_is_no_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server(tmp_path) as first:
        taken = first.server_port
        assert main([str(tmp_path), "--port", str(taken)]) == FAILED
        assert capsys.readouterr().err == (
            f"serve: --port {taken}: Address already in use: name another port, or leave it out\n")
        monkeypatch.setattr(serve, "PORT", taken)
        monkeypatch.setattr(serve.Server, "serve_forever", lambda self: None)
        assert main([str(tmp_path)]) == 0
        address = capsys.readouterr().out
        assert address.startswith("http://127.0.0.1:")
        assert f":{taken}/" not in address
