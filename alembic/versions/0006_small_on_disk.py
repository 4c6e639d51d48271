"""Say of dropped captures when and by which rule, and find an article's siblings on its host."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("snapshots", sa.Column("dropped_at", sa.BigInteger(), nullable=True))
    op.add_column("snapshots", sa.Column("dropped_by", sa.Text(), nullable=True))
    op.create_index("ix_articles_host", "articles", ["host_id", "id"], unique=False)
