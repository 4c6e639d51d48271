"""What the routes of the API have in common: JSON as `--json` prints it, lists in parts, and how an answer is described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model import Article
from tracker.render.data import Json, to_json
from tracker.web.admission import Refused

ROOT: Final = "/api/v1"
MOST: Final = 200
"""Items that one part of a list has at most."""

_FARTHEST = 2**31  # no list is as long; a little more, and a database cannot count so far

Noun = TypeVar("Noun")
Item = TypeVar("Item")

Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many in one part.")]
Before = Annotated[
    int | None, Query(ge=1, lt=2**63, description="Only what stands behind this place: `next` of the part before.")
]
After = Annotated[
    int | None, Query(ge=0, lt=2**63, description="Only what stands behind this place: `next` of the part before.")
]
Moment = Annotated[str, Query(max_length=60, description="An age (3d) or a date.")]


class PlainJson(JSONResponse):
    """JSON in plain ASCII, as `--json` prints it: lone surrogates of a text survive."""

    def render(self, content: Any) -> bytes:
        """The content as bytes."""
        return to_json(content).encode()


class Part(BaseModel, Generic[Noun]):
    """A part of a list; `next` is where the next one begins, null at the end."""

    items: list[Noun]
    next: str | None


class SearchPart(Part[Noun], Generic[Noun]):
    """A part of what a search found; `cut` says that it stopped for the number of revisions that it looked at."""

    cut: bool


def part(
    found: Sequence[Item], limit: int, tell: Callable[[Item], Json], place: Callable[[Item], object], **more: object
) -> Response:
    """A part of a list, of which one more than `limit` was asked for, and the place where the next one begins."""
    shown = found[:limit]
    following = str(place(shown[-1])) if len(found) > limit else None
    return PlainJson({"items": [tell(one) for one in shown], "next": following, **more})


def counted_part(
    read: Callable[[int], Sequence[Item]], after: int | None, limit: int, tell: Callable[[Item], Json]
) -> Response:
    """A part of a list whose items have no number of their own, so that their places are counted, from 1; `read` gives so
    many items from its beginning on.
    """
    start = min(after or 0, _FARTHEST)
    behind = [*enumerate(read(start + limit + 1), 1)][start:]
    return part(behind, limit, lambda placed: tell(placed[1]), lambda placed: placed[0])


def told(kind: Any, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """The description of what a route answers with where all is well."""
    return {status: {"model": kind} for status in statuses or (200,)}


def article_of(tracker: Tracker, number: int) -> Article:
    """The article of that number. Raises Refused."""
    try:
        return tracker.article(str(number))
    except UsageError as error:
        raise Refused(404, str(error), hint=error.hint) from None
