"""What the articles say: stories written from a seed, and the eight kinds of edit that happen to them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

KINDS = ("number", "quote", "speaker", "typo", "paragraph added", "paragraph removed", "headline", "correction note")

_PLACES = [
    "Merrowick",
    "Tolland Cross",
    "Saltby",
    "Hexley",
    "Port Arden",
    "Quillbridge",
    "Nether Vale",
    "Oxmoor",
    "Fenwick Sands",
    "Carrow",
]
_NAMES = [
    "Ada Quill",
    "Tom Harrow",
    "Ines Okafor",
    "Walter Lindqvist",
    "Priya Raman",
    "Jonas Field",
    "Marta Keller",
    "Samuel Obi",
    "Greta Holm",
    "Luis Ferrer",
]
_ROLES = [
    "harbour master",
    "council leader",
    "head teacher",
    "union organiser",
    "engineer",
    "pharmacist",
    "ferry captain",
    "planning officer",
    "surveyor",
    "magistrate",
]
_THINGS = [
    "sea wall",
    "night bus",
    "old mill",
    "reservoir",
    "tram depot",
    "school roof",
    "fish market",
    "footbridge",
    "clock tower",
    "lifeboat",
]
_VERBS = ["said", "told reporters", "said on Tuesday", "argued", "wrote in a letter to residents"]
_SENTENCES = [
    "The {thing} in {place} will stay shut for another {n} weeks while {n2} cracks are examined.",
    "About {n} people gathered outside the town hall on Monday, twice as many as a week earlier.",
    "The repair is expected to cost £{n}.{d} million, of which the county has promised {p} per cent.",
    "{name}, a {role} from {place}, has followed the dispute for {n2} years.",
    "Inspectors counted {n} faults in the {thing}, most of them in parts that were replaced in 20{y}.",
    "A vote on the plan failed by {n2} to {d} last month after a debate that lasted until midnight.",
    "The company that won the contract has built {n} similar works since 19{y2}, according to its own figures.",
    "Nobody was hurt when a beam fell from the {thing}, but two shops nearby were closed for {d} days.",
    "In a report of {n} pages, auditors found that warnings had been passed on and then forgotten.",
    "Traders near the {thing} say that takings have dropped by {p} per cent since the fences went up.",
    "The ministry declined to comment, and referred to a statement that it had published in March.",
    "A second survey, carried out by divers in the autumn, reached a different result.",
    "Residents of {place} were told by letter, though {n} of the letters came back unopened.",
    "Work is due to begin before the winter and to end {d} months later, if the weather holds.",
]
_QUOTES = [
    "We were promised an answer in spring and it is winter now",
    "Nobody who has seen the drawings can call this cheap",
    "I would rather wait a year than walk under that thing again",
    "The figures were on the table the whole time",
    "This was never about money, it was about trust",
    "You cannot close half a town and call it a detour",
    "They listened to us, and then they did what they wanted",
    "My grandfather helped to build it, and he kept the plans",
]
_HEADLINES = [
    "{place} {thing} to stay shut for {n} more weeks",
    "“Never about money”: {place} argues over its {thing}",
    "Cracks in {place} {thing} were known for {d} years",
    "{name} defends £{n} million plan for {thing}",
    "Why {place} voted against its own {thing}",
]
_TAGS = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\b\d{1,4}\b")
_QUOTED = re.compile(r"[“\"]([^”\"<>]{20,400})[”\"]")
_SPEAKER = re.compile(r"\b(said|says|told|argued|wrote|added)\b( [A-Z]\w+ [A-Z]\w+)?")
_PERSON = re.compile(r"\b[A-Z][a-zé]+ [A-Z][a-zé]+\b")
_WORD = re.compile(r"\b[a-z]{7,}\b")


@dataclass(frozen=True, slots=True)
class Story:
    """A headline and paragraphs; the paragraphs are HTML as it stands between their tags."""

    headline: str
    paragraphs: tuple[str, ...]


def write_story(chance: random.Random) -> Story:
    """A story of 9 to 26 paragraphs; the same chance, the same story."""
    paragraphs = []
    for _ in range(chance.randint(9, 26)):
        if chance.random() < 0.35:
            quote, name = chance.choice(_QUOTES), chance.choice(_NAMES)
            role, place = chance.choice(_ROLES), chance.choice(_PLACES)
            said = chance.choice(_VERBS)
            paragraphs.append(f"“{quote},” {said} {name}, a {role} from {place}. {_sentence(chance)}")
        else:
            paragraphs.append(" ".join(_sentence(chance) for _ in range(chance.randint(2, 4))))
    return Story(_filled(chance.choice(_HEADLINES), chance), tuple(paragraphs))


def edited(story: Story, kind: str, chance: random.Random) -> tuple[Story, str]:
    """The story after an edit of this kind, or of the next kind that fits it; and which kind that was."""
    start = KINDS.index(kind)
    for name in (*KINDS[start:], *KINDS[:start]):
        after = _EDITS[name](story, chance)
        if after is not None and after != story:
            return after, name
    raise ValueError("a story that cannot be edited")


def _sentence(chance: random.Random) -> str:
    return _filled(chance.choice(_SENTENCES), chance)


def _filled(form: str, chance: random.Random) -> str:
    return form.format(
        place=chance.choice(_PLACES),
        thing=chance.choice(_THINGS),
        name=chance.choice(_NAMES),
        role=chance.choice(_ROLES),
        n=chance.randint(12, 980),
        n2=chance.randint(3, 40),
        d=chance.randint(2, 9),
        p=chance.randint(5, 80),
        y=chance.randint(10, 24),
        y2=chance.randint(60, 99),
    )


def _number(story: Story, chance: random.Random) -> Story | None:
    return _in_one(story, chance, _NUMBER, lambda found: str(int(found) + chance.randint(1, 9)))


def _quote(story: Story, chance: random.Random) -> Story | None:
    def other(quoted: str) -> str:
        words = quoted.split(" ")
        words[chance.randrange(1, max(2, len(words) - 1))] = chance.choice(("hardly", "certainly", "perhaps", "never"))
        return " ".join(words)

    return _in_one(story, chance, _QUOTED, other)


def _speaker(story: Story, chance: random.Random) -> Story | None:
    def other(found: str) -> str:
        return chance.choice([name for name in _NAMES if name != found])

    return _in_one(story, chance, _PERSON, other, only=lambda text: bool(_SPEAKER.search(text)))


def _typo(story: Story, chance: random.Random) -> Story | None:
    def other(word: str) -> str:
        at = chance.randrange(1, len(word) - 2)
        return (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if word[at] != word[at + 1]
            else word[:at] + word[at + 1 :]
        )

    return _in_one(story, chance, _WORD, other)


def _added(story: Story, chance: random.Random) -> Story | None:
    at = chance.randrange(1, len(story.paragraphs) + 1)
    new = f"{_sentence(chance)} {_sentence(chance)}"
    return replace(story, paragraphs=(*story.paragraphs[:at], new, *story.paragraphs[at:]))


def _removed(story: Story, chance: random.Random) -> Story | None:
    if len(story.paragraphs) < 4:
        return None
    at = chance.randrange(1, len(story.paragraphs))
    return replace(story, paragraphs=story.paragraphs[:at] + story.paragraphs[at + 1 :])


def _headline(story: Story, chance: random.Random) -> Story | None:
    return replace(story, headline=_filled(chance.choice(_HEADLINES), chance))


def _correction(story: Story, chance: random.Random) -> Story | None:
    day, number = chance.randint(1, 28), chance.randint(2, 90)
    note = f"Correction, {day} March: an earlier version of this article misstated a figure; it is {number}."
    return replace(story, paragraphs=(*story.paragraphs, note))


def _in_one(
    story: Story,
    chance: random.Random,
    pattern: re.Pattern[str],
    other: Callable[[str], str],
    only: Callable[[str], bool] = bool,
) -> Story | None:
    """The story with the first match in one of its paragraphs changed; None where no paragraph has any."""
    order = list(range(len(story.paragraphs)))
    chance.shuffle(order)
    for at in order:
        text = _TAGS.sub("", story.paragraphs[at])
        for match in pattern.finditer(text) if only(text) else ():
            group = 1 if pattern.groups else 0
            new = text[: match.start(group)] + other(match.group(group)) + text[match.end(group) :]
            if new != text:
                return replace(story, paragraphs=(*story.paragraphs[:at], new, *story.paragraphs[at + 1 :]))
    return None


_EDITS = {
    "number": _number,
    "quote": _quote,
    "speaker": _speaker,
    "typo": _typo,
    "paragraph added": _added,
    "paragraph removed": _removed,
    "headline": _headline,
    "correction note": _correction,
}
