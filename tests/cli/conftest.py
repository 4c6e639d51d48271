"""Desks for the tests of the command line: an empty one, and one where two articles have been followed for a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk_in
from tests.cli.site import Site, serving
from tests.scripted.today import begin_store
from tracker.demo.newspaper import Newspaper, serve

INTERVIEW = "idony-vasek-burned-novel-interview"
FIRE = "tanyard-quay-flats-fire"


@dataclass(frozen=True)
class Followed:
    """A desk with a record to read: article 1 in three revisions, article 2 in one, 3 gone; and where they stand."""

    desk: Desk
    newspaper: Newspaper
    base_url: str

    def url(self, slug: str) -> str:
        return self.base_url + self.newspaper.story(slug).path


@pytest.fixture
def new_desk(tmp_path: Path) -> Desk:
    """A desk at which nothing was typed yet: there is no store."""
    return desk_in(tmp_path / "desk")


@pytest.fixture
def desk(new_desk: Desk) -> Desk:
    """A desk with an empty store."""
    begin_store(new_desk.folder)
    return new_desk


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """Not to be written to: every test that only reads shares it."""
    newspaper = Newspaper(lambda: datetime.now(UTC))
    desk = desk_in(tmp_path_factory.mktemp("followed") / "desk")
    with serve(newspaper) as base_url:
        record = Followed(desk, newspaper, base_url)
        assert desk.type("add", record.url(INTERVIEW), record.url(FIRE), "--source", "Courier").code == 0
        assert desk.type("add", f"{base_url}/missing").code == 7
        for edition in (2, 3):
            newspaper.publish(INTERVIEW, edition)
            assert desk.type("check", "1").code == 0
        yield record
