"""Sentence blame of each article, kept as far as it was folded; what is missing is folded when it is asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
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
