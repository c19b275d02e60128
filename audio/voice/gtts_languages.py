"""Which of gTTS's languages speaks a locale, and from which of its hosts, which have accents of their own.

gTTS writes some codes as nobody else does (iw, jw, tl), and does not know others (nb, zh-Hans, es-419). langcodes knows
which of them are the same language, and which are close enough to be read for one another.
"""

from __future__ import annotations

import langcodes
from gtts.lang import tts_langs

from plan.errors import near

REGIONS = {
    "AU": ("com.au", "Australian"),
    "BR": ("com.br", "Brazilian"),
    "CA": ("ca", "Canadian"),
    "GB": ("co.uk", "British"),
    "IE": ("ie", "Irish"),
    "IN": ("co.in", "Indian"),
    "MX": ("com.mx", "Mexican"),
    "PT": ("pt", "European"),
    "US": ("us", "American"),
    "ZA": ("co.za", "South African"),
}
"""Region → top-level domain of the service, and the name of its accent; from gTTS's documentation."""
LATIN_AMERICA = ("com.mx", "Latin American")
"""The same for Spanish of Latin America (es-419, es-AR)."""
ANYWHERE = ("com", "standard")
"""The same for locales without a region of that list."""
FARTHEST = 5
"""How far two languages may be apart, as the Unicode CLDR measures it: 5 is another region or script of the same
language; Swiss German and German are 8 apart."""
NEAREST = 20
"""How far a language may be apart to be offered for another one."""


def gtts_language(locale: str) -> str:
    """Return gTTS's code of the language of a locale.

    Raises:
        ValueError: it speaks none that is close enough; the message names near ones.

    >>> [gtts_language(locale) for locale in ("he", "nb", "fil", "zh-Hans", "zh-Hant", "es-419", "pt-BR", "sr-Latn")]
    ['iw', 'no', 'tl', 'zh-CN', 'zh-TW', 'es', 'pt', 'sr']
    """
    known = tts_langs()
    if locale in known:
        return locale
    code = _closest(locale, FARTHEST)
    if code:
        return code
    offered = _closest(locale, NEAREST)
    hint = f"; did you mean {offered!r} ({known[offered]})?" if offered else near(locale, known)
    raise ValueError(f"gTTS does not speak {locale!r}{hint}: use one of {', '.join(sorted(known))}, or your own voice")


def gtts_host(locale: str) -> tuple[str, str]:
    """Return the top-level domain of the service that speaks a locale, and the name of its accent.

    >>> gtts_host("en-GB"), gtts_host("es-AR"), gtts_host("de")
    (('co.uk', 'British'), ('com.mx', 'Latin American'), ('com', 'standard'))
    """
    tag = langcodes.Language.get(locale)
    if tag.territory in REGIONS:
        return REGIONS[tag.territory]
    return LATIN_AMERICA if tag.language == "es" and tag.territory not in (None, "ES") else ANYWHERE


def _closest(locale: str, farthest: int) -> str:
    """Return the nearest of gTTS's codes; "" if all are farther away. For Chinese, those that name the script count."""
    codes = sorted(set(tts_langs()) - {"zh"})
    code, _ = langcodes.closest_match(locale, codes, max_distance=farthest)
    return "" if code == "und" else code
