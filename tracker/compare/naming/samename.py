"""Tells when two names are one: a surname for the full name, an acronym for what it stands for, another transliteration, a
dropped honorific, and when they differ by a slip of the pen only.
"""

# ruff: noqa: PLR2004, PLR0911 - lengths of words and names are what this module is about; each return is one rule

from __future__ import annotations

from tracker.compare.naming.names import Name, common, is_surname
from tracker.compare.naming.nations import from_one_land
from tracker.compare.naming.samewords import in_other_case, same_in_cases, same_owner, synonymous, without_degrees
from tracker.compare.text.families import bearers, given_names, parties
from tracker.compare.text.language import Language
from tracker.compare.text.lexicon import has_words, is_word
from tracker.compare.text.spelling import name_slip, same_spelling, slip_apart, without_end
from tracker.model import FactSub


def same_name(one: Name, two: Name, words: Language) -> bool:
    """Whether two names can be of one bearer, so that the change is none of fact."""
    if _other_rank(one, two, words) or _other_rank(two, one, words):
        return False
    if (
        _whole(one.parts) == _whole(two.parts)
        or _from_there(one.parts, two.parts)
        or _from_there(two.parts, one.parts)
        or from_one_land(one.parts, two.parts)
        or _glued(one, two, words)
        or _of_place(one.parts, two.parts, words)
        or _of_place(two.parts, one.parts, words)
        or _run_together(one.parts, two.parts)
        or same_owner(one.parts, two.parts, words)
        or same_owner(two.parts, one.parts, words)
    ):
        return True
    left, right = (_of_bearer(without_degrees(name.parts, words)) for name in (one, two))
    if (
        left == right
        or not left
        or not right
        or _joined(left) == _joined(right)
        or _from_there(left, right)
        or _from_there(right, left)
        or in_other_case(left, right, words)
        or (left[1:] == right[1:] and (_compound(left[0], right[0], words) or synonymous(left[0], right[0], words)))
    ):
        return True
    if set(left) == set(right) and not words.organisations.isdisjoint(left):
        return True
    if len(left) == len(right) == 1 and same_in_case(left[0], right[0], words):
        return True
    if (
        left[-1] in words.titles
        and right[-1] in words.titles
        and not (is_surname(left, words) or is_surname(right, words))
    ):
        return False
    if any(_acronym(*pair) for pair in ((left, right), (right, left), (one.parts, two.parts), (two.parts, one.parts))):
        return True
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    if len(shorter) == len(longer):
        pairs = list(zip(left, right, strict=True))
        short = len(pairs) > 1 and is_shortened(*pairs[0])
        return all(same_spelling(a, b, words) or _initial(a, b) for a, b in pairs[short:])
    if FactSub.ORG in (one.sub, two.sub) and len(shorter) > 1:
        told = words.organisations | words.of("naming", "of_nation")
        return set(shorter) < set(longer) and told.issuperset(set(longer) - set(shorter))
    bent = len(shorter) > 1 and bool(words.rows_of("naming", "cases"))
    return all(
        any(
            part == other or same_spelling(part, other, words) or (bent and same_in_cases(part, other, words))
            for other in longer
        )
        for part in shorter
    )


def same_in_case(one: str, two: str, words: Language) -> bool:
    """Whether two names differ by the letters of a case, such as the Swedish genitive."""
    cases = "".join(words.of("naming", "case_letters"))
    return bool(cases) and one.rstrip(cases) == two.rstrip(cases)


def _compound(one: str, two: str, words: Language) -> bool:
    """Whether one noun is the other with what it is made up of before it, where nouns have capitals: "Tochter",
    "Schmiedetochter"; "Pflegerin Mia Roth", "Tierpflegerin Mia Roth".
    """
    short, long = sorted((one, two), key=len)
    nouns = "nouns" in words.of("text", "capitalised")
    lower = long.removesuffix(short).rstrip("-") in words.of("contrasting", "prefixed")  # "Vizekanzler", "Co-Trainer"
    return nouns and len(short) >= _SHORTEST_NOUN and long.endswith(short) and not lower


_SHORTEST_NOUN = 4


def _other_rank(letters: Name, titled: Name, words: Language) -> bool:
    """Whether a rank in letters is another one than that written out: "DI Pim", "Detective Sergeant Pim"."""
    rank = words.ranks.get(letters.parts[0], "") if len(letters.parts) > 1 else ""
    if not rank or not titled.titled or titled.parts[0] in words.ranks:
        return False
    spelt = {words.variants.get(part, part) for part in titled.titled if part not in words.honorifics}
    of_any = words.of("naming", "of_any_rank")
    return bool(spelt) and spelt - of_any != {words.variants.get(part, part) for part in rank.split()} - of_any


def _from_there(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether one has behind the name where its bearer is from, the other before it: "Sofia Lind of Sweden", "Sweden's
    Sofia Lind", "the Swede Sofia Lind".
    """
    return len(one) > 2 and (one[-1], *one[:-1]) == two


def _of_place(one: tuple[str, ...], two: tuple[str, ...], words: Language) -> bool:
    """Whether a body has its place behind it in one name and bent before it in the other: "Stadtrat von Lindenau",
    "Lindenauer Stadtrat".
    """
    endings = words.rows_of("naming", "of_place")
    if not endings or len(two) != 2 or not two[0].endswith(endings):
        return False
    body = tuple(part for part in one if part not in words.of("naming", "before_place"))
    if len(body) != 2 or body[0] != two[1]:
        return False
    stem = without_end(two[0], endings)
    return len(stem) >= _SHORTEST_PLACE and body[1] in (
        stem,
        *(stem + end for end in words.rows_of("naming", "place_ends")),
    )


_SHORTEST_PLACE = 3


def _whole(parts: tuple[str, ...]) -> str:
    """The one name of a bearer named in several words, or of a party: "Estados Unidos", "EE UU"; "Lib Dem"."""
    name = "_".join(parts)
    return parties().get(name) or bearers().get(name, name)


def _glued(one: Name, two: Name, words: Language) -> bool:
    """Whether the space before a common word was lost: "Groningenwho"."""
    if len(one.parts) != len(two.parts) or one.parts[:-1] != two.parts[:-1]:
        return False
    short, long = sorted((one.parts[-1], two.parts[-1]), key=len)
    return len(short) >= 4 and long.startswith(short) and long[len(short) :] in words.starters | words.pronouns


def _run_together(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether a long name in one word is the other, in several, mistyped: "Volum Snapshot", "VolumeSnapshot"."""
    if len(one) == len(two) or 1 not in (len(one), len(two)):
        return False
    left, right = _joined(one), _joined(two)
    return min(len(left), len(right)) >= _LONG_NAME and left[0] == right[0] and slip_apart(left, right)


_LONG_NAME = 9


def _joined(parts: tuple[str, ...]) -> str:
    """The letters of a name, hyphens and spaces left out: "El Amrani", "El-Amrani"."""
    return "".join(parts).replace("-", "")


def _of_bearer(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name, each that has other forms in one of them."""
    forms = bearers()
    return tuple(forms.get(part, part) for part in parts)


def only_spelling(one: Name, two: Name, words: Language) -> bool:
    """Whether two names differ by a slip of the pen: told, but as a small thing."""
    if len(one.parts) != len(two.parts):
        return False
    return all(a == b or name_slip(a, b, words) or _near(a, b) for a, b in zip(one.parts, two.parts, strict=True))


def mere_word(one: Name, two: Name, words: Language) -> bool:
    """Whether what differs between two names are common words mistyped or in another number, no names at all."""
    if len(one.parts) != len(two.parts):
        return False
    differing = [(a, b) for a, b in zip(one.parts, two.parts, strict=True) if a != b]
    if _only_labelled(one, two, words):
        return True
    return all(
        (name_slip(a, b, words) or a + "s" == b or b + "s" == a)
        and (common(a, words) or common(b, words) or not one.sure)
        for a, b in differing
    )


def _only_labelled(one: Name, two: Name, words: Language) -> bool:
    """Whether only a word within a label before a name has another number: "Platinum Sponsor IBM", "Platinum Sponsors
    IBM"; in what a body is called it makes another body.
    """
    if FactSub.ORG in (one.sub, two.sub) or one.parts[0] != two.parts[0] or one.parts[-1] != two.parts[-1]:
        return False
    return all(a == b or _plural(a, b, words) for a, b in zip(one.parts, two.parts, strict=True))


def _plural(one: str, two: str, words: Language) -> bool:
    """Whether two words are one in another number."""
    short, long = sorted((one, two), key=len)
    plural = long in (f"{short}s", f"{short}es", f"{short[:-1]}ies")
    return plural and (common(short, words) or (has_words(words.code) and is_word(short, words.code)))


def _acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) != 1 or len(long) < 2:
        return False
    letters, heads = short[0].replace(".", ""), "".join(part[0] for part in long)
    # A country's letters stay together: "US Geological Survey", "USGS".
    whole = "".join(part if len(part) == 2 and part in bearers() else part[0] for part in long)
    # The first word of the long form may be taken for one that only opens its sentence: "The Food Standards Agency".
    return letters in (heads, whole) or (len(letters) > 2 and letters[1:] == heads)


def is_shortened(one: str, two: str) -> bool:
    """Whether two given names are one, in full and as friends say it: "Robert", "Bob"."""
    known = given_names()
    return one in known and not known[one].isdisjoint(known.get(two, ()))


def _initial(one: str, two: str) -> bool:
    return (len(one) == 1 or len(two) == 1) and one[0] == two[0]


def _near(one: str, two: str) -> bool:
    """One letter for another in names of some length: Peterson, Petersen."""
    return len(one) == len(two) >= 5 and one[0] == two[0] and sum(a != b for a, b in zip(one, two, strict=True)) == 1
