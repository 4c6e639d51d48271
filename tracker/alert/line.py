"""A line to a channel: what is told is written for it first, which may fail on a strange text, and sent then."""

from __future__ import annotations

from functools import partial
from types import TracebackType
from typing import Protocol, Self

from tracker.alert.compose import compose, compose_trial, compose_trouble
from tracker.alert.notice import Envelope, Telling, TrialNotice, TroubleNotice
from tracker.alert.refusal import MailServer, Sending
from tracker.alert.smtp import Postman


class Line(Protocol):
    """An open line, for one round of messages to one channel."""

    async def __aenter__(self) -> Self:
        """Open the line; nothing is dialled yet."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Hang up."""

    def write(self, telling: Telling, envelope: Envelope) -> Sending:
        """The message, ready to be sent. Raises NothingToTell where nothing of it can be seen."""


class MailLine:
    """One conversation with the mail server for the whole round."""

    def __init__(self, server: MailServer) -> None:
        self._postman = Postman(server)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._postman.__aexit__(kind, error, traceback)

    def write(self, telling: Telling, envelope: Envelope) -> Sending:
        """One mail."""
        match telling:
            case TroubleNotice():
                message = compose_trouble(telling, envelope)
            case TrialNotice():
                message = compose_trial(envelope)
            case _:
                message = compose(telling, envelope)
        return partial(self._postman.send, message)
