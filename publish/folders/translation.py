"""A film in further languages on one video: its texts, and captions at the times of the narration that is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audio.timing.record import Timing
from audio.timing.retime import retimed
from plan.edition import Edition
from plan.words import Script, read
from publish.captions.breaks import Grammar, grammar
from publish.folders.content import Content, read_content
from publish.folders.metadata import compose_metadata
from publish.folders.sites import Site


@dataclass(frozen=True)
class Translation:
    """What one more language adds to a video.

    Attributes:
        locale: the language.
        content: what its film.md says.
        scripts: its words, scene by scene in running order.
        timings: when these words are shown, so that they go with the narration of the video.
        grammar: where its captions may break.
    """

    locale: str
    content: Content
    scripts: Sequence[Script]
    timings: Sequence[Timing]
    grammar: Grammar

    def texts(self, site: Site) -> dict[str, Any]:
        """Return title and description within the limits of a site, and what was cut to get there."""
        made = compose_metadata(self.content, self.timings, site, self.locale)
        return {"title": made.title, "description": made.description, "warnings": made.warnings}


def gather_translation(locale: str, timings: Sequence[Timing]) -> Translation:
    """Read a translation for a video with the narration `timings`.

    Raises:
        InputError: words are missing or wrong, or a scene has another number of sentences.
    """
    edition = Edition(locale)
    scripts = [read(edition.words / f"{timing.scene}.md") for timing in timings]
    shown = [retimed(timing, script) for timing, script in zip(timings, scripts, strict=True)]
    return Translation(locale, read_content(edition.words), scripts, shown, grammar(edition))


def localizations(about: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return title and description of a folder's metadata in each further language; none if it has one language."""
    return dict(about.get("localizations", {}))


def caption_languages(about: Mapping[str, Any]) -> list[str]:
    """Return the further languages in which a folder has captions."""
    return list(about.get("caption_languages", []))
