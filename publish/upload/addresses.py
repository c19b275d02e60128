"""Where secrets may go: addresses are parsed as the client parses them, and compared by scheme, host and port."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin, urlsplit

import requests

from publish.upload.errors import UploadError

_PORTS = {"http": 80, "https": 443}
_GOOGLE = ("google.com", "googleapis.com")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")

Origin = tuple[str, str, int]
"""Scheme, host and port, as they are connected to."""


def origin(address: str) -> Origin:
    """Return where a request for an address goes.

    The address passes through requests first, which writes a host of other letters than ASCII as the network knows it.

    Raises:
        UploadError: it is not such an address, or it holds a user's name or a password.

    >>> origin("HTTPS://Vidéo.example"), origin("http://[::1]:9000/x")
    (('https', 'xn--vido-dpa.example', 443), ('http', '::1', 9000))
    """
    try:
        if "\\" in address or any(character.isspace() or not character.isprintable() for character in address):
            raise ValueError("a character that parsers read in several ways")
        if urlsplit(address).port == 0:
            raise ValueError("a port that requests leaves out")
        parts = urlsplit(requests.Request("GET", address).prepare().url or "")
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except (ValueError, requests.RequestException):  # whose text holds the address
        raise UploadError("this is not the address of a server") from None
    if "@" in parts.netloc or "@" in urlsplit(address).netloc:
        raise UploadError("the address has a user or password in it")
    if scheme not in _PORTS or not (_HOST.fullmatch(host) or _is_ip(host)):
        raise UploadError("this is not the address of a server")
    return scheme, host, port or _PORTS[scheme]


def instance_address(text: str) -> str:
    """Return the address of an instance as it is used, with a slash at its end.

    Raises:
        UploadError: it does not name just a server, or its password would be sent unencrypted.

    >>> instance_address("https://PeerTube.example:443")
    'https://peertube.example/'
    """
    try:
        scheme, host, port = origin(text)
        parts = urlsplit(text)
        if parts.path not in ("", "/") or "?" in text or "#" in text:
            raise UploadError("it names more than the server")
        if scheme != "https" and not _is_loopback(host):
            raise UploadError("a password is sent only over https")
    except UploadError as error:
        raise UploadError(
            f"{_shown(text)} is not the address of an instance: {error}: write PEERTUBE=https://peertube.example"
        ) from None
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}{'' if port == _PORTS[scheme] else f':{port}'}/"


def upload_address(site: str, asked: str, answered: str, also: tuple[str, ...] = ()) -> str:
    """Return the whole address that a site named for an upload, if it is the site's own.

    Args:
        site: its name, for the message.
        asked: the address that was asked.
        answered: the header Location, which may lack the scheme or the host.
        also: further origins of the site, as addresses.

    Raises:
        UploadError: it is another server's, which would get the token.
    """
    fix = "nothing was sent there; tell whoever runs the site, or the proxy before it"
    try:
        address = urljoin(asked, answered)
        scheme, host, port = origin(address)
    except (ValueError, UploadError):
        raise UploadError(f"{site} names an address that cannot be used: {fix}") from None
    if (scheme, host, port) not in {origin(each) for each in (asked, *also)}:
        raise UploadError(f"{site} names an address of another server ({scheme}://{host}:{port}): {fix}")
    return address


def is_google(address: str) -> bool:
    """Return whether an address is one of Google's, by https."""
    try:
        scheme, host, _ = origin(address)
    except UploadError:
        return False
    return scheme == "https" and any(host == name or host.endswith(f".{name}") for name in _GOOGLE)


def _is_ip(host: str) -> bool:
    try:
        return "%" not in str(ipaddress.ip_address(host))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def _shown(text: str) -> str:
    """Return an address as a message may show it: what comes before an @ may be a password."""
    return repr(f"…@{text.rpartition('@')[2]}" if "@" in text else text)
