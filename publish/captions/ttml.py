"""Writes captions as TTML (.ttml)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from plan.direction import marked
from publish.captions.caption import Caption

_TTML = "http://www.w3.org/ns/ttml"
_XML = "http://www.w3.org/XML/1998/namespace"


def compose_ttml(captions: Sequence[Caption], locale: str) -> str:
    """Return the captions as TTML, in the language `locale`."""
    ET.register_namespace("", _TTML)
    root = ET.Element(f"{{{_TTML}}}tt", {f"{{{_XML}}}lang": locale})
    division = ET.SubElement(ET.SubElement(root, f"{{{_TTML}}}body"), f"{{{_TTML}}}div")
    for each in captions:
        text = ET.SubElement(division, f"{{{_TTML}}}p", begin=f"{each.start:.3f}s", end=f"{each.end:.3f}s")
        text.text, *others = map(marked, each.lines)
        for line in others:
            ET.SubElement(text, f"{{{_TTML}}}br").tail = line
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
