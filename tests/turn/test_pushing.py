"""Being told by a hub: a scripted hub on a real connection, the real page's route, a real store; only time is set."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from tests.discovery.paper import rss, rss_item
from tests.scripted.archive import Archive, rows
from tests.scripted.checking import Desk
from tests.scripted.clock import Clock
from tests.scripted.site import Answer
from tests.turn.test_discover import follow, see, standing, story
from tracker import sources as following
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.daemon import Daemon
from tracker.discovery import Wanted
from tracker.discovery.pace import FIRST_PAUSE, PUSHED_PAUSE
from tracker.fetch import Fetcher, FetchLimits
from tracker.fetch.request import posted
from tracker.model import Capture, FailureKind, FetchFailure, Source
from tracker.store import pushes, schema, sources
from tracker.store.pushes import Push, PushState
from tracker.turn.pushing import Pushing, Question, answer, ask_hubs, can_be_told, is_signed, notified
from tracker.web import make_pages

PAGE = "https://tracker.paper.example"
BODY = b"<feed>whatever it says is not read</feed>"


def with_hub(desk: Desk, status: int = 202) -> Source:
    """A source whose feed declares a hub on the same site, looked at once."""
    source = follow(desk, "/feed")
    links = f'<{desk.base}/hub>; rel="hub", <{desk.base}/feed>; rel="self"'
    desk.site.pages["/feed"] = Answer(rss(rss_item(story(desk))), headers=(("Link", links),))
    desk.site.pages["/hub"] = Answer(status=status)
    see(desk)
    return standing(desk, source)


def tick(desk: Desk) -> int:
    async def asking() -> int:
        limits = FetchLimits(total_seconds=60, allow_private=True)
        async with Fetcher(limits, clock=desk.archive.clock) as fetcher:
            return await ask_hubs(Pushing(desk.archive.database, fetcher, PAGE, desk.archive.clock))

    return asyncio.run(asking())


def forms(desk: Desk) -> list[dict[str, str]]:
    """What the hub was sent."""
    sent = [asked for asked in desk.site.asked if asked.path == "/hub"]
    assert all(one.headers["content-type"] == "application/x-www-form-urlencoded" for one in sent)
    return [{name: values[0] for name, values in parse_qs(one.body.decode()).items()} for one in sent]


def push(desk: Desk) -> Push:
    with desk.archive.database.read() as connection:
        path = forms(desk)[-1]["hub.callback"].removeprefix(f"{PAGE}/websub/")
        found = pushes.by_path(connection, path)
    assert found is not None
    return found


def ask(desk: Desk, mode: str = "subscribe", **said: str) -> str | None:
    """The hub asks whether it was us."""
    one = push(desk)
    said = {"topic": one.topic, "challenge": "c-123", "lease_seconds": "86400"} | said
    return answer(desk.archive.database, one.path, Question(mode, **said), now=desk.archive.clock())


def told_of(desk: Desk) -> Source:
    """A source of which a hub tells, verified; a quarter of an hour after it was looked at."""
    source = with_hub(desk)
    tick(desk)
    assert ask(desk) == "c-123"
    desk.archive.clock.forward(timedelta(minutes=5))
    return source


def notify(desk: Desk, body: bytes = BODY, *, method: str = "sha256", secret: str = "", path: str = "") -> bool:
    one = push(desk)
    digest = hmac.new((secret or one.secret).encode(), body, method).hexdigest()
    return notified(desk.archive.database, path or one.path, body, f"{method}={digest}", now=desk.archive.clock())


def is_due(desk: Desk, source: Source) -> bool:
    return standing(desk, source).next_look_at <= desk.archive.clock()


# Subscribing


def test_the_hub_that_a_feed_declares_is_asked_once_with_a_secret_and_an_address_of_its_own(desk: Desk) -> None:
    source = with_hub(desk)
    assert (tick(desk), tick(desk)) == (1, 0)
    (form,) = forms(desk)
    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", source.url)
    assert len(form["hub.callback"].removeprefix(f"{PAGE}/websub/")) >= 32
    assert len(form["hub.secret"]) >= 43
    assert push(desk).state is PushState.ASKED
    assert standing(desk, source).pushed_until is None


def test_a_feed_without_a_hub_asks_nobody(desk: Desk) -> None:
    follow(desk, "/feed")
    desk.site.pages["/feed"] = Answer(rss(rss_item(story(desk))))
    see(desk)
    assert tick(desk) == 0


def test_the_hubs_question_is_answered_for_what_was_asked_only(desk: Desk) -> None:
    source = with_hub(desk)
    tick(desk)
    assert ask(desk, topic="https://other.example/feed") is None
    assert ask(desk, mode="unsubscribe") is None
    assert ask(desk, mode="publish") is None
    assert ask(desk, challenge="") is None
    assert ask(desk, challenge="x" * 1001) is None
    wrong = Question("subscribe", push(desk).topic, "c")
    assert answer(desk.archive.database, "guessed", wrong, now=desk.archive.clock()) is None
    assert push(desk).state is PushState.ASKED
    assert ask(desk) == "c-123"
    assert standing(desk, source).pushed_until == desk.archive.clock() + timedelta(days=1)


@pytest.mark.parametrize(
    ("seconds", "lease"),
    [
        ("60", timedelta(minutes=10)),
        ("9" * 40, timedelta(days=30)),
        ("soon", timedelta(days=10)),
        ("", timedelta(days=10)),
    ],
)
def test_a_lease_is_taken_within_reason(desk: Desk, seconds: str, lease: timedelta) -> None:
    source = with_hub(desk)
    tick(desk)
    ask(desk, lease_seconds=seconds)
    assert standing(desk, source).pushed_until == desk.archive.clock() + lease


def test_a_lease_is_renewed_before_it_ends_at_the_same_address(desk: Desk) -> None:
    told_of(desk)
    before = push(desk)
    desk.archive.clock.forward(timedelta(hours=17))
    assert tick(desk) == 0
    desk.archive.clock.forward(timedelta(hours=2))
    assert tick(desk) == 1
    assert (push(desk).path, push(desk).secret, push(desk).state) == (before.path, before.secret, PushState.VERIFIED)
    ask(desk)
    assert push(desk).lease_until == desk.archive.clock() + timedelta(days=1)


@pytest.mark.parametrize("status", [404, 500, 302])
def test_a_hub_that_refuses_is_asked_again_ever_later(desk: Desk, status: int) -> None:
    with_hub(desk, status)
    waits = []
    for _ in range(12):
        assert tick(desk) == 1
        began = desk.archive.clock()
        while not tick_is_due(desk):
            desk.archive.clock.forward(timedelta(minutes=5))
        waits.append(desk.archive.clock() - began)
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits[-1] == timedelta(days=1)


def tick_is_due(desk: Desk) -> bool:
    with desk.archive.database.read() as connection:
        return bool(pushes.due(connection, now=desk.archive.clock()))


def test_a_hub_that_never_comes_back_is_asked_again_ever_later(desk: Desk) -> None:
    with_hub(desk)
    tick(desk)
    desk.archive.clock.forward(timedelta(hours=1))
    assert tick(desk) == 1
    desk.archive.clock.forward(timedelta(hours=1))
    assert tick(desk) == 0


def test_a_hub_that_declines_is_left_alone_for_a_day(desk: Desk) -> None:
    source = told_of(desk)
    assert ask(desk, mode="denied", challenge="") == ""
    assert standing(desk, source).pushed_until is None
    assert tick(desk) == 0
    assert notify(desk)
    assert not is_due(desk, source)


def test_unfollowing_tells_the_hub_and_forgets_once_it_has_asked(desk: Desk) -> None:
    source = told_of(desk)
    with desk.archive.database.write() as connection:
        sources.remove(connection, source.id)
    assert tick(desk) == 1
    assert forms(desk)[-1]["hub.mode"] == "unsubscribe"
    assert ask(desk, mode="subscribe") is None
    assert ask(desk, mode="unsubscribe") == "c-123"
    assert rows(desk.archive.database, "pushes") == {"pushes": 0}


def test_a_hub_that_will_not_be_told_to_stop_is_given_up(desk: Desk) -> None:
    source = told_of(desk)
    desk.site.pages["/hub"] = Answer(status=500)
    with desk.archive.database.write() as connection:
        sources.remove(connection, source.id)
    for _ in range(6):
        tick(desk)
        desk.archive.clock.forward(timedelta(days=2))
    assert rows(desk.archive.database, "pushes") == {"pushes": 0}


def test_a_source_that_changes_its_hub_leaves_the_old_one(desk: Desk) -> None:
    source = told_of(desk)
    desk.site.pages["/feed"] = Answer(rss(rss_item(story(desk))))
    desk.archive.clock.forward(FIRST_PAUSE)
    see(desk)
    assert standing(desk, source).pushed_until is None
    assert tick(desk) == 1
    assert forms(desk)[-1]["hub.mode"] == "unsubscribe"


# Being told


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signed_notification_makes_the_source_due(desk: Desk, method: str) -> None:
    source = told_of(desk)
    assert not is_due(desk, source)
    assert notify(desk, method=method)
    assert is_due(desk, source)
    assert standing(desk, source).last_push_at == desk.archive.clock()


@pytest.mark.parametrize(
    "forged",
    [{"secret": "another"}, {"method": "md5"}],
)
def test_a_forged_notification_changes_nothing_and_is_told_nothing(desk: Desk, forged: dict[str, Any]) -> None:
    source = told_of(desk)
    assert notify(desk, **forged)
    assert not is_due(desk, source)
    assert standing(desk, source).last_push_at is None


def test_another_body_under_the_same_signature_is_forged() -> None:
    digest = hmac.new(b"secret", BODY, hashlib.sha256).hexdigest()
    assert is_signed(BODY, f"sha256={digest}", "secret")
    assert is_signed(BODY, f"SHA256={digest.upper()} ", "secret")
    for body, signature, secret in (
        (BODY + b" ", f"sha256={digest}", "secret"),
        (BODY, f"sha512={digest}", "secret"),
        (BODY, digest, "secret"),
        (BODY, "", "secret"),
        (BODY, "sha256=", "secret"),
        (BODY, "sha256=é", "secret"),
        (BODY, "new=1", "secret"),
        (BODY, f"sha256={hmac.new(b'', BODY, hashlib.sha256).hexdigest()}", ""),
    ):
        assert not is_signed(body, signature, secret)


def test_an_address_that_was_guessed_is_not_there(desk: Desk) -> None:
    source = told_of(desk)
    assert not notify(desk, path="guessed")
    assert not is_due(desk, source)


def test_a_replay_asks_the_publisher_once_a_minute_at_most(desk: Desk) -> None:
    source = told_of(desk)
    assert notify(desk)
    see(desk)
    for _ in range(20):
        assert notify(desk)
    assert not is_due(desk, source)
    assert standing(desk, source).next_look_at == desk.archive.clock() + timedelta(minutes=1)


def test_what_comes_after_the_lease_is_not_believed(desk: Desk) -> None:
    source = told_of(desk)
    with desk.archive.database.write() as connection:
        sources_later(connection, desk)
    desk.archive.clock.forward(timedelta(days=1))
    assert notify(desk)
    assert not is_due(desk, source)


def sources_later(connection: Any, desk: Desk) -> None:
    connection.execute(schema.sources.update().values(next_look_at=desk.archive.clock() + timedelta(days=9)))


def test_looks_come_seldom_while_a_hub_tells_and_as_before_when_it_is_quiet(desk: Desk) -> None:
    source = told_of(desk)
    notify(desk)
    see(desk)
    assert standing(desk, source).next_look_at == desk.archive.clock() + PUSHED_PAUSE
    desk.archive.clock.forward(timedelta(days=3))
    see(desk)
    assert standing(desk, source).next_look_at < desk.archive.clock() + PUSHED_PAUSE


def test_a_promise_that_is_not_renewed_does_not_put_looks_off(desk: Desk) -> None:
    source = told_of(desk)
    until = standing(desk, source).pushed_until
    assert until is not None
    desk.archive.clock.now = until - timedelta(hours=1)
    assert notify(desk)
    see(desk)
    assert standing(desk, source).next_look_at == until


def test_hubs_are_asked_only_where_they_can_reach_the_page_in_secret() -> None:
    assert can_be_told(PAGE)
    assert not can_be_told("http://127.0.0.1:8080")


def post(url: str, *, allow_private: bool, size: int = 10) -> Capture | FetchFailure:
    async def posting() -> Capture | FetchFailure:
        async with Fetcher(FetchLimits(total_seconds=60, allow_private=allow_private), clock=Clock()) as fetcher:
            return await fetcher.fetch(posted(url, [("field", "ä&=" + "x" * size)]))

    return asyncio.run(posting())


def test_a_form_is_posted_whole_and_follows_no_redirect(desk: Desk) -> None:
    desk.site.pages["/form"] = Answer(status=307, headers=(("Location", "/elsewhere"),))
    got = post(f"{desk.base}/form", allow_private=True)
    assert isinstance(got, Capture)
    assert got.status == 307
    assert [(one.path, parse_qs(one.body.decode())) for one in desk.site.asked] == [
        ("/form", {"field": ["ä&=xxxxxxxxxx"]})
    ]


def test_the_address_guard_holds_for_forms_too(desk: Desk) -> None:
    got = post(f"{desk.base}/form", allow_private=False)
    assert isinstance(got, FetchFailure)
    assert got.kind is FailureKind.ADDRESS_REFUSED
    assert desk.site.asked == []


def test_a_form_beyond_all_measure_is_our_own_fault(desk: Desk) -> None:
    with pytest.raises(ValueError, match="longer than any we send"):
        post(f"{desk.base}/form", allow_private=True, size=20_000)


# The page and the daemon


@pytest.fixture
def tracker(tmp_path: Path, desk: Desk) -> Iterator[Tracker]:
    file = tmp_path / "config.toml"
    file.write_text(f'[fetch]\nallow_private = true\nrobots = false\npace = "0s"\n[web]\npublic_url = "{PAGE}"\n')
    with open_tracker(load(file)) as opened:
        yield opened


def calls(tracker: Tracker, method: str, path: str, **sent: Any) -> httpx.Response:
    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(app=make_pages(tracker))
        async with httpx.AsyncClient(transport=transport, base_url=PAGE) as client:
            return await client.request(method, path, **sent)

    return asyncio.run(call())


def ticking(tracker: Tracker) -> None:
    daemon = Daemon(tracker, on_report=lambda _: None, on_delivery=lambda _: None)

    async def once() -> None:
        async with tracker.tools() as tools:
            await daemon._ask_hubs(tools)

    asyncio.run(once())


def test_the_daemon_subscribes_answers_renews_and_is_told(
    tracker: Tracker, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(tracker, "now", clock)
    source, _ = following.follow(tracker, f"{desk.base}/feed", Wanted())
    desk.site.pages["/hub"] = Answer(status=202)
    with tracker.database.write() as connection:
        pushes.declare(connection, source.id, f"{desk.base}/hub", source.url, now=clock())
        sources_later(connection, Desk(Archive(tracker.database, tracker.snapshots, clock), desk.site, "", desk.pool))
    ticking(tracker)
    (form,) = forms(desk)
    path = form["hub.callback"].removeprefix(PAGE)
    asked = {
        "hub.mode": "subscribe",
        "hub.topic": source.url,
        "hub.challenge": "<b>c</b>",
        "hub.lease_seconds": "86400",
    }
    echoed = calls(tracker, "GET", path, params=asked)
    assert (echoed.status_code, echoed.text, echoed.headers["content-type"]) == (
        200,
        "<b>c</b>",
        "text/plain; charset=utf-8",
    )
    clock.forward(timedelta(hours=19))
    ticking(tracker)
    assert len(forms(desk)) == 2
    signature = f"sha256={hmac.new(form['hub.secret'].encode(), BODY, hashlib.sha256).hexdigest()}"
    assert calls(tracker, "POST", path, content=BODY, headers={"X-Hub-Signature": signature}).status_code == 202
    assert following.find(tracker, str(source.id)).next_look_at <= clock()


def test_the_page_knows_no_other_address_and_reads_no_more_than_it_must(tracker: Tracker) -> None:
    assert calls(tracker, "GET", "/websub/guessed", params={"hub.challenge": "c"}).status_code == 404
    assert "c-999" not in calls(tracker, "GET", "/websub/guessed", params={"hub.challenge": "c-999"}).text
    assert calls(tracker, "POST", "/websub/guessed", content=BODY).status_code == 404
    assert calls(tracker, "POST", "/websub/guessed", content=b"x" * (1024 * 1024 + 1)).status_code == 413


def test_a_daemon_that_hubs_cannot_reach_asks_none(tracker: Tracker, desk: Desk) -> None:
    source, _ = following.follow(tracker, f"{desk.base}/feed", Wanted())
    with tracker.database.write() as connection:
        pushes.declare(connection, source.id, f"{desk.base}/hub", source.url, now=tracker.now())
    file = tracker.settings.file
    file.write_text(file.read_text().replace(PAGE, "http://tracker.paper.example"))
    with open_tracker(load(file)) as unreachable:
        assert unreachable.database.path == tracker.database.path
        ticking(unreachable)
    assert [one for one in desk.site.asked if one.path == "/hub"] == []
