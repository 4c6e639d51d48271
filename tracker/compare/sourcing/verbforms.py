"""Tells a verb of saying from a noun or an infinitive of the same form: "the union claims", "refund claims must arrive"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sourcing.cuephrases import may_be_source
from tracker.compare.sourcing.speech import Saying, saying
from tracker.compare.text.language import Language

_LONGEST_SUBJECT, _HEAD = 10, 5
_ENDS = frozenset(',.;:!?"')


def is_verb(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a form that may be a noun or an infinitive says something here."""
    said = saying(words.code)
    word, number = items[place].lower, place - 1
    while number > 0 and items[number].lower in said.before_verb and items[number].lower not in said.to:
        number -= 1
    if number < 0:
        return not said.subject_first or _opens(items, place, words)
    if items[place - 1].lower in said.to and place > 1 and items[place - 2].lower in said.impersonal:
        return False
    if items[place - 1].lower in said.adjectival:
        return False
    if word in said.of_several and word not in said.alone:
        first = max(0, number - _LONGEST_SUBJECT)
        start = next((n + 1 for n in range(number, first - 1, -1) if items[n].text in _ENDS), first)
        subject = items[start : number + 1]
        # As in "conceded in a short call".
        if not _many(items[number], said) and any(item.lower in words.ones for item in subject[-_DESCRIBED:]):
            return False
        return items[number].lower not in said.to and any(_many(item, said) for item in subject[:_HEAD] or subject)
    return word not in said.nouns or (
        items[place - 1].lower not in said.before_nouns and not _is_subject(items, place, said)
    )


def _opens(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether what opens a sentence says something, which takes a source behind it: "Asked whether", "Claims for refunds
    rose", "Expect delays" have none.
    """
    said, behind = saying(words.code), items[place + 1 : place + 2]
    imperative = items[place].lower in said.of_several - said.alone
    named = may_be_source(items, place + 1, words) or any(item.lower in words.pronouns for item in behind)
    return named and not imperative


def _is_subject(items: Sequence[Token], place: int, said: Saying) -> bool:
    """Whether a form that may be a noun is one, as what it does stands right behind it: "Refund claims must reach the airline"."""
    behind = items[place + 1 : place + 2]
    return bool(behind) and behind[0].lower in said.finite | said.of_subjects and not behind[0].capital


_DESCRIBED = 3


def _many(token: Token, said: Saying) -> bool:
    """Whether a word can be several who say something: "engineers insist", but not "to insist"."""
    return (token.lower.endswith(said.plural_ends) and "'" not in token.text) or token.lower in said.several
