"""Captions: the script's words, first to last, within the numbers that broadcasters keep."""

import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st
from narrations import speak

from audio.captions import RULES, Caption, captions, compose_srt, compose_vtt
from audio.script import Beat, Script
from audio.timing import WordTime

WORDS = st.lists(st.text("abcdefghij<&>α6-,.", min_size=1, max_size=12), min_size=1, max_size=30)


def _timing(sentences):
    beats = tuple(Beat(line, " ".join(words)) for line, words in enumerate(sentences, 4))
    from pathlib import Path

    return speak(Script(Path("scenes/any.md"), "Any", beats=beats))


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(sorted(RULES)))
def test_words_are_the_scripts_and_times_never_decrease(sentences, form):
    timings = [_timing(sentences), _timing(sentences)]
    found = captions(timings, RULES[form])
    assert " ".join(" ".join(c.lines) for c in found).split() == [w for s in sentences * 2 for w in s]
    for earlier, later in zip(found, found[1:], strict=False):
        assert earlier.start < earlier.end <= later.start
        assert later.start == earlier.end or later.start - earlier.end >= RULES[form].gap - 1e-9


def test_the_film_keeps_the_rules_in_every_format(scripts_of_the_film):
    timings = [speak(script) for script in scripts_of_the_film]
    for form, rules in RULES.items():
        for caption in captions(timings, rules):
            assert len(caption.lines) <= rules.lines, form
            assert max(map(len, caption.lines)) <= rules.line_characters, (form, caption.lines)
            assert caption.end - caption.start <= rules.longest


def test_captions_never_straddle_a_scene(scripts_of_the_film):
    timings = [speak(script) for script in scripts_of_the_film]
    ends = [sum(t.seconds for t in timings[: k + 1]) for k in range(len(timings))]
    for caption in captions(timings, RULES["landscape"]):
        scene = next(k for k, end in enumerate(ends) if caption.start < end)
        assert caption.end <= ends[scene] + 1e-6


def test_breaks_stand_after_punctuation_and_never_after_an_article():
    words = "The alarm calls in the immune cells, and each of the cells raises it again in the body.".split()
    for caption in captions([_timing([words])], RULES["portrait"]):
        for line in caption.lines:
            assert line.split()[-1].lower() not in {"the", "a", "and", "of", "in"}, caption.lines


@given(WORDS)
def test_srt_and_webvtt_give_the_words_back(words):
    caption = Caption(1.0, 2.5, (" ".join(words),), tuple(WordTime(w, 1.0, 2.5) for w in words))
    (subtitle,) = srt.parse(compose_srt([caption]))
    assert subtitle.content == caption.text
    text = compose_vtt([caption], "en")
    assert "-->" not in text.split("\n", 4)[-1].replace("00:00:01.000 --> 00:00:02.500", "")
    (cue,) = webvtt.from_string(text)
    assert (cue.start_in_seconds, cue.end_in_seconds) == (1, 2)
    unescaped = cue.raw_text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped == caption.text
