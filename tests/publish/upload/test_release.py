"""The second publication: what changed, in words and frames, and the smallest upload that brings it to the site."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from narrations import speak
from PIL import Image
from project import ROOT
from released_film import PASSED, change_metadata, publish, release_of

from publish.checks.finding import Finding
from publish.checks.verdict import NAME, write_verdict
from publish.folders.folder import read_folder
from publish.folders.sites import SITES
from publish.upload import access, manifest, release
from publish.upload.errors import RefusedError, UploadError
from publish.upload.job import carry_out, plan_job

pytest_plugins = ["released_film"]


class Site:
    """An account that writes down what it is asked for, and fails at a chosen step."""

    def __init__(self, fails: str = "", error: Exception | None = None, names: str = "") -> None:
        self.asked: list[str] = []
        self._fails, self._error, self._names = fails, error or UploadError("refused"), names

    def _note(self, step: str) -> None:
        if step == self._fails:
            raise self._error
        self.asked.append(step)

    def upload(self, folder, about, again=False) -> str:
        self._note("upload")
        return self._names or f"video-{folder.name}"

    def replace(self, identity, folder) -> None:
        self._note("replace")

    def update_metadata(self, identity, about) -> None:
        self._note("metadata")

    def set_captions(self, identity, folder, about, language) -> None:
        self._note("captions" if language == about["language"] else f"captions.{language}")

    def set_poster(self, identity, folder) -> None:
        self._note("poster")

    def read_back(self, identity) -> str:
        self._note("read back")
        return f"{identity} is private"


def planned(folder, replaces=False):
    said: list[str] = []
    job = plan_job(read_folder(folder), replaces, folder.with_name("changes.png"), said.append)
    return job, "\n".join(said)


def edit(folder: Path, part: str) -> None:
    if part == "metadata":
        change_metadata(folder, title="Another")
    elif part == "captions":
        (folder / "captions.en.vtt").write_text("WEBVTT\n")
    elif part == "poster":
        Image.new("RGB", (16, 9), "red").save(folder / "poster.png")
    else:
        chain = {"picture": ["-vf", "negate", "-c:a", "copy"], "sound": ["-af", "volume=0.5", "-c:v", "copy"]}[part]
        shutil.copy(folder / "film.mp4", folder.with_name("old.mp4"))
        command = ["ffmpeg", "-v", "error", "-y", "-i", str(folder.with_name("old.mp4")), *chain]
        subprocess.run([*command, str(folder / "film.mp4")], check=True)


def test_what_never_went_out_is_uploaded_and_written_down(folder):
    job, said = planned(folder)
    assert "nothing is published yet" in said
    site = Site()
    carry_out(job, site)
    assert site.asked == ["upload", "captions", "poster"]
    assert planned(folder)[0].steps == ()
    out = release_of()
    assert out.video == "video-youtube-en" and out.history == ()
    stills = folder.parents[2] / "releases/youtube-en/stills"
    assert len(list(stills.iterdir())) == len(out.state.sentences)


@pytest.mark.parametrize(
    ("part", "in_place", "new_video"),
    [
        ("captions", ("captions",), ("captions",)),
        ("metadata", ("metadata",), ("metadata",)),
        ("poster", ("poster",), ("poster",)),
        ("picture", ("replace",), ("upload", "captions", "poster")),
        ("sound", ("replace",), ("upload", "captions", "poster")),
    ],
)
def test_only_what_changed_is_sent_and_nothing_outdated_stays(part, in_place, new_video, released):
    edit(released, part)
    assert planned(released, replaces=True)[0].steps == in_place
    job, said = planned(released)
    assert job.steps == new_video and part in said
    assert ("stays as it is" in said) == (new_video[0] == "upload")
    site = Site()
    carry_out(job, site)
    assert tuple(site.asked) == new_video
    assert [each["video"] for each in release_of().history] == ["video-1"]
    assert planned(released)[0].steps == ()


def test_nothing_changed_sends_nothing(released):
    job, said = planned(released)
    assert job.steps == () and "up to date" in said


def test_where_a_folder_was_made_does_not_count_as_a_change(released):
    change_metadata(released, quality="1080p60", captions="burned", warnings=["the title is cut"])
    assert planned(released)[0].steps == ()


def test_a_manifest_of_an_older_version_is_read(released):
    """As it was written while the metadata still held paths: the hashes are of the same texts."""
    older = {
        "video": "video-1", "date": "2026-01-01T00:00:00Z",
        "state": {
            "parts": manifest.state_of(read_folder(released)).parts | {
                "metadata": "SHA256=59619025d6b8a152b176325adc212a0778156615224a1e15cf568b21dcd90c60"
            },
            "sentences": [{"scene": "message", "text": "One alarm.", "middle": 1.25}],
        },
        "history": [],
    }  # fmt: skip
    path = manifest.releases_folder() / "youtube-en/manifest.json"
    path.write_text(json.dumps(older))
    assert release_of().state.sentences[0].middle == 1.25
    assert planned(released)[0].steps == ()


@pytest.mark.parametrize("step", ["captions", "poster"])
def test_what_failed_half_way_is_finished_by_the_next_run_and_not_uploaded_twice(step, folder):
    with pytest.raises(UploadError):
        carry_out(planned(folder)[0], Site(fails=step))
    edit(folder, "captions")
    job, _ = planned(folder)
    assert "upload" not in job.steps and step in job.steps
    carry_out(job, Site())
    assert planned(folder)[0].steps == ()


@pytest.mark.parametrize("part", ["captions", "poster"])
def test_what_a_site_refuses_can_be_done_without_and_is_sent_by_a_later_run(part, folder):
    with pytest.raises(UploadError, match=f"no: ask there; or do without for now: make upload WITHOUT={part}"):
        carry_out(planned(folder)[0], Site(fails=part, error=RefusedError("no: ask there", 403)))
    said: list[str] = []
    site = Site()
    job = plan_job(read_folder(folder), False, folder.with_name("changes.png"), said.append, without=[part])
    carry_out(job, site)
    assert part not in site.asked and any(f"left out, as you asked: {part}" in line for line in said)
    assert (
        plan_job(read_folder(folder), False, folder.with_name("changes.png"), said.append, without=[part]).steps == ()
    )
    assert planned(folder)[0].steps == (part,)


def test_a_video_whose_poster_was_never_taken_still_goes_into_the_history(folder):
    for expected in (0, 1):
        job = plan_job(read_folder(folder), False, folder.with_name("changes.png"), print, without=["poster"])
        carry_out(job, Site(names=f"video-{expected}"))
        release = manifest.read_release("youtube-en")
        assert release and len(release.history) == expected
        edit(folder, "picture")


@pytest.mark.parametrize("wanted", [["--without", "film"], []])
def test_only_captions_and_poster_can_be_done_without(wanted, folder, monkeypatch):
    monkeypatch.setenv("WITHOUT", "poster,film" if not wanted else "")
    run = released_by("--dry-run", *wanted, "youtube")
    assert run.returncode == 2 and "'film' cannot be left out: use captions or poster" in run.stderr


def test_edited_new_and_redrawn_sentences_are_named_and_shown(released, scripts_of_the_film):
    timings = [speak(script) for script in scripts_of_the_film[:2]]
    opening, *others = timings[0].beats
    other = replace(opening, words=(replace(opening.words[0], text="Two"), *opening.words[1:]))
    publish(released.parents[2], [replace(timings[0], beats=(other, *others)), timings[1]], ["blue", "red"])
    _, said = planned(released)
    assert f"message: «{opening.text}» is now «{other.text}»" in said
    for beat in timings[1].beats:
        assert f"normal: another picture under «{beat.text}»" in said
    assert others[0].text not in said
    with Image.open(released.with_name("changes.png")) as sheet:
        row = np.asarray(sheet)[-200]
    left, right = row[160], row[160 + len(row) // 2]
    assert left[1] > left[0] and right[0] > right[1], "the old frame is green, the new one red"


def options(**asked) -> argparse.Namespace:
    return argparse.Namespace(
        **{"dry_run": False, "yes": False, "again": False, "published": "", "without": [], **asked}
    )


def test_a_dry_run_says_what_would_be_sent_and_no_answer_sends_nothing(released, monkeypatch):
    monkeypatch.setattr(release, "connect", lambda *_: pytest.fail("nothing may be sent"))
    edit(released, "metadata")
    write_verdict(released, PASSED)
    said: list[str] = []
    release.release(released, options(dry_run=True), said.append, lambda _: pytest.fail("nothing is asked"))
    assert '"title": "Another"' in "\n".join(said)
    release.release(released, options(), said.append, lambda _: "")
    assert said[-1].endswith("nothing was sent")


def test_that_youtube_locks_videos_is_said_before_anything_is_sent_and_what_became_of_them_after(folder, monkeypatch):
    said: list[str] = []
    asked: list[str] = []
    monkeypatch.setattr(release, "connect", lambda *_: Site())

    def ask(question: str) -> str:
        asked.append("\n".join(said))
        return "y"

    assert release.release(folder, options(), said.append, ask) == release.Outcome("sent", "video-youtube-en")
    assert "private for good" in asked[0] and "upload the folder by hand" in asked[0]
    assert said[-1] == "  video-youtube-en is private"
    edit(folder, "captions")
    write_verdict(folder, PASSED)
    said.clear()
    release.release(folder, options(dry_run=True), said.append, ask)
    assert "private for good" not in "\n".join(said), "nothing new is uploaded"


def test_after_a_failure_the_next_site_has_its_turn_and_all_is_summed_up(folder):
    for name in ("vimeo", "tiktok"):
        shutil.copytree(folder, folder.with_name(f"{name}-en"))
        change_metadata(folder.with_name(f"{name}-en"), site=name)
    (folder / NAME).unlink()
    write_verdict(folder.with_name("tiktok-en"), PASSED)
    (folder.with_name("vimeo-en") / "metadata.json").write_text("{")
    run = released_by("--yes", "youtube", "vimeo", "shorts", "tiktok")
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert run.stdout.endswith(
        "In all:\n  youtube-en: failed\n  vimeo-en: failed\n  shorts-en: failed\n  tiktok-en: by hand\n"
    )
    lines = run.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["youtube-en", "vimeo-en", "shorts-en"] and len(lines) == 3


def test_a_video_that_is_no_longer_there_is_uploaded_again_when_asked_to(released):
    said: list[str] = []
    job = plan_job(read_folder(released), True, released.with_name("changes.png"), said.append, again=True)
    assert job.steps == ("upload", "captions", "poster") and "video-1 stays as it is" in said[-1]


def test_a_dry_run_can_be_one_json_document(released):
    edit(released, "captions")
    run = released_by("--dry-run", "--json", "youtube", "vimeo")
    first, second = json.loads(run.stdout)["plans"]
    assert (first["site"], first["changed"], first["steps"]) == ("youtube", ["captions"], ["captions"])
    assert first["out"]["video"] == "video-1" and first["about"]["title"] == "A title" and first["error"] is None
    assert "captions.en.vtt changed since it was checked" in first["refused"]
    assert "there is no such file" in second["error"] and run.returncode == 1


def test_sites_without_an_upload_are_named_and_recorded(folder):
    change_metadata(folder, site="tiktok")
    write_verdict(folder, PASSED)
    said: list[str] = []
    release.release(folder, options(), said.append, lambda _: pytest.fail("nothing is asked"))
    assert "by hand" in said[-1]
    release.release(folder, options(published="some-id"), said.append, input)
    assert release_of(folder.name).video == "some-id"


def test_a_row_in_the_table_is_all_that_a_new_upload_needs(folder, monkeypatch):
    monkeypatch.setattr(access, "declared_sites", lambda: list(SITES.values()))
    assert access.uploadable_sites() == ["youtube", "peertube", "shorts"]
    site = Site()
    monkeypatch.setitem(access.ACCESS, "tiktok", access.Access(lambda say: site, replaces_film=True, warning="mind"))
    assert access.uploadable_sites() == ["youtube", "peertube", "shorts", "tiktok"]
    change_metadata(folder, site="tiktok")
    said: list[str] = []
    for part in ("", "picture"):
        if part:
            edit(folder, part)
        write_verdict(folder, PASSED)
        release.release(folder, options(), said.append, lambda _: "y")
    assert site.asked == ["upload", "captions", "poster", "read back", "replace", "read back"]
    assert said.count("  mind") == 1, "said before a new video only"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (lambda folder: (folder / NAME).unlink(), "not checked since it was made: make check"),
        (lambda folder: (folder / "film.mp4").write_bytes(b"another"), "film.mp4 changed since it was checked"),
        (lambda folder: edit(folder, "metadata"), "metadata.json changed since it was checked"),
        (lambda folder: edit(folder, "poster"), "poster.png changed since it was checked"),
        (lambda folder: (folder / "captions.en.vtt").unlink(), "captions.en.vtt changed since it was checked"),
        (
            lambda folder: write_verdict(folder, [Finding("no text over text", "9 %: «97», cascade 0.4 s", False)]),
            "1 rules do not hold, first no text over text: 9 %: «97», cascade 0.4 s",
        ),
    ],
)
def test_what_was_not_checked_or_failed_is_not_uploaded(error, reason, folder, monkeypatch):
    monkeypatch.setattr(release, "connect", lambda *_: pytest.fail("nothing may be sent"))
    error(folder)
    with pytest.raises(UploadError, match=reason.replace("«", ".")):
        release.release(folder, options(yes=True), print, input)
    said: list[str] = []
    release.release(folder, options(dry_run=True), said.append, input)
    assert any(reason in line for line in said), said


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            lambda folder: shutil.rmtree(folder),
            "youtube-en/metadata.json: there is no such file: make publish builds it",
        ),
        (lambda folder: (folder / "metadata.json").write_text('{\n"site":'), r"metadata.json:2: this is damaged"),
        (lambda folder: (folder / "metadata.json").write_text("{}"), r"metadata.json:1: this lacks site, title"),
        (
            lambda folder: change_metadata(folder, site="mytube"),
            r"metadata.json:1: 'mytube' is not a known site: use one of youtube, vimeo",
        ),
    ],
)
def test_a_damaged_folder_is_named_in_a_line_with_the_fix(error, says, folder):
    error(folder)
    run = released_by("--yes", "youtube")
    assert run.returncode and re.search(says, run.stderr) and run.stderr.count("\n") == 1, run.stderr


def released_by(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "publish.upload.release", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_a_site_that_is_unknown_is_named_with_those_that_are_known(folder):
    run = released_by("myspace")
    assert run.returncode and "myspace is not a known site: use one of youtube, vimeo" in run.stderr


def test_an_upload_by_hand_is_recorded_for_one_site_only(folder):
    run = released_by("--published", "some-id", "youtube", "vimeo")
    assert run.returncode and "name its site" in run.stderr and not manifest.read_release("youtube-en")


def test_without_a_terminal_to_ask_nothing_is_sent(folder):
    def no_terminal(question: str) -> str:
        raise EOFError

    said: list[str] = []
    release.release(folder, options(), said.append, no_terminal)
    assert said[-1].endswith("nothing was sent")


def with_languages(folder: Path, **titles: str) -> None:
    """Give a folder captions and texts of further languages, with a title for each."""
    texts = {name: {"title": title, "description": "…"} for name, title in titles.items()}
    change_metadata(folder, localizations=texts, caption_languages=list(titles))
    for name in titles:
        (folder / f"captions.{name}.vtt").write_text(f"WEBVTT\n\n{name}\n")


def test_further_languages_go_out_with_the_first_video(folder):
    with_languages(folder, es="Uno", ar="واحد")
    job, said = planned(folder)
    assert job.steps == ("upload", "metadata", "captions", "captions.es", "captions.ar", "poster")
    assert "captions in es, ar" in said and "title and description in es, ar" in said
    site = Site()
    carry_out(job, site)
    assert tuple(site.asked) == job.steps and planned(folder)[0].steps == ()


def test_a_change_in_one_language_is_said_by_language_and_sends_only_that(released):
    with_languages(released, es="Uno", ar="واحد")
    carry_out(planned(released)[0], Site())
    with_languages(released, es="Dos", ar="واحد")
    (released / "captions.ar.vtt").write_text("WEBVTT\n\nother\n")
    job, said = planned(released)
    assert job.steps == ("captions.ar", "metadata")
    assert "changed: captions in ar, title and description in es" in said
    assert "→ replace the captions in ar" in said
    carry_out(job, Site())
    assert planned(released)[0].steps == ()


def test_a_language_that_is_added_is_sent_and_one_that_is_gone_is_said(released):
    with_languages(released, es="Uno")
    assert planned(released)[0].steps == ("captions.es", "metadata")
    carry_out(planned(released)[0], Site())
    with_languages(released, ar="واحد")
    (released / "captions.es.vtt").unlink()
    job, said = planned(released)
    assert job.steps == ("captions.ar", "metadata")
    assert "captions in es, title and description in es: no longer here: delete that at the site yourself" in said


def test_a_step_of_one_language_that_failed_is_done_by_the_next_run(released):
    with_languages(released, es="Uno", ar="واحد")
    with pytest.raises(UploadError):
        carry_out(planned(released)[0], Site(fails="captions.ar"))
    assert "captions.ar" in planned(released)[0].steps
