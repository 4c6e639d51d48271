"""Whoever asks for a page: how they came in, in which role, and the token that their forms carry."""

from __future__ import annotations

import hashlib
import hmac
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum

from tracker.model.access import Role, User

CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"


class Entrance(Enum):
    """How a visitor came in: past an open door, by a session's cookie, or with a token that no browser sends by itself."""

    OPEN = "open"
    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a word, not a secret


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who was let in. `user` is None at an open door and for a token that belongs to nobody."""

    entrance: Entrance
    role: Role
    user: User | None
    csrf: str

    def sent(self, token: str) -> bool:
        """Whether this is the token of the visitor's own forms."""
        return hmac.compare_digest(self.csrf.encode(), token.encode(errors="replace"))


VISITOR: ContextVar[Visitor | None] = ContextVar("visitor", default=None)
"""Who asked for what is being answered; None where nobody was asked who they are."""


def csrf_of(secret: str) -> str:
    """The token for the forms of a session: it follows from the session's secret, and does not give it away."""
    return hmac.new(secret.encode(errors="surrogatepass"), b"forms", hashlib.sha256).hexdigest()
