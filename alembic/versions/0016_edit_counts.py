"""Keep how many edits each article had, and how many of them were to be disclosed and were not, instead of counting its revisions
whenever its source is shown.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_MADE = "{row}cause IN ('edit', 'revert')"
_TO_DISCLOSE = "CASE WHEN {row}disclosure <> 'none' THEN 1 ELSE 0 END"
_SILENT = "CASE WHEN {row}disclosure = 'silent' THEN 1 ELSE 0 END"
_COUNTS = ("edits", "to_disclose", "silent")


def upgrade() -> None:
    op.drop_index("ix_revisions_told", table_name="revisions")  # it was for that alone
    op.create_table(
        "edit_counts",
        sa.Column(
            "article_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("articles.id", name=op.f("fk_edit_counts_article_id"), ondelete="CASCADE"),
            nullable=False,
            autoincrement=False,
        ),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_edit_counts")),
    )
    op.execute(
        f"INSERT INTO edit_counts SELECT article_id, COUNT(*), SUM({_of(_TO_DISCLOSE)}), SUM({_of(_SILENT)})"  # noqa: S608 - our own words
        f" FROM revisions WHERE {_of(_MADE)} GROUP BY article_id"
    )
    _trigger("edit_insert", "INSERT", _came())
    _trigger("edit_delete", "DELETE", _went())
    _trigger("edit_update", "UPDATE OF article_id, cause, disclosure", _went() + _came())


def _of(words: str, row: str = "") -> str:
    return words.format(row=f"{row}." if row else "")


def _came() -> str:
    added = ", ".join(f"{name} = edit_counts.{name} + excluded.{name}" for name in _COUNTS)
    return (
        f"INSERT INTO edit_counts SELECT NEW.article_id, 1, {_of(_TO_DISCLOSE, 'NEW')}, {_of(_SILENT, 'NEW')}"
        f" WHERE {_of(_MADE, 'NEW')} ON CONFLICT (article_id) DO UPDATE SET {added}; "
    )


def _went() -> str:
    return (
        f"UPDATE edit_counts SET edits = edits - 1, to_disclose = to_disclose - {_of(_TO_DISCLOSE, 'OLD')},"  # noqa: S608 - as above
        f" silent = silent - {_of(_SILENT, 'OLD')} WHERE article_id = OLD.article_id AND {_of(_MADE, 'OLD')}; "
    )


def _trigger(name: str, when: str, what: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON revisions BEGIN {what} END")
        return
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} AFTER {when} ON revisions FOR EACH ROW EXECUTE FUNCTION {name}()")
