"""What machines ask: /health, /metrics, and the same on /status, of a store that nobody follows at present."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from tests.scripted.clock import NOON
from tests.scripted.records import a_flag, a_revision
from tests.scripted.today import begin_store
from tests.web.conftest import served, visitor
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.discovery import DEFAULT_CAP, Wanted
from tracker.model import Outcome, Severity
from tracker.model.trouble import TroubleKind
from tracker.sources import follow
from tracker.store import schema, troubles
from tracker.telling.troubles import Verdict
from tracker.turn.check import CheckReport
from tracker.web import make_pages
from tracker.web.metrics import Metrics

NAME = "<script>alert(1)</script>.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Tracker]:
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text("")
    with open_tracker(load(tmp_path / "config.toml")) as tracker:
        yield tracker


@pytest.fixture
def metrics(store: Tracker) -> Metrics:
    return Metrics(store)


@pytest.fixture
def client(store: Tracker, metrics: Metrics) -> Iterator[httpx.Client]:
    with served(make_pages(store, metrics)) as base, visitor(base) as client:
        yield client


def break_a_host(store: Tracker) -> None:
    verdict = Verdict(NAME, TroubleKind.BLOCKED, "it turns us away from 3 of 3 articles", ("Paper",))
    with store.database.write() as connection:
        troubles.begin(connection, verdict, name_message=str, now=store.now())


def values(client: httpx.Client) -> dict[str, float]:
    """Every sample by its name and its labels' values."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {" ".join([one.name, *one.labels.values()]): one.value for family in families for one in family.samples}


def a_report(outcome: Outcome, **more: object) -> CheckReport:
    return CheckReport(
        article_id=1,
        url="https://paper.example/a",
        finished_at=NOON,
        outcome=outcome,
        detail="",
        headline="",
        revision=more.get("revision"),  # type: ignore[arg-type]
        next_check_at=None,
        promised=0,
        next_allowed_at=NOON,
    )


def test_health_is_one_word_where_all_is_well(client: httpx.Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_and_status_name_what_cannot_be_read(client: httpx.Client, store: Tracker) -> None:
    break_a_host(store)
    answer = client.get("/health")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert answer.text == f"ok\nblocked: {NAME}: it turns us away from 3 of 3 articles\n"
    page = client.get("/status").text
    assert "turns us away from 3 of 3 articles" in page
    assert "<script>" not in page


def test_the_status_says_as_the_command_does_how_looking_for_articles_goes(
    client: httpx.Client, store: Tracker
) -> None:
    assert "New articles" not in client.get("/status").text
    for name in ("paper", "post"):
        follow(store, f"https://{name}.example/feed", Wanted(include=(), exclude=(), cap=DEFAULT_CAP))
    assert "looked for in 2 places</dd>" in client.get("/status").text
    with store.database.write() as connection:
        connection.execute(update(schema.sources).where(schema.sources.c.id == 1).values(failures=1))
    assert '<a class="bad" href="/sources#lists">the last look at 1 of them failed</a>' in client.get("/status").text


def test_checks_that_have_stopped_are_an_error(client: httpx.Client, store: Tracker) -> None:
    store.add("https://paper.example/a")
    assert client.get("/health").status_code == 200
    with store.database.write() as connection:
        waiting = {"ready_at": store.now() - timedelta(hours=1)}
        connection.execute(update(schema.hosts).values(**waiting))
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (503, "checks have stopped\n")
    assert "have stopped" in client.get("/status").text
    assert values(client)["tracker_checks_go_on"] == 0


def test_metrics_count_what_the_process_did(client: httpx.Client, metrics: Metrics) -> None:
    before = values(client)
    assert (before["tracker_checks_total blocked"], before["tracker_flags_total critical"]) == (0, 0)
    flags = (a_flag(severity=Severity.CRITICAL), a_flag(severity=Severity.LOW), a_flag(severity=Severity.LOW))
    metrics.count(a_report(Outcome.CHANGED, revision=a_revision(2, flags=flags)))
    metrics.count(a_report(Outcome.BLOCKED))
    after = values(client)
    counted = {name: after[name] for name in after if after[name] != before.get(name) and "created" not in name}
    assert counted == {
        "tracker_checks_total changed": 1,
        "tracker_checks_total blocked": 1,
        "tracker_revisions_total": 1,
        "tracker_flags_total critical": 1,
        "tracker_flags_total low": 2,
    }


def test_metrics_tell_how_the_store_stands(client: httpx.Client, store: Tracker) -> None:
    assert "tracker_last_check_age_seconds" not in values(client)
    store.add("https://paper.example/a")
    store.subscribe("desk@paper.example")
    break_a_host(store)
    found = values(client)
    assert (found["tracker_articles"], found["tracker_due_articles"]) == (1, 1)
    assert found["tracker_alerts pending"] == 1
    assert found["tracker_troubles blocked"] == 1
    assert 0 <= found["tracker_late_seconds"] < 3600


def test_metrics_are_plain_text(client: httpx.Client) -> None:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "# HELP tracker_checks_total Checks done, by outcome." in answer.text
