"""Which utterances of two versions are the same, which were changed, added or removed. Who speaks is `speakers`' matter."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.facts.othercounts import han_figures
from tracker.compare.naming.names import mistyped
from tracker.compare.quoting.utterances import Utterance, letters_of
from tracker.compare.reading import Reading
from tracker.compare.sides.units import side
from tracker.compare.speaking.inserted import has_its_speaker, parted_by_speaker
from tracker.compare.text.hanscripts import in_other_script
from tracker.compare.text.language import Language
from tracker.compare.text.slips import is_mixed_up
from tracker.compare.text.spelling import same_spelling
from tracker.compare.text.verbatim import standing

# Likeness (0-100) from which two utterances are one that was changed (design notes, SEMANTICS §2 rule 7).
_ALIKE = 55.0
_ALIKE_IN_PLACE = 25.0
# Up to so many pairs all are weighed, beyond it only those of one passage, and of these the nearest.
_FEW = 10_000
_NEAREST = 6
_SLIPS = 3
_A_PHRASE = 4


@dataclass(frozen=True, slots=True)
class QuotePair:
    """An utterance of either side, or of both: `same` where the words are equal."""

    old: Utterance | None
    new: Utterance | None
    same: bool = False


def pair_quotes(aligned: Aligned) -> tuple[QuotePair, ...]:
    """Every utterance of both sides once, paired where it is the same utterance; pieces of a re-cut one are left out."""
    olds, news = list(aligned.old.quotes), list(aligned.new.quotes)
    same = _equal(olds, news)
    taken = {id(pair.old) for pair in same} | {id(pair.new) for pair in same}
    olds = [quote for quote in olds if id(quote) not in taken]
    news = [quote for quote in news if id(quote) not in taken]
    olds, news = _without_recut(olds, news)
    olds, news = _without_parted(aligned, olds, news)
    changed = _changed(aligned, olds, news)
    paired_old = {id(pair.old) for pair in changed}
    paired_new = {id(pair.new) for pair in changed}
    gone = _not_inside(
        [quote for quote in olds if id(quote) not in paired_old], [pair.new for pair in (*changed, *same)]
    )
    come = _not_inside(
        [quote for quote in news if id(quote) not in paired_new], [pair.old for pair in (*changed, *same)]
    )
    return (*same, *changed, *(QuotePair(quote, None) for quote in gone), *(QuotePair(None, quote) for quote in come))


def _not_inside(lone: Sequence[Utterance], others: Sequence[Utterance | None]) -> list[Utterance]:
    """The utterances whose words do not stand within one of the others."""
    kept = standing((quote.key for quote in lone), (quote.key.split(" ") for quote in others if quote))
    return [quote for quote in lone if quote.key not in kept]


def is_slip(pair: QuotePair, aligned: Aligned) -> bool:
    """Whether only the spelling of words or numbers differs, or a word stood there twice."""
    if pair.old is None or pair.new is None:
        return False
    words = aligned.old.language
    old, new = _said(aligned.old, pair.old), _said(aligned.new, pair.new)
    if len(old) != len(new) and "".join(old).lower() == "".join(new).lower():
        return True
    if han_figures(pair.old.key) == han_figures(pair.new.key) or _same_values(aligned, pair.old, pair.new):
        return True
    one, two = (aligned.old.body.text, pair.old), (aligned.new.body.text, pair.new)
    if has_its_speaker(*one, *two) or has_its_speaker(*two, *one):
        return True
    old, new = _undoubled(old), _undoubled(new)
    if len(old) != len(new) or _stressed(*one) != _stressed(*two):
        return False
    left, right = ([word.lower() for word in said] for said in (old, new))
    differing = [place for place, (one, two) in enumerate(zip(left, right, strict=True)) if one != two]
    return len(differing) <= _SLIPS and all(
        _is_same(old[place], new[place], words) or is_mixed_up(left, right, place, words.code) for place in differing
    )


def _same_values(aligned: Aligned, old: Utterance, new: Utterance) -> bool:
    """Whether figures, amounts and dates are only written otherwise: "£3 million", "£3m"; "March 3", "3 March"."""
    figures = any(char.isdigit() for quote in (old, new) for char in quote.key)
    if not figures or max(old.end - old.start, new.end - new.start) > _LONGEST_READ:
        return False
    words = aligned.old.language
    one, two = (
        [
            unit.key
            for unit in side(reading.body.text, (quote.start, quote.end), (), words, lower_words=frozenset()).units
        ]
        for reading, quote in ((aligned.old, old), (aligned.new, new))
    )
    return one == two


_LONGEST_READ = 600


def _said(reading: Reading, quote: Utterance) -> list[str]:
    """The words of an utterance with their capitals."""
    return letters_of(reading.body.text[quote.start : quote.end])


def _is_same(old: str, new: str, words: Language) -> bool:
    """Whether two words of a quotation are one."""
    one, two = old.lower(), new.lower()
    if same_spelling(one, two, words) or _same_number(one, two, words) or mistyped(old, new, words):
        return True
    return any({one, two} <= alike for alike in words.homophones)


def _same_number(one: str, two: str, words: Language) -> bool:
    """Whether a number spoken is written once in letters and once in figures: "fifteen", "15"."""
    letters, figures = (two, one) if one.isdecimal() else (one, two)
    return figures.isdecimal() and letters in words.numbers and words.numbers[letters] == int(figures[:_LONGEST_FIGURE])


_LONGEST_FIGURE = 15


def _equal(olds: Sequence[Utterance], news: Sequence[Utterance]) -> list[QuotePair]:
    waiting: dict[str, list[Utterance]] = defaultdict(list)
    for quote in reversed(news):
        waiting[quote.key].append(quote)
    return [QuotePair(quote, waiting[quote.key].pop(), same=True) for quote in olds if waiting.get(quote.key)]


def _without_recut(olds: list[Utterance], news: list[Utterance]) -> tuple[list[Utterance], list[Utterance]]:
    """Leave out utterances that were only cut elsewhere: the words of neighbours joined are the same on both sides."""
    if len(olds) * len(news) > _FEW:
        return olds, news
    place = 0
    while place < len(olds):
        run = next((found for start in range(len(news)) if (found := _same_run(olds, place, news, start))), None)
        if run is None:
            place += 1
            continue
        ended, (first, last) = run
        olds, news = olds[:place] + olds[ended:], news[:first] + news[last:]
    return olds, news


def _without_parted(
    aligned: Aligned, olds: list[Utterance], news: list[Utterance]
) -> tuple[list[Utterance], list[Utterance]]:
    """Leave out utterances that only got or lost their marks round who says them in the midst."""
    if len(olds) + len(news) > _FEWEST or len(olds) == len(news):
        return olds, news
    texts = aligned.old.body.text, aligned.new.body.text
    turned = len(olds) > len(news)
    (few, one), (many, two) = sorted(((olds, texts[0]), (news, texts[1])), key=lambda side: len(side[0]))
    for quote in list(few):
        if parts := parted_by_speaker(one, quote, two, many):
            few = [other for other in few if other is not quote]
            many = [other for other in many if other not in parts]
    return (many, few) if turned else (few, many)


_FEWEST = 40


def _same_run(
    olds: Sequence[Utterance], first: int, news: Sequence[Utterance], start: int
) -> tuple[int, tuple[int, int]] | None:
    """Where runs of utterances that begin at two places end with the same words, the longer of several; None if they
    never do, or if each is of one utterance.
    """
    old, new, ended, last = olds[first].key, news[start].key, first + 1, start + 1
    while old != new:
        if old.startswith(f"{new} ") and last < len(news) and last - start < _LONGEST_RUN:
            new, last = f"{new} {news[last].key}", last + 1
        elif new.startswith(f"{old} ") and ended < len(olds) and ended - first < _LONGEST_RUN:
            old, ended = f"{old} {olds[ended].key}", ended + 1
        else:
            return None
    return (ended, (start, last)) if ended - first + last - start > 2 else None  # noqa: PLR2004 - more than one on either side


_LONGEST_RUN = 6


def _changed(aligned: Aligned, olds: Sequence[Utterance], news: Sequence[Utterance]) -> list[QuotePair]:
    """Pairs of utterances that are one: by likeness anywhere, or by standing at the same place of an aligned passage."""
    from tracker.compare.text.assignment import best_pairs

    scores: dict[tuple[int, int], float] = {}
    by_group: dict[int, list[int]] = defaultdict(list)
    for right, quote in enumerate(news):
        by_group[aligned.new_group(quote.start)].append(right)
    old_groups = [aligned.old_group(quote.start) for quote in olds]
    lone = {group for group, count in Counter(old_groups).items() if count == len(by_group[group]) == 1}
    small = len(olds) * len(news) <= _FEW
    for left, quote in enumerate(olds):
        group = old_groups[left]
        beside = by_group[group] if len(by_group[group]) <= _NEAREST else _around(by_group[group], left)
        for right in range(len(news)) if small else beside:
            score = likeness(quote.key, news[right].key)
            here = right in beside
            if score >= _ALIKE or (here and (score >= _ALIKE_IN_PLACE or group in lone)):
                scores[left, right] = score + (30 if here else 0) + 1
    if [quote.key for quote in olds] > [quote.key for quote in news]:  # ties fall the same way from either side
        turned = best_pairs({(right, left): score for (left, right), score in scores.items()})
        return [QuotePair(olds[left], news[right]) for left, right in sorted((one, two) for two, one in turned)]
    return [QuotePair(olds[left], news[right]) for left, right in best_pairs(scores)]


def _around(places: list[int], position: int) -> list[int]:
    """The few places nearest to a position, for passages with more utterances than can all be weighed."""
    first = max(0, min(position - _NEAREST // 2, len(places) - _NEAREST))
    return places[first : first + _NEAREST]


def likeness(old: str, new: str) -> float:
    """0-100: how alike two keys are as wholes, as bags of words, or one as a part of the other."""
    from rapidfuzz import fuzz

    one, two = old[:2000], new[:2000]
    if in_other_script(one, two):
        return 100.0
    whole = max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two))
    shorter, longer = sorted((one, two), key=len)
    if len(shorter.split()) >= _A_PHRASE and f" {shorter} " in f" {longer} ":
        return 100.0
    if len(shorter.split()) >= _A_PHRASE and _in_order(shorter.split(), longer.split()):
        return max(whole, _ALIKE)
    shared = set(one.split()) & set(two.split()) if " " in one + two else set(one) & set(two)
    return whole if shared else min(whole, _ALIKE - 1)


def _in_order(few: list[str], many: list[str]) -> bool:
    """Whether all words of the one stand in the other in their order: a quotation that lost its middle."""
    rest = iter(many)
    return all(word in rest for word in few)


def _stressed(text: str, quote: Utterance) -> int:
    """How often a word is said twice on purpose, with a comma between: "deeply, deeply sorry"."""
    return len(_TWICE.findall(text, quote.start, quote.end))


_TWICE = re.compile(r"\b([^\W\d_]+), \1\b", re.IGNORECASE)


def _undoubled(parts: list[str]) -> list[str]:
    return [part for number, part in enumerate(parts) if not number or part.lower() != parts[number - 1].lower()]
