"""Which code of gTTS speaks a locale: every one of them, and those that others write for them."""

from __future__ import annotations

import langcodes
import pytest
from gtts.lang import tts_langs

from audio.voice.gtts_languages import ANYWHERE, REGIONS, gtts_host, gtts_language
from plan.locale import FORM
from plan.voices import ENGINES, service


@pytest.mark.parametrize("code", sorted(tts_langs()))
def test_every_code_that_gtts_knows_is_spoken_however_it_is_written(code):
    assert gtts_language(code) == code
    today = langcodes.standardize_tag(code)
    spoken = gtts_language(today)
    assert tts_langs()[spoken].split()[0] == tts_langs()[code].split()[0], "another name is the same language"
    whole = langcodes.Language.get(code).maximize()
    assert gtts_language(f"{whole.language}-{whole.script}-{whole.territory}") in {spoken, code, "zh-CN"}
    if FORM.fullmatch(code):
        assert gtts_host(code)[0]


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        *(("he", "iw"), ("iw", "iw"), ("nb", "no"), ("no", "no"), ("fil", "tl"), ("tl", "tl"), ("jv", "jw")),
        *(("zh", "zh"), ("zh-Hans", "zh-CN"), ("zh-Hans-SG", "zh-CN"), ("cmn", "zh-CN"), ("yue", "yue")),
        *(("zh-Hant", "zh-TW"), ("zh-HK", "zh-TW"), ("zh-TW", "zh-TW")),
        *(("es", "es"), ("es-419", "es"), ("es-MX", "es"), ("pt", "pt"), ("pt-BR", "pt"), ("pt-PT", "pt-PT")),
        *(("fr-CA", "fr-CA"), ("fr-BE", "fr"), ("sr-Latn", "sr"), ("sr-Cyrl", "sr"), ("de-CH", "de"), ("en-GB", "en")),
    ],
)
def test_codes_that_others_write_are_spoken(locale, code):
    assert gtts_language(locale) == code


@pytest.mark.parametrize(
    ("locale", "near"), [("gsw", "did you mean 'de' (German)"), ("nn", "did you mean 'no' (Norwegian)"), ("xx", "use")]
)
def test_a_language_that_is_not_spoken_names_near_ones(locale, near):
    with pytest.raises(ValueError, match="gTTS does not speak") as error:
        gtts_language(locale)
    assert near in str(error.value) and "\n" not in str(error.value)


def test_accents_come_from_their_hosts():
    assert gtts_host("es-MX") == REGIONS["MX"] and gtts_host("pt-PT") == REGIONS["PT"]
    assert gtts_host("es-419")[0] == REGIONS["MX"][0]
    assert gtts_host("es") == gtts_host("de-DE") == gtts_host("zh-Hans") == ANYWHERE


def test_whoever_auto_falls_back_to_speaks_what_the_service_speaks():
    assert not service().embedded
    for engine in ENGINES:
        for locale in engine.voices if engine.embedded else ():
            assert gtts_language(locale)
