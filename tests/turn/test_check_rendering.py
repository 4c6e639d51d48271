"""Checks with a browser at hand: only a page that shows no article without its scripts is rendered, and kept both ways."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar

import pytest
from sqlalchemy import select, update

from tests.scripted.archive import rows
from tests.scripted.browser import the_browser
from tests.scripted.checking import Desk
from tests.scripted.printed import SENTENCES, address, dealt
from tests.scripted.site import Answer, article
from tracker.fetch.rendering import Renderer, RenderLimits
from tracker.model import FlagKind, Outcome
from tracker.store import history, schema
from tracker.turn.check import CheckReport
from tracker.turn.tools import Tools

_Result = TypeVar("_Result")
QUARTER = timedelta(minutes=15)

SHELL = Answer(
    "<!doctype html><html lang='en'><head><title>Paper</title></head><body><div id='root'></div><script>"
    "fetch('/data').then(one => one.text()).then(it => { document.getElementById('root').innerHTML = it })"
    "</script></body></html>",
    headers=(("ETag", '"shell"'),),
)


def written(days: int = 42) -> Answer:
    """What the script of the shell puts into it."""
    return Answer(article(days).partition("<nav>Home</nav>")[2].partition("</article>")[0] + "</article>")


def look_with_browser(desk: Desk) -> CheckReport:
    """Look at /wall with a browser at hand."""

    async def run(tools: Tools) -> CheckReport:
        limits = RenderLimits(seconds=30, quiet_seconds=2.0)
        async with Renderer(
            tools.fetcher, executable=the_browser(), clock=desk.archive.clock, limits=limits
        ) as renderer:
            report = await desk.look(desk.follow(), replace(tools, renderer=renderer))
        desk.archive.clock.forward(QUARTER)
        return report

    return with_tools(desk, run)


def with_tools(desk: Desk, do: Callable[[Tools], Awaitable[_Result]]) -> _Result:
    async def run() -> _Result:
        async with desk.tools(robots=False) as tools:
            return await do(tools)

    return asyncio.run(run())


@pytest.mark.browser
def test_a_page_that_its_script_writes_is_read_after_its_script_and_kept_as_it_came_too(desk: Desk) -> None:
    desk.site.pages |= {"/wall": SHELL, "/data": written()}
    report = look_with_browser(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    assert report.revision.words > 100
    assert b"Harbour wall to rise</h1>" in desk.archive.snapshots.load(report.revision.snapshot_sha256)
    with desk.archive.database.read() as connection:
        facts = connection.execute(select(schema.checks.c.capture)).scalar_one()
        kept = set(connection.scalars(select(schema.snapshots.c.sha256)))
    assert isinstance(SHELL.body, str)
    assert facts["rendered_from"] == sha256(SHELL.body.encode()).hexdigest()
    assert kept == {facts["rendered_from"], report.revision.snapshot_sha256}
    assert desk.archive.snapshots.load(facts["rendered_from"]) == SHELL.body.encode()
    assert "etag" in {name.lower() for name, _ in facts["received_headers"]}
    assert desk.site.paths() == ["/wall", "/data"]


@pytest.mark.browser
def test_an_edit_behind_a_shell_that_never_changes_is_found(desk: Desk) -> None:
    desk.site.pages |= {"/wall": SHELL, "/data": written()}
    look_with_browser(desk)
    assert look_with_browser(desk).outcome is Outcome.UNCHANGED
    desk.site.pages["/data"] = written(43)
    report = look_with_browser(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    assert FlagKind.QUOTE_CHANGED in {flag.kind for flag in report.revision.flags}
    assert not any("if-none-match" in asked.headers for asked in desk.site.asked)


@pytest.mark.browser
def test_a_rendered_page_can_be_read_again_from_its_snapshot(desk: Desk) -> None:
    desk.site.pages |= {"/wall": SHELL, "/data": written()}
    look_with_browser(desk)
    with desk.archive.database.write() as connection:
        connection.execute(update(schema.revisions).values(extractor="0"))
    report = look_with_browser(desk)
    assert report.outcome is Outcome.UNCHANGED, report.detail
    assert rows(desk.archive.database, "revisions") == {"revisions": 1}


@pytest.mark.browser
def test_a_page_that_is_empty_after_its_scripts_too_is_suspect_and_kept_both_ways(desk: Desk) -> None:
    desk.site.pages["/wall"] = SHELL
    report = look_with_browser(desk)
    assert report.outcome is Outcome.SUSPECT
    assert rows(desk.archive.database, "snapshots", "checks") == {"snapshots": 2, "checks": 1}


TEASING = Answer(
    "<!doctype html><html lang='en'><head><title>Harbour wall to rise</title></head><body><nav><a href='/'>Home</a></nav>"
    "<div class='cookie-bar'><p>We use cookies to make our pages better.</p></div><h1>Harbour wall to rise</h1>"
    "<p>The wall is to be two metres higher before the storms of next winter, the council says.</p><div id='root'></div>"
    "<noscript>Please enable JavaScript.</noscript><script>"
    "fetch('/data').then(one => one.text()).then(it => { document.getElementById('root').innerHTML = it })"
    "</script></body></html>"
)


@pytest.mark.browser
def test_a_page_that_shows_a_menu_and_a_standfirst_is_read_after_its_scripts(desk: Desk) -> None:
    desk.site.pages |= {"/wall": TEASING, "/data": written()}
    report = look_with_browser(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    assert report.revision.words > 100
    desk.site.pages["/data"] = Answer(status=500)
    report = look_with_browser(desk)
    assert (report.outcome, report.revision) == (Outcome.SUSPECT, None)
    desk.site.pages["/data"] = written()
    assert look_with_browser(desk).outcome is Outcome.UNCHANGED


def test_without_a_browser_a_menu_and_a_standfirst_are_never_the_article(desk: Desk) -> None:
    desk.site.pages["/wall"] = TEASING
    for _ in range(3):
        report = with_tools(desk, lambda tools: desk.look(desk.follow(), tools))
        assert (report.outcome, report.revision) == (Outcome.SUSPECT, None)
        assert report.detail.startswith("empty: 17 words: the page needs JavaScript to show more (nothing in its <div")


@pytest.mark.browser
def test_an_article_on_several_pages_that_scripts_write_is_followed_through_them(desk: Desk) -> None:
    for number, page in enumerate(dealt(2), 1):
        shell = SHELL.body.replace("/data", f"/data-{number}") if isinstance(SHELL.body, str) else ""
        content = page.partition("<nav>Home</nav>")[2].partition("</article>")[0] + "</article>"
        desk.site.pages |= {address(number): Answer(shell), f"/data-{number}": Answer(content)}
    report = look_with_browser(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    with desk.archive.database.read() as connection:
        text = history.document_of(connection, report.revision.id).text
        facts = connection.execute(select(schema.checks.c.capture)).scalar_one()
    assert text == "\n\n".join(SENTENCES)
    (second,) = facts["further_pages"]
    assert b"<div id='root'></div>" in desk.archive.snapshots.load(second["rendered_from"])
    assert look_with_browser(desk).outcome is Outcome.UNCHANGED


@pytest.mark.browser
def test_a_page_with_an_article_starts_no_browser(desk: Desk) -> None:
    desk.site.pages["/wall"] = Answer(article())

    async def run(tools: Tools) -> tuple[CheckReport, bool]:
        async with Renderer(tools.fetcher, executable=the_browser(), clock=desk.archive.clock) as renderer:
            report = await desk.look(desk.follow(), replace(tools, renderer=renderer))
            return report, renderer.started

    report, started = with_tools(desk, run)
    assert report.outcome is Outcome.CHANGED
    assert not started


def test_a_browser_that_fails_makes_a_suspect_check_that_says_so(desk: Desk) -> None:
    pytest.importorskip("playwright")
    desk.site.pages["/wall"] = SHELL

    async def run(tools: Tools) -> CheckReport:
        async with Renderer(tools.fetcher, executable="/bin/false", clock=desk.archive.clock) as renderer:
            return await desk.look(desk.follow(), replace(tools, renderer=renderer))

    report = with_tools(desk, run)
    assert report.outcome is Outcome.SUSPECT
    assert report.detail.startswith(
        "empty: no text: the page needs JavaScript to show it; rendering failed: the browser "
    )
    assert rows(desk.archive.database, "snapshots", "checks") == {"snapshots": 1, "checks": 1}


def test_without_the_setting_a_shell_is_suspect_and_nothing_of_it_is_run(desk: Desk) -> None:
    desk.site.pages["/data"] = written()
    desk.site.pages["/wall"] = SHELL
    assert with_tools(desk, lambda tools: desk.look(desk.follow(), tools)).outcome is Outcome.SUSPECT
    assert desk.site.paths() == ["/wall"]
