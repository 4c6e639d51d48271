"""Answer quickly from a big store: indexes for what people ask, counts that are kept instead of counted, and hubs that tell of sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TROUBLED = sa.text("last_outcome IN ('blocked', 'failed', 'gone', 'suspect') AND state NOT IN ('merged', 'paused')")


def upgrade() -> None:
    op.create_index("ix_articles_state", "articles", ["state", "id"])
    op.create_index("ix_articles_troubled", "articles", ["id"], sqlite_where=_TROUBLED, postgresql_where=_TROUBLED)
    op.create_index("ix_revisions_disclosure", "revisions", ["disclosure", "id"])
    op.drop_index("ix_flags_article_id", table_name="flags")
    op.create_index("ix_flags_article", "flags", ["article_id", "revision_id"])
    op.create_index("ix_flags_severity", "flags", ["severity", "id"])
    op.create_index("ix_flags_kind", "flags", ["kind", "severity", "id"])
    _keep_counts()
    _be_told()


def _be_told() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "pushes",
        sa.Column("id", number, nullable=False),
        sa.Column("source_id", number, nullable=True),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("path", sa.String(length=64), nullable=True),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("next_ask_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("last_push_at", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_pushes_source_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pushes")),
        sa.UniqueConstraint("path", name=op.f("uq_pushes_path")),
        sa.UniqueConstraint("source_id", name=op.f("uq_pushes_source_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pushes_next_ask_at"), "pushes", ["next_ask_at"], unique=False)


def _keep_counts() -> None:
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stored_size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tallies")),
    )
    for name in ("articles", "checks", "revisions", "flags"):
        op.execute(f"INSERT INTO tallies SELECT '{name}', COUNT(*), 0, 0 FROM {name}")  # noqa: S608 - our own words
    op.execute(
        "INSERT INTO tallies SELECT 'snapshots', COUNT(*), COALESCE(SUM(size), 0), COALESCE(SUM(stored_size), 0)"
        " FROM snapshots WHERE dropped_at IS NULL"
    )
    if op.get_bind().dialect.name == "sqlite":
        _count_on_sqlite()
    else:
        _count_on_postgresql()


def _count_on_sqlite() -> None:
    for name in ("articles", "checks", "revisions", "flags"):
        for event, step in (("INSERT", "+ 1"), ("DELETE", "- 1")):
            count = f"UPDATE tallies SET rows = rows {step} WHERE name = '{name}';"  # noqa: S608 - as above
            op.execute(f"CREATE TRIGGER tally_{name}_{event.lower()} AFTER {event} ON {name} BEGIN {count} END")
    came, went = _step("+", "NEW"), _step("-", "OLD")
    kept = "size, stored_size, dropped_at"
    op.execute(f"CREATE TRIGGER tally_snapshots_insert AFTER INSERT ON snapshots BEGIN {came} END")
    op.execute(f"CREATE TRIGGER tally_snapshots_delete AFTER DELETE ON snapshots BEGIN {went} END")
    op.execute(f"CREATE TRIGGER tally_snapshots_update AFTER UPDATE OF {kept} ON snapshots BEGIN {went} {came} END")


def _count_on_postgresql() -> None:
    for name in ("articles", "checks", "revisions", "flags"):
        for event, step in (("INSERT", "+ 1"), ("DELETE", "- 1")):
            _trigger(name, event, event, f"UPDATE tallies SET rows = rows {step} WHERE name = '{name}';")  # noqa: S608 - as above
    came, went = _step("+", "NEW"), _step("-", "OLD")
    _trigger("snapshots", "INSERT", "INSERT", came)
    _trigger("snapshots", "DELETE", "DELETE", went)
    _trigger("snapshots", "UPDATE", "UPDATE OF size, stored_size, dropped_at", f"{went} {came}")


def _trigger(table: str, event: str, when: str, what: str) -> None:
    name = f"tally_{table}_{event.lower()}"
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _step(sign: str, row: str) -> str:
    return (
        f"UPDATE tallies SET rows = rows {sign} 1, size = size {sign} {row}.size,"  # noqa: S608 - as above
        f" stored_size = stored_size {sign} {row}.stored_size WHERE name = 'snapshots' AND {row}.dropped_at IS NULL;"
    )
