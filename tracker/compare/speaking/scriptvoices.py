"""Quotations in scripts without capitals that kept their words but not their speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.findings import Where, arrow, flag
from tracker.compare.quoting.utterances import Utterance
from tracker.compare.reading import Reading
from tracker.compare.sourcing.scriptspeech import Spoken, same_spoken, spoken
from tracker.compare.speaking.quotediff import QuotePair
from tracker.model import Flag, FlagKind, Span


def script_voice_flags(aligned: Aligned, pairs: Sequence[QuotePair]) -> Iterator[Flag]:
    """A flag for each source that says the same words and is another one."""
    texts = (aligned.old.body.text, aligned.new.body.text)
    done: set[Span] = set()
    for pair in pairs:
        if not pair.same or pair.old is None or pair.new is None:
            continue
        before, after = said_beside(aligned.old, pair.old), said_beside(aligned.new, pair.new)
        if before is None or after is None or same_spoken(before, after, texts):
            continue
        spans = aligned.old.span(before.start, before.end), aligned.new.span(after.start, after.end)
        if spans[1] in done:
            continue
        done.add(spans[1])
        yield flag(
            FlagKind.ATTRIBUTION_CHANGED,
            Where(aligned.old, aligned.new, *spans),
            rule="attribution.source",
            reason="" if before.name and after.name else "unnamed",
            explanation="The same words are given to another source.",
            summary=f"Attribution: {arrow(before.text, after.text)}",
            speaker=after.text,
        )


def said_beside(reading: Reading, quote: Utterance) -> Spoken | None:
    """Who speaks a quotation in such a script."""
    return spoken(reading.body.text, quote.start, quote.end)


def named_in_script(found: Spoken, others: Iterable[Spoken]) -> str:
    """The name of a source in such a script, the longest that others of the text have for it; else what it is called."""
    own = found.name or found.text
    return max((other.name for other in others if found.name and found.name in other.name), key=len, default=own)
