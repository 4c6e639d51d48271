"""Notices and an envelope into one message: headers, a text part, and an HTML part that says the same. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from tracker.alert.address import clean_address, split_sender
from tracker.alert.body import MOST_SHOWN, ROOMS, body_blocks, trial_blocks, trouble_blocks
from tracker.alert.headers import POLICY
from tracker.alert.identity import list_id
from tracker.alert.notice import BriefNotice, ChangeNotice, Envelope, EventNotice, Notice, TroubleNotice
from tracker.alert.parts import html_part, text_part
from tracker.alert.subject import TRIAL, clean_header, in_order, subject, trouble_subject
from tracker.render.inert import one_line

LARGEST_HTML: Final = 96_000  # Gmail clips at 102 kB; the rest is for the transport's own encoding of long lines


_LONGEST_URI: Final = 900  # a line of mail has at most 998 characters (RFC 5322 §2.1.1)


class NothingToTell(ValueError):
    """Nothing of what was promised can be seen (any more)."""


def compose(notices: Sequence[Notice], envelope: Envelope) -> EmailMessage:
    """One mail that tells of all the notices, by article, the one with the most severe change first.

    Subject, bodies and headers are safe whatever stands in headlines and texts. Where everything would make more than
    a mailbox shows, edited text is left out before findings, and findings are counted. The same notices and envelope
    always make the same mail. Raises NothingToTell where no notice shows a change, and UsageError where an address of
    the envelope is none.
    """
    visible = in_order([notice for notice in notices if is_visible(notice)])
    if not visible:
        raise NothingToTell("an alert without a visible change is not sent")
    said = subject(visible)
    return _message(said, *_parts(visible, envelope, title=said), envelope)


def compose_trouble(notice: TroubleNotice, envelope: Envelope) -> EmailMessage:
    """One mail that tells that a host or a source cannot be read, or can be again."""
    said = trouble_subject(notice)
    blocks = list(trouble_blocks(notice, envelope))
    links = [one_line(link) for link in (envelope.unsubscribe_url, notice.page_url) if link]
    return _message(said, text_part(blocks), html_part(blocks, title=said, links=links), envelope)


def compose_trial(envelope: Envelope) -> EmailMessage:
    """One mail that shows that mail arrives, and how it looks."""
    blocks = list(trial_blocks(envelope))
    return _message(TRIAL, text_part(blocks), html_part(blocks, title=TRIAL, links=[]), envelope)


def _message(said: str, text: str, html: str, envelope: Envelope) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    _address(message, envelope)
    message["Subject"] = said
    _identify(message, envelope)
    _offer_unsubscribing(message, envelope)
    message.set_content(text, charset="utf-8")
    message.add_alternative(html, subtype="html", charset="utf-8")
    message.set_boundary(f"=_{hashlib.sha256((text + html).encode('utf-8', 'replace')).hexdigest()[:32]}")
    return message


def is_visible(notice: Notice) -> bool:
    """Whether a notice has something to show: a flag that was asked for, on texts that differ."""
    match notice:
        case EventNotice():
            return True
        case BriefNotice(flags=flags):
            return bool(flags)
        case ChangeNotice(flags=flags, change=change):
            return bool(flags) and (bool(change.edits) or any(flag.before != flag.after for flag in flags))


def _address(message: EmailMessage, envelope: Envelope) -> None:
    message["From"] = split_sender(envelope.from_address)
    local, _, domain = clean_address(envelope.to_address).rpartition("@")
    message["To"] = Address(username=local, domain=domain)


def _identify(message: EmailMessage, envelope: Envelope) -> None:
    """Date, identity and thread (RFC 5322 §3.6), and what keeps out-of-office robots quiet (RFC 3834 §5)."""
    message["Date"] = format_datetime(envelope.created_at)
    message["Message-ID"] = clean_header(envelope.message_id)
    if envelope.thread_id and envelope.thread_id != envelope.message_id:
        message["In-Reply-To"] = clean_header(envelope.thread_id)
        message["References"] = clean_header(envelope.thread_id)
    message["List-Id"] = list_id(split_sender(envelope.from_address).domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"


def _offer_unsubscribing(message: EmailMessage, envelope: Envelope) -> None:
    """List-Unsubscribe (RFC 2369 §3.2); one click only over https, which RFC 8058 §3.1 asks for."""
    ways = [way for way in (_uri(envelope.unsubscribe_url), _mailto(envelope.unsubscribe_mailto)) if way]
    if ways:
        message["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in ways)
    if _uri(envelope.unsubscribe_url).startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _mailto(address: str) -> str:
    """A mail address, with or without a name in front or `mailto:`, as a URI (RFC 6068)."""
    if not address or address.startswith("mailto:"):
        return _uri(address)
    return f"mailto:{_uri(split_sender(address).addr_spec)}"


def _uri(address: str) -> str:
    """An address as it may stand between angle brackets in a header: characters outside URIs are percent-encoded."""
    encoded = quote(address.encode("utf-8", "replace"), safe="!#$%&'()*+,-./:;=?@_~[]")
    return encoded if len(encoded) <= _LONGEST_URI else ""


def _parts(notices: Sequence[Notice], envelope: Envelope, *, title: str) -> tuple[str, str]:
    """Both parts from the same blocks, with as much in them as fits."""
    links = [envelope.page_url, envelope.unsubscribe_url]
    links += [link for notice in notices[:MOST_SHOWN] for link in (notice.page_url, notice.article.url)]
    shown = [one_line(link) for link in links if link]
    fitting: float = ROOMS[0].characters
    for room in ROOMS:
        if room.characters > fitting and room is not ROOMS[-1]:
            continue
        blocks = list(body_blocks(notices, envelope, room))
        html = html_part(blocks, title=title, links=shown)
        size = len(html.encode("utf-8", "replace"))
        if size <= LARGEST_HTML:
            break
        fitting = room.characters * LARGEST_HTML / size  # laying out a long change is slow: go to a room that will do
    return text_part(blocks), html
