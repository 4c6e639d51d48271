"""Who may do what: users with a role, and tokens with a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a user may do: a reader reads, an editor adds articles and sorts findings too, an admin manages too."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Its place among the roles: each may do what those below it may."""
        return list(Role).index(self)

    def may(self, needed: Role) -> bool:
        """Whether this role is enough where `needed` is asked for."""
        return self.rank >= needed.rank


class Scope(StrEnum):
    """What a token opens: the feeds alone, or the API as a reader, an editor or an admin."""

    FEED = "feed"
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    @property
    def role(self) -> Role | None:
        """The role that the token acts in; None where it opens nothing but feeds."""
        return {Scope.READ: Role.READER, Scope.WRITE: Role.EDITOR, Scope.ADMIN: Role.ADMIN}.get(self)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can log in. `address` is where their mail goes, empty where nobody said."""

    id: int
    name: str
    role: Role
    address: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A secret that was given out, known by its hash alone: what it is for, what it opens, and the user it belongs to
    (None where it is nobody's).
    """

    id: int
    name: str
    scope: Scope
    user: User | None
    created_at: datetime
