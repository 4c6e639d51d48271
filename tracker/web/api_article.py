"""One article in the API: all that is known of it, its texts, its changes and what was decided about them, the bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy import Connection

from tracker.app import Tracker
from tracker.desk.replies import (
    MOST_LISTED,
    comparison_to_dict,
    history_to_dict,
    judgement_to_dict,
    text_to_dict,
    utterance_to_dict,
    why_to_dict,
)
from tracker.errors import UsageError
from tracker.render import serviceshapes, shapes
from tracker.render.data import article_to_dict, check_to_dict, revision_to_dict, stored_flag_to_dict
from tracker.store import history
from tracker.store.triage import Judgement, Target, target_of_finding, target_of_revision, trail
from tracker.web.admission import Refused
from tracker.web.captures import as_file
from tracker.web.choices import StoredNumber
from tracker.web.memento import AcceptDatetime, Date, memento_headers, revision_at
from tracker.web.parts import ROOT, After, Before, Limit, Part, PlainJson, article_of, counted_part, part, told
from tracker.web.triage import found as target_in

Reference = Annotated[str, Query(max_length=4000)]
_number = attrgetter("id")


def add_routes(router: APIRouter, tracker: Tracker) -> None:
    """/api/v1/find, /articles/N/…, /flags/N/triage, /captures/SHA256."""
    for add in (_add_article, _add_record, _add_texts, _add_triage):
        add(router, tracker)


def _add_article(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/find",
        responses=told(shapes.Article),
        summary="The article that a number or any form of its URL means",
    )
    def find(q: Reference) -> Response:
        try:
            return PlainJson(article_to_dict(tracker.article(q)))
        except UsageError as error:
            raise Refused(404, str(error), hint=error.hint) from None

    @router.get(ROOT + "/articles/{number}", responses=told(shapes.Article), summary="One article")
    def article(number: int) -> Response:
        return PlainJson(article_to_dict(article_of(tracker, number)))

    @router.get(
        ROOT + "/articles/{number}/history",
        responses=told(shapes.History),
        summary="All that is known of an article, as `tracker log --json`; at most the 200 newest revisions and events",
    )
    def whole(number: int) -> Response:
        known = history_to_dict(tracker.history(article_of(tracker, number)))
        newest = {
            "revisions": known["revisions"][:MOST_LISTED],
            "events": known["events"][-MOST_LISTED:],
        }
        return PlainJson({**known, **newest})

    @router.get(
        ROOT + "/articles/{number}/why",
        responses=told(serviceshapes.Why),
        summary="Why an article is looked at next when it is",
    )
    def why(number: int) -> Response:
        return PlainJson(why_to_dict(tracker.why(article_of(tracker, number))))


def _add_record(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/articles/{number}/revisions",
        responses=told(Part[shapes.Revision]),
        summary="The revisions of an article, newest first",
    )
    def revisions(number: int, before: Before = None, limit: Limit = 50) -> Response:
        own = article_of(tracker, number).id
        with tracker.database.read() as connection:
            found = history.revisions_of(connection, own, before=before, limit=limit + 1)
        return part(found[::-1], limit, revision_to_dict, attrgetter("number"))

    @router.get(
        ROOT + "/articles/{number}/events",
        responses=told(Part[shapes.StoredFlag]),
        summary="What happened to the article itself (gone, returned, moved), newest first",
    )
    def events(number: int, before: Before = None, limit: Limit = 50) -> Response:
        own = article_of(tracker, number).id
        with tracker.database.read() as connection:
            found = history.events_of(connection, own, before=before, limit=limit + 1)
        return part(found[::-1], limit, stored_flag_to_dict, _number)

    @router.get(
        ROOT + "/articles/{number}/checks",
        responses=told(Part[shapes.Check]),
        summary="The checks of an article, newest first",
    )
    def checks(number: int, before: Before = None, limit: Limit = 50) -> Response:
        own = article_of(tracker, number).id
        with tracker.database.read() as connection:
            found = history.checks_of(connection, own, limit=limit + 1, before=before)
        return part(found, limit, check_to_dict, _number)

    @router.get(
        ROOT + "/articles/{number}/quotes",
        responses=told(Part[shapes.Utterance]),
        summary="The quote ledger: every utterance through the revisions, in the order they came",
    )
    def quotes(number: int, after: After = None, limit: Limit = 200) -> Response:
        return counted_part(lambda _: tracker.quotes(article_of(tracker, number)), after, limit, utterance_to_dict)


def _add_texts(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/articles/{number}/revisions/{revision}",
        responses=told(shapes.Text),
        summary="A revision and what it says",
    )
    def text(number: int, revision: str) -> Response:
        found = article_of(tracker, number)
        chosen = tracker.revision(found, revision)
        body = text_to_dict(chosen, tracker.document(chosen))
        return PlainJson(body, headers=memento_headers(tracker, found, chosen))

    @router.get(
        ROOT + "/articles/{number}/at",
        responses=told(shapes.Text),
        summary="The revision that stood at a date (`date`, or Accept-Datetime)",
    )
    def at(number: int, date: Date = "", accept_datetime: AcceptDatetime = "") -> Response:
        found = article_of(tracker, number)
        chosen = revision_at(tracker, found, date, accept_datetime)
        headers = memento_headers(tracker, found, chosen) | {"Vary": "Accept-Datetime"}
        return PlainJson(text_to_dict(chosen, tracker.document(chosen)), headers=headers)

    @router.get(
        ROOT + "/articles/{number}/changes/{old}..{new}",
        responses=told(shapes.Comparison),
        summary="The step between two revisions",
    )
    def change(number: int, old: str, new: str) -> Response:
        return PlainJson(comparison_to_dict(tracker.comparison(article_of(tracker, number), old, new)))

    @router.get(
        ROOT + "/captures/{sha256}",
        response_class=PlainTextResponse,
        summary="The captured bytes as they came, as a file: a revision's or check's `snapshot_sha256`",
    )
    def capture(sha256: str) -> Response:
        try:
            return as_file(tracker, sha256)
        except UsageError as error:
            raise Refused(404, str(error), hint=error.hint) from None


def _add_triage(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/articles/{number}/revisions/{revision}/triage",
        responses=told(Part[shapes.Judgement]),
        summary="What was decided about the change that led to a revision and about its findings, newest first",
    )
    def of_change(number: int, revision: StoredNumber, after: After = None, limit: Limit = 50) -> Response:
        own = article_of(tracker, number).id
        return _decided(tracker, partial(target_of_revision, article_id=own, number=revision), after, limit)

    @router.get(
        ROOT + "/flags/{flag}/triage",
        responses=told(Part[shapes.Judgement]),
        summary="What was decided about one finding of a change, or about an event, newest first",
    )
    def of_flag(flag: StoredNumber, after: After = None, limit: Limit = 50) -> Response:
        return _decided(tracker, partial(target_of_finding, flag_id=flag), after, limit)


def _decided(tracker: Tracker, change: Callable[[Connection], Target], after: int | None, limit: int) -> Response:
    def read(most: int) -> list[Judgement]:
        with tracker.database.read() as connection:
            return trail(connection, target_in(connection, change), limit=most)

    return counted_part(read, after, limit, judgement_to_dict)
