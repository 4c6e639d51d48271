"""Finds what an interviewer puts to somebody in a text of nothing but turns, where it is no question, or where the answer
does not speak of itself: "You said once that you would never go back.", "Were you angry?" - "Less than before."
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.text.language import of_all, rows_of_all
from tracker.model import BlockKind

_LONGEST, _LONGEST_ANSWER, _MOST = 30, 40, 12


def put_to_someone(paragraphs: Sequence[str], kinds: Sequence[BlockKind]) -> frozenset[int]:
    """The paragraphs that are put to somebody, every other one; empty for a text that has others besides."""
    if len(paragraphs) % 2 or not 0 < len(paragraphs) <= _MOST or set(kinds) != {BlockKind.PARAGRAPH}:
        return frozenset()
    turns = list(zip(paragraphs[::2], paragraphs[1::2], strict=True))
    if all(_is_put(said) and _answers(said, answer) for said, answer in turns):
        return frozenset(range(0, len(paragraphs), 2))
    return frozenset()


def _is_put(text: str) -> bool:
    """Whether a short paragraph speaks to somebody and of nobody else."""
    words = _words(text)
    mine, you = of_all("quoting", "told_by"), of_all("quoting", "put_to")
    asked = text.rstrip().endswith("?") and _is_personal(text)
    spoken = text.lstrip("*_ ¿")[:1].isalnum()  # behind a dash stands dialogue
    return (
        spoken
        and '"' not in text
        and len(words) <= _LONGEST
        and mine.isdisjoint(words)
        and (asked or not you.isdisjoint(words))
    )


def _answers(said: str, answer: str) -> bool:
    """Whether somebody speaks of themselves, or answers a question that only one person can answer, in a few words."""
    words = _words(answer)
    if '"' in answer or answer.rstrip().endswith("?"):
        return False
    if not of_all("quoting", "told_by").isdisjoint(words):
        return True
    told = any(char.isdigit() for char in answer) or not of_all("quoting", "put_to").isdisjoint(words)
    return _is_personal(said) and said.rstrip().endswith("?") and not told and len(words) <= _LONGEST_ANSWER


def _is_personal(said: str) -> bool:
    """Whether a question is one that only one person can answer."""
    words = f" {' '.join(_words(said.lstrip('¿ ')))} "
    return any(f" {phrase.strip()} " in words for phrase in rows_of_all("quoting", "personal"))


def _words(text: str) -> list[str]:
    return text[:600].lower().replace(",", " ").replace(".", " ").replace("?", " ").split()
