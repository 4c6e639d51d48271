from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from tests.alert.notices import (
    PAPER,
    QUOTE,
    article,
    change,
    change_notice,
    event_notice,
    flag,
    revision,
)
from tests.alert.reading import html_words, part, received, text_words
from tracker.alert.compose import LARGEST_HTML
from tracker.alert.notice import Notice
from tracker.model import FlagKind, Severity

GMAIL_CLIPS = 102_000


def test_an_alert_shows_quote_and_fact_before_and_after_in_context() -> None:
    text = part(received(), "plain")
    assert text.startswith("Port keeps its ferry\nHarbour Gazette · https://")
    assert "[-We will never sell the ferry,-]" in text
    assert "{+We will not sell the ferry this year,+}" in text
    assert "Age: 42 → 43" in text
    assert re.search(r"Oduya, \[-42,-\] ?\{\+43,\+\} grew up on the quay\.", text)


def test_an_alert_tells_the_window_in_local_time_and_in_utc() -> None:
    text = " ".join(part(received(), "plain").split())
    assert "between Sun 22 Nov 2026 14:02:11 and 14:17:43 CET (13:02:11Z–13:17:43Z), within 15 min 32 s" in text


def test_an_alert_leads_to_the_page_the_article_the_terminal_and_out() -> None:
    message = received()
    text = part(message, "plain")
    assert "on the page: https://tracker.newsroom.example/articles/12/changes/3..4" in text
    assert f"the article: {PAPER}" in text
    assert "tracker diff 12 3 4" in text
    assert "tracker unsubscribe s3cret-token" in text
    links = set(lxml_html.document_fromstring(part(message, "html")).xpath("//a/@href"))
    assert links == {
        PAPER,
        "https://tracker.newsroom.example/articles/12/changes/3..4",
        "https://tracker.newsroom.example/unsubscribe/s3cret-token",
    }


def test_an_alert_says_whether_the_publisher_disclosed() -> None:
    assert re.search(r"Disclosure: silent\b", part(received(), "plain"))


def test_a_change_of_thousands_of_findings_is_cut_and_counted() -> None:
    sentences = [(f"Boat {n} carried {n} people.", f"Boat {n} carried {n + 1} people.") for n in range(3_000)]
    flags = [
        flag(FlagKind.FACT_CHANGED, Severity.MEDIUM, str(n), str(n + 1), sub="number", summary=f"Number: {n} → {n + 1}")
        for n in range(3_000)
    ]
    message = received(change_notice(change=change(sentences, [*flags, QUOTE])))
    page, text = part(message, "html"), part(message, "plain")
    assert len(page.encode()) <= LARGEST_HTML < GMAIL_CLIPS
    assert text.index("A quote of Mira Oduya was changed") < text.index("Number: 0 → 1")
    shown = text.count("Number: ")
    assert shown >= 20
    assert f"{3_001 - shown - 1:,} less severe findings not shown in this mail." in text
    assert "not shown here" in text
    assert html_words(page) == text_words(text)


def test_a_long_edit_is_cut_in_the_mail() -> None:
    made = change([("word " * 60_000, "other " * 60_000)], [QUOTE])
    assert len(part(received(change_notice(change=made)), "html").encode()) <= LARGEST_HTML


def test_a_flood_of_changes_is_listed_and_counted() -> None:
    notices = [change_notice(f"Story {number}", article=article(f"Story {number}", id=number)) for number in range(150)]
    message = received(*notices)
    text = part(message, "plain")
    assert message["Subject"].startswith(
        "150 changes in 150 articles: quote and age changed in Story 0 (Harbour Gazette)"
    )
    assert "100. Story 99 (Harbour Gazette)\n  2026-11-22 14:17 ! high · A quote of Mira Oduya was changed" in text
    assert "and 50 more changes" in text
    assert len(part(message, "html").encode()) <= LARGEST_HTML


def test_findings_outside_the_subscription_are_counted() -> None:
    text = part(received(change_notice(flags=(QUOTE,))), "plain")
    assert "1 more finding outside this subscription." in text
    assert "Age: 42 → 43" not in text


def test_a_finding_without_an_edited_sentence_is_still_a_change() -> None:
    made = change([("Same.", "Same.")], [flag(FlagKind.BYLINE_CHANGED, before="A. Writer", after="B. Writer")])
    assert "B. Writer" in part(received(change_notice(change=made)), "plain")


def test_silent_findings_alone_are_shown_where_they_were_asked_for() -> None:
    made = change([("A - b.", "A – b.")], [flag(FlagKind.STYLE, Severity.SILENT, "A - b.", "A – b.")])
    text = part(received(change_notice(change=made)), "plain")
    assert "{+–+}" in text


@pytest.mark.parametrize(
    ("notice", "command"),
    [
        (change_notice(), "tracker diff 12 3 4"),
        (change_notice(old=None), "tracker show 12@4"),
        (event_notice(), "tracker show 12@4"),
    ],
)
def test_the_command_shows_what_the_mail_tells_of(notice: Notice, command: str) -> None:
    assert f"in a terminal: {command}\n" in part(received(notice), "plain")


def test_an_event_says_what_happened_and_what_is_kept() -> None:
    message = received(event_notice(FlagKind.ARTICLE_MOVED))
    assert message["Subject"] == "Article moved: Port keeps its ferry (Harbour Gazette)"
    text = part(message, "plain")
    assert "The page answers 404 since three checks" in text
    assert "The last text seen is revision 4." in text


def test_an_event_before_any_text_points_to_the_log() -> None:
    assert "tracker log 12" in part(received(event_notice(last_good=None)), "plain")


def test_a_change_since_the_first_revision_and_over_several_names_both() -> None:
    text = part(received(change_notice(old=revision(1))), "plain")
    assert "revision 1 → revision 4" in text
    assert "tracker diff 12 1 4" in text
