"""An expectation says in words what was missed, what was cried for nothing, and what should have stayed silent."""

from __future__ import annotations

from dataclasses import replace

from tracker.demo.expectation import Expectation, ExpectedFlag
from tracker.model import Change, Disclosure, Document, Flag, FlagKind, Part, Severity, Span, Verdict

AGE = ExpectedFlag(kinds=frozenset({FlagKind.FACT_CHANGED}), sub="age", before="61", after="63")


def test_the_flag_that_was_expected_gives_no_complaint() -> None:
    assert (
        Expectation(must=(AGE,)).complaints_about([_flag(sub="age", before="61-year-old", after="63-year-old")]) == ()
    )


def test_a_missing_flag_is_named() -> None:
    (complaint,) = Expectation(must=(AGE,)).complaints_about([])
    assert complaint == "missing fact_changed(age): “61” → “63”"


def test_a_flag_of_another_sub_kind_does_not_count() -> None:
    flags = [_flag(sub="number", before="61", after="63")]
    assert [line.split()[0] for line in Expectation(must=(AGE,)).complaints_about(flags)] == ["missing"]


def test_any_of_several_kinds_will_do() -> None:
    wanted = ExpectedFlag(kinds=frozenset({FlagKind.NEGATION_CHANGED, FlagKind.FACT_CHANGED}), before="not guilty")
    assert Expectation(must=(wanted,)).complaints_about([_flag(before="not guilty", after="guilty")]) == ()


def test_a_flag_that_nobody_asked_for_is_a_complaint() -> None:
    (complaint,) = Expectation().complaints_about([_flag(FlagKind.QUOTE_CHANGED, before="a", after="b")])
    assert complaint == "unexpected quote_changed: “a” → “b”"


def test_a_flag_that_may_appear_is_none() -> None:
    allowing = Expectation(may=frozenset({FlagKind.QUOTE_CHANGED}))
    assert allowing.complaints_about([_flag(FlagKind.QUOTE_CHANGED), _flag(FlagKind.SENT_ADDED)]) == ()


def test_even_an_informing_flag_is_a_complaint_in_a_silent_part() -> None:
    silent = Expectation(silent=frozenset({Part.BODY}))
    (complaint,) = silent.complaints_about([_flag(FlagKind.SENT_ADDED, before="a", after="b", part=Part.BODY)])
    assert complaint == "not silent in body: sent_added “a” → “b”"
    assert silent.complaints_about([_flag(FlagKind.SENT_ADDED, part=Part.STANDFIRST)]) == ()


def test_labelled_noise_is_no_complaint_anywhere() -> None:
    noise = replace(_flag(FlagKind.STYLE, part=Part.BODY), severity=Severity.SILENT)
    assert Expectation(silent=frozenset(Part)).complaints_about([noise]) == ()
    (complaint,) = Expectation().complaints_about([replace(noise, severity=Severity.LOW)])
    assert complaint.startswith("unexpected style")


def test_the_verdict_on_disclosure_is_compared_where_one_is_expected() -> None:
    empty = Document.from_text("")
    change = Change(old=empty, new=empty, passages=(), flags=(), disclosure=Disclosure(verdict=Verdict.SILENT))
    assert Expectation().complaints(change) == ()
    assert Expectation(disclosure=Verdict.SILENT).complaints(change) == ()
    assert Expectation(disclosure=Verdict.DISCLOSED).complaints(change) == ("disclosure is silent, expected disclosed",)


def _flag(
    kind: FlagKind = FlagKind.FACT_CHANGED, *, sub: str = "", before: str = "", after: str = "", part: Part = Part.BODY
) -> Flag:
    return Flag(
        kind=kind,
        severity=Severity.HIGH,
        before=before,
        after=after,
        rule="a-rule",
        explanation="",
        summary="",
        sub=sub,
        after_span=Span(part, 0, len(after)),
    )
