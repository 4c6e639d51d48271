"""Sources made to hurt: whatever they hold, reading them ends soon, in bounded memory, and reaches for nothing."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from tests.discovery.paper import FERRY, atom, index, page, rss, rss_item, urlset
from tests.scripted.effort import within
from tracker.discovery import Found, read_opml, read_source
from tracker.discovery.characters import MAX_BYTES, MAX_TITLE
from tracker.discovery.found import MAX_ITEMS
from tracker.errors import UsageError

_URL = "https://paper.example/feed"
_MEGABYTE = 1_000_000


def _read(body: bytes, content_type: str = "") -> Found:
    return read_source(body, url=_URL, content_type=content_type)


def _found_or_refused(body: bytes) -> Found | str:
    """What was found, or the words of the refusal."""
    try:
        return _read(body)
    except UsageError as error:
        return str(error)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_ENTITIES = {
    "billion laughs": f'<!DOCTYPE rss [<!ENTITY l0 "lol">{_LAUGHS}]>',
    "quadratic": f'<!DOCTYPE rss [<!ENTITY l9 "{"a" * 50_000}">]>',
    "file": '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % l9 SYSTEM "http://127.0.0.1:9/x.dtd"> %l9;]>',
    "lower case": '<!doctype rss [<!entity l9 "x">]>',
    "behind comments": '<!-- x --><?pi?><!DOCTYPE rss SYSTEM "a"><!DOCTYPE rss [<!ENTITY l9 "x">]>',
    "never ends": '<!DOCTYPE rss [<!ENTITY l9 "',
}


@pytest.mark.parametrize("doctype", _ENTITIES.values(), ids=_ENTITIES.keys())
@pytest.mark.parametrize("root", ["rss", "feed", "urlset", "opml"])
def test_entities_of_its_own_are_refused(doctype: str, root: str) -> None:
    body = f'<?xml version="1.0"?>{doctype}<{root}><item><title>&l9;</title><link>{FERRY}</link></item></{root}>'
    for encoding in ("utf-8", "utf-16"):
        with within(2), pytest.raises(UsageError):
            read_opml(body.encode(encoding)) if root == "opml" else _read(body.encode(encoding))


def test_an_entity_that_is_never_declared_expands_to_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", encoding="utf-8")
    late = f'<rss><!DOCTYPE rss [<!ENTITY s SYSTEM "{secret.as_uri()}">]><channel>{rss_item(title="a &s; b")}</channel></rss>'
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    for body in (late.encode(), rss(rss_item(title=include))):
        assert "the secret" not in repr(_read(body))


def test_a_document_type_in_another_file_is_never_asked_for() -> None:
    body = b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + rss(rss_item()).partition(b"?>")[2]
    assert [item.url for item in _read(body).items] == [FERRY]


def test_gzip_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(_MEGABYTE)) for _ in range(MAX_BYTES // _MEGABYTE + 10)) + bomb.flush()
    with within(20), pytest.raises(UsageError, match="larger than"):
        _read(packed)
    with within(20), pytest.raises(UsageError, match="larger than"):
        _read(gzip.compress(urlset() + b" " * (MAX_BYTES // 2)) * 3)


@pytest.mark.parametrize("body", [b"\x1f\x8b", b"\x1f\x8b\x08" + bytes(40), gzip.compress(b"x" * 999, mtime=0)[:9]])
def test_gzip_that_is_none_is_refused(body: bytes) -> None:
    with pytest.raises(UsageError):
        _read(body)


def test_of_a_hundred_thousand_items_the_newest_are_read() -> None:
    def dated(number: int) -> str:
        return rss_item(
            f"https://paper.example/n/{number}", more=f"<pubDate>{number // 9999 + 1} Nov 2026 12:00:00 GMT</pubDate>"
        )

    newest_last = [dated(number) for number in range(100_000)]
    with within(20):
        rising, falling = _read(rss(*newest_last)), _read(rss(*reversed(newest_last)))
    assert len(rising.items) == len(falling.items) == 5_000
    assert "https://paper.example/n/99999" in {item.url for item in rising.items} & {item.url for item in falling.items}
    assert [(one.reason, one.count) for one in rising.skipped] == [("beyond the newest 5,000", 95_000)]


def test_a_sitemap_without_end_is_cut() -> None:
    entries = (f"<url><loc>https://paper.example/news/{number}</loc></url>" for number in range(100_000, 200_000))
    with within(30):
        found = _read(urlset(*entries))
    assert len(found.items) == MAX_ITEMS
    assert [(one.reason, one.count) for one in found.skipped] == [("beyond the first 50,000", 50_000)]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://paper.example/story",
        "https://user:secret@paper.example/story",
        "https://",
        "http://[::1",
        "http://paper.example:99999/x",
        "https://paper.example/\u202egpj.yrots",
        "https://paper.example/" + "a" * 5_000,
        "\\\\paper.example\\x",
    ],
)
def test_links_that_lead_nowhere_on_the_web_are_left_aside_with_the_reason(link: str) -> None:
    for body in (rss(rss_item(link)), atom(f'<entry><link href="{link}"/></entry>')):
        found = _read(body)
        assert all(item.url.startswith("https://paper.example/java") for item in found.items)
        assert sum(one.count for one in found.skipped) + len(found.items) == 1
    for body in (urlset(f"<url><loc>{link}</loc></url>"), page(f'<h2><a href="{link}">Four words of it</a></h2>')):
        assert _read(body).items == ()


def test_titles_are_one_short_line_of_plain_text() -> None:
    titles = [
        "x" * 5 * _MEGABYTE,
        "&lt;script&gt;alert(1)&lt;/script&gt;Ice",
        "<![CDATA[a\n<b>b</b>\u202e c]]>",
        "&lt;" * 99_999,
    ]
    with within(10):
        read = [
            item.title for item in _read(rss(*(rss_item(f"{FERRY}-{n}", title=t) for n, t in enumerate(titles)))).items
        ]
    assert len(read[0]) == MAX_TITLE
    assert read[1:3] == ["alert(1) Ice", "a b c"]
    assert all(len(title) <= MAX_TITLE and title.isprintable() for title in read)


_SHAPES = {
    "open tags": b"<rss><channel>" + b"<item>" * 300_000,
    "deep": b"<rss>" + b"<a>" * 300_000,
    "brackets": b"<rss>" + b"<" * 2 * _MEGABYTE,
    "ampersands": b"<rss><item><title>" + b"&" * 2 * _MEGABYTE,
    "half entities": b"<rss><item><title>" + b"&amp" * 500_000,
    "entities": b"<rss><item><title>" + b"&nbsp;" * 300_000,
    "comments": b"<!---->" * 300_000 + b"<rss/>",
    "open comments": b"<!--" * 500_000,
    "instructions": b"<?x?>" * 300_000 + b"<rss/>",
    "doctypes": b"<!DOCTYPE rss>" * 100_000 + b"<rss/>",
    "spaces": b" " * 5 * _MEGABYTE + b"<rss/>",
    "attributes": b"<rss><item " + b"".join(b'a%d="" ' % n for n in range(100_000)) + b"/></rss>",
    "children": b"<rss><item>" + b"<link/>" * 300_000 + b"</item></rss>",
    "namespaces": b"<rss " + b"".join(b'xmlns:n%d="u" ' % n for n in range(20_000)) + b"/>",
    "cdata": b"<rss><item><title>" + b"<![CDATA[]]>" * 200_000,
    "one title": b"<rss><channel><title>" + b"a" * 8 * _MEGABYTE + b"</title></channel></rss>",
    "links": b"<html><body>" + b'<a href="/a-b-c-d-12345">x' * 200_000,
    "deep links": b"<html><body>" + b'<div class="nav"><a href="/a-b-c-d-1">x</a>' * 60_000,
    "classes": b"<html><body>" + b'<div class="' + b"nav-" * 500_000 + b'"><a href="/a-b-c-d-1">x</a></div>',
    "many in one": b"<html><body><div>"
    + b"".join(b'<h2><a href="/one-two-three-%d">w</a></h2>' % n for n in range(30_000)),
    "long address": b"<html><body>" + b"".join(b'<a href="/%s">w</a>' % (b"a-" * 900) for _ in range(1_000)),
    "hyphens": b"<html><body><a href='/" + b"-" * 400 + b"'>w</a>" * 20_000,
    "lines": b"https://paper.example/a-b-c\n" * 300_000,
    "json": b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b"{}," * 500_000 + b"{}]}",
    "nothing": b"\x00" * 5 * _MEGABYTE,
}


@pytest.mark.parametrize("body", _SHAPES.values(), ids=_SHAPES.keys())
def test_a_shape_that_parsers_are_slow_on_is_read_or_refused_soon(body: bytes) -> None:
    with within(12):
        found = _found_or_refused(body)
    assert isinstance(found, str) or len(found.items) <= MAX_ITEMS


def test_an_index_of_sitemaps_cannot_send_us_to_another_site() -> None:
    assert _read(index("https://victim.example/s.xml", "http://127.0.0.1/s.xml")).links == ()


def test_what_is_nothing_of_these_is_refused() -> None:
    for body in (b"", b"   ", b"hello", b"%PDF-1.7 x", bytes(range(256)), b"\x89PNG\r\n"):
        with pytest.raises(UsageError):
            _read(body)


def test_items_that_stand_too_deep_are_missed_aloud() -> None:
    """The parser leaves away what nests deeper than it goes; an empty feed would look as if there were no news."""
    item = "<item><title>Baths reopen</title><link>https://paper.example/news/baths-reopen-on-monday</link></item>"
    with pytest.raises(UsageError, match="nests deeper"):
        read_source(
            f"<rss><channel>{'<a>' * 300}{item}{'</a>' * 300}</channel></rss>".encode(),
            url="https://paper.example/feed",
        )
