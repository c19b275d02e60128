"""The second publication: what changed, in words and frames, and the cheapest honest way to bring it out."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from narrations import speak
from PIL import Image
from project import ROOT

from audio.timing.record import dump
from publish.checks.finding import Finding
from publish.folders.verdict import NAME, keep
from publish.upload import manifest, release
from publish.upload.keeping import UploadError
from publish.upload.release import act, plan

PASSED = [Finding("a rule", "1", True)]


class Place:
    """A site that writes down what it is asked for, and fails at a chosen step."""

    def __init__(self, fails: str = "") -> None:
        self.asked, self._fails = [], fails

    def _note(self, step: str) -> None:
        if step == self._fails:
            raise UploadError("refused")
        self.asked.append(step)

    def upload(self, folder, about, again=False) -> str:
        self._note("upload")
        return f"video-{folder.name}"

    def replace(self, identity, folder) -> None:
        self._note("replace")

    def metadata(self, identity, about) -> None:
        self._note("metadata")

    def captions(self, identity, folder, about) -> None:
        self._note("captions")

    def poster(self, identity, folder) -> None:
        self._note("poster")


@pytest.fixture(scope="module")
def first(tmp_path_factory, scripts_of_the_film):
    """A folder as `make publish` leaves it: two scenes, a film whose colour says which scene it is."""
    root = tmp_path_factory.mktemp("first")
    timings = [speak(script) for script in scripts_of_the_film[:2]]
    return write(root, timings, ["blue", "green"])


def write(root: Path, timings, colours) -> Path:
    folder, sound = root / "youtube-en", root / "en"
    folder.mkdir(exist_ok=True)
    sound.mkdir(exist_ok=True)
    inputs, names = [], "".join(f"[{number}]" for number in range(len(timings)))
    for timing, colour in zip(timings, colours, strict=True):
        (sound / f"{timing.scene}.json").write_text(dump(timing))
        inputs += ["-f", "lavfi", "-i", f"color={colour}:s=320x180:r=15:d={timing.seconds}"]
    inputs += ["-f", "lavfi", "-i", f"sine=d={sum(timing.seconds for timing in timings)}"]
    chain = f"{names}concat=n={len(timings)}:v=1[v]"
    command = ["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", chain, "-map", "[v]"]
    subprocess.run([*command, "-map", f"{len(timings)}:a", str(folder / "film.mp4")], check=True)
    about = {
        "site": "youtube", "title": "A title", "description": "", "tags": [], "language": "en", "chapters": [],
        "scenes": [f"words/en/{timing.scene}.md" for timing in timings], "sound": str(sound), "quality": "480p15",
    }  # fmt: skip
    (folder / "metadata.json").write_text(json.dumps(about))
    (folder / "captions.en.vtt").write_text("WEBVTT\n\n" + " ".join(beat.text for t in timings for beat in t.beats))
    Image.new("RGB", (16, 9)).save(folder / "poster.png")
    keep(folder, PASSED)
    return folder


@pytest.fixture
def folder(first, tmp_path) -> Path:
    shutil.copytree(first, tmp_path / "youtube-en")
    return tmp_path / "youtube-en"


@pytest.fixture
def releases(folder, tmp_path) -> Path:
    manifest.record(tmp_path / "releases", folder, "video-1")
    return tmp_path / "releases"


def planned(folder, releases, replaces=False):
    said = []
    return plan(folder, releases, replaces, folder.with_name("changes.png"), said.append), "\n".join(said)


def edit(folder: Path, part: str) -> None:
    if part == "metadata":
        about = manifest.about(folder)
        (folder / "metadata.json").write_text(json.dumps({**about, "title": "Another"}))
    elif part == "captions":
        (folder / "captions.en.vtt").write_text("WEBVTT\n")
    elif part == "poster":
        Image.new("RGB", (16, 9), "red").save(folder / "poster.png")
    else:
        chain = {"picture": ["-vf", "negate", "-c:a", "copy"], "sound": ["-af", "volume=0.5", "-c:v", "copy"]}[part]
        shutil.copy(folder / "film.mp4", folder.with_name("old.mp4"))
        command = ["ffmpeg", "-v", "error", "-y", "-i", str(folder.with_name("old.mp4")), *chain]
        subprocess.run([*command, str(folder / "film.mp4")], check=True)


def test_what_never_went_out_is_uploaded_and_written_down(folder, tmp_path):
    todo, said = planned(folder, tmp_path / "releases")
    assert "nothing is out yet" in said
    place = Place()
    act(todo, place, tmp_path / "releases")
    assert place.asked == ["upload", "captions", "poster"]
    assert planned(folder, tmp_path / "releases")[0].acts == ()
    out = manifest.read(tmp_path / "releases", "youtube-en")
    assert out.video == "video-youtube-en" and out.history == ()
    assert len(list((tmp_path / "releases/youtube-en/stills").iterdir())) == len(out.state.sentences)


@pytest.mark.parametrize(
    ("part", "in_place", "anew"),
    [
        ("captions", ("captions",), ("captions",)),
        ("metadata", ("metadata",), ("metadata",)),
        ("poster", ("poster",), ("poster",)),
        ("picture", ("replace",), ("upload", "captions", "poster")),
        ("sound", ("replace",), ("upload", "captions", "poster")),
    ],
)
def test_only_what_changed_is_sent_by_the_cheapest_honest_way(part, in_place, anew, folder, releases):
    edit(folder, part)
    assert planned(folder, releases, replaces=True)[0].acts == in_place
    todo, said = planned(folder, releases)
    assert todo.acts == anew and part in said
    assert ("stays as it is" in said) == (anew[0] == "upload")
    place = Place()
    act(todo, place, releases)
    assert tuple(place.asked) == anew
    out = manifest.read(releases, "youtube-en")
    assert [each["video"] for each in out.history] == ["video-1"]
    assert planned(folder, releases)[0].acts == ()


def test_nothing_changed_sends_nothing(folder, releases):
    todo, said = planned(folder, releases)
    assert todo.acts == () and "up to date" in said


@pytest.mark.parametrize("step", ["captions", "poster"])
def test_what_failed_half_way_is_finished_by_the_next_run_and_not_uploaded_twice(step, folder, tmp_path):
    with pytest.raises(UploadError):
        act(planned(folder, tmp_path / "releases")[0], Place(fails=step), tmp_path / "releases")
    edit(folder, "captions")
    todo, _ = planned(folder, tmp_path / "releases")
    assert "upload" not in todo.acts and step in todo.acts
    act(todo, Place(), tmp_path / "releases")
    assert planned(folder, tmp_path / "releases")[0].acts == ()


def test_edited_new_and_redrawn_sentences_are_told_apart_and_shown(first, folder, releases, scripts_of_the_film):
    timings = [speak(script) for script in scripts_of_the_film[:2]]
    opening, *others = timings[0].beats
    other = replace(opening, words=(replace(opening.words[0], text="Two"), *opening.words[1:]))
    after = write(folder.parent, [replace(timings[0], beats=(other, *others)), timings[1]], ["blue", "red"])
    _, said = planned(after, releases)
    assert f"message: «{opening.text}» is now «{other.text}»" in said
    for beat in timings[1].beats:
        assert f"normal: another picture under «{beat.text}»" in said
    assert others[0].text not in said
    with Image.open(folder.with_name("changes.png")) as sheet:
        left, right = (sheet.getpixel((x, sheet.height - 200)) for x in (160, 160 + sheet.width // 2))
    assert left[1] > left[0] and right[0] > right[1], "the old frame is green, the new one red"


def options(releases, **asked) -> argparse.Namespace:
    return argparse.Namespace(**{
        "releases": releases, "dry_run": False, "yes": False, "again": False, "published": "", **asked
    })  # fmt: skip


def test_a_dry_run_says_what_would_be_sent_and_no_answer_sends_nothing(folder, releases, monkeypatch):
    monkeypatch.setattr(release, "connect", lambda *_: pytest.fail("nothing may be sent"))
    edit(folder, "metadata")
    keep(folder, PASSED)
    said = []
    release.run(folder, options(releases, dry_run=True), said.append, lambda _: pytest.fail("nothing is asked"))
    assert '"title": "Another"' in "\n".join(said)
    release.run(folder, options(releases), said.append, lambda _: "")
    assert said[-1].endswith("nothing was sent")


def test_sites_served_by_hand_are_told_and_recorded(folder, tmp_path):
    about = manifest.about(folder)
    (folder / "metadata.json").write_text(json.dumps({**about, "site": "tiktok"}))
    keep(folder, PASSED)
    said = []
    release.run(folder, options(tmp_path / "out"), said.append, lambda _: pytest.fail("nothing is asked"))
    assert "served by hand" in said[-1]
    release.run(folder, options(tmp_path / "out", published="some-id"), said.append, input)
    assert manifest.read(tmp_path / "out", folder.name).video == "some-id"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (lambda folder: (folder / NAME).unlink(), "not checked since it was made: make check"),
        (lambda folder: (folder / "film.mp4").write_bytes(b"another"), "film.mp4 changed since it was checked"),
        (lambda folder: edit(folder, "metadata"), "metadata.json changed since it was checked"),
        (lambda folder: edit(folder, "poster"), "poster.png changed since it was checked"),
        (lambda folder: (folder / "captions.en.vtt").unlink(), "captions.en.vtt changed since it was checked"),
        (
            lambda folder: keep(folder, [Finding("no text over text", "9 %: «97», cascade 0.4 s", False)]),
            "1 rules do not hold, first no text over text: 9 %: «97», cascade 0.4 s",
        ),
    ],
)
def test_what_was_not_checked_or_failed_does_not_go_out(fault, reason, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(release, "connect", lambda *_: pytest.fail("nothing may be sent"))
    fault(folder)
    never = tmp_path / "never"
    with pytest.raises(UploadError, match=reason.replace("«", ".")):
        release.run(folder, options(never, yes=True), print, input)
    said = []
    release.run(folder, options(never, dry_run=True), said.append, input)
    assert any(reason in line for line in said), said


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (
            lambda folder: shutil.rmtree(folder),
            "youtube-en/metadata.json: there is no such file: make publish builds it",
        ),
        (lambda folder: (folder / "metadata.json").write_text('{\n"site":'), r"metadata.json:2: this is damaged"),
        (lambda folder: (folder / "metadata.json").write_text("{}"), r"metadata.json:1: this lacks site, title"),
        (lambda folder: site(folder, "mytube"), r"metadata.json:1: 'mytube' is no site: use one of youtube, vimeo"),
    ],
)
def test_a_damaged_folder_is_told_in_a_line_with_its_mend(fault, says, folder, tmp_path):
    fault(folder)
    command = [sys.executable, "-m", "publish.upload.release", "--yes"]
    command += ["--releases", str(tmp_path / "out"), str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode and re.search(says, run.stderr) and run.stderr.count("\n") == 1, run.stderr


def test_a_site_that_nobody_knows_is_told_with_those_that_are_known(tmp_path):
    with pytest.raises(manifest.FolderError, match="myspace is no site: use one of youtube, vimeo"):
        manifest.about(tmp_path / "myspace-en")


def site(folder: Path, name: str) -> None:
    (folder / "metadata.json").write_text(json.dumps({**manifest.about(folder), "site": name}))


def test_who_cannot_be_asked_sends_nothing(folder, tmp_path):
    def no_terminal(question: str) -> str:
        raise EOFError

    said = []
    release.run(folder, options(tmp_path / "out"), said.append, no_terminal)
    assert said[-1].endswith("nothing was sent")
