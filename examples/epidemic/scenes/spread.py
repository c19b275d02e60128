"""The spread: one case becomes many, in a crowd and on a chart; both show the same day."""

from __future__ import annotations

from manim import FadeIn, FadeOut, Indicate

from model.epidemic import simulate
from scenes.cast import Cases, people
from scenes.style import INFECTED
from stage.charts import series
from stage.manim.animation import animate_live
from stage.stage import Stage
from stage.style import QUICK, QUIET


class Spread(Stage):
    """World: the crowd. Data: the share of infected."""

    def construct(self) -> None:
        """Draw the scene, one paragraph per cue."""
        epidemic, hour = simulate("free"), self.hours("free")
        world, data = self.layout.split(wide=0.5, tall=0.5)
        cases = Cases(data, self.label("infected", INFECTED), self.label("days", QUIET))
        curve = cases.plot.curve(series(epidemic, "infected"), INFECTED, hour, cases.name)
        self.add(people(world, epidemic, hour.get_value))

        # The title, where the chart will be.
        self.at("notice-title")
        title = self.label("notice-title", width=0.8 * data.width).move_to(data.center)
        self.play(FadeIn(title), run_time=QUICK)

        # One person has it …
        self.at("one")
        self.play(FadeOut(title), FadeIn(cases.axes), run_time=QUICK)
        self.add(curve)

        # … and infects others, who do the same.
        self.at("infects")
        self.play(Indicate(cases.name, color=INFECTED), run_time=QUICK)

        # Cases double, to the end of the scene.
        self.at("double")
        self.play(animate_live(curve).set_stroke(width=12), run_time=QUICK)
