"""Say of subscriptions what they look for and when they are told, tell many changes in one message, and know what is broken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("url", sa.Text(), nullable=False, server_default=""),
        sa.Column("secret", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("search", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("disclosures", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("cadence", sa.String(length=16), nullable=False, server_default="at-once"),
        sa.Column("zone", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("digest_minute", sa.Integer(), nullable=False, server_default="480"),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("troubles", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.Column("disabled_by", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("subscriptions", column)
    _add_troubles()
    _widen_alerts()


def _add_troubles() -> None:
    op.create_table(
        "troubles",
        sa.Column("id", _number(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_troubles")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_troubles_ended_at", "troubles", ["ended_at"], unique=False)


def _widen_alerts() -> None:
    with op.batch_alter_table("alerts", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("article_id", existing_type=_number(), nullable=True)
        table.add_column(sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("told_in", _number(), nullable=True))
        table.add_column(sa.Column("gathered_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("trouble_id", _number(), nullable=True))
        table.add_column(sa.Column("recovery", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(op.f("fk_alerts_told_in"), "alerts", ["told_in"], ["id"], ondelete="SET NULL")
        table.create_foreign_key(op.f("fk_alerts_trouble_id"), "troubles", ["trouble_id"], ["id"])
    op.create_index("ix_alerts_told_in", "alerts", ["told_in"], unique=False)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
