"""What must be flagged when an edition is published, and what must stay silent; says in words where flags differ from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Change, Flag, FlagKind, Part, Severity, Verdict

INFORMING = frozenset(
    {
        FlagKind.FACT_ADDED,
        FlagKind.FACT_REMOVED,
        FlagKind.PARA_ADDED,
        FlagKind.PARA_REMOVED,
        FlagKind.PARA_MOVED,
        FlagKind.SENT_ADDED,
        FlagKind.SENT_REMOVED,
        FlagKind.DATES_CHANGED,
    }
)
"""Kinds that tell nobody by default: they may stand beside any expected flag, though not in a part that must be silent."""


@dataclass(frozen=True, slots=True)
class ExpectedFlag:
    """A flag that must appear: one of `kinds`, and of that `sub`, with these words in its before and its after.

    More than one kind is named where careful readers would file the same edit differently.
    """

    kinds: frozenset[FlagKind]
    sub: str = ""
    before: str = ""
    after: str = ""

    def met_by(self, flag: Flag) -> bool:
        """Whether this flag is the one that was expected."""
        return (
            flag.kind in self.kinds
            and self.sub in ("", flag.sub)
            and self.before.casefold() in flag.before.casefold()
            and self.after.casefold() in flag.after.casefold()
        )

    def __str__(self) -> str:
        kinds = " or ".join(sorted(self.kinds))
        return f"{kinds}{f'({self.sub})' if self.sub else ''}: “{self.before}” → “{self.after}”"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a reader of the edit would want to be told: `must` appear, `may` appear, no flag in the `silent` parts,
    and the verdict on disclosure where it is beyond argument.

    Flags of silent severity are labelled noise that nobody is told of; they are never wrong.
    """

    must: tuple[ExpectedFlag, ...] = ()
    may: frozenset[FlagKind] = frozenset()
    silent: frozenset[Part] = frozenset()
    disclosure: Verdict | None = None

    def complaints(self, change: Change) -> tuple[str, ...]:
        """What is wrong with the flags and the verdict of a change, one sentence each; empty where all is as expected."""
        found = list(_about_flags(self, change.flags))
        if self.disclosure is not None and change.disclosure.verdict is not self.disclosure:
            found.append(f"disclosure is {change.disclosure.verdict}, expected {self.disclosure}")
        return tuple(found)

    def complaints_about(self, flags: Iterable[Flag]) -> tuple[str, ...]:
        """As `complaints`, for flags that were read back from somewhere without their change."""
        return tuple(_about_flags(self, tuple(flags)))


def _about_flags(expected: Expectation, flags: tuple[Flag, ...]) -> Iterable[str]:
    for wanted in expected.must:
        if not any(wanted.met_by(flag) for flag in flags):
            yield f"missing {wanted}"
    allowed = INFORMING | expected.may
    for flag in (flag for flag in flags if flag.severity is not Severity.SILENT):
        if _part(flag) in expected.silent and not any(wanted.met_by(flag) for wanted in expected.must):
            yield f"not silent in {_part(flag)}: {flag.kind} “{flag.before}” → “{flag.after}”"
        elif flag.kind not in allowed and not any(flag.kind in wanted.kinds for wanted in expected.must):
            yield f"unexpected {flag.kind}: “{flag.before}” → “{flag.after}”"


def _part(flag: Flag) -> Part | None:
    span = flag.after_span or flag.before_span
    return span.part if span else None
