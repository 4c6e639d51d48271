"""A change is never said to be the publisher's where only our reading differs, and its views keep what was chosen."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.scripted.archive import Archive
from tests.scripted.records import a_revision, a_text, an_article
from tests.web.conftest import served, visitor
from tracker.answers import Comparison
from tracker.app import open_tracker
from tracker.compare import compare
from tracker.config import load
from tracker.model import Cause, Severity, Verdict
from tracker.web import make_pages
from tracker.web.change import Look, fragment, is_reread

OLD = a_text("The wall will rise by 12 metres, the council said on Tuesday.")
NEW = a_text("The wall will rise by 21 metres, the council said on Tuesday.")


def step(*, newer: int = 2, **fields: Any) -> Comparison:
    change = compare(OLD, NEW)
    new = a_revision(newer, **{"flags": change.flags, "cause": Cause.EDIT} | fields)
    return Comparison(article=an_article(revisions=newer), old=a_revision(1), new=new, change=change)


def shown(found: Comparison, look: Look | None = None) -> str:
    return str(fragment(found, look or Look(), zone=UTC))


def test_an_edit_is_shown_with_its_window_and_its_silence() -> None:
    text = shown(step())
    assert compare(OLD, NEW).disclosure.verdict is Verdict.SILENT
    assert "the publisher does not say so" in text
    assert "first seen Sat 14 Mar 2026" in text


def test_what_a_newer_tracker_read_again_is_blamed_on_nobody() -> None:
    found = step(cause=Cause.RE_EXTRACTION, flags=(), severity=Severity.SILENT)
    assert is_reread(found)
    text = shown(found)
    assert "the publisher does not say so" not in text
    assert "Mar 2026" not in text
    assert "21" in text


def test_a_step_across_several_revisions_is_no_reading_again() -> None:
    assert not is_reread(step(newer=3, cause=Cause.RE_EXTRACTION))


def test_the_reasons_are_shown_when_asked_for() -> None:
    assert "why:" not in shown(step())
    assert "why:" in shown(step(), Look(explain=True))


def test_going_to_another_view_keeps_the_reasons_and_back() -> None:
    look = Look(view="side-by-side", explain=True)
    assert [(address, current) for address, _, current in look.others] == [
        ("?view=inline&explain=yes", False),
        ("?view=side-by-side&explain=yes", True),
        ("?view=whole&explain=yes", False),
        ("?view=flags&explain=yes", False),
    ]
    assert look.other_explanation == ("?view=side-by-side", "Hide the reasons")
    assert Look().other_explanation == ("?view=inline&explain=yes", "Why it was flagged")


def test_a_long_change_is_cut_with_a_count_and_the_whole_text_is_not() -> None:
    sentences = [f"Number {number} of the harbour walls will rise by {number} metres." for number in range(2000)]
    change = compare(a_text(*sentences), a_text(*(sentence.replace("metres", "feet") for sentence in sentences)))
    new = a_revision(2, flags=change.flags)
    found = Comparison(article=an_article(revisions=2), old=a_revision(1), new=new, change=change)
    assert len(change.flags) > 1000
    for view in ("inline", "side-by-side"):
        text = shown(found, Look(view=view))
        assert len(text.encode()) < 98_000
        assert f"{len(change.flags) - 25:,} more findings: the whole text lists all." in text
        assert "more edited sentences not shown here" in text
    whole = shown(found, Look(view="whole"))
    assert "Number 1999 of" in whole
    assert whole.count('class="flag ') == len(change.flags)


def test_a_long_change_with_its_forms_stays_below_100_kilobytes(archive: Archive, tmp_path: Path) -> None:
    blog = archive.follow()
    for unit in ("metres", "feet"):
        said = (
            f"“Wall number {number} of the harbour will rise by {number} {unit},” said Orla Penhale."
            for number in range(400)
        )
        archive.clock.forward(timedelta(hours=1))
        archive.see(blog, a_text(*said))
    (tmp_path / "config.toml").write_text(f'[store]\ndatabase = "sqlite:///{tmp_path / "tracker.db"}"\n')
    with (
        open_tracker(load(tmp_path / "config.toml")) as tracker,
        served(make_pages(tracker)) as base,
        visitor(base) as client,
    ):
        for view in ("inline", "side-by-side", "flags"):
            answer = client.get(f"/articles/{blog.id}/changes/1..2?view={view}&explain=yes")
            assert answer.text.count('name="finding"') == 25
            assert len(answer.content) < 100_000


def test_a_change_bears_the_headline_that_the_article_had_then(client: httpx.Client) -> None:
    for step, edition in (("1..2", 2), ("2..3", 3)):
        text = client.get(f"/articles/5/changes/{step}").text
        (title,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        assert title.strip().endswith(f"edition {edition}")
