"""The feeds of a full store: well-formed whatever the papers wrote, the same ids for ever, nothing sent twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import httpx
import pytest
from lxml import etree

from tests.web.newsroom import HOSTILE_SOURCE, SOURCE
from tracker import access
from tracker.app import Tracker
from tracker.errors import StoreError
from tracker.model.access import Scope
from tracker.render.feed import Feed, FeedEntry, to_atom, to_json_feed
from tracker.web import feeds

ATOM = "{http://www.w3.org/2005/Atom}"
ALL = "/feeds/changes.atom?severity=low"
GONE = '/feeds/search.atom?q="can+write+the+bad"'


def atom(answer: httpx.Response) -> etree._Element:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content, etree.XMLParser(recover=False, resolve_entities=False))


def entries(answer: httpx.Response) -> list[etree._Element]:
    return list(atom(answer).findall(f"{ATOM}entry"))


def ids(answer: httpx.Response) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for entry in entries(answer)]


def test_a_feed_has_what_the_standard_asks_for(client: httpx.Client, newsroom: Tracker) -> None:
    root = atom(client.get(ALL))
    with newsroom.database.read() as connection:
        name = connection.exec_driver_sql("SELECT name FROM stores").scalar()
    for name_of in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name_of}")
    found = root.findall(f"{ATOM}entry")
    assert found
    for entry in found:
        for name_of in ("id", "title", "updated", "content"):
            assert entry.findtext(f"{ATOM}{name_of}")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert entry.findtext(f"{ATOM}id").startswith(f"tag:{name}.tracker.invalid,20")
        assert entry.find(f"{ATOM}link").get("href").startswith("https://tracker.merrowick.example/articles/")
        assert entry.find(f"{ATOM}content").get("type") == "html"
    told = [entry.findtext(f"{ATOM}updated") for entry in found]
    assert told == sorted(told, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in found}) == len(found)


def test_the_change_itself_is_the_content(client: httpx.Client) -> None:
    told = [entry.findtext(f"{ATOM}content") for entry in entries(client.get(f"{ALL}&kind=quote&source={SOURCE}"))]
    assert told
    for html in told:
        assert "<del>" in html
        assert "<ins>" in html
        assert "Disclosure" in html


def test_ids_are_the_same_under_every_filter_and_setting(
    client: httpx.Client, newsroom: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(ids(client.get(ALL)))
    assert set(ids(client.get("/feeds/changes.atom?severity=high"))) < before
    assert set(ids(client.get("/feeds/articles/1.atom"))) <= before
    monkeypatch.setattr(type(newsroom), "page_url", "https://moved.example")
    assert set(ids(client.get(ALL))) == before


def test_json_tells_the_same_as_atom(client: httpx.Client) -> None:
    told = client.get(ALL.replace(".atom", ".json"))
    assert told.headers["content-type"] == "application/feed+json"
    assert told.json()["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in told.json()["items"]] == ids(client.get(ALL))
    contents = [entry.findtext(f"{ATOM}content") for entry in entries(client.get(ALL))]
    assert [item["content_html"] for item in told.json()["items"]] == contents


@pytest.mark.parametrize("path", [ALL, "/feeds/articles/5.atom", "/feeds/articles/6.atom"])
def test_hostile_words_stay_inert_and_the_feed_well_formed(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    for entry in entries(answer):
        html = str(entry.findtext(f"{ATOM}content"))
        title = str(entry.findtext(f"{ATOM}title"))
        assert len(title) <= 400
        for attack in ("<script", "<img", "<svg", "\u202e", "\u2028", "\x1b", "\x85", "\ud800"):
            assert attack not in html
            assert attack not in (title if not attack.startswith("<") else html)
        etree.fromstring(f"<div>{html}</div>".encode(), etree.XMLParser(recover=False))  # no tag is left open
    assert len(answer.content) < 500_000


def test_every_character_can_stand_in_a_feed() -> None:
    words = "".join(map(chr, [*range(0x3000), *range(0xD7F0, 0xE010), 0xFFFE, 0xFFFF, 0x1F600])) + "]]><&\"'"
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    entry = FeedEntry("tag:a,2026:1", words, f"https://a.example/{words}", moment, words, (words,), words)
    feed = Feed("tag:a,2026:0", words, "https://a.example/f", "https://a.example/", "", moment, (entry,))
    root = etree.fromstring(to_atom(feed), etree.XMLParser(recover=False, huge_tree=True))
    html = root.findtext(f"{ATOM}entry/{ATOM}content")
    assert html.endswith("]]><&\"'")
    assert json.loads(to_json_feed(feed))["items"][0]["content_html"].replace("\r", "\n") == html.replace("\r", "\n")


def test_what_is_known_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get(ALL)
    etag, at = first.headers["etag"], first.headers["last-modified"]
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        again = client.get(ALL, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(ALL, headers={"if-modified-since": at}).status_code == 304
    earlier = format_datetime(parsedate_to_datetime(at) - timedelta(seconds=1), usegmt=True)
    assert client.get(ALL, headers={"if-modified-since": earlier}).status_code == 200
    assert client.get(ALL, headers={"if-none-match": '"other"', "if-modified-since": at}).status_code == 200
    for nonsense in ("yesterday", "", "Tue, 99 Feb 2026 00:00:00 GMT", "2026-01-01", "Tue, 3 Mar 2026 00:00:00 -0000"):
        assert client.get(ALL, headers={"if-modified-since": nonsense}).status_code in {200, 304}
    assert client.get("/feeds/changes.atom?severity=high").headers["etag"] != etag
    assert client.get(ALL.replace(".atom", ".json")).headers["etag"] != etag


def test_parts_of_a_long_feed_follow_on_one_another(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ids(client.get(ALL))
    monkeypatch.setattr(feeds, "ENTRIES", 3)
    found: list[str] = []
    path = ALL
    for _ in range(20):
        answer = client.get(path)
        assert len(ids(answer)) <= 3
        found += ids(answer)
        following: Any = atom(answer).find(f"{ATOM}link[@rel='next']")
        if following is None:
            break
        path = following.get("href").removeprefix("https://tracker.merrowick.example")
    assert found[: len(whole)] == whole
    assert len(set(found)) == len(found)


def test_a_damaged_record_keeps_no_other_entry_back(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise StoreError("the text of <revision> 7 is damaged")

    for path in (ALL, GONE):
        whole = ids(client.get(path))
        with monkeypatch.context() as patch:
            patch.setattr("tracker.store.history.change_between", damaged)
            answer = client.get(path)
        assert ids(answer) == whole
        told = [str(entry.findtext(f"{ATOM}content")) for entry in entries(answer)]
        assert any("cannot be shown: the text of &lt;revision&gt; 7" in html for html in told)


def test_pages_say_where_their_feed_is(client: httpx.Client) -> None:
    page = client.get("/?severity=high&kind=quote").text
    assert 'type="application/atom+xml" title="Atom" href="/feeds/changes.atom?severity=high&amp;kind=quote"' in page
    assert 'href="/feeds/articles/1.json"' in client.get("/articles/1").text


def test_a_secret_address_opens_feeds_and_nothing_else_until_it_is_revoked(
    client: httpx.Client, newsroom: Tracker
) -> None:
    made, secret = access.new_token(newsroom, "reader", Scope.FEED)
    program, other = access.new_token(newsroom, "script", Scope.ADMIN)
    assert ids(client.get(f"/feeds/{secret}/changes.atom?severity=low")) == ids(client.get(ALL))
    assert client.get(f"/feeds/{secret}/articles/1.json").json()["items"]
    assert f"/feeds/{secret}/changes.atom" in client.get(f"/feeds/{secret}/changes.atom").text
    for wrong in (other, "unknown", secret[:-1]):
        for path in ("changes.atom", "articles/1.json"):
            assert client.get(f"/feeds/{wrong}/{path}").status_code == 404
    for number in (made.id, program.id):
        access.revoke(newsroom, number, scopes=list(Scope))
    assert client.get(f"/feeds/{secret}/changes.atom").status_code == 404


@pytest.mark.parametrize(
    "path", ["/feeds/changes.rss", "/feeds/articles/999.atom", "/feeds/changes.atom?severity=loud", "/feeds/x/y.atom"]
)
def test_there_is_no_other_feed(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_hostile_source_can_be_asked_for(client: httpx.Client) -> None:
    answer = client.get("/feeds/changes.atom", params={"severity": "low", "source": HOSTILE_SOURCE})
    assert ids(answer)


# Of a search


def test_a_search_is_a_feed_of_where_its_words_come_and_go(client: httpx.Client) -> None:
    (gone,) = entries(client.get(GONE))
    (came,) = entries(client.get('/feeds/search.atom?q="can+publish+the+bad"'))
    assert ids(client.get(GONE)) == ids(client.get('/feeds/search.atom?q="can+publish+the+bad"'))
    assert set(ids(client.get(GONE))) < set(ids(client.get(ALL)))  # the change is the same one, wherever it is told
    told = str(gone.findtext(f"{ATOM}title")), str(came.findtext(f"{ATOM}title"))
    assert told[0].startswith('No longer says "can write the bad": 7 things Idony Vasek told us')
    assert told[1].startswith('Now says "can publish the bad": 7 things')
    html = str(gone.findtext(f"{ATOM}content"))
    assert "<p>Said until then: …" in html
    assert "<mark>can write the bad</mark>" in html
    assert "<del>" in html
    assert "Disclosure" in html
    assert "<mark>can publish the bad</mark>" in str(came.findtext(f"{ATOM}content"))
    assert gone.find(f"{ATOM}category").get("term") == "gone"
    assert gone.find(f"{ATOM}link").get("href").endswith("/articles/4/changes/1..2")


def test_the_filters_of_changes_narrow_the_feed_of_a_search(client: httpx.Client) -> None:
    whole = ids(client.get(GONE))
    assert ids(client.get(f"{GONE}&gone=yes&severity=high&kind=quote&source={SOURCE}&disclosure=silent")) == whole
    for nothing in ("kind=dateline", "source=Nobody", "disclosure=disclosed", "triage=dismissed", "until=2020-01-01"):
        assert ids(client.get(f"{GONE}&{nothing}")) == []
    assert ids(client.get('/feeds/search.atom?q="can+publish+the+bad"&gone=yes')) == []


def test_what_is_known_of_a_search_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get(GONE)
    for known in ({"if-none-match": first.headers["etag"]}, {"if-modified-since": first.headers["last-modified"]}):
        assert client.get(GONE, headers=known).status_code == 304
    assert client.get(f"{GONE}&gone=yes").headers["etag"] != first.headers["etag"]


def test_parts_of_a_search_follow_on_one_another(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/feeds/search.json?q=42+OR+62"
    whole = [item["id"] for item in client.get(path).json()["items"]]
    assert len(whole) > 2
    monkeypatch.setattr("tracker.web.searchfeed.ENTRIES", 1)
    monkeypatch.setattr(feeds, "ENTRIES", 1)
    found = []
    while path:
        told = client.get(path).json()
        found += [item["id"] for item in told["items"]]
        path = told.get("next_url", "").removeprefix("https://tracker.merrowick.example")
    assert found == whole


def test_a_search_with_too_many_answers_says_that_it_is_not_all(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert atom(client.get(GONE)).find(f"{ATOM}subtitle") is None
    monkeypatch.setattr("tracker.store.comings.MOST_LOOKED_AT", 1)
    assert "only the articles that were added last" in str(atom(client.get(GONE)).findtext(f"{ATOM}subtitle"))
    assert "rarer words" in client.get(GONE.replace(".atom", ".json")).json()["description"]


def test_the_search_page_names_its_feed_and_an_account_gets_a_secret_one(
    client: httpx.Client, newsroom: Tracker
) -> None:
    page = client.get("/search?q=alleg*&gone=yes").text
    assert 'type="application/atom+xml" title="Atom" href="/feeds/search.atom?q=alleg%2A&amp;gone=yes"' in page
    assert "/feeds/" not in client.get("/search").text
    _, secret = access.new_token(newsroom, "searcher", Scope.FEED)
    assert ids(client.get(GONE.replace("/feeds/", f"/feeds/{secret}/"))) == ids(client.get(GONE))
    assert client.get(GONE.replace("/feeds/", "/feeds/unknown/")).status_code == 404


def test_a_feed_without_a_word_to_search_for_is_none(client: httpx.Client) -> None:
    for typed in ("", "?q=", '?q="("', "?q=x&kind=nonsense", "?q=x&severity=loud"):
        assert client.get(f"/feeds/search.atom{typed}").status_code == 404, typed


def test_edits_that_drop_words_beside_others_are_a_feed(client: httpx.Client, newsroom: Tracker) -> None:
    path = "/feeds/edits.atom?drops=write&words=bad"
    (entry,) = entries(client.get(path))
    assert ids(client.get(path)) == ids(client.get(GONE))
    assert str(entry.findtext(f"{ATOM}title")).startswith("Drops “write” beside “bad”: 7 things Idony Vasek told us")
    html = str(entry.findtext(f"{ATOM}content"))
    assert html.startswith("<p>Said until then: ")
    assert "<mark>write</mark>" in html
    told = client.get(path.replace(".atom", ".json")).json()
    assert told["title"] == "Tracker: an edit drops “write” beside “bad”"
    assert "description" not in told
    assert "next_url" not in told
    assert ids(client.get(path.replace("drops=write", "adds=publish"))) == ids(client.get(path))
    assert ids(client.get(f"{path}&kind=dateline")) == []
    answer = client.get(path)
    assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    _, secret = access.new_token(newsroom, "searcher", Scope.FEED)
    assert ids(client.get(path.replace("/feeds/", f"/feeds/{secret}/"))) == ids(client.get(path))
    assert client.get(path.replace("/feeds/", "/feeds/unknown/")).status_code == 404
    for nothing in ("", "?words=…", "?severity=low", "?drops=" + "a+" * 30):
        assert client.get(f"/feeds/edits.atom{nothing}").status_code == 404, nothing


def test_a_feed_of_edits_says_where_it_stopped_and_goes_on(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/feeds/edits.json?words=bad"
    whole = [item["id"] for item in client.get(path).json()["items"]]
    monkeypatch.setattr("tracker.store.phrases.MOST_COMPARED", 1)
    found: list[str] = []
    notes: list[str] = []
    while path:
        told = client.get(path).json()
        found += [item["id"] for item in told["items"]]
        notes.append(told.get("description", ""))
        path = told.get("next_url", "").removeprefix("https://tracker.merrowick.example")
    assert found == whole != []
    assert "the next part goes on" in notes[0]
    assert notes[-1] == ""
