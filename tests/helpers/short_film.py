"""A short film for tests: how it is encoded and burned, and which rules it breaks by its length alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

from plan.formats import Quality
from publish.captions.burn import burn
from publish.captions.captions import RULES, captions
from publish.captions.formats import compose_ass
from stage.layout import LAYOUTS

BRIEF = {
    "50 to 59.9 s", "finished quality, no draft", "125 to 155 words", "140 to 172 words a minute",
    "chapters: first 0:00, 3 at least, each 10 s",
}  # fmt: skip
"""Rules that these short drafts break."""
FINE = Quality(480, 15, 10)
CODEC = "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 7 -flags +cgop -pix_fmt yuv420p".split()
TAGS = "-vf setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709".split()


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)


def broken(findings) -> set[str]:
    return {finding.rule for finding in findings if not finding.holds} - BRIEF


def burned(sound: Path, timing, form: str) -> Path:
    """Burn the words into a film, little compressed: the test picture is harder on the encoder than drawings are."""
    clips = sound / f"{form}-480p15"
    (clips / "film.ass").write_text(compose_ass(captions([timing], RULES[form]), LAYOUTS[form]))
    burn(clips / "film.mp4", clips / "film.ass", LAYOUTS[form], FINE, clips / "captioned.mp4")
    return clips / "captioned.mp4"


def film(sound: Path) -> Path:
    return sound / "landscape-480p15" / "film.mp4"
