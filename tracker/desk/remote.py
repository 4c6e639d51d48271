"""A Tracker elsewhere, asked through its API: its answers are made into the same values that a store on this machine
gives, so whoever shows them need not know where they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from typing_extensions import override

from tracker.compare.blame import Step, blame
from tracker.compare.ledger import LedgerEntry
from tracker.desk import readback
from tracker.desk.answers import Asked, History, Matches, Status, Why
from tracker.desk.desk import Desk
from tracker.desk.replies import MOST_LISTED
from tracker.errors import FetchError, UsageError
from tracker.model import Article, Cause, Check, Document, Revision, Severity, Source, StoredFlag, Subscription
from tracker.model.blame import Blame
from tracker.render.inert import one_line
from tracker.render.window import iso_utc
from tracker.store.history import CheckSummary

if TYPE_CHECKING:
    from tracker.desk.wishing import Wish

_PART = 200  # the most that the API gives at once
_TIMEOUT_SECONDS = 60
_NOTHING_TO_TELL = 204
_NOT_UNDERSTOOD = {404, 422}
_NOT_OFFERED = 405
_NO_ROUTE = (404, "There is no such page.")  # in the words of web/guard.py: what is no route at all
_NOT_ALLOWED = {401, 403}
_HERE = {"127.0.0.1", "::1", "localhost"}

Value = TypeVar("Value")


class Remote(Desk):
    """A Tracker at the address where its page is. `token` may be empty where there is no login; times are typed and
    shown in `zone`. Raises UsageError for what is no such address, and where a token would be sent unprotected.
    """

    def __init__(self, server: str, token: str, *, zone: tzinfo) -> None:
        parts = urlsplit(server)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(f"no server: {server[:100]}", hint="write its address, as https://tracker.paper.example")
        if token and parts.scheme == "http" and parts.hostname not in _HERE:
            raise UsageError(
                f"the token would be sent to {parts.hostname} where others can read it",
                hint="use https, or reach the server through a tunnel as http://127.0.0.1:PORT",
            )
        self._zone = zone
        self._server = server.rstrip("/")
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT_SECONDS, trust_env=parts.hostname not in _HERE)

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    @property
    @override
    def zone(self) -> tzinfo:
        return self._zone

    @override
    def add(self, text: str, *, source: str = "") -> tuple[Article, bool]:
        told = self._ask("POST", "/articles", json={"url": text, "source": source})
        return self._read(lambda one: (readback.article(one), bool(one["new"])), told)

    @override
    def article(self, reference: str) -> Article:
        return self._read(readback.article, self._ask("GET", "/find", params={"q": reference}))

    @override
    def articles(self, *, source: str = "", after: int = 0, limit: int | None = None) -> list[Article]:
        return self._all("/articles", readback.article, {"source": source, "after": after}, limit, further="after")

    @override
    def pause(self, article: Article) -> None:
        self._ask("POST", f"/articles/{article.id}/pause")

    @override
    def resume(self, article: Article) -> None:
        self._ask("POST", f"/articles/{article.id}/resume")

    @override
    def check_soon(self, article: Article) -> None:
        self._ask("POST", f"/articles/{article.id}/check")

    @override
    def remove(self, article: Article) -> None:
        self._ask("DELETE", f"/articles/{article.id}")

    @override
    def sources(self) -> list[Source]:
        return self._all("/sources", readback.source, further="after")

    @override
    def subscriptions(self) -> list[Subscription]:
        return self._all("/subscriptions", readback.subscription, further="after")

    @override
    def wished(self, wish: Wish) -> tuple[Subscription, bool]:
        told = self._ask("POST", "/subscriptions", json=asdict(wish))
        return self._read(
            lambda one: (replace(readback.subscription(one), secret=one["secret"]), bool(one["new"])), told
        )

    @override
    def unsubscribe(self, reference: str) -> Subscription:
        found = next((one for one in self.subscriptions() if str(one.id) == reference), None)
        if found is None:
            raise UsageError(
                "there is no such subscription",
                hint="`tracker subscriptions` shows the numbers of those that are yours",
            )
        self._ask("DELETE", f"/subscriptions/{found.id}")
        return found

    @override
    def history(self, article: Article) -> History:
        told = self._ask("GET", f"/articles/{article.id}/history")
        return self._read(self._history, told)

    def _history(self, told: Any) -> History:
        found, gap = readback.article(told["article"]), told["longest_gap_seconds"]
        revisions = [readback.value(one, Revision) for one in reversed(told["revisions"])]
        events = [readback.stored_flag(one) for one in told["events"]]
        if len(revisions) == MOST_LISTED:
            revisions = self.revisions(found)
        if len(events) == MOST_LISTED:
            events = self._all(f"/articles/{found.id}/events", readback.stored_flag)[::-1]
        watched = CheckSummary(told["check_count"], told["sightings"], None if gap is None else timedelta(seconds=gap))
        return History(article=found, revisions=tuple(revisions), events=tuple(events), watched=watched)

    @override
    def checks(self, article: Article, *, limit: int = 50) -> list[Check]:
        return self._all(f"/articles/{article.id}/checks", lambda one: readback.value(one, Check), limit=limit)

    @override
    def revisions(self, article: Article) -> list[Revision]:
        return self._all(f"/articles/{article.id}/revisions", lambda one: readback.value(one, Revision))[::-1]

    @override
    def document(self, revision: Revision) -> Document:
        told = self._ask("GET", f"/articles/{revision.article_id}/revisions/{revision.number}")
        return self._read(lambda one: readback.value(one["document"], Document), told)

    @override
    def quotes(self, article: Article) -> tuple[LedgerEntry, ...]:
        path = f"/articles/{article.id}/quotes"
        return tuple(self._all(path, lambda one: readback.value(one, LedgerEntry), further="after"))

    @override
    def blame(self, article: Article) -> Blame:
        """Folded here, from the texts of all its revisions."""
        known = self.revisions(article)
        return blame(Step(one.number, self.document(one), one.cause is not Cause.RE_EXTRACTION) for one in known)

    @override
    def flags(
        self,
        *,
        since: datetime | None = None,
        kinds: tuple[str, ...] = (),
        source: str = "",
        floor: Severity = Severity.LOW,
        limit: int = 1000,
    ) -> list[StoredFlag]:
        asked = {"kind": list(kinds), "source": source, "severity": floor.value}
        found = self._all("/flags", readback.stored_flag, asked | _moments(since=since), limit)
        return sorted(found, key=lambda one: (one.window.until_at, -one.id), reverse=True)

    @override
    def matches(self, asked: Asked, *, before: int | None = None, limit: int = 20) -> Matches:
        params: dict[str, Any] = {"q": asked.words, "source": asked.source, "gone": "yes" if asked.gone else ""}
        params |= _moments(since=asked.since, until=asked.until)
        found: list[Any] = []
        while True:
            part = {"limit": min(_PART, limit - len(found))} | ({} if before is None else {"before": before})
            told = self._ask("GET", "/search", params=params | part)
            items, further, cut = self._read(
                lambda one: (list(map(readback.match, one["items"])), one["next"], one["cut"]), told
            )
            found += items
            before = None if further is None else int(further)
            if before is None or cut or len(found) >= limit:
                return Matches(tuple(found), before, cut=cut)

    @override
    def why(self, article: Article) -> Why:
        return self._read(readback.why, self._ask("GET", f"/articles/{article.id}/why"))

    @override
    def status(self) -> Status:
        told = self._ask("GET", "/status")
        return self._read(lambda one: readback.status(one, self._disabled(one["disabled_subscriptions"])), told)

    def _disabled(self, numbers: Sequence[int]) -> tuple[Subscription, ...]:
        """The subscriptions of these numbers, as far as we may know who they are."""
        known = {one.id: one for one in self.subscriptions()} if numbers else {}
        return tuple(known.get(number) or self._somebodys(number) for number in numbers)

    def _somebodys(self, number: int) -> Subscription:
        """A disabled subscription; whose it is is told to its owner and to admins."""
        why = "only its owner may know why"
        return Subscription(number, "somebody's", Severity.LOW, self.now(), "", disabled_by=why)

    def _all(
        self,
        path: str,
        read: Callable[[Any], Value],
        asked: dict[str, Any] | None = None,
        limit: int | None = None,
        *,
        further: str = "before",
    ) -> list[Value]:
        """The items of a list, part by part, at most `limit`; `further` is what takes the place of the next part."""
        items: list[Value] = []
        place: dict[str, Any] = {}
        while True:
            rest = _PART if limit is None else min(_PART, limit - len(items))
            told = self._ask("GET", path, params={**(asked or {}), **place, "limit": rest})
            more, following = self._read(lambda one: (list(map(read, one["items"])), one["next"]), told)
            items += more
            if following is None or (limit is not None and len(items) >= limit):
                return items
            place = {further: following}

    def _read(self, read: Callable[[Any], Value], told: Any) -> Value:
        """A value of ours from its JSON. Raises FetchError for what is no answer of a Tracker."""
        try:
            return read(told)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise self._stranger() from None

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._client.request(method, f"{self._server}/api/v1{quote(path)}", **more)
        except httpx.HTTPError as error:
            raise FetchError(
                f"{self._server} cannot be reached: {str(error) or type(error).__name__}",
                hint="check --server, and that `tracker run` runs there",
            ) from error
        if answer.status_code == _NOTHING_TO_TELL:
            return None
        if answer.is_success:
            try:
                return answer.json()
            except ValueError:
                raise self._stranger() from None
        raise self._complaint(answer)

    def _complaint(self, answer: httpx.Response) -> UsageError | FetchError:
        """What the server says is wrong, in our words."""
        try:
            problem = answer.json()
            said, hint = one_line(str(problem["detail"])), one_line(str(problem.get("next", "")))
        except (ValueError, KeyError, TypeError, AttributeError):
            return self._stranger()
        if answer.status_code in _NOT_ALLOWED:
            made_by = "`tracker token new NAME` on the server makes one with a --scope that is enough"
            return UsageError(f"{self._server}: {said}", hint=f"set TRACKER_TOKEN; {made_by}")
        if answer.status_code == _NOT_OFFERED or (answer.status_code, said) == _NO_ROUTE:
            older = f"the Tracker at {self._server} is an older one, which does not do this for others"
            return FetchError(older, hint="update it, or type this on its own machine")
        if answer.status_code in _NOT_UNDERSTOOD:
            return UsageError(said, hint=hint)
        return FetchError(f"{self._server}: {said}", hint=hint)

    def _stranger(self) -> FetchError:
        return FetchError(f"{self._server} does not answer as a Tracker of this version", hint="check --server")


def _moments(**named: datetime | None) -> dict[str, str]:
    return {name: iso_utc(at) for name, at in named.items() if at}
