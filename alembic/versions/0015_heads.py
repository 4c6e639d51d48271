"""Keep which article of a host and level is due first, instead of looking for it in each level at each turn, and write the sums
of pauses once for a look that leaves an article's level as it was.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_MOVES = "UPDATE OF host_id, urgency, next_check_at, last_checked_at"
_STAYS = "OLD.host_id = NEW.host_id AND OLD.urgency = NEW.urgency"
_FIRST = (
    "(next_check_at, waiting_since_at, article_id) = ("
    "SELECT next_check_at, COALESCE(last_checked_at, next_check_at), id FROM articles"
    " WHERE host_id = {row}.host_id AND urgency = {row}.urgency AND next_check_at > 0 ORDER BY next_check_at LIMIT 1)"
)


def upgrade() -> None:
    op.create_table(
        "heads",
        sa.Column("host_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("next_check_at", sa.BigInteger()),
        sa.Column("waiting_since_at", sa.BigInteger()),
        sa.Column("article_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name=op.f("fk_heads_host_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("host_id", "urgency", name=op.f("pk_heads")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO heads (host_id, urgency) SELECT DISTINCT host_id, urgency FROM articles")
    op.execute(f"UPDATE heads SET {_FIRST.format(row='heads')}")  # noqa: S608
    _drop("pause_update")
    _trigger("head_insert", "INSERT", _known("NEW") + _refreshed("NEW"))
    _trigger("head_delete", "DELETE", _refreshed("OLD"))
    _trigger(
        "level_stays", _MOVES, _refreshed("NEW") + _counted(f"+ {_is('NEW')} - {_is('OLD')}", _grown(), "NEW"), _STAYS
    )
    moved = _counted("- 1", f"- {_pause('OLD')}", "OLD", only=True) + _counted(
        "+ 1", f"+ {_pause('NEW')}", "NEW", only=True
    )
    _trigger("level_moves", _MOVES, _known("NEW") + _refreshed("OLD") + _refreshed("NEW") + moved, f"NOT ({_STAYS})")


def _known(row: str) -> str:
    return f"INSERT INTO heads (host_id, urgency) VALUES ({row}.host_id, {row}.urgency) ON CONFLICT DO NOTHING; "  # noqa: S608


def _refreshed(row: str) -> str:
    return f"UPDATE heads SET {_FIRST.format(row=row)} WHERE host_id = {row}.host_id AND urgency = {row}.urgency; "  # noqa: S608


def _counted(articles: str, length: str, row: str, *, only: bool = False) -> str:
    counts = f" AND {_pause(row)} IS NOT NULL" if only else ""
    return f"UPDATE pauses SET articles = articles {articles}, length = length {length} WHERE urgency = {row}.urgency{counts}; "  # noqa: S608


def _pause(row: str) -> str:
    return f"({row}.next_check_at - {row}.last_checked_at)"


def _is(row: str) -> str:
    return f"CASE WHEN {_pause(row)} IS NULL THEN 0 ELSE 1 END"


def _grown() -> str:
    return f"+ COALESCE({_pause('NEW')}, 0) - COALESCE({_pause('OLD')}, 0)"


def _drop(name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON articles")
    op.execute(f"DROP FUNCTION {name}()")


def _trigger(name: str, when: str, what: str, condition: str = "") -> None:
    if op.get_bind().dialect.name == "sqlite":
        only = f" WHEN {condition}" if condition else ""
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON articles{only} BEGIN {what} END")
        return
    only = f" WHEN ({condition})" if condition else ""
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} AFTER {when} ON articles FOR EACH ROW{only} EXECUTE FUNCTION {name}()")
