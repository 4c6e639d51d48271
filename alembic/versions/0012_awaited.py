"""An article of which only a paragraph is awaited for a second look is in no trouble."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TROUBLED = sa.text(
    "last_outcome IN ('blocked', 'failed', 'gone', 'suspect') AND state NOT IN ('merged', 'paused') AND NOT awaited"
)


def upgrade() -> None:
    op.add_column("articles", sa.Column("awaited", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_articles_troubled", table_name="articles")
    op.create_index("ix_articles_troubled", "articles", ["id"], sqlite_where=_TROUBLED, postgresql_where=_TROUBLED)
