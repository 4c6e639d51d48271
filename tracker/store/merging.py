"""Two followed articles that turn out to be one: the younger is closed, and what is asked of it goes to the older.

Nothing that was recorded is moved or rewritten: the younger keeps its number, checks, revisions, flags and alerts.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from tracker.cleaning import cleaned
from tracker.codec import to_json
from tracker.model import Article, ArticleState, Flag, FlagKind, Severity
from tracker.store import articles as following
from tracker.store.schema import aliases, articles, flags, revisions, source_items, subscriptions

_WELL = frozenset({ArticleState.LIVE, ArticleState.RETURNED, ArticleState.MOVED})


def merge(connection: Connection, one: int, other: int, *, now: datetime) -> Article | None:
    """Make the two articles one, if they show one text and both are followed and seen; gives the one that stays, the
    older.

    One text means that the latest text of either is among the texts of the other: they are looked at at different times.
    Raises LookupError where either is not followed.
    """
    older, younger = (following.get(connection, number) for number in sorted((one, other)))
    if older.id == younger.id or not {older.state, younger.state} <= _WELL:
        return None
    if not _show_one_text(connection, older.id, younger.id):
        return None
    _lead_to(connection, older.id, younger.id, now)
    closed = {"state": ArticleState.MERGED, "next_check_at": None, "last_detail": f"merged into article {older.id}"}
    connection.execute(update(articles).where(articles.c.id == younger.id).values(**closed))
    _tell(connection, younger, f"Merged into article {older.id}: both addresses show one article", older.url, now)
    _tell(connection, older, f"Article {younger.id} is the same and was merged into this one", younger.url, now)
    return older


def _show_one_text(connection: Connection, one: int, other: int) -> bool:
    texts = {one: list[str](), other: list[str]()}
    rows = connection.execute(
        select(revisions.c.article_id, revisions.c.fingerprint)
        .where(revisions.c.article_id.in_(texts))
        .order_by(revisions.c.number)
    )
    for article_id, fingerprint in rows:
        texts[article_id].append(fingerprint)
    first, second = texts[one], texts[other]
    return bool(first and second) and (first[-1] in second or second[-1] in first)


def _lead_to(connection: Connection, older: int, younger: int, now: datetime) -> None:
    """Let addresses, sources and subscriptions of the younger mean the older. Who subscribed to both is told once."""
    for table in (aliases, source_items):
        connection.execute(update(table).where(table.c.article_id == younger).values(article_id=older))
    standing = (subscriptions.c.article_id == younger, subscriptions.c.ended_at.is_(None))
    told = select(subscriptions.c.address).where(
        subscriptions.c.article_id == older, subscriptions.c.ended_at.is_(None)
    )
    twice = subscriptions.c.address.in_(list(connection.scalars(told)))
    connection.execute(update(subscriptions).where(*standing, twice).values(ended_at=now))
    connection.execute(update(subscriptions).where(*standing).values(article_id=older))


def _tell(connection: Connection, article: Article, words: str, where: str, now: datetime) -> None:
    """An event in the article's own record; nobody is mailed about our bookkeeping."""
    event = Flag(
        kind=FlagKind.ARTICLE_MOVED,
        severity=Severity.SILENT,
        before=article.url,
        after=where,
        rule="same-article",
        explanation="The page itself names that address or redirects to it, and the texts are the same.",
        summary=words,
    )
    row = {"article_id": article.id, "found_at": now, "kind": event.kind, "severity": event.severity}
    connection.execute(flags.insert().values(**row, flag=to_json(cleaned(event))))
