"""The codes of languages at sites: BCP 47, and those that PeerTube and YouTube write in another way."""

from __future__ import annotations

from collections.abc import Container

from publish.join import LANGUAGES

_SCRIPTS = {"CN": "zh-Hans", "SG": "zh-Hans", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant", "": "zh-Hans"}
"""Of Chinese, by region."""
_ELSEWHERE = {"pt": ("BR", "pt-PT"), "es": ("ES", "es-419")}
"""The region that the bare code means, and the code for all others."""
_SHORT = {long: short for short, long in LANGUAGES.items()}


_AT_YOUTUBE = {"nb": "no", "nn": "no", "he": "iw"}
"""Language → its code at YouTube, which calls others unknown metadata."""


def youtube_language(locale: str) -> str:
    """Return the code of a language at YouTube.

    >>> youtube_language("zh-Hans"), youtube_language("nb"), youtube_language("he-IL")
    ('zh-Hans', 'no', 'iw-IL')
    """
    language, dash, rest = locale.partition("-")
    return _AT_YOUTUBE.get(language, language) + dash + rest


def peertube_language(locale: str, known: Container[str]) -> str:
    """Return the code in which an instance knows a language, "" if it does not.

    Args:
        locale: such as pt-BR.
        known: the codes of the instance.

    >>> codes = {"en", "pt", "pt-PT", "es", "es-419", "zh-Hans", "zh-Hant"}
    >>> [peertube_language(locale, codes) for locale in ("en-GB", "pt-BR", "pt", "es-MX", "zh-TW", "eng", "xx")]
    ['en', 'pt', 'pt', 'es-419', 'zh-Hant', 'en', '']
    """
    language, _, region = locale.partition("-")
    language = _SHORT.get(language, language)
    candidates = [locale]
    if language == "zh":
        candidates += [language] if not region else []
        candidates.append(_SCRIPTS.get(region, ""))
    if language in _ELSEWHERE and region and region != _ELSEWHERE[language][0]:
        candidates.append(_ELSEWHERE[language][1])
    return next((code for code in (*candidates, language) if code and code in known), "")
