from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.alert.mailserver import PASSWORD, USERNAME, Certificates, Mailroom, running, saying
from tests.alert.notices import NOON
from tracker.alert.rehearsal import Rehearsal, Side, explain, rehearse
from tracker.alert.smtp import MailServer, Refused, Security, Sent, Trouble
from tracker.errors import UsageError


def rehearsed(serving: AbstractAsyncContextManager[int], security: Security = Security.NONE, **more: Any) -> Rehearsal:
    async def scenario() -> Rehearsal:
        async with serving as port:
            server = MailServer("localhost", port, security, from_address="Desk <alerts@example.org>", **more)
            return await rehearse(server, "reader@example.net", now=NOON)

    return asyncio.run(scenario())


def conversation(rehearsal: Rehearsal) -> list[str]:
    return [str(exchange) for exchange in rehearsal.exchanges]


def test_a_conversation_is_written_down_line_by_line(tmp_path: Path) -> None:
    certificates = Certificates()
    room = Mailroom()
    rehearsal = rehearsed(
        running(room, starttls=certificates.server_context()),
        Security.STARTTLS,
        username=USERNAME,
        password=PASSWORD,
        ca_file=certificates.write(str(tmp_path / "ca.pem")),
    )
    assert rehearsal.passed
    assert rehearsal.next_step == ""
    assert rehearsal.diagnosis == "localhost took the test mail for reader@example.net."
    said = [exchange.text for exchange in rehearsal.exchanges if exchange.side is Side.CLIENT]
    assert said[:3] == ["EHLO example.org", "STARTTLS", "EHLO example.org"]
    assert said[3] == "AUTH PLAIN ********"
    assert said[4].startswith("MAIL FROM:<alerts@example.org>")
    assert said[5:7] == ["RCPT TO:<reader@example.net>", "DATA"]
    assert said[8] == "QUIT"
    lines = conversation(rehearsal)
    assert "* TLSv1.3, certificate verified for localhost" in lines
    assert "< 235 2.7.0 Authentication successful" in lines
    assert lines.index("< 250-AUTH LOGIN PLAIN") > lines.index("> STARTTLS")
    (message,) = room.messages
    assert message["Subject"] == "Tracker: this is the test mail"


def test_implicit_tls_is_noted_before_the_greeting(tmp_path: Path) -> None:
    certificates = Certificates()
    rehearsal = rehearsed(
        running(Mailroom(), implicit_tls=certificates.server_context()),
        Security.TLS,
        ca_file=certificates.write(str(tmp_path / "ca.pem")),
    )
    assert rehearsal.passed
    assert conversation(rehearsal)[1] == "* TLSv1.3, certificate verified for localhost"
    assert conversation(rehearsal)[2].startswith("< 220 ")


@pytest.mark.parametrize("method", ["LOGIN", "CRAM-MD5", "PLAIN"])
def test_no_form_of_the_password_is_shown(method: str) -> None:
    refusals = (b"334 VXNlcm5hbWU6\r\n", b"535 wrong: letmein-77 bGV0bWVpbi03Nw==\r\n")
    rehearsal = rehearsed(
        saying(b"220 hello\r\n", f"250-me\r\n250 AUTH {method}\r\n".encode(), *refusals[method == "PLAIN" :]),
        username="desk",
        password="letmein-77",
    )
    shown = "\n".join(conversation(rehearsal)) + repr(rehearsal)
    assert isinstance(rehearsal.answer, Refused)
    assert rehearsal.answer.trouble is Trouble.LOGIN_REFUSED
    for secret in ("letmein-77", "bGV0bWVpbi03Nw==", "AGRlc2sAbGV0bWVpbi03Nw=="):
        assert secret not in shown
    assert "********" in shown
    assert "TRACKER_MAIL__PASSWORD" in rehearsal.next_step


@pytest.mark.parametrize(
    ("room", "trouble", "step"),
    [
        (Mailroom(on_rcpt=lambda *_: "450 4.2.0 greylisted"), Trouble.TRY_LATER, "tried again by themselves"),
        (Mailroom(on_rcpt=lambda *_: "554 5.7.1 Relay access denied"), Trouble.RELAY, "mail.username"),
        (Mailroom(on_rcpt=lambda *_: "550 5.1.1 who?"), Trouble.RECIPIENT, "recipient's address"),
        (Mailroom(on_mail=lambda *_: "550 5.7.1 not you"), Trouble.SENDER, "mail.sender"),
        (Mailroom(on_data=lambda *_: "554 5.7.1 spam"), Trouble.MESSAGE, "SPF and DKIM"),
        (Mailroom(hang_up_after_data=1), Trouble.LOST, "try again"),
    ],
    ids=["greylisting", "relay", "recipient", "sender", "spam", "hang up"],
)
def test_a_refusal_comes_with_the_next_step(room: Mailroom, trouble: Trouble, step: str) -> None:
    rehearsal = rehearsed(running(room))
    assert not rehearsal.passed
    assert isinstance(rehearsal.answer, Refused)
    assert rehearsal.answer.trouble is trouble
    assert step in rehearsal.next_step
    assert rehearsal.exchanges[-1].side is Side.NOTE
    assert rehearsal.exchanges[-1].text == rehearsal.answer.detail


def test_a_missing_starttls_is_explained_and_nothing_is_sent() -> None:
    room = Mailroom()
    rehearsal = rehearsed(
        running(room, auth_require_tls=False), Security.STARTTLS, username=USERNAME, password=PASSWORD
    )
    assert "nothing was sent" in rehearsal.diagnosis
    assert [exchange.text for exchange in rehearsal.exchanges if exchange.side is Side.CLIENT] == ["EHLO example.org"]
    assert room.logins == []


def test_a_certificate_for_another_name_is_explained(tmp_path: Path) -> None:
    certificates = Certificates()
    rehearsal = rehearsed(
        running(Mailroom(), starttls=certificates.server_context("mail.elsewhere.example")),
        Security.STARTTLS,
        ca_file=certificates.write(str(tmp_path / "ca.pem")),
    )
    assert "another name than localhost" in rehearsal.diagnosis
    assert "mail.host" in rehearsal.next_step


def test_the_words_of_a_server_that_turns_us_away_are_shown() -> None:
    rehearsal = rehearsed(saying(b"554 no mail \x1b[31mfrom you\r\n"))
    assert "< 554 no mail [31mfrom you" in conversation(rehearsal)
    assert all(exchange.text.isprintable() for exchange in rehearsal.exchanges)


@pytest.mark.parametrize(
    ("port", "security", "hint"),
    [
        (465, Security.STARTTLS, 'mail.security = "tls"'),
        (465, Security.NONE, 'mail.security = "tls"'),
        (587, Security.TLS, 'mail.security = "starttls"'),
        (25, Security.TLS, 'mail.security = "starttls"'),
        (2525, Security.TLS, "587 goes with starttls"),
    ],
)
def test_a_port_that_does_not_fit_the_security_is_named(port: int, security: Security, hint: str) -> None:
    server = MailServer("mail.example.org", port, security)
    answer = Refused(permanent=False, code=None, detail="silence", trouble=Trouble.TLS)
    assert hint in explain(answer, server)[1]


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_diagnosis_and_a_next_step(trouble: Trouble) -> None:
    server = MailServer("mail.example.org", 587, Security.STARTTLS, from_address="a@example.org")
    diagnosis, step = explain(Refused(permanent=False, code=None, detail="", trouble=trouble), server)
    assert diagnosis.endswith(".")
    assert "{" not in diagnosis + step
    assert len(step) > 20


def test_an_international_recipient_is_tried_as_real_mail_is() -> None:
    async def scenario() -> Rehearsal:
        async with running(Mailroom(), enable_SMTPUTF8=True) as port:
            server = MailServer("localhost", port, Security.NONE, from_address="alerts@example.org")
            return await rehearse(server, "jürgen@example.net", now=NOON)

    assert isinstance(asyncio.run(scenario()).answer, Sent)


@pytest.mark.parametrize(("sender", "recipient"), [("", "a@example.net"), ("alerts@example.org", "a@b\nRCPT TO:<c@d>")])
def test_an_address_that_is_none_is_refused_before_anything_is_said(sender: str, recipient: str) -> None:
    with pytest.raises(UsageError):
        asyncio.run(rehearse(MailServer("mail.invalid", 25, Security.NONE, from_address=sender), recipient, now=NOON))


def test_a_rude_goodbye_does_not_undo_a_delivery() -> None:
    answers = [b"220 hello", b"250 me", b"250 sender", b"250 recipient", b"354 go ahead", b"250 taken", b"500 stay"]
    rehearsal = rehearsed(saying(*(answer + b"\r\n" for answer in answers), reads_mail=True))
    assert rehearsal.passed
    assert conversation(rehearsal)[-1] == "* the server hung up without a goodbye"


def test_settings_that_cannot_work_are_explained_without_a_connection(tmp_path: Path) -> None:
    room = Mailroom()
    missing = rehearsed(running(room), Security.STARTTLS, ca_file=str(tmp_path / "missing.pem"))
    assert "mail.ca_file" in missing.next_step
    assert room.connections == 0
