from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import update

from tests.scripted.archive import LEASE, kept, rot, rows
from tests.scripted.checking import Desk
from tests.scripted.clock import NOON
from tests.scripted.site import Answer, Asked, article
from tracker.codec import pack_document
from tracker.compare import fingerprint
from tracker.demo.newspaper import Newspaper
from tracker.demo.newspaper import serve as serve_newspaper
from tracker.model import ArticleState, Cause, FlagKind, Outcome
from tracker.schedule import DISTRUST
from tracker.store import articles, history, queue, schema
from tracker.store.articles import TurnLostError
from tracker.turn.check import CheckReport
from tracker.turn.tools import Tools

_Result = TypeVar("_Result")
QUARTER = timedelta(minutes=15)
WALL = Answer(article())
EDITED = Answer(article(43))


def with_tools(
    desk: Desk, do: Callable[[Tools], Awaitable[_Result]], *, chance: float = 0.5, robots: bool = False
) -> _Result:
    """Do something with the tools of the desk; robots.txt is only asked for where a test is about it."""

    async def run() -> _Result:
        async with desk.tools(chance=lambda: chance, robots=robots) as tools:
            return await do(tools)

    return asyncio.run(run())


def look(desk: Desk, page: Answer | Callable[[Asked], Answer], *, chance: float = 0.5) -> CheckReport:
    """Let the page stand at /wall, and look at it."""
    desk.site.pages["/wall"] = page
    followed = desk.follow()
    report = with_tools(desk, lambda tools: desk.look(followed, tools), chance=chance)
    desk.archive.clock.forward(QUARTER)
    return report


def test_a_first_look_keeps_the_page_and_says_what_it_saw(desk: Desk) -> None:
    report = look(desk, WALL)
    assert (report.outcome, report.detail, report.promised) == (Outcome.CHANGED, "first look", 0)
    assert report.headline == "Harbour wall to rise"
    assert report.revision is not None
    assert (report.revision.number, report.revision.cause) == (1, Cause.FIRST)
    assert report.next_check_at == NOON + QUARTER
    assert desk.archive.snapshots.load(report.revision.snapshot_sha256) == article().encode()


def test_an_edit_is_found_recorded_and_promised(desk: Desk) -> None:
    desk.archive.subscribe()
    look(desk, WALL)
    report = look(desk, EDITED)
    assert (report.outcome, report.promised) == (Outcome.CHANGED, 1)
    assert report.revision is not None
    assert FlagKind.QUOTE_CHANGED in {flag.kind for flag in report.revision.flags}
    assert report.revision.window.after_at == NOON
    assert report.revision.window.until_at == NOON + QUARTER


def test_the_same_bytes_are_not_read_again(desk: Desk) -> None:
    look(desk, WALL)
    report = look(desk, WALL)
    assert report.outcome is Outcome.UNCHANGED
    assert rows(desk.archive.database, "revisions", "snapshots", "checks") == {
        "revisions": 1,
        "snapshots": 1,
        "checks": 2,
    }


def test_a_rotating_box_is_not_an_edit(desk: Desk) -> None:
    look(desk, WALL)
    report = look(desk, Answer(article(extra="another advertisement")))
    assert report.outcome is Outcome.UNCHANGED
    assert rows(desk.archive.database, "revisions", "snapshots") == {"revisions": 1, "snapshots": 2}


def conditional(asked: Asked) -> Answer:
    if asked.headers.get("if-none-match") == '"one"':
        return Answer(status=304, headers=(("ETag", '"one"'),))
    return Answer(article(), headers=(("ETag", '"one"'),))


def test_a_page_is_asked_for_with_what_came_with_the_last_one_believed(desk: Desk) -> None:
    assert [look(desk, conditional).outcome for _ in range(3)] == [
        Outcome.CHANGED,
        Outcome.NOT_MODIFIED,
        Outcome.NOT_MODIFIED,
    ]
    assert ["if-none-match" in asked.headers for asked in desk.site.asked] == [False, True, True]


def test_now_and_then_a_page_is_asked_for_without_condition_because_servers_lie(desk: Desk) -> None:
    look(desk, conditional)
    assert look(desk, conditional, chance=0.01).outcome is Outcome.UNCHANGED
    assert "if-none-match" not in desk.site.asked[-1].headers


def lying(page: str, tag: str) -> Callable[[Asked], Answer]:
    """A host that answers 304 to any condition, whatever has changed, and otherwise gives the page as it is."""

    def answer(asked: Asked) -> Answer:
        headers = (("ETag", tag),)
        return (
            Answer(status=304, headers=headers) if "if-none-match" in asked.headers else Answer(page, headers=headers)
        )

    return answer


def conditions(desk: Desk) -> list[bool]:
    """Of all requests for a page so far, whether they set a condition."""
    return ["if-none-match" in asked.headers for asked in desk.site.asked]


@pytest.mark.parametrize("tag", ['"one"', '"two"'], ids=["a tag that never changes", "a tag that does"])
def test_a_host_that_denies_a_change_with_304_is_asked_for_whole_pages_from_then_on(desk: Desk, tag: str) -> None:
    look(desk, lying(article(), '"one"'))
    assert look(desk, lying(article(43), tag)).outcome is Outcome.NOT_MODIFIED
    assert look(desk, lying(article(43), tag), chance=0.01).outcome is Outcome.CHANGED
    assert conditions(desk) == [False, True, False, True], "the lie is proven by asking once more"
    assert desk.site.asked[-1].headers["if-none-match"] == '"one"'
    assert look(desk, lying(article(44), tag)).outcome is Outcome.CHANGED
    assert conditions(desk)[4:] == [False]
    with desk.archive.database.read() as connection:
        (host,) = queue.distrusted_hosts(connection, now=desk.archive.clock())
    assert host.distrusted_until == NOON + 2 * QUARTER + DISTRUST


def test_the_other_articles_of_a_host_that_lied_are_asked_for_whole_too(desk: Desk) -> None:
    found_out(desk)
    desk.site.pages["/quay"] = lying(article(47), '"q"')
    other = desk.follow("/quay")
    for _ in range(2):
        with_tools(desk, lambda tools: desk.look(other, tools))
    assert conditions(desk)[4:] == [False, False]


def test_a_host_that_lied_is_believed_again_after_a_while(desk: Desk) -> None:
    found_out(desk)
    desk.archive.clock.forward(DISTRUST)
    assert look(desk, lying(article(43), '"one"')).outcome is Outcome.NOT_MODIFIED


def found_out(desk: Desk) -> None:
    """Catch the host in a lie."""
    look(desk, lying(article(), '"one"'))
    look(desk, lying(article(43), '"one"'))
    look(desk, lying(article(43), '"one"'), chance=0.01)
    assert conditions(desk) == [False, True, False, True]


def test_a_change_after_an_honest_304_accuses_nobody(desk: Desk) -> None:
    def honest(page: str, tag: str) -> Callable[[Asked], Answer]:
        headers = (("ETag", tag),)
        return lambda asked: (
            Answer(status=304, headers=headers)
            if asked.headers.get("if-none-match") == tag
            else Answer(page, headers=headers)
        )

    look(desk, honest(article(), '"one"'))
    look(desk, honest(article(), '"one"'))
    assert look(desk, honest(article(43), '"two"'), chance=0.01).outcome is Outcome.CHANGED
    assert look(desk, honest(article(43), '"two"')).outcome is Outcome.NOT_MODIFIED
    assert conditions(desk) == [False, True, False, True, True]


def test_nobody_is_asked_twice_where_no_304_came_before(desk: Desk) -> None:
    look(desk, Answer(article(), headers=(("ETag", '"one"'),)))
    look(desk, Answer(article(43), headers=(("ETag", '"two"'),)), chance=0.01)
    assert conditions(desk) == [False, False]


def test_a_page_that_robots_forbid_is_not_asked_for(desk: Desk) -> None:
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /wall\n", content_type="text/plain")
    desk.site.pages["/wall"] = WALL
    followed = desk.follow()
    report = with_tools(desk, lambda tools: desk.look(followed, tools), robots=True)
    assert report.outcome is Outcome.BLOCKED
    assert "robots" in report.detail
    assert desk.site.paths() == []
    assert desk.archive.article(followed).state is ArticleState.BLOCKED


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(status=404), Outcome.GONE),
        (Answer("<h1>Gone</h1>", status=410), Outcome.GONE),
        (Answer("<h1>Oops</h1>", status=500), Outcome.FAILED),
        (Answer("<h1>Busy</h1>", status=429), Outcome.FAILED),
        (Answer(status=403), Outcome.SUSPECT),
        (Answer("", status=200), Outcome.SUSPECT),
        (Answer(article(sentences=1)), Outcome.SUSPECT),
        (Answer(b"%PDF-1.7", content_type="application/pdf"), Outcome.SUSPECT),
        (Answer(b"\x89PNG", content_type="image/png"), Outcome.SUSPECT),
        (Answer('{"a": 1}', content_type="application/json"), Outcome.SUSPECT),
        (Answer("<html><title>Just a moment...</title><body>Checking your browser</body>", status=403), Outcome.BLOCKED),
    ],
)  # fmt: skip
def test_what_is_not_the_article_is_never_a_revision(desk: Desk, answer: Answer, outcome: Outcome) -> None:
    look(desk, WALL)
    report = look(desk, answer)
    assert report.outcome is outcome, report.detail
    assert report.revision is None
    assert rows(desk.archive.database, "revisions", "flags", "checks") == {"revisions": 1, "flags": 0, "checks": 2}
    assert look(desk, WALL).outcome is Outcome.UNCHANGED


def test_a_text_that_shrank_is_believed_when_it_is_seen_twice(desk: Desk) -> None:
    look(desk, WALL)
    assert look(desk, Answer(article(sentences=2))).outcome is Outcome.SUSPECT
    report = look(desk, Answer(article(sentences=2, extra="other bytes")))
    assert report.outcome is Outcome.CHANGED, report.detail
    assert rows(desk.archive.database, "snapshots") == {"snapshots": 3}


def test_a_host_that_cannot_be_reached_is_a_failure(desk: Desk) -> None:
    followed = desk.archive.follow("http://127.0.0.1:9/wall")
    report = with_tools(desk, lambda tools: desk.look(followed, tools))
    assert report.outcome is Outcome.FAILED
    assert report.detail.startswith("connect: ")
    assert report.next_check_at == NOON + timedelta(minutes=5)


def test_a_redirect_to_the_same_text_is_a_move_that_is_told_once(desk: Desk) -> None:
    desk.archive.subscribe()
    look(desk, WALL)
    desk.site.pages["/new"] = Answer(article(extra="elsewhere"))
    reports = [look(desk, Answer(status=301, headers=(("Location", "/new"),))) for _ in range(2)]
    assert [report.promised for report in reports] == [1, 0]
    assert desk.archive.article(desk.follow()).state is ArticleState.MOVED
    assert desk.follow("/new").id == desk.follow().id


def test_a_redirect_to_the_front_page_is_not_the_article(desk: Desk) -> None:
    look(desk, WALL)
    front = "".join(
        f"<p>Story {number} of the day is about something else entirely, and long.</p>" for number in range(40)
    )
    desk.site.pages["/"] = Answer(f"<html><body><article><h1>The Paper</h1>{front}</article></body></html>")
    report = look(desk, Answer(status=302, headers=(("Location", "/"),)))
    assert report.outcome is Outcome.SUSPECT
    assert report.detail == "the address now leads to another page"


def canonical(address: str) -> Answer:
    return Answer(article().replace("<head>", f"<head><link rel='canonical' href='{address}'>"))


def test_a_pages_own_canonical_address_means_the_same_article(desk: Desk) -> None:
    look(desk, canonical("/news/2026/wall"))
    assert desk.follow("/news/2026/wall").id == desk.follow().id


@pytest.mark.parametrize(
    "claimed", ["https://other.example/wall", "javascript:alert(1)", "http://[", "//other.example/"]
)
def test_a_page_cannot_claim_the_address_of_another_host(desk: Desk, claimed: str) -> None:
    look(desk, canonical(claimed))
    assert rows(desk.archive.database, "aliases") == {"aliases": 1}


def test_an_article_that_names_another_of_its_host_with_the_same_text_is_merged_into_the_older(desk: Desk) -> None:
    look(desk, WALL)
    younger = desk.follow("/other-way")
    desk.site.pages["/other-way"] = canonical("/wall")
    report = with_tools(desk, lambda tools: desk.look(younger, tools))
    assert report.outcome is Outcome.CHANGED
    assert desk.archive.article(younger).state is ArticleState.MERGED
    assert desk.follow("/other-way").id == desk.follow().id


def test_an_article_with_another_text_is_not_merged_whatever_it_names(desk: Desk) -> None:
    look(desk, WALL)
    younger = desk.follow("/other-way")
    other = article(extra="<p>The ferry to the islands is late again, said the harbour master on Friday.</p>")
    page = other.replace("42", "97").replace("<head>", "<head><link rel='canonical' href='/wall'>")
    desk.site.pages["/other-way"] = Answer(page)
    with_tools(desk, lambda tools: desk.look(younger, tools))
    assert desk.archive.article(younger).state is ArticleState.LIVE
    assert desk.follow("/other-way").id == younger.id


def test_a_redirect_to_another_followed_article_makes_them_one_when_it_is_seen_again(desk: Desk) -> None:
    older = desk.follow("/new")
    desk.site.pages["/new"] = WALL
    with_tools(desk, lambda tools: desk.look(older, tools))
    look(desk, WALL)
    states = []
    for _ in range(2):
        look(desk, Answer(status=301, headers=(("Location", "/new"),)))
        with desk.archive.database.read() as connection:
            states.append(articles.get(connection, 2).state)
    assert states == [ArticleState.MOVED, ArticleState.MERGED]
    assert desk.follow().id == older.id


def test_a_retry_after_keeps_the_whole_host_quiet(desk: Desk) -> None:
    look(desk, WALL)
    look(desk, Answer("busy", status=503, headers=(("Retry-After", "3600"),)))
    desk.follow("/another")
    assert desk.claim_due() is None
    desk.archive.clock.forward(timedelta(hours=1))
    assert desk.claim_due() is not None


def test_who_lost_the_host_meanwhile_leaves_bytes_and_no_rows(desk: Desk) -> None:
    followed = desk.follow()
    turn = desk.archive.claim(followed)

    def while_somebody_takes_the_host(_: Asked) -> Answer:
        desk.archive.clock.forward(LEASE)
        desk.archive.claim(followed)
        return WALL

    desk.site.pages["/wall"] = while_somebody_takes_the_host
    with pytest.raises(TurnLostError):
        with_tools(desk, lambda tools: desk.look(followed, tools, turn))
    assert rows(desk.archive.database, "checks", "revisions") == {"checks": 0, "revisions": 0}
    assert kept(desk.archive.snapshots) == 1


def test_an_article_that_is_not_followed_is_not_asked_for(desk: Desk) -> None:
    followed = desk.follow()
    turn = desk.archive.claim(followed)
    with desk.archive.database.write() as connection:
        articles.remove(connection, followed.id)
    with pytest.raises(LookupError):
        with_tools(desk, lambda tools: desk.look(followed, tools, turn))
    assert desk.site.paths() == []


# What differs because we changed


def read_by_an_older_extractor(desk: Desk, **columns: object) -> None:
    with desk.archive.database.write() as connection:
        connection.execute(update(schema.revisions).values(extractor="0", **columns))


def test_a_new_extractor_is_not_an_edit(desk: Desk) -> None:
    desk.archive.subscribe()
    first = look(desk, WALL).revision
    assert first is not None
    with desk.archive.database.read() as connection:
        document = history.document_of(connection, first.id)
    other = type(document)(headline="Read otherwise", blocks=document.blocks[:3])
    read_by_an_older_extractor(desk, document=pack_document(other), fingerprint=fingerprint(other))
    report = look(desk, Answer(article(extra="other bytes")))
    assert (report.outcome, report.promised, report.revision) == (Outcome.UNCHANGED, 0, None)
    with desk.archive.database.read() as connection:
        causes = [revision.cause for revision in history.revisions_of(connection, desk.follow().id)]
    assert causes == [Cause.FIRST, Cause.RE_EXTRACTION]


def test_an_edit_beside_a_new_extractor_is_told_alone(desk: Desk) -> None:
    look(desk, WALL)
    read_by_an_older_extractor(desk)
    report = look(desk, EDITED)
    assert report.outcome is Outcome.CHANGED
    assert report.revision is not None
    assert report.revision.number == 2
    assert FlagKind.QUOTE_CHANGED in {flag.kind for flag in report.revision.flags}


def test_a_damaged_old_page_does_not_stop_the_looks(desk: Desk) -> None:
    look(desk, WALL)
    read_by_an_older_extractor(desk)
    rot(desk.archive.snapshots)
    assert look(desk, EDITED).outcome is Outcome.CHANGED


def test_what_is_learned_of_a_host_serves_its_other_articles(desk: Desk) -> None:
    look(desk, WALL)
    memory = desk.archive.standing(desk.follow("/another")).memory
    assert memory
    look(desk, Answer(article(extra="other bytes")))
    assert desk.archive.standing(desk.follow()).memory == memory


def test_one_story_at_several_addresses_is_read_whole_at_each(desk: Desk) -> None:
    for number in range(4):
        desk.site.pages[f"/{number}"] = Answer(article(headline=f"Harbour wall to rise, part {number}"))
        followed = desk.follow(f"/{number}")
        report = with_tools(desk, lambda tools, followed=followed: desk.look(followed, tools))  # type: ignore[misc] # bound in the loop
        assert report.outcome is Outcome.CHANGED, report.detail
        assert report.revision is not None
        assert report.revision.words > 100


# Hostile pages

HOSTILE = {
    "deep": "<div>" * 100_000 + "text",
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">text</p>",
    "poison": article(headline="Harbour &#xD800; \x00 \u202e wall"),
    "surrogate": article(headline="Harbour \ud800 wall"),
    "newlines": article(headline="Harbour\r\nBcc: all@paper.example\u2028wall"),
    "spaces": "<p>" + " " * 500_000 + "</p>",
    "quotes": "<p>" + "“" * 100_000 + "</p>",
    "garbage": "".join(chr(33 + number * 7919 % 90) for number in range(50_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_only_its_own_look(desk: Desk, name: str) -> None:
    look(desk, WALL)
    report = look(desk, Answer(HOSTILE[name]))
    assert report.outcome in Outcome
    assert rows(desk.archive.database, "checks") == {"checks": 2}
    assert look(desk, WALL).outcome in {Outcome.UNCHANGED, Outcome.CHANGED}


# A newspaper


def test_every_edition_of_the_newspaper_becomes_a_revision(desk: Desk) -> None:
    newspaper = Newspaper(desk.archive.clock)
    with serve_newspaper(newspaper) as base:
        followed = {story.slug: desk.archive.follow(base + story.path) for story in newspaper.stories}

        async def read_all(tools: Tools) -> None:
            for number in range(1, max(len(story.editions) for story in newspaper.stories) + 1):
                for story in newspaper.stories:
                    if number <= len(story.editions):
                        newspaper.publish(story.slug, number)
                        await desk.look(followed[story.slug], tools)
                desk.archive.clock.forward(QUARTER)

        with_tools(desk, read_all, robots=True)
    with desk.archive.database.read() as connection:
        for story in newspaper.stories:
            revisions = history.revisions_of(connection, followed[story.slug].id)
            texts = [history.document_of(connection, revision.id).headline for revision in revisions]
            heads = [edition.copy.headline for edition in story.editions]
            assert set(texts) == set(heads)
            assert len(revisions) <= len(story.editions)
            assert all(desk.archive.snapshots.load(revision.snapshot_sha256) for revision in revisions)


def _with_line(line: str, days: int = 42) -> Answer:
    return Answer(article(days).replace("</p><p>The council", f"</p><p>{line}</p><p>The council"))


def test_lines_that_rotate_in_the_text_are_looked_at_again_once_and_told_to_nobody(desk: Desk) -> None:
    desk.archive.subscribe()
    lines = (
        "Snow on the night train",
        "Four towns share one dentist",
        "The last of the lamps",
        "A bell without a tower",
    )
    reports = [look(desk, _with_line(line)) for line in lines]
    assert [report.outcome for report in reports] == [
        Outcome.CHANGED,
        Outcome.SUSPECT,
        Outcome.UNCHANGED,
        Outcome.UNCHANGED,
    ]
    assert reports[1].next_check_at == NOON + QUARTER + timedelta(minutes=5)
    assert sum(report.promised for report in reports) == 0
    edited = look(desk, _with_line("Seven ways to cook a parsnip", days=43))
    assert (edited.outcome, edited.promised) == (Outcome.CHANGED, 1)


def test_a_line_that_two_looks_show_is_told_with_a_window_since_it_was_not_there(desk: Desk) -> None:
    look(desk, WALL)
    look(desk, WALL)
    held = look(desk, _with_line("The lamps stay on till ten"))
    assert (held.outcome, held.detail) == (Outcome.SUSPECT, "a new paragraph may be promotional")
    told = look(desk, _with_line("The lamps stay on till ten"))
    assert told.outcome is Outcome.CHANGED
    assert told.revision is not None
    assert told.revision.window.after_at == NOON + QUARTER
    assert told.revision.window.until_at == NOON + 3 * QUARTER


def test_a_line_that_was_held_beside_an_edit_is_told_with_a_window_since_the_text_before_it(desk: Desk) -> None:
    look(desk, WALL)
    look(desk, _with_line("The lamps stay on till ten", days=43))
    told = look(desk, _with_line("The lamps stay on till ten", days=43))
    assert told.revision is not None
    assert told.revision.window.after_at == NOON + QUARTER
