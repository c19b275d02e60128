"""Requests to a PeerTube instance: the log-in, its token, and what the instance's refusals mean."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from publish.upload import secret_files
from publish.upload.addresses import instance_address, upload_address
from publish.upload.answers import in_a_line, part, unexpected_answer
from publish.upload.errors import RefusedError, UploadError
from publish.upload.retry import TransientError, retry_after

NAME = "PeerTube"
TOKEN = "peertube-token.json"
_SECONDS = 60
_CODE = "x-peertube-otp"
"""The header of the code that a second factor shows."""
_MISSING, _WRONG = "missing_two_factor", "invalid_two_factor"
_FULL = ("quota_reached", "max_file_size_reached")


class Instance:
    """An instance, such as https://peertube.example."""

    def __init__(self, host: str) -> None:
        """Name the instance.

        Raises:
            UploadError: a password may not be sent to its address.
        """
        self.host = instance_address(host)

    def log_in(self, user: str = "", password: str = "") -> None:
        """Save a token of this instance; the password is asked for where it is not given, and never saved.

        Raises:
            UploadError: refused, or the instance cannot be reached.
        """
        user = user or _ask("PEERTUBE_USER", f"user at {self.host}", input)
        grant = {"username": user, "password": password or _ask("PEERTUBE_PASSWORD", "password", getpass.getpass)}
        try:
            self._get_token(grant_type="password", **grant)
        except TransientError as error:
            raise UploadError(f"{error.reason}: run it again later") from None
        except requests.RequestException as error:  # whose text holds addresses
            kind = type(error).__name__
            raise UploadError(f"{self.host} cannot be reached ({kind}): check the address and the network") from None

    def _get_token(self, code: str | None = None, **grant: str) -> None:
        answer = self._plain("GET", "api/v1/oauth-clients/local")
        _raise_transient(answer)
        known = json_of(answer)
        client = {key: part(NAME, known, key, kind=str) for key in ("client_id", "client_secret")}
        headers = {_CODE: code} if code is not None else {}
        response = self._plain("POST", "api/v1/users/token", data={**client, **grant}, headers=headers)
        _raise_transient(response)
        if response.ok:
            token = json_of(response)
            access, refresh = (part(NAME, token, key, kind=str) for key in ("access_token", "refresh_token"))
            secret_files.save(TOKEN, {"host": self.host, "access": access, "refresh": refresh})
        elif grant["grant_type"] == "refresh_token":
            secret_files.delete(TOKEN)
            raise UploadError("the log-in has run out: run it again and log in, it continues where it was")
        elif code is None and (_CODE in response.headers or _problem(response, "code") == _MISSING):
            typed = _ask("PEERTUBE_OTP", "code of the second factor", input)
            self._get_token("".join(character for character in typed if "!" <= character <= "~"), **grant)
        else:
            raise _refused_log_in(response)

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        """Do a request once, with a new token where the old one has run out.

        Raises:
            TransientError: another try may help.
            UploadError: there is no log-in, or it has run out.
        """
        try:
            answer = self._plain(method, path, **options)
            if answer.status_code == 401:
                token = secret_files.load(TOKEN)
                if token.get("host") != self.host:
                    raise UploadError(f"there is no log-in for {self.host}: log in first")
                self._get_token(grant_type="refresh_token", refresh_token=part(NAME, token, "refresh", kind=str))
                answer = self._plain(method, path, **options)
        except requests.RequestException as error:
            raise TransientError(f"the connection was cut ({type(error).__name__})") from None
        _raise_transient(answer)
        return answer

    def _plain(self, method: str, path: str, **options: Any) -> requests.Response:
        token = secret_files.load(TOKEN)
        # The token is sent only to its own instance, whatever an answer or an unfinished upload names.
        address = upload_address(NAME, self.host, path)
        access = part(NAME, token, "access", kind=str) if token.get("host") == self.host else ""
        answer = requests.request(
            method, address, auth=_Bearer(access), timeout=_SECONDS, allow_redirects=False, **options
        )
        if answer.is_redirect:
            to = urlsplit(urljoin(address, answer.headers["Location"]))  # whose path may be a secret
            server = f"{to.scheme}://{to.netloc.rpartition('@')[2]}"
            raise UploadError(f"{self.host} sends on to {server}: if that is the instance, name it with PEERTUBE=")
        return answer


class _Bearer(requests.auth.AuthBase):
    """Sends a token, if there is one; without it, requests would send what ~/.netrc has for the server."""

    def __init__(self, token: str) -> None:
        """Take the token."""
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request with the token."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def refused(answer: requests.Response) -> RefusedError:
    """Return the error of an answer: its addresses and headers hold secrets, so only the server's words are shown."""
    words, status = _words(answer) or "it gives no reason", answer.status_code
    if status == 413 or _problem(answer, "code") in _FULL:
        words += ": delete videos there, or ask its administrator for more room; a later run continues"
    return RefusedError(f"{NAME} refuses ({status}): {words}", status)


def json_of(answer: requests.Response) -> object:
    """Return what an answer holds.

    Raises:
        UploadError: it is not JSON; a proxy's page, for example, is not.
    """
    try:
        found: object = answer.json()
    except ValueError:
        raise unexpected_answer(NAME) from None
    return found


def _refused_log_in(response: requests.Response) -> UploadError:
    status, code = response.status_code, _problem(response, "code")
    if code in (_WRONG, _MISSING):
        return UploadError(f"{NAME} does not take the code ({status}): run it again with the one that is shown then")
    if code and code not in ("invalid_grant", "invalid_client"):
        return UploadError(f"{NAME} refuses the log-in ({status}): {_words(response) or code}")
    return UploadError(f"{NAME} refuses the log-in ({status}): check user and password")


def _problem(answer: requests.Response, key: str) -> str:
    """Return what an instance says of a problem under a key, "" if it says nothing."""
    try:
        found = answer.json()
    except ValueError:
        return ""
    return found[key] if isinstance(found, dict) and isinstance(found.get(key), str) else ""


def _words(answer: requests.Response) -> str:
    return in_a_line(_problem(answer, "detail") or _problem(answer, "error"))


def _raise_transient(answer: requests.Response) -> None:
    if answer.status_code >= 500 or answer.status_code == 429:
        seconds = retry_after(answer.headers.get("Retry-After"))
        raise TransientError(f"{NAME} answers {answer.status_code}", seconds)


def _ask(variable: str, what: str, ask: Callable[[str], str]) -> str:
    """Return what the environment names, else what the user types.

    Raises:
        UploadError: there is neither.
    """
    try:
        return os.environ.get(variable) or ask(f"{NAME} {what}: ")
    except EOFError:
        raise UploadError(f"{NAME} wants the {what}, and nobody can be asked: name it with {variable}=") from None
