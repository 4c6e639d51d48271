"""Where the checking of an article stands, read for the next decision; `records` writes what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from tracker.cleaning import clean_text
from tracker.codec import flag_from_json, unpack_document
from tracker.decision import Latest, Standing
from tracker.examining.examine import Page
from tracker.model import FlagKind, Outcome, Validators
from tracker.schedule import HintKind, HostHealth, Life, Tally, learnt_rate
from tracker.store.articles import article_of
from tracker.store.prepared import Prepared, among
from tracker.store.schema import aliases, articles, blames, checks, flags, hosts, rates, revisions, sketches, snapshots
from tracker.store.sketches import KeptSketch

_LIFE = [
    articles.c[name]
    for name in (
        *("added_at", "born_at", "last_changed_at", "revisions", "section", "claimed_at"),
        *("hint", "idle_hints", "urgency"),
    )
]
_numbered = revisions.alias("numbered")
_NEWEST = (
    select(func.max(_numbered.c.number))
    .where(_numbered.c.article_id == articles.c.id)
    .correlate(articles)
    .scalar_subquery()
)
_MOVED = (
    select(flags.c.flag)
    .where(flags.c.article_id == articles.c.id, flags.c.kind == FlagKind.ARTICLE_MOVED)
    .order_by(flags.c.id.desc())
    .limit(1)
    .correlate(articles)
    .scalar_subquery()
)
_believed, _of_latest, _own, _of_source = (
    snapshots.alias("believed"),
    snapshots.alias("of_latest"),
    rates.alias("own"),
    rates.alias("of_source"),
)
# Built once and asked once for many: it runs before every visit.
_KNOWN = (
    select(
        articles,
        hosts.c.name.label("host"),
        hosts.c.memory,
        hosts.c.failures.label("host_failures"),
        hosts.c.stopped_at,
        hosts.c.lied_at,
        _believed.c.sha256.label("believed_sha256"),
        revisions.c.id.label("latest_id"),
        *(revisions.c[name] for name in ("number", "fingerprint", "extractor", "document", "last_seen_at")),
        _of_latest.c.sha256.label("latest_sha256"),
        *(sketches.c[name].label(f"sketch_{name}") for name in ("fingerprint", "extractor")),
        *(sketches.c[name] for name in ("drawn_at", "glances", "sketch")),
        blames.c.blame,
        *(_own.c[name].label(f"own_{name}") for name in ("changes", "expected")),
        *(
            select(func.sum(_of_source.c[name]))
            .where(_of_source.c.source == articles.c.source)
            .correlate(articles)
            .label(name)
            for name in ("changes", "expected")
        ),
        _MOVED.label("moved"),
    )
    .join(hosts, hosts.c.id == articles.c.host_id)
    .outerjoin(_believed, _believed.c.id == articles.c.snapshot_id)
    .outerjoin(revisions, and_(revisions.c.article_id == articles.c.id, revisions.c.number == _NEWEST))
    .outerjoin(_of_latest, _of_latest.c.id == revisions.c.snapshot_id)
    .outerjoin(sketches, sketches.c.article_id == articles.c.id)
    .outerjoin(blames, blames.c.article_id == articles.c.id)
    .outerjoin(_own, and_(_own.c.source == articles.c.source, _own.c.section == articles.c.section))
)
_KEYS = select(aliases.c.article_id, aliases.c.key)
_MARKS = select(revisions.c.article_id, revisions.c.fingerprint, revisions.c.number).order_by(revisions.c.number)
_KNOWN_OF, _KEYS_OF, _MARKS_OF = (
    Prepared(among(_KNOWN, "articles.id")),
    Prepared(among(_KEYS, "aliases.article_id")),
    Prepared(among(_MARKS, "revisions.article_id")),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a visit to an article has to know beforehand: where it stands, the validators of the capture that was last
    believed, the further pages of that, the sketch of its page, when its host was last caught lying with 304, and the
    blame of its latest revision, packed.
    """

    standing: Standing
    validators: Validators
    further: tuple[KnownPage, ...]
    sketch: KeptSketch | None
    lied_at: datetime | None = None
    blame: bytes = b""


def known_of(connection: Connection, article_ids: Collection[int]) -> dict[int, Known]:
    """What is known of those of these articles that are followed, by number, with three questions for all of them."""
    if not article_ids:
        return {}
    chosen = {"ids": json.dumps(list(article_ids))}
    keys: dict[int, set[str]] = {}
    for article_id, key in _KEYS_OF.all(connection, chosen):
        keys.setdefault(article_id, set()).add(key)
    marks: dict[int, dict[str, int]] = {}
    for article_id, fingerprint, number in _MARKS_OF.all(connection, chosen):
        marks.setdefault(article_id, {})[fingerprint] = number
    return {
        row.id: _known(connection, row, frozenset(keys.get(row.id, ())), marks.get(row.id, {}))
        for row in _KNOWN_OF.all(connection, chosen)
    }


def known_one(connection: Connection, article_id: int) -> Known | None:
    """What is known of an article; None where it is not followed."""
    return known_of(connection, [article_id]).get(article_id)


def standing_of(connection: Connection, article_id: int) -> Standing:
    """Where the checking of an article stands. Raises LookupError."""
    known = known_one(connection, article_id)
    if known is None:
        raise LookupError(article_id)
    return known.standing


def _known(connection: Connection, row: Any, keys: frozenset[str], marks: dict[str, int]) -> Known:
    latest = _latest(row)
    standing = Standing(
        article=article_of(row),
        latest=latest,
        snapshot_sha256=row.believed_sha256 or "",
        held_fingerprint=row.held_fingerprint,
        gone_looks=row.gone_looks,
        keys=keys,
        earlier=marks,
        life=_life(row),
        moved_to=flag_from_json(row.moved).after if row.moved else "",
        memory=row.memory or b"",
        rate=learnt_rate(
            Tally(row.changes or 0.0, row.expected or 0.0), Tally(row.own_changes or 0.0, row.own_expected or 0.0)
        ),
        health=HostHealth(failures=row.host_failures, stopped_at=row.stopped_at),
    )
    sketch = None
    if row.sketch is not None:
        sketch = KeptSketch(row.sketch_fingerprint, row.sketch_extractor, row.drawn_at, row.glances, row.sketch)
    further = further_pages(connection, row.id) if standing.has_several_pages else ()
    validators = Validators(etag=row.etag, last_modified=row.last_modified)
    return Known(standing, validators, further, sketch, row.lied_at, row.blame or b"")


def life_of(connection: Connection, article_id: int) -> Life:
    """What the schedule knows of an article. Raises LookupError."""
    row = connection.execute(select(*_LIFE).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise LookupError(article_id)
    return _life(row)


def life_values(life: Life) -> dict[str, object]:
    """The columns that keep what the schedule knows of an article, but for when it was added and how it changed."""
    return {
        "born_at": life.born_at,
        "section": clean_text(life.section),
        "claimed_at": life.claimed_at,
        "hint": life.hint or "",
        "idle_hints": life.idle_hints,
        "urgency": life.urgency,
    }


def _life(row: Any) -> Life:
    return Life(
        added_at=row.added_at,
        born_at=row.born_at,
        changed_at=row.last_changed_at,
        changes=max(0, row.revisions - 1),
        section=row.section,
        claimed_at=row.claimed_at,
        hint=HintKind(row.hint) if row.hint else None,
        idle_hints=row.idle_hints,
        urgency=row.urgency,
    )


def page_of(connection: Connection, revision_id: int, load: Callable[[str], bytes]) -> Page:
    """The page that a revision was read from, with its further pages; `load` gives the bytes of a snapshot by its
    SHA-256. Raises what `load` raises.
    """
    row = connection.execute(
        select(checks.c.capture, checks.c.status, checks.c.finished_at, snapshots.c.sha256)
        .join(revisions, revisions.c.check_id == checks.c.id)
        .join(snapshots, snapshots.c.id == revisions.c.snapshot_id)
        .where(revisions.c.id == revision_id)
    ).one()
    day = row.finished_at.date()
    further = tuple(
        _page(facts, facts["status"], load(facts["sha256"]), day) for facts in row.capture.get("further_pages", ())
    )
    return replace(_page(row.capture, row.status, load(row.sha256), day), further=further)


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A further page of an article as it was last believed: its address, the SHA-256 of its bytes, and the facts that
    were kept with them.
    """

    address: str
    sha256: str
    facts: dict[str, Any]

    @property
    def validators(self) -> Validators:
        """The validators that came with it; none of a page that its scripts made, whose own bytes say nothing."""
        headers = {name.lower(): value for name, value in self.facts["headers"]}
        return Validators(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))


def further_pages(connection: Connection, article_id: int) -> tuple[KnownPage, ...]:
    """The further pages of the capture of an article that was last believed, in order."""
    believed = (
        select(checks.c.capture)
        .join(articles, articles.c.id == checks.c.article_id)
        .where(checks.c.article_id == article_id, checks.c.snapshot_id == articles.c.snapshot_id)
        .where(checks.c.outcome.in_((Outcome.CHANGED, Outcome.UNCHANGED)))
        .order_by(checks.c.id.desc())
        .limit(1)
    )
    capture = connection.scalar(believed) or {}
    pages = capture.get("further_pages", ())
    return tuple(KnownPage(facts["requested_url"], facts["sha256"], facts) for facts in pages)


def _page(facts: dict[str, Any], status: int, body: bytes, day: date) -> Page:
    headers = tuple((name, value) for name, value in facts["headers"])
    return Page(body=body, url=facts["url"], status=status, headers=headers, day=day)


def _latest(row: Any) -> Latest | None:
    if row.latest_id is None:
        return None
    return Latest(
        id=row.latest_id,
        number=row.number,
        fingerprint=row.fingerprint,
        extractor=row.extractor,
        document=unpack_document(row.document),
        last_seen_at=row.last_seen_at,
        snapshot_sha256=row.latest_sha256,
    )
