"""Users, sessions and tokens. Of a secret only its hash is kept: who reads the database can log in as nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from tracker.model.access import Role, Scope, Token, User
from tracker.store.schema import sessions, tokens, users


def add_user(
    connection: Connection, name: str, *, role: Role, address: str, password_hash: str, now: datetime
) -> User | None:
    """A new user; None where the name is taken."""
    if user_named(connection, name) is not None:
        return None
    row = {"name": name, "role": role, "address": address, "password_hash": password_hash, "created_at": now}
    number = connection.scalars(insert(users).values(**row).returning(users.c.id)).one()
    return User(number, name, role, address, now)


def any_user(connection: Connection) -> bool:
    """Whether there is any user."""
    return connection.scalar(select(users.c.id).limit(1)) is not None


def all_users(connection: Connection) -> list[User]:
    """Every user, by name."""
    return [_user(row) for row in connection.execute(_users().order_by(users.c.name))]


def user_named(connection: Connection, name: str) -> tuple[User, str] | None:
    """The user of that name with the hash of their password."""
    row = connection.execute(_users().add_columns(users.c.password_hash).where(users.c.name == name)).one_or_none()
    return None if row is None else (_user(row), row.password_hash)


def set_password(connection: Connection, user: User, password_hash: str) -> None:
    """Another password; whoever is logged in with the old one no longer is."""
    connection.execute(update(users).where(users.c.id == user.id).values(password_hash=password_hash))
    connection.execute(delete(sessions).where(sessions.c.user_id == user.id))


def set_role(connection: Connection, user: User, role: Role) -> None:
    """Another role; tokens of the user that open more than that are forgotten."""
    connection.execute(update(users).where(users.c.id == user.id).values(role=role))
    beyond = [scope for scope in Scope if scope.role and not role.may(scope.role)]
    connection.execute(delete(tokens).where(tokens.c.user_id == user.id, tokens.c.scope.in_(beyond)))


def remove_user(connection: Connection, user: User) -> None:
    """Forget a user with their sessions and tokens."""
    for table in (sessions, tokens):
        connection.execute(delete(table).where(table.c.user_id == user.id))
    connection.execute(delete(users).where(users.c.id == user.id))


def open_session(connection: Connection, user: User, token_sha256: str, *, now: datetime, until: datetime) -> None:
    """Let the secret of that hash stand for the user; sessions that have expired go."""
    connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
    row = {"token_sha256": token_sha256, "user_id": user.id, "created_at": now, "expires_at": until}
    connection.execute(insert(sessions).values(**row))


def user_of_session(connection: Connection, token_sha256: str, *, now: datetime) -> User | None:
    """Who is logged in with the secret of that hash."""
    chosen = _users().join(sessions, sessions.c.user_id == users.c.id)
    chosen = chosen.where(sessions.c.token_sha256 == token_sha256, sessions.c.expires_at > now)
    row = connection.execute(chosen).one_or_none()
    return None if row is None else _user(row)


def close_session(connection: Connection, token_sha256: str) -> None:
    """Let the secret of that hash stand for nobody."""
    connection.execute(delete(sessions).where(sessions.c.token_sha256 == token_sha256))


def add_token(
    connection: Connection, name: str, *, scope: Scope, user: User | None, token_sha256: str, now: datetime
) -> Token:
    """Let the secret of that hash open what its scope says."""
    row = {
        "name": name,
        "scope": scope,
        "token_sha256": token_sha256,
        "user_id": user.id if user else None,
        "created_at": now,
    }
    number = connection.scalars(insert(tokens).values(**row).returning(tokens.c.id)).one()
    return Token(number, name, scope, user, now)


def token_of(connection: Connection, token_sha256: str) -> Token | None:
    """The token whose secret has that hash."""
    row = connection.execute(_tokens().where(tokens.c.token_sha256 == token_sha256)).one_or_none()
    return None if row is None else _token(row)


def all_tokens(connection: Connection) -> list[Token]:
    """Every token, in the order they were made."""
    return [_token(row) for row in connection.execute(_tokens().order_by(tokens.c.id))]


def remove_token(connection: Connection, number: int) -> None:
    """Let a token open nothing any more."""
    connection.execute(delete(tokens).where(tokens.c.id == number))


def _users() -> Select[Any]:
    return select(users.c.id, users.c.name, users.c.role, users.c.address, users.c.created_at)


def _tokens() -> Select[Any]:
    own = [column.label(f"user_{column.name}") for column in users.c if column.name != "password_hash"]
    made = (tokens.c.id, tokens.c.name, tokens.c.scope, tokens.c.created_at)
    return select(*made, *own).outerjoin(users, users.c.id == tokens.c.user_id)


def _user(row: Row[Any]) -> User:
    return User(id=row.id, name=row.name, role=Role(row.role), address=row.address, created_at=row.created_at)


def _token(row: Row[Any]) -> Token:
    user = row.user_id and User(
        id=row.user_id,
        name=row.user_name,
        role=Role(row.user_role),
        address=row.user_address,
        created_at=row.user_created_at,
    )
    return Token(row.id, row.name, Scope(row.scope), user or None, row.created_at)
