"""What sites get to read: limits, chapters, tags, questions, and the rules that hold them to it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from narrations import speak
from project import ROOT

from publish.checks.texts import check_metadata
from publish.folders.by_hand import compose_instructions
from publish.folders.content import read_content
from publish.folders.metadata import compose_chapters, compose_metadata, tags_length
from publish.folders.sites import SITES

WORDS = ROOT / "words/en"
WHOLE = "title whole, or cut between characters"


@pytest.fixture(scope="module")
def content():
    return read_content(WORDS)


@pytest.fixture(scope="module")
def timings(scripts_of_the_film):
    return [speak(script) for script in scripts_of_the_film]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_site_gets_texts_within_its_limits_even_from_texts_far_too_long(site, content, timings):
    long = replace(
        content, title="α & β < γ " * 40, description="Ünïcode " * 3000, tags=tuple(f"tag {n}" * 3 for n in range(200))
    )
    for each in (content, long):
        said = compose_metadata(each, timings, site, "en")
        findings = check_texts(said, each, site, timings)
        assert all(finding.holds for finding in findings), findings
        assert content.advice in said.description, "the advice is never what is cut"
        assert all(f"https://doi.org/{work.doi}" in said.description for work in content.sources.values())
    assert any("description is cut" in warning for warning in said.warnings)


def check_texts(said, content, site, timings, **broken):
    """Return what `make check` finds of texts, some of them replaced by broken ones."""
    about = {**said.__dict__, "chapters": [chapter.__dict__ for chapter in said.chapters], **broken}
    return check_metadata(about, site, content, timings)


@pytest.mark.parametrize(
    ("site", "key", "breaks", "rule"),
    [
        ("youtube", "title", lambda old: old + "x" * 101, "title 100 at most"),
        ("youtube", "title", lambda old: old[:40], WHOLE),
        ("youtube", "description", lambda old: old + "ä" * 2500, "description 5000 at most"),
        ("youtube", "description", lambda old: old + "<", "none of '<>'"),
        ("youtube", "description", lambda old: old.replace("https://doi.org/", "", 1), "all sources with DOIs"),
        (
            "youtube",
            "description",
            lambda old: old.replace("not medical advice", "advice"),
            "advice and voice are named",
        ),
        ("youtube", "description", lambda old: old.replace("synthetic voice", "voice"), "advice and voice are named"),
        ("youtube", "description", lambda old: re.sub("^0:1", "0:2", old, flags=re.M), "chapters: first 0:00"),
        ("youtube", "tags", lambda old: ["a tag"] * 70, "tags 500 in all at most"),
        ("youtube", "chapters", lambda old: old[:2], "chapters: first 0:00"),
        ("youtube", "chapters", lambda old: [], "chapters: first 0:00"),
        ("shorts", "description", lambda old: old + "\n0:00 Start", "no chapters"),
        ("peertube", "tags", lambda old: [*old, "sixth"], "5 tags at most"),
        ("peertube", "tags", lambda old: ["x"], "5 tags at most"),
        ("peertube", "title", lambda old: old * 2, "title 120 at most"),
        ("tiktok", "synthetic_media", lambda old: False, "the site's questions are answered"),
        ("reels", "description", lambda old: old + "x" * 2200, "description 2200 at most"),
    ],
)
def test_broken_texts_break_their_rule(site, key, breaks, rule, content, timings):
    said = compose_metadata(content, timings, SITES[site], "en")
    whole = {**said.__dict__, "chapters": [chapter.__dict__ for chapter in said.chapters]}
    assert breaks(whole[key]) != whole[key]
    findings = check_texts(said, content, SITES[site], timings, **{key: breaks(whole[key])})
    broken = {each.rule for each in findings if not each.holds} - {WHOLE if rule != WHOLE else ""}
    assert len(broken) == 1 and broken.pop().startswith(rule), findings


def test_the_last_chapter_must_last_as_long_as_the_others(content, timings):
    said = compose_metadata(content, timings, SITES["youtube"], "en")
    last, end = said.chapters[-1], int(sum(timing.seconds for timing in timings))
    late = replace(last, seconds=end - 9)
    text = said.description.replace(f"0:{last.seconds:02} {last.title}", f"0:{late.seconds:02} {late.title}")
    assert text != said.description
    moved = replace(said, description=text, chapters=(*said.chapters[:-1], late))
    broken = [each for each in check_texts(moved, content, SITES["youtube"], timings) if not each.holds]
    assert [each.measured for each in broken] == [f"{len(said.chapters)}, shortest 9 s"]


def test_chapters_start_at_zero_last_long_enough_and_name_every_scene(timings):
    found = compose_chapters(timings, 3, 10.0)
    starts = [chapter.seconds for chapter in found]
    assert starts[0] == 0 and len(starts) >= 3
    ends = [*starts[1:], int(sum(timing.seconds for timing in timings))]
    assert min(b - a for a, b in zip(starts, ends, strict=True)) >= 10
    assert " · ".join(chapter.title for chapter in found) == " · ".join(timing.chapter for timing in timings)
    assert compose_chapters(timings[:2], 3, 10.0) == ()


def test_shorts_have_no_chapters_and_a_site_without_titles_opens_its_text_with_it(content, timings):
    shorts = compose_metadata(content, timings, SITES["shorts"], "en")
    assert not shorts.chapters and "0:00" not in shorts.description
    tiktok = compose_metadata(content, timings, SITES["tiktok"], "en")
    assert tiktok.description.startswith(content.title) and "#cytokinestorm" in tiktok.description
    form = compose_instructions(tiktok, SITES["tiktok"], burned=True)
    assert "TITLE" not in form and "CAPTIONS\nthey are burned into the film" in form
    assert "CAPTIONS\ncaptions.en.srt or captions.en.vtt" in compose_instructions(shorts, SITES["shorts"], burned=True)


def test_questions_are_answered_and_the_voice_is_named(content, timings):
    for site in SITES.values():
        said = compose_metadata(content, timings, site, "en")
        assert said.made_for_kids is False and said.synthetic_media is site.voice_counts
        assert timings[0].voice in said.description
        answer = "yes" if said.synthetic_media else "no"
        assert (
            f"{answer}: {site.synthetic_rule}" in compose_instructions(said, site, burned=False)
            and site.synthetic_rule
            and site.limits_from
        )


def test_tags_are_counted_as_youtube_counts_them():
    assert tags_length(["sepsis", "immune system"]) == 6 + 1 + 15
