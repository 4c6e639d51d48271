"""Finds who is said to have said something: a source and its verb, before or after what was said, or "according to".

A cue is read from the words outside quotations of one sentence or so; whose cue it is, `attribution` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.astold import as_told, closes_told
from tracker.compare.sourcing.circles import from_circle
from tracker.compare.sourcing.clauses import follows_clause, is_calling_alone
from tracker.compare.sourcing.creditings import according, attributing, heads, in_view
from tracker.compare.sourcing.cuephrases import Cue, after, before, may_be_source
from tracker.compare.sourcing.participles import is_aside
from tracker.compare.sourcing.sayings import by_noun, by_owner, by_sign, put
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS, inner
from tracker.compare.sourcing.speech import Saying, callings, saying
from tracker.compare.sourcing.splitverbs import is_fronted, split_heads, split_verb
from tracker.compare.sourcing.verbforms import is_verb
from tracker.compare.text.language import Language, language

__all__ = ["Cue", "cues"]


def cues(items: Sequence[Token], words: Language) -> list[Cue]:
    """The cues among tokens in which quotations stand as single tokens, in order."""
    triggers = _triggers(words.code)
    found: list[Cue] = []
    done = -1
    for place, token in enumerate(items):
        if token.lower not in triggers and "'" not in token.lower:
            continue
        cue = from_circle(items, place, words) or _cue(items, place, words, done=done)
        # "According to estimates by the bank" is one cue, not two.
        if cue is None and (place > done or token.text in ":-"):
            cue = _without_verb(items, place, words, found)
        if cue is None:
            continue
        # "A statement from the council said": the whole phrase is the source, not what a part of it would be.
        while found and cue.source[0].start <= found[-1].start and found[-1].end <= cue.source[-1].end:
            found.pop()
        found.append(cue)
        done = max(place, _place_of(items, cue.source[-1], place))
    return found


@cache
def _triggers(code: str) -> frozenset[str]:
    """The words and signs at which a cue can begin; "'" may hide a verb that lost its pronoun."""
    words, said = language(code), saying(code)
    return (
        frozenset(words.verbs)
        | said.verbs
        | heads(code)
        | said.citing
        | said.crediting
        | said.sayings
        | said.puts
        | said.tags
        | said.postposed
        | split_heads(code)
        | frozenset(":-")
    )


def _cue(items: Sequence[Token], place: int, words: Language, *, done: int) -> Cue | None:
    """The cue of a verb of saying or of a phrase such as "according to" at a place."""
    token, said = items[place], saying(words.code)
    if end := attributing(items, place, words):
        return after(items, end, token, "say", words)
    if (token.lower in said.crediting and _clause_start(items, place) and may_be_source(items, place + 1, words)) or (
        token.lower in said.citing and _clause_start(items, place)
    ):
        return after(items, place + 1, token, "say", words)
    if token.lower in said.viewing:
        return in_view(items, place, words)
    if end := according(items, place, words):
        return after(items, end, token, "say", words)
    counts = token.lower in said.counting and place + 1 < len(items) and items[place + 1].text[0].isdigit()
    if place <= done or counts or is_aside(items, place, said):
        return None
    split = split_verb(items, place, words) if token.lower in split_heads(words.code) else None
    # Who told somebody something goes on: "she told the Herald, adding: “…”".
    goes_on = place > 1 and items[place - 1].text == "," and token.lower.endswith(said.gerund_ends)
    return split or (_of_verb(items, place, words) if not goes_on and _verb(token, words) else None)


def _without_verb(items: Sequence[Token], place: int, words: Language, found: Sequence[Cue]) -> Cue | None:
    """The cue of a noun of saying, a colon, a dash, or "as she put it"."""
    token = items[place]
    said = saying(words.code)
    if token.text in ":-":
        return by_sign(items, place, words, told=found[-1].verb.start if found else -1)
    if token.lower in said.puts:
        return put(items, place, words)
    if token.lower in said.tags and place > 1 and items[place - 1].text == "," and _quoted_at(items, place - 2):
        return after(items, place + 1, token, "say", words) if may_be_source(items, place + 1, words) else None
    if token.lower in said.postposed:
        source = before(items, place, words)
        return Cue(tuple(source), token, "say", beside=True) if source else None
    if token.lower in said.sayings:
        return by_noun(items, place, words) or by_owner(items, place, words)
    return None


def _quoted_at(items: Sequence[Token], place: int) -> bool:
    return items[place].text == QUOTE or (items[place].text == '"' and place > 0 and items[place - 1].text == QUOTE)


def _place_of(items: Sequence[Token], token: Token, near: int) -> int:
    return next(
        (number for number in range(near, min(len(items), near + LONGEST_SOURCE + 2)) if items[number] is token), near
    )


def _clause_start(items: Sequence[Token], place: int) -> bool:
    return place == 0 or items[place - 1].text in ",.;:(" or items[place - 1].text == QUOTE


def _of_verb(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """The source of a verb: right after it where a quotation or a comma stands before, else what stands before it."""
    verb, said = items[place], saying(words.code)
    sense = words.verbs.get(_verb(verb, words), "say")
    if _is_passive(items, place, said):
        by = _agent(items, place, said) if _verb(verb, words) in said.passively | said.participial else 0
        return after(items, by, verb, sense, words) if by else None
    if start := as_told(items, place, words):
        return after(items, start, verb, sense, words)
    beside = _beside(items, place)
    alone = _alone(items, place, words, said)
    head = place - 1 if place and items[place - 1].lower in said.auxiliaries else place
    behind = follows_clause(items, head, place, words)
    shown = verb.lower in said.of_documents and not alone and verb.lower not in words.verbs
    if shown or (not beside and not alone and (said.subject_first or not behind)):
        source = before(items, place, words) if verb.lower in said.of_documents else []
        return Cue(tuple(source), verb, sense, beside) if source and _is_document(source, words) else None
    inverted = (
        head == 0
        or items[head - 1].text == QUOTE
        or (items[head - 1].text in ',"-' and head > 1 and items[head - 2].text in (QUOTE, '"', ","))
        or (said.subject_first and _put_in(items, head, place, words))
    )
    if not is_verb(items, place, words) or (inverted and verb.lower.endswith(said.gerund_ends)):
        return None
    if inverted or behind:
        return after(items, place + 1, verb, sense, words)
    return _ahead(items, place, words, beside=beside)


_SHORTEST_CLAUSE, _LONG_CLAUSE = 2, 11


def _put_in(items: Sequence[Token], head: int, place: int, words: Language) -> bool:
    """As in "Inflation, said its governor, was “a guest”": right behind the only comma of a sentence, no subject ends."""
    if items[head - 1].text != "," or not may_be_source(items, place + 1, words):
        return False
    for number in range(head - 2, -1, -1):
        if items[number].text in ',"' + QUOTE:
            # "The pair, who met on a set, were wed before six guests, said their publicist": the clause is a long one.
            return head - number >= _LONG_CLAUSE and is_calling_alone(items, place + 1, words)
        if items[number].text in ".!?" and not inner(items, number):
            break
    return True


def _ahead(items: Sequence[Token], place: int, words: Language, *, beside: bool) -> Cue | None:
    """The cue of a verb whose source stands before it; "Das sagte der Bürgermeister" has it behind all the same."""
    verb, sense = items[place], words.verbs.get(_verb(items[place], words), "say")
    source = _without_reported(before(items, place, words), words)
    if source and not saying(words.code).subject_first and is_fronted(items, place, words):
        return after(items, place + 1, verb, sense, words)
    return Cue(tuple(source), verb, sense, beside) if source else None


def _without_reported(source: list[Token], words: Language) -> list[Token]:
    """The subject of what somebody "said he had warned of": what reports it, as in "Ola Brandt, 34, said he …", is none of it."""
    told = len(source) > 1 and source[-1].lower in words.pronouns
    return source[-1:] if told and not source[-2].capital and source[-2].lower in words.verbs else source


def _alone(items: Sequence[Token], place: int, words: Language, said: Saying) -> bool:
    """Whether a verb reports without a quotation beside it."""
    verb = items[place].lower
    quoted = place > 1 and verb.endswith(said.gerund_ends) and items[place - 1].lower in said.as_said
    known = _verb(items[place], words) in said.alone or verb in said.of_several
    return known or quoted or _reports(items, place, words) or closes_told(items, place, words)


def _is_document(source: Sequence[Token], words: Language) -> bool:
    """Whether a writing is what reports: "a report by the audit office", "bank records"."""
    documents = callings(words.code).documents
    return any(token.lower in documents for token in source[:_HEAD])


_HEAD = 5


def _verb(token: Token, words: Language) -> str:
    """The verb of saying a token is, also behind a pronoun that lost its vowel ("s'insurge"); empty for none."""
    if token.lower in words.verbs or token.lower in _reporting(words.code):
        return token.lower
    if "'" not in token.lower:
        return ""
    tail = token.lower.partition("'")[2]
    return tail if tail in words.verbs else ""


@cache
def _reporting(code: str) -> frozenset[str]:
    return saying(code).verbs


def _is_passive(items: Sequence[Token], place: int, said: Saying) -> bool:
    """As in "was confirmed", "has been described", or "described by": what stands before is no source."""
    if items[place].lower.endswith(said.active_ends) or not place:
        return False
    before_it = (
        items[place - 2] if items[place - 1].lower.endswith(said.adverb_ends) and place > 1 else items[place - 1]
    )
    by = place + 1 < len(items) and items[place + 1].lower in said.by and items[place].lower in said.participial
    return by or before_it.lower in said.passive


def _agent(items: Sequence[Token], place: int, said: Saying) -> int:
    """Where the source of a verb in the passive begins: behind the "by" of its clause; 0 where there is none, or but the
    way it went.
    """
    for number in range(place + 1, min(len(items), place + LONGEST_SOURCE)):
        if items[number].text in ".;!?":
            break
        if items[number].lower in said.by and (number + 1 == len(items) or items[number + 1].lower not in said.means):
            return number + 1
    return 0


def _reports(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in ", Reuters reported.", "the inquiry found that" and "a judge ruled on Monday that"."""
    verb, said = items[place].lower, saying(words.code)
    following = items[place + 1] if place + 1 < len(items) else None
    if following is not None and following.lower in said.that:
        return verb in said.of_names
    dated = [item.lower for item in items[place + 1 : place + 1 + _LONGEST_DAY]]
    told = next((n for n, word in enumerate(dated) if word in said.that), 0)
    if verb in said.of_names and _leads_to_clause(items, place + 1, said):
        return True
    if verb in said.of_names and any(word in words.weekdays or word in words.months for word in dated[:told]):
        return True
    ends = following is None or following.text in ",.;" or _is_when(following, words)
    if not ends or not place:
        return False
    if verb not in said.of_names:
        return items[place - 1].text == "," or _short_clause(items, place, words)
    commas = (number for number in range(place - 2, max(-1, place - 6), -1) if items[number].text == ",")
    comma = next(commas, None)
    return items[place - 1].capital or items[place - 1].text == "," or comma is not None


def _leads_to_clause(items: Sequence[Token], place: int, said: Saying) -> bool:
    """As in "the Tribune reported the couple had split", but not "reported the theft": a subject stands behind, and its verb."""
    near = items[place : place + _LONGEST_SUBJECT]
    if not near or not (near[0].capital or near[0].lower in said.articles):
        return False
    end = next((n for n, item in enumerate(near) if item.text in SIGNS or item.text == QUOTE), len(near))
    verb = next((n for n, item in enumerate(near[:end]) if item.lower in said.tensed), 0)
    between = {item.lower for item in near[:verb]}
    return verb > 0 and between.isdisjoint(said.relatives | said.breaks | said.to)


def _short_clause(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a comma and a phrase that can be a source stand right before a verb: ", the leaflet advised."."""
    comma = next((n for n in range(place - 2, max(0, place - _LONGEST_SUBJECT), -1) if items[n].text == ","), 0)
    return comma > _SHORTEST_CLAUSE and may_be_source(items, comma + 1, words)


_LONGEST_SUBJECT = 10


def _is_when(token: Token, words: Language) -> bool:
    """Whether a word begins to say when or where something was said."""
    word = token.lower
    return word in saying(words.code).when or word in words.weekdays or word in words.relative_heads


_LONGEST_DAY = 5


def _beside(items: Sequence[Token], place: int) -> bool:
    """Whether a quotation stands near the verb on either side, in the same sentence."""
    for step in (-1, 1):
        number = place + step
        seen = 0
        while 0 <= number < len(items) and seen < _NEAR:
            if items[number].text == QUOTE and not _is_dateline(items, number):
                return True
            if items[number].text in ".!?" and items[number].text != '"':
                break
            number += step
            seen += 1
    return False


_NEAR = 30
_ENDS = frozenset(',.;:!?"')


def _is_dateline(items: Sequence[Token], place: int) -> bool:
    """Whether what nobody here says is the place at the head of an agency's report, before a dash."""
    return place == 0 and len(items) > 1 and items[1].text in "-("
