"""The checks of a finished folder: all hold on a good one, and each fault that is put in breaks its own rule."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from narrations import speak
from PIL import Image

from audio.captions import RULES, captions, compose_srt
from audio.mix import master
from audio.speech import RATE
from audio.timing import dump
from publish.burn import burn, make_room
from publish.captions import compose_ass, pixels
from publish.check import check
from publish.check_burned import check_burned
from publish.check_captions import check_captions
from publish.check_film import check_film
from publish.content import read
from publish.folders import Source, write
from publish.join import join
from publish.picture import watch
from publish.sites import SITES
from scenes.layout import LAYOUTS, QUALITIES, Quality

BRIEF = {"50 to 59.9 s", "finished quality, no draft"}
"""Rules that these short drafts break."""
FINE = Quality(480, 15, 10)
CODEC = "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 7 -flags +cgop -pix_fmt yuv420p".split()
TAGS = "-vf setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709".split()


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)


def broken(findings) -> set[str]:
    return {finding.rule for finding in findings if not finding.holds} - BRIEF


@pytest.fixture(scope="module")
def script(scripts_of_the_film):
    return replace(scripts_of_the_film[-1], path=Path("scenes/close.md"))


@pytest.fixture(scope="module")
def timing(script):
    """One scene, spoken slowly enough for portrait captions."""
    return speak(script)


@pytest.fixture(scope="module")
def sound(tmp_path_factory, script, timing) -> Path:
    """A folder as the build leaves it: films of one scene, moving pictures and a voice of noise, in two formats."""
    folder = tmp_path_factory.mktemp("build") / "en"
    folder.mkdir()
    (folder / "close.json").write_text(dump(timing))
    raw, rng = np.zeros(round(timing.seconds * RATE), dtype=np.int16), np.random.default_rng(1)
    for beat in timing.beats:
        span = slice(round(beat.start * RATE), round(beat.end * RATE))
        raw[span] = rng.normal(0, 2000, span.stop - span.start)
    (folder / "raw.pcm").write_bytes(raw.tobytes())
    ffmpeg("-f", "s16le", "-ar", RATE, "-i", folder / "raw.pcm", folder / "raw.wav")
    master(folder / "raw.wav", folder / "narration.wav")
    for form, size in (("landscape", "854x480"), ("portrait", "480x854")):
        clips = folder / f"{form}-480p15"
        clips.mkdir()
        source = f"testsrc2=size={size}:rate=15:duration={timing.seconds}"
        ffmpeg("-f", "lavfi", "-i", source, *TAGS, *CODEC, clips / "close.mp4")
        cues = captions([timing], RULES[form])
        (clips / "film.srt").write_text(compose_srt(cues))
        join([clips / "close.mp4"], folder / "narration.wav", clips / "film.srt", clips / "film.mp4", "en")
    return folder


@pytest.fixture(scope="module")
def source(sound, script, timing) -> Source:
    for form, size in (("landscape", (1280, 720)), ("portrait", (1080, 1920))):
        Image.new("RGB", size, "#0b1022").save(sound / f"poster-{form}.png")
    films = [film(sound), burned(sound, timing, "portrait")]
    return Source(read(ROOT / "publish/film.md"), [script], [timing], sound, films, "en")


def burned(sound: Path, timing, form: str) -> Path:
    """Burn the words into a film, little compressed: the test picture is harder on the encoder than drawings are."""
    clips = sound / f"{form}-480p15"
    (clips / "film.ass").write_text(compose_ass(captions([timing], RULES[form]), LAYOUTS[form]))
    burn(clips / "film.mp4", clips / "film.ass", LAYOUTS[form], FINE, clips / "captioned.mp4")
    return clips / "captioned.mp4"


def film(sound: Path) -> Path:
    return sound / "landscape-480p15" / "film.mp4"


@pytest.mark.parametrize("name", ["youtube", "vimeo", "tiktok"])
def test_a_good_folder_passes_every_rule_but_those_it_is_too_short_for(name, source, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    write(source, SITES[name], tmp_path / f"{name}-en")
    unmet = broken(check(tmp_path / f"{name}-en"))
    assert unmet - {"17 characters a second at most", "no gap, or 2 frames"} == {"poster reads at 160 pixels"}
    about = json.loads((tmp_path / f"{name}-en" / "metadata.json").read_text())
    suffixes = {path.suffix[1:] for path in (tmp_path / f"{name}-en").glob("captions.*")}
    assert suffixes == set(SITES[name].captions) and about["site"] == name


def test_burned_words_keep_to_their_band_and_leave_the_rest_as_it_was(sound, source, timing, tmp_path):
    clips, layout, quality = sound / "portrait-480p15", LAYOUTS["portrait"], QUALITIES["480p15"]
    assert not broken(check_burned(clips / "captioned.mp4", clips / "film.mp4", layout, quality))
    (tmp_path / "film.ass").write_text((clips / "film.ass").read_text().replace(",,{", ",,{\\an8}{", 1))
    burn(clips / "film.mp4", tmp_path / "film.ass", layout, Quality(480, 15, 40), tmp_path / "strayed.mp4")
    found = check_burned(tmp_path / "strayed.mp4", clips / "film.mp4", layout, quality)
    assert not any(finding.holds for finding in found), "a caption at the head of a picture that is encoded coarsely"


def test_where_no_band_is_free_the_picture_makes_room_for_burned_words(sound, timing):
    words, layout = burned(sound, timing, "landscape"), LAYOUTS["landscape"]
    assert not broken(check_burned(words, film(sound), layout, QUALITIES["480p15"]))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_graphic_is_under_burned_words(layout):
    lowest = pixels(layout.safe, layout)[3]
    if room := re.match(r"scale=\d+:(\d+)", make_room(layout, QUALITIES["1080p60"])):
        lowest = int(room[1])
    assert lowest <= pixels(layout.captions, layout)[1]


def test_a_folder_is_replaced_whole_and_stays_if_the_film_is_missing(source, tmp_path):
    folder = tmp_path / "youtube-en"
    write(source, SITES["youtube"], folder)
    (folder / "left-over").write_text("")
    write(source, SITES["youtube"], folder)
    assert not (folder / "left-over").exists()
    with pytest.raises(FileNotFoundError):
        write(replace(source, films=[source.sound / "landscape-2160p60/film.mp4"]), SITES["youtube"], folder)
    assert (folder / "film.mp4").exists() and len(list(tmp_path.iterdir())) == 1


def test_a_pause_of_the_voice_is_found_though_music_may_fill_it(sound, timing):
    silent = replace(timing, seconds=timing.seconds + 1)
    assert "voice pauses 0.8 s at most" in broken(check_film(film(sound), "landscape", "480p15", [silent], "en"))


@pytest.mark.parametrize(
    ("remux", "rules"),
    [
        (["-c", "copy", "-movflags", "+faststart"], {"no edit list"}),
        (
            ["-c", "copy", "-sn", "-metadata:s:a:0", "language=spa"],
            {"soft captions, mov_text, eng", "sound in eng", "moov first", "no edit list"},
        ),
        (["-c", "copy", "-af", "volume=-6dB", "-c:a", "aac"], {"-14 ± 0.5 LUFS", "moov first", "no edit list"}),
    ],
)
def test_a_careless_copy_breaks_its_rules(remux, rules, sound, timing, tmp_path):
    copy = tmp_path / "film.mp4"
    ffmpeg("-i", film(sound), "-map", "0", *remux, copy)
    assert rules <= broken(check_film(copy, "landscape", "480p15", [timing], "en"))


@pytest.mark.parametrize(
    ("codec", "rules"),
    [
        (["-g", "60", "-coder", "vlc"], {"GOP of half the frame rate at most", "CABAC"}),
        (["-bf", "0", "-vf", "setparams=colorspace=smpte170m"], {"2 B-frames", "BT.709 primaries, transfer, matrix"}),
        (["-flags", "-cgop", "-x264-params", "open-gop=1"], {"closed GOP"}),
        (["-profile:v", "main", "-s", "640x360"], {"H.264 High, progressive, yuv420p", "854x480"}),
        (["-r", "30"], {"every frame at its time"}),
    ],
)
def test_a_careless_encoding_breaks_its_rules(codec, rules, sound, timing, tmp_path):
    copy = tmp_path / "film.mp4"
    options = [*(TAGS if "-vf" not in codec else []), *CODEC, *codec]
    ffmpeg("-i", film(sound), "-map", "0", "-c", "copy", *options, "-use_editlist", "0", copy)
    unmet = broken(check_film(copy, "landscape", "480p15", [timing], "en"))
    assert rules <= unmet


def test_a_good_film_breaks_none(sound, timing):
    assert not broken(check_film(film(sound), "landscape", "480p15", [timing], "en"))


def test_a_cut_file_is_named(sound, timing, tmp_path):
    (tmp_path / "film.mp4").write_bytes(film(sound).read_bytes()[:100_000])
    with pytest.raises(ValueError, match="film.mp4"):
        check_film(tmp_path / "film.mp4", "landscape", "480p15", [timing], "en")


@pytest.mark.parametrize(
    ("picture", "chain", "freeze"),
    [("color=black:", "null", 4.8), ("testsrc2=", "null", 0.0), ("color=0x404040:", "fade=d=5", 0.8)],
)
def test_standstill_is_seen_and_a_slow_fade_is_none(picture, chain, freeze, tmp_path):
    ffmpeg("-f", "lavfi", "-i", f"{picture}s=320x180:r=30:d=5", "-vf", chain, *CODEC, tmp_path / "film.mp4")
    assert watch(tmp_path / "film.mp4", 30).freeze == pytest.approx(freeze, abs=0.2)


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("captions.en.srt", "Calm", "Cal", ".srt is the script"),
        ("captions.en.vtt", "Calm", "Ca<lm", "WebVTT is escaped"),
        ("captions.en.vtt", "WEBVTT", "WEB", "WebVTT is valid"),
        ("captions.en.srt", "Fight the invader", "Fight the\ninvader", "no break inside a phrase"),
        ("captions.en.srt", "00:00:00,1", "00:00:01,1", "in-time within 3 frames of the sound"),
    ],
)
def test_damaged_captions_break_their_rule(file, old, new, rule, source, script, timing, tmp_path):
    write(source, SITES["youtube"], tmp_path / "youtube-en")
    path = tmp_path / "youtube-en" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    words = [word for beat in script.beats for word in beat.words]
    assert rule in broken(check_captions(tmp_path / "youtube-en", "landscape", [timing], words))
