"""States, outcomes and counts are said in words, codes for programs left out."""

from __future__ import annotations

import pytest

from tests.scripted.clock import NOON
from tests.scripted.records import an_article
from tracker.model import ArticleState, Check, Outcome
from tracker.web.wording import last_outcome_words, outcome_words, short_name, state_words, times


@pytest.mark.parametrize(
    ("outcome", "detail", "words"),
    [
        (Outcome.CHANGED, "first look", "first look"),
        (Outcome.CHANGED, "", "changed"),
        (Outcome.CHANGED, "first look; a part may be missing: 9 words", "first look: a part may be missing: 9 words"),
        (Outcome.CHANGED, "a part may be missing: 9 words", "changed: a part may be missing: 9 words"),
        (Outcome.UNCHANGED, "a part may be missing: 9 words", "unchanged: a part may be missing: 9 words"),
        (Outcome.NOT_MODIFIED, "", "unchanged, says the server"),
        (
            Outcome.SUSPECT,
            "not_html: the address answers with image/png",
            "not believed: the address answers with image/png",
        ),
        (Outcome.BLOCKED, "blocked: status 403", "blocked: status 403"),
        (Outcome.FAILED, "timeout: nothing for 20 s", "failed: nothing for 20 s"),
        (Outcome.FAILED, "Note: this is no code", "failed: Note: this is no code"),
        (Outcome.GONE, "answered 410", "gone: answered 410"),
        (Outcome.FAILED, "dns: \u202eevil\x1b[0m", "failed: ‹U+202E›evil␛[0m"),
    ],
)
def test_an_outcome_is_told_with_its_reason(outcome: Outcome, detail: str, words: str) -> None:
    check = Check(
        id=1,
        article_id=1,
        started_at=NOON,
        finished_at=NOON,
        outcome=outcome,
        status=200,
        detail=detail,
        snapshot_sha256="",
    )
    assert outcome_words(check) == words
    assert last_outcome_words(an_article(last_outcome=outcome, last_detail=detail)) == words


def test_a_paragraph_that_is_awaited_is_no_disbelief() -> None:
    article = an_article(last_outcome=Outcome.SUSPECT, last_detail="a paragraph may be a promotion", awaited=True)
    assert last_outcome_words(article) == "awaited for a second look: a paragraph may be a promotion"


def test_before_the_first_check_there_is_no_outcome() -> None:
    assert last_outcome_words(an_article()) == ""


def test_an_address_that_never_gave_a_text_is_not_called_online() -> None:
    assert state_words(an_article()) == "not read yet"
    assert state_words(an_article(revisions=1)) == "online"
    assert state_words(an_article(state=ArticleState.PAUSED)) == "paused"


def test_every_state_has_words() -> None:
    assert all(state_words(an_article(state=state, revisions=1)) for state in ArticleState)


def test_counts_are_said_as_people_say_them() -> None:
    assert [times(number) for number in (0, 1, 2, 3, 1412)] == ["never", "once", "twice", "3 times", "1,412 times"]


def test_a_name_without_an_end_is_cut() -> None:
    assert len(short_name(an_article(headline="x" * 100_000))) == 200
