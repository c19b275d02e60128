"""What is to be done to publish a folder: the steps, what an edit changed, and doing them one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from publish.folders.folder import UploadFolder
from publish.folders.translation import caption_languages, localizations
from publish.upload import manifest
from publish.upload.account import Account
from publish.upload.changes import Side, changed_parts, compare, first_steps, named, steps_for
from publish.upload.errors import RefusedError, UploadError
from publish.upload.manifest import Release, State
from publish.upload.sheet import side_by_side
from publish.upload.stills import still_paths, write_stills

Say = Callable[[str], None]
OPTIONAL = ("captions", "poster")
"""What a release can do without."""
_WORDS = {
    "upload": "upload the film and its texts as a new, private video",
    "replace": "replace the film in place; its address, views and comments stay",
    "captions": "replace the captions",
    "metadata": "replace title, description, chapters and tags",
    "poster": "replace the poster",
}


@dataclass(frozen=True)
class Job:
    """What is to be done with a folder.

    Attributes:
        folder: what is to be published.
        steps: what to do in turn; the keys of _WORDS, and captions of further languages, such as "captions.es".
        out: what is published already.
        changed: the parts that differ from what is published.
        left_out: steps that the user leaves out; a later run does them.
    """

    folder: UploadFolder
    steps: tuple[str, ...]
    out: Release | None
    changed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def plan_job(
    folder: UploadFolder,
    replaces: bool,
    sheet: Path,
    say: Say,
    *,
    without: Collection[str] = (),
    again: bool = False,
) -> Job:
    """Compare a folder with what is published, say the difference, and return what is to be done.

    Args:
        folder: what is to be published.
        replaces: whether the site can put a film in place of another.
        sheet: where old and new frames are shown side by side, if any differ.
        say: is given each line.
        without: steps to leave out.
        again: upload the film as a new video, whatever is published.
    """
    name = folder.path.name
    out = manifest.read_release(name)
    if out is None:
        say(f"{name}: nothing is published yet: {_WORDS['upload']}")
        if further := caption_languages(folder.about):
            say(f"  with captions in {', '.join(further)}")
        if further := list(localizations(folder.about)):
            say(f"  with title and description in {', '.join(further)}")
        return _job(folder, first_steps(_further_parts(folder.about)), None, (), without, say)
    now = manifest.state_of(folder)
    parts = changed_parts(out.state, now)
    if not parts and not again:
        say(f"{name}: {out.video} of {out.date} is up to date")
        return Job(folder, (), out)
    say(f"{name}: since {out.date} ({out.video}) changed: {', '.join(map(named, parts)) or 'nothing'}")
    if gone := [part for part in parts if part not in now.parts]:
        say(f"  {', '.join(map(named, gone))}: no longer here: delete that at the site yourself")
    if {"picture", "sound", "captions"} & set(parts):
        _show_changes(folder, out.state, now, sheet, say)
    steps = first_steps(now.parts) if again else steps_for(parts, replaces, now.parts)
    for step in steps:
        say(f"  → {_described(step)}")
    if again:
        say(f"  → {out.video} stays as it is, if it is still there: hide or delete it yourself")
    elif "upload" in steps:
        say(f"  → {out.video} stays as it is: this site cannot replace a film; hide it yourself if it is wrong now")
    return _job(folder, steps, out, parts, without, say)


def _further_parts(about: Mapping[str, Any]) -> list[str]:
    """Return the names of the parts that further languages have."""
    captions = [f"captions.{language}" for language in caption_languages(about)]
    return [*captions, *(f"metadata.{language}" for language in localizations(about))]


def _described(step: str) -> str:
    kind, _, language = step.partition(".")
    return f"{_WORDS[kind]} in {language}" if language else _WORDS[kind]


def _job(
    folder: UploadFolder,
    steps: Sequence[str],
    out: Release | None,
    changed: Sequence[str],
    without: Collection[str],
    say: Say,
) -> Job:
    left_out = tuple(step for step in steps if step.partition(".")[0] in without)
    if left_out:
        say(f"  left out, as you asked: {', '.join(left_out)}; a later run sends what was left out")
    return Job(folder, tuple(step for step in steps if step not in left_out), out, tuple(changed), left_out)


def _show_changes(folder: UploadFolder, old: State, new: State, sheet: Path, say: Say) -> None:
    """Say what changed sentence by sentence, and save the frames side by side."""
    with tempfile.TemporaryDirectory() as drafts:
        stills = write_stills(folder.film, new.sentences, Path(drafts))
        kept = still_paths(old.sentences, manifest.stills_folder(folder.path.name))
        before, after = map(Side, old.sentences, kept), map(Side, new.sentences, stills)
        changes = compare(list(before), list(after))
        for change in changes:
            say(f"  {change}")
        if not changes:
            return say("  no sentence reads or looks different")
        with Image.open(stills[0]) as first:
            size = first.size
        side_by_side(changes, size).save(sheet)
        return say(f"  old and new frames: {sheet}")


def carry_out(job: Job, account: Account, *, again: bool = False) -> str:
    """Do the steps of a job, and record each one that is done: the next run does the rest. Return the video's id.

    Raises:
        UploadError: the site refuses.
    """
    folder, about = job.folder, job.folder.about
    video_id = job.out.video if job.out else ""
    for number, step in enumerate(job.steps, 1):
        try:
            video_id = _do(step, video_id, account, folder.path, about, again=again)
        except RefusedError as error:
            if (kind := step.partition(".")[0]) in OPTIONAL:
                raise UploadError(f"{error}; or do without for now: make upload WITHOUT={kind}") from None
            raise
        manifest.record_release(folder, video_id, unsent=(*job.steps[number:], *job.left_out))
    return video_id


def _do(step: str, video_id: str, account: Account, path: Path, about: Mapping[str, Any], *, again: bool) -> str:
    """Do a step; return the id of the video."""
    kind, _, language = step.partition(".")
    match kind:
        case "upload":
            return account.upload(path, about, again=again)
        case "replace":
            account.replace(video_id, path)
        case "metadata":
            account.update_metadata(video_id, about)
        case "captions":
            account.set_captions(video_id, path, about, language or about["language"])
        case _:
            account.set_poster(video_id, path)
    return video_id
