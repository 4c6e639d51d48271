from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from tests.scripted.archive import LEASE, Archive, kept, name_message, rows
from tests.scripted.clock import NOON
from tests.scripted.records import URL, a_flag, a_text
from tracker.compare import fingerprint
from tracker.decision import NewRevision
from tracker.errors import StoreError
from tracker.examining.drafting import drafted
from tracker.examining.examine import Reread
from tracker.model import ArticleState, Cause, Document, FlagKind, Outcome, Severity
from tracker.store import articles, history, queue, records, revising, schema
from tracker.store.articles import TurnLostError
from tracker.store.revising import Versions
from tracker.store.standing import known_of, page_of, standing_of

OLD = a_text("The wall will rise by two metres.", "“It will take 42 days,” said Ada Moss.", "Work starts in May.")
NEW = a_text("The wall will rise by two metres.", "“It will take 43 days,” said Ada Moss.", "Work starts in May.")
THIRD = a_text("The wall will rise by two metres.", "“It will take 44 days,” said Ada Moss.", "Work starts in May.")
QUARTER = timedelta(minutes=15)


def test_a_first_look_leaves_a_check_a_revision_and_what_the_next_is_held_against(archive: Archive) -> None:
    article = archive.follow()
    promised = archive.see(article, OLD, headers=(("ETag", '"one"'), ("content-type", "text/html")))
    assert promised == 0
    standing = archive.standing(article)
    assert standing.latest is not None
    assert standing.latest.document == OLD
    assert standing.latest.number == standing.article.revisions == 1
    assert standing.snapshot_sha256 == standing.latest.snapshot_sha256
    assert standing.earlier == {fingerprint(OLD): 1}
    assert standing.keys == {URL}
    assert standing.article.headline == OLD.headline
    assert standing.article.last_changed_at is None
    assert standing.article.last_outcome is Outcome.CHANGED
    with archive.database.read() as connection:
        assert known_of(connection, [article.id])[article.id].validators.etag == '"one"'
    assert archive.snapshots.load(standing.snapshot_sha256)


def test_an_edit_leaves_a_revision_its_flags_and_its_window(archive: Archive) -> None:
    archive.subscribe()
    article = archive.follow()
    archive.see(article, OLD)
    archive.clock.forward(QUARTER)
    archive.see(article, OLD, headers=(("x", "other bytes"),))
    archive.clock.forward(QUARTER)
    assert archive.see(article, NEW) == 1
    with archive.database.read() as connection:
        first, second = history.revisions_of(connection, article.id)
        assert history.document_of(connection, second.id) == NEW
    assert first.last_seen_at == NOON + QUARTER
    assert second.cause is Cause.EDIT
    assert second.window.after_at == NOON + QUARTER
    assert second.window.until_at == second.first_seen_at == NOON + 2 * QUARTER + timedelta(seconds=2)
    assert FlagKind.QUOTE_CHANGED in {flag.kind for flag in second.flags}
    assert second.severity is max((flag.severity for flag in second.flags), key=lambda severity: severity.rank)
    assert archive.article(article).last_changed_at == second.first_seen_at


def test_going_back_to_a_text_is_kept_as_a_revert(archive: Archive) -> None:
    article = archive.follow()
    for said in (OLD, NEW, OLD):
        archive.see(article, said)
    with archive.database.read() as connection:
        last = history.revisions_of(connection, article.id)[-1]
    assert (last.number, last.cause, last.reverts_to) == (3, Cause.REVERT, 1)
    assert last.flags[0].kind is FlagKind.REVERTED


def test_validators_stay_those_of_the_last_capture_that_was_believed(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, OLD, headers=(("etag", '"one"'),))
    archive.see(article, status=503, headers=(("etag", '"busy"'),))
    archive.see(article, status=404, headers=(("etag", '"gone"'),))
    archive.see(article, status=304, headers=(("etag", '"three"'),))
    with archive.database.read() as connection:
        assert known_of(connection, [article.id])[article.id].validators.etag == '"one"'


REFUSING = {
    "sqlite": ("CREATE TRIGGER refuse BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END",),
    "postgresql": (
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
        "CREATE TRIGGER refuse BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION no()",
    ),
}


@pytest.mark.parametrize("table", ["alerts", "flags", "revisions", "checks", "snapshots", "articles"])
def test_a_visit_is_recorded_whole_or_not_at_all(archive: Archive, table: str) -> None:
    """The database itself refuses one write of the transaction: a trigger, which no code of ours can foresee."""
    archive.subscribe()
    article = archive.follow()
    archive.see(article, OLD)
    archive.clock.forward(QUARTER)
    before, standing = rows(archive.database), archive.standing(article)
    turn = archive.claim(article)
    visit = archive.visit(article, NEW)
    verb = "UPDATE" if table == "articles" else "INSERT"
    with archive.database.write() as connection:
        for statement in REFUSING[connection.dialect.name]:
            connection.execute(text(statement.format(verb=verb, table=table)))
    with pytest.raises(Exception, match="refused"):
        archive.record(visit, turn)
    assert rows(archive.database) == before
    assert archive.standing(article) == standing
    with archive.database.write() as connection:
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER refuse{on}"))
    assert archive.record(visit, turn) == 1
    assert rows(archive.database, "revisions", "alerts") == {"revisions": 2, "alerts": 1}


def test_who_lost_the_turn_writes_nothing(archive: Archive) -> None:
    article = archive.follow()
    lost = archive.claim(article)
    visit = archive.visit(article, OLD)
    archive.clock.forward(LEASE)
    archive.claim(article)
    before = rows(archive.database)
    with pytest.raises(TurnLostError, match=r"paper\.example"):
        archive.record(visit, lost)
    assert rows(archive.database) == before
    assert archive.standing(article).latest is None


def test_an_article_that_was_forgotten_meanwhile_leaves_no_trace(archive: Archive) -> None:
    article = archive.follow()
    turn = archive.claim(article)
    visit = archive.visit(article, OLD)
    with archive.database.write() as connection:
        articles.remove(connection, article.id)
    with pytest.raises(LookupError):
        archive.record(visit, turn)
    assert rows(archive.database, "checks", "revisions", "snapshots") == {"checks": 0, "revisions": 0, "snapshots": 0}


def test_who_paused_an_article_while_it_was_asked_for_finds_it_paused(archive: Archive) -> None:
    article = archive.follow()
    turn = archive.claim(article)
    visit = archive.visit(article, OLD)
    with archive.database.write() as connection:
        articles.pause(connection, article.id)
    archive.record(visit, turn)
    after = archive.article(article)
    assert (after.state, after.next_check_at, after.revisions) == (ArticleState.PAUSED, None, 1)


def test_who_resumed_an_article_while_it_was_asked_for_finds_it_live(archive: Archive) -> None:
    article = archive.follow()
    with archive.database.write() as connection:
        articles.pause(connection, article.id)
    turn = archive.claim(article)
    visit = archive.visit(article, OLD)
    with archive.database.write() as connection:
        articles.resume(connection, article.id, now=archive.clock())
    archive.record(visit, turn)
    after = archive.article(article)
    assert (after.state, after.next_check_at) == (ArticleState.LIVE, NOON)


def test_an_article_that_goes_and_returns_leaves_two_events_and_two_alerts(archive: Archive) -> None:
    archive.subscribe()
    article = archive.follow()
    archive.see(article, OLD)
    assert [archive.see(article, status=404) for _ in range(3)] == [0, 1, 0]
    assert archive.article(article).state is ArticleState.GONE
    assert archive.see(article, OLD) == 1
    with archive.database.read() as connection:
        told = history.events_of(connection, article.id)
        assert rows(archive.database, "revisions") == {"revisions": 1}
    assert [event.flag.kind for event in told] == [FlagKind.ARTICLE_GONE, FlagKind.ARTICLE_RETURNED]
    assert all(event.revision is None for event in told)
    assert told[0].window.after_at == NOON


def test_a_move_to_an_article_that_is_followed_already_is_told_once(archive: Archive) -> None:
    archive.subscribe()
    article = archive.follow()
    other = archive.follow("https://paper.example/news/wall")
    archive.see(article, OLD)
    assert [archive.see(article, OLD, url=other.url, status=status) for status in (200, 200, 203)] == [1, 0, 0]
    assert archive.article(article).state is ArticleState.MOVED
    assert archive.standing(article).moved_to == other.url


def test_a_busy_host_is_left_alone_as_a_whole(archive: Archive) -> None:
    article = archive.follow()
    archive.follow("https://paper.example/b")
    archive.see(article, status=429)
    with archive.database.write() as connection:
        assert articles.next_allowed_at(connection, 1) == archive.article(article).next_check_at
        assert queue.lateness(connection, now=NOON).due
        assert queue.claim_due_turn(connection, now=NOON + timedelta(minutes=1), lease=LEASE) is None


def test_what_reads_otherwise_because_we_changed_is_kept_beside_and_told_to_nobody(archive: Archive) -> None:
    archive.subscribe()
    article = archive.follow()
    archive.see(article, OLD)
    archive.clock.forward(QUARTER)
    turn, visit = archive.claim(article), archive.visit(article, OLD)
    reread = Reread(document=NEW, fingerprint=fingerprint(NEW))
    with archive.database.write() as connection:
        promised = records.record(
            connection,
            replace(visit, decision=replace(visit.decision, reread=reread)),
            turn=turn,
            versions=Versions(extractor="2", comparer="1"),
            name_message=name_message,
        )
    assert promised == 0
    with archive.database.read() as connection:
        first, second = history.revisions_of(connection, article.id)
    assert (second.cause, second.extractor, second.flags) == (Cause.RE_EXTRACTION, "2", ())
    assert second.snapshot_sha256 == first.snapshot_sha256
    assert second.first_seen_at == first.first_seen_at
    with archive.database.read() as connection:
        page = page_of(connection, second.id, lambda _: b"body")
    assert (page.url, page.status, page.body) == (URL, 200, b"body")


def test_a_page_that_reads_the_same_under_a_new_extractor_only_takes_its_name(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, OLD)
    turn, visit = archive.claim(article), archive.visit(article, OLD)
    same = replace(visit, decision=replace(visit.decision, reread=Reread(OLD, fingerprint(OLD))))
    with archive.database.write() as connection:
        versions = Versions(extractor="2", comparer="1")
        records.record(connection, same, turn=turn, versions=versions, name_message=name_message)
    standing = archive.standing(article)
    assert standing.latest is not None
    assert (standing.latest.number, standing.latest.extractor) == (1, "2")


def test_what_a_look_taught_of_a_host_is_kept_though_nothing_changed(archive: Archive) -> None:
    article = archive.follow()
    turn = archive.claim(article)
    archive.record(archive.visit(article, OLD, memory=b"learned"), turn)
    assert archive.standing(article).memory == b"learned"
    assert archive.standing(archive.follow("https://paper.example/b")).memory == b"learned"
    assert archive.standing(archive.follow("https://other.example/b")).memory == b""
    archive.record(archive.visit(article, OLD, memory=b"learned more"), turn)
    assert archive.standing(article).memory == b"learned more"
    archive.record(archive.visit(article, OLD), turn)
    assert archive.standing(article).memory == b"learned more"


def test_hostile_text_is_kept_without_harm(archive: Archive) -> None:
    archive.subscribe()
    article = archive.follow()
    archive.see(article, OLD)
    poison = "a\0b\ud800c"
    turn = archive.claim(article)
    visit = archive.visit(article, NEW, headers=((poison, poison), ("etag", poison)), requested_url=poison)
    assert visit.decision.revision is not None
    flag = a_flag(before=poison, after=poison, summary=poison, speaker=poison)
    revision = replace(visit.decision.revision, document=a_text(poison, headline=poison * 5000), flags=(flag,))
    decision = replace(visit.decision, revision=revision, detail=poison * 1000, state=ArticleState.LIVE, events=())
    assert archive.record(replace(visit, decision=decision), turn) == 1
    with archive.database.read() as connection:
        kept = history.revisions_of(connection, article.id)[-1]
        document = history.document_of(connection, kept.id)
    assert document.text == "a\ufffdb\ufffdc"
    assert len(kept.headline) <= 2000
    assert (kept.flags[0].summary, kept.flags[0].speaker) == ("a\ufffdb\ufffdc", "a\ufffdb\ufffdc")
    assert len(archive.article(article).last_detail) <= 500


def test_a_clock_that_was_set_back_never_makes_a_window_that_ends_before_it_begins(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, OLD)
    archive.clock.now = NOON - timedelta(days=1)
    archive.see(article, OLD, status=203)
    archive.see(article, NEW)
    with archive.database.read() as connection:
        first, second = history.revisions_of(connection, article.id)
        assert first.last_seen_at == NOON
        for revision in (first, second):
            assert revision.window.after_at is None or revision.window.after_at <= revision.window.until_at


def test_an_article_nobody_follows_is_a_lookup_error(archive: Archive) -> None:
    with archive.database.read() as connection, pytest.raises(LookupError):
        standing_of(connection, 9)


def test_a_damaged_document_is_told_as_damage(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, OLD)
    with archive.database.write() as connection:
        connection.execute(update(schema.revisions).values(document=b"rot"))
    with pytest.raises(StoreError, match="damaged"):
        archive.standing(article)


def test_severity_and_words_are_those_of_the_revision(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, a_text("One two three."))
    with archive.database.read() as connection:
        only = history.revision(connection, article.id, 1)
    assert (only.words, only.severity) == (3, Severity.SILENT)


def test_bytes_are_named_by_rows_once(archive: Archive) -> None:
    one, two = archive.follow("https://paper.example/a"), archive.follow("https://paper.example/b")
    archive.see(one, OLD)
    archive.see(two, OLD)
    assert rows(archive.database, "snapshots", "revisions") == {"snapshots": 1, "revisions": 2}
    assert kept(archive.snapshots) == 1


def test_an_alert_is_promised_only_to_who_asked_for_it(archive: Archive) -> None:
    article = archive.follow(source="The Paper")
    archive.subscribe("all@paper.example")
    archive.subscribe("own@paper.example", article_id=article.id)
    archive.subscribe("source@paper.example", source="The Paper")
    archive.subscribe("else@paper.example", source="Another")
    archive.subscribe("other@paper.example", kinds=frozenset({"article_gone"}))
    archive.see(article, OLD)
    assert archive.see(article, NEW) == 3
    with archive.database.read() as connection:
        told = connection.scalars(
            select(schema.subscriptions.c.address)
            .join(schema.alerts, schema.alerts.c.subscription_id == schema.subscriptions.c.id)
            .order_by(schema.alerts.c.id)
        ).all()
    assert told == ["all@paper.example", "own@paper.example", "source@paper.example"]


def test_a_revision_made_by_hand_needs_no_change(archive: Archive) -> None:
    facts = revising.document_facts(NewRevision(Document(), "f", Cause.FIRST), drafted(Document()))
    assert (facts["words"], facts["severity"], facts["note"]) == (0, Severity.SILENT, "")
