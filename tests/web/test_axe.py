"""What axe-core, which knows the rules of WCAG, finds on the pages: nothing, in every size and light."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.scripted.today import begin_store
from tests.web.browsing import DESK, LOOKS, context_of, faults_of
from tests.web.conftest import patient_pages, served
from tests.web.test_admission import PASSWORD, session_of
from tracker import access
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.discovery import DEFAULT_CAP, Wanted
from tracker.errors import StoreError
from tracker.model.access import Role
from tracker.sources import follow
from tracker.web import make_pages

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    context = context_of(browser, address, DESK)
    yield context.new_page()
    context.close()


def test_axe_finds_no_fault(desk: Page) -> None:
    assert {path: found for path in LOOKS if (found := faults_of(desk, path))} == {}


@pytest.mark.parametrize("status", [403, 404, 413, 422, 429, 500, 503])
def test_axe_finds_no_fault_in_what_tells_of_trouble(
    browser: Browser, newsroom: Tracker, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    with served(patient_pages(newsroom)) as address:
        context = context_of(browser, address, DESK)
        page = context.new_page()
        _in_trouble(page, status, newsroom, monkeypatch)
        assert faults_of(page) == []
        assert page.get_by_role("heading", level=1).inner_text()
        assert page.get_by_role("link", name="Tracker", exact=True).is_visible()
        context.close()


def test_axe_finds_no_fault_behind_a_login_and_nothing_there_is_wider_than_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text("")
    with open_tracker(load(tmp_path / "config.toml")) as tracker, served(make_pages(tracker)) as address:
        tracker.add("https://paper.example/a")
        follow(tracker, "https://paper.example/feed", Wanted(include=(), exclude=(), cap=DEFAULT_CAP))
        for role in Role:
            access.add_user(tracker, role.value, PASSWORD, role=role, address=f"{role.value}@paper.example")
            tracker.subscribe(f"{role.value}@paper.example")
        context = context_of(browser, address, DESK)
        context.add_cookies([{"name": "tracker", "value": session_of(tracker, Role.ADMIN), "url": address}])
        page = context.new_page()
        for path in ("/account", "/users", "/alerts", "/alerts?change=1", "/sources", "/articles/1", "/status"):
            assert faults_of(page, path) == [], path
            assert page.get_by_role("button", name="Log out").is_visible()
            page.set_viewport_size({"width": 320, "height": 600})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        context.close()


def _in_trouble(page: Page, status: int, tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lead the page to where it is answered with this status, as people come there."""

    def broken() -> None:
        raise StoreError("the database cannot be read", hint="look at the disk") if status == 503 else RuntimeError

    monkeypatch.setattr(access, "log_in", lambda *_: None)
    page.goto("/nowhere" if status == 404 else "/add" if status == 422 else "/login")
    match status:
        case 422:
            page.get_by_label("Its address, in any form").fill("harbour wall")
        case 403 | 429:
            page.get_by_label("Name").fill("ann")
            page.get_by_label("Password").fill("x")
        case 413:
            page.evaluate("document.querySelector('#password').removeAttribute('maxlength')")
            page.get_by_label("Name").fill("ann")
            page.get_by_label("Password").fill("x" * 150_000)
        case 500 | 503:
            monkeypatch.setattr(tracker.database, "read", broken)
    if status == 429:
        for _ in range(10):  # as many tries as anybody has
            page.context.request.post("/login", form={"name": "ann"}, timeout=120_000)
    with page.expect_navigation() as left:
        if status in {404, 500, 503}:
            page.goto("/nowhere" if status == 404 else "/")
        else:
            page.keyboard.press("Enter")
    assert left.value.status == status
