"""A change is never said to be the publisher's where only our reading differs, and its views keep what was chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.scripted.archive import Archive
from tests.scripted.records import a_revision, a_text, an_article
from tests.web.conftest import served, visitor
from tracker.app import open_tracker
from tracker.compare import compare
from tracker.config import load
from tracker.desk.answers import Comparison
from tracker.model import Cause, Severity, Verdict
from tracker.web import make_pages
from tracker.web.sheets import Look, Sheet, sheet

OLD = a_text("The wall will rise by 12 metres, the council said on Tuesday.")
NEW = a_text("The wall will rise by 21 metres, the council said on Tuesday.")


@pytest.fixture(scope="module")
def long() -> Comparison:
    """A change of 400 sentences, all of which were edited."""
    sentences = [f"Number {number} of the harbour walls will rise by {number} metres." for number in range(400)]
    change = compare(a_text(*sentences), a_text(*(sentence.replace("metres", "feet") for sentence in sentences)))
    assert len(change.flags) > 200
    new = a_revision(2, flags=change.flags)
    return Comparison(article=an_article(revisions=2), old=a_revision(1), new=new, change=change)


def step(*, newer: int = 2, **fields: Any) -> Comparison:
    change = compare(OLD, NEW)
    new = a_revision(newer, **{"flags": change.flags, "cause": Cause.EDIT} | fields)
    return Comparison(article=an_article(revisions=newer), old=a_revision(1), new=new, change=change)


def sheet_of(found: Comparison, look: Look | None = None) -> Sheet:
    return sheet(found, look or Look(), zone=UTC)


def shown(found: Comparison, look: Look | None = None) -> str:
    return str(sheet_of(found, look).html)


def test_an_edit_is_shown_with_its_window_and_its_silence() -> None:
    text = shown(step())
    assert compare(OLD, NEW).disclosure.verdict is Verdict.SILENT
    assert "the publisher does not say so" in text
    assert "first seen Sat 14 Mar 2026" in text


def test_what_a_newer_tracker_read_again_is_blamed_on_nobody() -> None:
    found = step(cause=Cause.RE_EXTRACTION, flags=(), severity=Severity.SILENT)
    assert found.is_reread
    text = shown(found)
    assert "the publisher does not say so" not in text
    assert "Mar 2026" not in text
    assert "21" in text


def test_a_step_across_several_revisions_is_no_reading_again() -> None:
    assert not step(newer=3, cause=Cause.RE_EXTRACTION).is_reread


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


def all_pages(found: Comparison, look: Look) -> list[Sheet]:
    """Every page, as one after the other is reached."""
    pages = [sheet_of(found, look)]
    while pages[-1].later:
        pages.append(sheet_of(found, replace(look, page=pages[-1].number + 1)))
    return pages


@pytest.mark.parametrize("view", ["inline", "side-by-side", "whole", "flags"])
def test_a_long_change_is_cut_into_light_pages_that_together_leave_nothing_out(long: Comparison, view: str) -> None:
    pages = all_pages(long, Look(view=view))
    assert [page.number for page in pages] == list(range(1, pages[0].count + 1))
    assert all(len(page.html.encode()) < 74_000 for page in pages)
    text = "".join(str(page.html) for page in pages)
    assert text.count('class="flag ') == len(long.flags)
    assert f"Findings 26 to 50 of {len(long.flags):,} stand on this page." in pages[1].html
    if view != "flags":
        assert [n for n in range(400) if f"Number {n} of" not in text] == []
        assert text.count("<del>") >= 400


def test_a_page_beyond_the_last_is_the_last(long: Comparison) -> None:
    last = sheet_of(long, Look(page=10**6))
    assert (last.number, last.later) == (last.count, "")
    assert last.earlier == f"?view=inline&page={last.count - 1}"


def test_what_is_folded_leads_to_where_the_whole_text_has_it() -> None:
    sentences = [f"Number {number} of the walls stands." for number in range(3000)]
    old, new = a_text(*sentences), a_text(*sentences[:2500], "A wall fell.", *sentences[2500:], "It rained.")
    change = compare(old, new)
    found = Comparison(article=an_article(revisions=2), old=a_revision(1), new=a_revision(2), change=change)
    folds = re.findall(
        r'<a href="\?view=whole&amp;at=(body-\d+)#at">… ([\d,]+) sentences unchanged …</a>', shown(found)
    )
    assert folds == [("body-0", "2,498"), ("body-2503", "496")]
    for at, number in (("body-0", 0), ("body-2503", 2502)):
        page = sheet_of(found, Look(view="whole", at=at))
        assert f'id="at">Number {number} of the walls stands.' in page.html
        assert (page.number > 1) == bool(number)
    assert sheet_of(found, Look(view="whole", at="nonsense-7")).number == 1


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
        for view in ("inline", "side-by-side", "whole", "flags"):
            answer = client.get(f"/articles/{blog.id}/changes/1..2?view={view}&explain=yes&page=2")
            assert answer.text.count('name="finding"') == 25
            assert len(answer.content) < 100_000
            assert "Page 2 of" in answer.text
        numbers = re.findall(r'id="flag-(\d+)"', answer.text)
        moved = client.get(f"/flags/{numbers[-1]}")
        assert moved.headers["location"] == f"/articles/{blog.id}/changes/1..2?page=2#flag-{numbers[-1]}"


def test_a_change_bears_the_headline_that_the_article_had_then(client: httpx.Client) -> None:
    for step, edition in (("1..2", 2), ("2..3", 3)):
        text = client.get(f"/articles/5/changes/{step}").text
        (title,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        assert title.strip().endswith(f"edition {edition}")
