"""Did the publisher say so? Weighs the notes that came with a change against the edits they would have to speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from tracker.compare.notes.ownwords import spoken_of
from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, of_all
from tracker.model import Disclosure, Document, FactSub, Flag, FlagKind, Severity, Verdict

_NEEDS_SAYING = frozenset(
    {
        FlagKind.QUOTE_CHANGED,
        FlagKind.QUOTE_ADDED,
        FlagKind.QUOTE_REMOVED,
        FlagKind.ATTRIBUTION_CHANGED,
        FlagKind.FACT_CHANGED,
        FlagKind.HEADLINE_CHANGED,
        FlagKind.HEDGING_ADDED,
        FlagKind.HEDGING_REMOVED,
        FlagKind.NEGATION_CHANGED,
        FlagKind.DATELINE_CHANGED,
        FlagKind.PARA_REMOVED,
    }
)
_NOTES = frozenset({FlagKind.CORRECTION_ADDED, FlagKind.CORRECTION_CHANGED})
_WORD = re.compile(r"[^\W_]+")
# What a note may call an edit of some kind or sort; the words stand in the language files.
_SPEAKS_OF = {
    FlagKind.QUOTE_CHANGED.value: "of_quote",
    FlagKind.QUOTE_REMOVED.value: "of_quote",
    FlagKind.QUOTE_ADDED.value: "of_quote",
    FlagKind.ATTRIBUTION_CHANGED.value: "of_source",
    FlagKind.HEADLINE_CHANGED.value: "of_headline",
    FlagKind.PARA_REMOVED.value: "of_removal",
    FactSub.AGE.value: "of_age",
    FactSub.DATE.value: "of_date",
    FactSub.PERSON.value: "of_person",
    FactSub.TITLE.value: "of_title",
    FactSub.CASUALTY.value: "of_toll",
}


def disclosure(old: Document, new: Document, flags: Sequence[Flag]) -> Disclosure:
    """Whether the change was disclosed, with the note verbatim and the reasons in words.

    *Disclosed*: a note came with the change and speaks of every edit that needs saying (it names a value or word that
    changed, or the sort of thing). *Partial*: it speaks of some, or of nothing in particular. *Late*: a note came alone.
    *Silent*: such an edit came without a note. *None*: there was nothing to say.
    """
    notes = [flag for flag in flags if flag.kind in _NOTES]
    edits = [flag for flag in flags if flag.kind in _NEEDS_SAYING and flag.severity.at_least(Severity.MEDIUM)]
    moved = new.modified_at is not None and old.modified_at is not None and new.modified_at != old.modified_at
    if not notes:
        verdict = Verdict.SILENT if edits else Verdict.NONE
        return Disclosure(verdict, modified_moved=moved, reasons=tuple(_without_note(edits, moved=moved)))
    note = " ".join(flag.after for flag in notes)
    said = said_words(note)
    spoken = [flag for flag in edits if _speaks(said, flag)]
    verdict = _weighed(len(edits), len(spoken))
    reasons = _reason(verdict, len(edits), len(spoken)), *_unspoken(edits, spoken)
    return Disclosure(verdict, notes[0].after, notes[0].after_span, moved, reasons)


def _without_note(edits: Sequence[Flag], *, moved: bool) -> Iterator[str]:
    if not edits:
        return
    if len(edits) == 1:
        yield "1 edit would need saying, and no note came with it."
    else:
        yield f"{len(edits)} edits would need saying, and no note came with them."
    if moved:
        yield "The page's modified date moved, which does not say what changed."


def _weighed(edits: int, spoken: int) -> Verdict:
    if not edits:
        return Verdict.LATE
    return Verdict.DISCLOSED if spoken == edits else Verdict.PARTIAL


def _reason(verdict: Verdict, edits: int, spoken: int) -> str:
    if verdict is Verdict.LATE:
        return "A note came without an edit: it speaks of something changed before."
    if verdict is Verdict.DISCLOSED:
        return "The note speaks of every edit that needs saying."
    if spoken:
        return f"The note speaks of {spoken} of {edits} edits that need saying."
    return "A note came with the change but does not say what was changed."


def _unspoken(edits: Sequence[Flag], spoken: Sequence[Flag]) -> Iterator[str]:
    told = set(map(id, spoken))
    for flag in edits:
        if id(flag) not in told:
            yield f"Not spoken of: {flag.summary}"


def _speaks(said: AbstractSet[str], flag: Flag) -> bool:
    """Whether the words of a note name a word or a value that changed, or the sort of thing that did."""
    before, after = said_words(flag.before), said_words(flag.after)
    if ((before ^ after) - of_all("notes", "small")) & said:
        return True
    sorts = (_SPEAKS_OF.get(flag.kind.value, ""), _SPEAKS_OF.get(flag.sub, ""))
    return any(not spoken_of(sort).isdisjoint(said) for sort in sorts if sort)


def said_words(text: str) -> set[str]:
    """The words of a text in lower case, numbers in words as figures: a note says "three" of what stands there as 3."""
    return {figures().get(word, word) for word in _WORD.findall(text.lower())}


@cache
def figures() -> dict[str, str]:
    """Number words of all languages by the figure each stands for, above one."""
    return {
        word: f"{value:g}"
        for code in CODES
        for word, value in language(code).numbers.items()
        if value > 1 and value == int(value)
    }
