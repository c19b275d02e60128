"""Kokoro, with its real model: what it says in each language, and when."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kokoro_sentences import SENTENCES

from audio.samples import RATE
from audio.takes.speak import speak_all
from audio.voice.choice import VoiceError, create, with_one_voice
from audio.voice.engine import Role
from audio.voice.kokoro import model
from audio.voice.kokoro.files import symbol_numbers
from plan.segments import BORDER, segments, spoken_words
from plan.voices import row

SHORT = "Dan la alarma."


def spoken(text: str) -> str:
    """Return a text as engines get it, with its words marked where no blank separates them."""
    parts = segments(text)
    return "".join(part.text + (part.after or BORDER) for part in parts[:-1]) + parts[-1].text


def speaker(locale: str, speed: float = 1.0):
    return create(row("kokoro"), Role(locale=locale, speed=speed))


@pytest.mark.parametrize("locale", SENTENCES)
def test_every_word_has_a_time_in_order(locale):
    text = spoken(SENTENCES[locale])
    sound, words = speaker(locale).speak(text)
    assert [word.text for word in words] == spoken_words(text)
    times = [time for word in words for time in (word.start, word.end)]
    assert times == sorted(times) and times[0] >= 0 and times[-1] <= len(sound) / RATE
    heard = [word.end - word.start for word in words if any(map(str.isalnum, word.text))]
    assert min(heard) >= 0.02 and max(heard) < 1.5
    assert all(after.start - before.end < 0.6 for before, after in pairwise(words))


@pytest.mark.parametrize("locale", SENTENCES)
def test_all_that_is_read_is_known_to_the_model(locale):
    symbols = speaker(locale)._reading(spoken(SENTENCES[locale])).symbols
    assert set(symbols) <= symbol_numbers().keys() and "  " not in symbols
    assert symbols[-1] in ".!?", "the voice falls at the end of a sentence only if its stop is read"


@pytest.mark.parametrize("symbols", ["a", "las θˈelulas ðˈan la alˈaɾma.", "sˈi, sˈi; sˈi: no?"])
@pytest.mark.parametrize("speed", [0.88, 1.0, 1.12])
def test_the_durations_are_those_of_the_samples(symbols, speed):
    sound, samples = model.durations(symbols, "ef_dora", speed)
    assert len(samples) == len(symbols) + 2 and samples.min() > 0
    assert samples.sum() == len(sound)


def test_the_same_text_gives_the_same_bytes():
    first, second = (speaker("es").speak(SHORT)[0] for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_the_pace_is_the_one_that_was_asked_for():
    slow, plain, fast = (speaker("es", speed) for speed in (0.88, 1.0, 1.12))
    seconds = [heard_seconds(engine.speak(SENTENCES["es"])) for engine in (slow, plain, fast)]
    assert seconds[1] / seconds[0] == pytest.approx(0.88, abs=0.04)
    assert seconds[1] / seconds[2] == pytest.approx(1.12, abs=0.04)
    assert len({engine.voice for engine in (slow, plain, fast)}) == 3


def heard_seconds(speech) -> float:
    _, words = speech
    return words[-1].end - words[0].start


def test_a_long_sentence_is_spoken_in_pieces_with_all_its_words(monkeypatch):
    whole = speaker("es").speak(SENTENCES["es"])[1]
    monkeypatch.setattr(model, "MOST_SYMBOLS", 30)
    assert len(model.pieces(speaker("es")._reading(SENTENCES["es"]).symbols)) == 2
    sound, words = speaker("es").speak(SENTENCES["es"])
    assert [word.text for word in words] == SENTENCES["es"].split()
    times = [time for word in words for time in (word.start, word.end)]
    assert times == sorted(times) and times[-1] <= len(sound) / RATE
    assert words[2].start == pytest.approx(whole[2].start, abs=0.2)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab ,.;ˈ"), max_size=1500))
def test_pieces_are_the_whole_and_none_is_too_long(symbols):
    pieces = model.pieces(symbols)
    assert "".join(pieces) == symbols
    assert all(0 < len(piece) <= model.MOST_SYMBOLS for piece in pieces) or not symbols


def test_spanish_differs_on_the_two_sides_of_the_atlantic():
    assert "θ" in speaker("es")._reading("cinco").symbols
    assert "θ" in speaker("es-ES")._reading("cinco").symbols
    assert "θ" not in speaker("es-MX")._reading("cinco").symbols


def test_every_voice_of_the_table_speaks():
    for locale, names in row("kokoro").voices.items():
        for name in names:
            engine = create(row("kokoro"), Role(locale=locale, voice=name))
            assert engine.voice.name == name and len(model._styles(name)) == 510


def test_a_voice_that_is_not_installed_says_how_it_is(monkeypatch, tmp_path):
    monkeypatch.setattr("audio.voice.kokoro.engine.MODEL", tmp_path / "none.onnx")
    with pytest.raises(VoiceError, match="not installed: run make LOCALE=es VOICE=kokoro"):
        speaker("es")


def test_a_film_keeps_its_takes(tmp_path):
    said: list[str] = []
    for _ in range(2):
        voice, takes = speak_all(["Hola."], choice="kokoro", locale="es", store=tmp_path, say=said.append)
    assert voice.engine == "kokoro" and takes[0].word_times == "voice" and said == []
    assert np.isclose(takes[0].seconds, 0.7, atol=0.4)


def test_a_language_that_it_does_not_speak_is_refused():
    with pytest.raises(VoiceError, match="Kokoro does not speak 'de': use gTTS, or your own voice"):
        with_one_voice(lambda engine: engine, "kokoro", Role(locale="de"))
