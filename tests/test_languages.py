"""The film in its other languages, as drafts: whole, within its time, and with captions that are its words.

Spanish is spoken by its embedded voice, without a network. The others are spoken by a stand-in of gTTS's service, which
answers with tones that last as long as the sentences would, since a voice of their own would take minutes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
import srt
from gtts_stand_in import Answer, answer_with, stand_in
from project import ROOT, make

from audio.timing.record import load
from plan.direction import without_marks
from plan.film import film as declared
from plan.words import read
from translation.length import spoken_seconds

pytestmark = pytest.mark.slow
NOWHERE = "http://127.0.0.1:9"
"""A proxy that nobody answers at."""
SPOKEN_SECONDS = 46.0
"""What the tones last in all; with the pauses between them, the film is long enough."""


def sentences(locale: str) -> list[str]:
    scripts = [read(ROOT / f"words/{locale}/{scene}.md") for scene in declared().scenes]
    return [beat.text for script in scripts for beat in script.beats]


def tones(locale: str) -> Answer:
    """Return what answers with a tone in place of each sentence of a language."""
    scale = SPOKEN_SECONDS / sum(spoken_seconds(text, locale, declared()) for text in sentences(locale))

    def tone(text: str) -> bytes:
        seconds = scale * spoken_seconds(text, locale, declared())
        source = ["-f", "lavfi", "-i", f"sine=frequency=220:duration={seconds:.2f}:sample_rate=24000"]
        command = ["ffmpeg", "-v", "error", *source, "-b:a", "64k", "-f", "mp3", "pipe:1"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    return answer_with(tone)


@pytest.fixture(scope="module", params=["es", "ar", "hi", "zh-Hans"])
def locale(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A language of which the draft is built."""
    name: str = request.param
    with stand_in(tmp_path_factory.mktemp("service"), *[tones(name)] * 200) as service:
        proxy = NOWHERE if name == "es" else service.url
        spoken_by = "kokoro" if name == "es" else "gtts"
        ran = make(ROOT, f"LOCALE={name}", f"VOICE={spoken_by}", https_proxy=proxy, HTTPS_PROXY=proxy, no_proxy="")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        yield name


def clips(locale: str) -> Path:
    return ROOT / f"build/{locale}/landscape-480p15"


def test_the_film_is_whole_and_within_its_time(locale):
    seconds = sum(load(ROOT / f"build/{locale}/{scene}.json").seconds for scene in declared().scenes)
    assert declared().shortest <= seconds <= declared().longest
    with av.open(str(clips(locale) / "film.mp4")) as container:
        assert container.streams.video[0].frames == round(15 * seconds)
        assert [stream.type for stream in container.streams] == ["video", "audio", "subtitle"]


def test_its_captions_are_its_words_from_first_to_last(locale):
    shown = "".join(each.content for each in srt.parse((clips(locale) / "film.srt").read_text(encoding="utf-8")))
    assert "".join(without_marks(shown).split()) == "".join("".join(sentences(locale)).split())


def test_each_cue_falls_in_the_order_of_the_first_language(locale):
    for scene in declared().scenes:
        timing, original = load(ROOT / f"build/{locale}/{scene}.json"), read(ROOT / f"words/en/{scene}.md")
        starts = [timing.cues[name].start for name in original.cues]
        assert starts == sorted(starts), scene
        assert timing.hours_source == f"words/en/{scene}.md"


@pytest.mark.parametrize("locale", ["es"], indirect=True)
def test_the_spanish_page_is_spanish_and_says_who_translated_it(locale):
    ran = make(ROOT, "page", f"LOCALE={locale}", "VOICE=kokoro", goal="draft", https_proxy=NOWHERE, HTTPS_PROXY=NOWHERE)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    page = (ROOT / "build/page/index.html").read_text(encoding="utf-8")
    assert '<html lang="es" dir="ltr"' in page and "Maneja la tormenta" in page
    assert "Traducido por el proyecto; aún no lo ha revisado ningún hablante nativo." in page
