from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from tests.render.building import (
    PARAGRAPH,
    added,
    article,
    at,
    change,
    changed,
    flag,
    kept,
    move,
    removed,
    revision,
    silent,
)
from tests.render.scenes import STYLE_FLAG, bridge
from tracker.model import Change, Disclosure, Document, EditWindow, FlagKind, Part, Severity, Span, Verdict
from tracker.render.rows import Fold, Paragraph
from tracker.render.view import ChangeView, change_view, disclosure_view, flag_view, header_of


def test_flags_stand_worst_first_and_in_the_order_found_among_equals() -> None:
    low, first, second, worst = (
        flag(severity=severity, summary=summary)
        for severity, summary in (
            (Severity.LOW, "low"),
            (Severity.HIGH, "first"),
            (Severity.HIGH, "second"),
            (Severity.CRITICAL, "worst"),
        )
    )
    view = change_view(change(kept("A."), flags=(low, first, second, worst)))
    assert [shown.summary for shown in view.flags] == ["worst", "first", "second", "low"]
    assert view.counts == "1 critical, 2 high, 1 low"
    assert view.severity == "critical"


def test_every_severity_has_a_symbol_and_a_word_of_its_own() -> None:
    shown = [flag_view(flag(severity=severity)) for severity in Severity]
    assert len({view.symbol for view in shown}) == len({view.severity for view in shown}) == len(Severity)


def test_flags_without_meaning_are_folded_into_a_count() -> None:
    view = change_view(change(kept("A."), flags=(STYLE_FLAG, STYLE_FLAG)))
    assert view.flags == ()
    assert view.silent_flags == "2 findings without a change of meaning: Quotation marks made curly"


def test_a_subscriber_is_shown_the_flags_asked_for() -> None:
    view = change_view(bridge(), flags=[flag(summary="only this")])
    assert [shown.summary for shown in view.flags] == ["only this"]
    assert view.severity == "high"


def test_kinds_are_said_in_words() -> None:
    assert flag_view(flag()).kind == "fact changed (age)"
    assert flag_view(flag(FlagKind.PARA_MOVED, sub="")).kind == "paragraph moved"
    assert flag_view(flag(FlagKind.SENT_ADDED, sub="")).kind == "sentence added"
    assert flag_view(flag(FlagKind.STYLE, sub="")).kind == "style only"


def test_a_flag_outside_the_text_says_where_it_stands() -> None:
    def kind_of(kind: FlagKind, part: Part) -> str:
        return flag_view(replace(flag(kind, sub=""), after_span=Span(part, 0, 2))).kind

    assert kind_of(FlagKind.FACT_CHANGED, Part.BODY) == "fact changed"
    assert kind_of(FlagKind.FACT_CHANGED, Part.HEADLINE) == "fact changed, in the headline"
    assert kind_of(FlagKind.QUOTE_CHANGED, Part.CAPTIONS) == "quote changed, in the captions"
    assert kind_of(FlagKind.HEADLINE_CHANGED, Part.HEADLINE) == "headline changed"
    assert kind_of(FlagKind.CAPTION_CHANGED, Part.CAPTIONS) == "caption changed"
    assert flag_view(replace(flag(), before_span=Span(Part.BYLINE, 0, 2))).kind.endswith("(age), in the byline")


def test_a_summary_that_holds_both_sides_is_told_so() -> None:
    assert flag_view(flag(before="42", after="43", summary="Age: 42 → 43")).told
    assert not flag_view(flag(before="42", after="43", summary="The age changed")).told
    assert flag_view(flag(before="", after="", summary="The article is gone")).told


def test_a_very_long_flag_is_cut_round_its_first_difference() -> None:
    lead = "and so on " * 5_000
    shown = flag_view(flag(before=lead + "guilty", after=lead + "cleared", summary=lead))
    assert shown.before.endswith("guilty")
    assert shown.after.endswith("cleared")
    assert max(len(shown.before), len(shown.after), len(shown.summary)) <= 600


def test_a_change_of_nothing_says_so() -> None:
    assert change_view(change(kept("A."))).verdict_line == "No sentence differs."
    assert change_view(change(silent("'A'", "‘A’"))).verdict_line == "Nothing changed in meaning."
    assert change_view(change(removed("A."))).verdict_line.startswith("No quote or fact was changed")
    assert change_view(bridge()).verdict_line == ""


def test_parts_that_differ_have_their_label_in_the_order_of_a_page() -> None:
    old = Document.from_text("Same.", headline="Old headline", byline="By Jo")
    new = Document.from_text("Same.", headline="New headline", byline="By Al")
    made = replace(change(kept("Same.")), old=old, new=new)
    assert [section.label for section in change_view(made).sections] == ["Headline", "Byline", "Text"]


def test_the_text_is_always_there_to_say_that_it_did_not_change() -> None:
    (section,) = change_view(change(kept("A."), kept("B."))).sections
    assert section.rows == (Fold(2, "2 sentences unchanged"),)


def test_disclosure_is_told_in_words_with_note_and_reasons() -> None:
    view = disclosure_view(Disclosure(Verdict.LATE, "Correction:\n the age.", reasons=("it came an hour later",)))
    assert (view.verdict, view.note, view.reasons) == ("late", "Correction: the age.", ("it came an hour later",))
    moved = disclosure_view(Disclosure(Verdict.SILENT, modified_moved=True))
    assert moved.reasons == ("the page's own date of modification moved",)


def test_neighbouring_revisions_are_headed_by_the_window_of_the_new_one() -> None:
    header = header_of(article(), revision(1), revision(2), zone=UTC)
    assert header.when == "edited between Sun 22 Nov 2026 13:02:11 and 13:17:43 UTC, within 15 min 32 s"
    assert (header.old_label, header.new_label) == ("revision 1", "revision 2")


def test_a_header_over_several_revisions_spans_from_the_last_sight_of_the_old_one() -> None:
    old = revision(1, last_seen_at=at(10, 0))
    new = revision(3, first_seen_at=at(15, 0), window=EditWindow(at(14, 0), at(15, 0)))
    assert header_of(article(), old, new, zone=UTC).window.startswith("between Sun 22 Nov 2026 10:00:00 and 15:00:00")


def test_a_header_back_in_time_has_no_window() -> None:
    assert header_of(article(), revision(3), revision(1), zone=UTC).when == ""


def test_a_first_revision_is_headed_by_when_it_was_first_seen() -> None:
    header = header_of(article(""), None, revision(1), zone=UTC)
    assert header.when == "first seen Sun 22 Nov 2026 13:17:43 UTC"
    assert header.title == "https://paper.example/harbour-bridge"
    assert header.old_label == "nothing"


def test_only_a_well_formed_language_is_passed_on() -> None:
    for language, shown in (("pt-BR", "pt-BR"), ('en" onload="x', ""), ("", "")):
        made = replace(change(kept("A.")), new=replace(Document.from_text("A."), language=language))
        assert change_view(made).language == shown


def test_a_budget_cuts_the_passages_and_counts_the_rest() -> None:
    made = change(*[step for n in range(20) for step in (changed(f"Was {n} then.", f"Is {n} now."), PARAGRAPH)])
    view = change_view(made, budget=60)
    shown = [passage for row in view.sections[0].rows if isinstance(row, Paragraph) for passage in row.passages]
    last = view.sections[0].rows[-1]
    assert isinstance(last, Fold)
    assert last.words == f"{20 - len(shown)} more edited sentences not shown here"
    assert sum(len(run.text) for passage in shown for run in passage.runs) <= 61


def test_a_budget_cuts_inside_a_giant_sentence() -> None:
    view = change_view(change(added("word " * 50_000), removed("Gone.")), budget=100)
    assert _size(view) < 300
    assert view.sections[0].rows[-1] == Fold(1, "1 more edited sentence not shown here")


def test_a_budget_that_suffices_changes_nothing() -> None:
    assert change_view(bridge(), budget=10_000) == change_view(bridge())


def test_the_same_change_gives_the_same_view() -> None:
    def once() -> tuple[Change, ChangeView]:
        return bridge(), change_view(bridge())

    assert once() == once()


def _size(view: ChangeView) -> int:
    return sum(
        len(run.text)
        for section in view.sections
        for row in section.rows
        if isinstance(row, Paragraph)
        for passage in row.passages
        for run in passage.runs
    )


def test_a_budget_drops_whole_paragraphs_once_it_is_spent() -> None:
    texts = ("One.", "Two.", "Three.")
    moved = move(change(kept("Two."), PARAGRAPH, kept("Three."), PARAGRAPH, kept("One.")), "One.", old_order=texts)
    assert change_view(moved, budget=0).sections[0].rows == (Fold(1, "1 more edited sentence not shown here"),)
    assert change_view(moved, budget=1_000) == change_view(moved)
    made = change(changed("It was so then.", "It is so now."), removed("Gone."))
    assert change_view(made, budget=5).sections[0].rows[-1] == Fold(1, "1 more edited sentence not shown here")
