from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alert.notices import change, event_notice
from tests.scripted.clock import NOON
from tests.scripted.effort import within
from tests.scripted.records import a_flag, a_text
from tracker.compare import compare
from tracker.model import Change, FlagKind, Search, Severity, Subscription, Verdict
from tracker.telling import Found, wanted
from tracker.telling.choosing import NEAR, are_near, matches, words_of

ALLEGED = "Police questioned the alleged forger Ida Crane on Monday."
PLAIN = "Police questioned the forger Ida Crane on Monday."
OTHER = "The gallery, which Ida Crane left last year, was closed on Sunday."


def subscription(**wishes: Any) -> Subscription:
    made = Subscription(id=1, address="desk@paper.example", floor=Severity.SILENT, created_at=NOON, token="t")
    return replace(made, **wishes)


def step(old: str, new: str) -> Change:
    return compare(a_text(*old.split("|")), a_text(*new.split("|")))


def found(made: Change, **more: Any) -> Found:
    return Found(made.flags, change=made, **more)


def hit(search: Search, old: str, new: str) -> bool:
    return bool(matches(search, step(old, new)))


@pytest.mark.parametrize(
    ("search", "old", "new", "meant"),
    [
        (Search(drops="alleged"), ALLEGED, PLAIN, True),
        (Search("Ida Crane", drops="alleged"), ALLEGED, PLAIN, True),
        (Search("IDA crane", drops="Alleged"), ALLEGED, PLAIN, True),
        (Search("Mara Toll", drops="alleged"), ALLEGED, PLAIN, False),
        (Search("Ida Crane", drops="alleged"), PLAIN, ALLEGED, False),
        (Search("Ida Crane", adds="alleged"), PLAIN, ALLEGED, True),
        (Search("Ida Crane", adds="alleged"), ALLEGED, PLAIN, False),
        (Search("Ida Crane", drops="alleged"), f"{ALLEGED}|{OTHER}", f"{OTHER}", True),
        (
            Search("Ida Crane", drops="alleged"),
            f"{ALLEGED}|{OTHER}",
            f"{ALLEGED}|{OTHER.replace('Sunday', 'Friday')}",
            False,
        ),
        (Search("Ida Crane", drops="alleged"), ALLEGED, ALLEGED.replace("Monday", "Friday"), False),
        (Search("Ida Crane"), ALLEGED, ALLEGED.replace("Monday", "Friday"), True),
        (Search("Ida Crane"), ALLEGED, ALLEGED.replace("Crane", "Bloom"), True),
        (Search("Ida Crane"), ALLEGED, f"{ALLEGED}|The bridge is open.", False),
        (
            Search("Ida Crane", drops="alleged", adds="convicted"),
            ALLEGED,
            ALLEGED.replace("alleged", "convicted"),
            True,
        ),
        (Search("Ida Crane", drops="alleged", adds="convicted"), ALLEGED, PLAIN, False),
    ],
)
def test_words_are_looked_for_in_what_changed(search: Search, old: str, new: str, *, meant: bool) -> None:
    assert hit(search, old, new) == meant


def test_a_sentence_that_moves_drops_nothing() -> None:
    old = f"{ALLEGED}|{OTHER}|The bridge is open again to carts and to people on foot."
    new = f"{OTHER}|The bridge is open again to carts and to people on foot.|{ALLEGED}"
    assert not hit(Search("Ida Crane", drops="alleged"), old, new)


def test_only_the_flags_on_the_passages_that_were_meant_are_told() -> None:
    made = step(f"{ALLEGED}|The harbour cost 42 million euros.", f"{PLAIN}|The harbour cost 43 million euros.")
    told = wanted(subscription(search=Search("Ida Crane", drops="alleged")), found(made))
    assert told
    assert FlagKind.FACT_CHANGED not in {flag.kind for flag in told}
    assert FlagKind.FACT_CHANGED in {flag.kind for flag in made.flags}


@pytest.mark.parametrize(
    ("asked", "verdict", "told"),
    [
        ({Verdict.SILENT}, Verdict.SILENT, True),
        ({Verdict.SILENT}, Verdict.DISCLOSED, False),
        ({Verdict.SILENT, Verdict.LATE}, Verdict.LATE, True),
        (set(), Verdict.DISCLOSED, True),
    ],
)
def test_edits_are_chosen_by_how_they_were_disclosed(asked: set[Verdict], verdict: Verdict, *, told: bool) -> None:
    chosen = wanted(subscription(disclosures=frozenset(asked)), found(change(), disclosure=verdict))
    assert bool(chosen) == told


@pytest.mark.parametrize(
    ("asked", "language", "told"),
    [("pt", "pt-BR", True), ("pt-br", "pt_BR", True), ("pt-br", "pt", False), ("en", "", True), ("en", "eng", False)],
)
def test_articles_are_chosen_by_language_and_unknown_ones_are_told(asked: str, language: str, *, told: bool) -> None:
    chosen = wanted(subscription(languages=frozenset({asked})), found(change(), language=language))
    assert bool(chosen) == told


def test_an_event_is_told_whatever_disclosure_was_asked_for_but_holds_no_words() -> None:
    gone = Found((event_notice().flag,))
    assert wanted(subscription(disclosures=frozenset({Verdict.SILENT})), gone)
    assert not wanted(subscription(search=Search("ferry")), gone)


def test_kinds_and_severity_narrow_what_words_find() -> None:
    made = step(ALLEGED, PLAIN)
    search = Search(drops="alleged")
    assert not wanted(subscription(search=search, kinds=frozenset({"quote_changed"})), found(made))
    assert wanted(subscription(search=search, kinds=frozenset({"hedging_removed"})), found(made))
    mild = step(ALLEGED, ALLEGED.replace("questioned", "asked"))
    assert not wanted(subscription(search=Search("Ida Crane"), floor=Severity.CRITICAL), found(mild))


def test_words_have_no_case_form_or_spaces_where_the_script_has_none() -> None:
    assert words_of("Ida CRANE’s ﬁle, 1,200") == ["ida", "crane", "s", "file", "1", "200"]
    assert words_of("据称他") == ["据", "称", "他"]
    assert words_of("कथित आरोपी") == ["कथित", "आरोपी"]


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), st.lists(st.sampled_from("abcd"), max_size=60))
def test_near_means_within_one_window(words: list[str], text: list[str]) -> None:
    windows = (text[start : start + NEAR] for start in range(max(1, len(text) - NEAR + 1)))
    slowly = any(all(window.count(word) >= words.count(word) for word in words) for window in windows)
    assert are_near(words, text) == slowly


def test_a_flood_of_words_costs_one_pass() -> None:
    made = step("word " * 20_000, "other " * 20_000)
    with within(2):
        matches(Search("word other", drops="word"), made)


def test_a_flag_that_was_asked_for_by_severity_alone_is_told() -> None:
    flags = (a_flag(severity=Severity.LOW), a_flag(severity=Severity.HIGH))
    assert wanted(subscription(floor=Severity.HIGH), Found(flags)) == flags[1:]
