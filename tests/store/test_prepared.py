"""Statements that go to the driver themselves take and give what SQLAlchemy would."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from tracker.store.database import Database
from tracker.store.prepared import Prepared, among
from tracker.store.schema import hosts, stores, subscriptions

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
_KEEP = insert(hosts).returning(hosts.c.id)
_OF_NAME = select(hosts.c.id, hosts.c.next_allowed_at, hosts.c.failures, hosts.c.memory).where(
    hosts.c.name == bindparam("called")
)


@pytest.fixture
def opened(database: Database) -> Database:
    database.upgrade(now=NOON)
    return database


def _host(name: str) -> dict[str, object]:
    return {"name": name, "next_allowed_at": NOON, "memory": b"\x00\xff"}


def test_times_and_bytes_come_back_as_they_were_given_and_defaults_are_set(opened: Database) -> None:
    with opened.write() as connection:
        number = Prepared(_KEEP).scalar(connection, _host("paper.example"))
        row = Prepared(_OF_NAME).one_or_none(connection, {"called": "paper.example"})
        same = connection.execute(_OF_NAME, {"called": "paper.example"}).one()
    assert row == tuple(same) == (number, NOON, 0, b"\x00\xff")
    assert (row.id, row.next_allowed_at, row.memory) == (same.id, same.next_allowed_at, same.memory)


def test_json_and_fractions_come_back_as_they_were_given(opened: Database) -> None:
    said = Prepared(select(bindparam("kinds", type_=subscriptions.c.languages.type).label("kinds")))
    half = Prepared(text("SELECT CAST(:of AS FLOAT) / 2"))
    with opened.read() as connection:
        assert half.scalar(connection, {"of": 5}) == 2.5
        if connection.dialect.name == "sqlite":
            assert said.scalar(connection, {"kinds": ["é", {"a": 1}]}) == ["é", {"a": 1}]


def test_other_names_than_the_statements_are_refused(opened: Database) -> None:
    keep = Prepared(_KEEP)
    with opened.write() as connection:
        keep.scalar(connection, _host("one.example"))
        for values in ({**_host("two.example"), "failures": 3}, {"name": "two.example"}):
            with pytest.raises(KeyError, match="INSERT INTO hosts"):
                keep.scalar(connection, values)
        assert Prepared(_OF_NAME).one_or_none(connection, {"called": "two.example"}) is None


def test_writing_says_how_many_rows_and_may_be_done_for_several(opened: Database) -> None:
    rest = Prepared(update(hosts).where(hosts.c.name == bindparam("called")).values(failures=bindparam("count")))
    of = Prepared(among(select(hosts.c.failures).order_by(hosts.c.id), "hosts.id"))
    with opened.write() as connection:
        Prepared(insert(hosts)).run_each(connection, [_host(f"{name}.example") for name in "abc"])
        rest.run_each(connection, [{"called": "a.example", "count": 1}, {"called": "b.example", "count": 2}])
        assert [rest.run(connection, {"called": f"{name}.example", "count": 7}) for name in "cd"] == [1, 0]
        numbers = connection.scalars(select(hosts.c.id).order_by(hosts.c.id)).all()
        assert of.all(connection, {"ids": str(list(numbers[1:]))}) == [(2,), (7,)]


def test_the_drivers_fault_is_sqlalchemys(opened: Database) -> None:
    with pytest.raises(IntegrityError), opened.write() as connection:
        Prepared(insert(hosts)).run_each(connection, [_host("paper.example"), _host("paper.example")])
    with opened.read() as connection:
        assert connection.scalar(select(hosts.c.id)) is None


def test_what_is_read_together_is_of_one_state(opened: Database) -> None:
    names = Prepared(select(stores.c.name))
    with opened.read() as reading:
        assert names.all(reading, {}) == []
        with opened.write() as writing:
            Prepared(insert(stores)).run(writing, {"id": 1, "name": "a", "created_at": NOON})
        assert names.all(reading, {}) == []
    with opened.read() as reading:
        assert names.all(reading, {}) == [("a",)]
