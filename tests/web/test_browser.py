"""The pages in a real browser: by keyboard alone, on a phone, in the dark, and with hostile words that stay words."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeVar

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from tests.scripted.today import begin_store
from tests.web.conftest import patient_pages, served
from tests.web.newsroom import INTERVIEW, configure, look, only
from tests.web.test_admission import PASSWORD, session_of
from tracker import access
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.demo.newspaper import Newspaper, serve
from tracker.discovery import DEFAULT_CAP, Wanted
from tracker.errors import StoreError
from tracker.model.access import Role
from tracker.sources import follow
from tracker.web import make_pages

pytestmark = pytest.mark.browser

Heard = TypeVar("Heard")

PHONE: ViewportSize = {"width": 390, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}
LOOKS = (
    "/",
    "/?kind=nonsense",
    "/articles",
    "/articles?state=troubled",
    "/articles/1",
    "/articles/7",
    "/articles/4/changes/1..2",
    "/articles/4/changes/1..2?view=flags",
    "/articles/5/changes/1..2?view=side-by-side",
    "/articles/5/revisions/2",
    "/articles/5/blame",
    "/articles/4/blame?gone=yes",
    "/add",
    "/sources",
    "/quotes",
    "/quotes?speaker=Vasek",
    "/search",
    "/search?q=the",
    "/search?q=marzipan",
    "/status",
    "/alerts",
    "/users",
    "/login",
)
"""Pages that each look different from the others."""

PAGES = (
    *LOOKS,
    "/?severity=low",
    "/?kind=article",
    "/articles/4",
    "/articles/4/changes/1..2?view=side-by-side",
    "/articles/4/revisions/2",
    "/articles/5",
    "/articles/5/changes/1..2",
    "/articles/5/changes/1..2?view=whole",
    "/articles/6",
    "/articles/6/changes/1..2?view=side-by-side",
    "/articles/6/revisions/2",
    "/articles/4/blame",
    "/articles/6/blame",
    "/articles/7/blame",
    "/quotes?speaker=Hollow",
    "/search?q=burned+OR+script&gone=yes",
    "/nowhere",
    "/articles/99",
)
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_WATCH = "window.reports = []; addEventListener('securitypolicyviolation', e => reports.push(e.violatedDirective))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing = "no Chromium on this machine: install the package chromium to test the pages in a browser"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=_SWITCHES, timeout=120_000)
        yield started
        started.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    with_desk = _context(browser, address, DESK)
    yield with_desk.new_page()
    with_desk.close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    on_phone = _context(browser, address, PHONE, has_touch=True, is_mobile=True)
    yield on_phone.new_page()
    on_phone.close()


def _context(browser: Browser, address: str, size: ViewportSize, **options: Any) -> BrowserContext:
    context = browser.new_context(base_url=address, viewport=size, **options)
    context.set_default_timeout(120_000)
    return context


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what is focused says these words, seeing each time where the focus is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const it = document.activeElement, look = getComputedStyle(it);
            return {words: it.innerText || it.value || '', outline: look.outlineStyle, width: look.outlineWidth} }"""
        )
        assert (focused["outline"], focused["width"]) == ("solid", "3px"), focused
        if words in focused["words"]:
            return
    pytest.fail(f"Tab never comes to {words!r}")


def _tab_to_field(page: Page, label: str) -> None:
    """Press Tab until the field with this label has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("[...(document.activeElement.labels || [])].map(it => it.innerText).join(' ')").startswith(
            label
        ):
            return
    pytest.fail(f"Tab never comes to the field {label!r}")


def _into(heard: list[Heard]) -> Callable[[Heard], None]:
    """Keeps what a page lets us hear."""

    def keep(one: Heard) -> None:
        heard.append(one)

    return keep


# Reading


def test_the_keyboard_alone_leads_from_home_to_a_change_and_on(desk: Page) -> None:
    desk.goto("/")
    _tab_to(desk, "7 things Idony Vasek told us")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/articles/4/changes/2..3")
    _tab_to(desk, "Previous change")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/articles/4/changes/1..2")
    _tab_to(desk, "Side by side")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**?view=side-by-side")
    assert "publish" in desk.locator("ins").first.inner_text()


def test_the_first_tab_offers_to_skip_what_repeats(desk: Page) -> None:
    desk.goto("/articles/4")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.innerText") == "Skip to the content"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "main"


def test_the_filters_are_set_by_keyboard_and_kept_in_the_address(desk: Page) -> None:
    desk.goto("/")
    desk.get_by_label("Severity").focus()
    desk.keyboard.type("critical")
    desk.get_by_label("What").focus()
    desk.keyboard.type("quot")
    desk.keyboard.press("Tab")
    _tab_to(desk, "Show")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("severity=critical&kind=quote"))
    assert desk.locator(".entries > li").count() == 3
    desk.reload()
    assert desk.get_by_label("What").input_value() == "quote"


def test_an_article_is_found_by_pasting_its_address(desk: Page, newsroom: Tracker) -> None:
    interview = only(newsroom.articles(), INTERVIEW)
    desk.goto("/")
    desk.get_by_label("Find an article by its number or URL").fill(f"{interview.url}?utm_source=x")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/articles/{interview.id}")
    assert desk.get_by_role("heading", level=1).inner_text() == interview.headline


def test_two_revisions_are_compared_from_the_article_page(desk: Page) -> None:
    desk.goto("/articles/4")
    desk.get_by_role("button", name="Compare").click()
    desk.wait_for_url("**/articles/4/changes/1..3")


def test_the_newest_checks_unfold_without_a_script(desk: Page) -> None:
    desk.goto("/articles/4")
    assert not desk.locator(".checks table").is_visible()
    desk.get_by_text("The newest checks").click()
    assert desk.locator(".checks tbody tr").count() == 8


def test_side_by_side_stands_side_by_side_on_a_desk_and_stacked_on_a_phone(desk: Page, phone: Page) -> None:
    boxes = []
    for page in (desk, phone):
        page.goto("/articles/4/changes/1..2?view=side-by-side")
        row = page.locator(".sides tr", has=page.locator("del"))
        boxes.append([row.locator("td").nth(at).bounding_box() for at in (0, 1)])
    (left, right), (upper, lower) = boxes
    assert left
    assert right
    assert upper
    assert lower
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"] + 1
    assert upper["x"] == lower["x"]
    assert upper["y"] + upper["height"] <= lower["y"] + 1


def test_nothing_is_wider_than_a_phone(phone: Page) -> None:
    widths = {}
    for path in PAGES:
        phone.goto(path)
        for narrow in (PHONE["width"], 320):  # WCAG 2.2, success criterion 1.4.10
            phone.set_viewport_size({"width": narrow, "height": PHONE["height"]})
            width = phone.evaluate("Math.max(innerWidth, document.documentElement.scrollWidth)")
            if width > narrow:
                widths[path] = (narrow, width)
    assert widths == {}


def test_the_night_is_dark(browser: Browser, address: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        context = _context(browser, address, DESK, color_scheme=scheme)
        page = context.new_page()
        page.goto("/")
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        colours.append(sum(map(int, re.findall(r"\d+", colour))))
        context.close()
    assert colours[0] > 700
    assert colours[1] < 100


def test_a_printed_change_is_an_exhibit_without_what_one_clicks(
    browser: Browser, address: str, newsroom: Tracker
) -> None:
    context = _context(browser, address, DESK, color_scheme="dark")
    page = context.new_page()
    page.goto("/articles/4/changes/1..2")
    page.emulate_media(media="print", color_scheme="dark")
    for unwanted in (".top", ".crumbs", ".triage", ".decide", ".links"):
        assert [one.is_visible() for one in page.locator(unwanted).all() if one.is_visible()] == [], unwanted
    colours = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('.summary')).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    words = page.locator("main").inner_text()
    revision = newsroom.revision(newsroom.article("4"), "2")
    for wanted in (
        revision.snapshot_sha256,
        revision.text_sha256,
        newsroom.article("4").url,
        "/articles/4/changes/1..2",
        "UTC",
    ):
        assert wanted in words
    context.close()


def test_a_change_is_confirmed_by_keyboard_alone_and_the_list_stays_where_it_was(desk: Page) -> None:
    desk.goto("/?severity=low&kind=article")
    _tab_to(desk, "Confirm")
    desk.keyboard.press("Enter")
    desk.get_by_text("Confirmed by local").wait_for()
    assert re.search(r"/\?severity=low&kind=article#c\d+$", desk.url)
    assert desk.locator(".unread").count() == 0
    _tab_to(desk, "Mark unread")
    desk.keyboard.press("Enter")
    desk.locator(".unread").wait_for()


def test_an_article_is_added_and_its_edit_arrives_by_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    begin_store(tmp_path)
    paper = Newspaper(lambda: datetime.now(UTC))
    (story,) = (one for one in paper.stories if one.slug == INTERVIEW)
    with (
        open_tracker(load(configure(tmp_path))) as tracker,
        serve(paper) as site,
        served(make_pages(tracker)) as address,
    ):
        paper.publish(story.slug, 1)
        context = _context(browser, address, PHONE)
        page = context.new_page()
        page.goto("/")
        _tab_to(page, "Add an article")
        page.keyboard.press("Enter")
        page.wait_for_url("**/add")
        _tab_to_field(page, "Its address")
        page.keyboard.type(f"{site}{story.path}?utm_source=mail#top")
        page.keyboard.press("Enter")
        page.get_by_text("not looked at yet").wait_for()
        look(tracker)
        paper.publish(story.slug, 2)
        look(tracker)
        _tab_to(page, "Changes")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What changed").wait_for()
        _tab_to(page, "7 things Idony Vasek told us")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/1/changes/1..2")
        assert page.locator("ins").first.inner_text()
        context.close()


# Access


def test_axe_finds_no_fault(desk: Page) -> None:
    assert {path: found for path in LOOKS if (found := _faults(desk, path))} == {}


@pytest.mark.parametrize("status", [403, 404, 413, 422, 429, 500, 503])
def test_axe_finds_no_fault_in_what_tells_of_trouble(
    browser: Browser, newsroom: Tracker, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    with served(patient_pages(newsroom)) as address:
        context = _context(browser, address, DESK)
        page = context.new_page()
        _in_trouble(page, status, newsroom, monkeypatch)
        assert _faults(page) == []
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
        context = _context(browser, address, DESK)
        context.add_cookies([{"name": "tracker", "value": session_of(tracker, Role.ADMIN), "url": address}])
        page = context.new_page()
        for path in ("/account", "/users", "/alerts", "/alerts?change=1", "/sources", "/articles/1", "/status"):
            assert _faults(page, path) == [], path
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


def _faults(page: Page, path: str = "") -> list[tuple[str, str, list[str]]]:
    """What axe-core finds on a page at a desk and on a phone, by day and by night: how it looked at it, which rule,
    and where.
    """
    if path:
        page.goto(path)
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in _SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for fault in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
                places = [node["html"][:200] for node in fault["nodes"][:3]]
                faults.append((f"{size['width']} {scheme}", fault["id"], places))
    page.set_viewport_size(DESK)
    return faults


def test_headings_are_in_order_and_fields_have_labels(desk: Page) -> None:
    for path in PAGES:
        desk.goto(path)
        levels = desk.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))")
        assert (levels[0], levels.count(1)) == (1, 1), path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        assert desk.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), select')].every(it => it.labels.length === 1)"
        ), path
        assert desk.title(), path


# Safety


def test_hostile_words_start_nothing_load_nothing_and_leave_the_page_alone(browser: Browser, address: str) -> None:
    context = _context(browser, address, DESK)
    context.add_init_script(_WATCH)
    page = context.new_page()
    dialogs: list[Dialog] = []
    asked: list[Request] = []
    said: list[ConsoleMessage] = []
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("dialog", _into(dialogs))
    page.on("request", _into(asked))
    page.on("console", _into(said))
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('main *').forEach(it => it.dispatchEvent(new Event('mouseover')))")
        assert page.evaluate("reports") == []
        assert page.evaluate("document.querySelectorAll('script, iframe, object, embed, [style]').length") == 0
        assert page.evaluate("document.querySelectorAll('main img, main [onerror], main [onload]').length") == 0
        assert page.evaluate(
            "[...document.links].every(a => /^https?:$/.test(a.protocol) || a.matches('.bookmarklet'))"
        ), path
    assert dialogs == []
    assert [message.text for message in said if "Content Security" in message.text] == []
    assert [request.url for request in asked if not request.url.startswith(address)] == []
    assert context.cookies() == []
    context.close()


def test_the_watch_would_see_a_script_of_the_pages(browser: Browser, address: str) -> None:
    context = _context(browser, address, DESK)
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=//evil.example/x onerror=alert(1)>')")
    page.wait_for_function("reports.length > 0")
    context.close()


def test_unsubscribing_takes_one_button(desk: Page, newsroom: Tracker) -> None:
    made, _ = newsroom.subscribe("reader@merrowick.example")
    loaded: list[Request] = []
    desk.on("request", _into(loaded))
    desk.goto(f"/unsubscribe/{made.token}")
    assert newsroom.subscription_by_token(made.token)
    desk.get_by_role("button", name="Unsubscribe").click()
    desk.get_by_text("gets no more alerts").wait_for()
    assert newsroom.subscription_by_token(made.token) is None
    assert [request.method for request in loaded if "unsubscribe" in request.url] == ["GET", "POST"]
