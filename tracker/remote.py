"""A Tracker elsewhere, asked through its API: its answers are made into the same values that a store on this machine
gives, so whoever shows them need not know where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from tracker.answers import Comparison, History, Status
from tracker.compare import compare
from tracker.compare.blame import Step, blame
from tracker.compare.ledger import LedgerEntry
from tracker.errors import FetchError, UsageError
from tracker.making import utc_now
from tracker.model import (
    AlertState,
    Article,
    ArticleState,
    Cause,
    Check,
    Document,
    EditWindow,
    Flag,
    LookOutcome,
    Revision,
    Severity,
    Source,
    StoredFlag,
    Subscription,
    Verdict,
)
from tracker.model.blame import Blame
from tracker.model.trouble import StandingTrouble, TroubleKind
from tracker.references import parse_revision
from tracker.render.inert import one_line
from tracker.render.window import iso_utc
from tracker.store.history import CheckSummary, StoreCounts
from tracker.store.queue import HostStanding

_PART = 200  # the most that the API gives at once
_WHOLE = {"/sources", "/subscriptions"}  # lists that come in one part
_TIMEOUT_SECONDS = 60
_NOT_UNDERSTOOD = {404, 422}
_NOT_ALLOWED = {401, 403}
_HERE = {"127.0.0.1", "::1", "localhost"}

Value = TypeVar("Value")


class Remote:
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
        self.zone = zone
        self._server = server.rstrip("/")
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT_SECONDS, trust_env=parts.hostname not in _HERE)

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    def now(self) -> datetime:
        """The time, in UTC."""
        return utc_now()

    def add(self, text: str, *, source: str = "") -> tuple[Article, bool]:
        """Follow the article at a URL; gives it and whether it is new. Raises UsageError, FetchError, as all here do."""
        told = self._ask("POST", "/articles", json={"url": text, "source": source})
        return self._value(told, Article), bool(told["new"])

    def article(self, reference: str) -> Article:
        """The article that a number or any form of its URL means."""
        return self._value(self._ask("GET", "/find", params={"q": reference}), Article)

    def articles(self, *, source: str = "", after: int = 0, limit: int | None = None) -> list[Article]:
        """Every article, or those of a source, in the order they were added: with a number above `after`, at most
        `limit`.
        """
        found = self._all("/articles", {"source": source, "after": after}, limit, further="after")
        return [self._value(one, Article) for one in found]

    def pause(self, article: Article) -> None:
        """Stop checking an article."""
        self._ask("POST", f"/articles/{article.id}/pause")

    def resume(self, article: Article) -> None:
        """Check an article again."""
        self._ask("POST", f"/articles/{article.id}/resume")

    def history(self, article: Article) -> History:
        """All that is known of an article."""
        told = self._ask("GET", f"/articles/{article.id}/history")
        gap = told["longest_gap_seconds"]
        return History(
            article=self._value(told["article"], Article),
            revisions=tuple(self._value(one, Revision) for one in reversed(told["revisions"])),
            events=tuple(self._flag(one) for one in told["events"]),
            watched=CheckSummary(
                told["check_count"], told["sightings"], None if gap is None else timedelta(seconds=gap)
            ),
        )

    def checks(self, article: Article, *, limit: int = 50) -> list[Check]:
        """The newest checks of an article."""
        return [self._value(one, Check) for one in self._all(f"/articles/{article.id}/checks", {}, limit)]

    def comparison(self, article: Article, old: str = "previous", new: str = "latest") -> Comparison:
        """Two revisions by reference, compared here."""
        known = self.history(article).revisions
        before, after = (
            parse_revision(reference, now=self.now(), zone=self.zone).among(known) for reference in (old, new)
        )
        seen_at = max(before.first_seen_at, after.first_seen_at)
        change = compare(self.document(before), self.document(after), seen_at=seen_at)
        return Comparison(article=article, old=before, new=after, change=change)

    def revision(self, article: Article, reference: str) -> Revision:
        """The revision that a number, `latest`, `previous` or a date means."""
        known = self.history(article).revisions
        return parse_revision(reference, now=self.now(), zone=self.zone).among(known)

    def document(self, revision: Revision) -> Document:
        """What a revision says."""
        told = self._ask("GET", f"/articles/{revision.article_id}/revisions/{revision.number}")
        return self._value(told["document"], Document)

    def quotes(self, article: Article) -> tuple[LedgerEntry, ...]:
        """The quote ledger of an article."""
        told = self._ask("GET", f"/articles/{article.id}/quotes")
        return tuple(self._value(one, LedgerEntry) for one in told["items"])

    def blame(self, article: Article) -> Blame:
        """What became of each sentence of an article, folded here from the texts of all its revisions."""
        known = self.history(article).revisions
        return blame(Step(one.number, self.document(one), one.cause is not Cause.RE_EXTRACTION) for one in known)

    def flags(
        self,
        *,
        since: datetime | None = None,
        kinds: tuple[str, ...] = (),
        source: str = "",
        floor: Severity = Severity.LOW,
        limit: int = 1000,
    ) -> list[StoredFlag]:
        """Flags of all articles, newest first."""
        asked = {"kind": list(kinds), "source": source, "severity": floor.value}
        found = self._all("/flags", asked | ({"since": iso_utc(since)} if since else {}), limit)
        return sorted((self._flag(one) for one in found), key=lambda one: (one.window.until_at, -one.id), reverse=True)

    def status(self) -> Status:
        """How that Tracker is doing."""
        return self.state()[0]

    def state(self) -> tuple[Status, int | None, list[Source]]:
        """How that Tracker is doing, the number of its daemon's process there, and its sources."""
        told = self._ask("GET", "/status")
        delay = told["expected_delay_seconds"]
        status = Status(
            counts=self._value(told, StoreCounts),
            late=timedelta(seconds=told["late_seconds"]),
            troubled=tuple(self._value(one, Article) for one in told["troubled"]),
            alerts={AlertState(state): number for state, number in told["alerts"].items()},
            mail_error=told["mail_error"],
            mail_ready=told["mail_ready"],
            expected_delay=None if delay is None else timedelta(seconds=delay),
            stopped_hosts=tuple(self._value(one, HostStanding) for one in told["stopped_hosts"]),
            troubles=tuple(self._trouble(one) for one in told["troubles"]),
            disabled=self._disabled(told["disabled_subscriptions"]),
            goes_on=told["checks_go_on"],
        )
        return status, told["daemon"], [self._source(one) for one in self._all("/sources", {})]

    def _all(self, path: str, asked: dict[str, Any], limit: int | None = None, *, further: str = "before") -> list[Any]:
        """The items of a list, part by part, at most `limit`; `further` is what takes the place of the next part."""
        items: list[Any] = []
        while True:
            rest = _PART if limit is None else min(_PART, limit - len(items))
            part = {} if path in _WHOLE else {"limit": rest}
            told = self._ask("GET", path, params=asked | part)
            items += told["items"]
            if told["next"] is None or (limit is not None and len(items) >= limit):
                return items
            asked = asked | {further: told["next"]}

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._client.request(method, f"{self._server}/api/v1{quote(path)}", **more)
        except httpx.HTTPError as error:
            raise FetchError(
                f"{self._server} cannot be reached: {str(error) or type(error).__name__}",
                hint="check --server, and that `tracker run` runs there",
            ) from error
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
        if answer.status_code in _NOT_UNDERSTOOD:
            return UsageError(said, hint=hint)
        return FetchError(f"{self._server}: {said}", hint=hint)

    def _stranger(self) -> FetchError:
        return FetchError(f"{self._server} does not answer as a Tracker of this version", hint="check --server")

    def _value(self, told: Any, kind: type[Value]) -> Value:
        """A value of ours from its JSON; what a newer server tells besides is passed over."""
        try:
            return msgspec.convert(told, kind)
        except msgspec.ValidationError:
            raise self._stranger() from None

    def _flag(self, told: Any) -> StoredFlag:
        return StoredFlag(
            id=told["id"],
            article=_glimpse(told["article"], found_at=self._value(told["window"], EditWindow).until_at),
            revision=told["revision"],
            window=self._value(told["window"], EditWindow),
            flag=self._value(told, Flag),
            disclosure=Verdict(told["disclosure"]),
        )

    def _trouble(self, told: Any) -> StandingTrouble:
        found_at = datetime.fromisoformat(told["found_at"])
        return StandingTrouble(0, told["name"], TroubleKind(told["what"]), told["detail"], (), found_at, None)

    def _disabled(self, numbers: Sequence[int]) -> tuple[Subscription, ...]:
        """The subscriptions of these numbers, as far as we may know who they are."""
        known = {one["id"]: one for one in self._all("/subscriptions", {})} if numbers else {}
        return tuple(_subscription(number, known.get(number)) for number in numbers)

    def _source(self, told: Any) -> Source:
        outcome = told["outcome"]
        return Source(
            **{name: told[name] for name in ("id", "url", "asked_url", "name", "kind", "cap", "failures", "articles")},
            host=urlsplit(told["url"]).netloc,
            include=tuple(told["include"]),
            exclude=tuple(told["exclude"]),
            added_at=datetime.fromisoformat(told["added_at"]),
            next_look_at=datetime.fromisoformat(told["next_look_at"]),
            last_looked_at=told["last_looked_at"] and datetime.fromisoformat(told["last_looked_at"]),
            last_outcome=LookOutcome(outcome) if outcome else None,
            last_detail=told["detail"],
            pause=timedelta(seconds=told["pause_seconds"]),
            pushed_until=told["pushed_until"] and datetime.fromisoformat(told["pushed_until"]),
            last_push_at=told["last_push_at"] and datetime.fromisoformat(told["last_push_at"]),
        )


def _subscription(number: int, told: Any) -> Subscription:
    """A disabled subscription; whose it is is told to its owner and to admins."""
    told = told or {"address": "somebody's", "disabled_by": "only its owner may know why", "severity": Severity.LOW}
    return Subscription(
        id=number,
        address=told["address"],
        floor=Severity(told["severity"]),
        created_at=utc_now(),
        token="",
        disabled_by=told["disabled_by"],
    )


def _glimpse(told: Any, *, found_at: datetime) -> Article:
    """The article of a flag, of which only the number, address, source and headline are told."""
    return Article(
        id=told["id"],
        url=told["url"],
        host=urlsplit(told["url"]).netloc,
        source=told["source"],
        headline=told["headline"],
        state=ArticleState.LIVE,
        added_at=found_at,
        next_check_at=None,
        last_checked_at=None,
        last_changed_at=None,
        last_outcome=None,
        last_detail="",
        failures=0,
        revisions=0,
    )
