"""A good scene with a chart and a live number, and scenes that each break one rule of charts, numbers or cues."""

from __future__ import annotations

from broken_scenes import Good
from manim import Circle, FadeIn, FadeOut, Rectangle, VGroup, VMobject

from scenes import style
from stage import style as house
from stage.charts import Plot, Readout
from stage.layout import Box
from stage.screen import backdrop

WORDS = (
    "---\ntitle: A test\nlabel.first: Fires\nlabel.cases: Cases\nhours: storm 0..24 h\n---\n"
    "One word [fires](#first) and then, a while later, it climbs to [40](#second) km for once.\n"
)
TOP = 40.0


class Charted(Good):
    """A curve with its name on calm ground, and a number that is 40 km when this is said."""

    text = WORDS
    share = 1.0
    """Of what is said, that is shown."""

    def picture(self) -> list[VMobject]:
        plot = Plot(self.room(), (0.0, 24.0), (0.0, 1.0), log=False)
        number = Readout(self.climbed, unit="km", widest="40", size=house.BODY).move_to(self.at_share(0.2, 0.9))
        return [*self.under(), plot.frame(), self.drawn(plot), *self.names(), number]

    def room(self) -> Box:
        return self.layout.safe.part(0.66, 0.5, 0.99, 0.94)

    def climbed(self) -> float:
        return self.share * TOP * min(1.0, self.seconds / self.narration.cues["second"].start)

    def under(self) -> list[VMobject]:
        return []

    def drawn(self, plot: Plot) -> VMobject:
        return plot.curve(lambda hours: hours / 24, style.IL6, self.hours("storm"), name=self.label("cases"))

    def names(self) -> list[VMobject]:
        return [self.label("cases", style.IL6).move_to(self.room().point(0.3, 0.8))]


class Patterned(Charted):
    """Cells behind the chart."""

    also = ("contrast", "tesseract")

    def behind(self) -> list[VMobject]:
        whole = self.layout.whole
        cell = Circle(0.6, fill_color="#1a2248", fill_opacity=1, stroke_color="#33407a", stroke_width=3)
        places = [(0.65 + 1.3 * x, 0.65 + 1.3 * y, 0.0) for x in range(-7, 7) for y in range(-7, 7)]
        return [backdrop(VGroup(*(cell.copy().move_to(place) for place in places if abs(place[0]) < whole.width)))]


class Plated(Patterned):
    """The same cells, with an opaque plate between them and the chart."""

    def under(self) -> list[VMobject]:
        room = self.room()
        return [Rectangle(width=room.width + 0.3, height=room.height + 0.3, fill_color=house.NIGHT, fill_opacity=0.95,
                          stroke_width=0).move_to(room.center)]  # fmt: skip


class Passing(Patterned):
    """The cells are there for less than half a second."""

    def behind(self) -> list[VMobject]:
        return []

    def after(self) -> None:
        cells = super().behind()
        self.at("second")
        self.play(*map(FadeIn, cells), run_time=house.SNAP)
        self.play(*map(FadeOut, cells), run_time=house.SNAP)


class Bare(Charted):
    """A label is there, but the curve was not told that it is its name."""

    def drawn(self, plot: Plot) -> VMobject:
        return plot.curve(lambda hours: hours / 24, style.IL6, self.hours("storm"))


class SaidLater(Charted):
    """The curve's name is said at the end, when it has long been there."""

    text = WORDS.replace("for once.", "of cases.")


class SaidLaterOfNothing(SaidLater, Bare):
    """The same label, which names no curve."""

    also = ("no",)


class Ghostly(Charted):
    """The curve has its name, its ghost has one that is not shown."""

    def drawn(self, plot: Plot) -> VMobject:
        named = super().drawn(plot)
        return named.add(plot.ghost(lambda hours: 1 - hours / 24, style.IL6, name="Before"))


class NamedFarAway(Charted):
    def names(self) -> list[VMobject]:
        return [self.label("cases", style.IL6).move_to(self.at_share(0.2, 0.6))]


class Contradicting(Charted):
    """It is at 20 km when 40 is said."""

    share = 0.5


class Explained(Contradicting):
    """The words say what is meant: the last of it is still to come."""

    text = WORDS.replace("hours:", "shows.second: 15..25 km\nhours:")


class OutOfRange(Charted):
    text = WORDS.replace("hours:", "shows.second: 50.. km\nhours:")


class NotShown(Charted):
    text = WORDS.replace("hours:", "shows.second: 1..9 d\nhours:")


class Late(Good):
    """What the second cue brings comes a third of a second after it."""

    def after(self) -> None:
        self.at("second")
        self.hold(0.34)
        self.play(FadeIn(Rectangle(width=2, height=2, fill_color=house.TEXT, fill_opacity=1)), run_time=house.SNAP)


class Still(Good):
    """Nothing comes with the second cue; the dot only stops."""

    def after(self) -> None:
        self.at("second")


class MeantToBeStill(Still):
    text = Good.text.replace("label.first", "shows.second: nothing\nlabel.first")
