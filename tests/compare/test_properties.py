from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.edits import cases, documents
from tracker.compare import compare, fingerprint, laid_out
from tracker.model import Document, EditKind, Flag, FlagKind, Op, Severity

CASES = list(cases(Path(__file__).parent / "cases"))
JUDGED = Path(__file__).parents[2] / "benchmarks" / "judged"
MIRROR = {
    FlagKind.QUOTE_ADDED: FlagKind.QUOTE_REMOVED,
    FlagKind.HEDGING_ADDED: FlagKind.HEDGING_REMOVED,
    FlagKind.FACT_ADDED: FlagKind.FACT_REMOVED,
    FlagKind.PARA_ADDED: FlagKind.PARA_REMOVED,
    FlagKind.SENT_ADDED: FlagKind.SENT_REMOVED,
    FlagKind.CORRECTION_ADDED: FlagKind.CORRECTION_REMOVED,
}
MIRROR |= {value: key for key, value in MIRROR.items()}
ALERTING = {FlagKind.QUOTE_CHANGED, FlagKind.FACT_CHANGED, FlagKind.NEGATION_CHANGED, FlagKind.ATTRIBUTION_CHANGED}
FOREIGN = {"foreign", "german", "french", "spanish", "italian", "portuguese", "japanese", "russian"}
UNRELATED = "Meanwhile the harbour festival drew large crowds on both days.\n\nStalls sold smoked fish, beer and wool."

sentence = st.lists(
    st.sampled_from(
        [
            "The",
            "mayor",
            "said",
            "“we",
            "will",
            "not",
            "stop”",
            "42",
            "people",
            "Anna",
            "Berg",
            "died",
            "on",
            "Monday",
            "'so'",
            "3%",
            "…",
            "—",
        ]
    ),
    min_size=1,
    max_size=12,
).map(lambda words: " ".join(words) + ".")
text = st.lists(st.lists(sentence, min_size=1, max_size=3).map(" ".join), max_size=5).map("\n\n".join)


@settings(max_examples=150, deadline=None)
@given(text, text)
def test_both_texts_can_be_rebuilt_from_the_passages(before: str, after: str) -> None:
    old, new = Document.from_text(before), Document.from_text(after)
    change = compare(old, new)
    for document, sides in ((old, [e.old for e in change.passages]), (new, [e.new for e in change.passages])):
        spans = sorted(span for side in sides for span in side)
        assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
        assert "".join("".join(document.cut(span).split()) for span in spans) == "".join(document.text.split())
    for edit in change.passages:
        if edit.new:
            shown = "".join(piece.text for piece in edit.pieces if piece.op is not Op.DELETE)
            assert shown == new.text[edit.new[0].start : edit.new[-1].end]
    order = [edit.new[0] for edit in change.passages if edit.new]
    assert order == sorted(order)


@settings(max_examples=150, deadline=None)
@given(text, text)
def test_a_change_is_laid_out_again_as_it_was_compared(before: str, after: str) -> None:
    old, new = Document.from_text(before), Document.from_text(after)
    change = compare(old, new)
    assert laid_out(old, new, change.flags) == change


@settings(max_examples=150, deadline=None)
@given(text, text)
def test_equal_fingerprints_mean_no_edit_and_no_flag_and_only_they_do(before: str, after: str) -> None:
    old, new = Document.from_text(before), Document.from_text(after)
    change = compare(old, new)
    assert (fingerprint(old) == fingerprint(new)) == (not change.edits and not change.flags)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
@example("", "ß¼¥")
def test_any_characters_can_be_compared(before: str, after: str) -> None:
    old, new = Document.from_text(before, headline=after), Document.from_text(after, headline=before)
    change = compare(old, new)
    assert (fingerprint(old) == fingerprint(new)) == (not change.edits and not change.flags)
    for flag in change.flags:
        check_sides(flag, old, new)


@pytest.mark.parametrize("item", CASES, ids=lambda item: item["id"])
def test_sides_of_flags_are_verbatim_and_mirrored_when_old_and_new_are_swapped(item: dict[str, str]) -> None:
    old, new = documents(item)
    flags = compare(old, new).flags
    for flag in flags:
        check_sides(flag, old, new)
    assert mirrored(flags) == told(compare(new, old).flags)


@pytest.mark.parametrize("judged", sorted(JUDGED.iterdir()), ids=lambda folder: folder.name)
def test_swapping_old_and_new_of_a_judged_case_mirrors_its_flags(judged: Path) -> None:
    differing = []
    for item in cases(judged):
        old, new = documents(item)
        if mirrored(compare(old, new).flags) != told(compare(new, old).flags):
            differing.append(item["id"])
    assert differing == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(CASES), min_size=1, max_size=3), st.sampled_from(CASES), st.randoms(use_true_random=False)
)
def test_swapping_two_mixed_up_articles_mirrors_the_flags(
    mixed: list[dict[str, str]], other: dict[str, str], dice: random.Random
) -> None:
    old = [paragraph for item in mixed for paragraph in item["old"].split("\n\n")]
    new = [paragraph for item in (*mixed, other) for paragraph in item["new"].split("\n\n") if dice.random() < 0.8]
    if dice.random() < 0.5:
        dice.shuffle(new)
    one, two = Document.from_text("\n\n".join(old)), Document.from_text("\n\n".join(new))
    assert mirrored(compare(one, two).flags) == told(compare(two, one).flags)


@pytest.mark.parametrize("item", CASES, ids=lambda item: item["id"])
def test_other_typography_flags_nothing(item: dict[str, str]) -> None:
    for document in documents(item):
        for dressed in (straight, spaced, decomposed, wrapped):
            other = Document.from_text(
                dressed(document.text), headline=dressed(document.headline), byline=document.byline
            )
            assert [flag for flag in compare(document, other).flags if flag.severity is not Severity.SILENT] == []


@pytest.mark.parametrize(
    "item", [item for item in CASES if item["old"] and item["genre"] not in FOREIGN], ids=lambda item: item["id"]
)
def test_unrelated_paragraphs_around_change_no_alert(item: dict[str, str]) -> None:
    old, new = documents(item)
    alone = [(flag.kind, flag.before, flag.after) for flag in compare(old, new).flags if flag.kind in ALERTING]
    around = [Document.from_text(f"{document.text}\n\n{UNRELATED}") for document in (old, new)]
    among = [(flag.kind, flag.before, flag.after) for flag in compare(*around).flags if flag.kind in ALERTING]
    headline = [entry for entry in alone if entry[1] in old.text and entry[2] in new.text]
    assert among == headline


def test_two_runs_are_equal() -> None:
    for item in CASES[:60]:
        old, new = documents(item)
        assert compare(old, new) == compare(old, new)


def test_a_passage_that_is_kept_has_one_equal_piece() -> None:
    document = Document.from_text("One sentence here. Another there.")
    assert [(edit.kind, len(edit.pieces)) for edit in compare(document, document).passages] == [(EditKind.KEPT, 1)] * 2


def told(flags: Iterable[Flag]) -> list[tuple[FlagKind, str, str]]:
    """What alerts, or has a mirror image, with its two sides."""
    return sorted(
        (flag.kind, flag.before, flag.after) for flag in flags if flag.kind in MIRROR or flag.kind in ALERTING
    )


def mirrored(flags: Iterable[Flag]) -> list[tuple[FlagKind, str, str]]:
    """The same as they have to be with old and new exchanged."""
    return sorted((MIRROR.get(kind, kind), after, before) for kind, before, after in told(flags))


def check_sides(flag: Flag, old: Document, new: Document) -> None:
    assert flag.before == (old.cut(flag.before_span) if flag.before_span else "")
    assert flag.after == (new.cut(flag.after_span) if flag.after_span else "")
    assert len(flag.summary) <= 160


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”„‘’–", '"""\'\'-')).replace("…", "...")


def spaced(text: str) -> str:
    return text.replace(" ", "  ")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def wrapped(text: str) -> str:
    return text.replace(" and ", "\nand ").replace(" the ", " the\n")
