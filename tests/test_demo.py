"""The demo is the end-to-end test: real daemon, real site, real mail server, every scripted edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.app import open_tracker
from tracker.config import load
from tracker.demo.play import READER, Performance, perform
from tracker.model import AlertState


@pytest.fixture(scope="module")
def performance(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return perform(tmp_path_factory.mktemp("demo"), on_publish=lambda *_: None, on_step=lambda _: None)


def test_every_edition_is_flagged_as_a_careful_reader_would(performance: Performance) -> None:
    complaints = {(step.story.slug, step.edition.says): step.complaints for step in performance.steps}
    assert {key: found for key, found in complaints.items() if found} == {}


def test_each_edition_is_a_revision_and_nothing_else_is(performance: Performance) -> None:
    with open_tracker(load(performance.config)) as tracker:
        for article in tracker.articles():
            editions = next(len(step.story.editions) for step in performance.steps if step.article.id == article.id)
            assert article.revisions == editions


def test_furniture_that_changes_at_each_request_is_seen_and_flags_nothing(performance: Performance) -> None:
    assert performance.quiet_checks > 0


def test_each_mail_tells_a_visible_change_once(performance: Performance) -> None:
    told = [step for step in performance.steps if step.loud]
    assert len(performance.mails) == len(told)
    assert len({mail["Message-ID"] for mail in performance.mails}) == len(told)
    for mail in performance.mails:
        assert mail["To"] == READER
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert html is not None
        assert "edited between" in plain.get_content()


def test_mails_on_one_article_hang_together(performance: Performance) -> None:
    interview = [mail for mail in performance.mails if "Idony Vasek" in mail["Subject"]]
    first, *others = interview
    assert first["In-Reply-To"] is None
    assert {mail["In-Reply-To"] for mail in others} == {first["Message-ID"]}


def test_the_store_of_the_demo_can_be_read_afterwards(performance: Performance) -> None:
    with open_tracker(load(performance.config)) as tracker:
        status = tracker.status()
        assert status.alerts.get(AlertState.PENDING, 0) == 0
        assert status.alerts[AlertState.SENT] == len(performance.mails)
        newest = tracker.flags(limit=1)[0]
        window = newest.window
        assert window.after_at is not None
        assert window.after_at < window.until_at


def test_the_demo_names_a_folder_that_is_in_use(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from tracker.cli import app

    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(app, ["demo", "--keep", str(tmp_path)])
    assert result.exit_code != 0
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1
