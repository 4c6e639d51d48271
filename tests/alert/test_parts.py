from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage

import pytest
from lxml import html as lxml_html

from tests.alert.notices import NOON, QUOTE, WINDOW, article, change_notice, envelope, event_notice
from tests.alert.reading import assert_inert, html_words, part, received, text_words
from tracker.alert.compose import compose_trouble
from tracker.alert.notice import BriefNotice, Notice, TroubleNotice


@pytest.mark.parametrize(
    "notices",
    [
        [change_notice()],
        [event_notice()],
        [event_notice(), change_notice(), change_notice(article=article("Bakery opens", id=13))],
        [change_notice(f"Story {number}") for number in range(150)],
        [BriefNotice(article(), (QUOTE,), WINDOW, remark="Quote changed and changed back")],
        [BriefNotice(article(), (QUOTE,), WINDOW), change_notice(article=article("Bakery opens", id=13))],
    ],
    ids=["change", "event", "digest", "flood", "came and went", "digest with a line"],
)
def test_both_parts_say_the_same(notices: list[Notice]) -> None:
    message = received(*notices)
    assert html_words(part(message, "html")) == text_words(part(message, "plain"))


@pytest.mark.parametrize("ended_at", [None, NOON])
@pytest.mark.parametrize("name", ["paper.example", "<img src=//x>\u2028\u202e{{7*7}}\ud800", "x" * 300])
def test_both_parts_say_the_same_of_a_trouble_and_load_nothing(name: str, ended_at: datetime | None) -> None:
    notice = TroubleNotice(name, "blocked", f"it turns us away {name}", ("Paper", name), NOON, ended_at)
    composed = compose_trouble(notice, envelope(closing=("A line.",)))
    message = message_from_bytes(composed.as_bytes(), policy=policies.default)
    assert isinstance(message, EmailMessage)
    assert html_words(part(message, "html")) == text_words(part(message, "plain"))
    assert_inert(message)


def test_the_looks_stand_on_the_elements_and_the_signs_in_the_text() -> None:
    page = part(received(), "html")
    without_sheets = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert html_words(without_sheets) == html_words(page)
    assert re.search(r'class="deleted" style="[^"]*line-through[^"]*"', page)
    words = "".join(lxml_html.document_fromstring(page).body.itertext())
    assert re.search(r"\[[-\N{MINUS SIGN}]We will never sell the ferry,[-\N{MINUS SIGN}]\]", words)
    assert "{+We will not sell the ferry this year,+}" in words
    assert "prefers-color-scheme: dark" in page


def test_a_page_address_that_is_no_web_address_is_not_a_link() -> None:
    page = part(received(change_notice(article=article(url="javascript:alert(1)"))), "html")
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page
