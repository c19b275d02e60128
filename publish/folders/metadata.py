"""What a site is told of the film: title, description with chapters and sources, tags, and its questions answered.

Texts come from film.md and the scenes' headers, and are cut to the site's limits with a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from audio.timing.record import Timing
from publish.folders.content import Content
from publish.folders.cut import cut
from publish.folders.sites import Site


@dataclass(frozen=True)
class Chapter:
    """A published title, and the whole second at which it starts."""

    seconds: int
    title: str


@dataclass(frozen=True)
class Metadata:
    """All that a site asks for. `warnings` say what was cut or left out."""

    title: str
    description: str
    tags: tuple[str, ...]
    language: str
    category: str
    made_for_kids: bool
    synthetic_media: bool
    chapters: tuple[Chapter, ...]
    warnings: tuple[str, ...]


def metadata(content: Content, timings: Sequence[Timing], site: Site, locale: str) -> Metadata:
    """Return what `site` is told of the film in the language `locale`."""
    warnings: list[str] = []
    found = chapters(timings, *site.chapters) if site.chapters else ()
    if site.chapters and not found:
        warnings.append(f"no chapters: the film has not {site.chapters[0]} of {site.chapters[1]:.0f} s")
    title = _cut(allowed(content.title, site), site.title or site.description, len, "title", warnings)
    return Metadata(
        title=title,
        description=_description(content, timings, site, title, found, warnings),
        tags=_tags(content.tags, site, warnings),
        language=locale,
        category=content.category,
        made_for_kids=content.made_for_kids,
        synthetic_media=content.synthetic_media or (site.voice_counts and content.synthetic_voice),
        chapters=found,
        warnings=tuple(warnings),
    )


def chapters(timings: Sequence[Timing], fewest: int, shortest: float) -> tuple[Chapter, ...]:
    """Return as many chapters as the film allows, the first at 0:00; none where there are fewer than `fewest`.

    A scene that is too short for a chapter of its own shares the one before, under both titles.

    Args:
        timings: the scenes in running order.
        fewest: how many chapters a site wants.
        shortest: how long each lasts at least (s), as shown in whole seconds.
    """
    ends = list(accumulate(timing.seconds for timing in timings))
    groups: list[tuple[int, list[str]]] = []
    for start, timing in zip([0.0, *ends], timings, strict=False):
        name = timing.chapter or timing.title
        if not groups or (int(start) - groups[-1][0] >= shortest and int(ends[-1]) - int(start) >= shortest):
            groups.append((int(start), [name]))
        elif name not in groups[-1][1]:
            groups[-1][1].append(name)
    return tuple(Chapter(start, " · ".join(names)) for start, names in groups) if len(groups) >= fewest else ()


def clock(seconds: float) -> str:
    """Return minutes and seconds, as sites read them in a description.

    >>> clock(65)
    '1:05'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _description(
    content: Content, timings: Sequence[Timing], site: Site, title: str, found: Sequence[Chapter], warnings: list[str]
) -> str:
    """Chapters, sources, the voice and the advice are kept whole; the opening words give way."""
    blocks = []
    if found:
        blocks.append("\n".join([content.headings["chapters"], *(f"{clock(c.seconds)} {c.title}" for c in found)]))
    cited = [f"{key}: {work.citation}, https://doi.org/{work.doi}" for key, work in content.sources.items()]
    blocks.append("\n".join([content.headings["sources"], *cited]))
    blocks.append(f"{content.voice}: {timings[0].voice}. {content.credits}")
    blocks.append(content.advice)
    if site.hashtags:
        blocks.append(" ".join(hashtag(tag) for tag in content.tags[: site.hashtags]))
    tail = allowed("\n\n".join(blocks), site)
    opening = [content.description] if site.title else [title, content.description]
    room = site.description - site.measure("\n\n" + tail)
    head = _cut(allowed("\n\n".join(opening), site), room, site.measure, "description", warnings)
    return _cut(f"{head}\n\n{tail}".strip(), site.description, site.measure, "end of the description", warnings)


def hashtag(tag: str) -> str:
    """Return a tag as the word of a text.

    >>> hashtag("IL-6 storm")
    '#IL6storm'
    """
    return "#" + "".join(character for character in tag if character.isalnum())


def allowed(text: str, site: Site) -> str:
    """Return a text with other signs in the place of those that a site forbids."""
    for character, word in (("<", "‹"), (">", "›")):
        text = text.replace(character, word) if character in site.forbidden else text
    return text


def _cut(text: str, limit: int, measure: Callable[[str], int], name: str, warnings: list[str]) -> str:
    shorter = cut(text, limit, measure)
    if shorter != text:
        was, now = measure(text), measure(shorter)
        warnings.append(f"the {name} is cut from {was} to {now} (limit {limit}): «{shorter[-40:]}»")
    return shorter


def tags_length(tags: Sequence[str]) -> int:
    """Length of all tags as YouTube counts it: commas between, quotes around those with a space."""
    return sum(len(tag) + 2 * (" " in tag) for tag in tags) + max(0, len(tags) - 1)


def _tags(tags: Sequence[str], site: Site, warnings: list[str]) -> tuple[str, ...]:
    shortest, longest = site.tag_characters
    kept: list[str] = []
    for tag in tags:
        fits = site.tags_total is None or tags_length([*kept, tag]) <= site.tags_total
        if shortest <= len(tag) <= longest and len(kept) < site.tags and fits:
            kept.append(tag)
    if site.tags and (left := [tag for tag in tags if tag not in kept]):
        warnings.append(f"tags left out (limit {site.tags}): {', '.join(left)}")
    return tuple(kept)
