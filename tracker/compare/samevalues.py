"""Says of an edit that raised no flag which values only changed clothes: "8.30pm", "20:30"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.clean import clean
from tracker.compare.factdiff import same_value
from tracker.compare.language import Language, language_of
from tracker.compare.mentions import Mention, mentions, tokenise
from tracker.model import Change, Edit

_SHOWN = 12


def same_values(change: Change, edit: Edit) -> tuple[tuple[str, str], ...]:
    """Pairs of values that are equal and written in two ways, as they stand in the old and the new text of an edit."""
    words = language_of(change.new, change.old)
    old, new = (
        " ".join(document.cut(span) for span in spans)
        for document, spans in ((change.old, edit.old), (change.new, edit.new))
    )
    found = []
    rest = list(_values(new, words))
    for text, value in _values(old, words):
        equal = next((entry for entry in rest if same_value(value, entry[1])), None)
        if equal is not None:
            rest.remove(equal)
            if text != equal[0]:
                found.append((text, equal[0]))
    return tuple(found[:_SHOWN])


def _values(text: str, words: Language) -> Sequence[tuple[str, Mention]]:
    body = clean(text)
    cuts = []
    for item in mentions(tokenise(body.text, 0, len(body.text)), words):
        span = body.span(item.start, item.end)
        cuts.append((body.original[span.start : span.end], item))
    return cuts
