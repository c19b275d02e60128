"""Upload folders are written whole, and hold the film that their site shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.folders.prepare import write_folder
from publish.folders.sites import SITES

pytest_plugins = ["publish_fixtures"]


def test_a_folder_is_replaced_whole_and_stays_if_the_film_is_missing(source, tmp_path):
    folder = tmp_path / "youtube-en"
    write_folder(source, SITES["youtube"], folder)
    (folder / "left-over").write_text("")
    write_folder(source, SITES["youtube"], folder)
    assert not (folder / "left-over").exists()
    with pytest.raises(FileNotFoundError):
        write_folder(replace(source, quality="2160p60"), SITES["youtube"], folder)
    assert (folder / "film.mp4").exists() and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("captions", "site", "film"),
    [
        ("", "youtube", "landscape-2160p60/film.mp4"),
        ("", "tiktok", "portrait-1080p60/captioned.mp4"),
        ("burned", "youtube", "landscape-2160p60/captioned.mp4"),
        ("soft", "shorts", "portrait-1080p60/film.mp4"),
    ],
)
def test_captions_are_burned_only_into_portrait_unless_asked_otherwise(captions, site, film, source):
    """And an upright film has no more lines than a phone."""
    chosen = replace(source, quality="2160p60", captions=captions).film(SITES[site])
    assert chosen == source.edition(SITES[site]).sound / film
