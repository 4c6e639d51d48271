from __future__ import annotations

import email.policy
import re
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.alert.notices import (
    NOON,
    change_notice,
    envelope,
)
from tests.alert.reading import received
from tracker.alert.compose import compose
from tracker.alert.headers import POLICY
from tracker.alert.notice import Envelope
from tracker.errors import UsageError


def test_headers_identify_the_mail_and_keep_robots_quiet() -> None:
    message = received()
    assert str(message["From"]) == "Desk alerts <alerts@newsroom.example>"
    assert message["Date"].datetime == NOON
    assert message["Message-ID"] == "<alert-7.store@newsroom.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Id"] == "Tracker alerts <alerts.tracker.newsroom.example>"


def test_the_first_mail_of_an_article_begins_the_thread() -> None:
    for thread_id in ("", "<alert-7.store@newsroom.example>"):
        message = received(thread_id=thread_id)
        assert "In-Reply-To" not in message
        assert "References" not in message


def test_later_mails_answer_the_first() -> None:
    message = received(thread_id="<alert-1.store@newsroom.example>")
    assert message["In-Reply-To"] == "<alert-1.store@newsroom.example>"
    assert message["References"] == "<alert-1.store@newsroom.example>"


@pytest.mark.parametrize(
    ("url", "mailto", "header", "one_click"),
    [
        ("https://t.example/u/1", "stop@t.example", "<https://t.example/u/1>, <mailto:stop@t.example>", True),
        ("https://t.example/u/1", "", "<https://t.example/u/1>", True),
        ("http://127.0.0.1:8380/u/1", "", "<http://127.0.0.1:8380/u/1>", False),
        ("", "mailto:stop@t.example?subject=stop 1", "<mailto:stop@t.example?subject=stop%201>", False),
        ("", "Desk <stop@t.example>", "<mailto:stop@t.example>", False),
        ("", "", None, False),
    ],
)
def test_one_click_unsubscribing_is_offered_over_https_only(
    url: str, mailto: str, header: str | None, *, one_click: bool
) -> None:
    message = received(unsubscribe_url=url, unsubscribe_mailto=mailto)
    assert message["List-Unsubscribe"] == header
    assert message["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if one_click else None)


def test_long_identities_and_addresses_are_never_encoded() -> None:
    long_id = f"<alert-{'7' * 60}.{'s' * 60}@a-domain-with-quite-a-long-name.newsroom.example>"
    url = f"https://tracker.newsroom.example/unsubscribe/{'t' * 90}"
    made = envelope(
        message_id=f"<1{long_id[1:]}", thread_id=long_id, unsubscribe_url=url, unsubscribe_mailto="a@b.example"
    )
    lines = compose([change_notice()], made).as_bytes().decode().splitlines()
    assert f"Message-ID: <1{long_id[1:]}" in lines
    assert f"In-Reply-To: {long_id}" in lines
    assert f"References: {long_id}" in lines
    at = lines.index(f"List-Unsubscribe: <{url}>,")
    assert lines[at + 1] == " <mailto:a@b.example>"
    assert max(map(len, lines)) <= 998


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from(" é=?_“"), max_size=200))
@example("Quote changed: Night ferry to stay, says harbour board (Tidewater Post)")
@example(f"2 quotes changed: x {'word ' * 40}(Ü)")
@example("Number changed: =?utf-8?q?=22?= and “more” (Post)")
@example("x" * 300)
def test_a_subject_comes_back_as_it_was_written_and_never_begins_on_the_next_line(subject: str) -> None:
    words = " ".join(subject.split())
    message = EmailMessage(policy=POLICY)
    message["Subject"] = words
    head = message.as_bytes().decode("ascii")
    assert re.match(r"Subject: \S" if words else r"Subject: \r\n", head)
    assert all(line.strip() and len(line) < 998 for line in head.rstrip().split("\r\n"))
    assert message_from_bytes(head.encode(), policy=email.policy.default)["Subject"] == words


def test_an_address_too_long_for_a_line_of_mail_is_left_out() -> None:
    assert "List-Unsubscribe" not in received(unsubscribe_url="https://t.example/" + "é" * 200)


def test_an_address_with_a_line_break_cannot_add_a_header() -> None:
    message = received(unsubscribe_url="https://t.example/u>\r\nBcc: thief@example.net")
    assert "Bcc" not in message
    assert message["List-Unsubscribe"] == "<https://t.example/u%3E%0D%0ABcc:%20thief@example.net>"


@pytest.mark.parametrize("broken", [{"to_address": "a@b\nRCPT TO:<c@d>"}, {"from_address": "nobody"}])
def test_an_envelope_with_no_address_is_refused(broken: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        compose([change_notice()], envelope(**broken))


def test_international_addresses_stay_whole() -> None:
    made: Envelope = envelope(to_address="jürgen@bücher.example")
    message = compose([change_notice()], made)
    assert message["To"].addresses[0].addr_spec == "jürgen@xn--bcher-kva.example"
