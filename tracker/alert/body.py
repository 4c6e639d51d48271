"""What a message says, as blocks that its text part and its HTML part both show. How a change reads is the renderer's;
this says which changes, how much of each, and what a reader can do next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Final

from tracker.alert.notice import BriefNotice, ChangeNotice, Envelope, EventNotice, Notice, TroubleNotice
from tracker.alert.subject import TRIAL, TRIAL_WORDS, article_phrase, asked_for, trouble_subject, worst
from tracker.model import Revision, Severity
from tracker.render.inert import clip_line, one_line
from tracker.render.view import ChangeView, FlagView, change_view, flag_view, header_of
from tracker.render.window import moment, short_moment, window_sentence
from tracker.render.wording import SYMBOLS, article_name, counted


class Tone(StrEnum):
    """How much a line of words is meant to stand out."""

    TITLE = "title"
    LABEL = "label"
    SAID = "said"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words, inert, `strong` ones in front. It begins in another column where it is `indented`."""

    tone: Tone
    text: str
    strong: str = ""
    indented: bool = False


class Gap(Enum):
    """What stands between two blocks: a little room, or a rule before another article."""

    ROOM = "room"
    RULE = "rule"


Block = Words | FlagView | ChangeView | Gap


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each notice is shown: so many notices in full, and of each so many flags, characters of edited
    text, and unchanged sentences round an edit. The rest is counted in words.
    """

    notices: int
    flags: int
    characters: int
    context: int


ROOMS: Final = (  # from the widest: edited text goes first, it can be read on the page; findings go last
    Room(notices=20, flags=60, characters=12_000, context=1),
    Room(notices=20, flags=60, characters=4_000, context=1),
    Room(notices=15, flags=50, characters=2_000, context=0),
    Room(notices=10, flags=40, characters=1_000, context=0),
    Room(notices=8, flags=20, characters=500, context=0),
    Room(notices=5, flags=10, characters=300, context=0),
    Room(notices=1, flags=5, characters=200, context=0),
)


MOST_SHOWN: Final = ROOMS[0].notices
"""Changes that a message shows in full at most."""


def body_blocks(notices: Sequence[Notice], envelope: Envelope, room: Room) -> Iterator[Block]:
    """The whole message; the notices come in the order they are told."""
    full = _most_severe([notice for notice in notices if not isinstance(notice, BriefNotice)], room.notices)
    if len(notices) > 1 or not full:
        yield from _contents(notices, envelope, shown=len(full))
    for number, notice in enumerate(full):
        if number:
            yield Gap.RULE
        match notice:
            case ChangeNotice():
                yield _change(notice, envelope, room)
            case EventNotice():
                yield from _event(notice, envelope)
        yield Gap.ROOM
        yield from _look_closer(notice, envelope, alone=len(notices) == 1)
        yield Gap.ROOM
    yield from _closing(envelope)
    yield from _farewell(envelope)


def trouble_blocks(notice: TroubleNotice, envelope: Envelope) -> Iterator[Block]:
    """The whole message about a host or a source that broke or recovered."""
    yield Words(Tone.TITLE, one_line(trouble_subject(notice)))
    if notice.sources and notice.sources != (notice.name,):
        yield Words(Tone.FAINT, one_line(f"of {', '.join(notice.sources[:_MOST_SOURCES])}"))
    yield Gap.ROOM
    yield Words(Tone.SAID, f"Noticed {moment(notice.found_at, envelope.zone)}: {one_line(notice.detail)}.")
    if notice.ended_at is not None:
        yield Words(Tone.SAID, f"It can be read again since {moment(notice.ended_at, envelope.zone)}.")
        yield Words(Tone.SAID, "What was edited in between is told as soon as each article is looked at.")
    else:
        yield Words(
            Tone.SAID, "Edits there are not seen at present. Tracker goes on trying, and tells when it can read."
        )
    yield Gap.ROOM
    yield Words(Tone.LABEL, "Look closer")
    if notice.page_url:
        yield Words(Tone.SAID, f"on the page: {one_line(notice.page_url)}", indented=True)
    yield Words(Tone.SAID, "in a terminal: tracker status", indented=True)
    yield Gap.ROOM
    yield from _farewell(envelope)


def trial_blocks(envelope: Envelope) -> Iterator[Block]:
    """The whole message that somebody sends to try whether it arrives."""
    yield Words(Tone.TITLE, TRIAL)
    yield Gap.ROOM
    yield Words(Tone.SAID, TRIAL_WORDS)
    yield Words(Tone.SAID, "What is found is told here in the same way, in this form and from this sender.")
    yield Gap.ROOM
    yield Words(Tone.FAINT, f"Tracker sent this to {one_line(envelope.to_address)}, once.")


def _most_severe(notices: Sequence[ChangeNotice | EventNotice], most: int) -> list[ChangeNotice | EventNotice]:
    """The most severe notices, in the order they came."""
    chosen = sorted(range(len(notices)), key=lambda place: -worst(notices[place]))[:most]
    return [notices[place] for place in sorted(chosen)]


_CONTENTS_ROOM: Final = 100
_MOST_SOURCES: Final = 5
_LINE_ROOM: Final = 160


def _contents(notices: Sequence[Notice], envelope: Envelope, *, shown: int) -> Iterator[Block]:
    """One line for each notice under its article, for the reader who has only a minute."""
    yield Words(Tone.LABEL, "In this mail")
    articles: list[int] = []
    for notice in notices[:_CONTENTS_ROOM]:
        if notice.article.id not in articles:
            articles.append(notice.article.id)
            yield Words(Tone.SAID, "", strong=f"{len(articles)}. {article_phrase(notice.article)}")
        when = short_moment(notice.window.until_at, envelope.zone)
        yield Words(Tone.SAID, f"{when} {_in_a_line(notice)}", indented=True)
    if len(notices) > _CONTENTS_ROOM:
        yield Words(Tone.SAID, f"and {counted(len(notices) - _CONTENTS_ROOM, 'more change')}", indented=True)
    if len(notices) > shown and shown:
        yield Words(Tone.SAID, f"{counted(shown, 'change')} shown here in full, the most severe; all are on the page.")
    yield Gap.ROOM


def _in_a_line(notice: Notice) -> str:
    """What happened: the worst finding in words and how many more there are, or how what came and went came out."""
    if isinstance(notice, BriefNotice) and notice.remark:
        return one_line(notice.remark)
    flags = sorted(asked_for(notice), key=lambda flag: -flag.severity.rank)
    first, more = flags[0], len(flags) - 1
    said = f"{SYMBOLS[first.severity]} {first.severity} · {clip_line(first.summary, _LINE_ROOM)}"
    return f"{said} (and {counted(more, 'more finding')})" if more else said


def _closing(envelope: Envelope) -> Iterator[Block]:
    for line in envelope.closing:
        yield Words(Tone.SAID, one_line(line))
    if envelope.closing:
        yield Gap.ROOM


def _change(notice: ChangeNotice, envelope: Envelope, room: Room) -> ChangeView:
    flags = sorted(notice.flags, key=lambda flag: -flag.severity.rank)
    header = header_of(notice.article, notice.old, notice.new, zone=envelope.zone)
    view = change_view(
        notice.change,
        replace(header, window=window_sentence(notice.window, envelope.zone)),
        context=room.context,
        show_silent=all(flag.severity is Severity.SILENT for flag in flags),
        flags=flags[: room.flags],
        budget=room.characters,
    )
    return replace(view, verdict_line=_untold(notice, room))


def _untold(notice: ChangeNotice, room: Room) -> str:
    """How many flags are not shown: cut for length, or not asked for by the subscription."""
    cut = max(len(notice.flags) - room.flags, 0)
    chosen = set(notice.flags)
    others = sum(flag.severity is not Severity.SILENT and flag not in chosen for flag in notice.change.flags)
    words = []
    if cut:
        words.append(f"{counted(cut, 'less severe finding')} not shown in this mail.")
    if others:
        words.append(f"{counted(others, 'more finding')} outside this subscription.")
    return " ".join(words)


def _event(notice: EventNotice, envelope: Envelope) -> Iterator[Block]:
    article = notice.article
    yield Words(Tone.TITLE, one_line(article_name(article)))
    yield Words(Tone.FAINT, " · ".join(filter(None, (one_line(article.source), one_line(article.url)))))
    yield Words(Tone.SAID, f"noticed {window_sentence(notice.window, envelope.zone)}")
    yield Gap.ROOM
    yield Words(Tone.LABEL, "What happened")
    yield flag_view(notice.flag)
    if notice.last_good is not None:
        yield Words(Tone.SAID, f"The last text seen is revision {notice.last_good.number}. Tracker keeps it.")


def _look_closer(notice: ChangeNotice | EventNotice, envelope: Envelope, *, alone: bool) -> Iterator[Block]:
    yield Words(Tone.LABEL, "Look closer")
    page = notice.page_url or (envelope.page_url if alone else "")
    if page:
        yield Words(Tone.SAID, f"on the page: {one_line(page)}", indented=True)
    yield Words(Tone.SAID, f"the article: {one_line(notice.article.url)}", indented=True)
    yield Words(Tone.SAID, f"in a terminal: {_command(notice)}", indented=True)


def _command(notice: ChangeNotice | EventNotice) -> str:
    article = notice.article.id
    match notice:
        case ChangeNotice(old=None, new=new) | EventNotice(last_good=Revision() as new):
            return f"tracker show {article}@{new.number}"
        case ChangeNotice(old=Revision() as old, new=new):
            return f"tracker diff {article} {old.number} {new.number}"
        case _:
            return f"tracker log {article}"


def _farewell(envelope: Envelope) -> Iterator[Block]:
    yield Words(Tone.FAINT, f"Tracker sent this to {one_line(envelope.to_address)} because of a subscription.")
    ways = [
        f"tracker unsubscribe {one_line(envelope.unsubscribe_token)}" if envelope.unsubscribe_token else "",
        one_line(envelope.unsubscribe_url),
    ]
    if any(ways):
        yield Words(Tone.FAINT, f"To stop it: {' or '.join(way for way in ways if way)}")
