"""A Change as every face shows it, computed once: what changed in meaning, when and whether it was disclosed, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from tracker.model import (
    Article,
    Change,
    Disclosure,
    EditKind,
    EditWindow,
    Flag,
    Part,
    Revision,
    Severity,
    Verdict,
)
from tracker.render import wording
from tracker.render.budget import rest, within
from tracker.render.inert import arrows_forward, clip_line, clip_pair, one_line
from tracker.render.passages import parts
from tracker.render.rows import Row, Run, Tone, rows
from tracker.render.window import window_sentence

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_LABEL_ROOM = 200
_SIDE_ROOM = 320
_LINE_ROOM = 600
_NOTE_ROOM = 2_000
_REASONS = 12


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a change: article, the two texts compared, the edit window in words. All may be empty."""

    title: str = ""
    source: str = ""
    url: str = ""
    old_label: str = "old"
    new_label: str = "new"
    window: str = ""

    @property
    def when(self) -> str:
        """The edit window as a sentence; empty where it is not known."""
        if not self.window or self.window.startswith("first seen"):
            return self.window
        return f"edited {self.window}"


@dataclass(frozen=True, slots=True)
class FlagView:
    """One flag in words: `symbol` and `severity` say how much it matters, `kind` and `summary` what happened.
    `before` and `after` are one line each, cut round their first difference; `told` is whether the summary holds them.
    """

    symbol: str
    severity: str
    kind: str
    summary: str
    before: str
    after: str
    explanation: str
    rule: str
    told: bool

    @property
    def why(self) -> str:
        """Which rule raised the flag, and why."""
        return f"why: {self.explanation} (rule {self.rule})"

    @property
    def deleted(self) -> Run:
        """`before` as a marked run."""
        return Run(Tone.DELETED, self.before)

    @property
    def inserted(self) -> Run:
        """`after` as a marked run."""
        return Run(Tone.INSERTED, self.after)


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """Whether the publisher said so: the verdict's own word, the sentence for it, the note verbatim, the reasons."""

    verdict: str
    words: str
    note: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the article (headline, text, captions …) with its rows."""

    part: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change ready to be shown. `counts` says how many flags of which severity ("1 critical, 2 high"), `silent_flags`
    folds those that mean nothing into one line, `verdict_line` is said where nothing was flagged.
    """

    header: Header
    severity: str
    counts: str
    flags: tuple[FlagView, ...]
    silent_flags: str
    verdict_line: str
    disclosure: DisclosureView
    sections: tuple[Section, ...]
    language: str = ""


def change_view(
    change: Change,
    header: Header | None = None,
    *,
    context: int | None = 2,
    show_silent: bool = False,
    flags: Sequence[Flag] | None = None,
    budget: int | None = None,
) -> ChangeView:
    """What every face shows of a change.

    `context` is how many unchanged sentences are kept round each edit (None: the whole text), `show_silent` shows
    edits without meaning instead of folding them, `flags` replaces the change's own (those a subscriber asked for),
    `budget` is how many characters of passages are shown at most; what is beyond is counted in a last fold.
    """
    chosen = change.flags if flags is None else tuple(flags)
    loud = [flag for flag in chosen if flag.severity is not Severity.SILENT]
    return ChangeView(
        header=_inert_header(header or Header()),
        severity=max((flag.severity for flag in chosen), key=lambda found: found.rank, default=Severity.SILENT).value,
        counts=wording.severity_counts(flag.severity for flag in loud),
        flags=tuple(flag_view(flag) for flag in sorted(loud, key=lambda flag: -flag.severity.rank)),
        silent_flags=_silent_flags([flag for flag in chosen if flag.severity is Severity.SILENT]),
        verdict_line="" if loud else _verdict_line(change),
        disclosure=disclosure_view(change.disclosure),
        sections=tuple(_sections(change, context, show_silent=show_silent, budget=budget)),
        language=change.new.language if _LANGUAGE.fullmatch(change.new.language) else "",
    )


def header_of(article: Article, old: Revision | None, new: Revision, *, zone: tzinfo) -> Header:
    """The header of the step from one stored revision to another, with its window in the reader's time zone.

    Between neighbours it is the window of the new one; across several revisions from the last sight of the old to
    the first of the new; none where `old` is the younger of the two.
    """
    window: EditWindow | None = new.window
    if old is not None and old.number != new.number - 1:
        window = EditWindow(old.last_seen_at, new.first_seen_at) if old.number < new.number else None
    return Header(
        title=wording.article_name(article),
        source=article.source,
        url=article.url,
        old_label=f"revision {old.number}" if old else "nothing",
        new_label=f"revision {new.number}",
        window=window_sentence(window, zone) if window else "",
    )


def flag_view(flag: Flag) -> FlagView:
    """One flag in words, inert and each on one line."""
    before, after = clip_pair(one_line(flag.before), one_line(flag.after), _SIDE_ROOM)
    summary = arrows_forward(clip_line(flag.summary, _LINE_ROOM))
    return FlagView(
        symbol=wording.SYMBOLS[flag.severity],
        severity=flag.severity.value,
        kind=clip_line(wording.kind_words(flag), _LABEL_ROOM),
        summary=summary,
        before=before,
        after=after,
        explanation=clip_line(flag.explanation, _LINE_ROOM),
        rule=clip_line(flag.rule, _LABEL_ROOM),
        told=before in summary and after in summary,
    )


def disclosure_view(disclosure: Disclosure) -> DisclosureView:
    """The disclosure in words."""
    reasons = [clip_line(reason, _LINE_ROOM) for reason in disclosure.reasons[:_REASONS]]
    if disclosure.modified_moved and disclosure.verdict is not Verdict.NONE and not reasons:
        reasons.append("the page's own date of modification moved")
    return DisclosureView(
        verdict=disclosure.verdict.value,
        words=wording.VERDICT_WORDS[disclosure.verdict],
        note=clip_line(disclosure.note, _NOTE_ROOM),
        reasons=tuple(reasons),
    )


def _inert_header(header: Header) -> Header:
    return Header(
        title=clip_line(header.title, _SIDE_ROOM),
        source=clip_line(header.source, _LABEL_ROOM),
        url=clip_line(header.url, _NOTE_ROOM),
        old_label=clip_line(header.old_label, _LABEL_ROOM),
        new_label=clip_line(header.new_label, _LABEL_ROOM),
        window=clip_line(header.window, _LINE_ROOM),
    )


def _silent_flags(flags: Sequence[Flag]) -> str:
    """Findings without meaning, folded into one line with their count and what they are."""
    if not flags:
        return ""
    kinds = dict.fromkeys(clip_line(flag.summary, 80) or wording.kind_words(flag) for flag in flags)
    return f"{wording.counted(len(flags), 'finding')} without a change of meaning: " + "; ".join(list(kinds)[:3])


def _verdict_line(change: Change) -> str:
    """What is said in place of flags."""
    if not change.edits:
        return "No sentence differs."
    silent = sum(1 for edit in change.edits if edit.silent)
    if silent == len(change.edits):
        return "Nothing changed in meaning."
    return "No quote or fact was changed; the sentences that differ are below."


def _sections(change: Change, context: int | None, *, show_silent: bool, budget: int | None) -> list[Section]:
    """The parts that differ, in the order of a page; the text always, so that its fold can be read. With a budget, the
    last one ends with what was left out.
    """
    found: list[Section] = []
    dropped = 0
    for part, edits in parts(change).items():
        if not edits or (part is not Part.BODY and all(edit.kind is EditKind.KEPT for edit in edits)):
            continue
        shown = rows(change, edits, context=context, show_silent=show_silent)
        if budget is not None:
            shown, budget, left_out = within(shown, budget)
            dropped += left_out
        found.append(Section(part.value, wording.PART_LABELS[part], shown))
    if dropped:
        found[-1] = replace(found[-1], rows=(*found[-1].rows, rest(dropped)))
    return [section for section in found if section.rows]
