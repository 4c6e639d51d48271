"""A plain message, the server it goes to, and ways to send: what the tests of deliveries share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from email.message import EmailMessage
from typing import Any

from tracker.alert.smtp import MailServer, Postman, Refused, Security, Sent, send


def mail(to: str = "reader@example.net", subject: str = "2 quotes changed") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Tracker <alerts@example.org>"
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = "<alert-1.store@example.org>"
    message.set_content("“Forty-two” became “forty-three”.\n.\nA line that is one dot stays.\n")
    return message


def server(port: int, security: Security = Security.NONE, **more: Any) -> MailServer:
    return MailServer("localhost", port, security, from_address="alerts@example.org", **more)


def attempt(
    serving: AbstractAsyncContextManager[int],
    describe: Callable[[int], MailServer],
    message: EmailMessage | None = None,
) -> Sent | Refused:
    """One message handed to one server."""

    async def scenario() -> Sent | Refused:
        async with serving as port:
            return await send(message or mail(), describe(port))

    return asyncio.run(scenario())


def deliver_round(
    serving: AbstractAsyncContextManager[int],
    describe: Callable[[int], MailServer],
    messages: list[EmailMessage],
) -> list[Sent | Refused]:
    """Several messages in one round."""

    async def scenario() -> list[Sent | Refused]:
        async with serving as port, Postman(describe(port)) as postman:
            return [await postman.send(message) for message in messages]

    return asyncio.run(scenario())


def refusal(answer: Sent | Refused) -> Refused:
    assert isinstance(answer, Refused)
    assert len(answer.detail) <= 200
    assert answer.detail.isprintable()
    return answer
