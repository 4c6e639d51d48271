"""Says of an edit that raised no flag which values only changed clothes: "8.30pm", "20:30"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tracker.compare.facts.mentions import mentions
from tracker.compare.facts.tokens import Mention, tokenise
from tracker.compare.text.clean import clean
from tracker.compare.text.language import Language, language_of
from tracker.compare.values.factdiff import same_value
from tracker.model import Change, Edit

_SHOWN = 12
_MOST_READ = 300  # values of either side, as each is compared with each


def same_values(change: Change, edit: Edit) -> tuple[tuple[str, str], ...]:
    """Pairs of values that are equal and written in two ways, as they stand in the old and the new text of an edit."""
    words = language_of(change.new, change.old)
    old, new = (
        " ".join(document.cut(span) for span in spans)
        for document, spans in ((change.old, edit.old), (change.new, edit.new))
    )
    return tuple(islice(_pairs(old, new, words), _SHOWN))


def _pairs(old: str, new: str, words: Language) -> Iterator[tuple[str, str]]:
    rest = _values(new, words)
    for text, value in _values(old, words):
        equal = next((entry for entry in rest if same_value(value, entry[1])), None)
        if equal is not None:
            rest.remove(equal)
            if text != equal[0]:
                yield text, equal[0]


def _values(text: str, words: Language) -> list[tuple[str, Mention]]:
    body = clean(text)
    found = islice(mentions(tokenise(body.text, 0, len(body.text)), words), _MOST_READ)
    spans = ((body.span(item.start, item.end), item) for item in found)
    return [(body.original[span.start : span.end], item) for span, item in spans]
