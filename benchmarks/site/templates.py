"""How publishers print a story: styles of our own, and real pages as templates. A template is text with slots in it."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.site import furniture
from benchmarks.site.stories import Story

_MARK = re.compile("\ue000([a-z]+)([0-9]*)\ue001")
_NAMES = ["article-body", "story-content", "entry", "c-article", "text", "main-col", "post-body", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Template:
    """One host's page. `pieces` are its text and, between, (slot, number); `opening` and `closing` stand around each
    paragraph; `noisy` are the paragraphs after which something is printed in between; `hard` prints promotional
    paragraphs among them. `body` and `cuts` are what a person would write to follow it: selectors of the article and of
    what in it is noise.
    """

    pieces: tuple[str | tuple[str, int], ...]
    paragraphs: int
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    noisy: frozenset[int]
    hard: bool
    body: str = ""
    cuts: str = ".ad-slot, .read-more, .related-inline, .related, .newsletter, .social, [class^=teaser]"

    def page(self, story: Story, chance: random.Random) -> str:
        """The page at one fetch, its furniture drawn from `chance`."""
        return "".join(piece if isinstance(piece, str) else self._slot(piece, story, chance) for piece in self.pieces)

    def _slot(self, slot: tuple[str, int], story: Story, chance: random.Random) -> str:
        match slot:
            case "title", _:
                return escape(story.headline)
            case "json", _:
                return json.dumps(story.headline)[1:-1].replace("<", "\\u003c")
            case "box", _:
                return furniture.box(chance) if chance.random() < 0.8 else ""
            case "nonce", _:
                return furniture.nonce(chance)
        return "".join(self._paragraphs(slot[1], story, chance))

    def _paragraphs(self, place: int, story: Story, chance: random.Random) -> Iterator[str]:
        """What stands in the place of one paragraph: in the last place, all that are left."""
        last = place == self.paragraphs - 1
        for at in range(place, len(story.paragraphs) if last else min(place + 1, len(story.paragraphs))):
            yield f"{self.opening[place]}{story.paragraphs[at]}{self.closing[place]}"
            if at in self.noisy and chance.random() < 0.8:
                yield furniture.inner(chance)
            if self.hard and at in self.noisy:
                yield furniture.promo(chance)


def own(seed: int, host: int, *, hard: bool) -> Template:
    """A host's template in one of our publishers' styles."""
    chance = random.Random(f"{seed} template {host}")
    style = _STYLES[host % len(_STYLES)]
    tag, opening, closing = style.paragraph(chance)
    name = chance.choice(_NAMES)
    text = style.page(chance)
    start, end = style.around(name)
    marked = text.replace("\ue000body\ue001", f"{start}\ue000p0\ue001{end}")
    noisy = frozenset(
        chance.sample(range(1, 8), chance.choice((0, 1, 2))) if not hard else chance.sample(range(1, 8), 2)
    )
    return Template(_pieces(marked), 1, (opening,), (closing,), noisy, hard, body=f"h1, {style.selector(name)}{tag}")


@dataclass(frozen=True, slots=True)
class _Style:
    page: Callable[[random.Random], str]
    around: Callable[[str], tuple[str, str]]
    paragraph: Callable[[random.Random], tuple[str, str, str]]
    selector: Callable[[str], str]


def _plain(_: random.Random) -> tuple[str, str, str]:
    return "", "<p>", "</p>\n"


def _classed(chance: random.Random) -> tuple[str, str, str]:
    hashed = f"css-{chance.getrandbits(24):x}"
    return "", f"<p class='{hashed}'>", "</p>"


def _divs(_: random.Random) -> tuple[str, str, str]:
    return "", "<div class='par'><span>", "</span></div>\n"


def _newspaper(chance: random.Random) -> str:
    data = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"\ue000json\ue001","author":{"@type":"Person","name":"Nora Vance"}}'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\ue000title\ue001 | The Courier</title>
<meta property="og:title" content="\ue000title\ue001"><script type="application/ld+json">{data}</script>
\ue000nonce\ue001{furniture.code(chance, 70_000)}</head><body>{furniture.navigation(chance, 60)}\ue000box\ue001
<main><article><header><h1>\ue000title\ue001</h1><p class="byline">By Nora Vance</p><div class="social">\ue000box\ue001</div></header>
\ue000body\ue001</article>\ue000box\ue001\ue000box\ue001</main>
<footer>{furniture.navigation(chance, 80)}</footer>{furniture.code(chance, 15_000)}</body></html>"""


def _portal(chance: random.Random) -> str:
    tiles = "".join(
        f"<div class='tile'><a href='/t/{n}'><img src='/i/{n}.jpg' alt=''><span>{h}</span></a></div>"
        for n, h in enumerate(furniture.heads()[:40])
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>\ue000title\ue001</title><meta property="og:title" content="\ue000title\ue001">
{furniture.code(chance, 45_000)}\ue000nonce\ue001</head><body><div id="page"><div class="top">{furniture.navigation(chance, 90)}</div>\ue000box\ue001
<div class="columns"><div class="left"><h1 class="headline">\ue000title\ue001</h1><div class="author">Peter Lund</div>\ue000body\ue001\ue000box\ue001</div>
<div class="right">\ue000box\ue001\ue000box\ue001\ue000box\ue001{tiles}</div></div>{furniture.code(chance, 30_000)}</div></body></html>"""


def _application(chance: random.Random) -> str:
    state = json.dumps(
        {
            f"k{n}": {"id": chance.getrandbits(40), "type": "Module", "props": [chance.random() for _ in range(4)]}
            for n in range(700)
        }
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\ue000title\ue001 - Daily Wire Post</title>
<meta property="og:title" content="\ue000title\ue001"><meta name="author" content="Ines Okafor">\ue000nonce\ue001</head><body><div id="__next">
<header>{furniture.navigation(chance, 40)}</header><main><section><h1 class="css-{chance.getrandbits(24):x}">\ue000title\ue001</h1></section>
\ue000body\ue001\ue000box\ue001</main>\ue000box\ue001<footer>{furniture.navigation(chance, 50)}</footer></div>
<script id="__DATA__" type="application/json">{state}</script>{furniture.code(chance, 25_000)}\ue000nonce\ue001</body></html>"""


_STYLES = (
    _Style(_newspaper, lambda n: (f"<div class='{n}'>", "</div>"), _plain, lambda n: f".{n}"),
    _Style(_portal, lambda n: (f"<div class='{n}' id='text'>", "</div>"), _divs, lambda n: f".{n}"),
    _Style(_application, lambda n: (f"<section name='{n}'>", "</section>"), _classed, lambda n: f"section[name={n}]"),
    _Style(_portal, lambda n: (f"<div class='{n}'>", "</div>"), _plain, lambda n: f".{n}"),
    _Style(_application, lambda n: (f"<article class='{n}'>", "</article>"), _plain, lambda n: f"article.{n}"),
    _Style(_newspaper, lambda n: (f"<section class='{n}'>", "</section>"), _classed, lambda n: f".{n}"),
)


def _pieces(marked: str) -> tuple[str | tuple[str, int], ...]:
    pieces: list[str | tuple[str, int]] = []
    at = 0
    for mark in _MARK.finditer(marked):
        pieces += [marked[at : mark.start()], (mark[1], int(mark[2] or 0))]
        at = mark.end()
    return (*pieces, marked[at:])


# ------------------------------------------------------------------ real pages


@dataclass(frozen=True, slots=True)
class RealPage:
    """A page of somebody's, as text, with the body that people found in it."""

    html: str
    body: str


def read_pages(folder: Path) -> list[RealPage]:
    """The pages of a folder that holds ground-truth.json and html/ID.html.gz."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        RealPage(
            gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace"),
            entry["articleBody"],
        )
        for key, entry in sorted(truth.items())
    ]


def real(page: RealPage, seed: int, host: int, *, hard: bool) -> tuple[Template, Story] | None:
    """A real page as a template, and its own story; None where its paragraphs cannot be told apart."""
    import lxml.html

    chance = random.Random(f"{seed} template {host}")
    tree: Any = lxml.html.fromstring(page.html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for claim in tree.xpath("//link[@rel='canonical'] | //meta[@property='og:url']"):
        claim.getparent().remove(claim)
    lines = {_squeezed(line) for line in page.body.split("\n") if len(line.split()) > 8}
    blocks = [p for p in tree.iter("p") if _squeezed(p.text_content()) in lines]
    title = (tree.findtext(".//h1") or "").strip() or (tree.findtext(".//title") or "").strip()
    if len(blocks) < 4 or not title or tree.find("body") is None:
        return None
    texts = tuple(escape(" ".join(p.text_content().split()), quote=False) for p in blocks)
    opening = tuple(_opening(p) for p in blocks)
    for at, block in enumerate(blocks):
        block.addprevious(_comment(f"\ue000p{at}\ue001"))
        block.drop_tree()
    tree.find("body").insert(0, _comment("\ue000box\ue001"))
    tree.find("body").append(_comment("\ue000box\ue001\ue000nonce\ue001"))
    marked = (
        lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
        .replace("<!--\ue000", "\ue000")
        .replace("\ue001-->", "\ue001")
    )
    marked = marked.replace(escape(title, quote=False), "\ue000title\ue001")
    noisy = frozenset(
        chance.sample(range(1, len(blocks) - 1), chance.choice((1, 2)) if hard else chance.choice((0, 1, 2)))
    )
    template = Template(_pieces(marked), len(blocks), opening, ("</p>",) * len(blocks), noisy, hard)
    return template, Story(title, texts)


def _opening(element: Any) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    return f"<p{attributes}>"


def _comment(text: str) -> Any:
    import lxml.html

    return lxml.html.HtmlComment(text)


def _squeezed(text: str) -> str:
    return "".join(text.split())
