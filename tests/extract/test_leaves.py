"""The forms that the addresses of further pages have, and what they say of the number."""

from __future__ import annotations

import pytest

from tracker.extract.paging.leaves import Leaf, Leaves

_URL = "https://post.example/news/ferry.html"
_LEAVES = Leaves((_URL,))


@pytest.mark.parametrize(
    ("href", "number", "plain"),
    [
        ("?page=2", 2, False),
        ("/news/ferry.html?Seite=3", 3, False),
        ("ferry-2.html", 2, True),
        ("ferry_2.html", 2, True),
        ("ferry,12.html", 12, True),
        ("ferry-page-2.html", 2, False),
        ("ferry-p2.html", 2, False),
        ("/news/ferry/2", 2, False),
        ("/news/ferry/2.html", 2, False),
        ("/news/ferry/seite-2/", 2, False),
        ("/news/ferry/page/2/", 2, False),
        ("https://POST.example/news/ferry/p3#text", 3, False),
    ],
)
def test_a_number_may_stand_in_many_places(href: str, number: int, plain: bool) -> None:  # noqa: FBT001 - a parameter
    leaf = _LEAVES.leaf(href, _URL)
    assert leaf is not None
    assert (leaf.number, leaf.plain) == (number, plain)
    assert leaf.address.lower().startswith("https://post.example/news/ferry")
    assert _LEAVES.may_be(href)


@pytest.mark.parametrize(
    "href",
    [
        "",
        "2",
        "/2",
        "/news/2",
        "/news/bread-2.html",
        "ferry-2.html?sort=old",
        "?page=two",
        "?page=123",
        "?pages=2",
        "?page=2&view=print",
        "/news/ferry-123.html",
        "https://other.example/news/ferry/2",
        "ftp://post.example/news/ferry/2",
        "http://[::1/2",
        "mailto:ferry-2.html",
        "?page=2" + "&a=1" * 40,
    ],
)
def test_other_addresses_are_no_further_pages(href: str) -> None:
    assert _LEAVES.leaf(href, _URL) is None


def test_the_other_parameters_of_an_address_stay() -> None:
    leaves = Leaves(("https://post.example/story.php?id=81",))
    address = "https://post.example/story.php?id=81&page=2"
    assert leaves.leaf("?id=81&page=2", "https://post.example/story.php?id=81") == Leaf(address, 2, plain=False)
    assert leaves.leaf("?id=82&page=2", "https://post.example/story.php?id=81") is None


@pytest.mark.parametrize(
    "href", ["?view=all", "?pagewanted=all", "ferry/komplettansicht", "/news/ferry/single-page", "?print=1", "?a=full"]
)
def test_a_view_of_the_whole_has_the_articles_address(href: str) -> None:
    assert _LEAVES.whole(href, _URL).startswith("https://post.example/news/ferry")


@pytest.mark.parametrize(
    "href",
    ["", "?view=list", "/news?view=all", "/all", "?comments=all", "/news/bread?view=all", "http://[/ferry?view=all"],
)
def test_other_addresses_are_no_view_of_the_whole(href: str) -> None:
    assert not _LEAVES.whole(href, _URL)


@pytest.mark.parametrize("own", ["https://post.example/", "", "ferry", "http://[", "https://post.example"])
def test_what_has_no_address_of_its_own_has_no_pages(own: str) -> None:
    assert Leaves((own,)).stems == set()


def test_no_article_goes_on_with_its_own_first_page() -> None:
    own = "https://post.example/ferry?page=1"
    leaves = Leaves((own,))
    assert leaves.leaf("?page=1", own) is None
    seen_whole = Leaves(("https://post.example/ferry?view=all", "https://post.example/ferry"))
    assert not seen_whole.whole("?view=all", own)
    assert seen_whole.whole("?all=1", own)
    assert leaves.leaf("?page=2", own) == Leaf("https://post.example/ferry?page=2", 2, plain=False)


def test_addresses_of_another_host_are_not_the_articles_own() -> None:
    leaves = Leaves(("https://post.example/ferry", "https://other.example/ferry"))
    assert leaves.leaf("https://other.example/ferry/2", _URL) is None
