"""Who was quoted with which words, in which revisions of which article: kept by the transaction that records a revision.

Two wordings are one utterance where the comparison found the one changed into the other (compare/ledger.py tells the same
of one article); every wording of it carries the number of the first as its `life`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from tracker.codec import flag_from_json
from tracker.compare.quoting.utterances import key_of
from tracker.compare.speaking.oneself import in_full, one_speaker
from tracker.compare.speaking.speakers import Quotation
from tracker.model import Article, Flag, FlagKind
from tracker.model.query import folded
from tracker.store import articles as following
from tracker.store.prepared import Prepared
from tracker.store.schema import flags as raised_flags
from tracker.store.schema import revisions, utterances

_LONGEST = 4000
_MOST = 300  # of one revision
_OWN = 0  # in place of the number of a life that begins with the row itself

_OF_REVISION = Prepared(
    select(utterances).where(
        utterances.c.article_id == bindparam("article_id"), utterances.c.last == bindparam("number")
    )
)
_KEEP = Prepared(insert(utterances))
_STAY = Prepared(update(utterances).where(utterances.c.id == bindparam("own")).values(last=bindparam("until")))
_CALL = Prepared(
    update(utterances)
    .where(
        utterances.c.article_id == bindparam("of_article"),
        utterances.c.life == bindparam("of_life"),
        utterances.c.speaker == bindparam("before"),
    )
    .values(speaker=bindparam("called"), surname=bindparam("ends"))
)
_BEGIN = Prepared(
    update(utterances)
    .where(
        utterances.c.article_id == bindparam("of_article"),
        utterances.c.last == bindparam("of_revision"),
        utterances.c.life == _OWN,
    )
    .values(life=utterances.c.id)
)
_ABOUT_QUOTES = (
    FlagKind.QUOTE_CHANGED,
    FlagKind.QUOTE_ADDED,
    FlagKind.QUOTE_REMOVED,
    FlagKind.ATTRIBUTION_CHANGED,
    FlagKind.VERB_CHANGED,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One form of an utterance: words, speaker and verb of saying, and the revisions it stood in, first to last."""

    id: int
    life: int
    speaker: str
    verb: str
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance in one article with all its wordings, oldest first."""

    article: Article
    wordings: tuple[Wording, ...]

    @property
    def is_gone(self) -> bool:
        """Whether the latest revision does not have it any more, in any wording."""
        return self.wordings[-1].last < self.article.revisions


def keep_utterances(
    connection: Connection, article_id: int, number: int, quoted: Sequence[Quotation], flags: Sequence[Flag] = ()
) -> None:
    """Write down who is quoted with what in a revision, in the order of its text: what stood in the one before stands on,
    the rest is new.
    """
    rows = _OF_REVISION.all(connection, {"article_id": article_id, "number": number - 1})
    standing: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in rows:
        standing.setdefault(_same(row.text, row.speaker), []).append(row)
    stay: list[int] = []
    fresh: list[Quotation] = []
    for quotation in quoted[:_MOST]:
        known = standing.get(_same(quotation.text[:_LONGEST], quotation.speaker))
        if known:
            stay.append(known.pop(0).id)
        else:
            fresh.append(quotation)
    _STAY.run_each(connection, [{"own": one, "until": number} for one in stay])
    left = [row for group in standing.values() for row in group]
    made = []
    for quotation in fresh:
        before = _worded_before(quotation, left, flags)
        called = one_speaker(before.speaker, quotation, flags) if before is not None else None
        if before is not None:
            left.remove(before)
        if before is not None and called and called != before.speaker:
            _CALL.run(connection, _renamed(article_id, before, called))
        if before is not None and called and key_of(before.text) == key_of(quotation.text):
            _STAY.run(connection, {"own": before.id, "until": number})
        else:
            named = replace(quotation, speaker=called or quotation.speaker)
            made.append(_row(article_id, number, named, before))
    if made:
        _KEEP.run_each(connection, made)
        _BEGIN.run(connection, {"of_article": article_id, "of_revision": number})


def said_by(connection: Connection, speaker: str, *, before: int | None = None, limit: int) -> list[Said]:
    """What a speaker said, by the last word of the name and every other that is given: the newest `limit` wordings, from
    below the number `before` on, each with all its variants.
    """
    asked = _name(speaker)
    if not asked:
        return []
    chosen = select(utterances.c.id, utterances.c.life, utterances.c.speaker).where(utterances.c.surname == asked[-1])
    if before is not None:
        chosen = chosen.where(utterances.c.life < before)
    lives: dict[int, None] = {}
    rows = connection.execute(chosen.order_by(utterances.c.id.desc()).limit(40 * limit))
    for row in rows:
        own = _name(row.speaker)
        if set(asked) <= set(own) or set(own) <= set(asked):
            lives[row.life] = None
    chosen_lives = sorted(lives, reverse=True)[:limit]
    return _lives(connection, chosen_lives)


def speakers(connection: Connection, *, limit: int) -> list[tuple[str, int]]:
    """Who was quoted most lately: names with how many wordings of the newest are theirs."""
    newest = (
        select(utterances.c.speaker)
        .where(utterances.c.speaker != "")
        .order_by(utterances.c.id.desc())
        .limit(2000)
        .subquery()
    )
    count = func.count().label("wordings")
    rows = connection.execute(
        select(newest.c.speaker, count).group_by(newest.c.speaker).order_by(count.desc(), newest.c.speaker).limit(limit)
    )
    return [(speaker, wordings) for speaker, wordings in rows]


def ledger_of(connection: Connection, article_id: int, *, limit: int) -> list[Said]:
    """The utterances of an article in the order they first came, at most `limit`."""
    own = utterances.c.article_id == article_id
    lives = connection.scalars(select(utterances.c.life).where(own).distinct().order_by(utterances.c.life).limit(limit))
    said = _lives(connection, list(lives))
    whole = in_full(wording.speaker for one in said for wording in one.wordings)
    return [replace(one, wordings=tuple(_called(wording, whole) for wording in one.wordings)) for one in said]


def _called(wording: Wording, whole: Mapping[str, str]) -> Wording:
    return replace(wording, speaker=whole[wording.speaker]) if wording.speaker in whole else wording


def findings_on(connection: Connection, said: Sequence[Said]) -> dict[tuple[int, int], tuple[int, Flag]]:
    """The flag, with its number, that was raised when a wording came or went: by the number of the wording and the
    revision in which that was. Of several flags the first.
    """
    wordings = [(one.article.id, wording) for one in said for wording in one.wordings]
    steps = {step for _, wording in wordings for step in (wording.first, wording.last + 1)}
    raised: dict[tuple[int, int], list[tuple[int, Flag]]] = {}
    for row in connection.execute(_about_quotes({article for article, _ in wordings}, steps)):
        raised.setdefault((row.article_id, row.number), []).append((row.id, flag_from_json(row.flag)))
    found: dict[tuple[int, int], tuple[int, Flag]] = {}
    for article, wording in wordings:
        words = key_of(wording.text)
        for number, flag in raised.get((article, wording.first), ()):
            if _within(words, key_of(flag.after)):
                found.setdefault((wording.id, wording.first), (number, flag))
        for number, flag in raised.get((article, wording.last + 1), ()):
            if _within(words, key_of(flag.before)):
                found.setdefault((wording.id, wording.last + 1), (number, flag))
    return found


def _about_quotes(numbers: Collection[int], steps: Collection[int]) -> Select[Any]:
    """The flags about quotations that were raised in these steps of these articles."""
    return (
        select(raised_flags.c.id, raised_flags.c.flag, raised_flags.c.article_id, revisions.c.number)
        .join(revisions, revisions.c.id == raised_flags.c.revision_id)
        .where(raised_flags.c.article_id.in_(numbers), revisions.c.number.in_(steps))
        .where(raised_flags.c.kind.in_(_ABOUT_QUOTES))
        .order_by(raised_flags.c.id)
    )


def _lives(connection: Connection, lives: Sequence[int]) -> list[Said]:
    rows = connection.execute(select(utterances).where(utterances.c.life.in_(lives)).order_by(utterances.c.id)).all()
    known = following.by_number(connection, {row.article_id for row in rows})
    together: dict[int, list[Row[Any]]] = {life: [] for life in lives}
    for row in rows:
        together[row.life].append(row)
    return [Said(known[own[0].article_id], tuple(map(_wording, own))) for own in together.values() if own]


def _worded_before(quotation: Quotation, left: Sequence[Row[Any]], flags: Sequence[Flag]) -> Row[Any] | None:
    """The wording that this one was before, as the comparison found it: of the same words, or of those changed."""
    words = key_of(quotation.text)
    for row in left:
        if key_of(row.text) == words:
            return row
    changed = (FlagKind.QUOTE_CHANGED, FlagKind.ATTRIBUTION_CHANGED)
    for flag in flags:
        if flag.kind in changed and flag.after and _within(words, key_of(flag.after)):
            olds = [row for row in left if _within(key_of(row.text), key_of(flag.before))]
            if olds:
                return olds[0]
    return None


def _within(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _renamed(article_id: int, before: Row[Any], called: str) -> dict[str, Any]:
    """The values with which one speaker gets the name that a later revision has for them."""
    return {
        "of_article": article_id,
        "of_life": before.life,
        "before": before.speaker,
        "called": called[:300],
        "ends": _surname(called),
    }


def _surname(speaker: str) -> str:
    name = _name(speaker)
    return name[-1][:100] if name else ""


def _row(article_id: int, number: int, quotation: Quotation, before: Row[Any] | None) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "life": before.life if before is not None else _OWN,
        "speaker": quotation.speaker[:300],
        "surname": _surname(quotation.speaker),
        "verb": quotation.verb[:100],
        "text": quotation.text[:_LONGEST],
        "first": number,
        "last": number,
    }


def _wording(row: Row[Any]) -> Wording:
    return Wording(row.id, row.life, row.speaker, row.verb, row.text, row.first, row.last)


def _same(text: str, speaker: str) -> tuple[str, str]:
    return key_of(text), speaker


def _name(speaker: str) -> list[str]:
    """The words of a name, folded, without signs."""
    words = ("".join(one for one in word if one.isalnum()) for word in speaker.split())
    return [folded(word) for word in words if word]
