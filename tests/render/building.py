"""Changes built by hand for the renderer's tests: sentences in, documents with spans and aligned passages out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tracker.model import (
    Article,
    ArticleState,
    Cause,
    Change,
    Disclosure,
    Document,
    Edit,
    EditKind,
    EditWindow,
    Flag,
    FlagKind,
    Op,
    Outcome,
    Part,
    Piece,
    Revision,
    Severity,
    Span,
    Verdict,
)

PARAGRAPH = "¶"


@dataclass
class Side:
    """One text as it grows: `add` puts a sentence into its current paragraph and gives its span."""

    paragraphs: list[list[str]] = field(default_factory=lambda: [[]])
    length: int = 0

    def add(self, sentence: str) -> Span:
        current = self.paragraphs[-1]
        start = self.length + (1 if current else 2 if len(self.paragraphs) > 1 else 0)
        current.append(sentence)
        self.length = start + len(sentence)
        return Span(Part.BODY, start, self.length)

    def new_paragraph(self) -> None:
        if self.paragraphs[-1]:
            self.paragraphs.append([])

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(sentences) for sentences in self.paragraphs if sentences)


def kept(text: str) -> tuple[str, str, str]:
    return ("kept", text, text)


def removed(text: str) -> tuple[str, str, str]:
    return ("removed", text, "")


def added(text: str) -> tuple[str, str, str]:
    return ("added", "", text)


def changed(old: str, new: str) -> tuple[str, str, str]:
    return ("changed", old, new)


def silent(old: str, new: str) -> tuple[str, str, str]:
    return ("silent", old, new)


def change(
    *script: tuple[str, str, str] | str, flags: tuple[Flag, ...] = (), verdict: Verdict = Verdict.NONE
) -> Change:
    """A change of the body from a script in reading order; PARAGRAPH begins a new paragraph in both texts."""
    old, new = Side(), Side()
    passages: list[Edit] = []
    for step in script:
        if isinstance(step, str):
            old.new_paragraph()
            new.new_paragraph()
            continue
        kind, before, after = step
        spans = ((old.add(before),) if before else (), (new.add(after),) if after else ())
        reason = "typography" if kind == "silent" else ""
        passages.append(
            Edit(EditKind("changed" if kind == "silent" else kind), *spans, words(before, after), silent=reason)
        )
    return Change(
        old=Document.from_text(old.text),
        new=Document.from_text(new.text),
        passages=tuple(passages),
        flags=flags,
        disclosure=Disclosure(verdict),
    )


def move(before: Change, moved: str, *, old_order: tuple[str, ...]) -> Change:
    """The change with the sentence `moved` marked as moved, its old text being `old_order` (a paragraph each)."""
    old = Document.from_text("\n\n".join(old_order))
    passages = []
    for edit in before.passages:
        text = before.new.cut(edit.new[0])
        start = old.text.index(text)
        kind = EditKind.MOVED if text == moved else edit.kind
        passages.append(replace(edit, kind=kind, old=(Span(Part.BODY, start, start + len(text)),)))
    return replace(before, old=old, passages=tuple(passages))


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Common words at both ends equal, what is between deleted and inserted."""
    old, new = before.split(" "), after.split(" ")
    if before == after:
        return (Piece(Op.EQUAL, before),)
    if not before or not after:
        return (Piece(Op.DELETE, before),) if before else (Piece(Op.INSERT, after),)
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = [(Op.DELETE, old[start : len(old) - end]), (Op.INSERT, new[start : len(new) - end])]
    closing = " " if end else ""
    pieces = [Piece(Op.EQUAL, " ".join(new[:start]) + " ")] if start else []
    pieces += [Piece(op, " ".join(part) + closing) for op, part in middle if part]
    pieces += [Piece(Op.EQUAL, " ".join(new[len(new) - end :]))] if end else []
    return tuple(pieces)


def flag(
    kind: FlagKind = FlagKind.FACT_CHANGED,
    severity: Severity = Severity.HIGH,
    before: str = "42",
    after: str = "43",
    *,
    sub: str = "age",
    summary: str = "Age of Ada Moss: 42 → 43",
) -> Flag:
    return Flag(kind, severity, before, after, "fact.age", "The two ages differ.", summary, sub=sub)


def at(hour: int, minute: int, second: int = 0, *, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


def article(headline: str = "The harbour bridge will close for repairs", **other: object) -> Article:
    base = Article(
        id=12,
        url="https://paper.example/harbour-bridge",
        host="paper.example",
        source="paper.example",
        headline=headline,
        state=ArticleState.LIVE,
        added_at=at(9, 0),
        next_check_at=at(14, 30),
        last_checked_at=at(14, 17, 43),
        last_changed_at=at(13, 17, 43),
        last_outcome=Outcome.CHANGED,
        last_detail="",
        failures=0,
        revisions=3,
    )
    return replace(base, **other)  # type: ignore[arg-type] # each test names fields of Article


def revision(number: int = 2, **other: object) -> Revision:
    base = Revision(
        id=40 + number,
        article_id=12,
        number=number,
        cause=Cause.EDIT if number > 1 else Cause.FIRST,
        first_seen_at=at(13, 17, 43),
        last_seen_at=at(13, 47, 5),
        window=EditWindow(at(13, 2, 11) if number > 1 else None, at(13, 17, 43)),
        snapshot_sha256="ab" * 32,
        text_sha256="cd" * 32,
        extractor="1",
        headline="The harbour bridge will close for repairs",
        words=412,
        severity=Severity.HIGH if number > 1 else Severity.SILENT,
        disclosure=Verdict.SILENT if number > 1 else Verdict.NONE,
        note="",
        flags=(flag(),) if number > 1 else (),
    )
    return replace(base, **other)  # type: ignore[arg-type] # each test names fields of Revision
