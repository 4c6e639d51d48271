"""Tells when words in marks are what something is called, and nobody's utterance: "so-called", "the song", "what the
trade calls". The words for it are those of all languages together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, of_all, speech_verbs

_LETTERS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LOOKED_AT = 70
_BEHIND = 40
_LONGEST_WORK, _LONGEST_TERM = 8, 5


@dataclass(frozen=True, slots=True)
class _Terms:
    """`after` are phrases before a term, `works` before a work; `verbs` call something by a term where one of `namers` is
    who does, `participles` where one of `usually` stands before, `between` may stand behind the verb; `articles` open
    what is a judgement, no term, behind a participle, unless one of `agents` tells who said it; one of
    `behind` and of `namers` may stand behind the term.
    """

    after: tuple[str, ...]
    works: tuple[str, ...]
    verbs: frozenset[str]
    participles: frozenset[str]
    usually: frozenset[str]
    namers: frozenset[str]
    between: frozenset[str]
    articles: frozenset[str]
    agents: frozenset[str]
    behind: frozenset[str]


def is_named(text: str, start: int, end: int) -> bool:
    """Whether what stands at [start, end) of a clean line, inside its marks, is what something is called."""
    content = text[start:end]
    if content[-1] in ",!?":
        return False
    known = _terms()
    lead = text[max(0, start - _LOOKED_AT) : start - 1].lower().rstrip() + " "
    work = lead.endswith(known.works) and content[0].isupper() and len(content.split()) <= _LONGEST_WORK
    if work or lead.endswith(known.after):
        return True
    words = content.lower().split()
    if len(words) > _LONGEST_TERM:
        return False
    if len(words) == 1 and content[0].isupper() and _is_paper(lead, text[end + 1 : end + _BEHIND]):
        return True
    behind = _LETTERS.findall(text[end : end + _BEHIND].lower())
    as_they_say = bool(behind) and behind[0] in known.behind and not known.namers.isdisjoint(behind[1:2])
    return as_they_say or _is_term(_LETTERS.findall(lead), words, behind, known)


def _is_paper(lead: str, behind: str) -> bool:
    """Whether a lone word between an article and a verb of saying is who speaks, as in: wie die „Harke“ berichtete."""
    article = _LETTERS.findall(lead)[-1:]
    verb = _LETTERS.match(behind, 1)
    said = verb is not None and behind[0] == " " and verb.group().lower() in speech_verbs()
    return said and not of_all("quoting", "articles").isdisjoint(article)


def _is_term(lead: list[str], content: list[str], behind: list[str], known: _Terms) -> bool:
    """As in "doctors call it", "is also called", "what the trade calls"; not "was called by critics", "critics call it"."""
    place = len(lead)
    while place and lead[place - 1] in known.between:
        place -= 1
    if not place:
        return False
    verb, before = lead[place - 1], lead[: place - 1][-2:]
    if verb in known.verbs:
        return bool(before) and before[-1] in known.namers
    if verb not in known.participles or content[0] in known.articles or place < len(lead) - 1:
        return False
    told_by = behind[:1] and behind[0] in known.agents and known.namers.isdisjoint(behind[1:4])
    return bool(before) and before[-1] in known.usually and not told_by


@cache
def _terms() -> _Terms:
    tables = [language(code).terms for code in CODES]

    def listed(name: str) -> frozenset[str]:
        return frozenset(word.replace("_", " ") for table in tables for word in table.get(name, "").split())

    def phrases(name: str) -> tuple[str, ...]:
        return tuple(f"{phrase} " for phrase in sorted(listed(name)))

    return _Terms(
        after=phrases("after"),
        works=phrases("works"),
        verbs=listed("verbs"),
        participles=listed("participles"),
        usually=listed("usually"),
        namers=listed("namers"),
        between=listed("between"),
        articles=listed("articles"),
        agents=listed("agents"),
        behind=listed("behind"),
    )
