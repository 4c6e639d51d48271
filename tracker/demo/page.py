"""An edition and its furniture set as a page of HTML, in the template that the story names; also the front page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup, escape

from tracker.demo.furniture import Furniture
from tracker.demo.story import Copy, Story
from tracker.model import Block, BlockKind

PAPER = "The Merrowick Courier"
_EMPHASIS = re.compile(r"\*([^*\n]+)\*")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the body with its inline markup set as HTML."""

    kind: str
    html: Markup


def article_page(story: Story, copy: Copy, furniture: Furniture, base_url: str) -> str:
    """The page of an article as served at `base_url` (no slash at its end)."""
    groups = _groups(copy)
    third = max(1, len(groups) // 3)
    return (
        _environment()
        .get_template(f"{story.template}.html")
        .render(
            paper=PAPER,
            story=story,
            copy=copy,
            furniture=furniture,
            css=furniture.css,
            base_url=base_url,
            url=base_url + story.path,
            image=f"{base_url}/image.png",
            social_headline=copy.social_headline or copy.headline,
            chunks=[groups[:third], groups[third : 2 * third], groups[2 * third :]],
            json_ld=_json_ld(story, copy, base_url),
            state=_script(json.dumps({"nonce": furniture.nonce, "slug": story.slug, "build": furniture.build})),
        )
    )


def front_page(stories: Iterable[tuple[Story, Copy]], furniture: Furniture, base_url: str) -> str:
    """The front page: a link and a standfirst for each article."""
    return (
        _environment()
        .get_template("front.html")
        .render(paper=PAPER, stories=list(stories), furniture=furniture, base_url=base_url)
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("tracker.demo", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["iso"] = _iso
    environment.filters["day"] = _day
    return environment


def _groups(copy: Copy) -> list[tuple[str, list[Line]]]:
    """Lines by kind, so that list items which stand together make one list."""
    lines = [_line(block, markup) for block, markup in zip(copy.blocks, copy.paragraphs, strict=True)]
    groups: list[tuple[str, list[Line]]] = []
    for kind, members in groupby(lines, key=lambda line: line.kind):
        together = list(members)
        groups += [(kind, together)] if kind == BlockKind.LIST_ITEM else [(kind, [line]) for line in together]
    return groups


def _line(block: Block, markup: str) -> Line:
    html = _EMPHASIS.sub(r"<em>\1</em>", str(escape(_inner(block, markup))))
    return Line(kind=str(block.kind), html=Markup(_LINK.sub(r'<a href="\2">\1</a>', html)))  # noqa: S704 -- escaped above


def _inner(block: Block, markup: str) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return markup.removeprefix("## ")
        case BlockKind.QUOTE:
            return markup.removeprefix("> ")
        case BlockKind.LIST_ITEM:
            return markup.removeprefix("- ")
        case _:
            return markup


def _json_ld(story: Story, copy: Copy, base_url: str) -> Markup:
    authors: Sequence[str] = re.split(r" and |, ", copy.byline.removesuffix(", court reporter"))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": base_url + story.path},
        "headline": copy.headline,
        "description": copy.standfirst,
        "articleSection": story.section,
        "inLanguage": "en-GB",
        "image": [f"{base_url}/image.png"],
        "datePublished": _iso(story.published_at),
        "dateModified": _iso(copy.modified_at),
        "author": [{"@type": "Person", "name": name} for name in authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": PAPER, "url": base_url + "/"},
        "isAccessibleForFree": True,
    }
    return _script(json.dumps(data, ensure_ascii=False))


def _script(data: str) -> Markup:
    """JSON that cannot end the script element it stands in."""
    return Markup(data.replace("</", "<\\/"))  # noqa: S704 -- built by json.dumps above from our own stories


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"
