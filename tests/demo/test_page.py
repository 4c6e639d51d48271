"""Pages hold all words of their edition in order, and nothing else on them stays the same for long.

The oracle knows the story: it never guesses which part of a page is the article.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import lxml.html
import pytest

from tracker.demo.furniture import furnish
from tracker.demo.page import article_page, front_page
from tracker.demo.story import Copy, Story, load_stories

BASE = "http://127.0.0.1:8000"
STORIES = load_stories()
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
BLOCKS = "//p | //li | //h1 | //h2 | //h3 | //h4 | //blockquote[not(p)] | //figcaption"


@each_story
def test_every_edition_stands_on_its_page_in_reading_order(story: Story) -> None:
    for edition in story.editions:
        shown = iter(_texts(_page(story, edition.copy, 1)))
        missing = [block.text for block in edition.copy.blocks if block.text not in shown]
        assert missing == []


@each_story
def test_two_requests_differ_in_furniture_and_not_in_the_article(story: Story) -> None:
    copy = story.edition(1).copy
    first, second = Counter(_texts(_page(story, copy, 4))), Counter(_texts(_page(story, copy, 5)))
    article = Counter(block.text for block in copy.blocks)
    article.update([copy.headline, copy.standfirst])
    assert article <= first & second
    assert len((first - second) - article) >= 4, "lists, boxes and counters are others"
    assert not (first - second) & article


@each_story
def test_equal_requests_get_equal_bytes(story: Story) -> None:
    copy = story.edition(1).copy
    assert _page(story, copy, 7) == _page(story, copy, 7)


@each_story
def test_the_page_says_of_itself_what_the_edition_says(story: Story) -> None:
    for edition in story.editions:
        copy = edition.copy
        root = lxml.html.fromstring(_page(story, copy, 2))
        data = json.loads(root.xpath("string(//script[@type='application/ld+json'])"))
        assert data["@type"] == "NewsArticle"
        assert data["headline"] == root.xpath("string(//h1)") == copy.headline
        assert data["datePublished"] == _meta(root, "article:published_time") == _stamp(story.published_at.isoformat())
        assert data["dateModified"] == _meta(root, "article:modified_time") == _stamp(copy.modified_at.isoformat())
        assert _meta(root, "og:title") == (copy.social_headline or copy.headline)
        assert root.xpath("string(//link[@rel='canonical']/@href)") == f"{BASE}{story.path}"
        assert copy.caption in root.xpath("string(//figcaption)")
        assert copy.byline in root.xpath("string(//body)")


def test_each_author_is_a_person_in_the_data() -> None:
    fire = next(story for story in STORIES if story.section == "News")
    root = lxml.html.fromstring(_page(fire, fire.edition(1).copy, 1))
    data = json.loads(root.xpath("string(//script[@type='application/ld+json'])"))
    assert [author["name"] for author in data["author"]] == ["Tobias Fenwright", "Marta Quill"]


def test_one_template_speaks_in_class_names_and_another_hashes_them_anew_with_each_build() -> None:
    plain, hashed = (next(story for story in STORIES if story.template == name) for name in ("classic", "hashed"))
    assert 'class="article__body"' in _page(plain, plain.edition(1).copy, 1)
    before, after = (_classes(_page(hashed, hashed.edition(1).copy, number)) for number in (4, 5))
    assert not before & after


def test_markup_in_a_story_is_set_and_its_words_are_escaped() -> None:
    story = STORIES[0]
    copy = replace(story.edition(1).copy, paragraphs=("A *b* [c](/d) <script>x</script> & e",), headline="</script><b>")
    page = _page(story, copy, 1)
    assert 'A <em>b</em> <a href="/d">c</a> &lt;script&gt;x&lt;/script&gt; &amp; e' in page
    assert json.loads(lxml.html.fromstring(page).xpath("string(//script[@type='application/ld+json'])"))[
        "headline"
    ] == ("</script><b>")


def test_the_front_page_links_to_every_article() -> None:
    page = front_page([(story, story.edition(1).copy) for story in STORIES], furnish("/", 1), BASE)
    links = lxml.html.fromstring(page).xpath("//article//h2/a/@href")
    assert links == [story.path for story in STORIES]


def _page(story: Story, copy: Copy, request: int) -> str:
    return article_page(story, copy, furnish(story.slug, request), BASE)


def _texts(page: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in lxml.html.fromstring(page).xpath(BLOCKS)]


def _classes(page: str) -> set[str]:
    return set(lxml.html.fromstring(page).xpath("//main//@class"))


def _meta(root: lxml.html.HtmlElement, name: str) -> str:
    return str(root.xpath("string(//meta[@property=$name]/@content)", name=name))


def _stamp(moment: str) -> str:
    return moment.replace("+00:00", "Z")
