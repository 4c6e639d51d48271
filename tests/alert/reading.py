"""Messages as the other side reads them: from the wire, part by part, word by word."""

from __future__ import annotations

import re
from collections import Counter
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage

from lxml import html as lxml_html

from tests.alert.notices import PAPER, change_notice, envelope
from tracker.alert.compose import compose
from tracker.alert.notice import Notice


def received(*notices: Notice, **more: object) -> EmailMessage:
    """The composed message as the other side reads it from the wire."""
    composed = compose(notices or [change_notice()], envelope(**more))
    return message_from_bytes(composed.as_bytes(), policy=policies.default)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    content = body.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def html_words(page: str) -> Counter[str]:
    body = lxml_html.document_fromstring(page).body
    return Counter(re.findall(r"\w+", " ".join(body.itertext())))


def text_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def assert_inert(message: EmailMessage) -> None:
    """One mail to one reader in two parts, with nothing in it that loads, runs or leads elsewhere."""
    for header in ("From", "To", "Subject", "Date", "Message-ID", "List-Id"):
        assert len(message.get_all(header, [])) == 1
    assert "Bcc" not in message
    assert "Cc" not in message
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["To"].addresses[0].addr_spec == "reader@example.net"
    assert not message.defects
    page = lxml_html.document_fromstring(part(message, "html"))
    assert not page.xpath("//script | //img | //link | //iframe | //object | //form | //*[@src] | //*[@onload]")
    assert "url(" not in part(message, "html")
    assert "@import" not in part(message, "html")
    for href in page.xpath("//a/@href"):
        assert href.startswith((PAPER, "https://tracker.newsroom.example", "#change-"))
