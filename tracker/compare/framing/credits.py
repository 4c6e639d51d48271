"""Finds the lines of credit at the head or foot of a body ("Additional reporting by Theo Marsh") and tells when they
name other people.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.findings import Where, arrow, flag
from tracker.compare.quoting.utterances import key_of
from tracker.compare.reading import Reading
from tracker.compare.text.language import of_all, rows_of_all
from tracker.model import Flag, FlagKind

_LONGEST = 20


def credit_lines(reading: Reading) -> list[tuple[int, int]]:
    """Clean characters of the paragraphs that are lines of credit, in order."""
    found, start = [], 0
    for text in reading.body.text.split("\n"):
        if is_credit(text):
            found.append((start, start + len(text)))
        start += len(text) + 1
    return found


def is_credit(text: str) -> bool:
    """Whether a clean paragraph says who worked on the article, and nothing else."""
    head = text[:60].lstrip(" *_([").lower()
    if not head.startswith(_openings("credits")) or len(text.split()) > _LONGEST:
        return False
    behind = text.split(maxsplit=1)[1] if " " in text else ""
    names = [word for word in behind.replace(",", " ").split() if word[:1].isupper()]
    return bool(names) and text.rstrip(" *_)]")[-1:] not in ("?", "!") and not _verbose(head, text)


def is_appeal(text: str) -> bool:
    """Whether a clean passage asks readers to follow or to subscribe, and tells nothing else."""
    if len(text) > _LONGEST_APPEAL:
        return False
    head = text.lower()
    return any(phrase in head for phrase in rows_of_all("framing", "appeals"))


_LONGEST_APPEAL = 240


def _verbose(head: str, text: str) -> bool:
    """A line that begins with a bare "by" or "avec" is one only where all else are names."""
    if not head.startswith(_openings("bare_credits")):
        return False
    small = of_all("framing", "among_credited")
    return any(word[:1].islower() and word not in small for word in text.split()[1:])


@cache
def _openings(name: str) -> tuple[str, ...]:
    """How lines of credit begin in any language, the words of a name in the files with the space behind them."""
    return tuple(f"{phrase} " for phrase in of_all("framing", name))


def credit_flags(aligned: Aligned) -> Iterator[Flag]:
    """One flag for each line of credit that names other people than the one it stands for."""
    olds, news = credit_lines(aligned.old), credit_lines(aligned.new)
    if len(olds) != len(news):
        return
    for one, two in zip(olds, news, strict=True):
        before, after = aligned.old.body.text[slice(*one)], aligned.new.body.text[slice(*two)]
        if key_of(before) != key_of(after):
            yield flag(
                FlagKind.BYLINE_CHANGED,
                Where(aligned.old, aligned.new, aligned.old.span(*one), aligned.new.span(*two)),
                rule="frame.credit",
                explanation="The line of credit names other people.",
                summary=f"Credit: {arrow(before, after)}",
            )
