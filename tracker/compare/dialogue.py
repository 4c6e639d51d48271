"""Reads dialogue set off by long dashes, as in Spanish, French, Portuguese and Italian: "—No lo vi —dijo el testigo—."
Which paragraphs begin with such a dash is for the caller to say.
"""

from __future__ import annotations

from tracker.compare.interview import Form, Turn
from tracker.compare.language import Language, speech_verbs

_FIRST_WORDS = 3
_SHORTEST_SPEECH = 2


def spoken_parts(text: str, dashed: bool, words: Language) -> list[Turn]:  # noqa: FBT001 - a fact about the text
    """What is said in a clean paragraph, without what the narrator puts between dashes; empty for no dialogue.

    English sets other things off by a dash, too: there a verb of saying must stand behind one.
    """
    if not dashed:
        return []
    parts = _split(text)
    told = [number for number, (start, end) in enumerate(parts) if number and _narrates(text[start:end])]
    if (words.code == "en" and not told) or len(text.split()) <= _SHORTEST_SPEECH:
        return []
    return [
        Turn(Form.MARKED, *_trimmed(text, start, end))
        for number, (start, end) in enumerate(parts)
        if number not in told and any(char.isalnum() for char in text[start:end])
    ]


def _split(text: str) -> list[tuple[int, int]]:
    """The parts between dashes that stand free."""
    parts: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip("- "))
    while True:
        place = text.find(" - ", start)
        if place < 0:
            return [*parts, (start, len(text))]
        parts.append((start, place))
        start = place + 3


def _narrates(part: str) -> bool:
    """Whether a verb of saying stands at the head of a part."""
    heads = [
        word.strip(".,;:!?") for word in part.lower().replace("-", " ").split(maxsplit=_FIRST_WORDS)[:_FIRST_WORDS]
    ]
    return any(word in speech_verbs() for word in heads)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the signs that a narrator's part left at the head: "—dijo—. Pregunten" goes on with "Pregunten"."""
    while start < end and not text[start].isalnum() and text[start] not in "¿¡":
        start += 1
    return start, end
