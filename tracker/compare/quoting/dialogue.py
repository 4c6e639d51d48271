"""Reads dialogue set off by long dashes, as in Spanish, French, Portuguese and Italian: "—No lo vi —dijo el testigo—.",
and in English: "— I never signed it, she said."; and by short ones, as in Swedish: "– Vi hade tur, säger hon." Which
paragraphs begin with such a dash is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from tracker.compare.quoting.interview import Form, Turn, of_a_speaker
from tracker.compare.sourcing.speech import saying
from tracker.compare.text.language import Language, language, of_all, speech_verbs

_FIRST_WORDS = 3
_SHORTEST_SPEECH = 2
_LONGEST_NARRATION, _BEHIND_VERB = 10, 2
# Behind a verb more may be said of who speaks: "säger Lisbet Ekvall, som bor granne med fabriken".
_LONGEST_BEHIND_VERB = 25
_TURNS = re.compile(r"[,?!] (?=\S)")
_ENDS = re.compile(r"[.!?](?: |$)")


def spoken_parts(
    text: str,
    dashed: bool,  # noqa: FBT001 - a fact about the text
    words: Language,
    *,
    taking_turns: bool = False,
    narrated: bool = False,
) -> list[Turn]:
    """What is said in a clean paragraph, without what the narrator puts between dashes or behind a comma; empty for no
    dialogue.

    Where asides are set off by a dash, too, as in English, a verb of saying must stand behind one, or at the end of what
    somebody says of themselves, or the paragraphs must be `taking_turns`. Elsewhere one must stand there where the
    dialogue has to be `narrated`, since the dash may as well open a point of a list.
    """
    if not dashed:
        return []
    parts = _split(text)
    told = [number for number, (start, end) in enumerate(parts) if number and _narrates(text[start:end])]
    if not told:
        asides = "asides" in words.of("quoting", "other_dashes")
        if said := _before_narrator(text, parts[0][0], words, surely=taking_turns or not asides):
            return said
        if asides or narrated:
            return [Turn(Form.MARKED, *_trimmed(text, parts[0][0], len(text)))] if taking_turns else []
    if len(text.split()) <= _SHORTEST_SPEECH:
        return []
    return [
        Turn(Form.MARKED, *_trimmed(text, start, end))
        for number, (start, end) in enumerate(parts)
        if number not in told and any(char.isalnum() for char in text[start:end])
    ]


def narrated_turns(texts: Sequence[str], dashed: Sequence[int], words: Language) -> dict[int, list[Turn]]:
    """What is said in the paragraphs behind short dashes where a narrator says who speaks, and in those that go on with
    such a one or stand alone among others: not in lists of points.
    """
    found = {
        number: parts
        for number in dashed
        if (parts := spoken_parts(texts[number], dashed=True, words=words, narrated=True))
    }
    if not found or "asides" in words.of("quoting", "other_dashes"):
        return found
    bare = set(dashed) - found.keys()
    for number in dashed:
        alone = not {number - 1, number + 1} & bare
        if number in bare and (number - 1 in found or alone) and len(texts[number].split()) > _SHORTEST_SPEECH:
            found[number] = [Turn(Form.MARKED, *_trimmed(texts[number], 0, len(texts[number])))]
    listed = _listed(texts, dashed, bare)
    return {number: parts for number, parts in found.items() if number not in listed}


def _listed(texts: Sequence[str], dashed: Sequence[int], bare: AbstractSet[int]) -> frozenset[int]:
    """The paragraphs of lists: those behind a line with a colon at its end of which one at least names no narrator."""
    found: set[int] = set()
    run: list[int] = []
    for number in dashed:
        run = [*run, number] if run and number == run[-1] + 1 else [number]
        led = run[0] > 0 and texts[run[0] - 1].rstrip().endswith(":")
        if led and not bare.isdisjoint(run):
            found.update(run)
    return frozenset(found)


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
        narration = text[first:end].split()
        if _closes(narration, words) and (surely or of_a_speaker(said) or _of_elsewhere(narration)):
            parts = [Turn(Form.MARKED, *_trimmed(text, start, start + len(said)))]
            rest = text[end + 1 :].strip()
            return [*parts, Turn(Form.MARKED, len(text.rstrip()) - len(rest), len(text))] if rest else parts
    return []


_LOOKED_AT = 600


def _closes(narration: Sequence[str], words: Language) -> bool:
    """Whether words tell who speaks and no more: "the aide, Milo Strand, replied", "said the miller", "a-t-elle dit"."""
    plain = [word.strip(",;:") for word in narration]
    if not 1 <= len(plain) <= _LONGEST_BEHIND_VERB or plain[0] in words.of("quoting", "myself"):
        return False
    verbs, (head, _, pronoun) = _verbs(words.code), plain[0].partition("-")
    if head in verbs and (pronoun or len(plain) > 1):
        return True
    if head in saying(words.code).auxiliaries and plain[1:2] and plain[1] in verbs:
        return True
    if not 1 < len(plain) <= _LONGEST_NARRATION:
        return False
    places = [place for place, word in enumerate(plain) if word in verbs]
    opens = plain[0] in words.of("quoting", "narration_openers") or plain[0][:1].isupper()
    return opens and bool(places) and len(plain) - places[-1] - 1 <= _BEHIND_VERB


def _of_elsewhere(narration: Sequence[str]) -> bool:
    """Whether a narrator speaks a language without a file, in which dashes open what is said: "siger Lise Holm"."""
    return narration[0].strip(",;:") in of_all("quoting", "other_verbs")


@cache
def _verbs(code: str) -> frozenset[str]:
    """The verbs with which a narrator says who speaks: those of the language, and of all where it may be another one."""
    words = language(code)
    every = speech_verbs() | of_all("quoting", "other_verbs")
    return every if "asides" in words.of("quoting", "other_dashes") else words.naming | words.verbs.keys()


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
