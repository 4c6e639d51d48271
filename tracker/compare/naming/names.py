"""Finds names of people, organisations and places by their capitals and neighbours; when two are one, `samename` says."""

# ruff: noqa: PLR2004, PLR0911 - lengths of words and names are what this module is about; each return is one rule

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tracker.compare.facts.tokens import Mention, Token
from tracker.compare.naming.nameparts import before_office, is_syllable
from tracker.compare.naming.samewords import degree_end
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language, language, of_all
from tracker.compare.text.spelling import folded, known, name_slip, slip
from tracker.model import FactSub

_ENDS = frozenset('.!?:"')
_LONGEST, _TITLED_NAME = 10, 3
_LONGEST_STAMP = 8
# As in "EE.UU.", whose letters are doubled for the plural.
_DOUBLED = 2


class _Anywhere(NamedTuple):
    """Words of names in all languages, as names of any stand in a text of each: small words that join their parts
    (`joints`), articles behind these, the two together, what is left out when names are compared, what has a capital
    and is no name, before whose whole name `scholars` stand, articles that lost their vowel.
    """

    joints: frozenset[str]
    articles: frozenset[str]
    joined: frozenset[str]
    untold: frozenset[str]
    no_names: frozenset[str]
    scholars: frozenset[str]
    elided: frozenset[str]


@cache
def _anywhere() -> _Anywhere:
    return _Anywhere(
        joints=of_all("naming", "joints"),
        articles=of_all("naming", "joint_articles"),
        joined=of_all("naming", "joined_articles"),
        untold=of_all("naming", "untold"),
        no_names=of_all("naming", "no_names"),
        scholars=of_all("naming", "scholars"),
        elided=of_all("text", "elided"),
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [first, last) and clean characters [start, end). `parts` are its words folded, without titles
    and possessive endings; `titled` are the words of title before it; `sure` is false for a lone word that may have
    its capital only because it opens a sentence.
    """

    sub: FactSub
    parts: tuple[str, ...]
    titled: tuple[str, ...]
    first: int
    last: int
    start: int
    end: int
    sure: bool


def names(items: Sequence[Token], taken: Sequence[Mention], words: Language, lower_words: frozenset[str]) -> list[Name]:
    """The names among tokens, in order; `lower_words` are words the texts also write without a capital."""
    busy = {number for mention in taken for number in range(mention.first, mention.last)}
    found: list[Name] = []
    place = 0
    while place < len(items):
        last = _run_end(items, place, busy, words)
        if last == place:
            place += 1
            continue
        name = _name(items, place, last, words, lower_words)
        if name is not None:
            found.append(name)
        place = last
    return found


def common(word: str, words: Language) -> bool:
    """Whether a word is one of the language's known common words."""
    return known(word, words) or word in words.titles or word in words.roles or word in words.organisations


def mistyped(before: str, after: str, words: Language) -> bool:
    """Whether one of two words, as they stand in a text, is the other mistyped. With capitals only common words are, or any
    where nouns have them, too: in a name one letter makes another name.
    """
    one, two = before.lower(), after.lower()
    if not (before[0].isupper() and after[0].isupper()) or not words.starters.isdisjoint((one, two)):
        return slip(one, two, words)
    if "nouns" in words.of("text", "capitalised") and slip(one, two, words):
        return True
    return (common(one, words) or common(two, words)) and name_slip(one, two, words)


def _run_end(items: Sequence[Token], place: int, busy: set[int], words: Language) -> int:
    """Where the run of capitalised words that begins here ends; `place` itself if none does."""
    last = place
    number = place
    # As in "Prof Hannah Osei of the University": behind a person's whole name the rest is another one.
    head = items[place].lower
    titled = head in words.honorifics or head in _anywhere().scholars or head in words.titles or head in words.ranks
    while number < len(items) and number - place < 2 * _LONGEST:
        token = items[number]
        if number in busy:
            break
        if _capitalised(token):
            if _numbers(items, number, words):
                break
            number += 1
            last = number
        elif last - place > 1 and is_syllable(items, number):
            number += 2
            last = number
        elif last > place and (behind := degree_end(items, number, words)) > number:
            number = behind
        elif (
            last > place
            and _joins(items, number, busy, words)
            and not (titled and _is_named(token, number - place) and items[number - 1].lower not in words.titles)
        ):
            number += 1
        else:
            break
    return last


def _is_named(token: Token, length: int) -> bool:
    """Whether a run so long has the whole name of a person in it; a hyphen goes on with the surname."""
    return length >= _TITLED_NAME and token.text != "-"


def _numbers(items: Sequence[Token], number: int, words: Language) -> bool:
    """Whether a word only numbers what it stands behind: "World No. 4"."""
    behind = [item.text for item in items[number + 1 : number + 3] if item.text != "."]
    return items[number].lower in words.of("facts", "numbering") and bool(behind) and behind[0][0].isdigit()


def _capitalised(token: Token) -> bool:
    if token.text[0].islower():
        return "'" in token.text and _unelided(token.text)[0].isupper() and token.text != _unelided(token.text)
    # As in "L'essai" at the head of a sentence, where the article has the capital.
    if "'" in token.text and token.lower.partition("'")[0] in _anywhere().elided and _tail(token.text)[:1].islower():
        return False
    return token.text[0].isupper() and token.lower not in _anywhere().no_names and (len(token.text) > 1)


def _joins(items: Sequence[Token], number: int, busy: set[int], words: Language) -> bool:
    """Whether a small word or sign inside a name is followed by another part of it."""
    token = items[number]
    after = items[number + 1] if number + 1 < len(items) and number + 1 not in busy else None
    if after is None:
        return False
    if token.text == "-":
        return not token.spaced and not after.spaced and after.text[0].isupper()
    if token.text == "." and not after.spaced and items[number - 1].text.isupper() and len(after.text) == _DOUBLED:
        return after.text.isupper() and len(items[number - 1].text) == _DOUBLED
    if token.text == "." and (len(items[number - 1].text) == 1 or _is_shortened_title(items[number - 1], words)):
        return after.text[0].isupper()
    if len(token.text) == 1 and token.text.isupper():
        return after.text == "." or after.text[0].isupper()
    if token.text == "&":
        return after.text[0].isupper() and not _ends_list(items, number)
    if token.text == "'":  # "the Magistrates' Court"
        owners = not token.spaced and items[number - 1].lower.endswith("s")
        return owners and after.text[0].isupper() and after.lower in words.organisations
    known = _anywhere()
    if token.lower in known.joints:
        if after.text[0].isupper():
            return True
        following = items[number + 2] if number + 2 < len(items) else None
        return after.lower in known.articles and following is not None and following.text[0].isupper()
    return after.text[0].isupper() and f"{items[number - 1].lower} {token.lower}" in known.joined


def _ends_list(items: Sequence[Token], number: int) -> bool:
    """Whether "&" stands before the last of several whole names: "Mina Rasul, Cath Doyle & Hal Brody"."""
    before, last = items[max(0, number - 1 - _IN_FULL) : number], items[number + 1 : number + 1 + _IN_FULL]
    if len(before) <= _IN_FULL or len(last) < _IN_FULL or before[0].text != ",":
        return False
    return all(item.text[0].isupper() for item in (*before[1:], *last))


_IN_FULL = 2  # words of a whole name


def _is_shortened_title(token: Token, words: Language) -> bool:
    """As in "Sen. Hob Ferris": the full stop belongs to the title."""
    return token.lower in words.abbreviations and (token.lower in words.titles or token.lower in words.honorifics)


def _name(items: Sequence[Token], first: int, last: int, words: Language, lower_words: frozenset[str]) -> Name | None:
    opening = first == 0 or items[first - 1].text in _ENDS or _after_stamp(items, first)
    if opening:
        while first < last and _only_opens(items[first], last - first, words, lower_words):
            # What follows has its capital of its own: only small words go the same way.
            known_word = items[first].lower in words.common or items[first].lower in lower_words
            if not opening and (not known_word or (len(items[first].text) > 1 and items[first].text.isupper())):
                break
            first += 1
            opening = False
        while first < last and not (items[first].text[0].isupper() or _capitalised(items[first])):
            first += 1
    first = _behind_nouns(items, first, last, words)
    if first >= last:
        return None
    run = [items[number] for number in range(first, last)]
    if len(run) == 1 and (
        _is_no_name(items, first, words, lower_words) or (opening and before_office(items, first, words))
    ):
        return None
    texts = _parts(run)
    titled = tuple(text for text in texts[:-1] if text in words.titles or text in words.honorifics)
    lead = 0
    while lead < len(texts) - 1 and (texts[lead] in words.titles or texts[lead] in words.honorifics):
        lead += 1
    parts = tuple(text for text in texts[lead:] if text not in _anywhere().untold)
    if not parts or (len(parts) == 1 and parts[0] in _calendar_words(words.code)):
        return None
    if "nouns" in words.of("text", "capitalised") and _is_noun(items, first, parts, words):
        return None
    sure = not opening or len(parts) > 1 or parts[0] in bearers() or not words.honorifics.isdisjoint(titled)
    return Name(_sort(items, first, parts, titled, words), parts, titled, first, last, run[0].start, run[-1].end, sure)


def _hangs_on(items: Sequence[Token], last: int) -> bool:
    """Whether a hyphen joins a word in small letters."""
    if last + 1 >= len(items) or items[last].text != "-" or items[last].spaced:
        return False
    return items[last + 1].text[0].islower() and not items[last + 1].spaced


def _behind_nouns(items: Sequence[Token], first: int, last: int, words: Language) -> int:
    """Where a German name begins behind common nouns: "Angaben von Bürgermeister Kranz"."""
    if "nouns" not in words.of("text", "capitalised"):
        return first
    while first < last - 1 and (items[first].lower in words.common or items[first].lower in _anywhere().joints):
        first += 1
    return first


def _is_no_name(items: Sequence[Token], place: int, words: Language, lower_words: frozenset[str]) -> bool:
    """Whether a lone word has capitals of another reason: emphasis, or the head of a compound that opens a sentence."""
    token = items[place]
    if token.lower.partition("'")[0] in words.pronouns and not token.text.isupper():
        return True  # "We're", also behind a time of day
    if token.lower in of_all("naming", "postnominal") and place and items[place - 1].text == ",":
        return True
    shouted = token.text.isupper() and token.lower in lower_words and len(token.text) < 4
    return shouted or (token.lower in words.of("naming", "prefixes") and _hangs_on(items, place + 1))


def _is_noun(items: Sequence[Token], first: int, parts: tuple[str, ...], words: Language) -> bool:
    """Whether a German word with a capital is a common noun: a known one, or one behind an article; acronyms are none."""
    before = items[first - 1].lower if first else ""
    if len(parts) == 1 and len(items[first].text) > 1 and items[first].text.isupper():
        return False
    behind = len(parts) == 1 and (
        before in words.of("naming", "before_nouns")
        or before.startswith(tuple(words.of("naming", "before_offices")))
        or _behind_adjective(items, first, words)
    )
    return bool(behind) or all(part in words.common for part in parts)


def _behind_adjective(items: Sequence[Token], first: int, words: Language) -> bool:
    """As in "der 34 Jahre alte Verdächtige": a word that is bent as an article before it asks for."""
    if not first or items[first - 1].capital or not items[first - 1].lower.endswith(tuple(words.of("naming", "bent"))):
        return False
    before = (item.lower for item in items[max(0, first - _BEFORE_ADJECTIVE) : first - 1])
    return not words.of("naming", "articles").isdisjoint(before)


_BEFORE_ADJECTIVE = 5


def _after_stamp(items: Sequence[Token], first: int) -> bool:
    """Whether nothing but figures and signs stands before: a time of day, a number of a list, a bullet."""
    before = items[:first]
    return first <= _LONGEST_STAMP and not any(
        item.text[0].isalpha() and not (len(item.text) <= _HALF_DAY and n and before[n - 1].text[0].isdigit())
        for n, item in enumerate(before)
    )


_HALF_DAY = 2  # letters of "am" and "pm"


@cache
def opening_words(code: str) -> frozenset[str]:
    """Words of a language that have a capital only where they open a sentence."""
    words = language(code)
    return words.common | words.starters | words.pronouns


def _only_opens(token: Token, length: int, words: Language, lower_words: frozenset[str]) -> bool:
    """A word with a capital only because it opens the sentence."""
    lower = token.lower.removesuffix("'s")
    if "'" in lower and _unelided(lower) != lower and token.text.partition("'")[2][:1].islower():
        return True
    if length == 1 and lower.endswith("s") and lower[:-1] in lower_words:
        return True
    if lower in opening_words(words.code):
        return True
    if token.text.isupper() and len(token.text) > 1:
        return False
    if length > 1:
        return lower in words.roles and lower not in words.titles
    numbers = (lower, f"{lower}s", lower.removesuffix("s"))
    if lower in bearers() and lower not in lower_words:
        return False  # "Spanish police", which are words of their language, too
    return (
        any(word in lower_words for word in numbers)
        or known(lower, words)
        or lower in words.roles
        or lower.endswith(tuple(words.of("naming", "common_endings")))
    )


def _parts(run: Sequence[Token]) -> list[str]:
    """The words of a name, folded; parts joined by a hyphen are one word."""
    found: list[str] = []
    joined = False
    for token in run:
        if token.text == "-":
            joined = True
        elif token.text[0].isalnum():
            word = _unelided(folded(token.lower)).removesuffix("'s").removesuffix("'")
            if joined and found:
                found[-1] = f"{found[-1]}-{word}"
            else:
                found.append(word)
            joined = False
    return found


def _tail(word: str) -> str:
    return word.partition("'")[2]


def _unelided(word: str) -> str:
    """A word without an article that lost its vowel: "L'Oms", "d'Amazon"."""
    head, sign, tail = word.partition("'")
    return tail if sign and head in _anywhere().elided and len(tail) > 1 else word


def _sort(
    items: Sequence[Token], first: int, parts: tuple[str, ...], titled: tuple[str, ...], words: Language
) -> FactSub:
    before = items[first - 1].lower if first else ""
    if parts[-1] in words.titles:
        return FactSub.PERSON if is_surname(parts, words) else FactSub.TITLE
    if any(part in words.organisations for part in parts):
        return FactSub.ORG
    if any(part in words.place_words for part in parts) or (before in words.places and len(parts) < 3):
        return FactSub.PLACE
    if "'" in items[first].text and before in words.of("naming", "before_places"):  # "le port d'Anse-Noire"
        return FactSub.PLACE
    if titled or (
        len(parts) in (2, 3) and before not in words.of("naming", "before_bodies")
    ):  # "the Financial Courier" is nobody
        return FactSub.PERSON
    if before in words.of("naming", "before_people"):
        return FactSub.PERSON
    return FactSub.ORG


def is_surname(parts: tuple[str, ...], words: Language) -> bool:
    """Whether the title a name ends with is a surname: "Aaron Judge", but not "Chief Judge"; a title stands before a name."""
    first = parts[0]
    return (
        len(parts) in (2, 3)
        and parts[-1] in words.surnames
        and words.of_titles.isdisjoint(parts[:-1])
        and first not in words.titles | words.roles | words.organisations | words.honorifics
        and first not in bearers()
    )


@cache
def _calendar_words(code: str) -> frozenset[str]:
    words = language(code)
    return frozenset((*words.months, *words.weekdays))
