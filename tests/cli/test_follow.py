from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk_in
from tests.cli.site import Site
from tracker.app import Tracker
from tracker.model import Article
from tracker.turn.check import CheckReport
from tracker.turn.turns import Unasked

PARAGRAPHS = (
    "The ferry to Ansel Point will run every forty minutes from the first of June, the harbour board said on Friday.",
    "“We have waited nine years for this boat,” said Orla Brandt, who chairs the board, “and it is paid for.”",
    "Fares stay as they are until the autumn, and schoolchildren travel free on weekdays outside the holidays.",
    "The old boat, built in 1971, will be kept for bad weather and for the regatta, which is held in August.",
)


def test_an_article_is_followed_and_read_at_once(desk: Desk, site: Site) -> None:
    url = site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS)
    ended = desk.type("add", url)
    assert ended.code == 0
    assert "#1 followed New ferry for Ansel Point — " in ended.out
    assert "tracker run" in ended.out
    assert ended.err == ""
    assert site.asked.count("/ferry") == 1


def test_an_article_that_the_daemon_looked_at_first_is_followed_all_the_same(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS)
    check_now = Tracker.check_now

    async def second(
        self: Tracker, chosen: Sequence[Article], on_report: Callable[[CheckReport], None]
    ) -> tuple[Unasked, ...]:
        await check_now(self, chosen, lambda _: None)
        return await check_now(self, chosen, on_report)

    monkeypatch.setattr(Tracker, "check_now", second)
    ended = desk.type("add", url)
    assert ended.code == 0
    assert "#1 is followed, and the daemon has looked at it already: New ferry for Ansel Point" in ended.out


def test_adding_the_same_article_again_says_so_and_asks_nobody(desk: Desk, site: Site) -> None:
    url = site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS)
    desk.type("add", url)
    again = desk.type("add", f"{url}?utm_source=letter#top")
    assert again.code == 0
    assert again.out == "#1 is followed already: New ferry for Ansel Point\n"
    assert site.asked.count("/ferry") == 1


def test_two_spellings_of_one_address_in_one_command_are_one_article(desk: Desk) -> None:
    ended = desk.type("add", "--later", "https://www.paper.example/a", "http://paper.example/a/")
    assert [line.split(" is ")[0] for line in ended.out.splitlines()[:2]] == ["#1", "#1"]
    assert len(desk.type("list", "--json").json) == 1


def test_later_leaves_the_first_look_to_the_daemon(desk: Desk, site: Site) -> None:
    url = site.article("/ferry", "New ferry", *PARAGRAPHS)
    assert f"#1 is followed: {url}" in desk.type("add", "--later", url).out
    assert site.asked == []
    assert desk.type("list", "--json").json[0]["revisions"] == 0


def test_a_file_may_hold_comments_empty_lines_and_a_byte_order_mark(desk: Desk, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    text = "\ufeff# courts\r\n\r\nhttps://paper.example/a # the trial\r\n  https://paper.example/b#part  \r\n"
    urls.write_bytes(text.encode())
    ended = desk.type("add", "--later", "-f", str(urls))
    assert ended.code == 0
    assert [row["url"] for row in desk.type("list", "--json").json] == [
        "https://paper.example/a",
        "https://paper.example/b",
    ]


def test_bad_lines_are_named_with_their_place_and_the_good_ones_are_kept(desk: Desk, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text("https://paper.example/a\nthe ferry story\nhttps://paper.example/b\nmailto:desk@paper.example\n")
    ended = desk.type("add", "--later", "-f", str(urls))
    assert ended.code == 2
    complaints = [line for line in ended.err.splitlines() if line.startswith("tracker: ")]
    assert [f"line {number}" in line for number, line in zip((2, 4), complaints, strict=True)] == [True, True]
    assert ended.err.count("  next: ") == 2
    assert [row["url"][-1] for row in desk.type("list", "--json").json] == ["a", "b"]


def test_addresses_come_from_a_pipe_where_nothing_else_is_named(desk: Desk) -> None:
    assert desk.type("add", "--later", stdin="https://paper.example/a\n").code == 0
    assert desk.type("add", "--later", "-", stdin="https://paper.example/b\n").code == 0
    assert desk.type("add", "--later", "-f", "-", stdin="https://paper.example/c\n").code == 0
    assert len(desk.type("list", "--json").json) == 3


def test_adding_nothing_is_a_mistake(desk: Desk) -> None:
    ended = desk.type("add")
    assert ended.code == 2
    assert ended.complaint == "no URL was given"
    assert "tracker add https://" in ended.next_step


def test_a_file_that_is_not_there_or_is_no_text_is_named(desk: Desk, tmp_path: Path) -> None:
    binary = tmp_path / "image"
    binary.write_bytes(b"\x89PNG\xff\xfe")
    for path in (tmp_path / "none.txt", binary, tmp_path):
        ended = desk.type("add", "-f", str(path))
        assert ended.code == 2
        assert str(path) in ended.complaint


def test_an_article_that_is_not_there_is_followed_all_the_same(desk: Desk, site: Site) -> None:
    ended = desk.type("add", f"{site.url}/missing")
    assert ended.code == 7
    assert "404" in ended.out
    assert len(desk.type("list", "--json").json) == 1


def test_a_page_without_an_article_is_told_with_the_way_to_look_into_it(desk: Desk, site: Site) -> None:
    site.pages["/wall"] = "<!doctype html><title>Shop</title><body><nav><a href='/'>Home</a></nav></body>"
    ended = desk.type("add", f"{site.url}/wall")
    assert ended.code == 8
    assert f"tracker extract {site.url}/wall --explain" in ended.out


def test_a_host_that_refuses_connections_is_told_and_tried_again_later(desk: Desk) -> None:
    ended = desk.type("add", "http://127.0.0.1:1/story")
    assert ended.code == 7
    assert "looked at again" in ended.out
    assert desk.type("list", "--json").json[0]["failures"] == 1


def test_private_addresses_are_refused_unless_the_settings_allow_them(tmp_path: Path) -> None:
    strict = desk_in(tmp_path / "strict", "")
    ended = strict.type("add", "http://127.0.0.1:8000/story")
    assert ended.code == 2
    assert "not on the public internet" in ended.complaint
    assert "allow_private" in ended.next_step


def test_checking_finds_an_edit_and_says_what_to_type_next(desk: Desk, site: Site) -> None:
    url = site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS)
    desk.type("add", url)
    site.article("/ferry", "New ferry for Ansel Point", PARAGRAPHS[0].replace("forty", "sixty"), *PARAGRAPHS[1:])
    ended = desk.type("check", "1")
    assert ended.code == 0
    assert "#1 changed New ferry for Ansel Point — " in ended.out
    assert "forty" in ended.out
    assert ended.out.rstrip().endswith("next: tracker diff 1")
    assert desk.type("diff", "1").code == 1
    unchanged = desk.type("check")
    assert (unchanged.code, unchanged.out) == (0, "#1 unchanged New ferry for Ansel Point\n")


def test_checks_as_json_hold_the_outcome_and_the_revision(desk: Desk, site: Site) -> None:
    url = site.article("/ferry", "New ferry", *PARAGRAPHS)
    added = desk.type("add", "--json", url, "--source", "The Point").json
    assert added["articles"][0]["new"] is True
    assert added["articles"][0]["source"] == "The Point"
    assert added["checks"][0]["outcome"] == "changed"
    assert added["checks"][0]["revision"]["number"] == 1
    assert desk.type("check", "--json").json[0]["outcome"] == "unchanged"


def test_a_paused_article_is_left_alone_until_it_is_resumed(desk: Desk, site: Site) -> None:
    desk.type("add", site.article("/ferry", "New ferry", *PARAGRAPHS))
    assert desk.type("pause", "1").code == 0
    assert desk.type("check").out == "All articles are paused. Next: tracker resume ARTICLE\n"
    assert site.asked.count("/ferry") == 1
    assert desk.type("list", "--json").json[0]["state"] == "paused"
    assert desk.type("resume", "1").code == 0
    desk.type("check")
    assert site.asked.count("/ferry") == 2


def test_an_article_is_forgotten_only_when_that_is_confirmed(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a")
    refused = desk.type("rm", "1", stdin="n\n")
    assert refused.code == 1
    nobody = desk.type("rm", "1")
    assert nobody.code == 1
    assert "--yes" in nobody.err
    assert len(desk.type("list", "--json").json) == 1
    assert desk.type("rm", "1", stdin="y\n").code == 0
    assert desk.type("list").out == "Nothing is followed yet. Next: tracker add URL\n"


def test_forgetting_needs_no_question_with_yes(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a")
    assert desk.type("rm", "https://paper.example/a", "--yes").out == "#1 is forgotten.\n"


def test_a_list_can_be_of_one_source(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a", "--source", "Paper")
    desk.type("add", "--later", "https://gazette.example/b")
    assert [row["source"] for row in desk.type("list", "--json", "--source", "Paper").json] == ["Paper"]
    assert [row["source"] for row in desk.type("list", "--json").json] == ["Paper", "gazette.example"]
    assert "Nothing is followed of Post" in desk.type("list", "--source", "Post").out


def test_status_tells_what_is_due_and_what_to_do_about_mail(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a")
    ended = desk.type("status")
    assert ended.code == 0
    assert "not running; start it with `tracker run`" in ended.out
    assert "1 followed, 1 due now" in ended.out
    assert "tracker mail test" in ended.out
    found = desk.type("status", "--json").json
    assert (found["daemon"], found["articles"], found["due"]) == (None, 1, 1)
    assert found["mail_ready"] is False


LONG = [
    f"The harbour trust met on day {number} and argued for hours about the wall, the ferry and the price of both of them."
    for number in range(12)
]
DOUBTFUL = "Our newsroom has followed the story since March."


def test_a_paragraph_that_is_awaited_for_a_second_look_is_no_trouble(desk: Desk, site: Site) -> None:
    url = site.article("/wall", "Harbour wall to rise", *LONG)
    assert desk.type("add", url).code == 0
    site.article("/wall", "Harbour wall to rise", *LONG[:6], DOUBTFUL, *LONG[6:])
    first = desk.type("check", "1", "--json")
    (report,) = first.json
    assert (first.code, report["outcome"], report["awaited"], report["revision"]) == (0, "suspect", True, None)
    home = desk_in(desk.folder / "people")
    home.type("add", site.article("/tower", "Tower to fall", *LONG))
    site.article("/tower", "Tower to fall", *LONG[:6], DOUBTFUL, *LONG[6:])
    told = home.type("check")
    assert told.code == 0
    assert "#1 to confirm Tower to fall" in told.out
    assert "awaited for a second look; looked at again" in told.out
    assert "Trouble" not in desk.type("status").out
    status = desk.type("status", "--json").json
    assert (status["in_trouble"], status["troubled"]) == (0, [])
    assert "so it is awaited for a second look" in " ".join(desk.type("list").out.split())
    assert "failure" not in desk.type("list").out
    why = " ".join(desk.type("why", "1").out.split())
    assert "awaited for a second look" in why
    assert "Failures" not in why
    assert desk.type("list", "--json").json[0]["awaited"] is True
    again = desk.type("check", "1")
    assert again.code == 0
    assert "to confirm" not in again.out
    assert desk.type("log", "1", "--json").json["article"]["revisions"] == 2
    assert desk.type("list", "--json").json[0]["awaited"] is False


def test_a_page_that_is_not_believed_still_ends_with_its_code(desk: Desk, site: Site) -> None:
    url = site.article("/wall", "Harbour wall to rise", *LONG)
    desk.type("add", url)
    site.article("/wall", "Harbour wall to rise", LONG[0])
    ended = desk.type("check", "1", "--json")
    assert (ended.code, ended.json[0]["awaited"]) == (8, False)
    assert "Trouble    1 article:" in desk.type("status").out


def _paper(body: str) -> str:
    return f"<html lang='en'><head><title>Paper</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "outcome", "next_step"),
    [
        (_paper("<h1>Log in</h1><p>Enter your password.</p>"), "blocked Harbour", "cookies or headers of your own"),
        (
            _paper("<h1>We value your privacy</h1><p>We and our partners store cookies on your device.</p>"),
            "blocked Harbour",
            "cookies or headers of your own",
        ),
        ('{"title": "Harbour wall to rise"}', "suspect Harbour", "`tracker rm 1` stops following it"),
        (
            _paper("<noscript>Please enable JavaScript.</noscript><div id='root'></div>"),
            "suspect Harbour",
            "docs/rendering.md says how such pages are read",
        ),
        (
            _paper("<h1>Page not found</h1><p>It does not exist.</p>"),
            "suspect Harbour",
            "--explain` shows what is read",
        ),
    ],
)
def test_what_stands_in_the_place_of_an_article_is_told_with_what_may_help(
    desk: Desk, site: Site, body: str, outcome: str, next_step: str
) -> None:
    url = site.article("/wall", "Harbour wall to rise", *LONG)
    desk.type("add", url)
    site.pages["/wall"] = body
    stopped = desk.type("check", "1")
    assert f"#1 {outcome}" in stopped.out
    assert next_step in stopped.out
    site.article("/wall", "Harbour wall to rise", *LONG)
    back = desk.type("check", "1")
    assert (back.code, back.out.split()[1]) == (0, "unchanged")
    assert len(desk.type("log", "1", "--json").json["revisions"]) == 1


def test_a_text_of_which_the_page_tells_more_is_read_with_a_warning(desk: Desk, site: Site) -> None:
    lost = [f"Quay number {number} has {number * 7} bollards, of which the {word} one leans towards the old custom house and its clock tower, which has not struck since the storm of nineteen hundred and {word}." for number, word in enumerate(("seven", "eight", "nine", "ten", "eleven", "twelve"), 3)]  # fmt: skip
    node = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join((*PARAGRAPHS, *lost))})
    url = site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS)
    whole = site.pages["/ferry"]
    site.pages["/ferry"] = whole.replace("<head>", f'<head><script type="application/ld+json">{node}</script>')
    warning = "part of the text may be missing: the page's JSON-LD tells "
    first = desk.type("add", url)
    assert (first.code, warning in first.out) == (0, True)
    assert "first look; part of the text may be missing" in desk.type("log", "1", "--checks").out
    for face in ((), ("--explain",)):
        read = desk.type("extract", url, *face)
        assert (read.code, warning in read.err) == (0, True)
    site.pages["/ferry"] = site.pages["/ferry"].replace("forty", "thirty")
    assert warning in desk.type("check", "1").out
    site.pages["/ferry"] = whole.replace("forty", "thirty")
    assert "missing" not in desk.type("check", "1").out
