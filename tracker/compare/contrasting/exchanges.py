"""Things exchanged for others at one place of a sentence that stands otherwise: "a shop that sold prams", "wigs"; known
by a lexicon of kinds of things, or by words before them that ask for what is told ("loaded with", "worked as a").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tracker.compare.findings import told_of, word_fact
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.files import lines_of
from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import same_spelling
from tracker.model import FactSub, Flag

# A thing is told in so many words at most, articles left out; what is longer was told anew.
_LONGEST = 3
# So much of the longer side has to stand as it was: in a sentence told anew other words may mean the same thing.
_STANDS = 0.2
_SHORTEST, _STEM = 3, 4
_LONGEST_ASKING = 3


def exchange_flags(passage: Passage, words: Language, told: Sequence[Flag]) -> Iterator[Flag]:
    """Flags of blocks in which one thing stands where another stood, unless one of the facts `told` speaks of them."""
    if not things(words.code) or not _stands(passage):
        return
    for block in passage.blocks:
        one, two = (
            _run(side, start, end, words)
            for side, start, end in (
                (passage.old, block.old_start, block.old_end),
                (passage.new, block.new_start, block.new_end),
            )
        )
        if one is None or two is None or not _exchanged(passage, block, one, two, words):
            continue
        old, new = _bounds(passage.old, one, block.old_end), _bounds(passage.new, two, block.new_end)
        where = passage.where(old, new)
        if told_of(where, told):
            continue
        yield word_fact(
            where,
            passage.cuts(old, new),
            rule="fact.exchanged",
            sub=FactSub.OTHER,
            label="Fact",
            explanation="Another thing is named at the same place of a sentence that stands otherwise.",
            reason="exchanged",
        )


def _stands(passage: Passage) -> bool:
    """Whether most of a passage is as it was."""
    changed = max(
        sum(block.old_end - block.old_start for block in passage.blocks),
        sum(block.new_end - block.new_start for block in passage.blocks),
    )
    return changed <= (1 - _STANDS) * max(len(passage.old.units), len(passage.new.units))


def _run(side: Side, start: int, end: int, words: Language) -> Sequence[Unit] | None:
    """The plain words of a block without the articles before them, None where they cannot be a thing alone."""
    before, links = (
        words.of("contrasting", "before_things") | words.of("contrasting", "of"),
        words.of("contrasting", "links"),
    )
    while start < end and side.units[start].word in before:
        start += 1
    found = side.units[start:end]
    plain = all(unit.word and unit.name < 0 and unit.word not in links for unit in found)
    near = " ".join(unit.word for unit in side.units[max(0, start - 2) : start])
    charged = plain and near in words.of("contrasting", "charged")
    return found if plain and len(found) <= (_LONGEST_CHARGE if charged else _LONGEST) else None


# A charge may have more words: "recklessly causing serious injury".
_LONGEST_CHARGE = 5


def _exchanged(passage: Passage, block: Block, one: Sequence[Unit], two: Sequence[Unit], words: Language) -> bool:
    """Whether two runs name things that exclude each other, by the lexicon or by what the words before them ask for."""
    if not (one or two) or not block.old_start:
        return False
    before = passage.old.units[block.old_start - 1]
    if (before.word in words.of("contrasting", "before_verbs") and len(one) == len(two) == 1) or _same_manner(
        before, one, two, words
    ):
        return False
    parts = _of_its_own(one, two) or _of_its_own(two, one)
    if parts or _qualified(one, passage.new, block.new_end) or _qualified(two, passage.old, block.old_end):
        return False
    for more in (1, 0):
        left = _meant(passage.old, len(one), block.old_end, more, words)
        right = _meant(passage.new, len(two), block.new_end, more, words)
        if _PERSON in left | right and not _introduced(passage, block, words):
            return False
        if left and right:
            return _excludes(left, right) and not _kept(passage, left, right, words)
    sides = (passage.old, block.old_start), (passage.new, block.new_start)
    return bool(one and two) and all(_asked(*side, words) for side in sides) and _unlike(passage, one, two, words)


def _same_manner(before: Unit, one: Sequence[Unit], two: Sequence[Unit], words: Language) -> bool:
    """Whether two things say the same behind a preposition: "by ship", "by sea"."""
    left, right = (
        set(words.senses.get(" ".join([before.word, *(unit.word for unit in run)]), ())) for run in (one, two)
    )
    return not left.isdisjoint(right)


def _of_its_own(one: Sequence[Unit], two: Sequence[Unit]) -> bool:
    """Whether one is a part of the other: "the palace's press office", "the palace"."""
    return bool(one and two) and one[0].word == f"{two[-1].word}'s"


def _qualified(run: Sequence[Unit], other: Side, end: int) -> bool:
    """Whether the thing of the one side stands right behind the place on the other: "engines", "fire engines"."""
    return bool(run) and end < len(other.units) and other.units[end].word == run[-1].word


# The mark that people have among what they can stand for.
_PERSON = "people "


def _introduced(passage: Passage, block: Block, words: Language) -> bool:
    """Whether "a" or "an" stands before what became another on both sides: whoever is known is told anew in other words."""
    sides = (passage.old, block.old_start), (passage.new, block.new_start)
    return all(
        any(unit.word in words.of("contrasting", "indefinite") for unit in side.units[max(0, start - 1) : start + 1])
        for side, start in sides
    )


def _meant(side: Side, length: int, end: int, more: int, words: Language) -> frozenset[str]:
    """What the longest phrase of the lexicon can stand for that ends with a run of so many units, or one word behind it
    if there is `more`; empty where there is none.
    """
    stop = end + more
    units = side.units[max(0, stop - _LONGEST) : stop]
    if stop > len(side.units) or (more and (side.units[end].name >= 0 or not side.units[end].word)):
        return frozenset()
    shortest = min(more, length) + 1 if more else 1
    for size in range(len(units), shortest - 1, -1):
        parts = [unit.word for unit in units[-size:]]
        if all(parts) and (found := things(words.code).get(" ".join(parts))):
            return found
    return frozenset()


def _kept(passage: Passage, left: frozenset[str], right: frozenset[str], words: Language) -> bool:
    """Whether one of the two things is spoken of on both sides, so that it only changed places."""
    old, new = _spoken(passage.old, words), _spoken(passage.new, words)
    return not (left - {_PERSON}).isdisjoint(new) or not (right - {_PERSON}).isdisjoint(old)


def _spoken(side: Side, words: Language) -> set[str]:
    """What the things of a side can stand for, phrases before their single words: "giant slalom" is no slalom."""
    lexicon, said = things(words.code), [unit.word for unit in side.units]
    found: set[str] = set()
    place = 0
    while place < len(said):
        size = next((n for n in (2, 1) if " ".join(said[place : place + n]) in lexicon), 1)
        senses = lexicon.get(" ".join(said[place : place + size]), frozenset())
        found |= senses if len(senses) <= _MOST_SENSES else frozenset()
        place += size
    return found


# A word for more things than these is a general one, which stays when one of its kind becomes another.
_MOST_SENSES = 5


def _asked(side: Side, start: int, words: Language) -> bool:
    """Whether the words before a place, articles left out, ask for what stands there."""
    while start and side.units[start - 1].word in words.of("contrasting", "before_things"):
        start -= 1
    near = [unit.word for unit in side.units[max(0, start - _LONGEST_ASKING) : start]]
    return any(" ".join(near[-size:]) in words.of("contrasting", "asking") for size in range(1, len(near) + 1))


def _unlike(passage: Passage, one: Sequence[Unit], two: Sequence[Unit], words: Language) -> bool:
    """Whether two runs have nothing in common: no word, stem or sense, and none of their words on the other side."""
    before, after = set(passage.old.words()), set(passage.new.words())
    if any(unit.word in after for unit in one) or any(unit.word in before for unit in two):
        return False
    lexicon = things(words.code)
    if any(_told_alike(left.word, right.word, words) for left in one for right in two):
        return False
    for left in one:
        for right in two:
            alike = left.word[:_STEM] == right.word[:_STEM] or same_spelling(left.word, right.word, words)
            if alike or not lexicon.get(left.word, frozenset()).isdisjoint(lexicon.get(right.word, ())):
                return False
    general = words.of("contrasting", "general")
    return all(len(run[-1].word) >= _SHORTEST and run[-1].word not in general for run in (one, two))


def _told_alike(one: str, two: str, words: Language) -> bool:
    """Whether two words can stand for one who is told something: "reporters", "a press conference"."""
    return any({one, two} <= set(row.split()) for row in words.rows_of("contrasting", "addressees"))


def _bounds(side: Side, run: Sequence[Unit], end: int) -> tuple[int, int]:
    """The clean characters of a run; of an empty one those of the word behind it."""
    return (run[0].start, run[-1].end) if run else (side.units[end].start, side.units[end].end)


def alike(one: str, two: str, words: Language) -> bool:
    """Whether two nouns can stand for one thing by the lexicon, one of them as the more general word: "tanker", "ship"."""
    lexicon = things(words.code)
    return not _excludes(lexicon.get(one, frozenset()), lexicon.get(two, frozenset()))


def _excludes(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether what can stand for these things cannot stand for those, but that both may be people."""
    return one & two <= {_PERSON}


@cache
def things(code: str) -> dict[str, frozenset[str]]:
    """What each noun for a thing can stand for, by the names of the members of its kinds; empty for a language without a
    list. Two nouns that share none exclude each other; a general word ("dog") shares one with each member of its kind.
    """
    plurals = [tuple(row.split("|")) for row in language(code).rows_of("contrasting", "plurals")]
    found: dict[str, set[str]] = {}
    for line in lines_of(f"{code}_things.txt"):
        head, _, tail = line.partition(": ")
        if head == "classes":
            for group in tail.split():
                for word, sense in language(code).contrasts.get(group, {}).items():
                    found.setdefault(word.replace("-", " "), set()).add(sense.replace("_", " ").strip())
        elif tail:
            members = [member.split("=") for member in tail.split()]
            for names in members:
                for name in names:
                    _add(found, name, [names[0], _PERSON] if head == "people" else [names[0]], plurals)
            for general in head.split("=") if head not in ("people", "same") else ():
                _add(found, general, [general, *(names[0] for names in members)], plurals)
    return {word: frozenset(senses) for word, senses in found.items()}


def _add(found: dict[str, set[str]], name: str, senses: list[str], plurals: list[tuple[str, ...]]) -> None:
    """A noun and its plural, by the endings that those of its language have, with what they can stand for."""
    word = name.replace("_", " ").replace("-", " ")
    plural = next((word.removesuffix(one) + many for one, many in plurals if word.endswith(one)), word)
    for form in (word, plural):
        found.setdefault(form, set()).update(senses)
