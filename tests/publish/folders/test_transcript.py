"""The transcript, as Markdown and as a page."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from narrations import speak
from project import ROOT

from publish.folders.content import read_content
from publish.folders.transcript import compose_markdown, compose_page, make_passages

WORDS = ROOT / "words/en"


@pytest.fixture(scope="module")
def content():
    return read_content(WORDS)


@pytest.fixture(scope="module")
def timings(scripts_of_the_film):
    return [speak(script) for script in scripts_of_the_film]


def test_the_transcript_has_all_that_is_said_and_seen(content, timings, scripts_of_the_film):
    parts = make_passages(timings, [script.visual for script in scripts_of_the_film])
    page = html.unescape(compose_page(content, parts, "a voice", "en"))
    for text in (compose_markdown(content, parts, "a voice"), page):
        for script in scripts_of_the_film:
            assert script.visual in text and all(beat.text in text for beat in script.beats)
        assert content.advice in text and "a voice" in text
    marked = replace(parts[0], said=("T < 0 & v > c*, or <b>",))
    assert "T &lt; 0 &amp; v > c\\*, or &lt;b>" in compose_markdown(content, [marked], "a voice")
    assert "T &lt; 0 &amp; v &gt; c*, or &lt;b&gt;" in compose_page(content, [marked], "a voice", "en")
    assert "a &lt;b&gt;" in compose_page(replace(content, title="a <b>"), parts, "a voice", "en")
