"""One edition of a film: its language, format and quality, and the paths of its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plan.film import film
from plan.locale import Locale


@dataclass(frozen=True)
class Edition:
    """A language (`en`), a format (`portrait`) and a quality (`1080p60`)."""

    locale: str
    format: str = "landscape"
    quality: str = "1080p60"

    @property
    def language(self) -> str:
        """The language of the locale, without its region: `pt` for `pt-BR`."""
        return Locale(self.locale).language

    @property
    def words(self) -> Path:
        """The folder of the language's words."""
        return film().words(self.locale)

    @property
    def sound(self) -> Path:
        """The folder of sound and timings, which all formats and qualities share."""
        return film().build / self.locale

    @property
    def clips(self) -> Path:
        """The folder of the scenes' clips, the captions and the film."""
        return self.sound / f"{self.format}-{self.quality}"

    @property
    def film(self) -> Path:
        """The finished film."""
        return self.clips / "film.mp4"

    @property
    def captioned(self) -> Path:
        """The finished film with the captions burned into its picture."""
        return self.clips / "captioned.mp4"

    @property
    def poster(self) -> Path:
        """The poster in this format."""
        return self.sound / f"poster-{self.format}.png"

    def timing(self, scene: str) -> Path:
        """The file that says when the beats, words and cues of a scene fall."""
        return self.sound / f"{scene}.json"

    def clip(self, scene: str) -> Path:
        """One scene's silent clip."""
        return self.clips / f"{scene}.mp4"

    def record(self, scene: str) -> Path:
        """The record of what is on the screen in one scene and when, written while its clip is drawn."""
        return self.clips / f"{scene}.screen.json"
