"""What a site gets besides the film: title, description with chapters and sources, tags, answers to its questions.

The texts come from film.md and the scenes' headers. What a site's limits do not allow is cut, with a warning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from audio.timing.record import Timing
from plan.direction import marked
from plan.text import JOINERS
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
    """All that a site asks for; `warnings` say what was cut or left out."""

    title: str
    description: str
    tags: tuple[str, ...]
    language: str
    category: str
    made_for_kids: bool
    synthetic_media: bool
    chapters: tuple[Chapter, ...]
    warnings: tuple[str, ...]


def compose_metadata(content: Content, timings: Sequence[Timing], site: Site, locale: str) -> Metadata:
    """Return what a site gets besides the film.

    Args:
        content: what film.md says.
        timings: the scenes in running order.
        site: whose limits count.
        locale: the language.
    """
    warnings: list[str] = []
    chapters = compose_chapters(timings, *site.chapters) if site.chapters else ()
    if site.chapters and not chapters:
        warnings.append(f"no chapters: the film is too short for {site.chapters[0]} of {site.chapters[1]:.0f} s")
    title = _cut(allowed(marked(content.title), site), site.title or site.description, len, "title", warnings)
    return Metadata(
        title=title,
        description=_description(content, timings, site, title, chapters, warnings),
        tags=_tags(content.tags, site, warnings),
        language=locale,
        category=content.category,
        made_for_kids=content.made_for_kids,
        synthetic_media=is_synthetic(content, site),
        chapters=chapters,
        warnings=tuple(warnings),
    )


def is_synthetic(content: Content, site: Site) -> bool:
    """Return whether a site wants the film declared as synthetic media."""
    return content.synthetic_media or (site.voice_counts and content.synthetic_voice)


def compose_chapters(timings: Sequence[Timing], fewest: int, shortest: float) -> tuple[Chapter, ...]:
    """Return as many chapters as the film allows, the first at 0:00; none if there are fewer than `fewest`.

    A scene that is too short for a chapter of its own joins the chapter before it, under both titles.

    Args:
        timings: the scenes in running order.
        fewest: how many chapters a site wants.
        shortest: how long each lasts at least, counted in the whole seconds that are shown.
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
    content: Content,
    timings: Sequence[Timing],
    site: Site,
    title: str,
    chapters: Sequence[Chapter],
    warnings: list[str],
) -> str:
    """Return the description; chapters, sources, voice and advice are kept whole, and the opening words are cut."""
    blocks = []
    if chapters:
        lines = [f"{clock(chapter.seconds)} {marked(chapter.title)}" for chapter in chapters]
        blocks.append("\n".join([content.headings["chapters"], *lines]))
    if content.sources:
        blocks.append("\n".join([content.headings["sources"], *content.citations()]))
    blocks.append(content.voice_and_credits(timings[0].voice))
    if content.advice:
        blocks.append(content.advice)
    if site.hashtags:
        blocks.append(" ".join(hashtag(tag) for tag in content.tags[: site.hashtags]))
    tail = allowed("\n\n".join(blocks), site)
    description = marked(content.description)
    opening = [description] if site.title else [title, description]
    room = site.description - site.measure("\n\n" + tail)
    head = _cut(allowed("\n\n".join(opening), site), room, site.measure, "description", warnings)
    return _cut(f"{head}\n\n{tail}".strip(), site.description, site.measure, "end of the description", warnings)


def hashtag(tag: str) -> str:
    """Return a tag as the word of a text: its letters with their marks, and the joiners that shape them.

    >>> hashtag("open-source film"), hashtag("प्रतिरक्षा प्रणाली")
    ('#opensourcefilm', '#प्रतिरक्षाप्रणाली')
    """
    return "#" + "".join(sign for sign in tag if unicodedata.category(sign)[0] in "LMN" or sign in JOINERS)


def allowed(text: str, site: Site) -> str:
    """Return a text in which the characters that a site forbids are replaced by similar ones."""
    for character, similar in (("<", "‹"), (">", "›")):
        text = text.replace(character, similar) if character in site.forbidden else text
    return text


def _cut(text: str, limit: int, measure: Callable[[str], int], name: str, warnings: list[str]) -> str:
    shorter = cut(text, limit, measure)
    if shorter != text:
        was, now = measure(text), measure(shorter)
        warnings.append(f"the {name} is cut from {was} to {now} (limit {limit}): «{shorter[-40:]}»")
    return shorter


def tags_length(tags: Sequence[str]) -> int:
    """Return the length of all tags as YouTube counts it: with commas between them, and quotes around spaces."""
    return sum(len(tag) + 2 * (" " in tag) for tag in tags) + max(0, len(tags) - 1)


def _tags(tags: Sequence[str], site: Site, warnings: list[str]) -> tuple[str, ...]:
    shortest, longest = site.tag_characters
    kept: list[str] = []
    for tag in tags:
        fits = site.tags_total is None or tags_length([*kept, tag]) <= site.tags_total
        if shortest <= len(tag) <= longest and len(kept) < site.tags and fits:
            kept.append(tag)
    if site.tags and (left_out := [tag for tag in tags if tag not in kept]):
        warnings.append(f"tags left out (limit {site.tags}): {', '.join(left_out)}")
    return tuple(kept)
