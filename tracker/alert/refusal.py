"""What became of one attempt to send: `Sent`, or `Refused` with what is wrong, how long it lasts and whose move it is.

It knows the reply codes of SMTP and the errors of the library that speaks it; the conversation itself is in `smtp`.
"""

from __future__ import annotations

import base64
import os
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import aiosmtplib

from tracker.config import Security

LONGEST_DETAIL: Final = 200


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over and as whom. `ca_file` is a PEM file with certificate authorities trusted besides the
    system's. `from_address` is the sender, with or without a name in front.
    """

    host: str
    port: int
    security: Security
    username: str = ""
    password: str = field(default="", repr=False)
    from_address: str = ""
    timeout_seconds: float = 30
    ca_file: str = ""


class Trouble(StrEnum):
    """What went wrong, as finely as the next step differs."""

    DNS = "dns"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    LOST = "lost"
    GREETING = "greeting"
    NOT_SMTP = "not_smtp"
    TLS = "tls"
    NO_STARTTLS = "no_starttls"
    CERTIFICATE = "certificate"
    CERTIFICATE_NAME = "certificate_name"
    CA_FILE = "ca_file"
    CLEAR_TEXT = "clear_text"
    TLS_WANTED = "tls_wanted"
    LOGIN_MISSING = "login_missing"
    LOGIN_REFUSED = "login_refused"
    SENDER = "sender"
    RELAY = "relay"
    TRY_LATER = "try_later"
    RECIPIENT = "recipient"
    MESSAGE = "message"
    INTERNATIONAL = "international"
    UNSENDABLE = "unsendable"


_CONFIGURATION: Final = frozenset(
    {
        Trouble.DNS,
        Trouble.NOT_SMTP,
        Trouble.TLS,
        Trouble.NO_STARTTLS,
        Trouble.CERTIFICATE,
        Trouble.CERTIFICATE_NAME,
        Trouble.CA_FILE,
        Trouble.CLEAR_TEXT,
        Trouble.TLS_WANTED,
        Trouble.LOGIN_MISSING,
        Trouble.LOGIN_REFUSED,
        Trouble.SENDER,
        Trouble.RELAY,
    }
)
_PERMANENT: Final = frozenset({Trouble.RECIPIENT, Trouble.MESSAGE, Trouble.INTERNATIONAL, Trouble.UNSENDABLE})
_LOGIN_WANTED: Final = 530
_LOGIN_CODES: Final = frozenset({_LOGIN_WANTED, 534, 535, 538})  # RFC 4954 §6
_TOO_LARGE: Final = frozenset({523, 552})  # RFC 1870 §6.1, RFC 4468
_PERMANENT_FROM: Final = 500  # RFC 5321 §4.2.1


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took responsibility for the message; `detail` is what it said."""

    detail: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The message was not taken. `code` is the SMTP reply code where there was a reply; `detail` is one line for a
    person, at most 200 characters, without secrets.

    `permanent` means: no use in trying this message again. Whatever is wrong with the server or with how it is
    configured is temporary, because a person can mend it while the message waits.
    """

    permanent: bool
    code: int | None
    detail: str
    trouble: Trouble

    @property
    def configuration(self) -> bool:
        """Whether somebody must change the mail settings; waiting alone will not help."""
        return self.trouble in _CONFIGURATION


Sending = Callable[[], Awaitable[Sent | Refused]]
"""Hands a written message over, and says what became of it; raises nothing but cancellation."""


def refused(trouble: Trouble, detail: str, server: MailServer, *, code: int | None = None) -> Refused:
    """A refusal, its words made one clean line without the password."""
    return Refused(
        permanent=trouble in _PERMANENT, code=code, detail=one_line(detail, server)[:LONGEST_DETAIL], trouble=trouble
    )


def judge(error: Exception, server: MailServer) -> Refused:
    """What an error of the conversation means (RFC 5321 §4.2.1: 4yz may pass, 5yz will not)."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return judge(error.recipients[0], server)
        case aiosmtplib.SMTPResponseException():
            return _judge_reply(error, server)
        case aiosmtplib.SMTPNotSupported():
            trouble, detail = Trouble.INTERNATIONAL, "the mail server cannot carry international addresses"
        case TimeoutError():
            trouble = Trouble.TIMEOUT
            detail = f"{server.host} port {server.port} did not answer within {server.timeout_seconds:g} s"
        case aiosmtplib.SMTPConnectError(__cause__=OSError() as cause):
            return _judge_socket(cause, server)
        case aiosmtplib.SMTPServerDisconnected():
            trouble, detail = Trouble.LOST, f"{server.host} port {server.port} hung up in the middle"
        case OSError():
            return _judge_socket(error, server)
        case _:
            trouble, detail = Trouble.UNSENDABLE, f"cannot be sent: {error}"
    return refused(trouble, detail, server)


def one_line(text: str, server: MailServer) -> str:
    """Words of the world, made one printable line, the password and its base64 form masked."""
    words = " ".join("".join(char if char.isprintable() else " " for char in text[:4000]).split())
    for secret in secrets(server):
        words = words.replace(secret, "********")
    return words


def secrets(server: MailServer) -> tuple[str, ...]:
    """Every form in which the password could come back: as it is, and as SMTP's login methods encode it."""
    if not server.password:
        return ()
    plain = f"\0{server.username}\0{server.password}"
    return (
        base64.b64encode(plain.encode()).decode(),
        base64.b64encode(server.password.encode()).decode(),
        server.password,
    )


def _judge_reply(error: aiosmtplib.SMTPResponseException, server: MailServer) -> Refused:
    if error.code < 0:
        return refused(
            Trouble.NOT_SMTP, f"{server.host} port {server.port} does not speak SMTP: {error.message}", server
        )
    trouble = _reply_trouble(error)
    return refused(trouble, f"{error.code} {error.message}", server, code=error.code)


def _reply_trouble(error: aiosmtplib.SMTPResponseException) -> Trouble:
    words = error.message.lower()
    match error:
        case aiosmtplib.SMTPConnectResponseError() | aiosmtplib.SMTPHeloError():
            trouble = Trouble.GREETING
        case _ if error.code < _PERMANENT_FROM:
            trouble = Trouble.TRY_LATER
        case _ if error.code == _LOGIN_WANTED and "starttls" in words:  # RFC 3207 §4
            trouble = Trouble.TLS_WANTED
        case _ if error.code in _LOGIN_CODES or isinstance(error, aiosmtplib.SMTPAuthenticationError):
            trouble = Trouble.LOGIN_REFUSED
        case aiosmtplib.SMTPSenderRefused() if error.code not in _TOO_LARGE:
            trouble = Trouble.SENDER
        # no reply code tells "you may not send through me" from "this mailbox does not exist"; the words do
        case aiosmtplib.SMTPRecipientRefused() if "relay" in words or "authenticat" in words:
            trouble = Trouble.RELAY
        case aiosmtplib.SMTPRecipientRefused():
            trouble = Trouble.RECIPIENT
        case _:
            trouble = Trouble.MESSAGE
    return trouble


def _judge_socket(error: OSError, server: MailServer) -> Refused:
    where = f"{server.host} port {server.port}"
    hostname_mismatch = 62  # OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH; 64 is the same for addresses
    address_mismatch = 64
    if isinstance(error, aiosmtplib.SMTPException):
        return refused(Trouble.LOST, f"{where} hung up before its greeting", server)
    match error:
        case ssl.SSLCertVerificationError():
            named = error.verify_code in {hostname_mismatch, address_mismatch}
            trouble = Trouble.CERTIFICATE_NAME if named else Trouble.CERTIFICATE
            return refused(trouble, f"the certificate of {where} is refused: {error.verify_message}", server)
        case ssl.SSLError():
            return refused(Trouble.TLS, f"{where} does not speak TLS as expected: {error.reason}", server)
        case socket.gaierror():
            return refused(Trouble.DNS, f"the name {server.host} cannot be resolved: {error.strerror}", server)
        case _:
            why = os.strerror(error.errno) if error.errno else str(error)
            return refused(Trouble.CONNECT, f"cannot connect to {where}: {why}", server)
