"""The camera of the film: it draws with cairo, as Manim's does, but faster.

It is given to `CairoRenderer(camera_class=…)`. Manim repaints all mobjects above the lowest one that moves, in every
frame. This camera hands whole paths to cairo, draws copies of one shape as sprites, leaves out what cannot be seen, and
keeps *layers*: pictures of mobjects that follow each other in the stack and did not change since the last frame. Where
only the colour of a large shape changes, it fills a *stencil* of the shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import cairocffi
import numpy as np
from manim import MovingCamera, VMobject

from stage.manim.drawing import Colour, Drawing, paint_of, take_pen, unmoved, visible
from stage.manim.mobjects import bounds, points
from stage.manim.outline import elements, trace
from stage.manim.pictures import Prints
from stage.manim.sprites import Sprites, alpha_surface, light
from stage.plates import Painter

LAYER_PIXELS = 30_000
"""Maximum pixels per curve for which copying a cached image is cheaper than redrawing."""
LAYERS = 48
"""How many layers are kept; the one that has not been used for longest is dropped first."""
STENCIL_POINTS = 256
"""Points from which on filling a kept stencil is cheaper than filling the path."""
STENCILS = 8
"""How many stencils are kept."""


class Layer(NamedTuple):
    """Drawings that did not change, with one cached image of them at a place (column, row) if that saves time."""

    drawings: tuple[Drawing, ...]
    picture: cairocffi.ImageSurface | None = None
    place: tuple[int, int] = (0, 0)


class Stencil(NamedTuple):
    """A cached coverage mask of a shape, and the place (column, row) of its top-left pixel.

    The mask is made only when the same shape is drawn a second time; until then `coverage` is None.
    """

    points: np.ndarray
    coverage: cairocffi.ImageSurface | None = None
    place: tuple[int, int] = (0, 0)


class FilmCamera(MovingCamera):
    """A Manim camera for plain vector mobjects: one colour to fill, one to stroke."""

    def __init__(self, **options: Any) -> None:
        """Take what `MovingCamera` takes."""
        self._drawings: dict[int, Drawing] = {}
        self._layers: dict[tuple[int, ...], Layer] = {}
        self._stencils: dict[int, Stencil] = {}
        self._view: tuple[float, ...] = ()
        self._sprites, self._prints = Sprites(), Prints()
        super().__init__(**options)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Start from a picture (height, width, RGBA), with one copy per frame instead of Manim's two."""
        now = getattr(self, "pixel_array", None)
        if convert_from_floats or now is None or now.shape != pixel_array.shape or now.dtype != pixel_array.dtype:
            super().set_pixel_array(pixel_array, convert_from_floats)
        else:
            np.copyto(now, pixel_array)

    def display_multiple_vectorized_mobjects(self, vmobjects: list[VMobject], pixel_array: np.ndarray) -> None:
        """Draw mobjects, the last on top, into an image (height, width, RGBA)."""
        context = self._open(pixel_array)
        seen = [(vmobject, *visible(vmobject)) for vmobject in vmobjects]
        drawings = [self._note(vmobject, fill, stroke) for vmobject, fill, stroke in seen if fill or stroke]
        for still, run in groupby(drawings, key=lambda noted: noted[1]):
            neighbours = tuple(drawing for drawing, _ in run)
            if still:
                self._lay(context, neighbours)
            else:
                for drawing in neighbours:
                    self._draw(context, drawing)
        while len(self._layers) > LAYERS:
            del self._layers[next(iter(self._layers))]

    def _note(self, vmobject: VMobject, fill: Colour | None, stroke: Colour | None) -> tuple[Drawing, bool]:
        """Return what is to be drawn of a mobject, and whether it is the same as when it was last drawn."""
        paint = paint_of(vmobject, fill, stroke, self.cairo_line_width_multiple)
        last = self._drawings.get(id(vmobject))
        if last is not None and unmoved(last.points, points(vmobject)):
            if last.paint == paint:
                return last, True
            curves, path = last.points, last.path
        else:
            curves, path = points(vmobject).copy(), np.empty((0, 2))
        if not (len(path) or paint.copies or paint.soft):
            path = elements(curves)
        drawing = self._drawings[id(vmobject)] = Drawing(curves, path, paint)
        return drawing, False

    def _open(self, image: np.ndarray) -> cairocffi.Context:
        """Return a context that draws into an image in units of the stage; forget the layers of another view."""
        low, high = bounds(self.frame)
        view = (*((low + high) / 2).tolist()[:2], *(high - low).tolist()[:2])
        if view != self._view:
            self._view = view
            self._layers, self._stencils = {}, {}
        surface = cairocffi.ImageSurface(
            cairocffi.FORMAT_ARGB32, self.pixel_width, self.pixel_height, image.data.cast("B")
        )
        context = cairocffi.Context(surface)
        context.set_matrix(self._matrix())
        return context

    def _matrix(self) -> cairocffi.Matrix:
        x, y, width, height = self._view
        across, up = self.pixel_width / width, self.pixel_height / height
        return cairocffi.Matrix(across, 0, 0, -up, self.pixel_width / 2 - x * across, self.pixel_height / 2 + y * up)

    def _pixels(self, points: np.ndarray) -> np.ndarray:
        """Return points (…, 2) of the stage in pixels."""
        matrix = self._matrix()
        return points * [matrix.xx, matrix.yy] + [matrix.x0, matrix.y0]

    def _draw(self, context: cairocffi.Context, drawing: Drawing) -> None:
        fill, stroke = drawing.paint.fill, drawing.paint.stroke
        if fill and drawing.paint.copies:
            self._scatter(context, drawing, fill)
            return
        if fill and drawing.paint.painter:
            self._copy(context, drawing, drawing.paint.painter, fill[3])
            return
        if fill and drawing.paint.soft:
            self._shine(context, drawing, fill)
            return
        if fill and not stroke and len(drawing.points) >= STENCIL_POINTS and self._fill(context, drawing, fill):
            return
        trace(context, drawing.path)
        if fill:
            context.set_source_rgba(*fill)
            context.fill_preserve()
        if stroke:
            context.set_source_rgba(*stroke)
            take_pen(context, drawing.paint)
            context.stroke()

    def _fill(self, context: cairocffi.Context, drawing: Drawing, colour: Colour) -> bool:
        """Fill a drawing through its stencil, if it came in this form before; return whether that was done."""
        key = id(drawing.points)
        stencil = self._stencils.pop(key, None)
        if stencil is None:
            stencil = Stencil(drawing.points)
        elif stencil.coverage is None:
            stencil = self._stencil(drawing)
        self._stencils[key] = stencil
        if len(self._stencils) > STENCILS:
            del self._stencils[next(iter(self._stencils))]
        if stencil.coverage is None:
            return False
        self._mask(context, colour, stencil.coverage, *stencil.place)
        return True

    def _stencil(self, drawing: Drawing) -> Stencil:
        left, top, width, height = self._extent([drawing])
        if min(width, height) < 1:
            return Stencil(drawing.points)
        coverage = cairocffi.ImageSurface(cairocffi.FORMAT_A8, width, height)
        context = self._context(coverage, left, top)
        trace(context, drawing.path)
        context.fill()
        return Stencil(drawing.points, coverage, (left, top))

    def _mask(
        self, context: cairocffi.Context, colour: Colour, coverage: cairocffi.ImageSurface, left: float, top: float
    ) -> None:
        """Paint a colour through a coverage mask."""
        # A layer's picture has its own corner.
        corner, origin = context.get_matrix(), self._matrix()
        context.save()
        context.identity_matrix()
        context.set_source_rgba(*colour)
        context.mask_surface(coverage, left + corner.x0 - origin.x0, top + corner.y0 - origin.y0)
        context.restore()

    def _scatter(self, context: cairocffi.Context, drawing: Drawing, colour: Colour) -> None:
        """Draw the copies of one shape that a mobject consists of."""
        copies = drawing.points.reshape(-1, drawing.paint.copies, 3)
        found = self._sprites.coverage(copies, self._pixels, (self.pixel_width, self.pixel_height))
        if found:
            coverage, left, top = found
            self._mask(context, colour, alpha_surface(coverage), left, top)

    def _shine(self, context: cairocffi.Context, drawing: Drawing, colour: Colour) -> None:
        """Draw a light instead of a disc: on whole pixels, since its edge is invisible."""
        low, high = self._corners(drawing)
        coverage = light(int(high[0] - low[0]))
        left, top = np.round((low + high - len(coverage)) / 2)
        self._mask(context, colour, alpha_surface(coverage), left, top)

    def _copy(self, context: cairocffi.Context, drawing: Drawing, painter: Painter, opacity: float) -> None:
        """Copy a plate's picture: pixel by pixel if it is as large as it was painted, else scaled."""
        low, high = np.sort(self._corners(drawing), axis=0)
        size = high - low
        painted = np.maximum(np.round(size * self._view[2] / drawing.paint.frame_width), 1).astype(int)
        picture = self._prints.of(painter, *painted.tolist())
        corner, origin = context.get_matrix(), self._matrix()
        context.save()
        context.identity_matrix()
        context.translate(*(low + [corner.x0 - origin.x0, corner.y0 - origin.y0]).round())
        scale = size / [picture.get_width(), picture.get_height()]
        same = np.abs(scale - 1).max() < 1e-3
        if not same:
            context.scale(*scale)
        context.set_source_surface(picture)
        context.get_source().set_filter(cairocffi.FILTER_NEAREST if same else cairocffi.FILTER_BILINEAR)
        if opacity < 1:
            context.paint_with_alpha(opacity)
        else:
            context.rectangle(0, 0, picture.get_width(), picture.get_height())
            context.fill()
        context.restore()

    def _lay(self, context: cairocffi.Context, run: tuple[Drawing, ...]) -> None:
        """Draw neighbours that did not change; when they come again, copy their picture instead."""
        key = tuple(map(id, run))
        layer = self._layers.pop(key, None)
        if layer is None:
            layer = Layer(run)
        elif layer.picture is None:
            layer = self._picture(run)
        self._layers[key] = layer  # last in the order of the dictionary, as the one just used
        if layer.picture is None:
            for drawing in run:
                self._draw(context, drawing)
        else:
            context.save()
            context.identity_matrix()
            context.set_source_surface(layer.picture, *layer.place)
            context.get_source().set_filter(cairocffi.FILTER_NEAREST)
            context.paint()
            context.restore()

    def _picture(self, run: tuple[Drawing, ...]) -> Layer:
        """Return neighbours as a layer, without an image if that would not be cheaper."""
        left, top, width, height = self._extent(run)
        if min(width, height) < 1 or width * height > LAYER_PIXELS * sum(len(drawing.points) // 4 for drawing in run):
            return Layer(run)
        picture = cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, width, height)
        context = self._context(picture, left, top)
        for drawing in run:
            self._draw(context, drawing)
        return Layer(run, picture, (left, top))

    def _extent(self, run: Sequence[Drawing]) -> tuple[int, int, int, int]:
        """Return the pixels of the frame that drawings touch: left, top, width, height."""
        boxes = np.array([self._bounds(drawing) for drawing in run])
        left, top = np.maximum(boxes[:, :2].min(axis=0), 0).astype(int)
        right, bottom = np.minimum(boxes[:, 2:].max(axis=0), (self.pixel_width, self.pixel_height)).astype(int)
        return int(left), int(top), int(right - left), int(bottom - top)

    def _context(self, surface: cairocffi.ImageSurface, left: int, top: int) -> cairocffi.Context:
        """Return a context that draws, in units of the stage, into a part of the frame with this corner."""
        matrix = self._matrix()
        matrix.x0, matrix.y0 = matrix.x0 - left, matrix.y0 - top
        context = cairocffi.Context(surface)
        context.set_matrix(matrix)
        return context

    def _corners(self, drawing: Drawing) -> np.ndarray:
        """Return two opposite corners (2, 2) of a drawing's points, in pixels."""
        return self._pixels(np.array([drawing.points.min(axis=0)[:2], drawing.points.max(axis=0)[:2]]))

    def _bounds(self, drawing: Drawing) -> tuple[float, float, float, float]:
        """Return the pixels that a drawing touches: left, top, right, bottom."""
        corners = self._corners(drawing)
        # A mitre may reach as far as ten half widths.
        margin = (5 * drawing.paint.width * self.pixel_width / self._view[2] if drawing.paint.stroke else 0) + 2
        left, top = np.floor(corners.min(axis=0)) - margin
        right, bottom = np.ceil(corners.max(axis=0)) + margin
        return left, top, right, bottom


class BlindCamera(FilmCamera):
    """The camera of a rehearsal, whose pictures nobody sees: it draws none."""

    def display_multiple_vectorized_mobjects(self, vmobjects: list[VMobject], pixel_array: np.ndarray) -> None:
        """Leave the image as it is."""
