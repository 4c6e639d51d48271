"""What a message says in a chat or on a phone: a title and a few plain lines, safe to stand beside other people's. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.alert.compose import NothingToTell, is_visible
from tracker.alert.notice import BriefNotice, Envelope, Notice, Telling, TrialNotice, TroubleNotice
from tracker.alert.subject import TRIAL, TRIAL_WORDS, article_phrase, asked_for, in_order, subject, trouble_subject
from tracker.render.inert import clip_line, one_line
from tracker.render.window import moment, window_sentence
from tracker.render.wording import SYMBOLS, VERDICT_WORDS, counted

_MOST_CHANGES: Final = 8
_MOST_FLAGS: Final = 4
_LONGEST_LINE: Final = 240
LONGEST: Final = 3_500
"""Characters of a message: most chats take 4,000; whoever takes fewer gets the beginning."""


def brief(telling: Telling, envelope: Envelope) -> tuple[str, str]:
    """Title and text. Page text cannot call anybody by name (@everyone) or open a link or a mark of the chat. Raises
    NothingToTell where nothing can be seen of it.
    """
    if isinstance(telling, TrialNotice):
        return TRIAL, TRIAL_WORDS
    if isinstance(telling, TroubleNotice):
        since = moment(telling.ended_at or telling.found_at, envelope.zone)
        return unaddressed(trouble_subject(telling)), "\n".join([unaddressed(clip_line(telling.detail, 500)), since])
    visible = in_order([notice for notice in telling if is_visible(notice)])
    if not visible:
        raise NothingToTell("an alert without a visible change is not sent")
    text = "\n".join([*_lines(visible, envelope), *(unaddressed(one_line(line)) for line in envelope.closing)])
    return unaddressed(subject(visible)), text[:LONGEST]


def unaddressed(text: str) -> str:
    """Text in which nobody is called: a word joiner, which is not seen, parts what chats would read as an address."""
    return text.replace("@", "@\u2060").replace("<", "<\u2060").replace("](", "]\u2060(")


def _lines(notices: Sequence[Notice], envelope: Envelope) -> Iterator[str]:
    for notice in notices[:_MOST_CHANGES]:
        if len(notices) > 1:
            yield unaddressed(article_phrase(notice.article))
        if isinstance(notice, BriefNotice) and notice.remark:
            yield unaddressed(clip_line(notice.remark, _LONGEST_LINE))
        else:
            yield from _flags(notice)
        yield window_sentence(notice.window, envelope.zone)
        yield _address(notice.page_url or notice.article.url)
    if len(notices) > _MOST_CHANGES:
        yield f"and {counted(len(notices) - _MOST_CHANGES, 'more change')}: {_address(envelope.page_url)}"


def _flags(notice: Notice) -> Iterator[str]:
    flags = sorted(asked_for(notice), key=lambda flag: -flag.severity.rank)
    for flag in flags[:_MOST_FLAGS]:
        yield f"{SYMBOLS[flag.severity]} {flag.severity.value} · {unaddressed(clip_line(flag.summary, _LONGEST_LINE))}"
    if len(flags) > _MOST_FLAGS:
        yield f"and {counted(len(flags) - _MOST_FLAGS, 'more finding')}"
    change = getattr(notice, "change", None)
    if change is not None:
        yield f"Disclosure: {VERDICT_WORDS[change.disclosure.verdict]}"


def _address(url: str) -> str:
    return one_line(url).replace("@", "%40").replace("<", "%3C")
