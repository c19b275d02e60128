"""The peak: those who recovered stand in the way; with half the contacts, the peak is late and low."""

from __future__ import annotations

from manim import RIGHT, UP, FadeIn

from model.epidemic import simulate
from scenes.cast import Cases, people
from scenes.style import INFECTED, RECOVERED, SUSCEPTIBLE
from stage.charts import series
from stage.stage import Stage
from stage.style import QUICK, QUIET


class Peak(Stage):
    """World: the crowd. Data: the share of infected, freely and with half the contacts."""

    def construct(self) -> None:
        """Draw the scene, one paragraph per cue."""
        free, half = simulate("free"), simulate("half")
        hour, later = self.hours("free"), self.hours("half")
        world, data = self.layout.split(wide=0.5, tall=0.5)
        cases = Cases(data, self.label("infected", INFECTED), self.label("days", QUIET))
        field = cases.plot.box
        curve = cases.plot.curve(series(free, "infected"), INFECTED, hour, cases.name)
        self.add(people(world, free, hour.get_value), cases.axes, curve)

        # Those who recovered stand in its way.
        self.at("recovered")
        name = self.label("recovered", RECOVERED).move_to(field.point(0.98, 0.85), aligned_edge=RIGHT)
        self.play(FadeIn(name, shift=0.2 * UP), run_time=QUICK)

        # Half the contacts: the peak comes later, and stays lower.
        self.at("half")
        half_name = self.label("half", SUSCEPTIBLE, 2.2 if self.layout.wide else None)
        half_name.move_to(field.point(0.98, 0.44), aligned_edge=RIGHT)
        self.add(cases.plot.curve(series(half, "infected"), SUSCEPTIBLE, later, half_name))
        self.play(FadeIn(half_name, shift=0.2 * UP), run_time=QUICK)
