"""Every scene of this film follows its words, however long they are, in every format."""

from __future__ import annotations

import math

import pytest
from narrations import speak, stretch

from plan.formats import Quality
from stage.layout import LAYOUTS
from stage.manim.settings import settings
from stage.render import find_scene
from stage.stage import rehearse
from stage.type import Words, register_fonts

register_fonts()
TINY = Quality(72, 15, 30)


@pytest.mark.slow
@pytest.mark.parametrize("factor", [0.6, 1.4])
def test_every_scene_builds_with_each_sentence_shorter_and_longer(scripts_of_the_film, factor):
    for script in scripts_of_the_film:
        words, scene = speak(script), find_scene(script.scene)
        for number in range(len(words.beats)):
            changed = stretch(words, number, factor)
            with settings(LAYOUTS["landscape"], TINY):
                shortenings = rehearse(scene, changed, LAYOUTS["landscape"])
            assert all(math.isfinite(shortening.tempo) for shortening in shortenings)


@pytest.mark.slow
@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_every_scene_keeps_its_words_inside_the_frame(scripts_of_the_film, form):
    """After the last play of each scene, no words leave the safe part of the frame."""
    layout = LAYOUTS[form]
    for script in scripts_of_the_film:
        words = speak(script)
        with settings(layout, TINY):
            stage = find_scene(script.scene)(words, layout)
            stage.render()
        shown = [m for top in stage.mobjects for m in top.get_family() if isinstance(m, Words)]
        for label in shown:
            inside = (
                layout.safe.left - 0.05 <= label.get_left()[0]
                and label.get_right()[0] <= layout.safe.right + 0.05
                and layout.safe.bottom - 0.05 <= label.get_bottom()[1]
                and label.get_top()[1] <= layout.safe.top + 0.05
            )
            where = [label.get_left()[0], label.get_right()[0], label.get_bottom()[1], label.get_top()[1]]
            assert inside, f"{script.scene}, {form}: {label.words!r} at {where} leaves {layout.safe}"
