"""Handing messages to the mail server, one connection for many. What a refusal means is decided in `refusal`."""

from __future__ import annotations

import asyncio
import email.policy
import ipaddress
import ssl
from dataclasses import dataclass
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from types import TracebackType
from typing import Final, Self, TypeVar

import aiosmtplib

from tracker.alert.address import clean_address, split_sender
from tracker.alert.refusal import MailServer, Refused, Sent, Trouble, judge, refused
from tracker.config import Security
from tracker.errors import UsageError

__all__ = [
    "Letter",
    "MailServer",
    "Postman",
    "Refused",
    "Security",
    "Sent",
    "Trouble",
    "hand_over",
    "new_line",
    "open_line",
    "send",
    "write_letter",
]

_ON_THE_WIRE: Final = email.policy.SMTP.clone(cte_type="7bit")
_ON_THE_WIRE_UTF8: Final = email.policy.SMTPUTF8.clone(cte_type="7bit")
_LOST_LINES: Final = 3
_BYE_SECONDS: Final = 2.0
_Line = TypeVar("_Line", bound=aiosmtplib.SMTP)


async def send(message: EmailMessage, server: MailServer) -> Sent | Refused:
    """Hand over one message on a connection of its own; see `Postman.send`."""
    async with Postman(server) as postman:
        return await postman.send(message)


class Postman:
    """A round of deliveries on one connection, opened with the first message and reopened when it is lost.

    A server that cannot be used (no connection, no TLS, login refused) is asked once: the rest of the round gets the
    same refusal at once, so that a queue of a hundred does not knock a hundred times or lock an account. For the same
    reason the round ends after three connections in a row were lost. Start a new round to try again. Messages are
    given one after another, not at the same time.
    """

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._client: aiosmtplib.SMTP | None = None
        self._round_over: Refused | None = None
        self._lost = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._hang_up()

    async def send(self, message: EmailMessage) -> Sent | Refused:
        """Hand over one message to its one recipient, the address in To.

        Gives `Sent` only when the server has taken responsibility for it. A message that cannot be sent at all is
        `Refused` for good and leaves the rest of the round alone. After a connection that was lost in the middle
        nobody knows whether the message was taken: it is `Refused` for now, its Message-ID shows a double.
        Raises nothing but cancellation.
        """
        if self._round_over is not None:
            return self._round_over
        letter = write_letter(message, self._server)
        if isinstance(letter, Refused):
            return letter
        client = await self._line()
        if isinstance(client, Refused):
            self._round_over = client
            return client
        answer = await hand_over(letter, client, self._server)
        await self._remember(answer)
        return answer

    async def _line(self) -> aiosmtplib.SMTP | Refused:
        """The open connection, or a new one where it died in between (a NOOP tells)."""
        if self._client is not None:
            try:
                await self._client.noop()
            except (OSError, aiosmtplib.SMTPException):
                await self._hang_up()
        if self._client is None:
            client = await new_line(self._server, aiosmtplib.SMTP)
            if isinstance(client, Refused):
                return client
            problem = await open_line(client, self._server)
            if problem is not None:
                client.close()
                return problem
            self._client = client
        return self._client

    async def _remember(self, answer: Sent | Refused) -> None:
        match answer:
            case Refused(trouble=Trouble.LOST | Trouble.TIMEOUT | Trouble.CONNECT):
                self._lost += 1
                await self._hang_up()
                if self._lost >= _LOST_LINES:
                    self._round_over = answer
            case Refused(trouble=Trouble.LOGIN_REFUSED):
                self._round_over = answer
            case _:
                self._lost = 0

    async def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            if client.is_connected:
                await client.quit(timeout=_BYE_SECONDS)
        except (OSError, aiosmtplib.SMTPException):
            pass  # whatever was taken was acknowledged before; a server may be rude about goodbyes
        finally:
            client.close()


async def new_line(server: MailServer, kind: type[_Line]) -> _Line | Refused:
    """A client for this server, not connected yet, that checks certificates; refused where the settings forbid it."""
    if server.username and server.security is Security.NONE and not _is_this_machine(server.host):
        return refused(Trouble.CLEAR_TEXT, f"will not send a password to {server.host} without TLS", server)
    try:
        context = await asyncio.to_thread(_tls_context, server)
    except (OSError, ValueError) as error:
        return refused(Trouble.CA_FILE, f"the certificate file {server.ca_file} cannot be used: {error}", server)
    return kind(
        hostname=server.host,
        port=server.port,
        timeout=server.timeout_seconds,
        use_tls=server.security is Security.TLS,
        start_tls=False,
        tls_context=context,
        local_hostname=_own_name(server),
    )


async def open_line(client: aiosmtplib.SMTP, server: MailServer) -> Refused | None:
    """Connect, greet, protect and log in; None when mail can be handed over. The caller closes the client.

    The password leaves only after the certificate was verified, or to this machine.
    """
    try:
        await client.connect()
        await _greet(client)
        if server.security is Security.STARTTLS:
            if not client.supports_extension("starttls"):
                return refused(Trouble.NO_STARTTLS, f"{server.host} port {server.port} does not offer TLS", server)
            await client.starttls()
            await _greet(client)
        return await _log_in(client, server) if server.username else None
    except (OSError, aiosmtplib.SMTPException, ValueError) as error:
        return judge(error, server)


async def _greet(client: aiosmtplib.SMTP) -> None:
    try:
        await client.ehlo()
    except aiosmtplib.SMTPHeloError:
        if not client.is_connected:
            raise
        await client.helo()


async def _log_in(client: aiosmtplib.SMTP, server: MailServer) -> Refused | None:
    """Log in with one method, once: a wrong password tried three ways is three steps towards a locked account."""
    methods = {"plain": client.auth_plain, "login": client.auth_login, "cram-md5": client.auth_crammd5}
    offered = [name for name in methods if name in client.server_auth_methods]
    if not offered:
        detail = f"{server.host} port {server.port} offers no login with a password"
        return refused(Trouble.LOGIN_MISSING, detail, server)
    await methods[offered[0]](server.username, server.password)
    return None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it goes on the wire. `international` says that an address needs SMTPUTF8 (RFC 6531)."""

    sender: str
    recipient: str
    content: bytes
    international: bool


def write_letter(message: EmailMessage, server: MailServer) -> Letter | Refused:
    """The message as bytes of seven bits with its sender and one recipient, or why it cannot be written."""
    try:
        sender = split_sender(server.from_address or str(message["From"] or "")).addr_spec
    except UsageError as error:
        return refused(Trouble.SENDER, f"the sender of the mail settings is {error}", server)
    try:
        recipient = clean_address(_only_recipient(message))
        international = not (sender + recipient).isascii()
        policy = _ON_THE_WIRE_UTF8 if international else _ON_THE_WIRE
        return Letter(sender, recipient, message.as_bytes(policy=policy), international)
    except UsageError as error:
        return refused(Trouble.UNSENDABLE, str(error), server)
    except Exception as error:  # noqa: BLE001 - the email library raises whatever it meets on a header it cannot fold
        return refused(Trouble.UNSENDABLE, f"cannot be written as mail: {type(error).__name__}: {error}", server)


def _only_recipient(message: EmailMessage) -> str:
    header = message["To"]
    if not isinstance(header, AddressHeader) or len(header.addresses) != 1:
        raise UsageError("an alert has exactly one recipient")
    return str(header.addresses[0].addr_spec)


async def hand_over(letter: Letter, client: aiosmtplib.SMTP, server: MailServer) -> Sent | Refused:
    """One mail transaction on an open line: MAIL, RCPT, DATA; RSET by itself where it was refused."""
    if letter.international and not client.supports_extension("smtputf8"):
        detail = f"{server.host} cannot carry international addresses (SMTPUTF8): {letter.recipient}"
        return refused(Trouble.INTERNATIONAL, detail, server)
    options = ["SMTPUTF8"] if letter.international else []
    try:
        _, words = await client.sendmail(letter.sender, [letter.recipient], letter.content, mail_options=options)
    except (OSError, aiosmtplib.SMTPException, ValueError) as error:
        return judge(error, server)
    return Sent(words[:200])


def _tls_context(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.ca_file and server.security is not Security.NONE:
        context.load_verify_locations(cafile=server.ca_file)
    return context


def _is_this_machine(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _own_name(server: MailServer) -> str:
    """What we call ourselves in EHLO: the domain we send for, never the name of the machine, which is nobody's
    business; where there is none, the address literal that RFC 5321 §4.1.3 allows instead.
    """
    try:
        domain = split_sender(server.from_address).domain
    except UsageError:
        return "[127.0.0.1]"
    return domain if "." in domain else "[127.0.0.1]"
