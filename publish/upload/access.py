"""How each site is uploaded to: `ACCESS` has one row per site that has an upload here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from publish.folders.sites import declared_sites
from publish.upload.account import Account
from publish.upload.errors import UploadError
from publish.upload.job import Say

BY_HAND = "this site has no upload here: upload the folder by hand, then record it with --published ID"
_LOCKS = (
    "YouTube keeps a video private for good if it comes from an API project that Google has not audited: without an "
    "audit, upload the folder by hand (upload.txt says how), then record it with --published ID; to ask for one: "
    "https://support.google.com/youtube/contact/yt_api_form"
)


@dataclass(frozen=True)
class Access:
    """How a site is uploaded to.

    Attributes:
        connect: returns the user's account; raises UploadError if there is no access.
        replaces_film: whether the site can replace the film of a video; otherwise a changed film is a new video.
        warning: what the user must know before a new video is uploaded.
    """

    connect: Callable[[Say], Account]
    replaces_film: bool
    warning: str = ""


# The clients are imported only when they are used: the official one of YouTube takes half a second to load.
def _youtube(say: Say) -> Account:
    from publish.upload.youtube import YouTube, log_in

    return YouTube(log_in(), say)


def _peertube(say: Say) -> Account:
    from publish.upload.peertube import TOKEN, PeerTube
    from publish.upload.secret_files import load

    host = os.environ.get("PEERTUBE") or load(TOKEN).get("host")
    if not host:
        raise UploadError("say which instance: make upload PEERTUBE=https://peertube.example")
    account = PeerTube(host, say)
    if load(TOKEN).get("host") != account.host:
        account.log_in()
    return account


ACCESS = {
    "youtube": Access(_youtube, replaces_film=False, warning=_LOCKS),
    "shorts": Access(_youtube, replaces_film=False, warning=_LOCKS),
    "peertube": Access(_peertube, replaces_film=True),
}
"""The sites that can be uploaded to from here, by their names in `SITES`."""


def uploadable_sites() -> list[str]:
    """Return the names of the film's sites that can be uploaded to, in the order of film.toml.

    Raises:
        InputError: film.toml names an unknown site.
    """
    return [site.name for site in declared_sites() if site.name in ACCESS]


def replaces_film(site: str) -> bool:
    """Return whether the film of a video can be replaced at a site."""
    return site in ACCESS and ACCESS[site].replaces_film


def connect(site: str, say: Say) -> Account:
    """Return the user's account at a site.

    Raises:
        UploadError: there is no access, or the site has no upload here.
    """
    if site not in ACCESS:
        raise UploadError(BY_HAND)
    return ACCESS[site].connect(say)
