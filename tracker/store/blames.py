"""Sentence blame of each article, carried on by the transaction that records a revision. What was recorded before there
was such a table, or is damaged, is folded from the revisions when it is asked for first, and kept from then on.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select, text

from tracker.codec import pack_blame, unpack_blame, unpack_document
from tracker.compare.blame import Step, advance, aligned_passages, blame
from tracker.errors import StoreError
from tracker.examining.drafting import Draft
from tracker.model import Cause, Change, Document
from tracker.model.blame import Blame
from tracker.store.prepared import Prepared
from tracker.store.schema import blames, revisions

_KEPT = Prepared(select(blames.c.blame).where(blames.c.article_id == bindparam("own")))
_KEEP = Prepared(
    text(
        "INSERT INTO blames (article_id, number, blame) VALUES (:own, :number, :blame)"
        " ON CONFLICT (article_id) DO UPDATE SET number = excluded.number, blame = excluded.blame"
    )
)
_CARRY_ON = Prepared(
    text(
        "INSERT INTO blames (article_id, number, blame) VALUES (:own, :number, :blame)"
        " ON CONFLICT (article_id) DO UPDATE SET number = excluded.number, blame = excluded.blame"
        " WHERE blames.number = :before"
    )
)


def keep_drafted(connection: Connection, article_id: int, draft: Draft, number: int) -> bool:
    """Keep the blame that a draft brings of this revision; whether it does, and what is kept is still what it carries on."""
    if not draft.blame or draft.number != number:
        return False
    row = {"own": article_id, "number": number, "blame": draft.blame, "before": number - 1}
    return _CARRY_ON.run(connection, row) > 0


def keep_blame(connection: Connection, article_id: int, step: Step, change: Change | None) -> None:
    """Carry the blame of an article on by the revision that was just written; `change` is the step to it, where it was
    compared with the revision before.
    """
    before = _kept(connection, article_id) if step.number > 1 else Blame()
    if before is None or before.revision != step.number - 1:
        found = _folded(connection, article_id)
    elif change is not None and step.number > 1:
        found = advance(before, step, change.passages)
    else:
        old = _document(connection, article_id, step.number - 1) if step.number > 1 else Document()
        found = advance(before, step, aligned_passages(old, step.document))
    _keep(connection, article_id, found)


def blame_of(connection: Connection, article_id: int) -> tuple[Blame, bool]:
    """The blame of an article, and whether it was kept; what was not is folded."""
    found = _kept(connection, article_id)
    if found and found.revision == _newest(connection, article_id):
        return found, True
    return _folded(connection, article_id), False


def keep_folded(connection: Connection, article_id: int, found: Blame) -> None:
    """Keep a blame that was folded, unless another revision came meanwhile."""
    if found.revision and found.revision == _newest(connection, article_id):
        _keep(connection, article_id, found)


def _keep(connection: Connection, article_id: int, found: Blame) -> None:
    _KEEP.run(connection, {"own": article_id, "number": found.revision, "blame": pack_blame(found)})


def _newest(connection: Connection, article_id: int) -> int:
    own = revisions.c.article_id == article_id
    return connection.scalar(select(func.max(revisions.c.number)).where(own)) or 0


def _kept(connection: Connection, article_id: int) -> Blame | None:
    data = _KEPT.scalar(connection, {"own": article_id})
    try:
        return unpack_blame(data) if data else None
    except StoreError:
        return None


def _folded(connection: Connection, article_id: int) -> Blame:
    """From all revisions, one alignment a step."""
    columns = (revisions.c.number, revisions.c.document, revisions.c.cause)
    rows = connection.execute(
        select(*columns).where(revisions.c.article_id == article_id).order_by(revisions.c.number)
    ).all()
    return blame(Step(row.number, unpack_document(row.document), row.cause != Cause.RE_EXTRACTION) for row in rows)


def _document(connection: Connection, article_id: int, number: int) -> Document:
    own = (revisions.c.article_id == article_id, revisions.c.number == number)
    return unpack_document(connection.scalars(select(revisions.c.document).where(*own)).one())
