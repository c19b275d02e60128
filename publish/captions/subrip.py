"""Writes captions as SubRip (.srt)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import srt

from plan.direction import marked
from publish.captions.caption import Caption


def compose_srt(captions: Iterable[Caption]) -> str:
    """Return the captions as SubRip."""
    items = [
        srt.Subtitle(number, timedelta(seconds=each.start), timedelta(seconds=each.end), marked(each.text))
        for number, each in enumerate(captions, 1)
    ]
    return srt.compose(items)
