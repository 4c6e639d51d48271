"""Which host is visited first, and which of its articles; a store of hours and days passes in a moment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, select, update

from tests.scripted.archive import LEASE, Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_text
from tracker.model import Article
from tracker.schedule import MOST_URGENT, weight_of
from tracker.store import articles, queue, schema
from tracker.store.articles import HostTurn
from tracker.store.database import Database

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PACE = timedelta(seconds=5)


def test_a_host_that_wants_rest_is_not_chosen_before_it_may_be_asked(archive: Archive) -> None:
    archive.follow()
    with archive.database.write() as connection:
        connection.execute(update(schema.hosts).values(next_allowed_at=NOON + timedelta(hours=1)))
        assert queue.lateness(connection, now=NOON).due
        assert queue.claim_due_turn(connection, now=NOON, lease=LEASE) is None
        assert queue.claim_due_turn(connection, now=NOON + timedelta(hours=1), lease=LEASE) is not None


def test_the_host_that_has_waited_longest_comes_first(archive: Archive) -> None:
    for minute, host in enumerate(("c", "a", "b")):
        archive.clock.now = NOON + timedelta(minutes=minute)
        archive.follow(f"https://{host}.example/1")
    order = []
    with archive.database.write() as connection:
        while turn := queue.claim_due_turn(connection, now=NOON + timedelta(hours=1), lease=LEASE):
            order.append(turn.name)
    assert order == ["c.example", "a.example", "b.example"]


def test_within_a_host_the_longest_due_comes_first(archive: Archive) -> None:
    late = archive.follow("https://paper.example/late")
    archive.clock.forward(timedelta(minutes=1))
    early = archive.follow("https://paper.example/early")
    with archive.database.read() as connection:
        assert queue.next_due(connection, 1, now=NOON + timedelta(hours=1)) == late.id
        assert queue.next_due(connection, 1, now=NOON - timedelta(hours=1)) is None
        assert articles.host_id_of(connection, early.id) == 1


def plan(archive: Archive, article: Article, *, at: datetime, urgency: int, looked_at: datetime = NOON) -> None:
    """Let an article stand as a look would have left it, and its host as the end of a turn would."""
    turn = archive.claim(article)
    with archive.database.write() as connection:
        values = {"next_check_at": at, "urgency": urgency, "last_checked_at": looked_at}
        connection.execute(update(schema.articles).where(schema.articles.c.id == article.id).values(**values))
        queue.end_turns(connection, [turn])


def due(archive: Archive, now: datetime, most: int = 1000) -> list[HostTurn]:
    with archive.database.write() as connection:
        return queue.claim_due_turns(
            connection, queue.ready_hosts(connection, now=now, most=most), now=now, lease=LEASE
        )


def test_where_less_can_be_had_than_is_due_the_likeliest_edit_comes_first(archive: Archive) -> None:
    cold, hot = archive.follow("https://paper.example/cold"), archive.follow("https://paper.example/hot")
    plan(archive, cold, at=NOON + HOUR, urgency=5, looked_at=NOON - 6 * DAY)
    plan(archive, hot, at=NOON + 2 * HOUR, urgency=9)
    with archive.database.read() as connection:
        assert queue.next_due(connection, 1, now=NOON + HOUR) == cold.id
        assert queue.next_due(connection, 1, now=NOON + 3 * HOUR) == hot.id


def test_the_coldest_article_comes_first_once_it_has_waited_long_enough(archive: Archive) -> None:
    cold, hot = archive.follow("https://paper.example/cold"), archive.follow("https://paper.example/hot")
    plan(archive, cold, at=NOON, urgency=5, looked_at=NOON - 300 * DAY)
    plan(archive, hot, at=NOON, urgency=9, looked_at=NOON - HOUR)
    with archive.database.read() as connection:
        assert queue.next_due(connection, 1, now=NOON + HOUR) == cold.id


def test_the_host_with_the_likeliest_edit_comes_first(archive: Archive) -> None:
    for host, urgency in (("a", 3), ("b", 9), ("c", 6)):
        article = archive.follow(f"https://{host}.example/1")
        plan(archive, article, at=NOON + HOUR, urgency=urgency)
    assert [turn.name for turn in due(archive, NOON + 2 * HOUR)] == ["b.example", "c.example", "a.example"]


def test_no_more_hosts_are_claimed_than_there_are_places(archive: Archive) -> None:
    for number in range(9):
        archive.follow(f"https://h{number}.example/1")
    assert [len(due(archive, NOON, most=4)) for _ in range(4)] == [4, 4, 1, 0]


def test_a_turn_comes_with_the_article_to_begin_with(archive: Archive) -> None:
    article = archive.follow()
    (turn,) = due(archive, NOON)
    assert turn.article_id == article.id


def test_a_host_whose_articles_were_paused_is_claimed_for_nothing_once(archive: Archive) -> None:
    article = archive.follow()
    with archive.database.write() as connection:
        articles.pause(connection, article.id)
        assert queue.ready_hosts(connection, now=NOON, most=9) == [1]
    assert due(archive, NOON) == []
    with archive.database.read() as connection:
        assert queue.ready_hosts(connection, now=NOON + 999 * DAY, most=9) == []


def test_a_host_that_has_nothing_due_is_ready_when_its_first_article_is(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, a_text("It rained."))
    at = archive.article(article).next_check_at
    assert at is not None
    with archive.database.read() as connection:
        assert queue.ready_hosts(connection, now=at - timedelta(seconds=1), most=9) == []
        assert queue.ready_hosts(connection, now=at, most=9) == [1]


def test_a_new_article_makes_a_host_ready_that_waited_for_an_older_one(archive: Archive) -> None:
    archive.see(archive.follow("https://paper.example/old"), a_text("It rained."))
    archive.clock.forward(timedelta(minutes=1))
    new = archive.follow("https://paper.example/new")
    (turn,) = due(archive, archive.clock())
    assert turn.article_id == new.id


def test_a_new_article_does_not_wake_a_host_that_is_left_alone(archive: Archive) -> None:
    archive.follow("https://paper.example/old")
    with archive.database.write() as connection:
        connection.execute(update(schema.hosts).values(next_allowed_at=NOON + HOUR, ready_at=None))
    archive.follow("https://paper.example/new")
    assert due(archive, NOON) == []
    assert len(due(archive, NOON + HOUR)) == 1


def test_what_becomes_due_while_a_host_is_held_is_seen_when_it_is_given_back(archive: Archive) -> None:
    turn = archive.claim(archive.follow("https://paper.example/a"))
    new = archive.follow("https://paper.example/b")
    assert due(archive, NOON) == []
    archive.give_back(turn)
    with archive.database.read() as connection:
        assert queue.ready_hosts(connection, now=NOON, most=9) == [new.id - 1]


def test_giving_back_a_turn_that_was_lost_changes_nothing(archive: Archive) -> None:
    lost = archive.claim(archive.follow())
    archive.clock.forward(LEASE)
    (mine,) = due(archive, archive.clock())
    archive.give_back(lost)
    with archive.database.read() as connection:
        assert articles.holds(connection, mine)
    assert due(archive, archive.clock()) == []


def test_after_a_day_off_the_newest_come_first_each_host_at_its_pace_and_none_is_forgotten(archive: Archive) -> None:
    """Two hosts of forty articles each, all due; the younger half is the likelier to be edited."""
    young = set()
    for number in range(80):
        article = archive.follow(f"https://h{number % 2}.example/{number}")
        is_young = number // 2 % 2 == 0
        plan(archive, article, at=NOON + HOUR, urgency=10 if is_young else 4)
        young |= {article.id} if is_young else set()
    now, order, last_asked_at = NOON + DAY, list[int](), dict[int, datetime]()
    while len(order) < 80:
        for turn in due(archive, now, most=8):
            assert turn.article_id is not None
            assert now - last_asked_at.get(turn.host_id, NOON) >= PACE
            last_asked_at[turn.host_id] = now
            order.append(turn.article_id)
            with archive.database.write() as connection:
                articles.prolong_turn(connection, turn, until=now + LEASE, not_before=now + PACE)
                later = {"next_check_at": now + DAY, "last_checked_at": now}
                connection.execute(
                    update(schema.articles).where(schema.articles.c.id == turn.article_id).values(**later)
                )
                queue.end_turns(connection, [turn])
        now += timedelta(seconds=1)
    assert set(order[:40]) == young
    assert Counter(order).most_common(1)[0][1] == 1
    assert now - (NOON + DAY) <= 41 * PACE


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(urgencies=st.lists(st.integers(0, MOST_URGENT), min_size=2, max_size=8), seed=st.integers(0, 9))
def test_no_article_starves_while_others_keep_coming(database: Database, urgencies: list[int], seed: int) -> None:
    """One look a minute, and every article is due again at once: the hot ones are looked at more often, the cold ones
    too in the end, in the measure of the edits that are expected.
    """
    with database.write() as connection:
        for table in (schema.aliases, schema.articles, schema.hosts):
            connection.execute(table.delete())
        ids = []
        for number, urgency in enumerate(urgencies):
            new = articles.NewArticle(f"https://h.example/{number}", f"{seed}/{number}", "h.example", "h")
            ids.append(articles.add(connection, new, now=NOON)[0].id)
            values = {"urgency": max(urgency, max(urgencies) - 2), "last_checked_at": NOON}
            connection.execute(update(schema.articles).where(schema.articles.c.id == ids[-1]).values(**values))
        host = connection.scalar(schema.hosts.select().with_only_columns(schema.hosts.c.id))
        assert host is not None
        looks: Counter[int] = Counter()
        for minute in range(1, 40 * len(ids)):
            now = NOON + timedelta(minutes=minute)
            chosen = queue.next_due(connection, host, now=now)
            assert chosen is not None
            looks[chosen] += 1
            later = {"next_check_at": now, "last_checked_at": now}
            connection.execute(update(schema.articles).where(schema.articles.c.id == chosen).values(**later))
    assert set(looks) == set(ids)


def test_the_expected_delay_is_half_the_pause_and_grows_while_a_look_is_overdue(archive: Archive) -> None:
    with archive.database.read() as connection:
        assert queue.lateness(connection, now=NOON).expected_delay is None
    plan(archive, archive.follow(), at=NOON + HOUR, urgency=9)
    with archive.database.read() as connection:
        assert queue.lateness(connection, now=NOON).expected_delay == HOUR / 2
        assert queue.lateness(connection, now=NOON + HOUR / 2).expected_delay == HOUR / 2
        late = queue.lateness(connection, now=NOON + 3 * HOUR)
    assert (late.due, late.oldest_due_at, late.expected_delay) == (1, NOON + HOUR, 1.5 * HOUR)


def test_the_expected_delay_is_mostly_that_of_the_likeliest_edits(archive: Archive) -> None:
    plan(archive, archive.follow("https://paper.example/hot"), at=NOON + HOUR, urgency=10)
    plan(archive, archive.follow("https://paper.example/cold"), at=NOON + 30 * DAY, urgency=2)
    with archive.database.read() as connection:
        delay = queue.lateness(connection, now=NOON).expected_delay
    assert delay is not None
    assert HOUR / 2 < delay < HOUR


def test_the_most_overdue_article_tells_how_late_we_are(archive: Archive) -> None:
    archive.follow("https://paper.example/a")
    archive.clock.forward(HOUR)
    archive.follow("https://paper.example/b")
    with archive.database.read() as connection:
        assert queue.lateness(connection, now=NOON + DAY).oldest_due_at == NOON
        assert queue.lateness(connection, now=NOON - DAY).oldest_due_at is None


def test_a_host_that_goes_takes_what_is_kept_of_it_with_it(archive: Archive) -> None:
    archive.follow()
    with archive.database.write() as connection:
        for table in (schema.aliases, schema.articles, schema.hosts):
            connection.execute(table.delete())
        assert connection.execute(select(schema.heads)).all() == []


def slow_lateness(connection: Connection, now: datetime) -> queue.Lateness:
    """How far behind the checks are, by reading every article."""
    rows = connection.execute(select(schema.articles).where(schema.articles.c.next_check_at.is_not(None))).all()
    overdue = [row.next_check_at for row in rows if row.next_check_at <= now]
    looked_at = [row for row in rows if row.last_checked_at is not None]
    edits = sum(weight_of(row.urgency) for row in looked_at)
    waits = (
        weight_of(row.urgency) * ((max(row.next_check_at, now) - row.last_checked_at) // timedelta(microseconds=1))
        for row in looked_at
    )
    delay = timedelta(microseconds=sum(waits) / edits / 2) if edits else None
    return queue.Lateness(len(overdue), min(overdue, default=None), delay)


def slow_heads(connection: Connection) -> dict[tuple[int, int], tuple[datetime, datetime]]:
    """Of each host and level the first article that will be due and its last look, by reading every article."""
    rows = connection.execute(select(schema.articles).where(schema.articles.c.next_check_at.is_not(None)))
    due: dict[tuple[int, int], list[tuple[datetime, datetime]]] = {}
    for row in rows:
        one = (row.next_check_at, row.last_checked_at or row.next_check_at)
        due.setdefault((row.host_id, row.urgency), []).append(one)
    return {place: next(one for one in all_of if one[0] == min(all_of)[0]) for place, all_of in due.items()}


def kept_heads(connection: Connection) -> dict[tuple[int, int], Row[Any]]:
    rows = connection.execute(select(schema.heads).where(schema.heads.c.article_id.is_not(None)))
    return {(row.host_id, row.urgency): row for row in rows}


def assert_heads_are_kept(connection: Connection) -> None:
    wanted, kept = slow_heads(connection), kept_heads(connection)
    assert {place: row.next_check_at for place, row in kept.items()} == {place: at for place, (at, _) in wanted.items()}
    for place, row in kept.items():
        own = connection.execute(select(schema.articles).where(schema.articles.c.id == row.article_id)).one()
        assert (own.host_id, own.urgency, own.next_check_at) == (*place, row.next_check_at)
        assert row.waiting_since_at == (own.last_checked_at or own.next_check_at)


def most_urgent(connection: Connection, host: int, now: datetime) -> float:
    """The edits that stand unseen on the most urgent of the due articles of a host, by reading all of them."""
    due = [(level, since) for (own, level), (at, since) in slow_heads(connection).items() if own == host and at <= now]
    return max((weight_of(level) * (now - since).total_seconds() for level, since in due), default=-1.0)


DEEDS = ("follow", "look", "look", "look", "hold", "pause", "resume", "soon", "forget", "move")


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(dice=st.randoms(use_true_random=False))
def test_how_late_all_is_needs_no_look_at_every_article(database: Database, dice: Random) -> None:
    """Whatever is done with articles and hosts, the sums that are kept and what is ready say what reading all of it says."""
    with database.write() as connection:
        for table in (schema.aliases, schema.articles, schema.hosts):
            connection.execute(table.delete())
    now = NOON
    for step in range(25):
        now += timedelta(minutes=dice.choice((0, 1, 10, 700)))
        with database.write() as connection:
            _do_something(connection, step, now, dice)
        with database.read() as connection:
            for at in (now, now + HOUR, now + DAY):
                assert queue.lateness(connection, now=at) == slow_lateness(connection, at)
            assert_heads_are_kept(connection)
            for host in connection.scalars(select(schema.hosts.c.id)):
                _assert_next_is_most_urgent(connection, host, now + HOUR)


def _assert_next_is_most_urgent(connection: Connection, host: int, now: datetime) -> None:
    chosen = queue.next_due(connection, host, now=now)
    wanted = most_urgent(connection, host, now)
    assert (chosen is None) == (wanted < 0)
    if chosen is not None:
        row = connection.execute(select(schema.articles).where(schema.articles.c.id == chosen)).one()
        since = row.last_checked_at or row.next_check_at
        assert weight_of(row.urgency) * (now - since).total_seconds() == pytest.approx(wanted)


def _do_something(connection: Connection, step: int, now: datetime, dice: Random) -> None:
    known = list(connection.scalars(select(schema.articles.c.id)))
    match dice.choice(DEEDS) if len(known) > 3 else "follow":
        case "follow":
            host = f"h{dice.randrange(4)}"
            articles.add(connection, articles.NewArticle(f"https://{host}/{step}", f"{step}", host, "h"), now=now)
        case "pause":
            articles.pause(connection, dice.choice(known))
        case "resume":
            articles.resume(connection, dice.choice(known), now=now)
        case "soon":
            articles.check_soon(connection, dice.choice(known), now=now)
        case "forget":
            articles.remove(connection, dice.choice(known))
        case "move":
            to = dice.choice(list(connection.scalars(select(schema.hosts.c.id))))
            own = schema.articles.c.id == dice.choice(known)
            connection.execute(
                update(schema.articles).where(own).values(host_id=to, urgency=dice.randrange(MOST_URGENT))
            )
            connection.execute(update(schema.hosts).values(ready_at=now))  # as whoever moved it would have to see to
        case deed if turn := queue.claim_due_turn(connection, now=now, lease=LEASE):
            _look(connection, turn, now, dice, give_back=deed == "look")


def _look(connection: Connection, turn: HostTurn, now: datetime, dice: Random, *, give_back: bool) -> None:
    at = now + timedelta(minutes=dice.randrange(2000))
    values = {"next_check_at": at, "last_checked_at": now, "urgency": dice.randrange(MOST_URGENT)}
    own = schema.articles.c.id == turn.article_id
    connection.execute(update(schema.articles).where(own).values(**values))
    articles.prolong_turn(connection, turn, until=now + LEASE, not_before=now + PACE)
    if give_back:
        queue.end_turns(connection, [turn])


def test_a_host_that_is_left_alone_is_listed_with_what_waits_for_it(archive: Archive) -> None:
    article = archive.follow()
    archive.follow("https://other.example/1")
    for _ in range(5):
        archive.see(article, status=502)
        archive.clock.forward(timedelta(hours=13))
    with archive.database.read() as connection:
        (stopped,) = queue.stopped_hosts(connection, now=archive.clock())
        assert (stopped.name, stopped.failures, stopped.due) == ("paper.example", 5, 1)
        assert queue.host_standing(connection, article.id, now=archive.clock()) == stopped
    archive.see(article, a_text("It rained."))
    with archive.database.read() as connection:
        assert queue.stopped_hosts(connection, now=archive.clock()) == []
