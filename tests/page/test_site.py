"""The address that the page will have: which are taken, and how they are written in the document."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from page_site import build_site

from page.builder.build import main
from page.builder.site import address
from plan.exits import USAGE


@pytest.mark.parametrize(("written", "taken"), [
    ("", ""),
    ("https://example.org/", "https://example.org/"),
    ("HTTPS://Example.ORG:8443/storm/", "https://example.org:8443/storm/"),
    ("http://localhost:8000/", "http://localhost:8000/"),
    ("http://127.0.0.1/page/", "http://127.0.0.1/page/"),
    ("http://[::1]:8000/", "http://[::1]:8000/"),
    ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
    ("https://bücher.example/Übung/", "https://xn--bcher-kva.example/%C3%9Cbung/"),
    ("https://example.org/a%20b/$(x)/it's&more/", "https://example.org/a%20b/$(x)/it%27s&more/"),
])
def test_an_address_is_taken_as_browsers_send_it(written: str, taken: str) -> None:
    assert address(written) == taken
    assert address(taken) == taken


@pytest.mark.parametrize(("written", "message"), [
    ("example.org", "is not the address of a site: write one such as https://example.org/storm/"),
    ("https:///storm/", "is not the address of a site"),
    ("ftp://example.org/", "is not the address of a site"),
    ("javascript:alert(1)//", "is not the address of a site"),
    ("http://example.org/", "is sent in plain text: write https://"),
    ("http://localhost:80@evil.example/", "has a user's name or password: leave out what comes before @"),
    ("http://localhost.evil.example/", "is sent in plain text"),
    ("http://127.0.0.1.evil.example/", "is sent in plain text"),
    ("https://me:secret@example.org/", "has a user's name or password"),
    ("https://example.org/?a=b/", "has a ? or a #: leave out what follows"),
    ("https://example.org/?", "has a ? or a #"),
    ("https://example.org/#/", "has a ? or a #"),
    ("https://example.org/storm", "ends without /: write https://example.org/storm/"),
    ("https://example.org", "ends without /: write https://example.org/"),
    ("https://example.org/a b/", "has the character ' ': write it as %20, or leave it out"),
    ('https://example.org/"><script>/', "has the character '\"': write it as %22"),
    ("https://example.org/\n/", "has the character '\\n': write it as %0A"),
    ("https://example.org\\evil.example/", "has the character '\\\\': write it as %5C"),
    ("https://example.org:port/", "is not an address ("),
    ("https://example.org:99999/", "is not an address ("),
    ("https://[::1/", "is not an address ("),
    ("https://-a.example/", "has the host '-a.example', which is not a valid name"),
    ("https://a..b/", "has the host 'a..b', which is not a valid name"),
    ("https://example.org/%zz/", "has a path that browsers change"),
    ("https://example.org/a/../b/", "has a path that browsers change"),
    ("https://example.org/%2e%2e/", "has a path that browsers change"),
    (f"https://example.org/{'a' * 2000}/", "has 2021 characters: use at most 2000"),
])
def test_an_address_that_is_none_is_an_error_of_one_line(
    capsys: pytest.CaptureFixture[str], written: str, message: str
) -> None:
    assert main(["--site", written]) == USAGE
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("page: the site ")
    assert message in error


class Head(HTMLParser):
    """The addresses in the head of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("property") == "og:url" or given.get("rel") == "canonical":
            self.found.append(given.get("content") or given.get("href") or "")


def test_the_address_comes_from_the_environment_and_stands_escaped_in_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE", "https://example.org/it's&amp;$(date)/")
    wanted = "https://example.org/it%27s&amp;$(date)/"
    document = (build_site(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert Head(document).found == [wanted, wanted]
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', document, re.S)
    assert data
    assert json.loads(data[1])["contentUrl"] == f"{wanted}film.mp4"


def test_an_address_from_the_environment_that_is_none_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SITE", "example.org")
    assert main([]) == USAGE
    assert capsys.readouterr().err == (
        "page: the site 'example.org' is not the address of a site: write one such as https://example.org/storm/\n")
