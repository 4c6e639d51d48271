"""Sources and what they led to: adding, finding, claiming the host of one that is due, and keeping what a look gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from tracker.cleaning import clean_text
from tracker.model import Article, ArticleState, LookOutcome, Source, Validators
from tracker.schedule import HintKind, hinted_at, urgency_hinted
from tracker.store import articles as following
from tracker.store import pushes
from tracker.store.articles import HostTurn, NewArticle, TurnLostError
from tracker.store.prepared import Prepared
from tracker.store.schema import aliases, articles, hosts, source_items, sources
from tracker.store.schema import pushes as push_rows

if TYPE_CHECKING:
    from tracker.discovery.hubs import Told

_ANY_DUE = Prepared(select(sources.c.id).where(sources.c.next_look_at <= bindparam("now")).limit(1))
_CHUNK = 500  # of a question's list of values; SQLite takes no more than 32,766
_AFRESH = {"etag": "", "last_modified": ""}  # what was left aside before may be wanted now
_FEW = 3  # claims of updates that are believed however many others there are


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to follow: its address and host, whose articles it lists, and which of them are wanted."""

    url: str
    host: str
    name: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    cap: int
    pause: timedelta


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a source names: the article it leads to, the source's own name for it, and when it says it was updated."""

    article: NewArticle
    name: str
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look gave, to be written down. `url` and `host` are set where the source is to be read elsewhere from
    now on; `host_until` where the host asked to be left alone; `told` where it was read whether a hub tells of the source.
    """

    outcome: LookOutcome
    detail: str
    looked_at: datetime
    next_look_at: datetime
    pause: timedelta
    failures: int = 0
    kind: str = ""
    validators: Validators = field(default_factory=Validators)
    url: str = ""
    host: str = ""
    host_until: datetime | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class SourceTurn:
    """The right to visit the host of a source that is due."""

    source_id: int
    turn: HostTurn


def add(connection: Connection, new: NewSource, *, now: datetime) -> tuple[Source, bool]:
    """Follow a source, due at once. Gives it, and whether it is new; the same address is the same source, and gets the
    new wishes.
    """
    wishes = {"name": new.name, "include": list(new.include), "exclude": list(new.exclude), "cap": new.cap}
    known = find(connection, new.url)
    if known is not None:
        connection.execute(
            update(sources).where(sources.c.id == known.id).values(**wishes, **_AFRESH, next_look_at=now)
        )
        return get(connection, known.id), False
    row = {
        "url": new.url,
        "asked_url": new.url,
        "url_sha256": _hash(new.url),
        "host_id": following.host_id(connection, new.host, now=now),
        "added_at": now,
        "next_look_at": now,
        "pause_seconds": int(new.pause.total_seconds()),
    }
    number = connection.scalars(insert(sources).values(**row, **wishes).returning(sources.c.id)).one()
    return get(connection, number), True


def get(connection: Connection, source_id: int) -> Source:
    """The source of that number. Raises LookupError."""
    row = connection.execute(_sources().where(sources.c.id == source_id)).one_or_none()
    if row is None:
        raise LookupError(source_id)
    return _source(row)


def find(connection: Connection, url: str) -> Source | None:
    """The source that is read at an address, or that a person named by it."""
    mine = or_(sources.c.url_sha256 == _hash(url), sources.c.asked_url == url)
    row = connection.execute(_sources().where(mine).order_by(sources.c.id).limit(1)).one_or_none()
    return None if row is None else _source(row)


def all_sources(connection: Connection) -> list[Source]:
    """Every source, in the order they were added."""
    return some_sources(connection)


def some_sources(connection: Connection, *, name: str = "", after: int = 0, limit: int | None = None) -> list[Source]:
    """The sources with a number above `after`, of that name where one is given, in the order they were added."""
    chosen = _sources().where(sources.c.id > after).order_by(sources.c.id).limit(limit)
    return [_source(row) for row in connection.execute(chosen.where(sources.c.name == name) if name else chosen)]


def counted_failing(connection: Connection) -> tuple[int, int]:
    """How many sources are followed, and of how many the last look failed."""
    failing = func.count().filter(sources.c.failures > 0)
    row = connection.execute(
        select(func.count().label("followed"), failing.label("failing")).select_from(sources)
    ).one()
    return row.followed, row.failing


def newest_articles(connection: Connection) -> list[tuple[Source, datetime | None]]:
    """Every source with when an article was last followed because of it."""
    rows = connection.execute(
        select(source_items.c.source_id, func.max(articles.c.added_at).label("newest_at"))
        .join(articles, articles.c.id == source_items.c.article_id)
        .group_by(source_items.c.source_id)
    )
    newest = {row.source_id: row.newest_at for row in rows}
    return [(source, newest.get(source.id)) for source in all_sources(connection)]


def remove(connection: Connection, source_id: int) -> None:
    """Forget a source; the articles it led to stay followed, and a hub that tells of it is asked to stop."""
    pushes.let_go(connection, source_id)
    connection.execute(delete(source_items).where(source_items.c.source_id == source_id))
    connection.execute(delete(sources).where(sources.c.id == source_id))


def host_id_of(connection: Connection, source_id: int) -> int:
    """The number of a source's host. Raises LookupError."""
    found = connection.scalar(select(sources.c.host_id).where(sources.c.id == source_id))
    if found is None:
        raise LookupError(source_id)
    return int(found)


def validators_of(connection: Connection, source_id: int) -> Validators:
    """The validators of what was last read."""
    row = connection.execute(select(sources.c.etag, sources.c.last_modified).where(sources.c.id == source_id)).one()
    return Validators(etag=row.etag, last_modified=row.last_modified)


def any_due(connection: Connection, *, now: datetime) -> bool:
    """Whether any source is due."""
    return _ANY_DUE.scalar(connection, {"now": now}) is not None


def claim_due_turn(connection: Connection, *, now: datetime, lease: timedelta) -> SourceTurn | None:
    """Claim the host of the source that has been due the longest, among hosts that may be asked now."""
    chosen = connection.execute(
        select(sources.c.id, sources.c.host_id)
        .join(hosts, hosts.c.id == sources.c.host_id)
        .where(
            sources.c.next_look_at <= now,
            hosts.c.next_allowed_at <= now,
            or_(hosts.c.leased_until.is_(None), hosts.c.leased_until <= now),
        )
        .order_by(sources.c.next_look_at)
        .limit(1)
    ).one_or_none()
    turn = following.claim_turn(connection, chosen.host_id, now=now, lease=lease) if chosen else None
    return SourceTurn(chosen.id, turn) if chosen and turn else None


def adopt(
    connection: Connection, source: Source, candidates: Sequence[Candidate], *, turn: HostTurn, now: datetime
) -> list[Article]:
    """Follow what is new; gives those articles. What the source named before is the same article under whatever address
    it has now; what a person forgot is not followed again.

    Raises TurnLostError when the host's turn went to somebody else meanwhile, LookupError when the source was forgotten.
    """
    _check_fence(connection, source, turn)
    new, moved = [], []
    named = {_short(candidate.name): candidate for candidate in reversed(candidates)}  # the first of each name
    known = _known_items(connection, source.id, list(named))
    keys = _known_keys(connection, [candidate.article.key for candidate in candidates])
    for name, candidate in reversed(named.items()):
        item = known.get(name)
        if item is None:
            article_id = keys.get(candidate.article.key)
            if article_id is None:
                article, _ = following.add(connection, candidate.article, now=now)
                new.append(article)
                article_id = keys[candidate.article.key] = article.id
            row = {"source_id": source.id, "name": name, "article_id": article_id, "claimed_at": candidate.claimed_at}
            connection.execute(insert(source_items).values(**row))
        elif item.article_id is not None:
            if candidate.article.key not in keys:
                _add_address(connection, item.article_id, candidate.article)
            if candidate.claimed_at and candidate.claimed_at != item.claimed_at:
                moved.append((item, candidate.claimed_at))
    _bring_forward(connection, moved, dated=sum(1 for one in candidates if one.claimed_at), now=now)
    return new


def record(connection: Connection, source: Source, looked: Looked, *, turn: HostTurn) -> None:
    """Write down how a look went. Raises TurnLostError and LookupError as `adopt` does."""
    _check_fence(connection, source, turn)
    values: dict[str, Any] = {
        "last_outcome": looked.outcome,
        "last_detail": clean_text(looked.detail)[:500],
        "last_looked_at": looked.looked_at,
        "next_look_at": looked.next_look_at,
        "pause_seconds": int(looked.pause.total_seconds()),
        "failures": looked.failures,
        "kind": looked.kind,
    }
    if looked.outcome is LookOutcome.READ:
        values["etag"] = clean_text(looked.validators.etag)[:1000]
        values["last_modified"] = clean_text(looked.validators.last_modified)[:200]
    if looked.url:
        values |= {"url": looked.url, "url_sha256": _hash(looked.url), "etag": "", "last_modified": ""}
        values["host_id"] = following.host_id(connection, looked.host, now=looked.looked_at)
    connection.execute(update(sources).where(sources.c.id == source.id).values(**values))
    if looked.told is not None:
        pushes.declare(connection, source.id, looked.told.hub, looked.told.topic, now=looked.looked_at)
    if looked.host_until is not None:
        connection.execute(update(hosts).where(hosts.c.id == turn.host_id).values(next_allowed_at=looked.host_until))


def _check_fence(connection: Connection, source: Source, turn: HostTurn) -> None:
    if not following.holds(connection, turn):
        raise TurnLostError(turn.name)
    get(connection, source.id)


def _add_address(connection: Connection, article_id: int, other: NewArticle) -> None:
    """Let another address mean the article, within its site: a source must not give one paper's articles to another."""
    from tracker.discovery.addresses import same_site  # loads all that reads feeds and pages

    if same_site(following.get(connection, article_id).url, other.url):
        following.add_alias(connection, article_id, other.key)


def _bring_forward(
    connection: Connection, moved: Sequence[tuple[Row[Any], datetime]], *, dated: int, now: datetime
) -> None:
    """Check at once what the source says was updated since the last check. A source that stamps most of what it lists
    anew at each look says nothing.
    """
    believed = len(moved) <= max(_FEW, dated // 2)
    for item, claimed_at in moved:
        mine = (source_items.c.source_id == item.source_id, source_items.c.name == item.name)
        connection.execute(update(source_items).where(*mine).values(claimed_at=claimed_at))
        if believed and item.claimed_at and claimed_at > item.claimed_at:
            _hint(connection, item.article_id, claimed_at, now)


def _hint(connection: Connection, article_id: int, claimed_at: datetime, now: datetime) -> None:
    """Look at an article sooner, if it was not looked at since the edit that its source claims."""
    row = connection.execute(
        select(articles).where(
            articles.c.id == article_id,
            articles.c.state.in_((ArticleState.LIVE, ArticleState.RETURNED)),
            articles.c.next_check_at > now,
            articles.c.last_checked_at < claimed_at,
        )
    ).one_or_none()
    if row is None:
        return
    at = hinted_at(row.next_check_at, last_look_at=row.last_checked_at, now=now, idle_hints=row.idle_hints)
    urgency = urgency_hinted(row.urgency)
    connection.execute(
        update(articles)
        .where(articles.c.id == article_id)
        .values(next_check_at=at, hint=HintKind.LIST, urgency=urgency)
    )
    following.make_ready(connection, row.host_id, at=at, urgency=urgency)


def _known_items(connection: Connection, source_id: int, names: Sequence[str]) -> dict[str, Row[Any]]:
    return {
        row.name: row
        for some in _chunks(names)
        for row in connection.execute(
            select(source_items).where(source_items.c.source_id == source_id, source_items.c.name.in_(some))
        )
    }


def _known_keys(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    return {
        row.key: row.article_id
        for some in _chunks(keys)
        for row in connection.execute(select(aliases).where(aliases.c.key.in_(some)))
    }


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


def _hash(url: str) -> str:
    return sha256(url.encode()).hexdigest()


def _short(name: str) -> str:
    return sha256(name.encode(errors="replace")).hexdigest()[:32]


def _sources() -> Any:
    led_to = (
        select(func.count(source_items.c.article_id)).where(source_items.c.source_id == sources.c.id).scalar_subquery()
    )
    told = (push_rows.c.lease_until.label("pushed_until"), push_rows.c.last_push_at)
    return (
        select(sources, hosts.c.name.label("host"), led_to.label("articles"), *told)
        .join(hosts, hosts.c.id == sources.c.host_id)
        .outerjoin(push_rows, push_rows.c.source_id == sources.c.id)
    )


def _source(row: Row[Any]) -> Source:
    return Source(
        id=row.id,
        url=row.url,
        asked_url=row.asked_url,
        host=row.host,
        name=row.name,
        kind=row.kind,
        include=tuple(row.include),
        exclude=tuple(row.exclude),
        cap=row.cap,
        added_at=row.added_at,
        next_look_at=row.next_look_at,
        last_looked_at=row.last_looked_at,
        last_outcome=LookOutcome(row.last_outcome) if row.last_outcome else None,
        last_detail=row.last_detail,
        failures=row.failures,
        pause=timedelta(seconds=row.pause_seconds),
        articles=row.articles,
        pushed_until=row.pushed_until,
        last_push_at=row.last_push_at,
    )
