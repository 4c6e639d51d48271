"""Interviews: which paragraphs are questions and which answer them."""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.extract.furniture import Verdict
from tracker.extract.segment import Chunk

_MARKED = re.compile(r"(?:Q|Question|Frage|Pregunta|Pergunta|Domanda|Вопрос)\s?[:：.–—]\s", re.IGNORECASE)
_QUESTION = re.compile(r"(?<![a-z])(?:questions?|interviewer|frage|pregunta|pergunta|domanda|fråga)(?![a-z])")
_ANSWER = re.compile(r"(?<![a-z])(?:answers?|interviewee|antwort|respuesta|resposta|risposta|svar)(?![a-z])")
_SHORT = 60  # characters of a class attribute; longer ones name a page's state
_ALL = 0.95
_LINE = 14.0  # words
_LINKED = 0.5
_STOPS = frozenset('.,;:!…”"»。')
_BOLD = 0.8  # share of a paragraph in bold from which it is bold as a whole
_MINIMUM = 2  # questions: one alone is a rhetorical one, or a subheading


def with_turns(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts with questions and answers told apart, where the page is an interview."""
    asked = sum(_asks(verdict.chunk) for verdict in verdicts if verdict.kind == "paragraph")
    if asked < _MINIMUM:
        return _with_headings(verdicts)
    done = []
    answering = False
    for verdict in verdicts:
        kind = verdict.kind
        if kind == "paragraph" and _ANSWER.search(_names(verdict.chunk)):
            kind, answering = "answer", True
        elif kind == "paragraph" and (_asks(verdict.chunk) or (answering and _is_bold(verdict.chunk))):
            answering, kind = True, "question"
        elif kind == "heading":
            answering = False
        elif kind == "paragraph" and answering:
            kind = "answer"
        done.append(verdict if kind == verdict.kind else Verdict(verdict.chunk, verdict.rule, kind))
    return done


def _with_headings(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts with short bold lines before a paragraph told as the headings that they are."""
    done = list(verdicts)
    kept = [at for at, verdict in enumerate(verdicts) if not verdict.rule]
    for at, following in pairwise(kept):
        verdict, after = verdicts[at], verdicts[following]
        plain = after.kind in ("paragraph", "list_item", "quote") and not _is_bold(after.chunk)
        if verdict.kind == "paragraph" and plain and _is_heading(verdict.chunk):
            done[at] = Verdict(verdict.chunk, "", "heading")
    return done


def _is_heading(chunk: Chunk) -> bool:
    return chunk.bold > _ALL and chunk.words <= _LINE and chunk.text[-1] not in _STOPS and chunk.linked < _LINKED


def _names(chunk: Chunk) -> str:
    """The classes of a chunk's element and of the one around it."""
    box = chunk.box
    outer = box.parent.element.get("class") or "" if box.parent is not None else ""
    return f"{box.element.get('class') or ''} {outer if len(outer) < _SHORT else ''}".lower()[:400]


def _asks(chunk: Chunk) -> bool:
    if _QUESTION.search(_names(chunk)) and not _ANSWER.search(chunk.box.element.get("class") or ""):
        return True
    return _MARKED.match(chunk.text) is not None or (
        _is_bold(chunk) and chunk.text.rstrip('”"»’ ')[-1:] in ("?", "？", "؟")
    )


def _is_bold(chunk: Chunk) -> bool:
    return chunk.bold >= _BOLD
