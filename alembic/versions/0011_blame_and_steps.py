"""Sentence blame of each article, which is folded when it is asked for first, and a narrow list of all changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.steps import fill_steps

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "blames",
        sa.Column("article_id", number, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("blame", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_blames_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_blames")),
    )
    op.create_table(
        "steps",
        sa.Column("number", number, nullable=False, autoincrement=False),
        sa.Column("article_id", number, nullable=False),
        sa.Column("revision_id", number, nullable=True),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("disclosure", sa.String(length=16), nullable=False),
        sa.Column("triage", sa.String(length=16), nullable=False),
        *(sa.Column(severity, sa.BigInteger(), nullable=False) for severity in ("low", "medium", "high", "critical")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_steps_article_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_steps_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_steps")),
    )
    op.create_index(op.f("ix_steps_revision_id"), "steps", ["revision_id"], unique=False)
    op.create_index("ix_steps_article", "steps", ["article_id", "number"])
    op.create_index("ix_steps_found_at", "steps", ["found_at", "number"])
    fill_steps(op.get_bind())
