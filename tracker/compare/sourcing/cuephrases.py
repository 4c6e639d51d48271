"""Reads the phrase that names the source of a verb of saying: behind the verb, or before it over appositions, relative
clauses and other verbs of saying.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.appositions import opens_aside, over_apposition, over_details
from tracker.compare.sourcing.behindverbs import to_source
from tracker.compare.sourcing.capitals import capitals_all
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS, inner
from tracker.compare.sourcing.speech import Saying, callings, saying
from tracker.compare.text.language import Language, surname_joints

_APPOSITIONS = 3
_IT_WAS = 2
_LONGEST_QUOTED = 7


@dataclass(frozen=True, slots=True)
class Cue:
    """A source at tokens [first, last) with its verb and the sense of that verb; `beside` says that a quotation
    stands right next to it.
    """

    source: tuple[Token, ...]
    verb: Token
    sense: str
    beside: bool

    def moved(self, by: int) -> Cue:
        """The same cue so many characters further on."""
        source = tuple(token.moved(by) for token in self.source)
        return Cue(source, self.verb.moved(by), self.sense, self.beside)

    @property
    def start(self) -> int:
        """Where the source begins, in clean characters."""
        return self.source[0].start

    @property
    def end(self) -> int:
        """Where the source ends."""
        return self.source[-1].end


def may_be_source(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a phrase that names somebody can begin here: a name, an article, a count, or an office before a name."""
    if place >= len(items):
        return False
    token, said = items[place], saying(words.code)
    if token.capital or token.lower in said.determiners or token.lower in said.articles:
        return token.lower not in words.months and token.lower not in words.weekdays
    article, sign, noun = token.lower.partition("'")
    if token.lower in words.honorifics or (noun and article + sign in said.articles):
        return True
    described = any(item.lower in words.roles or item.lower in words.titles for item in items[place : place + 3])
    return token.lower in words.numbers or (described and token.text[0].isalpha() and token.lower not in said.breaks)


def after(items: Sequence[Token], place: int, verb: Token, sense: str, words: Language) -> Cue | None:
    """The source after a verb: up to a sign or a word that begins another phrase."""
    said = saying(words.code)
    source: list[Token] = []
    while place < len(items) and items[place].lower in said.after_verb:
        place += 1
    place = to_source(items, place, words)
    while place < len(items) and len(source) < LONGEST_SOURCE:
        token = items[place]
        stops = token.lower in words.stops and (source or token.lower not in said.articles) and not token.letters
        if source and all(item.lower in said.articles for item in source):
            place = _over_attribute(items, place, words)
            token, stops = items[place], stops and token is items[place]
        if token.text == QUOTE or (stops and not _goes_on(source, items, place, words)):
            break
        if token.text == '"' and source and all(item.lower in said.articles for item in source):
            place += 1
            continue
        # As in "volgens de politie is de weg dicht", where the verb stands before its subject.
        verb_follows = source and not said.subject_first and token.lower in said.finite and not token.capital
        if (token.text in SIGNS and not inner(items, place)) or _past_noun(source, token, words) or verb_follows:
            break
        source.append(token)
        place += 1
    while source and source[-1].text in SIGNS:
        source.pop()
    return Cue(tuple(source), verb, sense, beside=True) if source and source[0].text[0].isalnum() else None


def _over_attribute(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a phrase goes on behind what stands between its article and its adjective, in a language that puts it there: "die
    in Kiel aufgewachsene Sängerin", "die 68 Jahre alte Sängerin"; else the place itself.
    """
    if not capitals_all(words) or items[place].capital:
        return place
    bent = tuple(words.of("naming", "bent"))
    for number in range(place + 1, min(len(items) - 1, place + _LONGEST_ATTRIBUTE)):
        token = items[number]
        if token.text in SIGNS or token.text == QUOTE:
            break
        if items[number + 1].capital and not token.capital and token.lower.endswith(bent) and token.spaced:
            small = token.lower in words.stops or token.lower in saying(words.code).articles
            if not small and items[number - 1].text != "-":
                return number
    return place


_LONGEST_ATTRIBUTE = 7


def _past_noun(source: Sequence[Token], token: Token, words: Language) -> bool:
    """Whether a phrase ends where every noun has a capital: behind one goes on what has a capital or leads to one."""
    links = saying(words.code).links
    if not links or not source or not source[-1].capital or token.capital or not token.text[0].isalpha():
        return False
    return token.lower not in links


def _without_day(source: list[Token], words: Language) -> list[Token]:
    """A phrase before its verb without the day that stands between them: "die Polizei am Dienstag", "die Firma gestern";
    "the Sun" is none.
    """
    last = len(source)
    while last > 1 and source[last - 1].lower in words.relative:
        last -= 1
    if last > _ON_A_DAY and source[last - 1].lower in words.weekdays and source[last - 2].lower in words.stops:
        last -= 2
    return source[:last]


_ON_A_DAY = 2


def _goes_on(source: list[Token], items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "people close to the talks", "a report by the bank": what would end another phrase belongs to this one."""
    said, known = saying(words.code), callings(words.code)
    token, last = items[place].lower, source[-1].lower if source else ""
    if last in said.close:
        return token in said.to
    if last in known.behalf and token in said.articles:
        return True
    joints = surname_joints()
    if last in joints and last not in known.behalf and token in joints:  # "Jan van der Berg"
        return True
    if token in said.joining and source and _names_around(items, place, said):
        return True  # "the National Parks and Wildlife Service"
    if token in said.printed and last in said.pieces:
        return _is_title(items[place + 1 : place + 3], said)
    issued = last in said.participles and len(source) > 1 and source[-2].lower in known.documents
    return token in said.writing and (issued or last in known.documents)


def _is_title(near: Sequence[Token], said: Saying) -> bool:
    """Whether a paper's name begins here: "the Courier"."""
    return len(near) > 1 and near[0].lower in said.articles and near[1].capital


def before(items: Sequence[Token], place: int, words: Language) -> list[Token]:
    """The source before a verb: back to a sign or a word that begins another phrase, over an apposition."""
    said = saying(words.code)
    if place > 1 and items[place - 1].lower in said.as_said and (quoted := _quoted(items, place - 1, said)):
        return quoted
    number = _over_adverbs(items, place - 1, said)
    if number > 0 and items[number].lower in said.relatives and not items[number].letters:
        number -= 1
    first, last = _phrase(items, number, words)
    if first > 1 and items[first - 1].text == "," and opens_aside(items, first, words):
        first, last = _phrase(
            items, first - 2, words
        )  # "Orla Finn, opening the debate in the Seanad, the upper house, said"
    return _without_day(_told(list(items[first:last]), words), words)


def _phrase(items: Sequence[Token], number: int, words: Language) -> tuple[int, int]:
    """The phrase that ends at a place, or before the appositions that end there: its first token and the one behind it."""
    said = saying(words.code)
    for _ in range(_APPOSITIONS):
        if number < 0 or items[number].text != ",":
            break
        number = over_details(items, over_apposition(items, number, words), said)
    last = number + 1
    while number >= 0 and last - number <= LONGEST_SOURCE:
        token = items[number]
        if token.lower in said.relatives and not token.letters and _describes(items[number + 1 : last], said):
            last = number
        elif (
            token.text == QUOTE
            or (token.lower in said.breaks and not token.letters and not _names_around(items, number, said))
            or (token.text in SIGNS and not inner(items, number))
        ):
            break
        number -= 1
    return number + 1, last


def _quoted(items: Sequence[Token], place: int, said: Saying) -> list[Token]:
    """As in "the agency quoted a doctor as saying"."""
    first = next(
        (n for n in range(place - 2, max(-1, place - LONGEST_SOURCE), -1) if items[n].lower in said.quoted), -1
    )
    found = list(items[first + 1 : place]) if first >= 0 else []
    if found and found[0].lower in said.by:
        return []  # "she was quoted by the agency as saying"
    return found if all(item.text not in SIGNS or item.text == "." for item in found) else []


def _over_adverbs(items: Sequence[Token], number: int, said: Saying) -> int:
    """Back over what may stand before a verb, and over "was quoted as"."""
    if number > 1 and items[number].lower in said.as_said and (quoted := _quoted_by(items, number, said)):
        number = quoted - 1
        while number >= 0 and items[number].lower in said.passive:
            number -= 1
    while number >= 0 and items[number].lower in said.before_verb:
        number -= 1
    # As in "was reported to have said".
    if number > 1 and items[number + 1].lower in said.to and items[number - 1].lower in said.passive:
        number -= 2
    return number


def _quoted_by(items: Sequence[Token], place: int, said: Saying) -> int:
    """The place of "quoted" before "as", alone or with who did it: "was quoted by the agency as"; 0 for none."""
    for number in range(place - 1, max(0, place - _LONGEST_QUOTED), -1):
        if items[number].lower in said.quoted:
            return number if number == place - 1 or items[number + 1].lower in said.by else 0
        if items[number].text in SIGNS:
            break
    return 0


def _describes(clause: Sequence[Token], said: Saying) -> bool:
    """Whether a relative clause has its own verb first, so that it only says something of the source before it."""
    return bool(clause) and (
        clause[0].lower in said.finite or (clause[0].lower.endswith(said.past_ends) and len(clause) > 1)
    )


def _told(source: list[Token], words: Language) -> list[Token]:
    """A phrase without what opens its clause and without another verb of saying before it; empty for none that can be a
    source.
    """
    said = saying(words.code)
    # As in "It was Lowe who said".
    if len(source) > _IT_WAS and source[0].lower in said.it and source[1].lower in said.passive:
        source = source[_IT_WAS:]
    while source and (source[0].lower in said.openers or source[0].text in SIGNS or _is_clock(source[0])):
        source = source[1:]
    source = source[_past_place(source, words) :]
    cuts = [
        n
        for n, token in enumerate(source)
        if n
        and token.lower in words.verbs
        and not token.capital
        and source[n + 1 : n + 2]
        and source[n + 1].lower not in said.by
    ]
    if cuts:
        source = source[cuts[-1] + 1 :]
    # As in "a-t-elle ajouté".
    if len(source) > 1 and source[-2].text == "-" and source[-1].lower in words.pronouns:
        source = source[-1:]
    if len(source) > 1 and said.subject_first and source[-1].lower in said.subjects and not _joined_to(source, said):
        source = source[-1:]  # "the neighbours you have told"
    if not source or not source[0].text[0].isalnum() or source[-1].lower in words.verbs:
        return []
    if source[-1].lower in said.addressed or (
        source[0].lower in said.leading and not any(item.capital for item in source[1:])
    ):
        return []
    finite = (
        any(token.lower in said.finite and not token.capital for token in source[1:]) or source[0].lower in said.passive
    )
    return [] if finite else source


def _joined_to(source: Sequence[Token], said: Saying) -> bool:
    """Whether what stands before a pronoun speaks, too: "Holm and she"."""
    return source[-2].lower in said.joining


def _is_clock(token: Token) -> bool:
    """Whether a live blog's time stands before the source: "10:15 The minister says"."""
    return ":" in token.text and token.text[0].isdigit()


def _past_place(source: Sequence[Token], words: Language) -> int:
    """Where the source begins behind the place or the time that opens a clause: "In Lyon they", "On Tuesday the mayor",
    "At the hearing Ms Boll"; 0 where none does, or where it cannot be told from its name.
    """
    said = saying(words.code)
    if not source or source[0].lower not in said.fronting:
        return 0
    # The phrase behind the preposition has one word at least, and one more behind an article.
    first = 3 if source[1:2] and source[1].lower in said.articles | said.determiners else 2
    for place in range(first, len(source)):
        word, last = source[place].lower, source[place - 1].lower
        if last in said.fronting or last in callings(words.code).behalf or last in said.articles | said.determiners:
            continue
        if word in words.months or word.isdigit():
            continue
        dated = last in words.weekdays or last in words.months or last.isdigit()
        if dated or word in words.pronouns or word in said.articles | said.determiners or word in words.honorifics:
            return place
    return 0


def _names_around(items: Sequence[Token], place: int, said: Saying) -> bool:
    """As in "and" between two names or two people named by an article: both speak."""
    if items[place].lower not in said.joining or not 0 < place < len(items) - 1:
        return False
    left, right = items[place - 1], items[place + 1]
    if left.capital and right.capital:
        return True
    start = next((n for n in (place - 2, place - 3) if n >= 0 and items[n].lower in said.articles), -1)
    opens = start == 0 or (start > 0 and items[start - 1].text in SIGNS)
    return right.lower in said.articles and opens
