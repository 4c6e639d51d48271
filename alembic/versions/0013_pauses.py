"""Keep the sums that the expected delay is made of, instead of reading all articles for it, and find ready hosts in one index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_LEVELS = 14
_MOVES = "next_check_at, last_checked_at, urgency"


def upgrade() -> None:
    op.drop_index("ix_hosts_ready", table_name="hosts")
    ready = ["urgency", "ready_at", "next_allowed_at", "leased_until", "waiting_since_at"]
    op.create_index("ix_hosts_ready", "hosts", ready)
    op.create_table(
        "pauses",
        sa.Column("urgency", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("articles", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("urgency", name=op.f("pk_pauses")),
    )
    for level in range(_LEVELS):
        op.execute(
            f"INSERT INTO pauses SELECT {level}, COUNT(*), COALESCE(SUM(next_check_at - last_checked_at), 0) FROM articles"  # noqa: S608 - our own words
            f" WHERE urgency = {level} AND next_check_at IS NOT NULL AND last_checked_at IS NOT NULL"
        )
    came, went = _step("+", "NEW"), _step("-", "OLD")
    for event, when, what in (
        ("insert", "INSERT", came),
        ("delete", "DELETE", went),
        ("update", f"UPDATE OF {_MOVES}", f"{went} {came}"),
    ):
        _trigger(f"pause_{event}", when, what)


def _trigger(name: str, when: str, what: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON articles BEGIN {what} END")
        return
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} AFTER {when} ON articles FOR EACH ROW EXECUTE FUNCTION {name}()")


def _step(sign: str, row: str) -> str:
    return (
        f"UPDATE pauses SET articles = articles {sign} 1,"  # noqa: S608 - as above
        f" length = length {sign} ({row}.next_check_at - {row}.last_checked_at)"
        f" WHERE urgency = {row}.urgency AND {row}.next_check_at IS NOT NULL AND {row}.last_checked_at IS NOT NULL;"
    )
