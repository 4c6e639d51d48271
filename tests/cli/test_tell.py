"""Subscriptions, and the test mail, against a real mail server."""
# ruff: noqa: ARG002, N802 - the mail server names the hooks and hands each of them everything

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.alert.mailserver import taking_mail
from tests.cli.desk import SETTINGS, Desk, desk_in
from tests.scripted.ports import nobody_listens
from tests.scripted.today import begin_store


class Mailbox:
    """Keeps what it is given; refuses the recipients it is told to."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refused = ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if address == self.refused:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.messages.append(message_from_bytes(envelope.original_content or b""))
        return "250 OK"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def posted(tmp_path: Path, mailbox: Mailbox) -> Iterator[Desk]:
    """A desk whose settings name a real mail server on loopback."""
    begin_store(tmp_path / "posted")
    with taking_mail(mailbox) as port:
        yield desk_in(tmp_path / "posted", mail_settings(port))


def mail_settings(port: int) -> str:
    return f'{SETTINGS}\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "Desk <desk@paper.example>"\n'


def test_a_subscription_says_who_is_told_of_what(desk: Desk) -> None:
    ended = desk.type("subscribe", "ada@paper.example")
    assert ended.code == 0
    assert "Subscribed: ada@paper.example is told of everything, from severity medium up. (subscription 1)" in ended.out
    assert "tracker mail test ada@paper.example" in ended.out


def test_subscribing_again_changes_what_is_asked_for(desk: Desk) -> None:
    desk.type("subscribe", "ada@paper.example")
    ended = desk.type("subscribe", "ada@PAPER.example", "--severity", "critical", "--kind", "quote", "--json")
    assert (ended.json["new"], ended.json["id"], ended.json["severity"]) == (False, 1, "critical")
    assert ended.json["kinds"] == ["quote_added", "quote_changed", "quote_removed"]
    assert len(desk.type("subscriptions", "--json").json) == 1


def test_subscriptions_can_be_to_an_article_or_a_source(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a")
    desk.type("subscribe", "ada@paper.example", "--article", "paper.example/a")
    desk.type("subscribe", "ada@paper.example", "--source", "Paper")
    found = desk.type("subscriptions", "--json").json
    assert [(row["article"], row["source"]) for row in found] == [(1, ""), (None, "Paper")]
    shown = desk.type("subscriptions").out
    assert "article 1" in shown
    assert "Paper" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ada",), "not a mail address"),
        (("ada@paper.example,bob@paper.example",), "mail address"),
        (("ada@paper.example\nBcc: bob@paper.example",), "mail address"),
        (("",), "mail address"),
        (("ada@paper.example", "--kind", "quotation"), "no kind of flag"),
        (("ada@paper.example", "--article", "12"), "no article 12"),
        (("ada@paper.example", "--article", "1", "--source", "Paper"), "both named"),
        (("ada@paper.example", "--severity", "loud"), "invalid value"),
        (("ada@paper.example", "--cadence", "monthly"), "invalid value"),
        (("http-hooks://paper.example/s3cret",), "not an address of a service"),
        (("https://paper.example/a b/s3cret",), "one word"),
        (("dbus://",), "nothing is sent to dbus://"),
        (("syslog://localhost",), "nothing is sent to syslog://"),
        (("mailto://ada:s3cret@paper.example",), "not sent through Apprise"),
        (("jsons://paper.example/s3cret",), "not sent through Apprise"),
        (("file:///etc/passwd",), "nothing is sent to file://"),
        (("slack://s3cret",), "not an address of a service"),
        (("ada@paper.example", "--disclosure", "loud"), "invalid value"),
        (("ada@paper.example", "--at", "7:30"), "not what is told at once"),
        (("ada@paper.example", "--cadence", "daily", "--at", "25:00"), "not a time of day"),
        (("ada@paper.example", "--quiet", "22:00"), "not a span of hours"),
        (("ada@paper.example", "--quiet", "22:00-22:00"), "end where they begin"),
        (("ada@paper.example", "--zone", "Europe/Pariss"), "no time zone"),
        (("ada@paper.example", "--zone", "../etc/passwd"), "no time zone"),
        (("ada@paper.example", "--language", "english please"), "not the tag of a language"),
        (("ada@paper.example", "--drops", "…"), "no words to look for"),
        (("ada@paper.example", "--words", "word " * 21), "cannot stand within 20 words"),
    ],
)
def test_a_subscription_that_makes_no_sense_is_refused(desk: Desk, words: tuple[str, ...], said: str) -> None:
    ended = desk.type("subscribe", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint
    assert ended.next_step
    assert desk.type("subscriptions", "--json").json == []


def test_a_zone_that_is_nearly_right_is_suggested(desk: Desk) -> None:
    assert (
        "did you mean America/New_York?" in desk.type("subscribe", "ada@paper.example", "--zone", "new york").next_step
    )


def test_a_subscription_to_words_in_a_digest_is_shown_as_it_was_asked_for(desk: Desk) -> None:
    wishes = (
        "--drops", "alleged", "--words", "Ida  Crane", "--disclosure", "silent", "--language", "en",
        "--cadence", "weekly", "--at", "7:30", "--zone", "Europe/Paris", "--quiet", "22:00-07:00",
    )  # fmt: skip
    said = desk.type("subscribe", "ada@paper.example", *wishes).out
    assert (
        "ada@paper.example is told of everything, drops “alleged” beside “Ida Crane”, from severity low up, "
        "only silent edits, only in en, weekly, on Mondays at 07:30 (Europe/Paris), quiet 22:00-07:00." in said
    )
    (row,) = desk.type("subscriptions", "--json").json
    shown = {key: row[key] for key in ("words", "drops", "adds", "cadence", "at", "zone", "quiet", "disclosures")}
    assert shown == {
        "words": "Ida Crane",
        "drops": "alleged",
        "adds": "",
        "cadence": "weekly",
        "at": "07:30",
        "zone": "Europe/Paris",
        "quiet": "22:00-07:00",
        "disclosures": ["silent"],
    }
    assert "on Mondays" in desk.type("subscriptions").out


def test_hours_are_meant_in_the_zone_of_the_settings(desk: Desk) -> None:
    desk.type("subscribe", "ada@paper.example", "--cadence", "daily")
    (row,) = desk.type("subscriptions", "--json").json
    assert row["zone"] == "Europe/London"


def test_a_webhook_shows_its_secret_once_and_its_address_never(desk: Desk) -> None:
    url = "https://hooks.paper.example/token-of-the-test"
    made = desk.type("subscribe", url, "--json").json
    again = desk.type("subscribe", url, "--json").json
    assert (len(made["secret"]), again["secret"], again["new"]) == (43, "", False)
    said = desk.type("subscribe", "https://hooks.paper.example/other-token").out
    assert "not shown again: " in said
    assert "other-token" not in said
    shown = desk.type("subscriptions").out + desk.type("subscriptions", "--json").out
    assert shown.count("https://hooks.paper.example/") == 4
    assert "token-of-the-test" not in shown
    assert made["secret"] not in shown
    assert "mail" not in said


def test_other_words_are_another_subscription(desk: Desk) -> None:
    for words in ("Ida Crane", "Ida Crane", "Mara Toll"):
        desk.type("subscribe", "ada@paper.example", "--words", words)
    assert len(desk.type("subscriptions", "--json").json) == 2


def test_a_subscription_is_ended_by_its_number(desk: Desk) -> None:
    desk.type("subscribe", "ada@paper.example")
    assert "ada@paper.example is no longer told of everything" in desk.type("unsubscribe", "1").out
    assert desk.type("subscriptions").out == "Nobody is told yet. Next: tracker subscribe you@example.org\n"
    again = desk.type("unsubscribe", "1")
    assert again.code == 2
    assert "tracker subscriptions" in again.next_step


def test_a_test_mail_arrives_and_the_conversation_is_printed(posted: Desk, mailbox: Mailbox) -> None:
    ended = posted.type("mail", "test", "ada@paper.example")
    assert ended.code == 0
    assert "> RCPT TO:<ada@paper.example>" in ended.out
    assert "< 220 " in ended.out
    assert "took the test mail for ada@paper.example" in ended.err
    assert [message["To"] for message in mailbox.messages] == ["ada@paper.example"]
    found = posted.type("mail", "test", "ada@paper.example", "--json").json
    assert found["passed"] is True
    assert {line["side"] for line in found["conversation"]} == {">", "<", "*"}


def test_a_refused_recipient_is_told_with_the_words_of_the_server(posted: Desk, mailbox: Mailbox) -> None:
    mailbox.refused = "ghost@paper.example"
    ended = posted.type("mail", "test", "ghost@paper.example")
    assert ended.code == 9
    assert "< 550 5.1.1 No such mailbox here" in ended.out
    assert ended.complaint
    assert ended.next_step
    assert mailbox.messages == []


def test_a_port_where_nobody_listens_is_told_with_what_to_check(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "desk", mail_settings(nobody_listens()))
    ended = desk.type("mail", "test", "ada@paper.example")
    assert ended.code == 9
    assert "Nothing accepts connections" in ended.complaint
    assert "mail.port" in ended.next_step


def test_without_a_mail_server_the_key_to_set_is_named(desk: Desk) -> None:
    ended = desk.type("mail", "test", "ada@paper.example")
    assert ended.code == 3
    assert "mail.host" in ended.complaint
    assert str(desk.config) in ended.next_step


def test_a_test_mail_to_no_address_is_refused_before_anybody_is_called(posted: Desk, mailbox: Mailbox) -> None:
    ended = posted.type("mail", "test", "ada")
    assert ended.code == 2
    assert "not a mail address" in ended.complaint
