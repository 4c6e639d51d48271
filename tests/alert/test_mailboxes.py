"""What mail programs can show: elements, properties and sizes, with the limits that are known of Gmail and Outlook.

The allow-lists hold what "Can I email" (https://www.caniemail.com, _features of its repository) reports as shown by Gmail,
Apple Mail, Outlook on Windows (which lays out with Word) and outlook.com. What is allowed besides costs only comfort where
it is not known: a line wider than comfortable, a long address that runs out, light colours in the dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import html as lxml_html

from tests.alert.notices import NOON, PAPER, WINDOW, article, envelope, event_notice, revision
from tests.alert.reading import assert_inert, html_words, part, received, text_words
from tests.delivery.test_deliver import POISON
from tracker.alert.compose import LARGEST_HTML, compose, compose_trial, compose_trouble
from tracker.alert.notice import BriefNotice, ChangeNotice, Notice, TroubleNotice
from tracker.compare import compare
from tracker.model import Document, EditWindow, HeadlineSet

ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "a",
        "b",
        "br",
        "hr",
        "ul",
        "li",
        "span",
        "del",
        "ins",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
    ]
)
WIDELY = frozenset(
    [
        "background-color",
        "border",
        "border-collapse",
        "border-left",
        "border-left-color",
        "border-top",
        "color",
        "font-family",
        "font-size",
        "font-weight",
        "line-height",
        "list-style",
        "margin",
        "padding",
        "padding-left",
        "text-align",
        "text-decoration",
        "vertical-align",
        "width",
    ]
)
COMFORT = frozenset({"max-width", "overflow-wrap", "table-layout"})
ATTRIBUTES = frozenset(["charset", "class", "content", "dir", "href", "id", "lang", "name", "rel", "style"])
GMAIL_CLIPS = 102_000  # bytes of HTML, behind which it shows "[Message clipped]"
LINK = "https://tracker.newsroom.example/"

STORY = """The port will keep its last ferry, its head said on Tuesday after a night of talks with the crews.

“We will never sell the ferry,” said Mira Oduya, who runs the port. “It belongs to the town.”

Oduya, 42, grew up on the quay and took over the port in 2019, when it had 310 workers.

The last boat leaves at nine. It cost £1.2 million to refit, and it carried 63,000 people last year."""
QUOTED = STORY.replace("We will never sell the ferry,", "We will not sell the ferry this year,").replace("“It", "“She")
SILENT = STORY.replace("63,000", "36,000").replace("42,", "43,")
CORRECTED = (
    STORY.replace("63,000", "36,000")
    + "\n\nCorrection: An earlier version of this article said 63,000 people; it was 36,000."
)
ARABIC = """قال مدير الميناء مراد حداد يوم الثلاثاء إن العبّارة الأخيرة ستبقى في الخدمة.

«لن نبيع العبّارة أبداً»، قال حداد. «إنها ملك للمدينة»."""


def text(words: str, headline: str = "Port keeps its ferry", language: str = "en") -> Document:
    made = Document.from_text(words)
    return replace(made, headline=headline, headlines=HeadlineSet(h1=headline), language=language)


def told(old: Document, new: Document, number: int = 12) -> ChangeNotice:
    """The step between two texts as the real comparer sees it, asked for whole."""
    change = compare(old, new)
    page = f"{LINK}articles/{number}/changes/3..4"
    about = article(new.headline, id=number)
    window = EditWindow(WINDOW.after_at, WINDOW.until_at + timedelta(seconds=number))
    return ChangeNotice(about, revision(3), revision(4), change, change.flags, window, page)


def arabic() -> ChangeNotice:
    old = text(ARABIC, "الميناء يحتفظ بعبّارته", "ar")
    return told(old, text(ARABIC.replace("أبداً", "هذا العام"), "الميناء يحتفظ بعبّارته", "ar"))


def many(count: int, story: str = STORY, edited: str = SILENT) -> list[Notice]:
    return [
        told(text(story, f"Story {number}"), text(edited, f"Story {number}"), number + 1) for number in range(count)
    ]


LONG = "Word of the harbour " * 5_000
MAILS: dict[str, Callable[[], list[Notice]]] = {
    "two quotes": lambda: [told(text(STORY), text(QUOTED))],
    "silent facts": lambda: [told(text(STORY), text(SILENT))],
    "correction": lambda: [told(text(STORY), text(CORRECTED))],
    "came and went": lambda: [
        BriefNotice(article(), told(text(STORY), text(SILENT)).flags, WINDOW, remark="and changed back")
    ],
    "digest of 12": lambda: many(12),
    "from right to left": lambda: [arabic()],
    "100,000 characters": lambda: [told(text(STORY, LONG), text(SILENT, f"{LONG}moved"))],
    "rewritten": lambda: [
        told(text(STORY), text("Nothing of it is left.\n\nAll is new: the port, the ferry, the town."))
    ],
    "gone": lambda: [event_notice()],
}
each_mail = pytest.mark.parametrize("name", MAILS)


def pages() -> Iterator[str]:
    """The HTML part of every kind of mail."""
    for notices in MAILS.values():
        yield part(received(*notices()), "html")
    for headline in POISON:
        yield part(received(told(text(STORY, headline), text(SILENT, headline))), "html")
    trouble = TroubleNotice("paper.example", "blocked", "it turns us away", ("Paper",), NOON)
    for message in (compose_trouble(trouble, envelope()), compose_trial(envelope())):
        body = message.get_body(("html",))
        assert body is not None
        yield body.get_content()


def test_only_elements_and_properties_that_mail_programs_know_are_used() -> None:
    used: set[str] = set()
    for page in pages():
        for element in lxml_html.document_fromstring(page).iter():
            assert element.tag in ELEMENTS, element.tag
            assert set(element.attrib) <= ATTRIBUTES, dict(element.attrib)
            for declaration in filter(str.strip, element.get("style", "").split(";")):
                name, _, value = (piece.strip() for piece in declaration.partition(":"))
                used.add(name)
                assert name in WIDELY | COMFORT, declaration
                assert not re.search(r"url\(|var\(|calc\(|flex|grid|-\d", value), declaration
    assert {"background-color", "border-left", "color", "margin"} <= used


def test_what_stands_in_the_one_sheet_is_for_the_dark_alone() -> None:
    for page in pages():
        (sheet,) = lxml_html.document_fromstring(page).xpath("//style/text()")
        inside = re.fullmatch(r"\s*@media \(prefers-color-scheme: dark\) \{(.*)\}\s*", sheet, re.DOTALL)
        assert inside is not None
        names = set(re.findall(r"([\w-]+):", inside[1]))
        assert names == {"background-color", "border-left-color", "color"}


def test_the_lists_can_refuse() -> None:
    assert not {"display", "background", "position", "float", "flex", "grid", "gap"} & (WIDELY | COMFORT)
    assert not {"img", "script", "form", "section", "details", "svg", "bdi"} & ELEMENTS


@each_mail
def test_a_mail_is_harmless_says_the_same_twice_and_shows_an_edit(name: str) -> None:
    message = received(*MAILS[name]())
    assert_inert(message)
    page, words = part(message, "html"), part(message, "plain")
    assert html_words(page) == text_words(words)
    assert len(page.encode()) <= LARGEST_HTML < GMAIL_CLIPS
    if name not in {"came and went", "gone"}:
        assert re.search(r"<(?:ins|del)\b", page)
        assert re.search(r"\[-.+-]|\{\+.+\+}", words, re.DOTALL)


@pytest.mark.parametrize(("count", "paragraphs"), [(20, 40), (60, 10), (150, 60), (900, 1)])
def test_a_digest_that_no_mailbox_has_room_for_stays_below_and_leads_to_the_rest(count: int, paragraphs: int) -> None:
    long = "\n\n".join(f"{STORY} Paragraph {number}." for number in range(paragraphs))
    message = received(*many(min(count, 20), long, long.replace("63,000", "36,000")), *_briefly(count - 20))
    page, words = part(message, "html"), part(message, "plain")
    assert len(page.encode()) <= LARGEST_HTML < GMAIL_CLIPS
    document = lxml_html.document_fromstring(page)
    assert document.xpath("//ins"), "a visible change is always in it"
    assert message["Subject"].startswith(f"{count} changes")
    if "shown here in full" in words:
        assert f"All are on the page: {LINK.rstrip('/')}" in words
        assert LINK.rstrip("/") in document.xpath("//a/@href")
    else:
        assert len([link for link in document.xpath("//a/@href") if "/changes/" in link]) == count
    assert "36,000" in words


def _briefly(count: int) -> list[Notice]:
    """What a digest has no room for: one line each."""
    flags = told(text(STORY), text(SILENT)).flags
    return [BriefNotice(article(f"Other {number}", id=1_000 + number), flags, WINDOW) for number in range(count)]


def test_what_is_before_an_arrow_is_read_before_it_in_any_script() -> None:
    """Without marks both quotations are one run from right to left, and the new one would stand before the arrow."""
    message = received(arabic())
    for kind in ("plain", "html"):
        words = " ".join(part(message, kind).split())
        assert "“لن نبيع العبّارة أبداً” \u200e→\u200e “لن نبيع العبّارة هذا العام”" in words


def test_the_edit_of_a_headline_of_any_length_is_in_sight() -> None:
    for words in (part(received(*MAILS["100,000 characters"]()), kind) for kind in ("plain", "html")):
        assert len(words) < 20_000
        assert "moved" in words
        assert " … " in words.replace("\n", " ").replace("  ", " ")


def test_a_subject_lists_what_changed_as_people_do() -> None:
    changed = text(SILENT, "Port sells its ferry")
    subject = received(told(text(STORY), changed))["Subject"].strip()  # which may begin on the header's second line
    assert subject == "Age, number and headline changed: Port sells its ferry (Harbour Gazette)"


def test_a_mail_says_what_its_reader_asked_for() -> None:
    words = part(received(*MAILS["silent facts"](), asked="everything of Paper, from severity high up"), "plain")
    assert "reader@example.net, who is told of everything of Paper, from severity high up." in " ".join(words.split())


def test_the_dark_is_seen_to_where_mail_programs_ask() -> None:
    body = compose(MAILS["two quotes"](), envelope()).get_body(("html",))
    assert body is not None
    page = body.get_content()
    assert '<meta name="color-scheme" content="light dark">' in page
    assert PAPER in page
