"""The triggers of the loop are one table: a row more of it, and its words, are one icon more beside the wheel."""

from __future__ import annotations

import sys

import pytest
from narrations import speak
from project import ROOT

from plan.formats import Quality
from plan.words import read
from scenes.cast.invaders import invader
from stage.layout import LAYOUTS
from stage.manim.settings import settings
from stage.render import find_scene
from stage.type import Words, register_fonts

register_fonts()
TINY = Quality(72, 15, 30)


@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_a_fourth_trigger_stands_beside_the_wheel_without_touching_another(form, monkeypatch, tmp_path):
    text = (ROOT / "words/en/loop.md").read_text(encoding="utf-8")
    text = text.replace("label.cart:", "label.toxin: Toxin\nlabel.cart:", 1)
    text = text.replace(" or [CAR-T](#cart)", ", [CAR-T](#cart) or a [toxin](#toxin)", 1)
    path = tmp_path / "loop.md"
    path.write_text(text, encoding="utf-8")
    layout, scene = LAYOUTS[form], find_scene("loop")
    monkeypatch.setitem(sys.modules[scene.__module__].TRIGGERS, "toxin", lambda: invader(0.55))
    with settings(layout, TINY):
        stage = scene(speak(read(path)), layout)
        stage.render()
    shown = {m.words: m for top in stage.mobjects for m in top.get_family() if isinstance(m, Words)}
    names = [shown[name] for name in ("Sepsis", "COVID-19", "CAR-T", "Toxin")]
    for upper, lower in zip(names, names[1:], strict=False):
        assert upper.get_bottom()[1] > lower.get_top()[1]
    assert names[-1].get_bottom()[1] > layout.safe.bottom - 0.05
