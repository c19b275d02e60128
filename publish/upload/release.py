"""Brings upload folders to their sites, and a changed film to where an older one is out.

    python -m publish.upload.release --locale en youtube                  says what would be done, asks, does it
    python -m publish.upload.release --locale en --dry-run                says it for all sites, and sends nothing
    python -m publish.upload.release --locale en --published ID tiktok    records what was uploaded by hand
    python -m publish.upload.release --locale en --without poster youtube leaves the poster out for now

A folder that never went out is uploaded. After that only what changed is sent: captions, texts, poster. For another
picture or sound, PeerTube replaces the film in place; YouTube needs a new video, and the manifest remembers the old
one. A folder that `make check` did not pass is refused.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from plan.errors import InputError, near
from plan.exits import exit_on
from plan.options import parser
from publish.checks.verdict import unfit
from publish.folders.folder import FolderError, UploadFolder, folder_path, read_folder
from publish.folders.sites import SITES, declared_sites
from publish.upload import manifest
from publish.upload.account import Account
from publish.upload.changes import FIRST, Side, changed_parts, compare, steps_for
from publish.upload.errors import RefusedError, UploadError
from publish.upload.manifest import Release, State
from publish.upload.sheet import side_by_side
from publish.upload.stills import still_paths, write_stills

Say = Callable[[str], None]
YOUTUBE, PEERTUBE = ("youtube", "shorts"), "peertube"
_WORDS = {
    "upload": "upload the film and its texts as a new, private video",
    "replace": "replace the film in place; its address, views and comments stay",
    "captions": "replace the captions",
    "metadata": "replace title, description, chapters and tags",
    "poster": "replace the poster",
}
OPTIONAL = ("captions", "poster")
"""What a release can do without."""
BY_HAND = "this site has no upload here: upload the folder by hand, then record it with --published ID"


@dataclass(frozen=True)
class Job:
    """What is to be done with a folder.

    Attributes:
        folder: what goes out.
        steps: the account's methods to call in turn.
        out: what is out already.
        left_out: steps that the user does without; a later run does them.
    """

    folder: UploadFolder
    steps: tuple[str, ...]
    out: Release | None
    left_out: tuple[str, ...] = ()


def plan_job(folder: UploadFolder, replaces: bool, sheet: Path, say: Say, without: Sequence[str] = ()) -> Job:
    """Compare a folder with what is out, say the difference, and return what is to be done.

    Args:
        folder: what is to go out.
        replaces: whether the site can put a film in place of another.
        sheet: where old and new frames are shown side by side, if any differ.
        say: is given each line.
        without: steps to leave out.
    """
    name = folder.path.name
    out = manifest.read_release(name)
    if out is None:
        say(f"{name}: nothing is out yet: {_WORDS['upload']}")
        return _job(folder, FIRST, None, without, say)
    now = manifest.state_of(folder)
    parts = changed_parts(out.state, now)
    if not parts:
        say(f"{name}: {out.video} of {out.date} is up to date")
        return Job(folder, (), out)
    say(f"{name}: since {out.date} ({out.video}) changed: {', '.join(parts)}")
    if {"picture", "sound", "captions"} & set(parts):
        _show_changes(folder, out.state, now, sheet, say)
    steps = tuple(steps_for(parts, replaces))
    for step in steps:
        say(f"  → {_WORDS[step]}")
    if "upload" in steps:
        say(f"  → {out.video} stays as it is: this site cannot replace a film; hide it yourself if it is wrong now")
    return _job(folder, steps, out, without, say)


def _job(folder: UploadFolder, steps: Sequence[str], out: Release | None, without: Sequence[str], say: Say) -> Job:
    left_out = tuple(step for step in steps if step in without)
    if left_out:
        say(f"  left out, as you asked: {', '.join(left_out)}; a later run sends what was left out")
    return Job(folder, tuple(step for step in steps if step not in without), out, left_out)


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


def carry_out(job: Job, account: Account, *, again: bool = False) -> None:
    """Do the steps of a job, and record each one that is done: the next run does the rest.

    Raises:
        UploadError: the site refuses.
    """
    folder, about = job.folder, job.folder.about
    video_id = job.out.video if job.out else ""
    for number, step in enumerate(job.steps, 1):
        try:
            video_id = _do(step, video_id, account, folder.path, about, again=again)
        except RefusedError as error:
            if step in OPTIONAL:
                raise UploadError(f"{error}; or do without for now: make upload WITHOUT={step}") from None
            raise
        manifest.record_release(folder, video_id, unsent=(*job.steps[number:], *job.left_out))


def _do(step: str, video_id: str, account: Account, path: Path, about: Mapping[str, Any], *, again: bool) -> str:
    """Do a step; return the id of the video."""
    match step:
        case "upload":
            return account.upload(path, about, again=again)
        case "replace":
            account.replace(video_id, path)
        case "metadata":
            account.metadata(video_id, about)
        case "captions":
            account.captions(video_id, path, about)
        case _:
            account.poster(video_id, path)
    return video_id


def connect(site: str, say: Say) -> Account:
    """Return the user's account at a site.

    Raises:
        UploadError: there is no access, or the site has no upload here.
    """
    # The official client takes half a second to load, which a mere comparison does not need.
    if site in YOUTUBE:
        from publish.upload.youtube import YouTube, log_in

        return YouTube(log_in(), say)
    if site == PEERTUBE:
        from publish.upload.peertube import TOKEN, PeerTube
        from publish.upload.secret_files import load

        host = os.environ.get("PEERTUBE") or load(TOKEN).get("host")
        if not host:
            raise UploadError("say which instance: make upload PEERTUBE=https://peertube.example")
        account = PeerTube(host, say)
        if load(TOKEN).get("host") != account.host:
            account.log_in()
        return account
    raise UploadError(BY_HAND)


def release(path: Path, options: argparse.Namespace, say: Say, ask: Callable[[str], str]) -> None:
    """Release one folder as the command line asks.

    Raises:
        FileNotFoundError: there is no such folder, or the narration of its film is missing.
        FolderError: it is damaged.
        UploadError: it was not checked, or breaks a rule; or the site refuses.
    """
    folder = read_folder(path)
    name, site = path.name, folder.site.name
    if options.published:
        manifest.record_release(folder, options.published)
        return say(f"{name}: recorded as {options.published}")
    job = plan_job(folder, site == PEERTUBE, path.with_name(f"{name}-changes.png"), say, options.without)
    if not job.steps:
        return None
    reason = unfit(path)
    if options.dry_run:
        if reason:
            say(f"  this would be refused: {reason}")
        return say(json.dumps(folder.about, ensure_ascii=False, indent=1))
    if reason:
        raise UploadError(reason)
    if site not in (*YOUTUBE, PEERTUBE):
        return say(f"  {BY_HAND}")
    if not options.yes and not _agrees(name, ask):
        return say(f"{name}: nothing was sent")
    carry_out(job, connect(site, say), again=options.again)
    return say(f"{name}: done; commit the manifest in {manifest.releases_folder() / name}")


def _agrees(name: str, ask: Callable[[str], str]) -> bool:
    """Return whether the user says yes; a user who cannot be asked has not."""
    try:
        return ask(f"{name}: do it? [y/N] ").strip().lower() == "y"
    except EOFError:
        return False


def main() -> None:
    """Release the folders that the command line names."""
    options = _options()
    with exit_on("release", InputError):
        sites = [SITES[name] for name in options.sites] or declared_sites()
    if options.published and len(sites) != 1:
        sys.exit("release: --published records one upload: name its site")
    for site in sites:
        path = folder_path(site, options.locale)
        with exit_on(path.name, UploadError, FolderError):
            release(path, options, print, input)


def _options() -> argparse.Namespace:
    command_line = parser("Bring upload folders to their sites.", scenes=False)
    command_line.add_argument("sites", nargs="*", type=_site, metavar="site", help="all sites of the film if left out")
    command_line.add_argument("--dry-run", action="store_true", default=bool(os.environ.get("DRY_RUN")))
    command_line.add_argument("--yes", action="store_true", help="don't ask")
    command_line.add_argument("--again", action="store_true", help="start anew an upload that the site no longer knows")
    command_line.add_argument("--published", default="", metavar="ID", help="record what was uploaded by hand")
    wish = "leave this out for now; may be given several times"
    command_line.add_argument("--without", action="append", default=[], type=_optional, metavar="PART", help=wish)
    options = command_line.parse_args()
    try:
        options.without += [_optional(part) for part in os.environ.get("WITHOUT", "").replace(",", " ").split()]
    except argparse.ArgumentTypeError as error:
        command_line.error(f"WITHOUT: {error}")
    return options


def _optional(part: str) -> str:
    if part not in OPTIONAL:
        raise argparse.ArgumentTypeError(f"{part!r} is no part to do without: use {' or '.join(OPTIONAL)}")
    return part


def _site(name: str) -> str:
    if name not in SITES:
        raise argparse.ArgumentTypeError(f"{name} is no site: use one of {', '.join(SITES)}{near(name, SITES)}")
    return name


if __name__ == "__main__":
    main()
