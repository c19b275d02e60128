"""The code of a language in which a film is made, such as en, pt-BR or zh-Hant."""

from __future__ import annotations

import re

FORM = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""The form of a locale; make checks the same one."""


class Locale(str):
    """A locale. It is a string, so it can be part of a path or of a command as it is."""

    @property
    def language(self) -> str:
        """The language without its script or region, in lower case.

        >>> Locale("pt-BR").language, Locale("en").language
        ('pt', 'en')
        """
        return self.partition("-")[0].lower()
