"""The rules of further languages on one video: their texts within the site's limits, and captions that are their words.

Captions of a translation are shown at the times of the narration that is heard, so they may be read a little faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audio.timing.record import Timing
from plan.direction import without_marks
from publish.captions.rules import rules_of
from publish.checks.caption_files import READERS, TimedText
from publish.checks.finding import Finding, Limit, within
from publish.folders.folder import UploadFolder
from publish.folders.translation import Translation, caption_languages, gather_translation, localizations

FASTER = 20 / 17
"""By how much faster than captions of the spoken language: the limits of broadcasters for adults and for all."""


def check_translations(folder: UploadFolder, timings: Sequence[Timing]) -> list[Finding]:
    """Check texts and captions in further languages; return the findings, none for a folder of one language.

    Raises:
        InputError: the words of a language are missing or wrong.
    """
    texts = localizations(folder.about)
    found = [finding for name in texts for finding in _check_texts(folder, name, texts[name])]
    for locale in caption_languages(folder.about):
        found += _check_captions(folder, gather_translation(locale, timings))
    return found


def _check_texts(folder: UploadFolder, locale: str, texts: dict[str, str]) -> list[Finding]:
    site, title, description = folder.site, texts["title"], texts["description"]
    forbidden = sorted({each for each in title + description if each in site.forbidden})
    size = site.measure(description)
    return [
        within(f"title in {locale}, {site.title} at most", f"{len(title)}", len(title), Limit(1, site.title)),
        within(f"description in {locale}, {site.description} at most", f"{size}", size, Limit(1, site.description)),
        Finding(f"none of {site.forbidden!r} in {locale}", " ".join(forbidden) or "none", not forbidden),
    ]


def _check_captions(folder: UploadFolder, translation: Translation) -> list[Finding]:
    locale, suffixes = translation.locale, [f".{suffix}" for suffix in folder.site.captions]
    spoken = _bare(beat.text for script in translation.scripts for beat in script.beats)
    tracks = {suffix: _read(folder, locale, suffix) for suffix in suffixes}
    wrong = [suffix for suffix, track in tracks.items() if _bare(each.text for each in track) != spoken]
    rules = rules_of(folder.edition.format, locale)
    most = FASTER * rules.reading_speed
    shown = [each for track in tracks.values() for each in track]
    fastest = max((rules.count(" ".join(each.rows)) / max(each.seconds, 1e-3) for each in shown), default=0.0)
    limit, rule = Limit(most=most, unit="/s"), f"captions in {locale} read at {most:.0f} /s at most"
    return [
        Finding(f"captions in {locale} are its words", " ".join(wrong) or "all", not wrong),
        within(rule, f"{fastest:.1f}", round(fastest, 1), limit),
    ]


def _read(folder: UploadFolder, locale: str, suffix: str) -> list[TimedText]:
    path = folder.path / f"captions.{locale}{suffix}"
    return READERS[suffix](path.read_text(encoding="utf-8")) if path.exists() else []


def _bare(texts: Iterable[str]) -> str:
    """Return texts without blanks and marks of direction, which differ where lines break."""
    return "".join("".join(without_marks(text).split()) for text in texts)
