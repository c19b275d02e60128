"""Brings upload folders to their sites, and a changed film to where an older one is out.

    python -m publish.upload.release build/publish/youtube-en          says what would be done, asks, does it
    python -m publish.upload.release --dry-run build/publish/*-en      says it and sends nothing
    python -m publish.upload.release --published ID build/publish/tiktok-en    records what was uploaded by hand

A folder that never went out is uploaded. Else only what changed is sent: captions, texts, poster; for another
picture or sound PeerTube replaces the film in place, YouTube needs a new video, and the manifest keeps the old.
What `make check` did not pass is refused.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.exits import told
from publish.folders.verdict import unfit
from publish.upload import manifest
from publish.upload.changes import FIRST, acts, changed_parts, compare, describe, side_by_side
from publish.upload.keeping import UploadError
from publish.upload.manifest import FolderError, Release, State

Say = Callable[[str], None]
_WORDS = {
    "upload": "upload the film and its texts as a new, private video",
    "replace": "replace the film in place; its address, views and comments stay",
    "captions": "replace the captions",
    "metadata": "replace title, description, chapters and tags",
    "poster": "replace the poster",
}
BY_HAND = "this site is served by hand: upload the folder, then record it with --published ID"


@dataclass(frozen=True)
class Plan:
    """What to do with a folder: the place's methods to call, and what is out already."""

    folder: Path
    acts: tuple[str, ...]
    out: Release | None


def plan(folder: Path, releases: Path, replaces: bool, sheet: Path, say: Say) -> Plan:
    """Compare a folder with what is out, say the difference, and return what to do.

    Args:
        releases: the folder of the manifests.
        replaces: whether the site can put a film in place of another.
        sheet: where old and new frames are shown side by side, if any differ.
    """
    out = manifest.read(releases, folder.name)
    if out is None:
        say(f"{folder.name}: nothing is out yet: {_WORDS['upload']}")
        return Plan(folder, FIRST, None)
    now = manifest.state(folder)
    parts = changed_parts(out.state, now)
    if not parts:
        say(f"{folder.name}: {out.video} of {out.date} is up to date")
        return Plan(folder, (), out)
    say(f"{folder.name}: since {out.date} ({out.video}) changed: {', '.join(parts)}")
    if {"picture", "sound", "captions"} & set(parts):
        _show(folder, releases / folder.name / "stills", out.state, now, sheet, say)
    todo = tuple(acts(parts, replaces))
    for act in todo:
        say(f"  → {_WORDS[act]}")
    if "upload" in todo:
        say(f"  → {out.video} stays as it is: this site cannot replace a film; hide it yourself if it has become wrong")
    return Plan(folder, todo, out)


def _show(folder: Path, kept: Path, old: State, new: State, sheet: Path, say: Say) -> None:
    """Say what changed sentence by sentence, and put the frames side by side."""
    with tempfile.TemporaryDirectory() as drafts:
        after = manifest.stills(folder / "film.mp4", new.sentences, Path(drafts))
        before = [kept / f"{number:02}.jpg" for number in range(1, len(old.sentences) + 1)]
        changes = compare(old.sentences, new.sentences, before, after)
        for change in changes:
            say(f"  {describe(change, old.sentences, new.sentences)}")
        if changes:
            side_by_side(changes, old.sentences, new.sentences, before, after).save(sheet)
            say(f"  old and new frames: {sheet}")
        else:
            say("  no sentence reads or looks different")


def act(todo: Plan, place: Any, releases: Path, *, again: bool = False) -> None:
    """Do what was planned, and write it down after each step: the next run does what is left.

    Raises:
        UploadError: the site refuses.
    """
    about = manifest.about(todo.folder)
    video = todo.out.video if todo.out else ""
    for number, step in enumerate(todo.acts, 1):
        if step == "upload":
            video = place.upload(todo.folder, about, again=again)
        elif step == "metadata":
            place.metadata(video, about)
        elif step == "captions":
            place.captions(video, todo.folder, about)
        else:
            getattr(place, step)(video, todo.folder)
        manifest.record(releases, todo.folder, video, unsent=todo.acts[number:])


def connect(site: str, say: Say) -> Any:
    """Return the user's account at a site.

    Raises:
        UploadError: there is no access, or the site is served by hand.
    """
    # The official client takes half a second to load, which who only compares need not wait for.
    if site in ("youtube", "shorts"):
        from publish.upload.youtube import YouTube, log_in

        return YouTube(log_in(), say)
    if site == "peertube":
        from publish.upload.keeping import recall
        from publish.upload.peertube import TOKEN, PeerTube

        host = os.environ.get("PEERTUBE") or recall(TOKEN).get("host")
        if not host:
            raise UploadError("say which instance: make upload PEERTUBE=https://peertube.example")
        if not re.match(r"https://[^/\s]|http://(localhost|127\.0\.0\.1)[:/]", host):
            raise UploadError(f"{host!r} is no address of an instance: write PEERTUBE=https://peertube.example")
        account = PeerTube(host, say)
        if recall(TOKEN).get("host") != host.rstrip("/") + "/":
            account.log_in()
        return account
    raise UploadError(BY_HAND)


def run(folder: Path, options: argparse.Namespace, say: Say, ask: Callable[[str], str]) -> None:
    """Release one folder as the command line asks.

    Raises:
        UploadError: it was not checked, or a rule does not hold of it; or the site refuses.
    """
    site = manifest.about(folder)["site"]
    if options.published:
        manifest.record(options.releases, folder, options.published)
        return say(f"{folder.name}: recorded as {options.published}")
    todo = plan(folder, options.releases, site == "peertube", folder.with_name(f"{folder.name}-changes.png"), say)
    if not todo.acts:
        return None
    reason = unfit(folder)
    if options.dry_run:
        if reason:
            say(f"  this would be refused: {reason}")
        return say(json.dumps(manifest.about(folder), ensure_ascii=False, indent=1))
    if reason:
        raise UploadError(reason)
    if site not in ("youtube", "shorts", "peertube"):
        return say(f"  {BY_HAND}")
    if not options.yes and not _agrees(folder, ask):
        return say(f"{folder.name}: nothing was sent")
    act(todo, connect(site, say), options.releases, again=options.again)
    return say(f"{folder.name}: done; the manifest in {options.releases / folder.name} belongs into git")


def _agrees(folder: Path, ask: Callable[[str], str]) -> bool:
    """Whether the user says yes; who cannot be asked has not."""
    try:
        return ask(f"{folder.name}: do it? [y/N] ").strip().lower() == "y"
    except EOFError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--releases", type=Path, default=Path("publish/releases"))
    parser.add_argument("--dry-run", action="store_true", default=bool(os.environ.get("DRY_RUN")))
    parser.add_argument("--yes", action="store_true", help="don't ask")
    parser.add_argument("--again", action="store_true", help="start an upload anew that the site no longer knows")
    parser.add_argument("--published", default="", metavar="ID", help="record what was uploaded by hand")
    options = parser.parse_args()
    for folder in options.folders:
        with told(folder.name, UploadError, FolderError):
            run(folder, options, print, input)


if __name__ == "__main__":
    main()
