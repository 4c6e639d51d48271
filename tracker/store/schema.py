"""The tables, as Tracker's code sees them; alembic/versions/ holds how they came to be.

Times are whole microseconds since 1970 in UTC: the same order and the same value on every database, and a quarter of
the size of text. Read one by hand with `datetime(first_seen_at / 1e6, 'unixepoch')`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

HEAD = "0010"
"""The newest migration in alembic/versions/, which is what these tables are."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as microseconds since 1970. Refuses naive times, which mean a different instant on every
    machine.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else _EPOCH + timedelta(microseconds=value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER

stores = Table(
    "stores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(32), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

hosts = Table(
    "hosts",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", String(300), nullable=False, unique=True),
    Column("next_allowed_at", UtcTime, nullable=False),
    Column("leased_until", UtcTime),
    Column("lease_token", BigInteger, nullable=False, default=0),
    Column("memory", LargeBinary),  # what stands on several of its articles, packed
    sqlite_autoincrement=True,  # a number is never given twice, so links and Message-IDs stay true
)

articles = Table(
    "articles",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("url", Text, nullable=False),
    Column("host_id", ForeignKey("hosts.id"), nullable=False),
    Column("source", String(300), nullable=False, index=True),
    Column("headline", Text, nullable=False, default=""),
    Column("state", String(16), nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("next_check_at", UtcTime),
    Column("last_checked_at", UtcTime),
    Column("last_changed_at", UtcTime),
    Column("last_outcome", String(16)),
    Column("last_detail", Text, nullable=False, default=""),
    Column("failures", Integer, nullable=False, default=0),
    Column("revisions", Integer, nullable=False, default=0),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("held_fingerprint", String(64), nullable=False, default=""),
    Column("gone_looks", Integer, nullable=False, default=0),
    Index("ix_articles_host_due", "host_id", "next_check_at"),
    Index("ix_articles_due", "next_check_at"),
    Index("ix_articles_host", "host_id", "id"),
    sqlite_autoincrement=True,
)

sketches = Table(
    "sketches",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("extractor", String(32), nullable=False),
    Column("drawn_at", UtcTime, nullable=False),
    Column("glances", Integer, nullable=False, default=0),
    Column("sketch", LargeBinary, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    Column("key", String(2100), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_size", BigInteger, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
    Column("dropped_at", UtcTime),  # the bytes are kept no longer; the row says so for ever
    Column("dropped_by", Text),
    sqlite_autoincrement=True,
)

checks = Table(
    "checks",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("status", Integer),
    Column("detail", Text, nullable=False, default=""),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Column("capture", JSON),  # headers, hops, peer, TLS: kept where a body was kept
    Index("ix_checks_article", "article_id", "id"),
    sqlite_autoincrement=True,
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("cause", String(16), nullable=False),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("window_after_at", UtcTime),
    Column("check_id", ForeignKey("checks.id"), nullable=False),
    Column("snapshot_id", ForeignKey("snapshots.id"), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("extractor", String(32), nullable=False),
    Column("comparer", String(32), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("headline", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("disclosure", String(16), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("reverts_to", Integer),
    UniqueConstraint("article_id", "number"),
    Index("ix_revisions_first_seen_at", "first_seen_at"),
    sqlite_autoincrement=True,
)

flags = Table(
    "flags",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revisions.id"), index=True),
    Column("found_at", UtcTime, nullable=False, index=True),
    Column("window_after_at", UtcTime),
    Column("kind", String(32), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("flag", JSON, nullable=False),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("address", String(320), nullable=False),
    Column("article_id", ForeignKey("articles.id")),
    Column("source", String(300), nullable=False, default=""),
    Column("floor", String(16), nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("token", String(64), nullable=False, unique=True),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    sqlite_autoincrement=True,
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("subscription_id", ForeignKey("subscriptions.id"), nullable=False),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("revision_id", ForeignKey("revisions.id")),
    Column("flag_id", ForeignKey("flags.id")),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", UtcTime, nullable=False),
    Column("next_attempt_at", UtcTime, nullable=False),
    Column("leased_until", UtcTime),
    Column("sent_at", UtcTime),
    Column("last_error", Text, nullable=False, default=""),
    Index("ix_alerts_due", "state", "next_attempt_at"),
    Index("ix_alerts_thread", "subscription_id", "article_id", "id"),
    sqlite_autoincrement=True,
)

sources = Table(
    "sources",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("url", Text, nullable=False),
    Column("asked_url", Text, nullable=False),
    Column("url_sha256", String(64), nullable=False, unique=True),  # an address is too long for an index
    Column("host_id", ForeignKey("hosts.id"), nullable=False),
    Column("name", String(300), nullable=False),
    Column("kind", String(16), nullable=False, default=""),
    Column("include", JSON, nullable=False),
    Column("exclude", JSON, nullable=False),
    Column("cap", Integer, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("next_look_at", UtcTime, nullable=False),
    Column("last_looked_at", UtcTime),
    Column("last_outcome", String(16)),
    Column("last_detail", Text, nullable=False, default=""),
    Column("failures", Integer, nullable=False, default=0),
    Column("pause_seconds", Integer, nullable=False),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Index("ix_sources_due", "next_look_at"),
    sqlite_autoincrement=True,
)

source_items = Table(
    "source_items",
    metadata,
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(32), primary_key=True),  # SHA-256 of what the source calls it, shortened
    # None: a person forgot the article, and it must not come back
    Column("article_id", ForeignKey("articles.id", ondelete="SET NULL"), index=True),
    Column("claimed_at", UtcTime),  # when the source says that it was updated
)

users = Table(
    "users",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("address", String(320), nullable=False, default=""),
    Column("password_hash", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), index=True),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)
