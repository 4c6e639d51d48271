"""Extract and compare, which need no database."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.site import Site
from tests.scripted.browser import the_browser
from tests.scripted.printed import HEADLINE, SENTENCES, address, dealt

OLD = "The bridge at Low Weir is 140 metres long.\n\n“We will open it in May,” said Marta Quill of the county."
NEW = "The bridge at Low Weir is 410 metres long.\n\n“We will open it in June,” said Marta Quill of the county."
PAGE = """<!doctype html><html lang="en"><head><title>Bridge opens late</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Bridge opens late</h1>{}</article>
<footer>Contact us</footer></body></html>"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def page_of(text: str) -> str:
    return PAGE.format("".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n")))


def test_two_files_of_text_are_compared(new_desk: Desk, files: tuple[Path, Path]) -> None:
    ended = new_desk.type("compare", *map(str, files))
    assert ended.code == 1
    assert "quote changed" in ended.out
    assert "140" in ended.out
    assert not (new_desk.folder / "tracker.db").exists()


@pytest.mark.parametrize("face", ["", "--unified", "--side-by-side", "--stat", "--html", "--json"])
def test_a_file_compared_with_itself_ends_with_nought(desk: Desk, files: tuple[Path, Path], face: str) -> None:
    ended = desk.type("compare", str(files[0]), str(files[0]), *([face] if face else []))
    assert (ended.code, ended.err) == (0, "")


def test_a_page_and_the_text_it_shows_differ_in_the_headline_only(
    desk: Desk, files: tuple[Path, Path], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(page_of(OLD), encoding="utf-8")
    flags = desk.type("compare", str(files[0]), str(page), "--json").json["flags"]
    assert [flag["kind"] for flag in flags] == ["headline_changed"], "the file of text has no headline"


def test_one_side_may_come_from_a_pipe(desk: Desk, files: tuple[Path, Path]) -> None:
    assert desk.type("compare", str(files[0]), "-", stdin=OLD).code == 0
    assert desk.type("compare", "-", str(files[1]), stdin=OLD).code == 1


def test_line_ends_and_a_byte_order_mark_are_no_edit(desk: Desk, files: tuple[Path, Path]) -> None:
    assert desk.type("compare", str(files[0]), "-", stdin="\ufeff" + OLD.replace("\n", "\r\n")).code == 0


@pytest.mark.parametrize("words", [(), ("one.txt",), ("none.txt", "none.txt"), (".", ".")])
def test_files_that_are_missing_are_named(desk: Desk, words: tuple[str, ...]) -> None:
    ended = desk.type("compare", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.complaint
    assert ended.next_step


def test_every_line_of_pairs_gets_its_line_of_flags(desk: Desk) -> None:
    pairs = [
        {"id": "a", "old": OLD, "new": NEW},
        {"id": 7, "old": OLD, "new": OLD},
        {"id": None, "old": "", "new": "Words.", "old_headline": "Bridge opens", "new_headline": "Bridge shuts"},
    ]
    ended = desk.type("compare", "--jsonl", stdin="\n".join(json.dumps(pair) for pair in pairs) + "\n\n")
    assert (ended.code, ended.err) == (0, "")
    results = [json.loads(line) for line in ended.out.splitlines()]
    assert [result["id"] for result in results] == ["a", 7, None]
    assert {"quote_changed", "fact_changed"} <= {flag["kind"] for flag in results[0]["flags"]}
    assert (results[1]["flags"], results[1]["differs"]) == ([], False)
    assert "headline_changed" in {flag["kind"] for flag in results[2]["flags"]}
    assert {"kind", "sub", "severity", "before", "after", "rule", "explanation"} <= set(results[0]["flags"][0])


def test_a_changed_byline_is_flagged_from_a_line_of_pairs(desk: Desk) -> None:
    pair = {"id": 1, "old": OLD, "new": OLD, "old_byline": "Ada Moss", "new_byline": "Ben Moss"}
    result = json.loads(desk.type("compare", "--jsonl", stdin=json.dumps(pair)).out)
    assert [flag["kind"] for flag in result["flags"]] == ["byline_changed"]


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"7",
        b"null",
        b'{"id": 1}',
        b'{"id": 1, "old": "a", "new": null}',
        b'{"id": 1, "old": "a", "new": ["b"]}',
        b'{"id": 1, "old": "a", "new": "b", "old_headline": 7}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_answered_in_its_place_and_the_others_are_compared(desk: Desk, line: bytes) -> None:
    good = json.dumps({"id": "good", "old": OLD, "new": NEW}).encode()
    ended = desk.type("compare", "--jsonl", stdin=b"\n".join((good, line, good)))
    assert ended.code == 2
    first, bad, last = (json.loads(answer) for answer in ended.out.splitlines())
    assert (first["id"], last["id"]) == ("good", "good")
    assert bad["line"] == 2
    assert bad["error"]
    assert bad["id"] == (1 if b'"id": 1' in line else None)
    assert "line 2" in ended.complaint
    assert len(ended.err) < 400


def test_lone_surrogates_and_controls_come_back_as_they_were(desk: Desk) -> None:
    pair = '{"id": 1, "old": "He said \\"a\\ud800b\\".", "new": "He said \\"a\\u0007b\\"."}'
    ended = desk.type("compare", "--jsonl", stdin=pair)
    assert ended.code == 0
    assert ended.out.isascii()
    assert json.loads(ended.out)["differs"] is True


def test_an_article_is_read_out_of_a_saved_page(new_desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(page_of(OLD), encoding="utf-8")
    assert new_desk.type("extract", str(page), "--text").out == OLD + "\n"
    assert "Bridge opens late" in new_desk.type("extract", str(page)).out
    found = new_desk.type("extract", str(page), "--json", "--url", "https://paper.example/bridge").json
    assert (found["headline"], found["text"], found["quality"]["verdict"]) == ("Bridge opens late", OLD, "ok")
    assert not (new_desk.folder / "tracker.db").exists()


def test_where_a_page_says_its_dates_and_what_it_says_of_itself_is_told(new_desk: Desk, tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2026-03-04T08:20:00Z"><meta property="article:section" content="Opinion">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2026-03-05T09:00:00Z", "isAccessibleForFree": false}</script>'
    )
    page = tmp_path / "page.html"
    page.write_text(page_of(OLD).replace("<head>", f"<head>{head}"), encoding="utf-8")
    out = new_desk.type("extract", str(page)).out
    assert ", from meta article:published_time\n" in out
    assert ", from json-ld\n" in out
    assert "\nmarked opinion, paywall\n" in out


_LEAD = (
    "The ferry to Skarvoy will sail less often from Monday, said the county, and many who live there are against it. "
)


def test_text_that_only_scripts_would_show_is_explained(new_desk: Desk, tmp_path: Path) -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "articleBody": _LEAD * 8})
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id=root></div></body></html>",
        encoding="utf-8",
    )
    assert new_desk.type("extract", str(page), "--explain").out.startswith("+ json-ld ")


@pytest.mark.parametrize("face", [(), ("--explain",), ("--text",)])
def test_what_is_no_web_page_is_refused_and_not_shown(new_desk: Desk, tmp_path: Path, face: tuple[str, ...]) -> None:
    page = tmp_path / "report.pdf"
    page.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    ended = new_desk.type("extract", str(page), *face)
    assert (ended.code, ended.out.strip()) == (8, "")
    assert "a PDF document, not a web page" in ended.err


def test_a_page_that_needs_scripts_is_told_how_it_can_be_read(new_desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Ferry</title></head><body><div id=root></div><noscript>Enable JavaScript to run this app."
        "</noscript><script src='/app.js'></script></body></html>",
        encoding="utf-8",
    )
    for face in ((), ("--explain",)):
        ended = new_desk.type("extract", str(page), *face)
        assert ended.code == 8
        assert "fetch.browser" in ended.err


@pytest.mark.parametrize(
    ("body", "told", "next_step"),
    [
        ("<p>Verifying you are human.</p><script>window._cf_chl_opt={}</script>", "blocked by Cloudflare: ", "cookies or headers"),
        ("<h1>Log in to continue</h1><p>Enter your password.</p>", "login: ", "cookies or headers"),
        ("<h1>Something went wrong</h1><p>Please try again.</p>", "error_page: ", "try again later"),
        ("<h1>Page not found</h1><p>It does not exist.</p>", "soft_404: ", "open the address"),
    ],
)  # fmt: skip
def test_what_stands_in_the_articles_place_is_named_with_what_may_help(
    desk: Desk, site: Site, body: str, told: str, next_step: str
) -> None:
    site.pages["/wall"] = f"<html><head><title>Paper</title></head><body>{body}</body></html>"
    ended = desk.type("extract", f"{site.url}/wall")
    assert ended.code == 8
    assert f"/wall: {told}" in ended.complaint
    assert ended.next_step.startswith(next_step)


def test_a_feed_is_no_article_and_can_be_followed(desk: Desk, site: Site) -> None:
    site.pages["/feed"] = (
        "<rss version='2.0'><channel><title>Paper</title><item><title>Ferry</title></item></channel></rss>"
    )
    ended = desk.type("extract", f"{site.url}/feed")
    assert (ended.code, ended.out.strip()) == (8, "")
    assert "a feed, not a web page" in ended.complaint
    assert ended.next_step == f"tracker follow {site.url}/feed"


@pytest.mark.browser
@pytest.mark.parametrize("face", ["--render", "set"])
def test_a_page_is_read_as_its_scripts_make_it_where_that_is_asked_for(desk: Desk, site: Site, face: str) -> None:
    the_browser()
    site.article("/text", "Bridge opens late", *OLD.split("\n\n"))
    site.pages["/app"] = (
        "<html><head><title>Bridge</title></head><body><div id=root></div><noscript>Enable JavaScript to run this app."
        "</noscript><script>fetch('/text').then(one => one.text()).then(it => { document.body.innerHTML = it })"
        "</script></body></html>"
    )
    assert desk.type("extract", f"{site.url}/app").code == 8
    options = [face] if face == "--render" else []
    if not options:
        desk.config.write_text(desk.config.read_text("utf-8").replace("[fetch]", "[fetch]\nbrowser = true"), "utf-8")
    assert desk.type("extract", f"{site.url}/app", "--text", *options).out == OLD + "\n"


def test_a_saved_page_is_not_rendered(new_desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(page_of(OLD), encoding="utf-8")
    ended = new_desk.type("extract", str(page), "--render")
    assert (ended.code, ended.complaint) == (2, "--render is for addresses")


def test_an_article_is_read_from_a_pipe_and_from_the_web(desk: Desk, site: Site) -> None:
    url = site.article("/bridge", "Bridge opens late", *OLD.split("\n\n"))
    assert desk.type("extract", url, "--text").out == OLD + "\n"
    assert desk.type("extract", "-", "--text", stdin=page_of(OLD)).out == OLD + "\n"


def test_the_pages_of_one_article_are_read_as_one(desk: Desk, tmp_path: Path) -> None:
    names = [str(tmp_path / f"{number}.html") for number in (1, 2, 3)]
    for name, page in zip(names, dealt(3), strict=True):
        Path(name).write_text(page, encoding="utf-8")
    ended = desk.type("extract", *names, "--text")
    assert (ended.out, ended.err) == ("\n\n".join(SENTENCES) + "\n", "")
    paths = [block["path"] for block in desk.type("extract", *names, "--json").json["blocks"]]
    assert [path.startswith("page[3]/") for path in paths] == [False] * 8 + [True] * 4
    ended = desk.type("extract", names[0], "--url", "https://paper.example/wall")
    assert ended.code == 0
    assert "the article goes on at https://paper.example/wall?page=2" in ended.err
    ended = desk.type("extract", names[0], names[1], names[1])
    assert ended.code == 8
    assert "page 3 shows nothing more of the article" in ended.err
    assert desk.type("extract", *names, "--explain").code == 2


def printed_at(site: Site, pages: list[str]) -> str:
    site.pages |= {address(number): page for number, page in enumerate(pages, 1)}
    return site.url + address(1)


def test_the_further_pages_of_an_address_are_asked_for_and_read_with_it(desk: Desk, site: Site) -> None:
    url = printed_at(site, dealt(3))
    ended = desk.type("extract", url, "--text")
    assert (ended.code, ended.out, ended.err) == (0, "\n\n".join(SENTENCES) + "\n", "")
    assert site.asked == ["/wall", "/robots.txt", "/wall?page=2", "/wall?page=3"]
    found = desk.type("extract", url, "--json").json
    assert [block["path"].startswith("page[3]/") for block in found["blocks"]] == [False] * 8 + [True] * 4
    assert found["headline"] == HEADLINE


def test_one_page_is_read_alone_where_that_is_asked_for(desk: Desk, site: Site) -> None:
    url = printed_at(site, dealt(3))
    ended = desk.type("extract", url, "--one-page", "--text")
    assert ended.out.startswith("\n\n".join(SENTENCES[:4]))
    assert SENTENCES[4] not in ended.out
    assert ended.err == f"tracker: the article goes on at {url}?page=2; --one-page leaves it out\n"
    assert desk.type("extract", url, "--explain").code == 0
    assert set(site.asked) == {"/wall"}


def test_a_further_page_that_cannot_be_had_ends_it(desk: Desk, site: Site) -> None:
    url = printed_at(site, dealt(3))
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /wall?page=3"
    ended = desk.type("extract", url, "--text")
    assert (ended.code, ended.out) == (7, "")
    assert ended.complaint.startswith(f"page 3 of the article, {url}?page=3: ")
    assert ended.next_step == "--one-page reads the first page alone"
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 600"
    ended = desk.type("extract", url, "--text")
    assert ended.complaint.endswith("the host wants 600 seconds between two requests, too long to wait")
    site.pages |= {"/robots.txt": "", "/wall?page=2": ""}
    ended = desk.type("extract", url, "--text")
    assert ended.code == 8
    assert "page 2: status 404" in ended.complaint


def test_an_article_ends_before_a_page_that_says_nothing_more_of_it(desk: Desk, site: Site) -> None:
    pages = dealt(3)
    url = printed_at(site, [pages[0], pages[1], pages[1].replace("?page=2", "?page=3")])
    ended = desk.type("extract", url, "--text")
    assert (ended.code, ended.out) == (0, "\n\n".join(SENTENCES[:8]) + "\n")
    assert ended.err == f"tracker: page 3, {url}?page=3, shows nothing more of the article\n"


def test_further_pages_are_asked_for_at_the_hosts_pace(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    asleep = asyncio.sleep

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        await asleep(0)

    desk.config.write_text(desk.config.read_text("utf-8").replace('pace = "0s"', 'pace = "40s"'), "utf-8")
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 90"
    url = printed_at(site, dealt(3))
    monkeypatch.setattr("tracker.cli.asked.asyncio.sleep", rest)
    assert desk.type("extract", url, "--text").out.count("\n\n") == len(SENTENCES) - 1
    assert [seconds for seconds in rests if seconds >= 1] == [40, 90, 90]


def test_explaining_tells_what_was_kept_and_what_was_cut(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(page_of(OLD), encoding="utf-8")
    out = desk.type("extract", str(page), "--explain").out
    assert [line for line in out.splitlines() if line.startswith("+") and "140 metres" in line]
    assert [line for line in out.splitlines() if line.startswith("-") and "Contact us" in line]
    found = desk.type("extract", str(page), "--explain", "--json").json
    assert {row["kept"] for row in found} == {True, False}
    assert all(row["rule"] for row in found)


@pytest.mark.parametrize("page", ["", "plain words only", "<html><body><nav>Home</nav></body></html>", "\x00\x01"])
def test_a_page_without_an_article_ends_with_its_own_code(desk: Desk, page: str) -> None:
    ended = desk.type("extract", "-", stdin=page)
    if page.startswith("plain"):
        assert ended.code in {0, 8}
        return
    assert ended.code == 8
    assert "--explain" in ended.next_step


def test_a_page_that_cannot_be_had_ends_with_its_own_code(desk: Desk, site: Site) -> None:
    refused = desk.type("extract", "http://127.0.0.1:1/story")
    assert (refused.code, refused.out) == (7, "")
    assert refused.next_step
    missing = desk.type("extract", f"{site.url}/missing")
    assert missing.code in {7, 8}
    assert missing.complaint


def test_a_file_that_cannot_be_read_is_named(desk: Desk, tmp_path: Path) -> None:
    for name in (str(tmp_path / "none.html"), str(tmp_path), "a\0b"):
        ended = desk.type("extract", name)
        assert (ended.code, ended.out) == (2, "")
        assert "cannot be read" in ended.complaint


def test_an_address_off_the_web_is_refused(desk: Desk) -> None:
    ended = desk.type("extract", "file:///etc/hostname")
    assert (ended.code, ended.out) == (2, "")
    assert "file" in ended.complaint
