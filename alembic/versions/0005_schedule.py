"""Know how urgent articles and hosts are, what sources are like, and which hosts are left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NEVER_LOOKED_AT = "13"
_ONCE_LOOKED_AT = 6  # about an edit in two months, until its next look says better


def upgrade() -> None:
    _widen_articles()
    _widen_hosts()
    op.create_table(
        "rates",
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("section", sa.String(length=100), nullable=False),
        sa.Column("changes", sa.Float(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("source", "section", name=op.f("pk_rates")),
    )


def _widen_articles() -> None:
    for column in (
        sa.Column("born_at", sa.BigInteger(), nullable=True),
        sa.Column("section", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("hint", sa.String(length=8), nullable=False, server_default=""),
        sa.Column("idle_hints", sa.SmallInteger(), nullable=False, server_default="0"),
        sa.Column("urgency", sa.SmallInteger(), nullable=False, server_default=_NEVER_LOOKED_AT),
    ):
        op.add_column("articles", column)
    articles = sa.table("articles", sa.column("urgency"), sa.column("last_checked_at"))
    looked_at = articles.c.last_checked_at.is_not(None)
    op.execute(articles.update().where(looked_at).values(urgency=_ONCE_LOOKED_AT))
    for name in ("ix_articles_host_due", "ix_articles_due"):
        op.drop_index(name, table_name="articles")
    due = ["host_id", "urgency", "next_check_at", "last_checked_at"]
    op.create_index("ix_articles_host_due", "articles", due, unique=False)


def _widen_hosts() -> None:
    for column in (
        sa.Column("ready_at", sa.BigInteger(), nullable=True),
        sa.Column("urgency", sa.SmallInteger(), nullable=False, server_default=_NEVER_LOOKED_AT),
        sa.Column("waiting_since_at", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
    ):
        op.add_column("hosts", column)
    hosts = sa.table("hosts", *(sa.column(name) for name in ("id", "ready_at", "waiting_since_at")))
    articles = sa.table("articles", *(sa.column(name) for name in ("host_id", "next_check_at", "last_checked_at")))
    own = sa.select(sa.func.min(articles.c.next_check_at)).where(articles.c.host_id == hosts.c.id)
    op.execute(hosts.update().values(ready_at=own.scalar_subquery()))
    op.execute(hosts.update().values(waiting_since_at=hosts.c.ready_at))
    op.create_index("ix_hosts_ready", "hosts", ["urgency", "ready_at"], unique=False)
