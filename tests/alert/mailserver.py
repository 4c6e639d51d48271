"""Real mail servers on loopback, well-behaved and not, that keep what they were given."""
# ruff: noqa: N802, ARG002 - aiosmtpd names the hooks and hands each of them everything

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USERNAME, PASSWORD = "desk@example.org", "correct horse battery"

Reply = Callable[[int, str], str]


def accept(attempt: int, address: str) -> str:
    return "250 OK"


@dataclass
class Mailroom:
    """What arrived: the messages, the logins tried and the connections made. `on_*` decide the answers."""

    on_mail: Reply = accept
    on_rcpt: Reply = accept
    on_data: Reply = accept
    on_hello: Callable[[str], object] = str
    hang_up_after_data: int = 0
    letters: list[Envelope] = field(default_factory=list)
    logins: list[tuple[str, str, bool]] = field(default_factory=list)
    connections: int = 0
    attempts: dict[str, int] = field(default_factory=dict)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(letter.original_content or b"", policy=policies.default) for letter in self.letters]

    def _count(self, name: str) -> int:
        self.attempts[name] = self.attempts.get(name, 0) + 1
        return self.attempts[name]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.on_hello(hostname)
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_mail(self._count("mail"), address)
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_rcpt(self._count("rcpt"), address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        attempt = self._count("data")
        answer = self.on_data(attempt, envelope.rcpt_tos[0])
        if answer.startswith("250"):
            self.letters.append(envelope)
        if attempt <= self.hang_up_after_data:
            _transport(server).abort()
        return answer

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = data.login == USERNAME.encode() and data.password == PASSWORD.encode()
        self.logins.append(
            (mechanism, data.password.decode(), _transport(server).get_extra_info("ssl_object") is not None)
        )
        return AuthResult(success=right, handled=False)


def _transport(server: SMTP) -> asyncio.Transport:
    assert isinstance(server.transport, asyncio.Transport)
    return server.transport


@dataclass
class Certificates:
    """An authority of our own, and what servers show: the right certificate, or one for another name."""

    authority: trustme.CA = field(default_factory=trustme.CA)

    def server_context(self, name: str = "localhost") -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.authority.issue_cert(name).configure_cert(context)
        return context

    def write(self, path: str) -> str:
        self.authority.cert_pem.write_to_path(path)
        return path


@asynccontextmanager
async def running(
    room: Mailroom,
    *,
    starttls: ssl.SSLContext | None = None,
    implicit_tls: ssl.SSLContext | None = None,
    **options: Any,
) -> AsyncIterator[int]:
    """Serve the room on a free port of loopback and give the port."""

    def conversation() -> SMTP:
        room.connections += 1
        options.setdefault("enable_SMTPUTF8", False)
        return SMTP(
            room,
            hostname="mail.example.org",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=room.authenticate,
            loop=asyncio.get_running_loop(),
            **options,
        )

    server = await asyncio.get_running_loop().create_server(conversation, "127.0.0.1", 0, ssl=implicit_tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@contextmanager
def taking_mail(room: object) -> Iterator[int]:
    """Serve whoever has aiosmtpd's hooks from a thread, and give the port, which nobody else can have taken before."""
    listening = socket.create_server(("127.0.0.1", 0))

    class Serving(Controller):
        def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
            created: Awaitable[asyncio.AbstractServer] = self.loop.create_server(self._factory_invoker, sock=listening)
            return created

    port: int = listening.getsockname()[1]
    server = Serving(room, hostname="127.0.0.1", port=port, ready_timeout=60)
    server.start()
    try:
        yield port
    finally:
        server.stop()


@asynccontextmanager
async def saying(*lines: bytes, reads_mail: bool = False) -> AsyncIterator[int]:
    """A server that says these lines, one for each line it hears, the first as its greeting; then it hangs up. After
    354 it hears a whole mail where it `reads_mail`.
    """

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for line in lines:
            writer.write(line)
            await (reader.readuntil(b"\r\n.\r\n") if reads_mail and line.startswith(b"354") else reader.readline())
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
