"""How often the articles of each source and section changed, beside how often that was to be expected."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from tracker.schedule import Tally
from tracker.store.prepared import Prepared
from tracker.store.schema import rates

_MOST_SECTIONS = 200
"""Of one source that are told apart; a paper that gives each article its own gets the source's rate for the rest."""

_LONGEST_MEMORY = 400.0
"""Expected changes, from which on all that was seen before counts half: papers change their habits."""

_ADD = Prepared(
    update(rates)
    .where(rates.c.source == bindparam("of"), rates.c.section == bindparam("within"))
    .values(
        {
            name: (rates.c[name] + bindparam(f"more_{name}"))
            * case((rates.c.expected + bindparam("more_expected") > _LONGEST_MEMORY, 0.5), else_=1.0)
            for name in ("changes", "expected")
        }
    )
)
_OF = select(
    func.sum(rates.c.changes),
    func.sum(rates.c.expected),
    func.sum(case((rates.c.section == bindparam("within"), rates.c.changes), else_=0.0)),
    func.sum(case((rates.c.section == bindparam("within"), rates.c.expected), else_=0.0)),
).where(rates.c.source == bindparam("of"))


def tallies_of(connection: Connection, source: str, section: str) -> tuple[Tally, Tally]:
    """What was seen of a source, all its sections together, and of one of its sections."""
    row = connection.execute(_OF, {"of": source, "within": section}).one()
    changes, expected, own_changes, own_expected = (float(value or 0.0) for value in row)
    return Tally(changes, expected), Tally(own_changes, own_expected)


def add(connection: Connection, source: str, section: str, more: Tally) -> None:
    """Count what one look saw."""
    counts = {"more_changes": more.changes, "more_expected": more.expected}
    if _ADD.run(connection, {"of": source, "within": section, **counts}):
        return
    known = connection.scalar(select(func.count()).select_from(rates).where(rates.c.source == source)) or 0
    if known >= _MOST_SECTIONS and section:
        add(connection, source, "", more)
    else:
        row = {"source": source, "section": section, "changes": more.changes, "expected": more.expected}
        connection.execute(insert(rates).values(**row))
