"""Who may come in: users and their passwords, sessions, and tokens. Secrets are made here, and kept as hashes only.

Passwords are hashed with argon2id, with the second choice of RFC 9106 §4 (three passes over 64 MiB). Session and token
secrets are 256 random bits, so one SHA-256 is enough for them: nobody can try them all.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from threading import Semaphore
from typing import TYPE_CHECKING

from tracker.app import Tracker
from tracker.config import Login
from tracker.errors import ConfigError, UsageError
from tracker.model.access import Role, Scope, Token, User
from tracker.store import access

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SESSION_LIFE = timedelta(days=14)
SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 1000
_NAME = re.compile(r"[\w.@+-]{1,100}")
_hashing = Semaphore(2)  # each takes 64 MiB for as long as it lasts


def require_users_where_exposed(tracker: Tracker) -> None:
    """Refuse to serve pages to other machines, or to anybody where login is always asked for, before there is a user
    who can log in. Raises ConfigError.
    """
    web = tracker.settings.web
    if web.host in {"0.0.0.0", "::"} and not web.public_url:  # noqa: S104 - it is this that is refused
        raise ConfigError(
            f'web.host = "{web.host}" serves every name of this machine, and web.public_url does not say which is meant',
            hint='set web.public_url = "https://NAME", as people reach it',
        )
    if (web.exposed or web.login is Login.ALWAYS) and not has_users(tracker):
        why = f'web.host = "{web.host}" lets other machines in' if web.exposed else 'web.login = "always"'
        raise ConfigError(f"{why}, and there is no user who can log in", hint="tracker user add NAME --role admin")


def has_users(tracker: Tracker) -> bool:
    """Whether there is any user."""
    with tracker.database.read() as connection:
        return access.any_user(connection)


def is_open(tracker: Tracker) -> bool:
    """Whether the pages ask nobody who they are: on this machine only, while there is no user."""
    web = tracker.settings.web
    return not web.exposed and web.login is Login.AUTO and not has_users(tracker)


# Users


def users(tracker: Tracker) -> list[User]:
    """Every user."""
    with tracker.database.read() as connection:
        return access.all_users(connection)


def find_user(tracker: Tracker, name: str) -> User:
    """The user of that name. Raises UsageError."""
    with tracker.database.read() as connection:
        found = access.user_named(connection, name)
    if found is None:
        raise UsageError(f"there is no user {name[:100]}", hint="`tracker user list` shows all")
    return found[0]


def add_user(tracker: Tracker, name: str, password: str, *, role: Role, address: str = "") -> User:
    """A new user. Raises UsageError where the name is taken or no name, or the password is too short."""
    if not _NAME.fullmatch(name):
        raise UsageError("a user's name has letters, digits and . _ @ + - only, at most 100 of them")
    hashed = _hash(password)
    with tracker.database.write() as connection:
        made = access.add_user(connection, name, role=role, address=address, password_hash=hashed, now=tracker.now())
    if made is None:
        raise UsageError(
            f"there is a user {name} already", hint=f"`tracker user password {name}` sets another password"
        )
    return made


def remove_user(tracker: Tracker, user: User) -> None:
    """Forget a user, with their sessions and tokens."""
    with tracker.database.write() as connection:
        access.remove_user(connection, user)


def set_password(tracker: Tracker, user: User, password: str) -> None:
    """Another password; every session of the user ends. Raises UsageError where it is too short."""
    hashed = _hash(password)
    with tracker.database.write() as connection:
        access.set_password(connection, user, hashed)


def set_role(tracker: Tracker, user: User, role: Role) -> None:
    """Another role; tokens of theirs that open more than that end."""
    with tracker.database.write() as connection:
        access.set_role(connection, user, role)


def knows_password(tracker: Tracker, user: User, password: str) -> bool:
    """Whether this is the user's password."""
    with tracker.database.read() as connection:
        found = access.user_named(connection, user.name)
    return found is not None and _fits(found[1], password)


# Sessions


def log_in(tracker: Tracker, name: str, password: str) -> str | None:
    """The secret of a new session; None where name or password are wrong, which takes as long for a name that is not
    known as for a wrong password.
    """
    strangers = _nobodys_hash()
    with tracker.database.read() as connection:
        found = access.user_named(connection, name[:100])
    if not _fits(found[1] if found else strangers, password) or found is None:
        return None
    secret, now = secrets.token_urlsafe(32), tracker.now()
    with tracker.database.write() as connection:
        access.open_session(connection, found[0], hash_of(secret), now=now, until=now + SESSION_LIFE)
    return secret


def user_of_session(tracker: Tracker, secret: str) -> User | None:
    """Who is logged in with this secret."""
    with tracker.database.read() as connection:
        return access.user_of_session(connection, hash_of(secret), now=tracker.now())


def log_out(tracker: Tracker, secret: str) -> None:
    """End a session."""
    with tracker.database.write() as connection:
        access.close_session(connection, hash_of(secret))


# Tokens


def new_token(tracker: Tracker, name: str, scope: Scope, *, user: User | None = None) -> tuple[Token, str]:
    """A new token and its secret, which is told this once and never again. Raises UsageError: a token of a user opens
    no more than the user may.
    """
    if scope.role and user and not user.role.may(scope.role):
        raise UsageError(f"{user.name} is {user.role.value}, so a token of theirs cannot be {scope.value}")
    secret = secrets.token_urlsafe(32)
    with tracker.database.write() as connection:
        made = access.add_token(
            connection, name[:100], scope=scope, user=user, token_sha256=hash_of(secret), now=tracker.now()
        )
    return made, secret


def token_of(tracker: Tracker, secret: str) -> Token | None:
    """The token that this is the secret of."""
    with tracker.database.read() as connection:
        return access.token_of(connection, hash_of(secret))


def tokens(tracker: Tracker, *, scopes: Sequence[Scope]) -> list[Token]:
    """The tokens of these scopes."""
    with tracker.database.read() as connection:
        return [one for one in access.all_tokens(connection) if one.scope in scopes]


def revoke(tracker: Tracker, number: int, *, scopes: Sequence[Scope]) -> Token:
    """Let a token of these scopes open nothing any more. Raises UsageError where there is none of that number."""
    found = next((one for one in tokens(tracker, scopes=scopes) if one.id == number), None)
    if found is None:
        raise UsageError(f"there is no such token: {number}")
    with tracker.database.write() as connection:
        access.remove_token(connection, number)
    return found


def hash_of(secret: str) -> str:
    """What is kept of a session's or token's secret."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def _hash(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise UsageError(f"a password has at least {SHORTEST_PASSWORD} characters, and at most {_LONGEST_PASSWORD}")
    with _hashing:
        return _hasher().hash(_bytes_of(password))


def _fits(hashed: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        with _hashing:
            return _hasher().verify(hashed, _bytes_of(password[:_LONGEST_PASSWORD]))
    except VerificationError:
        return False


def _bytes_of(password: str) -> bytes:
    return password.encode(errors="surrogatepass")


@cache
def _hasher() -> PasswordHasher:
    import argon2

    return argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)


@cache
def _nobodys_hash() -> str:
    """What a password is held against where the name is not known."""
    with _hashing:
        return _hasher().hash(secrets.token_bytes(32))
