"""Interviews: which paragraphs are questions and which answer them."""

from __future__ import annotations

import re

from tracker.extract.furniture import Verdict
from tracker.extract.segment import Chunk

_MARKED = re.compile(r"(?:Q|Question|Frage|Pregunta|Pergunta|Domanda|Вопрос)\s?[:：.–—]\s", re.IGNORECASE)
_BOLD = 0.8  # share of a paragraph in bold from which it is bold as a whole
_MINIMUM = 2  # questions: one alone is a rhetorical one, or a subheading


def with_turns(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts with questions and answers told apart, where the page is an interview."""
    asked = sum(_asks(verdict.chunk) for verdict in verdicts if verdict.kind == "paragraph")
    if asked < _MINIMUM:
        return verdicts
    done = []
    answering = False
    for verdict in verdicts:
        kind = verdict.kind
        if kind == "paragraph" and (_asks(verdict.chunk) or (answering and _is_bold(verdict.chunk))):
            answering, kind = True, "question"
        elif kind == "heading":
            answering = False
        elif kind == "paragraph" and answering:
            kind = "answer"
        done.append(verdict if kind == verdict.kind else Verdict(verdict.chunk, verdict.rule, kind))
    return done


def _asks(chunk: Chunk) -> bool:
    return _MARKED.match(chunk.text) is not None or (
        _is_bold(chunk) and chunk.text.rstrip('”"»’ ')[-1:] in ("?", "？", "؟")
    )


def _is_bold(chunk: Chunk) -> bool:
    return chunk.bold >= _BOLD
