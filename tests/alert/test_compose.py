from __future__ import annotations

import re
from collections import Counter
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from tests.alert.notices import (
    AGE,
    NOON,
    PAPER,
    QUOTE,
    article,
    change,
    change_notice,
    envelope,
    event_notice,
    flag,
    revision,
)
from tracker.alert.compose import LARGEST_HTML, compose
from tracker.alert.notice import Envelope, Notice
from tracker.errors import UsageError
from tracker.model import FlagKind, Severity

GMAIL_CLIPS = 102_000
HOSTILE = [
    "Breaking\r\nBcc: thief@example.net",
    "Breaking\r\n\r\n<html>",
    "a\u2028b\u2029c\x85d\x0be\x0cf\x00g",
    "lone \ud800 surrogate \udfff",
    "x" * 100_000,
    "“" * 100_000,
    "\ud800" * 5_000,
    "=?utf-8?q?=0D=0ABcc:_thief=40example.net?=",
    "\u202etxt.exe",
    "<img src=http://tracker.example/ onload=x><script>alert(1)</script>",
    "{{7*7}} {% include 'x' %} ${7*7} %s {0}",
    "CEO <boss@corp.example>",
    "a" * 70 + "@" + "é" * 70,
    "--boundary\n--===============0123456789==",
    ".",
    "",
]


def received(*notices: Notice, **more: object) -> EmailMessage:
    """The composed message as the other side reads it from the wire."""
    composed = compose(notices or [change_notice()], envelope(**more))
    return message_from_bytes(composed.as_bytes(), policy=policies.default)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    content = body.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def html_words(page: str) -> Counter[str]:
    body = lxml_html.document_fromstring(page).body
    return Counter(re.findall(r"\w+", " ".join(body.itertext())))


def text_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def assert_inert(message: EmailMessage) -> None:
    """One mail to one reader in two parts, with nothing in it that loads, runs or leads elsewhere."""
    for header in ("From", "To", "Subject", "Date", "Message-ID", "List-Id"):
        assert len(message.get_all(header, [])) == 1
    assert "Bcc" not in message
    assert "Cc" not in message
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["To"].addresses[0].addr_spec == "reader@example.net"
    assert not message.defects
    page = lxml_html.document_fromstring(part(message, "html"))
    assert not page.xpath("//script | //img | //link | //iframe | //object | //form | //*[@src] | //*[@onload]")
    assert "url(" not in part(message, "html")
    assert "@import" not in part(message, "html")
    for href in page.xpath("//a/@href"):
        assert href.startswith((PAPER, "https://tracker.newsroom.example", "#change-"))


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


@pytest.mark.parametrize(
    "notices",
    [
        [change_notice()],
        [event_notice()],
        [event_notice(), change_notice(), change_notice(article=article("Bakery opens", id=13))],
        [change_notice(f"Story {number}") for number in range(150)],
    ],
    ids=["change", "event", "digest", "flood"],
)
def test_both_parts_say_the_same(notices: list[Notice]) -> None:
    message = received(*notices)
    assert html_words(part(message, "html")) == text_words(part(message, "plain"))


def test_the_looks_stand_on_the_elements_and_the_signs_in_the_text() -> None:
    page = part(received(), "html")
    without_sheets = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert html_words(without_sheets) == html_words(page)
    assert re.search(r'class="deleted" style="[^"]*line-through[^"]*"', page)
    words = "".join(lxml_html.document_fromstring(page).body.itertext())
    assert re.search(r"\[[-\N{MINUS SIGN}]We will never sell the ferry,[-\N{MINUS SIGN}]\]", words)
    assert "{+We will not sell the ferry this year,+}" in words
    assert "prefers-color-scheme: dark" in page


def test_headers_identify_the_mail_and_keep_robots_quiet() -> None:
    message = received()
    assert str(message["From"]) == "Desk alerts <alerts@newsroom.example>"
    assert message["Date"].datetime == NOON
    assert message["Message-ID"] == "<alert-7.store@newsroom.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Id"] == "Tracker alerts <alerts.tracker.newsroom.example>"


def test_the_first_mail_of_an_article_begins_the_thread() -> None:
    for thread_id in ("", "<alert-7.store@newsroom.example>"):
        message = received(thread_id=thread_id)
        assert "In-Reply-To" not in message
        assert "References" not in message


def test_later_mails_answer_the_first() -> None:
    message = received(thread_id="<alert-1.store@newsroom.example>")
    assert message["In-Reply-To"] == "<alert-1.store@newsroom.example>"
    assert message["References"] == "<alert-1.store@newsroom.example>"


@pytest.mark.parametrize(
    ("url", "mailto", "header", "one_click"),
    [
        ("https://t.example/u/1", "stop@t.example", "<https://t.example/u/1>, <mailto:stop@t.example>", True),
        ("https://t.example/u/1", "", "<https://t.example/u/1>", True),
        ("http://127.0.0.1:8380/u/1", "", "<http://127.0.0.1:8380/u/1>", False),
        ("", "mailto:stop@t.example?subject=stop 1", "<mailto:stop@t.example?subject=stop%201>", False),
        ("", "Desk <stop@t.example>", "<mailto:stop@t.example>", False),
        ("", "", None, False),
    ],
)
def test_one_click_unsubscribing_is_offered_over_https_only(
    url: str, mailto: str, header: str | None, *, one_click: bool
) -> None:
    message = received(unsubscribe_url=url, unsubscribe_mailto=mailto)
    assert message["List-Unsubscribe"] == header
    assert message["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if one_click else None)


def test_long_identities_and_addresses_are_never_encoded() -> None:
    long_id = f"<alert-{'7' * 60}.{'s' * 60}@a-domain-with-quite-a-long-name.newsroom.example>"
    url = f"https://tracker.newsroom.example/unsubscribe/{'t' * 90}"
    made = envelope(
        message_id=f"<1{long_id[1:]}", thread_id=long_id, unsubscribe_url=url, unsubscribe_mailto="a@b.example"
    )
    lines = compose([change_notice()], made).as_bytes().decode().splitlines()
    assert f"Message-ID: <1{long_id[1:]}" in lines
    assert f"In-Reply-To: {long_id}" in lines
    assert f"References: {long_id}" in lines
    at = lines.index(f"List-Unsubscribe: <{url}>,")
    assert lines[at + 1] == " <mailto:a@b.example>"
    assert max(map(len, lines)) <= 998


def test_an_address_too_long_for_a_line_of_mail_is_left_out() -> None:
    assert "List-Unsubscribe" not in received(unsubscribe_url="https://t.example/" + "é" * 200)


def test_an_address_with_a_line_break_cannot_add_a_header() -> None:
    message = received(unsubscribe_url="https://t.example/u>\r\nBcc: thief@example.net")
    assert "Bcc" not in message
    assert message["List-Unsubscribe"] == "<https://t.example/u%3E%0D%0ABcc:%20thief@example.net>"


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_hostile_headline_stays_a_headline(headline: str) -> None:
    made = change(headlines=(headline, headline + "!"))
    message = received(change_notice(headline, change=made), event_notice(article=article(headline)))
    assert_inert(message)
    assert len(message["Subject"]) <= 200
    assert "49" not in message["Subject"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    made = change([(f"Before {text}.", f"After {text}.")], [flag(before=text, after=text + "!", summary=text)])
    assert_inert(received(change_notice(change=made)))


@given(headline=st.text(), source=st.text(), before=st.text(), after=st.text())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_can_break_a_mail(headline: str, source: str, before: str, after: str) -> None:
    made = change(
        [(before or "x", (after or "x") + "!")], [flag(before=before, after=after, summary=after, sub=source)]
    )
    message = received(change_notice(change=made, article=article(headline, source=source)))
    assert_inert(message)


def test_a_page_address_that_is_no_web_address_is_not_a_link() -> None:
    page = part(received(change_notice(article=article(url="javascript:alert(1)"))), "html")
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


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
    assert message["Subject"].startswith("150 quotes and 150 ages changed in 150 articles: Story 0 (Harbour Gazette)")
    assert "100. Quote and age changed: Story 99" in text
    assert "and 50 more changes" in text
    assert len(part(message, "html").encode()) <= LARGEST_HTML


def test_findings_outside_the_subscription_are_counted() -> None:
    text = part(received(change_notice(flags=(QUOTE,))), "plain")
    assert "1 more finding outside this subscription." in text
    assert "Age: 42 → 43" not in text


@pytest.mark.parametrize(
    "notices",
    [
        [],
        [change_notice(flags=())],
        [change_notice(change=change([("Same.", "Same.")], [flag(before="a", after="a")]))],
    ],
    ids=["nothing", "no flag asked for", "nothing differs"],
)
def test_an_alert_without_a_visible_change_is_refused(notices: list[Notice]) -> None:
    with pytest.raises(ValueError, match="without a visible change"):
        compose(notices, envelope())


def test_an_invisible_change_is_left_out_of_a_digest() -> None:
    message = received(change_notice(flags=()), change_notice("The other one"))
    assert message["Subject"] == "Quote and age changed: The other one (Harbour Gazette)"


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


def test_the_same_notice_makes_the_same_mail() -> None:
    first, second = (compose([change_notice()], envelope()).as_bytes() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("broken", [{"to_address": "a@b\nRCPT TO:<c@d>"}, {"from_address": "nobody"}])
def test_an_envelope_with_no_address_is_refused(broken: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        compose([change_notice()], envelope(**broken))


def test_international_addresses_stay_whole() -> None:
    made: Envelope = envelope(to_address="jürgen@bücher.example")
    message = compose([change_notice()], made)
    assert message["To"].addresses[0].addr_spec == "jürgen@xn--bcher-kva.example"


def test_a_change_since_the_first_revision_and_over_several_names_both() -> None:
    text = part(received(change_notice(old=revision(1))), "plain")
    assert "revision 1 → revision 4" in text
    assert "tracker diff 12 1 4" in text


def test_the_age_stands_in_the_subject() -> None:
    assert received(change_notice(flags=(AGE,)))["Subject"] == "Age changed: Port keeps its ferry (Harbour Gazette)"
