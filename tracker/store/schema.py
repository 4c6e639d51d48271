"""The tables, as Tracker's code sees them; alembic/versions/ holds how they came to be.

Times are whole microseconds since 1970 in UTC: the same order and the same value on every database, and a quarter of
the size of text. Read one by hand with `datetime(first_seen_at / 1e6, 'unixepoch')`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from tracker.schedule import MOST_URGENT

HEAD = "0016"
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
        return None if value is None else ticks(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else time_of(value)


def ticks(at: datetime) -> int:
    """An aware time as it is kept. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    return (at - _EPOCH) // _TICK


def time_of(kept: int) -> datetime:
    """A kept time as an aware one."""
    return _EPOCH + timedelta(microseconds=kept)


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
    # When it may be visited for its articles: not later than its earliest next check allows, or when its lease ends
    Column("ready_at", UtcTime),
    Column("urgency", SmallInteger, nullable=False, default=MOST_URGENT),  # of its most urgent article
    Column("waiting_since_at", UtcTime),  # the last look at that article
    Column("failures", Integer, nullable=False, default=0),  # of the host itself, in a row
    Column("stopped_at", UtcTime),  # since when it is left alone for them
    Column("lied_at", UtcTime),  # when it last answered 304 to what had changed
    # All that `queue` asks to find who comes first: what is changed with `ready_at` costs nothing more beside it.
    Index("ix_hosts_ready", "urgency", "ready_at", "next_allowed_at", "leased_until", "waiting_since_at"),
    sqlite_autoincrement=True,  # a number is never given twice, so links and Message-IDs stay true
)

TROUBLED = text(
    "last_outcome IN ('blocked', 'failed', 'gone', 'suspect') AND state NOT IN ('merged', 'paused') AND NOT awaited"
)
"""Of articles: the last check could not be believed, or found nothing, and no paragraph is merely awaited for a second
look. In these words there is an index for it.
"""

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
    Column("awaited", Boolean, nullable=False, default=False),  # all was read, and a paragraph waits for a second look
    Column("failures", Integer, nullable=False, default=0),
    Column("revisions", Integer, nullable=False, default=0),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("held_fingerprint", String(64), nullable=False, default=""),
    Column("gone_looks", Integer, nullable=False, default=0),
    Column("born_at", UtcTime),  # published, as it claims
    Column("section", String(100), nullable=False, default=""),
    Column("claimed_at", UtcTime),  # the newest date of change that its page has shown
    Column("hint", String(8), nullable=False, default=""),
    Column("idle_hints", SmallInteger, nullable=False, default=0),
    Column("urgency", SmallInteger, nullable=False, default=MOST_URGENT),
    # The one index that every look writes to: `heads` are found in it, and `queue` asks it how late all is.
    Index("ix_articles_host_due", "host_id", "urgency", "next_check_at", "last_checked_at"),
    Index("ix_articles_host", "host_id", "id"),
    Index("ix_articles_state", "state", "id"),
    # The migrations say it of PostgreSQL too. Said here, it would load that dialect with its drivers at every start.
    Index("ix_articles_troubled", "id", sqlite_where=TROUBLED),
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

rates = Table(
    "rates",
    metadata,
    Column("source", String(300), primary_key=True),
    Column("section", String(100), primary_key=True),
    Column("changes", Float, nullable=False),
    Column("expected", Float, nullable=False),
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
    Index("ix_revisions_disclosure", "disclosure", "id"),
    sqlite_autoincrement=True,
)

flags = Table(
    "flags",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("revision_id", ForeignKey("revisions.id"), index=True),
    Column("found_at", UtcTime, nullable=False, index=True),
    Column("window_after_at", UtcTime),
    Column("kind", String(32), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("flag", JSON, nullable=False),
    Index("ix_flags_article", "article_id", "revision_id"),
    Index("ix_flags_severity", "severity", "id"),
    Index("ix_flags_kind", "kind", "severity", "id"),
    Index("ix_flags_kind_article", "kind", "article_id"),
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
    Column("url", Text, nullable=False, default=""),  # in full, with its secrets; empty: `address` is a mail address
    Column("secret", String(64), nullable=False, default=""),
    Column("search", JSON, nullable=False, default={}),
    Column("disclosures", JSON, nullable=False, default=[]),
    Column("languages", JSON, nullable=False, default=[]),
    Column("cadence", String(16), nullable=False, default="at-once"),
    Column("zone", String(64), nullable=False, default=""),
    Column("digest_minute", Integer, nullable=False, default=480),  # of the day, in that zone
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("troubles", Boolean, nullable=False, default=True),  # told when what it follows cannot be read
    Column("refusals", Integer, nullable=False, default=0),  # for good, in a row
    Column("disabled_at", UtcTime),
    Column("disabled_by", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("subscription_id", ForeignKey("subscriptions.id"), nullable=False),
    Column("article_id", ForeignKey("articles.id")),
    Column("revision_id", ForeignKey("revisions.id")),
    Column("flag_id", ForeignKey("flags.id")),
    Column("trouble_id", ForeignKey("troubles.id")),
    Column("recovery", Boolean, nullable=False, default=False),
    Column("held", Boolean, nullable=False, default=False),  # waits for its time, and is told with what waits as well
    Column("told_in", ForeignKey("alerts.id", ondelete="SET NULL"), index=True),  # the one whose message tells it
    Column("gathered_at", UtcTime),  # of one that others are told in
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

troubles = Table(
    "troubles",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("what", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("sources", JSON, nullable=False),  # whose subscribers are told
    Column("found_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime, index=True),
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

pushes = Table(
    "pushes",
    metadata,
    Column("id", _Id, primary_key=True),
    # None: not followed any more, and the hub is to be told
    Column("source_id", ForeignKey("sources.id", ondelete="SET NULL"), unique=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("path", String(64), unique=True),  # the end of the address that the hub calls; None before it is asked
    Column("secret", String(64), nullable=False, default=""),
    Column("state", String(16), nullable=False),
    Column("asked_at", UtcTime),
    Column("next_ask_at", UtcTime, nullable=False, index=True),
    Column("lease_until", UtcTime),
    Column("last_push_at", UtcTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("detail", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)

tallies = Table(  # kept by triggers: see the module of that name
    "tallies",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("rows", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("stored_size", BigInteger, nullable=False),
)

pauses = Table(  # kept by triggers: of the articles of a level that were looked at and will be, how long until then
    "pauses",
    metadata,
    Column("urgency", SmallInteger, primary_key=True, autoincrement=False),
    Column("articles", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),  # microseconds from the last look to the next, of all together
)

heads = Table(  # kept by triggers: of a host's articles of a level the one that is due first, NULL where none will be
    "heads",
    metadata,
    Column("host_id", ForeignKey("hosts.id", ondelete="CASCADE"), primary_key=True),
    Column("urgency", SmallInteger, primary_key=True, autoincrement=False),
    Column("next_check_at", UtcTime),
    Column("waiting_since_at", UtcTime),  # its last look; when it was to have its first where it had none
    Column("article_id", BigInteger),
    sqlite_with_rowid=False,
)

edit_counts = Table(  # kept by triggers: of an article's revisions those that its publisher made, after the first
    "edit_counts",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("edits", Integer, nullable=False),
    Column("to_disclose", Integer, nullable=False),  # of these, those with a verdict
    Column("silent", Integer, nullable=False),
)

utterances = Table(
    "utterances",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("life", BigInteger, nullable=False),  # the first wording of the utterance that this is a wording of
    Column("speaker", Text, nullable=False),
    Column("surname", String(100), nullable=False),
    Column("verb", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("first", Integer, nullable=False),  # the revisions it stood in, first to last
    Column("last", Integer, nullable=False),
    Index("ix_utterances_article", "article_id", "last"),
    Index("ix_utterances_surname", "surname", "id"),
    Index("ix_utterances_life", "life"),
    sqlite_autoincrement=True,
)

triage = Table(
    "triage",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revisions.id"), index=True),
    Column("flag_id", ForeignKey("flags.id"), index=True),
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("who", String(320), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

steps = Table(  # what the list of changes is read from: see the module of that name
    "steps",
    metadata,
    Column("number", _Id, primary_key=True, autoincrement=False),  # of its first flag that is not silent
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), index=True),
    Column("found_at", UtcTime, nullable=False),
    Column("disclosure", String(16), nullable=False),
    Column("triage", String(16), nullable=False, default="unread"),
    Column("low", BigInteger, nullable=False),  # the kinds of its flags of that severity, as bits
    Column("medium", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    Column("critical", BigInteger, nullable=False),
    Index("ix_steps_article", "article_id", "number"),
    Index("ix_steps_found_at", "found_at", "number"),
)

blames = Table(
    "blames",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),  # the revision that it is the blame of
    Column("blame", LargeBinary, nullable=False),
)

FULL_TEXT = "texts"
"""The table of the words of every revision, of another kind in each database: store/dialects.py knows it."""
