"""The address that the page will have, as a person writes it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote, urlsplit

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.?")
_ODD = re.compile(r"[\s\x00-\x20\x7f<>\"`\\^{|}]")
_SAFE = "/%:@!$&()*+,;=~"
"""Characters of a path that stay as they are, besides letters and digits."""
_UNESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
LONGEST = 2000
"""Characters of an address at most, which all browsers and sites take."""


class AddressError(ValueError):
    """An address that the page can't have; the message is one line with the fix."""


def address(written: str) -> str:
    """Return a page's address as a browser would send it, in ASCII; "" if none is known.

    >>> address("https://bücher.example/é/")
    'https://xn--bcher-kva.example/%C3%A9/'

    Raises:
        AddressError: it is not an address, or not one that a page can have.
    """
    if not written:
        return ""
    if len(written) > LONGEST:
        raise _refused(written[:40] + "…", f"has {len(written)} characters", f"use at most {LONGEST}")
    if odd := _ODD.search(written):
        raise _refused(written, f"has the character {odd[0]!r}", f"write it as {quote(odd[0])}, or leave it out")
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused(written, f"is not an address ({error})") from None
    if parts.scheme not in ("https", "http") or not host:
        raise _refused(written, "is not the address of a site")
    if "@" in parts.netloc:
        raise _refused(written, "has a user's name or password", "leave out what comes before @")
    if parts.query or parts.fragment or written.endswith(("?", "#")) or "?" in written or "#" in written:
        raise _refused(written, "has a ? or a #", "leave out what follows")
    if not parts.path.endswith("/"):
        raise _refused(written, "ends without /", f"write {written}/")
    name = _ascii_host(written, host)
    if parts.scheme == "http" and not _is_loopback(name):
        raise _refused(written, "is sent in plain text", "write https://")
    if _UNESCAPED.search(parts.path) or {".", ".."} & set(unquote(parts.path).split("/")):
        raise _refused(written, "has a path that browsers change", "write it without . and .., and % as %25")
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{name}{port}{quote(parts.path, safe=_SAFE)}"



def _ascii_host(written: str, host: str) -> str:
    """Return a host's name as the internet knows it: with ASCII letters only."""
    try:
        if ":" in host:
            return f"[{ipaddress.IPv6Address(host).compressed}]"
        name = host.encode("idna").decode("ascii").lower()
    except ValueError:
        name = ""
    if not _HOST.fullmatch(name):
        raise _refused(written, f"has the host {host!r}, which is not a valid name")
    return name


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _refused(written: str, problem: str, fix: str = "write one such as https://example.org/storm/") -> AddressError:
    return AddressError(f"the site {written!r} {problem}: {fix}")
