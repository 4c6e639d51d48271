"""Words of every revision to search by, who was quoted with which words, and what people decided about changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.backfill import fill

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "utterances",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("article_id", _ID, nullable=False),
        sa.Column("life", sa.BigInteger(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("surname", sa.String(100), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_utterances_article_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_utterances_article", "utterances", ["article_id", "last"])
    op.create_index("ix_utterances_surname", "utterances", ["surname", "id"])
    op.create_index("ix_utterances_life", "utterances", ["life"])
    op.create_table(
        "triage",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("article_id", _ID, nullable=False),
        sa.Column("revision_id", _ID, nullable=True),
        sa.Column("flag_id", _ID, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.String(320), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_triage_article_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_triage_revision_id"),
        sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name="fk_triage_flag_id"),
        sqlite_autoincrement=True,
    )
    for column in ("article_id", "revision_id", "flag_id"):
        op.create_index(f"ix_triage_{column}", "triage", [column])
    op.create_index("ix_revisions_told", "revisions", ["article_id", "cause", "disclosure"])
    op.create_index("ix_flags_kind_article", "flags", ["kind", "article_id"])
    fill(op.get_bind())
