"""The checks of a finished folder: all hold on a good one, and each error that is put in breaks its own rule."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from short_film import CODEC, broken, draft, ffmpeg

from publish.checks import measurement
from publish.checks.encoding import check_encoding
from publish.checks.measurement import measure
from publish.checks.run import check_folder
from publish.folders.folder import read_folder
from publish.folders.prepare import write_folder
from publish.folders.sites import SITES

pytest_plugins = ["publish_fixtures"]
LANDSCAPE = draft("landscape")


@pytest.mark.parametrize("name", ["youtube", "vimeo", "tiktok"])
def test_a_good_folder_passes_every_rule_but_those_it_is_too_short_for(name, source, tmp_path):
    write_folder(source, SITES[name], tmp_path / f"{name}-en")
    unmet = broken(check_folder(read_folder(tmp_path / f"{name}-en")))
    assert unmet - {"17 characters a second at most", "no gap, or 2 frames"} == {"poster reads at 160 pixels"}
    about = json.loads((tmp_path / f"{name}-en" / "metadata.json").read_text())
    suffixes = {path.suffix[1:] for path in (tmp_path / f"{name}-en").glob("captions.*")}
    assert suffixes == {"srt", "vtt", "ttml", "ass"} and about["site"] == name


@pytest.mark.parametrize("kind", ["srt", "vtt", "ttml", "ass"])
def test_a_folder_that_lacks_captions_of_a_kind_fails(kind, source, tmp_path):
    write_folder(source, SITES["youtube"], tmp_path / "youtube-en")
    (tmp_path / f"youtube-en/captions.en.{kind}").unlink()
    assert "captions of four kinds" in broken(check_folder(read_folder(tmp_path / "youtube-en")))


@pytest.mark.parametrize("track", ["video", "audio"])
def test_a_folder_whose_film_is_not_the_one_that_was_looked_at_fails(track, source, tmp_path):
    write_folder(source, SITES["youtube"], tmp_path / "youtube-en")
    chain = {"video": ["-vf", "hue=h=3", *CODEC, "-c:a", "copy"], "audio": ["-c:a", "aac", "-c:v", "copy"]}
    ffmpeg("-i", LANDSCAPE.film, *chain[track], tmp_path / "youtube-en/film.mp4")
    assert "the film that was looked at" in broken(check_folder(read_folder(tmp_path / "youtube-en")))


def test_rules_share_one_measurement_of_a_film_and_of_its_copies(source, timing, tmp_path, monkeypatch):
    """What a film is decoded for, and how often: the picture once, the sound once for all formats."""
    decoded: list[object] = []
    heard: list[object] = []
    monkeypatch.setattr(measurement, "_MEASURED", {})
    monkeypatch.setattr(measurement, "_SOUND_LOGS", {})
    monkeypatch.setattr(measurement, "decode_picture", note(decoded, measurement.decode_picture))
    monkeypatch.setattr(measurement, "ffmpeg", note(heard, measurement.ffmpeg))
    for form in ("landscape", "portrait"):
        check_encoding(measure(draft(form).film), draft(form), [timing])
    for name in ("youtube", "vimeo", "shorts"):
        write_folder(replace(source, captions="soft"), SITES[name], tmp_path / f"{name}-en")
        check_folder(read_folder(tmp_path / f"{name}-en"))
    assert len(decoded) == 2 and len(heard) == 1


def note(calls: list, function):
    """Return a function that notes its calls."""

    def noted(*arguments):
        calls.append(arguments)
        return function(*arguments)

    return noted
