"""What the pages say, of a store filled by real checks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest

from tests.web.newsroom import EDITIONS, INTERVIEW, SOURCE, only
from tracker.app import Tracker
from tracker.model import Article, FlagKind, Severity, StoredFlag, Verdict
from tracker.store import reach
from tracker.web.choices import KINDS


@pytest.fixture
def interview(newsroom: Tracker) -> Article:
    return only(newsroom.articles(), INTERVIEW)


def entries(text: str) -> list[str]:
    """The entries of the list of changes, as HTML."""
    return re.findall(r'<li id="c\d+"[^>]*>\n<h2 class="headline".*?</li>\n(?=<li id="c|</ol>)', text, re.DOTALL)


def shown(text: str) -> str:
    """What a person reads: no tags, one space for every white space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def place(entry: str) -> tuple[int, int | None]:
    """Article and revision of an entry, read from its link."""
    link = re.search(r'href="/articles/(\d+)(?:/changes/\d+\.\.(\d+))?"', entry)
    assert link
    return int(link[1]), int(link[2]) if link[2] else None


def is_a_grave_fact_of_the_courier(found: StoredFlag) -> bool:
    flag = found.flag
    return found.article.source == SOURCE and flag.severity.at_least(Severity.HIGH) and flag.kind.startswith("fact_")


# An article


def test_the_headline_set_and_every_check_stand_on_the_articles_page(client: httpx.Client) -> None:
    text = client.get("/articles/1").text
    title = "Council passes budget by three votes after late row over the baths"
    words = shown(text)
    assert (
        f"Headline set on the page, for social networks, for search engines {title} in the browser's tab {title} |"
        in words
    )
    assert 'aria-label="3 revisions and 8 checks to scale' in text
    looked, missed = re.findall(r'<path class="(?:looked|missed)" d="([^"]*)"', text)
    assert looked.count("M") > missed.count("M") > 0


# Home


def test_each_change_is_one_entry_with_all_its_flags(client: httpx.Client, newsroom: Tracker) -> None:
    steps = {(found.article.id, found.revision or -found.id) for found in newsroom.flags(floor=Severity.LOW)}
    listed = entries(client.get("/?severity=low").text)
    assert len(listed) == len(steps)


def test_an_entry_tells_headline_source_window_and_disclosure(client: httpx.Client) -> None:
    (entry,) = (entry for entry in entries(client.get("/").text) if "publish the bad ones" in entry)
    words = shown(entry)
    assert words.startswith("7 things Idony Vasek told us about the novel she burned")
    assert SOURCE in words
    assert "revision 2 · edited between" in words
    assert "within" in words
    assert "Disclosure: silent, the publisher does not say so" in words
    assert "/changes/1..2" in entry


def test_the_most_severe_flag_of_an_entry_stands_first(client: httpx.Client) -> None:
    for entry in entries(client.get("/?severity=low").text):
        ranks = [Severity(found).rank for found in re.findall(r'class="flag flag-(\w+)"', entry)]
        assert ranks == sorted(ranks, reverse=True)


def test_an_article_that_is_gone_is_an_entry_that_leads_to_its_history(client: httpx.Client, newsroom: Tracker) -> None:
    (entry,) = entries(client.get("/?kind=article").text)
    assert "its address answers 410" in shown(entry)
    number = re.search(r'href="/articles/(\d+)"', entry)
    assert number
    history = client.get(f"/articles/{number[1]}").text
    assert "its address answers 410" in shown(history)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"severity": "critical"}, lambda found: found.flag.severity is Severity.CRITICAL),
        ({"kind": "quote"}, lambda found: found.flag.kind.startswith("quote_")),
        ({"kind": "headline"}, lambda found: found.flag.kind is FlagKind.HEADLINE_CHANGED),
        ({"source": SOURCE}, lambda found: found.article.source == SOURCE),
        ({"disclosure": "silent"}, lambda found: found.disclosure is Verdict.SILENT),
        ({"severity": "high", "kind": "fact", "source": SOURCE}, is_a_grave_fact_of_the_courier),
    ],
)
def test_a_filter_keeps_what_it_names_and_nothing_else(
    client: httpx.Client, newsroom: Tracker, asked: dict[str, str], wanted: Callable[[StoredFlag], bool]
) -> None:
    found = newsroom.flags(floor=Severity.LOW)
    kept = [place(entry) for entry in entries(client.get(f"/?{urlencode({'severity': 'low'} | asked)}").text)]
    assert len(set(kept)) == len(kept)
    assert set(kept) == {(one.article.id, one.revision) for one in found if wanted(one)}
    assert set(kept) < {(one.article.id, one.revision) for one in found}


def test_a_flag_of_the_kind_that_was_asked_for_is_shown_among_graver_ones(client: httpx.Client) -> None:
    listed = entries(client.get("/?severity=low&kind=headline").text)
    assert any("more finding" in entry for entry in listed)
    assert all("headline changed" in entry for entry in listed)


def test_the_form_shows_the_filters_of_its_address(client: httpx.Client) -> None:
    text = client.get(f"/?{urlencode({'severity': 'high', 'kind': 'fact', 'source': SOURCE})}").text
    assert re.findall(r'<option value="([^"]*)" selected>', text) == ["high", "fact", "", "", SOURCE]


def test_a_filter_that_does_not_exist_is_told_with_its_choices(client: httpx.Client) -> None:
    answer = client.get("/?kind=nonsense")
    assert answer.status_code == 404
    assert "attribution" in answer.text


def test_every_kind_of_flag_can_be_asked_for() -> None:
    loud = [kind for kind in FlagKind if kind is not FlagKind.STYLE]
    assert [kind for kind in loud if not any(kind == one or kind.startswith(f"{one}_") for one in KINDS if one)] == []


def test_a_filter_without_changes_offers_all(client: httpx.Client) -> None:
    text = client.get("/?severity=critical&kind=byline").text
    assert "No change is like that" in text
    assert entries(text) == []


def test_what_was_not_looked_through_at_once_is_reached_by_a_link(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "_STRETCH", 3)
    monkeypatch.setattr(reach, "_RARE", 0)
    all_of_them = re.findall(r'<li id="c(\d+)"', client.get("/?severity=low&kind=quote").text)
    found, address, leaps = [], "/?severity=low&kind=quote", 0
    while address:
        text = client.get(address).text
        found += re.findall(r'<li id="c(\d+)"', text)
        links = re.findall(r'href="([^"]*)" rel="next">(?:Older|Look through older) changes »', text)
        address = html.unescape(links[0]) if links else ""
        leaps += "looked through at once" in text
    assert leaps
    assert sorted(set(found), key=int, reverse=True) == found
    assert set(found) >= set(all_of_them)
    assert "No change is like that" in client.get("/?severity=critical&kind=byline").text  # no flag is: that is sure


def test_a_new_store_says_what_to_do_first(empty: httpx.Client) -> None:
    assert "tracker add URL" in empty.get("/").text
    assert "tracker add URL" in empty.get("/articles").text
    assert empty.get("/status").status_code == 200


# Articles


def test_the_articles_page_lists_all_with_state_outcome_and_next_check(client: httpx.Client, newsroom: Tracker) -> None:
    text = client.get("/articles").text
    assert [int(number) for number in re.findall(r'<th scope="row"[^>]*><a href="/articles/(\d+)"', text)] == sorted(
        (article.id for article in newsroom.articles()), reverse=True
    )
    words = shown(text)
    assert "unchanged" in words
    assert "gone" in words


def test_articles_are_filtered_by_state_and_source(client: httpx.Client) -> None:
    gone = client.get(f"/articles?{urlencode({'state': 'gone', 'source': SOURCE})}").text
    assert gone.count('scope="row"') == 2
    assert client.get("/articles?state=troubled").text.count('scope="row"') == 2
    assert "No article is like that" in client.get("/articles?state=moved").text


def test_an_article_page_tells_how_closely_it_was_watched(client: httpx.Client, interview: Article) -> None:
    words = shown(client.get(f"/articles/{interview.id}").text)
    checks = 2 * (EDITIONS + 1)
    assert f"Looked at {checks} times since" in words
    assert "its text was seen each time, with at most" in words
    assert "The newest checks" in words


def test_an_address_that_never_gave_a_text_says_so_and_why(client: httpx.Client, newsroom: Tracker) -> None:
    words = shown(client.get(f"/articles/{only(newsroom.articles(), '/gone').id}").text)
    assert "its text was never seen" in words
    assert "No text could be read from this address yet" in words


def test_an_article_page_lists_revisions_newest_first(client: httpx.Client, interview: Article) -> None:
    text = client.get(f"/articles/{interview.id}").text
    assert re.findall(r'<li id="r(\d+)">', text) == ["3", "2", "1"]
    assert text.count('class="window') == EDITIONS - 1
    assert text.count('class="stood') == EDITIONS


def test_an_article_whose_headline_was_edited_tells_all_it_had(client: httpx.Client, newsroom: Tracker) -> None:
    edited = {found.article.id for found in newsroom.flags(kinds=(FlagKind.HEADLINE_CHANGED,))}
    assert edited
    for number in edited:
        words = shown(client.get(f"/articles/{number}").text)
        assert "Headlines it had since revision" in words
        first = newsroom.revision(newsroom.article(str(number)), "1").headline
        assert f"at first {first[:60]}" in words or len(first) > 200
    (kept, *_) = {article.id for article in newsroom.articles() if article.revisions > 1} - edited
    assert "Headlines it had" not in client.get(f"/articles/{kept}").text


def test_older_revisions_have_a_page_of_their_own(client: httpx.Client, interview: Article) -> None:
    text = client.get(f"/articles/{interview.id}?before=3").text
    assert re.findall(r'<li id="r(\d+)">', text) == ["2", "1"]
    assert "Newest revisions" in text


def test_two_chosen_revisions_are_compared_at_their_permalink(client: httpx.Client, interview: Article) -> None:
    answer = client.get(f"/articles/{interview.id}/compare?old=1&new=3")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/articles/{interview.id}/changes/1..3"
    words = shown(client.get(answer.headers["location"]).text)
    assert "revision 1 → revision 3" in words
    assert "publish the bad ones" in words


@pytest.mark.parametrize("wanted", ["url", "number"])
def test_an_article_is_found_by_its_number_and_by_its_address(
    client: httpx.Client, interview: Article, wanted: str
) -> None:
    query = {"url": f" {interview.url}?utm_source=mail#top ", "number": str(interview.id)}[wanted]
    answer = client.get(f"/find?{urlencode({'q': query})}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/articles/{interview.id}")


@pytest.mark.parametrize("query", ["", "nothing", "https://paper.example/unknown", "9" * 4000])
def test_what_is_not_followed_is_not_found(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/find?{urlencode({'q': query})}")
    assert answer.status_code == 404
    assert "<h1>" in answer.text


# One change


def test_a_change_shows_flags_disclosure_and_marked_words(client: httpx.Client, interview: Article) -> None:
    text = client.get(f"/articles/{interview.id}/changes/1..2").text
    words = shown(text)
    assert "What changed : 1 high" in words
    assert "edited between" in words
    assert "silent, the publisher does not say so" in words
    assert re.search(r"<del>[^/]*/span><span[^>]*>write<", text)
    assert re.search(r"<ins>[^/]*/span><span[^>]*>publish<", text)


def test_a_change_leads_to_its_neighbours_and_to_both_texts(client: httpx.Client, interview: Article) -> None:
    base = f"/articles/{interview.id}"
    first, second = client.get(f"{base}/changes/1..2").text, client.get(f"{base}/changes/2..3").text
    assert f'href="{base}/changes/2..3" rel="next"' in first
    assert 'rel="prev"' not in first
    assert f'href="{base}/changes/1..2" rel="prev"' in second
    assert 'rel="next"' not in second
    assert f'href="{base}/revisions/1"' in first
    assert f'href="{base}/revisions/2"' in first


def test_side_by_side_is_a_table_and_the_whole_text_folds_nothing(client: httpx.Client, interview: Article) -> None:
    base = f"/articles/{interview.id}/changes/1..2"
    assert '<table class="sides">' in client.get(f"{base}?view=side-by-side").text
    assert '<table class="sides">' not in client.get(base).text
    assert "sentences unchanged" in client.get(base).text
    assert "sentences unchanged" not in client.get(f"{base}?view=whole").text


@pytest.mark.parametrize(
    "path",
    [
        "/articles/99",
        "/articles/nonsense",
        "/articles/-1",
        f"/articles/{'9' * 5000}",
        "/articles/1/changes/0..1",
        "/articles/1/changes/1..99",
        "/articles/1/changes/1..2?view=upside-down",
        "/articles/1/changes/1..x",
        "/articles/1/revisions/0",
        "/articles/1/revisions/99",
        "/articles/7/compare",
        "/?before=x",
        f"/?before={2**63}",
        "/nowhere",
    ],
)
def test_what_does_not_exist_is_told_as_a_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


# One text


def test_a_text_is_shown_with_its_blocks_and_its_hashes(
    client: httpx.Client, newsroom: Tracker, interview: Article
) -> None:
    revision = newsroom.revision(interview, "2")
    text = client.get(f"/articles/{interview.id}/revisions/2").text
    assert '<article class="text" lang="en">' in text
    assert "<blockquote dir=" in text
    assert revision.text_sha256 in text
    assert revision.snapshot_sha256 in text
    words = shown(text)
    assert all(shown(html.escape(block.text)) in words for block in newsroom.document(revision).blocks)


def test_list_items_stand_in_one_list(client: httpx.Client, newsroom: Tracker) -> None:
    council = only(newsroom.articles(), "council-budget-vote-swimming-baths")
    text = client.get(f"/articles/{council.id}/revisions/1").text
    assert text.count("<ul>") == 1
    assert text.count("<li dir=") == 4


# Status


def test_status_tells_what_is_due_in_trouble_and_of_the_mail(client: httpx.Client, newsroom: Tracker) -> None:
    words = shown(client.get("/status").text)
    assert f"Followed {len(newsroom.articles())} articles" in words
    assert "In trouble 2 articles" in words
    assert "Server set" in words
    assert "answered 410" in words


# Size


@pytest.mark.parametrize(
    "path",
    ["/", "/?severity=low", "/articles", "/status"]
    + [f"/articles/{number}" for number in range(1, 8)]
    + [
        f"/articles/{number}/changes/1..2?view={view}"
        for number in (4, 5, 6)
        for view in ("inline", "side-by-side", "whole")
    ],
)
def test_no_page_is_larger_than_100_kilobytes(client: httpx.Client, path: str) -> None:
    assert len(client.get(path).content) < 100_000
