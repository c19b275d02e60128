"""The engine publishes a film that it does not know: two scenes on another subject, one site, nothing to cite."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from film_folder import working_on
from narrations import speak
from project import ROOT
from short_film import CODEC, TAGS, draft, ffmpeg

from audio.timing.record import dump
from plan.errors import InputError
from plan.film import film
from plan.words import read
from publish.captions.breaks import grammar
from publish.checks.encoding import check_encoding
from publish.checks.measurement import measure
from publish.checks.run import check_folder
from publish.folders.content import read_content
from publish.folders.folder import read_folder
from publish.folders.sites import declared_sites
from publish.upload.secret_files import secrets_folder

DECLARATION = (
    'title = "Why tides come twice"\nscenes = ["rise", "fall"]\nseconds = [5, 20]\n'
    'sites = ["youtube"]\naccent = "#00c8ff"\n'
)
WORDS = {
    "rise": "---\ntitle: The rise\nlabel.moon: Moon\n---\nThe moon pulls the [spring tide](#moon) up on both sides.\n",
    "fall": "---\ntitle: The fall\nchapter: Ebb\n---\nThe earth turns below, so the water falls again.\n",
    "phrases": "# Names\nspring tide\n",
    "film": (
        "---\ntitle: Why tides come twice a day\nposter: Tides\ntags: tides, moon\ncategory: science\n"
        "made-for-kids: yes\nsynthetic-media: no\nsynthetic-voice: yes\nvoice: The narrator is a synthetic voice\n"
        "heading.chapters: Chapters\nheading.transcript: Transcript\nheading.seen: On screen\n---\n"
        "Two bulges of water, and one turning earth.\n"
    ),
}


@pytest.fixture(scope="module")
def tides(tmp_path_factory):
    """The folder of the film, after its scenes were spoken and drawn."""
    root = tmp_path_factory.mktemp("tides")
    (root / "film.toml").write_text(DECLARATION)
    (root / "words/en").mkdir(parents=True)
    for name, text in WORDS.items():
        (root / f"words/en/{name}.md").write_text(text)
    with working_on(root):
        edition = draft("landscape")
        edition.clips.mkdir(parents=True)
        for scene in film().scenes:
            timing = speak(read(edition.words / f"{scene}.md"))
            edition.timing(scene).write_text(dump(timing))
            source = f"testsrc2=size=854x480:rate=15:duration={timing.seconds}"
            ffmpeg("-f", "lavfi", "-i", source, *TAGS, *CODEC, edition.clip(scene))
        sound = f"anoisesrc=r=48000:d={sum(timing.seconds for timing in timings())}"
        ffmpeg("-f", "lavfi", "-i", sound, "-ac", "2", "-b:a", "384k", edition.sound / "narration.aac")
        for step in ("captions.write", "join"):
            run(step, "--format", "landscape", "--quality", "480p15")
        run("folders.poster", "--format", "landscape")
        run("folders.prepare", "--quality", "480p15")
        yield root


def timings():
    return [speak(read(draft("landscape").words / f"{scene}.md")) for scene in film().scenes]


def run(step: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"publish.{step}", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_it_gets_the_folder_of_its_site_and_the_texts_hold(tides):
    (path,) = (tides / "build/publish").iterdir()
    assert path.name == "youtube-en"
    folder = read_folder(path)
    assert folder.scenes == ("rise", "fall") and folder.edition == draft("landscape") and not folder.burned
    findings = {finding.rule: finding for finding in check_folder(folder)}
    for rule in (
        "title 100 at most", "description 5000 at most", "none of '<>'", "all sources with DOIs",
        "advice and voice are named", "the site's questions are answered", "tags 500 in all at most",
        "chapters: first 0:00, 3 at least, each 10 s", "soft captions are the script", "captions of four kinds",
        "no break inside a phrase", "poster 1280x720", "poster reads at 160 pixels", "the film that was looked at",
    ):  # fmt: skip
        assert findings[rule].holds, findings[rule]


def test_what_it_declares_is_what_it_is_held_to(tides):
    landscape = draft("landscape")
    findings = {finding.rule: finding for finding in check_encoding(measure(landscape.film), landscape, timings())}
    assert findings["5 to 20 s"].holds and findings["12 to 52 words"].holds


def test_nothing_of_the_projects_film_gets_into_its_folder(tides):
    folder = tides / "build/publish/youtube-en"
    texts = "\n".join(path.read_text() for path in folder.iterdir() if path.suffix not in (".mp4", ".png"))
    assert not any(word in texts for word in ("ytokine", "IL-6", "doi.org", "#f3ab2c", "Sources"))
    assert "Why tides come twice a day" in texts and "&H00FFC800" in texts
    assert grammar(draft("landscape")).torn("spring", "tide") and not grammar(draft("landscape")).torn(
        "heart", "muscle"
    )


def test_its_secrets_are_its_own(tides, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert secrets_folder() == tmp_path / "why-tides-come-twice-film"
    with working_on(ROOT):
        assert secrets_folder() == tmp_path / "cytokine-storm-film"


def test_a_source_without_a_list_of_works_is_an_error(tides):
    path = tides / "words/en/film.md"
    text = path.read_text()
    path.write_text(text.replace("poster: Tides\n", "poster: Tides\nsources: Newton 1687\nheading.sources: Sources\n"))
    try:
        with pytest.raises(InputError, match=r"film\.md:4: the source 'Newton 1687' is unknown"):
            read_content(draft("landscape").words)
    finally:
        path.write_text(text)


def test_an_unknown_site_is_an_error_with_the_nearest_name(tmp_path: Path):
    (tmp_path / "film.toml").write_text(DECLARATION.replace('"youtube"', '"vimeo", "yuotube"'))
    with working_on(tmp_path), pytest.raises(InputError) as raised:
        declared_sites()
    assert "film.toml:4: sites has 'yuotube', which is unknown; did you mean 'youtube'?" in str(raised.value)
    assert "use some of youtube, vimeo" in str(raised.value)
