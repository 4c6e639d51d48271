from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree, html

from tests.render.scenes import bridge, swapped
from tracker.model import Change
from tracker.render.page import change_document, change_fragment, flags_fragment, web_address
from tracker.render.style import DOCUMENT_CSS, MAIL_CSS, PAGE_CSS
from tracker.render.view import Header, change_view

LINK = Header(title="Bridge", source="paper.example", url="https://paper.example/bridge?a=1&b=2")


@pytest.mark.parametrize("made", [bridge(), swapped()], ids=["bridge", "swapped"])
@pytest.mark.parametrize("side_by_side", [False, True])
def test_a_fragment_is_well_formed_even_as_xml(made: Change, *, side_by_side: bool) -> None:
    view = change_view(made, LINK)
    tree = etree.fromstring(str(change_fragment(view, side_by_side=side_by_side)).encode())
    assert tree.tag == "div"
    assert tree.get("class") == "change"


@pytest.mark.parametrize("side_by_side", [False, True])
def test_a_document_stands_alone(*, side_by_side: bool) -> None:
    text = change_document(change_view(bridge(), LINK), side_by_side=side_by_side)
    tree = html.fromstring(text)
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //form | //@src | //@style | //base")
    assert "url(" not in text
    assert "@import" not in text
    assert tree.xpath("//a/@href")[0] == LINK.url
    assert tree.xpath("//h1")[0].text_content() == "Bridge"
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


def test_marks_are_told_by_element_class_and_sign() -> None:
    tree = html.fromstring(str(change_fragment(change_view(bridge()))))
    deleted = tree.xpath("//div[contains(@class, 'part-headline')]//del")[0]
    inserted = tree.xpath("//div[contains(@class, 'part-headline')]//ins")[0]
    assert deleted.text_content() == "[−will−]"
    assert inserted.text_content() == "{+may+}"
    assert deleted.xpath("span[@class='deleted']")[0].text == "will"
    assert inserted.xpath("span[@class='inserted']")[0].text == "may"


def test_every_link_inside_leads_to_an_id_and_no_id_is_given_twice() -> None:
    view = change_view(swapped())
    page = (
        f"<div>{change_fragment(view, ident='first')}{change_fragment(view, ident='second', side_by_side=True)}</div>"
    )
    tree = html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)) == 6
    assert {href.removeprefix("#") for href in tree.xpath("//a/@href")} <= set(ids)


def test_headings_begin_at_the_level_asked_for() -> None:
    tree = html.fromstring(str(change_fragment(change_view(bridge(), LINK), level=3)))
    assert [heading.tag for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5")] == ["h3"] + ["h4"] * 4


def test_side_by_side_holds_what_inline_holds() -> None:
    view = change_view(bridge(), LINK, context=None)
    inline, sides = (
        html.fromstring(str(change_fragment(view, side_by_side=side_by_side))) for side_by_side in (False, True)
    )
    for tag in ("del", "ins"):
        assert [e.text_content() for e in inline.iter(tag)] == [e.text_content() for e in sides.iter(tag)]
    cells = [cell.text_content() for cell in sides.xpath("//td")]
    assert "The contractor has been fined twice." in " ".join(cells)


def test_flags_can_be_had_alone() -> None:
    tree = html.fromstring(str(flags_fragment(change_view(bridge()).flags)))
    assert tree.tag == "ul"
    assert len(tree.xpath("li")) == 3


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://paper.example/a", "https://paper.example/a"),
        ("HTTP://paper.example/a", "HTTP://paper.example/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https:alert(1)", ""),
        ("https://[broken", ""),
        ("/etc/passwd", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, href: str) -> None:
    assert web_address(url) == href
    tree = html.fromstring(str(change_fragment(change_view(bridge(), replace(LINK, url=url)))))
    assert ("https" in str(tree.xpath("//p[@class='change-where']/a/@href")).lower()) == href.lower().startswith(
        "https"
    )


def test_the_mail_style_has_nothing_that_mail_programs_drop() -> None:
    assert not re.search(r"var\(|@media|grid|flex|position:|float:|>|\[|:[a-z]+\s*\{", MAIL_CSS)


def test_every_class_of_the_fragment_that_carries_looks_has_a_rule() -> None:
    tree = html.fromstring(str(change_fragment(change_view(bridge(), LINK), side_by_side=True)))
    used = {name for value in tree.xpath("//@class") for name in value.split()}
    unstyled = {name for name in used if f".{name} " not in MAIL_CSS}
    assert unstyled == {"part", "part-headline", "part-body", "disclosure-partial"}


def test_page_and_document_know_dark_and_print() -> None:
    assert "prefers-color-scheme: dark" in PAGE_CSS
    assert "@media print" in PAGE_CSS
    assert PAGE_CSS in DOCUMENT_CSS
