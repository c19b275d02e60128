"""Whether the picture tells what is said: title, charts, numbers and cues. Each broken draft fails its own rule."""

from __future__ import annotations

import charted_scenes as made
import numpy as np
import pytest
from broken_scenes import Good, draw_clip
from film_folder import working_on, write_film

from plan.edition import Edition
from plan.film import film
from publish.checks.appearance import check_clip_appearance
from publish.checks.finding import Finding, entries
from publish.checks.grounds import variation
from publish.checks.standards import CALM

GROUND, NAMES = "charts on calm ground", "no curve unnamed for over 1 s"
STATED, SPOKEN = "numbers are as the words state", "numbers agree with those spoken"
CUES = "cues land within 100 ms of their word"


@pytest.fixture
def check(tmp_path):
    """Draw a clip of a scene, in a film of its own, and check it; return the findings by their rules."""

    def drawn(scene, form="landscape", first="opening") -> dict[str, Finding]:
        with working_on(write_film(tmp_path / scene.__name__, list(dict.fromkeys([first, "test"])))):
            draw_clip(scene, film().build / "en", form)
            found = check_clip_appearance(Edition("en", form, "480p15"), "test")
        return {finding.rule: finding for finding in found}

    return drawn


@pytest.mark.parametrize(("scene", "form"), [(made.Charted, "landscape"), (made.Charted, "square")])
def test_a_good_chart_passes_and_all_of_it_is_measured(scene, form, check):
    found = check(scene, form)
    assert all(finding.holds for finding in found.values()), found
    assert found[GROUND].value < 0.5 and "behind the chart of «Cases»" in found[GROUND].measured
    assert found[NAMES].measured.startswith("0.0 s")
    assert found[SPOKEN].measured.startswith("0.00") or found[SPOKEN].value < 0.1
    assert found["landing of each cue in ms"].measured.count(";") == 1


@pytest.mark.parametrize(
    ("scene", "rule", "measured"),
    [
        (made.Patterned, GROUND, "behind the chart of «Cases», test"),
        (made.Bare, NAMES, "a curve without a name, test"),
        (made.Ghostly, NAMES, "the curve of «Before», test"),
        (made.SaidLaterOfNothing, "labels within 0.3 s of their word", "early: «Cases», test"),
        (made.NamedFarAway, NAMES, "the curve of «Cases», test"),
        (made.Contradicting, SPOKEN, "20 km is shown: «40 km» at second, test"),
        (made.OutOfRange, STATED, "km of 50.. km: the number at second, test"),
        (made.NotShown, STATED, "no number in d is shown: the number at second, test"),
        (made.Late, CUES, "ms: second, test"),
        (made.Still, CUES, "brings nothing visible: second, test"),
    ],
)
def test_a_broken_draft_fails_its_own_rule_by_name_and_second(scene, rule, measured, check):
    found = check(scene)
    broken = {each: finding.measured for each, finding in found.items() if not finding.holds}
    assert rule in broken and measured in broken[rule], broken
    assert not {each for each in broken if each != rule and each.split()[0] not in scene.also}, broken


def test_the_name_of_a_curve_comes_with_its_curve_and_not_with_its_word(check):
    assert all(finding.holds for finding in check(made.SaidLater).values())


@pytest.mark.parametrize("scene", [made.Plated, made.Passing, made.Explained, made.MeantToBeStill])
def test_what_explains_a_difference_is_taken_into_account(scene, check):
    found = check(scene)
    assert all(found[rule].holds for rule in (GROUND, NAMES, STATED, SPOKEN, CUES)), found


def test_a_late_cue_is_measured_in_milliseconds(check):
    found = check(made.Late)[CUES]
    assert 0.3 < found.value < 0.5
    (entry,) = [each for each in entries(film().build, [found]) if each["object"] == "second"]
    assert entry["limit"] == {"least": -0.1, "most": 0.1, "unit": "s"} and entry["value"] == pytest.approx(found.value)


def test_a_film_says_and_shows_its_title_in_six_seconds(check):
    """The film is called «A test» by film.toml, which this scene neither says nor shows."""
    spoken, shown = "the title is spoken in 6 s", "the title is shown in 6 s"
    found = check(Good, first="test")
    assert {rule for rule, finding in found.items() if not finding.holds} == {spoken, shown}
    assert found[spoken].measured == "never: «A test», test 0.0 s"

    class Titled(Good):
        text = Good.text.replace("One word [fires]", "A test [fires]").replace(": Fires", ": A test")

    found = check(Titled, first="test")
    assert found[spoken].holds and found[shown].holds and 0 < found[spoken].value < found[shown].value < 2

    class TooLate(Good):
        text = f"{Good.text}And it goes on and on, before its name is said at last: this is a test.\n"

    found = check(TooLate, first="test")
    assert not found[spoken].holds and found[spoken].value > 6


def test_a_clip_of_a_later_scene_needs_no_title(check):
    assert not any("title" in rule for rule in check(Good))


def ground(width: int, height: int) -> np.ndarray:
    """Return a picture that darkens from the upper left, with grain and a glow."""
    y, x = np.mgrid[0:height, 0:width]
    base = np.stack([10 + 20 * y / height, 44 - 30 * y / height, 32 + 40 * x / width], axis=-1)
    glow = 0.35 * np.exp(-((x - 0.75 * width) ** 2 + (y - 0.5 * height) ** 2) / (0.2 * height) ** 2)[..., None]
    lit = (1 - glow) * base + glow * np.array([249, 178, 51])
    grain = 1 + 0.03 * np.random.default_rng(1).standard_normal((height, width, 1))
    return np.clip(lit * grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("width", "height"), [(854, 480), (1920, 1080), (1080, 1920)])
def test_gradients_glows_and_grain_are_calm_and_outlines_are_not(width, height):
    calm, box = ground(width, height), (0.5, 0.1, 0.95, 0.9)
    assert (variation(calm, box, [], []) or np.inf) < CALM
    radius = 0.08 * min(width, height)
    y, x = np.mgrid[0:height, 0:width]
    rings = np.abs(np.hypot(x % (2 * radius) - radius, y % (2 * radius) - radius) - 0.9 * radius) < 0.04 * radius
    patterned = calm.copy()
    patterned[rings] = (60, 75, 140)
    assert (variation(patterned, box, [], []) or 0.0) > CALM


def test_a_chart_too_small_to_measure_is_not_judged():
    assert variation(ground(854, 480), (0.5, 0.5, 0.53, 0.53), [], []) is None
