"""Reads dialogue set off by long dashes, as in Spanish, French, Portuguese and Italian: "—No lo vi —dijo el testigo—.",
and in English: "— I never signed it, she said." Which paragraphs begin with such a dash is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.quoting.interview import Form, Turn, of_a_speaker
from tracker.compare.text.language import Language, speech_verbs

_FIRST_WORDS = 3
_SHORTEST_SPEECH = 2
_LONGEST_NARRATION, _BEHIND_VERB = 10, 2
_TURNS = re.compile(r"[,?!] (?=\S)")
_ENDS = re.compile(r"[.!?](?: |$)")


def spoken_parts(text: str, dashed: bool, words: Language, *, taking_turns: bool = False) -> list[Turn]:  # noqa: FBT001 - a fact about the text
    """What is said in a clean paragraph, without what the narrator puts between dashes; empty for no dialogue.

    Where asides are set off by a dash, too, as in English, a verb of saying must stand behind one, or at the end of what
    somebody says of themselves, or the paragraphs must be `taking_turns`.
    """
    if not dashed:
        return []
    parts = _split(text)
    told = [number for number, (start, end) in enumerate(parts) if number and _narrates(text[start:end])]
    if not told and "asides" in words.of("quoting", "other_dashes"):
        surely = taking_turns or "speech" in words.of("quoting", "other_dashes")
        said = _before_narrator(text, parts[0][0], words, surely=surely)
        return said or ([Turn(Form.MARKED, *_trimmed(text, parts[0][0], len(text)))] if taking_turns else [])
    if len(text.split()) <= _SHORTEST_SPEECH:
        return []
    return [
        Turn(Form.MARKED, *_trimmed(text, start, end))
        for number, (start, end) in enumerate(parts)
        if number not in told and any(char.isalnum() for char in text[start:end])
    ]


def turn_takers(texts: Sequence[str], dashed: Sequence[bool]) -> frozenset[int]:
    """The paragraphs behind dashes that stand one after another where one of them asks and another answers."""
    found: set[int] = set()
    for number in range(len(texts) - 1):
        if dashed[number] and dashed[number + 1] and "?" in texts[number]:
            found |= {number, number + 1}
    return frozenset(found)


def _before_narrator(text: str, start: int, words: Language, *, surely: bool) -> list[Turn]:
    """As in "— You were there, the chairman said. Tell us.": what stands round the narrator's words; empty for none.
    Without a sign of dialogue elsewhere it has to speak of itself or to somebody.
    """
    for match in _TURNS.finditer(text, start, start + _LOOKED_AT):
        first = match.end()
        stop = _ENDS.search(text, first, first + _LOOKED_AT)
        end = stop.start() if stop else min(len(text), first + _LOOKED_AT)
        said = text[start : match.start() + 1].rstrip(",")
        if _closes(text[first:end].split(), words) and (surely or of_a_speaker(said)):
            parts = [Turn(Form.MARKED, *_trimmed(text, start, start + len(said)))]
            rest = text[end + 1 :].strip()
            return [*parts, Turn(Form.MARKED, len(text.rstrip()) - len(rest), len(text))] if rest else parts
    return []


_LOOKED_AT = 600


def _closes(narration: Sequence[str], words: Language) -> bool:
    """Whether words tell who speaks and no more: "the aide, Milo Strand, replied", "said the miller"."""
    plain = [word.strip(",;:") for word in narration]
    if not 1 < len(plain) <= _LONGEST_NARRATION or plain[0] in words.of("quoting", "myself"):
        return False
    if plain[0] in speech_verbs():
        return True
    places = [place for place, word in enumerate(plain) if word in speech_verbs()]
    opens = plain[0] in words.of("quoting", "narration_openers") or plain[0][:1].isupper()
    return opens and bool(places) and len(plain) - places[-1] - 1 <= _BEHIND_VERB


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
