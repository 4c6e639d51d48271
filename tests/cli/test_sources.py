"""Following sources from the command line: what is said, what is kept, what programs get."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.site import Site
from tests.discovery.paper import page, rss, rss_item, teasers

_PARAGRAPHS = tuple(
    f"The ferry will not run in month {number}, the county said on Friday morning." for number in range(9)
)


def stories(site: Site, *numbers: int) -> list[str]:
    return [site.article(f"/news/ferry-to-stop-{n}0001", f"Ferry {n} to stop", *_PARAGRAPHS) for n in numbers]


def put_feed(site: Site, *urls: str, path: str = "/feed") -> str:
    site.pages[path] = rss(*(rss_item(url, title="Ferry to stop") for url in urls)).decode()
    return site.url + path


def test_following_a_feed_says_what_it_is_and_what_is_new(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1, 2))
    ended = desk.type("follow", feed, "--name", "The Paper")
    assert ended.code == 0
    assert ended.out.startswith(f"source 1 followed as The Paper: the feed {feed} lists 2 articles, 2 of them new\n")
    assert "Next: `tracker check`" in ended.out
    assert [article["source"] for article in desk.type("list", "--json").json] == ["The Paper", "The Paper"]
    assert desk.type("check").code == 0


def test_following_a_home_page_names_the_feed_it_declares(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1))
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages["/"] = page("<h1>The Paper</h1>", head=head).decode()
    ended = desk.type("follow", site.url)
    assert f"the feed {feed} (declared by {site.url}/) lists 1 article, 1 of them new" in ended.out
    assert site.asked.count("/feed") == 1


def test_following_again_changes_the_wishes_and_adds_nothing(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1, 2))
    desk.type("follow", feed)
    ended = desk.type("follow", feed, "--include", "ferry-to-stop-2", "--json")
    assert [(one["id"], one["new"], one["include"]) for one in ended.json["sources"]] == [
        (1, False, ["ferry-to-stop-2"])
    ]
    assert ended.json["looks"][0]["listed"] == 1
    assert len(desk.type("list", "--json").json) == 2


def test_an_address_that_lists_nothing_is_not_kept_and_the_others_are(desk: Desk, site: Site) -> None:
    good = put_feed(site, *stories(site, 1))
    ended = desk.type("follow", f"{site.url}/missing", good)
    assert (ended.code, ended.complaint) == (2, f"{site.url}/missing: the host answers 404")
    assert "nothing is followed" in ended.next_step
    assert [one["url"] for one in desk.type("sources", "--json").json] == [good]


def test_a_host_that_does_not_answer_is_followed_all_the_same(desk: Desk) -> None:
    ended = desk.type("follow", "http://127.0.0.1:9/feed")
    assert ended.code == 7
    assert "asked for again" in ended.next_step
    assert [one["failures"] for one in desk.type("sources", "--json").json] == [1]
    assert "1 source cannot be read" in desk.type("status").out
    assert [one["id"] for one in desk.type("status", "--json").json["troubled_sources"]] == [1]


def test_a_source_that_is_followed_again_keeps_the_name_it_was_given(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1))
    desk.type("follow", feed, "--name", "The Paper", "--later")
    desk.type("follow", feed, "--cap", "5", "--later")
    (one,) = desk.type("sources", "--json").json
    assert (one["name"], one["cap"]) == ("The Paper", 5)
    desk.type("follow", feed, "--name", "The Port", "--later")
    assert [one["name"] for one in desk.type("sources", "--json").json] == ["The Port"]


def test_later_asks_nothing_of_the_host(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1))
    assert desk.type("follow", feed, "--later").out == f"source 1 is followed: {feed}\n"
    assert site.asked == []
    assert "not yet" in desk.type("sources").out


def test_a_list_of_feeds_is_followed_under_the_titles_in_it(desk: Desk, site: Site, tmp_path: Path) -> None:
    one, other = put_feed(site, *stories(site, 1)), put_feed(site, *stories(site, 2), path="/other")
    file = tmp_path / "feeds.opml"
    file.write_text(
        f'<opml><body><outline text="The Paper" xmlUrl="{one}"/><outline text="The Port" xmlUrl="{other}"/>'
        '<outline text="Old" xmlUrl="ftp://paper.example/feed"/></body></opml>',
        encoding="utf-8",
    )
    ended = desk.type("follow", "-f", str(file))
    assert ended.code == 2
    assert "'ftp://paper.example/feed': ftp: addresses are not fetched" in ended.complaint
    assert [one["name"] for one in desk.type("sources", "--json").json] == ["The Paper", "The Port"]
    assert {article["source"] for article in desk.type("list", "--json").json} == {"The Paper", "The Port"}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "no source was named"),
        (("-f", "missing.opml"), "cannot be read"),
        (("-f", "/dev/null"), "is no OPML"),
        ((str(Path(__file__)),), "is a file, not an address"),
        (("ftp://paper.example/feed",), "only http and https"),
        (("https://paper.example/feed", "--include", "("), "cannot be read"),
        (("https://paper.example/feed", "--cap", "0"), "from 1 to 5,000"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_the_next_step(
    desk: Desk, words: tuple[str, ...], complaint: str
) -> None:
    ended = desk.type("follow", *words)
    assert ended.code == 2
    assert complaint in ended.complaint
    assert desk.type("sources").out == "No source is followed yet. Next: tracker follow URL\n"


def test_unfollowing_by_number_or_address_keeps_the_articles(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1))
    desk.type("follow", feed)
    ended = desk.type("unfollow", feed)
    assert ended.out.splitlines()[1].startswith("1 article that it led to stay followed")
    assert len(desk.type("list", "--json").json) == 1
    desk.type("follow", feed)
    assert desk.type("unfollow", "2").code == 0
    assert desk.type("unfollow", "2").complaint == "there is no source 2"
    assert desk.type("unfollow", feed).code == 2


def test_testing_a_source_shows_what_would_be_found_and_stores_nothing(new_desk: Desk, site: Site) -> None:
    url = stories(site, 1)[0]
    site.pages["/news"] = page(teasers((url, "Ferry 1 to stop")) + '<p><a href="/tag/ferry">Ferry</a></p>').decode()
    ended = new_desk.type("source", "test", f"{site.url}/news")
    assert ended.code == 0
    assert (
        f"{site.url}/news is a page “Politics | The Paper” that lists 1 article\n  {url} Ferry 1 to stop\n" in ended.out
    )
    assert f"left aside: 1 not shaped like an article, such as {site.url}/tag/ferry" in ended.out
    assert not (new_desk.folder / "tracker.db").exists()


def test_testing_a_home_page_shows_the_page_and_its_feed(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *stories(site, 1, 2))
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages["/"] = page("<h1>The Paper</h1>", head=head).decode()
    trials = desk.type("source", "test", site.url, "--cap", "1", "--json").json
    assert [(one["url"], one["kind"], len(one["items"])) for one in trials] == [
        (f"{site.url}/", "page", 0),
        (feed, "feed", 1),
    ]
    assert trials[1]["skipped"] == [{"reason": "beyond the cap of 1", "count": 1, "example": ""}]


def test_testing_what_cannot_be_had_says_so(desk: Desk, site: Site) -> None:
    ended = desk.type("source", "test", f"{site.url}/missing")
    assert (ended.code, ended.complaint) == (7, f"{site.url}/missing: the host answers 404")


def test_titles_of_a_hostile_feed_cannot_steer_the_terminal(desk: Desk, site: Site) -> None:
    url = stories(site, 1)[0]
    site.pages["/feed"] = rss(
        rss_item(url, title="&#27;[31m &#x202e;red"), head="<title>&#27;]0;x&#7;</title>"
    ).decode()
    out = desk.type("source", "test", f"{site.url}/feed").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_testing_obeys_robots_txt(desk: Desk, site: Site) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /feed\n"
    feed = put_feed(site, *stories(site, 1))
    ended = desk.type("source", "test", feed)
    assert ended.code == 7
    assert "robots.txt" in ended.complaint
    assert site.asked == ["/robots.txt"]


def test_testing_shows_twenty_articles_and_says_how_many_more(desk: Desk, site: Site) -> None:
    feed = put_feed(site, *(f"{site.url}/news/ferry-to-stop-{number}" for number in range(10_001, 10_031)))
    lines = desk.type("source", "test", feed).out.splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  and 10 more; --json shows all"


def test_an_unknown_source_is_refused_with_the_next_step(desk: Desk) -> None:
    ended = desk.type("unfollow", "https://paper.example/feed")
    assert (ended.code, ended.next_step) == (2, "`tracker sources` shows those that are")


def test_a_source_that_led_to_nothing_is_unfollowed_in_one_line(desk: Desk, site: Site) -> None:
    desk.type("follow", put_feed(site), "--later")
    assert len(desk.type("unfollow", "1").out.splitlines()) == 1
