"""Why an upload stops."""

from __future__ import annotations


class UploadError(RuntimeError):
    """An upload that cannot go on. The message says why and how to fix it, and holds no secret."""


class RefusedError(UploadError):
    """The site will not take what it got, now or later.

    Attributes:
        status: of its answer, by HTTP.
    """

    def __init__(self, message: str, status: int) -> None:
        """Note the status."""
        super().__init__(message)
        self.status = status


class LostError(UploadError):
    """An upload that the server no longer knows, or that another one replaced: a video may have come of it or not."""

    def __init__(self, place: str) -> None:
        """Compose the message; `place` is the site's name."""
        super().__init__(
            f"an earlier upload to {place} was never confirmed here, but may have become a video: look "
            "there. If it did, record it with --published ID; if not, start again with --again"
        )
