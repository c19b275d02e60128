"""Whatever people do to the files that they edit: a clean error with its line, or a film that says what they wrote.

Each case changes one file of a film as hands, editors, git and bad transfers do, and takes the words from there to what
the voice reads, to captions and to the transcript. What comes out is compared with what other code makes of the same
files: the Markdown of a whole scene, and the pronunciations as one regular expression.

    FUZZ=20000 .venv/bin/python -m pytest -s tests/test_fuzz.py        other cases each time; it counts them
"""

from __future__ import annotations

import html
import os
import re
import shutil
import signal
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from film_folder import working_on
from hypothesis import HealthCheck, Verbosity, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from narrations import speak
from project import ROOT

from audio.music.effects import named_effects
from audio.voice.pronunciation import near_misses, read_pronunciation, spell
from page.builder import figure as figures
from page.builder import words as page_words
from plan.check_words import claim_errors, hour_errors
from plan.errors import InputError
from plan.film import film, load
from plan.phrases import read_phrases
from plan.segments import spoken_words
from plan.words import Script, compose, parse, read
from publish.captions.breaks import english
from publish.captions.optimise import make_captions
from publish.captions.rules import RULES
from publish.captions.subrip import compose_srt
from publish.captions.webvtt import compose_vtt
from publish.folders.content import read_content
from publish.folders.transcript import compose_markdown, compose_page, make_passages

CASES = int(os.environ.get("FUZZ", "300"))
LONGEST_SECONDS = 5.0
"""Of the processor's time, which other work on the machine does not lengthen."""
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in [ROOT / "film.toml", *sorted((ROOT / "words" / "en").iterdir())]
}
SCENES = load(ROOT).scenes
WRONG = (
    "\ufeff \u2028 \u2029 \x0c \x0b \x1b \x00 \x85 \r \u202e \u200b \u200c \u200d \u200f \u2060 \u00ad \ufe0f ",
    "\u00a0 \u202f \u2011 \u2013 \u2212 \u0301 \ufffd \U0001f9a0 \u0645\u06cc\u200c\u0631 \u05d0\u200f \u4e2d\u6587",
    "** * _ __ ` ``` ~~ <!-- --> <!--x--> & &amp; &lt; &nbsp; &#x202e; &shy; &copy; &copy < > <b> </b> <br> ||",
    "[ ] ]( (# [x](#x) [](#x) [&#32;](#x) [x](y) ![x](y) [x]:~y [x] <http://x.y>",
    "\\ \\* \\[ 1) > - + 1. | # ## --- === {oops}",
    "title:~x label.x:~y claim:~x hours:~storm~0..9~h effect.x:~ping chapter: label.:~x IL-7:~I~L~seven x:~/k/",
    "IL-6 il-6 Il-6 IL-6R IL-6s (IL-6) TNF-\u03b1 TNF-a pg/mL PG/ML",
    "x : / // /kˈoʊvɪd/ x:~y~z:~w [[ [[[ [] inf nan -1 true 1e999",
    '<<<<<<<~HEAD ======= >>>>>>>~x 99999999999999999999 scenes~=~["x"] 1979-01-01',
    '\' " """ = == { } \n\n \r\n ---\n \t',
)
"""What people and programs put into files; ~ is a space."""
SNIPPETS = [snippet.replace("~", " ") for line in WRONG for snippet in line.split(" ")] + ["~~", "a" * 120, "a " * 600]
RIGHT = [
    *r"**a** *a* __a__ &amp; &lt; &#955; &nbsp;! \* \[a\] <!--a--> [a](#new) [a_a](#new) T&B 2*3*4".split(" "),
    *"<!--a\n\nb--> cafe\u0301 a\u00a0! \u4e2d\u6587 IL\u20116 IL-6-driven anti-IL-6 l'IL-6 “IL-6” (IL-6), IL-6R".split(
        " "
    ),
    *"IL-60 10,000 10-fold -10 $10 10% 0.10 10:30 pg/mL. post-COVID-19".split(" "),
]
"""What words may have inside a sentence."""
counts: Counter[str] = Counter()


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return the name of a file and what it holds after up to four edits."""
    scene = draw(st.booleans())
    name = f"words/en/{draw(st.sampled_from(SCENES))}.md" if scene else draw(st.sampled_from(sorted(FILES)))
    text = FILES[name].decode()
    if scene and draw(st.booleans()):
        for snippet in draw(st.lists(st.sampled_from(RIGHT), min_size=1, max_size=5)):
            places = [found.end() for found in re.finditer(" ", text) if found.start() > text.rfind("---")]
            at = draw(st.sampled_from(places))
            text = f"{text[:at]}{snippet} {text[at:]}"
        return name, text.encode()
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3, 4]))):
        text = draw(edited(text))
    content = text.encode()
    damage = draw(st.sampled_from(["none"] * 20 + ["bom", "latin-1", "utf-16", "cut", "byte", "windows"]))
    if damage == "bom":
        return name, b"\xef\xbb\xbf" + content
    if damage in ("latin-1", "utf-16"):
        return name, text.encode(damage, "replace")
    if damage == "windows":
        return name, content.replace(b"\n", b"\r\n")
    place = draw(st.integers(0, len(content)))
    if damage == "cut":
        return name, content[:place]
    return name, content[:place] + bytes([draw(st.integers(0, 255))]) + content[place:] if damage == "byte" else content


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """Return a text with one edit."""
    lines = text.split("\n")
    start = draw(st.integers(draw(st.sampled_from([0, max(0, text.rfind("---"))])), len(text)))
    end = min(len(text), start + draw(st.integers(0, 12)))
    line, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    snippet = draw(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=4)))
    match draw(
        st.sampled_from(["insert", "insert", "word", "replace", "delete", "line", "drop", "double", "swap", "wrap"])
    ):
        case "insert":
            return text[:start] + snippet + text[start:]
        case "word":
            at = draw(st.sampled_from([found.start() for found in re.finditer(r"\b", text)] or [0]))
            return text[:at] + snippet + text[at:]
        case "replace":
            return text[:start] + snippet + text[end:]
        case "delete":
            return text[:start] + text[end:]
        case "wrap":
            return text[:start] + snippet + text[start:end] + snippet + text[end:]
        case "line":
            lines.insert(line, snippet)
        case "drop":
            del lines[line]
        case "double":
            lines.insert(other, lines[line])
        case "swap":
            lines[line], lines[other] = lines[other], lines[line]
    return "\n".join(lines)


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def rendered(markdown: str) -> str:
    """Return the letters and digits that Markdown shows of a text."""
    flush = "\n".join(line.strip() for line in re.sub(r"<!--.*?-->", "", markdown, flags=re.DOTALL).split("\n"))
    shown = MarkdownIt("commonmark").render(flush)
    return letters(html.unescape(re.sub(r"<[^>]*>", "", shown)))


def said(text: str, spoken: dict[str, str]) -> str:
    """Return the letters and digits that are heard of a text, by the pronunciations."""
    text = re.sub("[\u2010\u2011]", "-", text)
    if not spoken:
        return letters(text)
    entries = "|".join(re.escape(entry) for entry in sorted(spoken, key=len, reverse=True))
    number = r"(?<![+\-−.,:/$€£¥])(?=\d)|(?!\d)"
    form = re.compile(rf"(?<!\w)(?:{number})({entries})(?!\w)(?!(?<=\d)[.,:/]\d)")
    return letters(form.sub(lambda found: spoken[found[1]], text))


def body(content: bytes) -> str:
    """Return what stands below the header of a scene."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    text = re.sub(r"<!--.*?-->", lambda found: "", text, flags=re.DOTALL)
    return re.split(r"^\s*---\s*$", text, maxsplit=2, flags=re.MULTILINE)[2]


def speak_and_caption(name: str, content: bytes) -> None:
    """Take the film's words through every step that works on text, and compare what comes out with what is written."""
    film.cache_clear()
    words = film().words(film().languages[0])
    scripts = [read(words / f"{scene}.md") for scene in film().scenes]
    pronunciation, phrases, about = (
        read_pronunciation(words / "pronunciation.md"),
        read_phrases(words),
        read_content(words),
    )
    package = figures.find()
    page_words.load(film().languages[0], package.shape() if package else None)
    for script in scripts:
        named_effects(script)
    errors = [error for script in scripts for check in (claim_errors, hour_errors) for error in check(script)]
    if errors:
        raise errors[0]
    spellings = {script.scene: spell(script, pronunciation) for script in scripts}
    list(near_misses([beat.words for script in scripts for beat in script.beats], pronunciation.spoken))
    for script in scripts:
        for beat, spelling in zip(script.beats, spellings[script.scene], strict=True):
            assert sum(spelling.counts) == len(spoken_words(spelling.spoken)) and min(spelling.counts) > 0
            assert letters(spelling.spoken) == said(beat.text, dict(pronunciation.spoken))
    chosen = [script for script in scripts if script.path.name == Path(name).name] or scripts[:1]
    timings = [speak(script) for script in chosen]
    captions = make_captions(timings, RULES["portrait"], english(phrases))
    compose_srt(captions), compose_vtt(captions, "en")
    passages = make_passages(timings, [script.visual for script in chosen])
    compose_markdown(about, passages, "x"), compose_page(about, passages, "x", "en")
    for script in chosen:
        agree(
            script,
            content if script.path.name == Path(name).name else FILES[script.path.relative_to(film().root).as_posix()],
        )
    shown = " ".join(line for caption in captions for line in caption.lines)
    assert letters(shown) == letters(" ".join(beat.text for script in chosen for beat in script.beats))


def agree(script: Script, content: bytes) -> None:
    """Compare the sentences of a scene with its Markdown, and with what is read of it when it is composed again."""
    assert letters("".join(beat.text for beat in script.beats)) == rendered(body(content))
    again = parse(compose(script), script.path)
    assert [(beat.text, beat.cues) for beat in again.beats] == [(beat.text, beat.cues) for beat in script.beats]
    assert (again.title, again.labels, again.visual) == (script.title, script.labels, script.visual)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(ROOT / "words", root / "words")
    shutil.copy(ROOT / "film.toml", root)
    for name in ("model", "scenes", "page"):
        (root / name).symlink_to(ROOT / name)
    with working_on(root):
        for name, content in FILES.items():
            speak_and_caption(name, content)
        yield root
    print(f"\nfuzz: {dict(counts)}")


def too_slow(number: int, frame: FrameType | None) -> None:
    counts["hangs"] += 1
    raise TimeoutError(f"this took more than {LONGEST_SECONDS} s")


@settings(
    max_examples=CASES,
    derandomize="FUZZ" not in os.environ,
    database=None,
    deadline=None,
    verbosity=Verbosity.normal,
    suppress_health_check=list(HealthCheck),
)
@given(edits())
def test_every_edit_gives_a_clean_error_or_a_film_that_says_what_is_written(folder: Path, edit: tuple[str, bytes]):
    name, content = edit
    counts["cases"] += 1
    (folder / name).write_bytes(content)
    before = signal.signal(signal.SIGVTALRM, too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_SECONDS)
    try:
        speak_and_caption(name, content)
        counts["films"] += 1
    except InputError as error:
        counts["errors"] += 1
        refuse_unclean(str(error), folder)
    except AssertionError:
        counts["wrong"] += 1
        raise
    except Exception:
        counts["tracebacks"] += 1
        raise
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        (folder / name).write_bytes(FILES[name])


@pytest.mark.parametrize("snippet", RIGHT)
def test_what_words_may_have_gives_a_film(folder: Path, snippet: str):
    name = "words/en/message.md"
    content = FILES[name].decode().replace("One alarm", f"One {snippet} alarm").encode()
    (folder / name).write_bytes(content)
    try:
        speak_and_caption(name, content)
    finally:
        (folder / name).write_bytes(FILES[name])


def refuse_unclean(message: str, folder: Path) -> None:
    """Refuse an error that does not name a file of the film, a line of it and a fix, in one line of text."""
    found = re.match(rf"({re.escape(str(folder))}/[\w./-]+?):(\d+): .+: .+", message)
    assert found and "\n" not in message, message
    assert int(found[2]) <= max(1, (folder / found[1]).read_bytes().count(b"\n") + 1), message
