"""The one line by which a message is judged in a mailbox: what was changed and where, safe to stand in a header."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from tracker.alert.notice import EventNotice, Notice, TroubleNotice
from tracker.model import Article, Flag, FlagKind, Severity
from tracker.render.inert import clip

LONGEST_SUBJECT: Final = 180
_HEADLINE_ROOM: Final = 90
_OUTLET_ROOM: Final = 40
_PHRASE_NOUNS: Final = 3
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_header(text: str, limit: int = LONGEST_SUBJECT) -> str:
    """Text from anywhere as one header line of at most `limit` characters.

    Line breaks of every kind and control characters become spaces; characters that reorder text are shown by name
    (‹U+202E›), lone surrogates and noncharacters become U+FFFD; `=?` is parted, because a mail program would decode
    what follows it (RFC 2047). Only the beginning of the text is looked at, so a headline of any length is cheap.
    Raises nothing.
    """
    shown = "".join(_shown(char) for char in text[: 4 * limit])
    return clip(" ".join(_SURROGATES.sub("\ufffd", shown).split()).replace("=?", "= ?"), limit)


def subject(notices: Sequence[Notice]) -> str:
    """What and where: "2 quotes changed: HEADLINE (OUTLET)". Several changes are counted, and the worst article named
    with what happened to it: "4 changes in 3 articles: age changed in HEADLINE (OUTLET) and 2 more".
    """
    ordered = in_order(notices)
    first = ordered[0].article
    phrase = flags_phrase(flag for notice in ordered if notice.article.id == first.id for flag in asked_for(notice))
    where = article_phrase(first)
    if len(ordered) == 1:
        return clean_header(f"{phrase}: {where}")
    articles = len({notice.article.id for notice in ordered})
    changes = f"{len(ordered)} changes"
    if articles == 1:
        return clean_header(f"{changes}, {phrase[:1].lower()}{phrase[1:]}: {where}")
    told = f"{changes} in {articles} articles: {phrase[:1].lower()}{phrase[1:]} in {where}"
    return clean_header(f"{told} and {articles - 1} more")


def trouble_subject(notice: TroubleNotice) -> str:
    """What and where: "Blocked: paper.example cannot be read"."""
    name = clean_header(notice.name, 100)
    if notice.ended_at is not None:
        return clean_header(f"Can be read again: {name}")
    return clean_header(f"{notice.what.capitalize()}: {name} cannot be read")


TRIAL: Final = "Test: Tracker reaches you here"
"""The subject of a message that tells of nothing."""

TRIAL_WORDS: Final = "This is a test, sent because somebody asked whether messages arrive here. No article was edited."


def in_order(notices: Sequence[Notice]) -> list[Notice]:
    """The notices by article, the article with the worst change first; of each article the newest state first."""
    by_article: dict[int, list[Notice]] = {}
    for notice in notices:
        by_article.setdefault(notice.article.id, []).append(notice)
    groups = sorted(by_article.values(), key=lambda group: -max(worst(notice) for notice in group))
    return [notice for group in groups for notice in sorted(group, key=_until, reverse=True)]


def asked_for(notice: Notice) -> tuple[Flag, ...]:
    """The flags that a notice tells of."""
    return (notice.flag,) if isinstance(notice, EventNotice) else notice.flags


def worst(notice: Notice) -> int:
    """The rank of the most severe flag of a notice."""
    return max((flag.severity.rank for flag in asked_for(notice)), default=0)


def _until(notice: Notice) -> datetime:
    return notice.window.until_at


def article_phrase(article: Article) -> str:
    """An article by its headline and outlet: "HEADLINE (OUTLET)"; by its address where it has no headline."""
    name = clean_header(article.headline, _HEADLINE_ROOM) or clean_header(article.url, _HEADLINE_ROOM)
    outlet = clean_header(article.source or article.host, _OUTLET_ROOM)
    return f"{name} ({outlet})" if outlet else name


def flags_phrase(flags: Iterable[Flag]) -> str:
    """Flags counted in words, the most severe first: "2 quotes changed", "Age and date changed, correction added"."""
    ordered = sorted(flags, key=lambda flag: -flag.severity.rank)
    loud = [flag for flag in ordered if flag.severity is not Severity.SILENT] or ordered
    # The page's own dates move with every edit: they are named where nothing else is.
    loud = [flag for flag in loud if flag.kind is not FlagKind.DATES_CHANGED] or loud
    counts = Counter(_words(flag) for flag in loud)
    told = list(counts)[:_PHRASE_NOUNS]
    untold = sum(counts.values()) - sum(counts[words] for words in told)
    by_verb: dict[str, list[str]] = {}
    for noun, verb in told:
        by_verb.setdefault(verb, []).append(_counted(counts[noun, verb], noun))
    parts = [f"{_listed(nouns)} {verb}".rstrip() for verb, nouns in by_verb.items()]
    phrase = ", ".join([*parts, *([f"{untold} more"] if untold else [])])
    return phrase[:1].upper() + phrase[1:]


def _listed(nouns: Sequence[str]) -> str:
    *front, last = nouns
    return f"{', '.join(front)} and {last}" if front else last


_NAMED: Final = {
    FlagKind.STYLE: ("style", "changed"),
    FlagKind.REVERTED: ("earlier text", "is back"),
    FlagKind.ARTICLE_GONE: ("article", "gone"),
    FlagKind.ARTICLE_RETURNED: ("article", "is back"),
    FlagKind.ARTICLE_MOVED: ("article", "moved"),
    FlagKind.LABEL_CHANGED: ("label", "changed"),
    FlagKind.DATES_CHANGED: ("page date", "changed"),
    FlagKind.VERB_CHANGED: ("reporting verb", "changed"),
    FlagKind.AGENCY_CHANGED: ("who acts", "changed"),
}
_NOUNS: Final = {"para": "paragraph", "sent": "sentence"}
_FACTS: Final = {"casualty": "casualty figure", "money": "amount", "org": "name", "percent": "percentage"}
_UNCOUNTED: Final = frozenset({"hedging", "negation", "style", "who acts", "earlier text", "intensity"})


def _words(flag: Flag) -> tuple[str, str]:
    """The noun and the verb of a flag's kind: ("quote", "changed"), ("age", "changed")."""
    if flag.kind in _NAMED:
        return _NAMED[flag.kind]
    noun, _, verb = flag.kind.value.partition("_")
    if noun == "fact" and flag.sub and flag.sub != "other":
        sub = clean_header(flag.sub, 20)
        return _FACTS.get(sub, sub), verb
    return _NOUNS.get(noun, noun), verb


def _counted(count: int, noun: str) -> str:
    if count == 1 or noun in _UNCOUNTED:
        return noun
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {plural}"


def _shown(char: str) -> str:
    if char.isascii():
        return char if char.isprintable() else " "
    if char in _BIDI:
        return f"‹U+{ord(char):04X}›"
    match unicodedata.category(char):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cs" | "Cn":
            return "\ufffd"
        case _:
            return char
