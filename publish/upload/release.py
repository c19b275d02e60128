"""Uploads folders to their sites, and brings films that are already published up to date.

    python -m publish.upload.release --locale en youtube                  says what would be done, asks, does it
    python -m publish.upload.release --locale en --dry-run                says it for all sites, and sends nothing
    python -m publish.upload.release --locale en --published ID tiktok    records what was uploaded by hand
    python -m publish.upload.release --locale en --without poster youtube leaves the poster out for now

A folder that was never published is uploaded. After that only what changed is sent: captions, texts, poster. If picture
or sound changed, PeerTube replaces the film in place; YouTube needs a new video, and the manifest remembers the old
one. A folder that `make check` did not pass is refused. After a failure the next site has its turn.

With --json, one JSON document comes instead of the lines, of what was done or, with --dry-run, would be done
(docs/programs.md).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plan.errors import InputError, near
from plan.exits import FAILED, described, exit_on
from plan.film import film
from plan.options import parser
from publish.checks.verdict import unfit
from publish.folders.folder import FolderError, folder_path, read_folder
from publish.folders.sites import SITES, declared_sites, no_site_error
from publish.upload import manifest
from publish.upload.access import ACCESS, BY_HAND, connect, replaces_film, uploadable_sites
from publish.upload.errors import UploadError
from publish.upload.job import OPTIONAL, Say, carry_out, plan_job

EXPECTED = (UploadError, FolderError, InputError, OSError)
"""Errors that end the release of one folder."""


@dataclass(frozen=True)
class Outcome:
    """What came of a folder's release.

    Attributes:
        what: sent, recorded, nothing to send, nothing was sent, by hand, or failed.
        video: the id of the video that was sent or recorded.
        error: why it failed.
    """

    what: str
    video: str | None = None
    error: str | None = None

    def __str__(self) -> str:
        """Return it as the summary shows it."""
        return f"{self.what}, {self.video}" if self.what == _SENT else self.what


_SENT, _FAILED = "sent", "failed"


def release(path: Path, options: argparse.Namespace, say: Say, ask: Callable[[str], str]) -> Outcome:
    """Release one folder as the command line asks; return what came of it.

    Raises:
        FileNotFoundError: there is no such folder, or the narration of its film is missing.
        FolderError: it is damaged.
        UploadError: it was not checked, or breaks a rule; or the site refuses.
    """
    folder = read_folder(path)
    name, site = path.name, folder.site.name
    if options.published:
        manifest.record_release(folder, options.published)
        say(f"{name}: recorded as {options.published}")
        return Outcome("recorded", options.published)
    sheet = path.with_name(f"{name}-changes.png")
    job = plan_job(folder, replaces_film(site), sheet, say, without=options.without, again=options.again)
    if not job.steps:
        return Outcome("nothing to send")
    if site in ACCESS and ACCESS[site].warning and "upload" in job.steps:
        say(f"  {ACCESS[site].warning}")
    reason = unfit(path)
    if options.dry_run:
        if reason:
            say(f"  this would be refused: {reason}")
        say(json.dumps(folder.about, ensure_ascii=False, indent=1))
        return Outcome("nothing was sent")
    if reason:
        raise UploadError(reason)
    if site not in ACCESS:
        say(f"  {BY_HAND}")
        return Outcome("by hand")
    if not options.yes and not _agrees(name, ask):
        say(f"{name}: nothing was sent")
        return Outcome("nothing was sent")
    account = connect(site, say)
    video_id = carry_out(job, account, again=options.again)
    say(f"{name}: done; commit the manifest in {manifest.releases_folder() / name}")
    say(f"  {account.read_back(video_id)}")
    return Outcome(_SENT, video_id)


def _agrees(name: str, ask: Callable[[str], str]) -> bool:
    """Return whether the user says yes; a user who cannot be asked has not."""
    try:
        return ask(f"{name}: do it? [y/N] ").strip().lower() == "y"
    except EOFError:
        return False


def main() -> None:
    """Release the folders that the command line names, one after the other, whatever becomes of each."""
    options = _options()
    with exit_on("release"):
        sites = [SITES[name] for name in options.sites] or declared_sites()
        if options.uploadable:
            sites = [site for site in sites if site.name in uploadable_sites()]
        if not sites:
            raise no_site_error("that can be uploaded to from here" if options.uploadable else "to release to")
    paths = [folder_path(site, options.locale) for site in sites]
    failed = _plan_all(paths, options) if options.json and options.dry_run else _release_all(paths, options)
    sys.exit(FAILED if failed else 0)


def _plan_all(paths: Sequence[Path], options: argparse.Namespace) -> bool:
    """Print what would be done with folders as a JSON document; return whether one of them cannot be planned."""
    plans: list[dict[str, Any]] = []
    with exit_on("release", document=lambda: {"plans": plans}):
        for path in paths:
            try:
                plans.append({**plan(path, options), "error": None})
            except EXPECTED as error:
                plans.append({"folder": str(path), "error": described(error)})
    return any(each["error"] for each in plans)


def plan(path: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return what would be done with a folder, in terms of JSON.

    Raises:
        FileNotFoundError: there is no such folder, or the narration of its film is missing.
        FolderError: it is damaged.
    """
    folder = read_folder(path)
    site, sheet = folder.site.name, path.with_name(f"{path.name}-changes.png")
    job = plan_job(folder, replaces_film(site), sheet, lambda line: None, without=options.without, again=options.again)
    return {
        "folder": str(path),
        "site": site,
        "out": {"video": job.out.video, "date": job.out.date} if job.out else None,
        "changed": list(job.changed),
        "steps": list(job.steps),
        "left_out": list(job.left_out),
        "by_hand": site not in ACCESS,
        "refused": unfit(path) or None,
        "about": dict(folder.about),
    }


def _release_all(paths: Sequence[Path], options: argparse.Namespace) -> bool:
    """Release folders, go on to the next after a failure, and sum up; return whether one failed."""
    outcomes: dict[Path, Outcome] = {}

    def document() -> dict[str, Any]:
        return {"outcomes": [{"folder": str(path), **asdict(outcome)} for path, outcome in outcomes.items()]}

    with exit_on("release", document=document if options.json else None):
        for path in paths:
            try:
                outcomes[path] = release(path, options, print, input)
            except EXPECTED as error:
                outcomes[path] = Outcome(_FAILED, error=described(error))
                print(f"{path.name}: {outcomes[path].error}", file=sys.stderr, flush=True)
        if len(outcomes) > 1:
            print("\n".join(["In all:", *(f"  {path.name}: {outcome}" for path, outcome in outcomes.items())]))
    return any(outcome.what == _FAILED for outcome in outcomes.values())


def _options() -> argparse.Namespace:
    command_line = parser("Upload folders to their sites.", scenes=False, json=True)
    command_line.add_argument("sites", nargs="*", type=_site, metavar="site", help="all sites of the film if left out")
    command_line.add_argument("--dry-run", action="store_true", default=bool(os.environ.get("DRY_RUN")))
    command_line.add_argument("--yes", action="store_true", help="don't ask")
    command_line.add_argument("--uploadable", action="store_true", help="only sites that can be uploaded to from here")
    command_line.add_argument("--again", action="store_true", help="start an upload again that the site has lost")
    command_line.add_argument("--published", default="", metavar="ID", help="record what was uploaded by hand")
    wish = "leave this out for now; may be given several times"
    command_line.add_argument("--without", action="append", default=[], type=_optional, metavar="PART", help=wish)
    options = command_line.parse_args()
    if options.published and len(options.sites or film().sites) != 1:
        command_line.error("--published records one upload: name its site")
    try:
        options.without += [_optional(part) for part in os.environ.get("WITHOUT", "").replace(",", " ").split()]
    except argparse.ArgumentTypeError as error:
        command_line.error(f"WITHOUT: {error}")
    return options


def _optional(part: str) -> str:
    if part not in OPTIONAL:
        raise argparse.ArgumentTypeError(f"{part!r} cannot be left out: use {' or '.join(OPTIONAL)}")
    return part


def _site(name: str) -> str:
    if name not in SITES:
        raise argparse.ArgumentTypeError(
            f"{name} is not a known site: use one of {', '.join(SITES)}{near(name, SITES)}"
        )
    return name


if __name__ == "__main__":
    main()
