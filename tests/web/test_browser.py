"""The pages in a real browser: by keyboard alone, on a phone, in the dark, and with hostile words that stay words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    expect,
)

from tests.scripted.today import begin_store
from tests.web.browsing import DESK, PAGES, PHONE, context_of, faults_of
from tests.web.conftest import served
from tests.web.newsroom import INTERVIEW, configure, look, only
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.demo.newspaper import Newspaper, serve
from tracker.model import Cadence, Quiet
from tracker.web import make_pages

pytestmark = pytest.mark.browser

Heard = TypeVar("Heard")

_WATCH = "window.reports = []; addEventListener('securitypolicyviolation', e => reports.push(e.violatedDirective))"


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    with_desk = context_of(browser, address, DESK)
    yield with_desk.new_page()
    with_desk.close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    on_phone = context_of(browser, address, PHONE, has_touch=True, is_mobile=True)
    yield on_phone.new_page()
    on_phone.close()


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what is focused says these words, seeing each time where the focus is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const it = document.activeElement, look = getComputedStyle(it);
            const labels = [...(it.labels || [])].map(label => label.innerText);
            const words = [...labels, it.innerText || it.value || ''].join(' ').replace(/\\s+/g, ' ');
            return {words, outline: look.outlineStyle, width: look.outlineWidth} }"""
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
        context = context_of(browser, address, DESK, color_scheme=scheme)
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
    context = context_of(browser, address, DESK, color_scheme="dark")
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


def test_an_alert_is_made_mended_changed_and_ended_by_keyboard_alone(desk: Page, newsroom: Tracker) -> None:
    desk.goto("/alerts")
    for field, typed in (
        ("Mail address", "kim@merrowick.example"),
        ("With these words", "Vasek"),
        ("edit drops", "bad"),
    ):
        _tab_to(desk, field)
        desk.keyboard.type(typed)
    _tab_to(desk, "silent")
    desk.keyboard.press("Space")
    _tab_to(desk, "Quiet hours")
    desk.keyboard.type("22-7")
    desk.keyboard.press("Enter")

    wrong = desk.locator("[aria-invalid]")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_accessible_name("Quiet hours")
    expect(wrong).to_have_accessible_description(re.compile("not a time of day: '22' write it as 22:00-07:00"))
    expect(wrong).to_have_value("22-7")
    expect(desk.get_by_role("alert")).to_contain_text("Nothing was changed")
    assert faults_of(desk) == []
    expect(desk.get_by_label("That the edit drops")).to_have_value("bad")
    expect(desk.get_by_label("silent", exact=True)).to_be_checked()
    assert [one for one in newsroom.subscriptions() if one.address.startswith("kim@")] == []

    desk.keyboard.press("ControlOrMeta+A")
    desk.keyboard.type("22:00-07:00")
    desk.keyboard.press("Enter")
    done = desk.get_by_role("status")
    expect(done).to_be_focused()
    expect(done).to_contain_text("kim@merrowick.example is told of everything, drops “bad” beside “Vasek”")
    (made,) = (one for one in newsroom.subscriptions() if one.address.startswith("kim@"))
    assert made.disclosures == {"silent"}
    assert made.rhythm.quiet == Quiet(22 * 60, 7 * 60)

    _tab_to(desk, f"Change subscription {made.id}")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/alerts?change={made.id}*")
    _tab_to(desk, "How often")
    desk.keyboard.type("week")
    _tab_to(desk, "Subscribe")
    desk.keyboard.press("Enter")
    expect(done).to_be_focused()
    (changed,) = (one for one in newsroom.subscriptions() if one.address.startswith("kim@"))
    assert changed == replace(made, rhythm=replace(made.rhythm, cadence=Cadence.WEEKLY))

    _tab_to(desk, f"End subscription {made.id}")
    desk.keyboard.press("Enter")
    desk.get_by_text(f"End subscription {made.id}").wait_for(state="detached")
    assert newsroom.subscription_by_token(made.token) is None


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
        context = context_of(browser, address, PHONE)
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
    context = context_of(browser, address, DESK)
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
    context = context_of(browser, address, DESK)
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
