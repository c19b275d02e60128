"""The rules of motion, which hold whatever a picture is made of: no long standstill, and no flashing."""

from __future__ import annotations

from collections.abc import Sequence

from audio.timing.record import Timing
from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.picture import Picture
from publish.checks.standards import LONGEST_FREEZE, MOST_FLASHES
from publish.narration import scene_at


def check_motion(picture: Picture, timings: Sequence[Timing]) -> list[Finding]:
    """Check a decoded picture of the scenes `timings`; return the findings."""
    where, holds = scene_at(timings, picture.freeze_begins), picture.freeze <= LONGEST_FREEZE
    frozen = Case(picture.freeze, f"{picture.freeze:.2f} s", "the picture", *where, holds, value=picture.freeze)
    found = [judge(f"no freeze over {LONGEST_FREEZE:.0f} s", [frozen], "none", Limit(most=LONGEST_FREEZE, unit="s"))]
    for kind, count in (("flashes", picture.flashes), ("red flashes", picture.red_flashes)):
        where = scene_at(timings, picture.flashes_end)
        worst = Case(count, f"{count}", "the picture", *where, count <= MOST_FLASHES, value=count)
        rule, limit = f"{MOST_FLASHES} {kind} a second at most", Limit(most=MOST_FLASHES, unit="a second")
        found.append(judge(rule, [worst] if count else [], "none", limit))
    return found
