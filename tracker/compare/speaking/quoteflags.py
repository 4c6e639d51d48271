"""Says which quotations changed: flags for utterances changed, added, removed, or turned into paraphrase and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.findings import Where, clip, flag, quoted, quoted_arrow
from tracker.compare.quoting.interview import Form
from tracker.compare.quoting.terms import is_named
from tracker.compare.quoting.utterances import Utterance, is_title_case, key_of, letters_of, marked_ranges
from tracker.compare.reading import Reading
from tracker.compare.sourcing.capitals import capitals_all
from tracker.compare.speaking.quotediff import QuotePair, is_slip
from tracker.compare.speaking.speakers import speakers
from tracker.compare.text.hanscripts import in_other_script
from tracker.compare.text.language import Language
from tracker.compare.text.verbatim import standing
from tracker.model import Flag, FlagKind, Span

_SHOWN = 90
_LONGEST_SPEAKER = 40


def quote_flags(aligned: Aligned, pairs: tuple[QuotePair, ...]) -> Iterator[Flag]:
    """One flag per utterance that is not the same, none where only typography or spelling differs."""
    differing = [pair for pair in pairs if not pair.same]
    if not differing:
        return
    sides = (
        _Keys(aligned.old.body.text, [pair.new.key for pair in differing if pair.new and not pair.old]),
        _Keys(aligned.new.body.text, [pair.old.key for pair in differing if pair.old and not pair.new]),
    )
    for pair in differing:
        if _only_unlabelled(pair, sides) or _is_new_question(pair) or _same_question(pair, aligned.old.language):
            continue
        if _only_undashed(pair, aligned, sides):
            continue
        if _still_marked(pair, sides) or _still_titled(pair, aligned) or _only_reordered(pair, aligned, sides):
            continue
        speaker = _speaker(aligned.new, pair.new) or _speaker(aligned.old, pair.old)
        if pair.old is None and pair.new is not None:
            yield _added(aligned, pair.new, speaker, sides[0])
        elif pair.new is None and pair.old is not None:
            yield _removed(aligned, pair.old, speaker, sides[1])
        elif pair.old is not None and pair.new is not None and not is_slip(pair, aligned):
            yield _changed(aligned, pair.old, pair.new, speaker)


class _Keys:
    """Which of the other side's lone quotations stand in this one's text, marked or not, and the keys of its paragraphs and
    of all that stands in marks there: found once, if anybody asks.
    """

    def __init__(self, text: str, lone: Sequence[str]) -> None:
        self._text = text
        self._lone = lone
        self._lines = text.split("\n")

    @cached_property
    def standing(self) -> frozenset[str]:
        return standing(self._lone, [letters_of(self._text.lower())])

    @cached_property
    def paragraphs(self) -> frozenset[str]:
        return frozenset(map(key_of, self._lines))

    @cached_property
    def marked(self) -> frozenset[str]:
        lines = (line for line in self._lines if '"' in line or "'" in line)
        return frozenset(key_of(line[start:end]) for line in lines for start, end in marked_ranges(line))


def _lone(pair: QuotePair) -> Utterance | None:
    """The quotation of a pair that stands on one side alone; None where both sides have it."""
    return None if pair.old and pair.new else pair.old or pair.new


def _only_unlabelled(pair: QuotePair, sides: tuple[_Keys, _Keys]) -> bool:
    """Whether a question or an answer without marks is only laid out otherwise: it is a paragraph of the other side, or
    stands within one.
    """
    quote = _lone(pair)
    if quote is None or quote.form not in (Form.QUESTION, Form.ANSWER):
        return False
    other = sides[pair.new is None]
    return quote.key in other.paragraphs or (quote.key.count(" ") >= _FEW and quote.key in other.standing)


# Answers of fewer words stand anywhere: "Not at all."
_FEW = 2


def _only_undashed(pair: QuotePair, aligned: Aligned, sides: tuple[_Keys, _Keys]) -> bool:
    """Whether a question or the answer behind it only lost or got the dash before it: it is a paragraph of the other side."""
    quote = _lone(pair)
    if quote is None:
        return False
    text = (aligned.old if pair.new is None else aligned.new).body.text
    before, behind = text[: quote.start].rstrip(), text[quote.end : quote.end + 2].strip()
    asked = text[quote.end - 1] == "?" or before.removesuffix("-").rstrip().endswith("?")
    dashed = before.endswith("-") and behind in ("", "-") and asked
    return dashed and quote.key in sides[pair.new is None].paragraphs


def _still_marked(pair: QuotePair, sides: tuple[_Keys, _Keys]) -> bool:
    """Whether a short quotation of one side stands in marks on the other, too, where it was not taken for speech:
    “Delighted” was how she put it.
    """
    quote = _lone(pair)
    if quote is None or len(quote.key) > _SHORT or quote.form is Form.BLOCK:
        return False
    return quote.key in sides[pair.new is None].marked


def _only_reordered(pair: QuotePair, aligned: Aligned, sides: tuple[_Keys, _Keys]) -> bool:
    """Whether both of two short quotations stand in marks on either side: titles in another order."""
    one, two = pair.old, pair.new
    if one is None or two is None or max(len(one.key), len(two.key)) > _SHORT:
        return False
    texts = aligned.old.body.text, aligned.new.body.text
    words = texts[0][one.start : one.end].rstrip(",."), texts[1][two.start : two.end].rstrip(",.")
    if words[0] not in texts[1] or words[1] not in texts[0]:
        return False
    return one.key in sides[1].marked and two.key in sides[0].marked


_SHORT = 40


def _still_titled(pair: QuotePair, aligned: Aligned) -> bool:
    """Whether words in marks keep the capitals of a title where the marks went or came: He wrote “The Lamplighter” in May."""
    quote = _lone(pair)
    own, other = (aligned.old, aligned.new) if pair.new is None else (aligned.new, aligned.old)
    if quote is None or len(quote.key) > _SHORT or capitals_all(own.language):
        return False
    if own.body.text[quote.end - 1] == "," and _is_said(own, quote):
        return False  # “No Way Out,” she said
    name = own.body.text[quote.start : quote.end].removesuffix(",")  # “Gate B44,” was filmed here
    parts = name.split()
    at = other.body.text.find(name)
    if at > 0 and is_named(other.body.text, at, at + len(name)):
        return True  # «La sarta di Pola», which stood behind "the film"
    titled = len(parts) > 1 and not name.isupper() and name[-1] not in ",.!?" and is_title_case(parts)
    return titled and (name in other.body.text or name.upper() in other.body.text)


def _is_new_question(pair: QuotePair) -> bool:
    """Whether an interviewer asks something on one side only: that is the paper's own paragraph, its answer is a quotation."""
    quote = _lone(pair)
    return quote is not None and quote.form is Form.QUESTION


def _same_question(pair: QuotePair, words: Language) -> bool:
    """Whether an interviewer asks with the same words of content, in whatever order and form."""
    if not pair.old or not pair.new or not (pair.old.form is pair.new.form is Form.QUESTION):
        return False
    asking = words.of("speaking", "asking")
    old, new = (
        {
            word[:_STEM]
            for word in quote.key.split()
            if len(word) >= _STEM and word not in words.common and word not in asking
        }
        for quote in (pair.old, pair.new)
    )
    return bool(old) and old == new


_STEM = 4


def _changed(aligned: Aligned, old: Utterance, new: Utterance, speaker: str) -> Flag:
    where = Where(aligned.old, aligned.new, _span(aligned.old, old), _span(aligned.new, new))
    shown = (
        quoted_arrow(where.old.cut(where.before), where.new.cut(where.after)) if where.before and where.after else ""
    )
    converted = in_other_script(old.key, new.key)
    reason = "spelling" if converted else _weight(old, new, aligned.old.language)
    how = (
        "in the other script"
        if converted
        else "changed"
        if reason != "trimmed"
        else "cut short"
        if len(new.key) < len(old.key)
        else "extended"
    )
    return flag(
        FlagKind.QUOTE_CHANGED,
        where,
        rule=f"quote.{_SCRIPT if converted else how.replace(' ', '_')}",
        explanation=_HOW[_SCRIPT if converted else how],
        reason=reason,
        summary=f"{_of(speaker)} {how}: {shown}",
        speaker=speaker,
    )


_SCRIPT = "script"
_HOW = {
    "changed": "The words between the marks are not the same any more.",
    "cut short": "The words between the marks are the same, but fewer at one end.",
    _SCRIPT: "The quotation stands in the other Chinese script; its words seem to be the same.",
    "extended": "The words between the marks are the same, but more at one end.",
}


def _added(aligned: Aligned, quote: Utterance, speaker: str, other: _Keys) -> Flag:
    where = Where(aligned.old, aligned.new, None, _span(aligned.new, quote))
    stood = quote.key in other.standing
    shown = quoted(where.new.cut(where.after) if where.after else "", _SHOWN)
    if stood:
        return flag(
            FlagKind.QUOTE_ADDED,
            where,
            rule="quote.marks_added",
            explanation="The same words stood here without quotation marks: paraphrase became a quotation.",
            summary=f"Put in quotation marks: {shown}",
            speaker=speaker,
        )
    return flag(
        FlagKind.QUOTE_ADDED,
        where,
        rule="quote.added",
        explanation="These quoted words are not in the old text.",
        summary=f"{_of(speaker)} added: {shown}",
        speaker=speaker,
    )


def _removed(aligned: Aligned, quote: Utterance, speaker: str, other: _Keys) -> Flag:
    where = Where(aligned.old, aligned.new, _span(aligned.old, quote), None)
    stands = quote.key in other.standing
    shown = quoted(where.old.cut(where.before) if where.before else "", _SHOWN)
    if stands:
        return flag(
            FlagKind.QUOTE_REMOVED,
            where,
            rule="quote.marks_dropped",
            explanation="The same words stand here without quotation marks: a quotation became paraphrase.",
            summary=f"Quotation marks dropped: {shown}",
            speaker=speaker,
        )
    return flag(
        FlagKind.QUOTE_REMOVED,
        where,
        rule="quote.removed",
        explanation="These quoted words are no longer in the text.",
        summary=f"{_of(speaker)} removed: {shown}",
        speaker=speaker,
    )


def _of(speaker: str) -> str:
    return f"Quote by {clip(speaker, _LONGEST_SPEAKER)}" if speaker else "Quote"


def _speaker(reading: Reading, quote: Utterance | None) -> str:
    """Who says a quotation, by name or office; a pronoun that stands for nobody known tells a reader nothing."""
    said = speakers(reading)
    number = said.number_of(quote)
    named = "" if number is None else said[number][1]
    return "" if named.lower() in reading.language.pronouns else named


def _is_said(reading: Reading, quote: Utterance) -> bool:
    """Whether a verb of saying or the like stands beside a quotation, whoever speaks."""
    said = speakers(reading)
    number = said.number_of(quote)
    return number is not None and said[number][0] is not None


def _weight(one: Utterance, two: Utterance, words: Language) -> str:
    """Reversed where a negation or a figure differs, trimmed where one is the head or the tail of the other."""
    old, new = one.key.split(), two.key.split()
    shorter, longer = sorted((old, new), key=len)
    more = longer[len(shorter) :]
    if longer[: len(shorter)] == shorter and (len(more) > _TURNS or not any(_negates(word, words) for word in more)):
        return "trimmed"
    for word in set(old) ^ set(new):
        counts = word[0].isdigit() or (word in words.numbers and word not in words.ones)
        if counts or _negates(word, words):
            return "reversed"
    return "trimmed" if longer[-len(shorter) :] == shorter else ""


def _negates(word: str, words: Language) -> bool:
    return word in words.negators or word in words.of("speaking", "contracted")


# As in "I did not.": so few words at the end turn a quotation round, where more say something else besides.
_TURNS = 2


def _span(reading: Reading, quote: Utterance) -> Span:
    return reading.span(quote.start, quote.end)
