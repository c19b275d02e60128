"""The colours of the page: those of the film by night, and readable ones on paper by day."""

from __future__ import annotations

from plan import parts
from plan.film import film
from stage import style

PAPER = {"ground": "#f5f7ff", "text": "#10183a", "quiet": "#4c587f"}
"""By day: the ground, the text on it, and text that says less."""
READABLE = 4.5
"""The contrast of text with its ground, at least (WCAG 2.2)."""


def custom_properties() -> str:
    """Return the colours as CSS: those of the house style, the film's accent, and the film's meaningful ones.

    `--stage-ground` and `--stage-text` keep the film's dark colours by day, for controls over the video. The film's
    meaningful colours are made for the dark ground: a figure that uses them gives their twins for paper.
    """
    accent, night = film().accent, style.NIGHT
    dark = {
        "ground": night,
        "text": style.TEXT,
        "quiet": style.QUIET,
        "stage-ground": night,
        "stage-text": style.TEXT,
        "accent": accent,
        "accent-text": readable(accent, night, style.TEXT),
        "on-accent": max((night, style.TEXT), key=lambda colour: contrast(colour, accent)),
        **{name.lower().replace("_", "-"): colour for colour, name in parts.meanings().items()},
    }
    light = PAPER | {"accent-text": readable(accent, PAPER["ground"], PAPER["text"])}
    return f":root {{\n{_lines(dark)}}}\n@media (prefers-color-scheme: light) {{\n:root {{\n{_lines(light)}}}\n}}\n"


def readable(colour: str, ground: str, text: str) -> str:
    """Return `colour`, mixed with as much of `text` as it takes to read it on `ground`.

    >>> readable("#f3ab2c", "#0a0e20", "#f4f6ff"), readable("#f3ab2c", "#f5f7ff", "#10183a")
    ('#f3ab2c', '#8d6932')
    """
    mixes = (_mix(colour, text, share / 20) for share in range(21))
    return next((mix for mix in mixes if contrast(mix, ground) >= READABLE), text)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: str, other: str, share: float) -> str:
    mixed = (round(a + share * (b - a)) for a, b in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _lines(colours: dict[str, str]) -> str:
    return "".join(f"  --{name}: {colour};\n" for name, colour in colours.items())
