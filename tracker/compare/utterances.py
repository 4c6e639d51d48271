"""Finds what people say in a text: marked quotations, block quotes, interview questions and answers. Who said it is
left to `speakers`, what changed to `quotediff`.
"""

# ruff: noqa: PLR2004 - the few words a title or a scare quote may hold are explained where they stand

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.compare.clean import Clean
from tracker.compare.language import Language, speech_verbs
from tracker.compare.sentences import Sentence
from tracker.model import BlockKind


class Form(StrEnum):
    """How the text shows that someone speaks."""

    MARKED = "marked"
    SINGLE = "single"
    BLOCK = "block"
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Clean characters [start, end) without the marks. `key` is equal for the same words in any typography;
    `continues` says that it reopens the utterance of the paragraph before.
    """

    start: int
    end: int
    form: Form
    key: str
    paragraph: int
    continues: bool = False


_MARK = re.compile(r"[\"']")
_LETTERS = re.compile(r"[^\W_]+")
_FIRST_PERSON = frozenset(
    [
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "me",
        "my",
        "mine",
        "we",
        "we're",
        "we've",
        "our",
        "us",
        "you",
        "ich",
        "wir",
        "mir",
        "je",
        "j'ai",
        "nous",
        "yo",
        "nosotros",
        "eu",
        "nós",
        "io",
        "noi",
    ]
)
_ANSWER_OPENERS = frozenset(
    [
        "yes",
        "no",
        "yeah",
        "not",
        "absolutely",
        "definitely",
        "probably",
        "well",
        "maybe",
        "sure",
        "never",
        "oui",
        "non",
        "ja",
        "nein",
        "sí",
        "si",
        "sim",
        "não",
    ]
)
_LONGEST_QUESTION = 60
_MARKS_INSIDE = 24
# From here on scripts write without spaces, so that a mark may open right behind a letter.
_SPACELESS = "\u2e80"
_LATIN_ENDS = "\u0250"
# Titles in scripts without capitals and verbs we know cannot be told from speech: words this long count as said.
_SHORTEST_ELSEWHERE = 4
_NO_UTTERANCE_AFTER = (
    "so-called ",
    "known as ",
    "nicknamed ",
    "titled ",
    "entitled ",
    "named ",
    "song ",
    "film ",
    "album ",
    "book ",
    "novel ",
    "movie ",
    "show ",
    "series ",
    "single ",
    "episode ",
    "play ",
    "podcast ",
    "the term ",
    "the word ",
    "codenamed ",
)


def utterances(
    body: Clean, found: Sequence[Sentence], kinds: Sequence[BlockKind], notes: frozenset[int], words: Language
) -> tuple[Utterance, ...]:
    """All utterances in reading order, none inside another and none inside a publisher's note."""
    noted = {found[number].paragraph: found[number].start for number in sorted(notes, reverse=True)}
    paragraphs = _paragraphs(body)
    asked = _interview(paragraphs, kinds)
    result: list[Utterance] = []
    reopened = False
    for number, (start, text) in enumerate(paragraphs):
        limit = min(len(text), noted.get(number, start + len(text)) - start)
        form = asked.get(number) or (Form.BLOCK if kinds[number] is BlockKind.QUOTE else None)
        if form is not None:
            result += _whole(text[:limit], start, number, form)
            reopened = False
            continue
        marked, still_open = _marked(text[:limit], start, number, words, reopened=reopened)
        result += marked
        reopened = still_open
    return tuple(result)


def key_of(text: str) -> str:
    """What two quotations of the same words have in common: letters and digits, without case and signs."""
    return " ".join(_LETTERS.findall(text.lower().replace("'", "")))


def _paragraphs(body: Clean) -> list[tuple[int, str]]:
    found, offset = [], 0
    for text in body.text.split("\n"):
        found.append((offset, text))
        offset += len(text) + 1
    return found


def _marked(text: str, offset: int, number: int, words: Language, *, reopened: bool) -> tuple[list[Utterance], bool]:
    """The marked utterances of one paragraph, and whether the last stays open for the next paragraph."""
    found: list[Utterance] = []
    open_ended = False
    for start, end, form, closed in _pairs(text):
        first = not found and text[:start].strip() == '"'
        if closed and not _is_utterance(text, start, end, form, words):
            continue
        made = _made(text, (start, end), offset=offset, number=number, form=form, continues=reopened and first)
        if made is not None:
            found.append(made)
            open_ended = not closed
    return found, open_ended


def _pairs(text: str) -> Iterator[tuple[int, int, Form, bool]]:
    """What stands between marks, as (start, end, form, closed); a double mark left open runs to the end."""
    opened = -1
    skip_to = 0
    for match in _MARK.finditer(text):
        place = match.start()
        if place < skip_to:
            continue
        if match.group() == '"':
            if opened < 0:
                if _opens(text, place):
                    opened = place + 1
            elif _opens(text, place) and not _closes(text, place):
                yield opened, place, Form.MARKED, False
                opened = place + 1
            else:
                yield opened, place, Form.MARKED, True
                opened = -1
        elif opened < 0 and _opens_single(text, place):
            end = _single_end(text, place + 1)
            if end > 0:
                yield place + 1, end, Form.SINGLE, True
                skip_to = end + 1
    if 0 <= opened < len(text):
        yield opened, len(text), Form.MARKED, False


def _opens(text: str, place: int) -> bool:
    """A double mark can open: not after a digit (feet and inches), not before white space."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isalnum() and before < _SPACELESS:
        return False
    return not after.isspace()


def _closes(text: str, place: int) -> bool:
    return place > 0 and not text[place - 1].isspace() and text[place - 1] not in "(["


def _opens_single(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isalnum() or not (after.isalnum() or after in '"[.'):
        return False
    return not (after.isdigit() and text[place + 2 : place + 4] in ("0s", "0S"))


def _single_end(text: str, start: int) -> int:
    """Where a single-marked quotation ends: the first mark before a non-letter; after an s rather a later one."""
    fallback = -1
    seen = 0
    for match in _MARK.finditer(text, start, min(len(text), start + 600)):
        place = match.start()
        seen += 1
        if seen > _MARKS_INSIDE:
            break
        if match.group() == '"':
            continue
        after = text[place + 1] if place + 1 < len(text) else " "
        before = text[place - 1]
        if not before.isspace() and not after.isalnum():
            if before not in "sS" or after in ",.;:!?":
                return place
            fallback = place
        elif fallback >= 0 and before.isspace():
            break
    return fallback


def _is_utterance(text: str, start: int, end: int, form: Form, words: Language) -> bool:
    """Not a title of a work, a scare quote or a nickname."""
    content = text[start:end]
    parts = content.split()
    if not key_of(content) or (form is Form.SINGLE and len(key_of(content)) < 2):
        return False
    lead = text[max(0, start - 40) : start - 1].lower().rstrip() + " "
    if lead.endswith(_NO_UTTERANCE_AFTER) and content[-1] not in ",!?":
        return False
    if len(key_of(content)) >= _SHORTEST_ELSEWHERE and not any(
        char.isalpha() and char < _LATIN_ENDS for char in content
    ):
        return True
    ended = content[-1] in ".,!?" and len(parts) > 1
    cued = _cued(text, start - 1, end + 1, words)
    if _is_title_case(parts) and not ended:
        return _cued_at_once(text, start - 1, end + 1)
    if len(parts) <= 3 and not (ended and content[-1] != "."):
        return cued
    return True


def _is_title_case(parts: list[str]) -> bool:
    """Every longer word begins with a capital: "The Wizard of Oz"."""
    long = [part.lstrip("'\"([") for part in parts if len(part.strip("'\".,!?:")) > 3] or parts
    return all(part[:1].isupper() or part[:1].isdigit() for part in long) and len(parts) <= 10


def _cued(text: str, start: int, end: int, words: Language) -> bool:
    """A verb of saying or naming stands near, in the same sentence or so."""
    near = [
        *_LETTERS.findall(text[max(0, start - 90) : start].lower()),
        *_LETTERS.findall(text[end : end + 60].lower()),
    ]
    verbs = speech_verbs()
    return any(word in verbs or word in words.naming or word == "according" for word in near)


def _cued_at_once(text: str, start: int, end: int) -> bool:
    after = _LETTERS.findall(text[end : end + 40].lower())[:3]
    before = text[max(0, start - 25) : start].rstrip(" ,")
    last = _LETTERS.findall(before.lower())[-1:]
    return before.endswith(":") or any(word in speech_verbs() for word in (*after, *last))


def _made(
    text: str, bounds: tuple[int, int], *, offset: int, number: int, form: Form, continues: bool = False
) -> Utterance | None:
    start, end = bounds
    while start < end and text[start] in " \"'":
        start += 1
    while end > start and text[end - 1] in " \"'":
        end -= 1
    key = key_of(text[start:end])
    return Utterance(offset + start, offset + end, form, key, number, continues) if key else None


def _whole(text: str, offset: int, number: int, form: Form) -> list[Utterance]:
    """A paragraph that is spoken as a whole, without its label or sign; a line may hold a question and its answer."""
    cuts = [match.start() for match in re.finditer(r"(?:^|(?<=\s))[QA]: ", text)] or [0]
    found = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        label = text[start : start + 3]
        spoken = Form.QUESTION if label == "Q: " else Form.ANSWER if label == "A: " else form
        lead = 3 if label in ("Q: ", "A: ") else len(text[start:end]) - len(text[start:end].lstrip("> "))
        made = _made(text, (start + lead, end), offset=offset, number=number, form=spoken)
        if made is not None:
            found.append(made)
    return found


def _interview(paragraphs: list[tuple[int, str]], kinds: Sequence[BlockKind]) -> dict[int, Form]:
    """Which paragraphs are questions and answers without marks."""
    found: dict[int, Form] = {}
    previous: Form | None = None
    for number, (_, text) in enumerate(paragraphs):
        form: Form | None = None
        if kinds[number] is BlockKind.QUESTION or text.startswith("Q: "):
            form = Form.QUESTION
        elif kinds[number] is BlockKind.ANSWER or text.startswith("A: "):
            form = Form.ANSWER
        elif _is_question(text) and number + 1 < len(paragraphs) and _is_answer(paragraphs[number + 1][1]):
            form = Form.QUESTION
        elif previous in (Form.QUESTION, Form.ANSWER) and kinds[number] is BlockKind.PARAGRAPH and _is_answer(text):
            form = Form.ANSWER
        if form is not None:
            found[number] = form
        previous = form
    return found


def _is_question(text: str) -> bool:
    return text.endswith("?") and '"' not in text and len(text.split()) <= _LONGEST_QUESTION


def _is_answer(text: str) -> bool:
    """Someone speaks of themselves, and nobody is quoted in it."""
    words = text.lower().replace(",", " ").replace(".", " ").split()
    if not words or text.endswith("?") or ('"' in text and " said" in text):
        return False
    return words[0] in _ANSWER_OPENERS or any(word in _FIRST_PERSON for word in words[:60])
