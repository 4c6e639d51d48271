"""The lists of the API: articles, changes, flags, what a search finds, who said what, sources, subscriptions."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from tracker.app import Tracker
from tracker.cleaning import clean_text
from tracker.desk.answers import Asked
from tracker.desk.references import parse_moment
from tracker.desk.replies import (
    change_to_dict,
    match_to_dict,
    outlet_to_dict,
    said_to_dict,
    source_to_dict,
    subscription_to_dict,
)
from tracker.errors import UsageError
from tracker.model import ArticleState, Severity
from tracker.model.query import parse_query
from tracker.render import serviceshapes, shapes
from tracker.render.data import article_to_dict, stored_flag_to_dict
from tracker.store import history
from tracker.store.listing import articles_listed, changes
from tracker.store.outlets import outlets
from tracker.store.utterances import said_by, speakers
from tracker.web.choices import STATES, Wanted, Word, chosen_one, wanted_changes
from tracker.web.owning import own_subscriptions
from tracker.web.parts import ROOT, After, Before, Limit, Moment, Part, PlainJson, SearchPart, counted_part, part, told

_number = attrgetter("id")


def add_routes(router: APIRouter, tracker: Tracker) -> None:
    """/api/v1/articles, /changes, /flags, /search, /quotes, /speakers, /outlets, /sources, /subscriptions."""
    for add in (_add_articles, _add_findings, _add_words, _add_addresses):
        add(router, tracker)


def _add_articles(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/articles",
        responses=told(Part[shapes.Article]),
        summary="The articles that are followed, those added last first; with `after`, those added first",
    )
    def listed(
        *,
        source: Word = "",
        state: Annotated[str, Query(max_length=20)] = "",
        before: Before = None,
        after: After = None,
        limit: Limit = 100,
    ) -> Response:
        chosen = chosen_one(state, STATES)
        if after is not None:
            if chosen or before is not None:
                raise UsageError("`after` goes with neither `state` nor `before`", hint="leave one of them out")
            return part(tracker.articles(source=source, after=after, limit=limit + 1), limit, article_to_dict, _number)
        with tracker.database.read() as connection:
            found = articles_listed(
                connection,
                source=source,
                state=ArticleState(chosen) if chosen and chosen != "troubled" else None,
                troubled=chosen == "troubled",
                before=before,
                limit=limit + 1,
            )
        return part(found, limit, article_to_dict, _number)


def _add_findings(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/changes",
        responses=told(Part[shapes.ListedChange]),
        summary="What changed, newest first, under the filters of the Changes page",
    )
    def changed(wanted: Annotated[Wanted, Depends(wanted_changes)], limit: Limit = 20) -> Response:
        with tracker.database.read() as connection:
            found = changes(connection, wanted.chosen, before=wanted.before, limit=limit + 1)
        return part(found, limit, change_to_dict, attrgetter("number"))

    @router.get(
        ROOT + "/flags",
        responses=told(Part[shapes.StoredFlag]),
        summary="What was flagged in all articles, newest first",
    )
    def flagged(
        *,
        since: Moment = "",
        kind: Annotated[tuple[str, ...], Query(max_length=50)] = (),
        source: Word = "",
        severity: Severity = Severity.LOW,
        before: Before = None,
        limit: Limit = 100,
    ) -> Response:
        moment = parse_moment(since, now=tracker.now(), zone=tracker.zone) if since else None
        with tracker.database.read() as connection:
            found = history.flags_found(
                connection,
                since=moment,
                kinds=kind,
                source=source,
                floor=severity,
                limit=limit + 1,
                before=before,
            )
        found.sort(key=_number, reverse=True)  # the order of places
        return part(found, limit, stored_flag_to_dict, _number)


def _add_words(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/search",
        responses=told(SearchPart[shapes.Hit]),
        summary="Articles that have these words in any revision; with `gone=yes`, that do not say it any more",
    )
    def searched(
        *,
        q: Annotated[str, Query(max_length=1000, description="As `tracker search` takes them.")],
        source: Word = "",
        since: Moment = "",
        until: Moment = "",
        gone: Annotated[str, Query(pattern="^(yes)?$")] = "",
        before: Before = None,
        limit: Limit = 20,
    ) -> Response:
        words = clean_text(q)
        if not parse_query(words).clauses:
            raise UsageError("there is no word in that to search for", hint='"nine million" OR alleg*')
        moments = [parse_moment(one, now=tracker.now(), zone=tracker.zone) if one else None for one in (since, until)]
        asked = Asked(words, source=clean_text(source), since=moments[0], until=moments[1], gone=bool(gone))
        page = tracker.matches(asked, before=before, limit=limit)
        following = None if page.next_before is None else str(page.next_before)
        return PlainJson({"items": [match_to_dict(one) for one in page.found], "next": following, "cut": page.cut})

    @router.get(
        ROOT + "/quotes",
        responses=told(Part[shapes.Said]),
        summary="What a speaker is quoted with across all articles, newest first, with every wording that it had",
    )
    def quoted(
        speaker: Annotated[str, Query(min_length=1, max_length=300)], before: Before = None, limit: Limit = 30
    ) -> Response:
        with tracker.database.read() as connection:
            found = said_by(connection, clean_text(speaker).strip(), before=before, limit=limit + 1)
        return part(found, limit, said_to_dict, lambda one: one.wordings[0].life)

    @router.get(
        ROOT + "/speakers",
        responses=told(Part[shapes.Speaker]),
        summary="Who was quoted most lately, those with most wordings first",
    )
    def known_speakers(after: After = None, limit: Limit = 60) -> Response:
        def read(most: int) -> list[tuple[str, int]]:
            with tracker.database.read() as connection:
                return speakers(connection, limit=most)

        return counted_part(read, after, limit, _speaker)


def _speaker(ranked: tuple[str, int]) -> shapes.Speaker:
    name, wordings = ranked
    return {"speaker": name, "wordings": wordings}


def _add_addresses(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/outlets",
        responses=told(Part[serviceshapes.Outlet]),
        summary="How the articles of each source behave, by name, as the Sources page tells it",
    )
    def behaviour(source: Word = "", after: Word = "", limit: Limit = 20) -> Response:
        name, behind = clean_text(source).strip(), clean_text(after)
        with tracker.database.read() as connection:
            found = outlets(connection, now=tracker.now(), name=name, after=behind, limit=limit + 1)
        return part(found, limit, outlet_to_dict, attrgetter("name"))

    @router.get(
        ROOT + "/sources",
        responses=told(Part[serviceshapes.Source]),
        summary="The addresses that are looked at for new articles, those added first first",
    )
    def sources(after: After = None, limit: Limit = 100) -> Response:
        found = [one for one in tracker.sources() if one.id > (after or 0)]
        return part(found[: limit + 1], limit, source_to_dict, _number)

    @router.get(
        ROOT + "/subscriptions",
        responses=told(Part[serviceshapes.Subscription]),
        summary="Your subscriptions: those of your address; all for an admin",
    )
    def subscriptions(after: After = None, limit: Limit = 100) -> Response:
        found = [one for one in own_subscriptions(tracker) if one.id > (after or 0)]
        return part(found[: limit + 1], limit, subscription_to_dict, _number)
