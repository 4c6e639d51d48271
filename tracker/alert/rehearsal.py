"""One test mail with every line of the conversation written down, and what to do about what went wrong.

It speaks through the same client and judges by the same rules as real deliveries do, so what passes here passes there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from typing import Any, Final

import aiosmtplib
from aiosmtplib.response import SMTPResponse

from tracker.alert.address import clean_address, split_sender
from tracker.alert.headers import POLICY
from tracker.alert.identity import trial_id
from tracker.alert.refusal import MailServer, Refused, Sent, Trouble, one_line
from tracker.alert.smtp import Letter, hand_over, new_line, open_line, write_letter
from tracker.config import Security

_MASK: Final = "********"
_SPOKEN: Final = frozenset({"EHLO", "HELO", "MAIL", "RCPT", "RSET", "NOOP", "QUIT"})


class Side(StrEnum):
    """Who said a line; `NOTE` is Tracker explaining what happened between the lines."""

    CLIENT = ">"
    SERVER = "<"
    NOTE = "*"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of the conversation, printable, secrets masked."""

    side: Side
    text: str

    def __str__(self) -> str:
        return f"{self.side} {self.text}"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was said, how it ended, and in plain words what that means and what to do next (empty after success)."""

    exchanges: tuple[Exchange, ...]
    answer: Sent | Refused
    diagnosis: str
    next_step: str

    @property
    def passed(self) -> bool:
        """Whether the server took the test mail."""
        return isinstance(self.answer, Sent)


async def rehearse(server: MailServer, to_address: str, *, now: datetime) -> Rehearsal:
    """Send a small test mail to `to_address` and tell how each step went.

    Whatever the server or the network does is in the answer. Raises UsageError only, for an address that is none:
    the recipient typed, or the sender in the settings.
    """
    message = _test_mail(server, clean_address(to_address), now)
    heard: list[Exchange] = []

    def listen(side: Side, text: str) -> None:
        heard.extend(Exchange(side, one_line(line, server)) for line in text.split("\n"))

    listen(Side.NOTE, f"{server.host} port {server.port}, {_PROTECTION[server.security]}")
    answer = await _converse(message, server, listen)
    if isinstance(answer, Sent):
        diagnosis = f"{server.host} took the test mail for {message['To']}."
        return Rehearsal(tuple(heard), answer, diagnosis, "")
    listen(Side.NOTE, answer.detail)
    diagnosis, next_step = explain(answer, server)
    return Rehearsal(tuple(heard), answer, diagnosis, next_step)


def explain(answer: Refused, server: MailServer) -> tuple[str, str]:
    """A refusal in plain words, and the next step for the person who owns the mail settings."""
    diagnosis, next_step = _ADVICE[answer.trouble]
    if answer.trouble in {Trouble.TIMEOUT, Trouble.TLS, Trouble.LOST, Trouble.NOT_SMTP, Trouble.NO_STARTTLS}:
        next_step = _PORT_ADVICE.get((server.port, server.security), next_step)
    return diagnosis.format(server=server), next_step.format(server=server)


_PROTECTION: Final = {
    Security.STARTTLS: "TLS begun by STARTTLS",
    Security.TLS: "TLS from the first byte",
    Security.NONE: "no TLS",
}
_PORT_ADVICE: Final = {
    (465, Security.STARTTLS): 'port 465 speaks TLS from the first byte: set mail.security = "tls", or mail.port = 587',
    (465, Security.NONE): 'port 465 speaks TLS from the first byte: set mail.security = "tls"',
    (587, Security.TLS): 'port 587 begins in clear: set mail.security = "starttls", or mail.port = 465',
    (25, Security.TLS): 'port 25 begins in clear: set mail.security = "starttls", or mail.port = 465',
}
_ADVICE: Final = {
    Trouble.DNS: (
        "The name {server.host} does not lead anywhere.",
        "look for a typing error in mail.host, and check that this machine can resolve names",
    ),
    Trouble.CONNECT: (
        "Nothing accepts connections at {server.host} port {server.port}.",
        "check mail.host and mail.port (587 for STARTTLS, 465 for TLS), and whether a firewall blocks outgoing mail",
    ),
    Trouble.TIMEOUT: (
        "{server.host} port {server.port} stays silent.",
        "check mail.port and mail.security (587 with starttls, 465 with tls); many networks block port 25",
    ),
    Trouble.LOST: (
        "The server hung up in the middle.",
        "try again in a minute; if it stays so, check mail.port and mail.security, or ask the server's operator",
    ),
    Trouble.GREETING: (
        "The server turned us away at the door.",
        "its words are above; it may refuse this network, or be busy: ask the server's operator",
    ),
    Trouble.NOT_SMTP: (
        "Something else than a mail server answers at {server.host} port {server.port}.",
        "check mail.port: 587 for STARTTLS, 465 for TLS",
    ),
    Trouble.TLS: (
        "The server does not speak TLS as it was asked to.",
        "check mail.port and mail.security: 587 goes with starttls, 465 with tls",
    ),
    Trouble.NO_STARTTLS: (
        "The server offers no STARTTLS, so nothing was sent, no password either.",
        'set mail.port = 465 and mail.security = "tls"; "none" is only for a server on this machine',
    ),
    Trouble.CERTIFICATE: (
        "The server's certificate cannot be trusted, so nothing was sent.",
        "if an authority of your own signed it, name its file in mail.ca_file; if it expired, the server must renew it",
    ),
    Trouble.CERTIFICATE_NAME: (
        "The server's certificate is for another name than {server.host}, so nothing was sent.",
        "set mail.host to the name in the certificate, usually the one in your provider's instructions",
    ),
    Trouble.CA_FILE: (
        "The file of certificate authorities cannot be read.",
        "point mail.ca_file to a PEM file, or leave it empty to trust the system's authorities",
    ),
    Trouble.CLEAR_TEXT: (
        "Tracker sends no password over a connection that others can read.",
        'set mail.security = "starttls" (port 587) or "tls" (port 465)',
    ),
    Trouble.TLS_WANTED: (
        "The server takes no mail without TLS.",
        'set mail.security = "starttls", or "tls" with mail.port = 465',
    ),
    Trouble.LOGIN_MISSING: (
        "The server offers no login with a user name and a password.",
        "if it needs none, leave mail.username empty; if it is a submission server, use port 587 or 465",
    ),
    Trouble.LOGIN_REFUSED: (
        "The server refused the login.",
        "check mail.username and TRACKER_MAIL__PASSWORD; large providers want an app password instead of your own",
    ),
    Trouble.SENDER: (
        "The server does not let us send as {server.from_address}.",
        "set mail.sender to an address that belongs to this account",
    ),
    Trouble.RELAY: (
        "The server takes no mail for other domains from us.",
        "set mail.username and TRACKER_MAIL__PASSWORD, or use your provider's submission server",
    ),
    Trouble.TRY_LATER: (
        "The server asks us to come back later, as many do with a sender they see for the first time (greylisting).",
        "alerts are tried again by themselves; run this test again in a few minutes",
    ),
    Trouble.RECIPIENT: (
        "The server refuses this recipient for good.",
        "check the recipient's address; its words are above",
    ),
    Trouble.MESSAGE: (
        "The server refuses this message for good.",
        "its words are above; if they speak of spam or policy, check SPF and DKIM of the sender's domain",
    ),
    Trouble.INTERNATIONAL: (
        "The server cannot carry an address with letters outside ASCII.",
        "use an ASCII address for this recipient, or a server that offers SMTPUTF8",
    ),
    Trouble.UNSENDABLE: ("The message cannot be put into the form of a mail.", "this is a fault in Tracker: report it"),
}


class _Overheard(aiosmtplib.SMTP):
    """The ordinary client, telling what it says and hears. Only known commands are shown as they are: whatever else is
    said belongs to a login.
    """

    listen: Callable[[Side, str], None]

    async def connect(self, **options: Any) -> SMTPResponse:
        try:
            response = await super().connect(**options)
        except aiosmtplib.SMTPConnectResponseError as error:
            self._heard(SMTPResponse(error.code, error.message))
            raise
        if self.use_tls:
            self.listen(Side.NOTE, _protection_in_use(self))
        return self._heard(response)

    async def execute_command(self, *args: bytes, **options: Any) -> SMTPResponse:
        verb, *rest = [arg.decode("utf-8", "replace") for arg in args]
        if verb == "AUTH":
            self.listen(Side.CLIENT, " ".join(["AUTH", *rest[:1], *[_MASK for _ in rest[1:]]]))
        else:
            self.listen(Side.CLIENT, " ".join([verb, *rest]) if verb in _SPOKEN else _MASK)
        return self._heard(await super().execute_command(*args, **options))

    async def starttls(self, **options: Any) -> SMTPResponse:
        self.listen(Side.CLIENT, "STARTTLS")
        response = self._heard(await super().starttls(**options))
        self.listen(Side.NOTE, _protection_in_use(self))
        return response

    async def data(self, message: str | bytes, /, **options: Any) -> SMTPResponse:
        self.listen(Side.CLIENT, "DATA")
        try:
            response = await super().data(message, **options)
        except aiosmtplib.SMTPDataError as error:
            self._heard(SMTPResponse(error.code, error.message))
            raise
        self.listen(Side.CLIENT, f"(the test mail, {len(message)} bytes)")
        return self._heard(response)

    def _heard(self, response: SMTPResponse) -> SMTPResponse:
        *lines, last = response.message.split("\n")
        for line in lines:
            self.listen(Side.SERVER, f"{response.code}-{line}")
        self.listen(Side.SERVER, f"{response.code} {last}")
        return response


async def _converse(message: EmailMessage, server: MailServer, listen: Callable[[Side, str], None]) -> Sent | Refused:
    letter = write_letter(message, server)
    if isinstance(letter, Refused):
        return letter
    client = await new_line(server, _Overheard)
    if isinstance(client, Refused):
        return client
    client.listen = listen
    try:
        problem = await open_line(client, server)
        return problem or await _deliver(letter, client, server)
    finally:
        client.close()


async def _deliver(letter: Letter, client: _Overheard, server: MailServer) -> Sent | Refused:
    answer = await hand_over(letter, client, server)
    if client.is_connected:
        await _say_goodbye(client)
    return answer


async def _say_goodbye(client: _Overheard) -> None:
    try:
        await client.quit(timeout=2.0)
    except (OSError, aiosmtplib.SMTPException):
        client.listen(Side.NOTE, "the server hung up without a goodbye")


def _protection_in_use(client: aiosmtplib.SMTP) -> str:
    tls = client.get_transport_info("ssl_object")
    return f"{tls.version()}, certificate verified for {client.hostname}" if tls is not None else "TLS is on"


def _test_mail(server: MailServer, recipient: str, now: datetime) -> EmailMessage:
    sender = split_sender(server.from_address)
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = "Tracker: this is the test mail"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = trial_id(sender.domain, now)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("This mail shows that Tracker can send its alerts through your mail server.\n")
    return message
