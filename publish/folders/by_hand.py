"""What to type or choose where, for a person who uploads a folder by hand: `upload.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from publish.folders.metadata import Metadata
from publish.folders.sites import Site
from publish.folders.translation import caption_languages, localizations

NO_MORE: Mapping[str, Any] = MappingProxyType({})
"""For a folder in one language."""
DUB = "YouTube Studio, Languages, Add language, Dub: the API takes no audio tracks"
"""Where a further audio track is added by hand."""


def compose_instructions(metadata: Metadata, site: Site, *, burned: bool, further: Mapping[str, Any] = NO_MORE) -> str:
    """Return each field of a site's form, with what belongs in it.

    Args:
        metadata: what the site asks for.
        site: whose form it is.
        burned: whether captions are burned into the film.
        further: what metadata.json says, of which the further languages are taken.
    """
    files = " or ".join(f"captions.{metadata.language}.{suffix}" for suffix in site.captions)
    no_files = "they are burned into the film" if burned else "the site takes no file, and the film has none burned in"
    answers = {True: "yes", False: "no"}
    fields = [("TITLE", metadata.title)] if site.title else []
    fields += [("DESCRIPTION" if site.title else "TEXT", metadata.description)]
    fields += [("TAGS", ", ".join(metadata.tags))] if metadata.tags else []
    fields += [
        ("CAPTIONS", files or no_files),
        ("POSTER", "poster.png"),
        ("LANGUAGE", metadata.language),
        ("CATEGORY", metadata.category),
        ("MADE FOR KIDS", answers[metadata.made_for_kids]),
        ("SYNTHETIC OR ALTERED MEDIA", f"{answers[metadata.synthetic_media]}: {site.synthetic_rule}"),
    ]
    for language in caption_languages(further):
        fields.append((f"CAPTIONS IN {language}", f"captions.{language}.{' or .'.join(site.captions)}"))
    for language, texts in localizations(further).items():
        fields += [(f"TITLE IN {language}", texts["title"]), (f"DESCRIPTION IN {language}", texts["description"])]
        fields.append((f"AUDIO TRACK IN {language}", f"{DUB}, if you have recorded one to this picture"))
    return "\n\n".join(f"{name}\n{value}" for name, value in fields) + "\n"
