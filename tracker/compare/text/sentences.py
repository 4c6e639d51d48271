"""Cuts a clean text into sentences with their places; knows abbreviations, marks and scripts, and nothing of meaning.

The same code cuts both versions, and alignment compares groups of sentences, so a doubtful cut never makes an edit.
"""

# ruff: noqa: PLR0911 - each return is one rule of where a sentence ends

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.compare.text.clean import Clean
from tracker.compare.text.language import Language

# A sentence longer than this is cut at the next comma, and at the latest at twice its length: a page without full
# stops must not make one piece of 100,000 words.
LONGEST = 900

# All begin with one of the same few signs, which is what lets them be found quickly.
_END = re.compile(
    r"[.!?。！？।؟](?:(?<=[.!?])[.!?]*[\"')\]]*(?:\^\d)?(?=\s|$)"
    r"|(?<=[。！？!?])[。！？!?]*[\"')\]]*(?=[\u3040-\u9fff\"'])|(?<=[。！？])[。！？]*[\"']*|(?<=[।؟])[।؟]*[\"']*)"
)
_TOKEN = re.compile(
    r"[a-zA-Z]++(?=[ ,])"  # most words, found at once
    r"|[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]"
    r"|(?:[^\W\d_]\.){2,}|[LlDd]'(?:[^\W\d_]\.){2,}|(?:Ph\.|ph\.)[Dd]\b\.?|(?:EUR|USD|GBP|CHF|AUD|CAD|eur|usd|gbp|chf)(?=\d)|(?<=\$)(?:US|AU?|CA?|NZ|HK|S)(?=\d)|\d+(?:[.,:]\d+)*[^\W\d_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]*"
    r"|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+(?:'[^\W_]+)*|\.\.\.+|[^\w\s]|_"
)
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_SHORT_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.$")


@dataclass(slots=True)  # not frozen, which takes three times as long to make, and a text has hundreds
class Sentence:
    """Clean characters [start, end) of paragraph number `paragraph`; `words` are its tokens, lower case."""

    start: int
    end: int
    paragraph: int
    words: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for sentences that read the same."""
        return self.words


# The places of the sentences of a paragraph and their tokens, by its text.
Cuts = dict[str, list[tuple[int, int, tuple[str, ...]]]]


def sentences(text: Clean, words: Language, known: Cuts | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order; together they hold every character that is not white space. Paragraphs that are
    `known` are not cut again, those that are not become known.
    """
    known = {} if known is None else known
    found: list[Sentence] = []
    offset = 0
    for number, paragraph in enumerate(text.text.split("\n")):
        cuts = known.get(paragraph)
        if cuts is None:
            cuts = [(start, end, tokens_of(paragraph[start:end].lower())) for start, end in _cut(paragraph, words)]
            known[paragraph] = cuts
        found += [Sentence(offset + start, offset + end, number, tokens) for start, end, tokens in cuts]
        offset += len(paragraph) + 1
    return tuple(found)


def places(text: Clean, words: Language) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand, in its clean characters, without their words."""
    offset = 0
    for paragraph in text.text.split("\n"):
        for start, end in _cut(paragraph, words):
            yield offset + start, offset + end
        offset += len(paragraph) + 1


def tokens_of(text: str) -> tuple[str, ...]:
    """The tokens of a text, as `tokens` gives them. Most stand between white space as they are, or with a sign behind, and
    are had for less than by the pattern, where each letter is not a word of its own.
    """
    if not text.isascii() and _SPACELESS.search(text):
        return tuple(_TOKEN.findall(text))
    found: list[str] = []
    for piece in text.split():
        if piece.isalpha():
            found.append(piece)
        elif piece[-1] in _SIGNS and (word := piece[:-1]).isalpha():
            found += (word, piece[-1])
        else:
            found += _TOKEN.findall(piece)
    return tuple(found)


_SIGNS = frozenset(',.:;?!)"')


def tokens(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The tokens of clean text [start, end): words with inner apostrophes, numbers with separators, single signs."""
    return _TOKEN.finditer(text, start, end)


def _cut(paragraph: str, words: Language) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(paragraph):
        end = match.end()
        if end < len(paragraph) and not _is_end(paragraph, start, match.start(), end, words):
            continue
        yield from _bounded(paragraph, start, end)
        start = end
    yield from _bounded(paragraph, start, len(paragraph))


def _is_end(paragraph: str, start: int, mark: int, end: int, words: Language) -> bool:
    """Whether the full stop at `mark` ends a sentence: not after an abbreviation, nor before a lower-case word."""
    following = paragraph[end : end + 60].lstrip(" ")
    head = following.lstrip("\"'([ -")
    if not head:
        return not following or following[0] != "-"
    if head[0].islower():
        return False
    marks = paragraph[mark:end]
    if marks[0] != ".":
        return not _speaks_on(marks, head, words)
    if marks.startswith("..."):
        return True
    previous = _SHORT_WORD.search(paragraph[max(start, mark - 20) : mark + 1])
    if previous is None:
        # As in "3. Mai", not in "by 3. May I ask".
        day = paragraph[mark - 1 : mark].isdigit() and words.decimal == ","
        return not (day and head.split(" ", 1)[0].strip(".,;:").lower() in words.months)
    word = previous.group()[:-1].lower()
    if word in words.of("text", "before_figures") and not head[0].isdigit():
        return True
    if marks == "." and (word in words.abbreviations or len(word) == 1 or "." in word):
        first = head.split(" ", 1)[0].strip(".,;:!?\"'").lower()
        of_figure = paragraph[mark - len(word) - 1 : mark - len(word)].isdigit()  # "$5m. The firm", "at 4am. Nobody"
        return ("." in word or of_figure or word in words.of("text", "closing")) and first in words.starters
    return True


def _speaks_on(marks: str, head: str, words: Language) -> bool:
    """“Why?” Smith asked: the sentence goes on after a mark of question when a verb of saying follows at once."""
    if marks[-1] not in "\"'":
        return False
    following = [word.strip(".,;:").lower() for word in head.split(" ")[:3]]
    return any(word in words.verbs for word in following)


def _bounded(paragraph: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while True:
        while start < end and paragraph[start] == " ":
            start += 1
        while end > start and paragraph[end - 1] == " ":
            end -= 1
        if start == end:
            return
        if end - start <= LONGEST:
            yield start, end
            return
        middle = _soft_end(paragraph, start, end)
        yield start, middle
        start = middle


def _soft_end(paragraph: str, start: int, end: int) -> int:
    """Where to cut a sentence that is far too long: after a comma if there is one, else at white space."""
    last = min(end, start + 2 * LONGEST)
    for mark in (";", ",", " "):
        found = paragraph.find(mark, start + LONGEST, last)
        if found >= 0:
            return found + 1
    return last
