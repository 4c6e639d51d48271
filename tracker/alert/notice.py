"""What there is to tell one person, and the envelope it goes in: what a message is composed of, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from tracker.model import Article, Change, EditWindow, Flag, Revision


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """One step of an article from `old` to `new`. `flags` are those that the subscription asked for; `page_url` is
    where the change can be read in full, empty where nobody serves the page.
    """

    article: Article
    old: Revision | None
    new: Revision
    change: Change
    flags: tuple[Flag, ...]
    window: EditWindow
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class EventNotice:
    """Something that happened to an article as a whole: gone, returned, moved. `last_good` is the last text seen."""

    article: Article
    flag: Flag
    window: EditWindow
    last_good: Revision | None = None
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class BriefNotice:
    """Something told in one line of a digest: a change for which there is no room, or one that came and went. `flags` say
    what happened, `remark` in words how it came out.
    """

    article: Article
    flags: tuple[Flag, ...]
    window: EditWindow
    remark: str = ""
    page_url: str = ""


Notice = ChangeNotice | EventNotice | BriefNotice


@dataclass(frozen=True, slots=True)
class TroubleNotice:
    """A host or a source that cannot be read, or (with `ended_at`) can be again; `what` and `detail` are words for people.
    `sources` are those it belongs to.
    """

    name: str
    what: str
    detail: str
    sources: tuple[str, ...]
    found_at: datetime
    ended_at: datetime | None = None
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class TrialNotice:
    """Nothing happened: somebody tries whether messages arrive."""


Telling = Sequence[Notice] | TroubleNotice | TrialNotice
"""What one message tells."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, and how this message hangs together with others.

    `thread_id` is the Message-ID of the first mail on the article, empty or equal to `message_id` in that mail itself.
    `page_url` leads to Tracker's page. `unsubscribe_token` is what `tracker unsubscribe` takes; `unsubscribe_url`
    and `unsubscribe_mailto` may be empty where nothing listens there. `zone` is the reader's time zone. `closing` are
    lines at the end of the message that are not about its changes.
    """

    from_address: str
    to_address: str
    message_id: str
    created_at: datetime
    zone: tzinfo
    thread_id: str = ""
    page_url: str = ""
    unsubscribe_token: str = ""
    unsubscribe_url: str = ""
    unsubscribe_mailto: str = ""
    closing: tuple[str, ...] = ()
