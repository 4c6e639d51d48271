from __future__ import annotations

import errno
import socket

import aiosmtplib
import pytest

from tracker.alert.refusal import LONGEST_DETAIL, MailServer, Trouble, judge, one_line, refused
from tracker.config import Security

SERVER = MailServer("mail.example.org", 587, Security.STARTTLS, username="desk", password="letmein-77")


@pytest.mark.parametrize(
    ("error", "trouble", "permanent"),
    [
        (aiosmtplib.SMTPNotSupported("SMTPUTF8"), Trouble.INTERNATIONAL, True),
        (aiosmtplib.SMTPServerDisconnected("bye"), Trouble.LOST, False),
        (aiosmtplib.SMTPReadTimeoutError("slow"), Trouble.TIMEOUT, False),
        (aiosmtplib.SMTPHeloError(550, "no"), Trouble.GREETING, False),
        (aiosmtplib.SMTPAuthenticationError(454, "later"), Trouble.TRY_LATER, False),
        (aiosmtplib.SMTPAuthenticationError(535, "wrong"), Trouble.LOGIN_REFUSED, False),
        (aiosmtplib.SMTPResponseException(-1, "what"), Trouble.NOT_SMTP, False),
        (aiosmtplib.SMTPResponseException(421, "closing"), Trouble.TRY_LATER, False),
        (aiosmtplib.SMTPRecipientRefused(550, "authentication required", "a@b"), Trouble.RELAY, False),
        (aiosmtplib.SMTPRecipientRefused(452, "mailbox full", "a@b"), Trouble.TRY_LATER, False),
        (aiosmtplib.SMTPDataError(554, "spam"), Trouble.MESSAGE, True),
        (OSError(errno.ENETUNREACH, "unreachable"), Trouble.CONNECT, False),
        (OSError("several addresses failed"), Trouble.CONNECT, False),
        (socket.gaierror(socket.EAI_NONAME, "unknown name"), Trouble.DNS, False),
        (ValueError("a control character"), Trouble.UNSENDABLE, True),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_an_error_means_one_thing(error: Exception, trouble: Trouble, *, permanent: bool) -> None:
    answer = judge(error, SERVER)
    assert (answer.trouble, answer.permanent) == (trouble, permanent)
    assert answer.detail


def test_a_fault_of_the_settings_never_costs_a_message() -> None:
    for trouble in Trouble:
        answer = refused(trouble, "why", SERVER)
        assert not (answer.configuration and answer.permanent)


def test_words_of_a_server_are_one_clean_line_without_the_password() -> None:
    words = one_line("a\x1b[31m\r\nb \u2028 letmein-77\u202e AGRlc2sAbGV0bWVpbi03Nw== c", SERVER)
    assert words == "a [31m b ******** ******** c"
    assert len(refused(Trouble.LOST, "x" * 100_000, SERVER).detail) == LONGEST_DETAIL


def test_a_server_without_a_password_masks_nothing() -> None:
    assert one_line("250 OK", MailServer("localhost", 25, Security.NONE)) == "250 OK"
