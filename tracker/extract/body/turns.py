"""Interviews: which paragraphs are questions and which answer them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from tracker.extract.body.furniture import Verdict
from tracker.extract.parsing.segment import Box, Chunk

_MARKED = re.compile(r"(?:Q|Question|Frage|Pregunta|Pergunta|Domanda|Вопрос)\s?[:：.–—]\s", re.IGNORECASE)
_QUESTION = re.compile(r"(?<![a-z])(?:questions?|interviewer|frage|pregunta|pergunta|domanda|fråga)(?![a-z])")
_ANSWER = re.compile(r"(?<![a-z])(?:answers?|interviewee|antwort|respuesta|resposta|risposta|svar)(?![a-z])")
_NAMED = re.compile(r"([^\W\d_][\w.'’-]{0,20}(?: [\w.'’-]{1,20}){0,3})\s?[:：]\s")
_ASKING = ("?", "？", "؟", "?”", "?»")
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
        return _with_listed(verdicts) or _with_names(verdicts) or _with_headings(verdicts)
    done = []
    answering = False
    for verdict in verdicts:
        kind = verdict.kind
        if kind == "paragraph" and _names_answer(_names(verdict.chunk)):
            kind, answering = "answer", True
        elif kind == "paragraph" and (_asks(verdict.chunk) or (answering and _is_bold(verdict.chunk))):
            answering, kind = True, "question"
        elif kind == "heading":
            answering = False
        elif kind == "paragraph" and answering:
            kind = "answer"
        done.append(verdict if kind == verdict.kind else Verdict(verdict.chunk, verdict.rule, kind))
    return done


def _with_listed(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts with the terms of a list told as questions and what is said to them as answers; empty where they ask
    nothing.
    """
    parts = [_part(verdict.chunk.box) if verdict.kind == "list_item" else "" for verdict in verdicts]
    terms = [verdict.chunk.text for verdict, part in zip(verdicts, parts, strict=True) if part == "dt"]
    if len(terms) < _MINIMUM or not all(text.endswith(_ASKING) for text in terms):
        return []
    kinds = {"dt": "question", "dd": "answer"}
    return [
        Verdict(verdict.chunk, verdict.rule, kinds.get(part, verdict.kind))
        for verdict, part in zip(verdicts, parts, strict=True)
    ]


def _part(box: Box) -> str:
    """Which part of a list of terms a box is or stands in."""
    return next((one.tag for one in (box, *box.ancestors()) if one.tag in ("dt", "dd", "li")), "")


def _with_names(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts with the turns of those who ask and those who answer by name ("Okafor: …"), the paragraphs that go on
    with an answer among them; empty where nobody does.
    """
    heads = [
        found[1] if verdict.kind == "paragraph" and (found := _opening(verdict.chunk.text)) else ""
        for verdict in verdicts
    ]
    if sum(map(bool, heads)) < 2 * _MINIMUM:  # of those who ask and of those who answer
        return []
    turns = Counter(heads)
    asked = Counter(head for head, verdict in zip(heads, verdicts, strict=True) if verdict.chunk.text.endswith(_ASKING))
    askers = {head for head, number in asked.items() if head and number >= _MINIMUM and number > 0.5 * turns[head]}
    answerers = {head for head, number in turns.items() if head and number >= _MINIMUM} - askers
    if not askers or not answerers:
        return []
    done = []
    answering = False
    for head, verdict in zip(heads, verdicts, strict=True):
        kind = verdict.kind
        if head in askers:
            kind = "question"
        elif head in answerers or (kind == "paragraph" and answering):
            kind = "answer"
        answering = kind == "answer" or (answering and bool(verdict.rule))
        done.append(verdict if kind == verdict.kind else Verdict(verdict.chunk, verdict.rule, kind))
    return done


def _opening(text: str) -> re.Match[str] | None:
    """The name that opens a paragraph; most have no colon, and need no search."""
    return _NAMED.match(text) if ":" in text or "：" in text else None


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


@lru_cache(maxsize=2_000)
def _names_question(names: str) -> bool:
    return _QUESTION.search(names) is not None


@lru_cache(maxsize=2_000)
def _names_answer(names: str) -> bool:
    return _ANSWER.search(names) is not None


def _asks(chunk: Chunk) -> bool:
    if _names_question(_names(chunk)) and not _names_answer(chunk.box.element.get("class") or ""):
        return True
    return _MARKED.match(chunk.text) is not None or (
        _is_bold(chunk) and chunk.text.rstrip('”"»’ ')[-1:] in ("?", "？", "؟")
    )


def _is_bold(chunk: Chunk) -> bool:
    return chunk.bold >= _BOLD
