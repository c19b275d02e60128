"""Burned-in captions keep to their band, and the rest of the picture stays as it was."""

from __future__ import annotations

import re

import pytest
from short_film import broken, burned, draft, ffmpeg

from plan.formats import QUALITIES, Quality
from publish.captions.band import box_pixels, make_room
from publish.captions.burn import burn
from publish.checks.burned import check_burned
from publish.checks.encoding import check_encoding
from publish.checks.measurement import measure
from stage.layout import LAYOUTS

pytest_plugins = ["publish_fixtures"]
LANDSCAPE = draft("landscape")


def test_burned_words_keep_to_their_band_and_leave_the_rest_as_it_was(sound, source, timing, tmp_path):
    portrait, layout, quality = draft("portrait"), LAYOUTS["portrait"], QUALITIES["480p15"]
    plain = measure(portrait.film)
    assert not broken(check_burned(measure(portrait.captioned), plain, layout, quality))
    text = portrait.film.with_suffix(".ass").read_text()
    (tmp_path / "film.ass").write_text(text.replace(",,{", ",,{\\an8}{", 1))
    burn(portrait.film, tmp_path / "film.ass", layout, Quality(480, 15, 40), tmp_path / "strayed.mp4", "en")
    found = check_burned(measure(tmp_path / "strayed.mp4"), plain, layout, quality)
    assert not any(finding.holds for finding in found), "a caption at the head of a picture that is encoded coarsely"


def test_where_no_band_is_free_the_picture_makes_room_for_burned_words(sound, timing):
    words, plain = measure(burned(timing, "landscape")), measure(LANDSCAPE.film)
    assert not broken(check_burned(words, plain, LAYOUTS["landscape"], QUALITIES["480p15"]))


def test_captions_show_once_by_default_in_the_picture_or_from_the_track(sound, source, timing, tmp_path):
    portrait, rule = draft("portrait"), "captions show once by default"
    film, captioned = measure(portrait.film), measure(portrait.captioned)
    assert captioned.soft_captions == film.soft_captions, "who wants the track can still have it"
    for file, burned_in in ((film, False), (captioned, True)):
        assert rule not in broken(check_encoding(file, portrait, [timing], burned=burned_in))
        assert rule in broken(check_encoding(file, portrait, [timing], burned=not burned_in))
    ffmpeg("-i", portrait.captioned, "-map", "0", "-c", "copy", tmp_path / "copied.mp4")
    found = check_encoding(measure(tmp_path / "copied.mp4"), portrait, [timing], burned=True)
    assert {each.rule: each.measured for each in found if not each.holds}[rule] == "in the picture and from the track"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_graphic_is_under_burned_words(layout):
    lowest = box_pixels(layout.safe, layout)[3]
    if room := re.match(r"scale=\d+:(\d+)", make_room(layout, QUALITIES["1080p60"])):
        lowest = int(room[1])
    assert lowest <= box_pixels(layout.captions, layout)[1]
