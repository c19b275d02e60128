"""A short film for tests: how it is encoded and burned, and which rules it breaks by its length alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from audio.timing.record import Timing
from plan.edition import Edition
from plan.formats import Quality
from publish.captions.ass import compose_ass
from publish.captions.breaks import grammar
from publish.captions.burn import burn
from publish.captions.caption import Caption
from publish.captions.optimise import make_captions
from publish.captions.rules import RULES
from publish.checks.finding import Finding
from stage.layout import LAYOUTS

BRIEF = {
    "50 to 59.9 s", "finished quality, no draft", "125 to 155 words", "140 to 172 words a minute",
}  # fmt: skip
"""Rules that these short drafts break."""
FINE = Quality(480, 15, 10)
CODEC = "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 7 -flags +cgop -pix_fmt yuv420p".split()
TAGS = "-vf setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709".split()


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)


def draft(form: str) -> Edition:
    """Return the draft of the film in a format."""
    return Edition("en", form, "480p15")


def broken(findings: Iterable[Finding]) -> set[str]:
    return {finding.rule for finding in findings if not finding.holds} - BRIEF


def captions_in(form: str, timings: Sequence[Timing]) -> list[Caption]:
    """Return the captions of scenes in a format."""
    return make_captions(timings, RULES[form], grammar(draft(form)))


def burned(timing: Timing, form: str) -> Path:
    """Burn the words into a film, little compressed: the test picture is harder on the encoder than drawings are."""
    edition = draft(form)
    ass = edition.film.with_suffix(".ass")
    ass.write_text(compose_ass(captions_in(form, [timing]), LAYOUTS[form], "en"))
    burn(edition.film, ass, LAYOUTS[form], FINE, edition.captioned, "en")
    return edition.captioned
