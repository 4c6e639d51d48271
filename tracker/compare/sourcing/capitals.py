"""Tells the name of a person from the calling before it in languages where every noun has a capital: "Wärterin Ola Brandt"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language

_LONGEST_NAME = 5


def capitals_all(words: Language) -> bool:
    """Whether the language writes all nouns with a capital."""
    return bool(callings(words.code).calling_ends)


def without_calling(phrase: Sequence[Token], words: Language) -> tuple[Token, ...]:
    """The name that stands in a phrase behind its article, its adjectives and its callings; empty where it names nobody:
    "der 34-jährige Tischler Jan Ohm", but not "der Sprecher der Polizei".
    """
    articles = callings(words.code).definite | saying(words.code).articles
    pieces = _pieces(phrase)
    article = bool(pieces) and pieces[0][0].lower in articles
    while pieces and (not _is_noun(pieces[0]) or pieces[0][0].lower in articles):
        pieces = pieces[1:]
    if not pieces or any(piece[0].lower in articles for piece in pieces):
        return ()
    nouns = [piece for piece in pieces if _is_noun(piece)]
    if article and len(nouns) != 2:  # noqa: PLR2004 - a calling, a first name, a surname, or a calling alone
        pieces = pieces[1:]
    while len(pieces) > 1 and _is_calling(pieces[0][-1], words):
        pieces = pieces[2 if pieces[1][0].text == "." else 1 :]
    return tuple(token for piece in pieces for token in piece)


def is_name(phrase: Sequence[Token], words: Language) -> bool:
    """Whether a phrase is nothing but a name of two words or more, as in an apposition: "Ola von Brandt"."""
    pieces = _pieces(phrase)
    nouns = [piece for piece in pieces if _is_noun(piece)]
    small = callings(words.code).behalf
    rest = [piece[0].lower for piece in pieces if not _is_noun(piece) and piece[0].text != "."]
    named = without_calling(phrase, words)
    return 1 < len(nouns) < _LONGEST_NAME and small.issuperset(rest) and len(_pieces(named)) > 1


def same_calling(one: str, two: str, words: Language) -> bool:
    """Whether one of two folded words is a calling and the other says for whom: "sprecher", "bahnsprecher"."""
    short, long = sorted((one, two), key=len)
    return short != long and long.endswith(short) and short in callings(words.code).spokesmen


def _pieces(phrase: Sequence[Token]) -> list[list[Token]]:
    """The words of a phrase, each with what a hyphen joins to it: "CDU-Politikerin"."""
    pieces: list[list[Token]] = []
    for token in phrase:
        hyphened = token.text == "-" or (pieces and pieces[-1][-1].text == "-")
        if pieces and hyphened and not token.spaced:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    return pieces


def _is_noun(piece: Sequence[Token]) -> bool:
    return piece[0].capital and piece[-1].capital


def _is_calling(token: Token, words: Language) -> bool:
    known = callings(words.code)
    listed = token.lower in words.roles or token.lower in words.titles or token.lower in words.honorifics
    return listed or token.lower in known.nouns or token.lower.endswith(known.calling_ends)
