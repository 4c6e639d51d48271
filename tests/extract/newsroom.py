"""Made-up stories, and the ways in which different publishers lay a story out: what the extraction tests read.

A layout takes a story's pieces and gives a whole page with that publisher's furniture around and between them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.extract import extract
from tracker.model import BlockKind

P, H, Q, LI, TR = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.QUOTE,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
)


@dataclass(frozen=True, slots=True)
class Story:
    """A headline, an author, and the pieces of the body with their kinds, as a reader should get them."""

    headline: str
    author: str
    pieces: tuple[tuple[BlockKind, str], ...]
    language: str = "en"


FERRY = Story(
    "Island ferry to stop in winter",
    "Maren Holt",
    (
        (
            P,
            "The last ferry of the season will leave the island of Skarvoy on 3 November, four weeks earlier than usual.",
        ),
        (
            P,
            "“We would be sailing with nine passengers a day,” said Tor Elvang, who runs the line with two of his brothers.",
        ),
        (
            P,
            "The county had paid 1.4 million a year for the service, and cut the sum by a third in its budget for 2026.",
        ),
        (H, "A bridge nobody wants"),
        (
            P,
            "A bridge has been discussed since the seventies; 61 percent of the islanders voted against it in a poll in May.",
        ),
        (
            P,
            "Freight will be carried by a barge on Tuesdays and Fridays, weather permitting, until the line reopens in March.",
        ),
        (
            P,
            "The school’s 23 pupils will be taught at home on days without a crossing, the headteacher wrote to parents.",
        ),
    ),
)
BREAD = Story(
    "Five things to know about the price of bread",
    "Ansel Abara",
    (
        (
            P,
            "A loaf cost 4.10 on average in September, according to figures that the statistics office published on Friday.",
        ),
        (H, "1. Flour is not the reason"),
        (
            P,
            "Wheat has become cheaper for nine months in a row and makes up less than a tenth of what a loaf costs to bake.",
        ),
        (H, "2. Ovens are"),
        (
            P,
            "Bakers pay about twice as much for gas as they did three years ago, and most contracts run until the summer.",
        ),
        (LI, "Small bakeries: 31 percent of their costs are energy, up from 14 percent."),
        (LI, "Factories: 12 percent, up from 7 percent, because they bake without a pause."),
        (
            Q,
            "“I start the ovens at two and switch them off at six, whatever is left to bake,” says Rosa Ilic, a baker.",
        ),
        (
            P,
            "The ministry is considering a cap for companies with fewer than ten employees, a spokesman said on Saturday.",
        ),
    ),
)
VERDICT = Story(
    "Gericht erlaubt Umbau der alten Werft",
    "Jördis Kamp",
    (
        (
            P,
            "Das Verwaltungsgericht hat den Umbau der alten Werft am Mittwoch erlaubt und drei Klagen von Anwohnern abgewiesen.",
        ),
        (
            P,
            "„Wir werden in die nächste Instanz gehen“, sagte ihr Anwalt Henning Brandt nach der Verkündung vor dem Gebäude.",
        ),
        (
            P,
            "Geplant sind 340 Wohnungen, ein Kindergarten und ein Parkhaus, das nach Angaben der Stadt 18 Millionen Euro kostet.",
        ),
        (H, "Was die Kläger stört"),
        (
            P,
            "Die Kläger hatten bemängelt, dass ein Gutachten zum Lärm aus dem Jahr 2016 stammt und den neuen Hafen nicht kennt.",
        ),
        (
            P,
            "Die Richter ließen das Gutachten gelten, verlangten aber eine neue Messung, bevor das Parkhaus gebaut werden darf.",
        ),
    ),
    language="de",
)
STORIES = (FERRY, BREAD, VERDICT)

_NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
_TEASERS = "".join(
    f"<li><a href='/t/{n}'>{title}</a></li>"
    for n, title in enumerate(
        (
            "Museum finds a lost letter behind a cupboard",
            "Why the night train is always late on Sundays",
            "Handball club looks for its third coach this year",
            "Storm leaves two villages without power",
        )
    )
)
_COOKIE = "<div class='cookie-banner' role='dialog'><p>We use cookies to measure what is read. You can change that at any time.</p><button>Fine</button></div>"
_FOOT = "<footer><p>© 2026 The Paper. All rights reserved.</p><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a></footer>"


def page(body: str, story: Story, head: str = "") -> str:
    """A whole document around a body."""
    return (
        f"<!doctype html><html lang='{story.language}'><head><meta charset='utf-8'><title>{story.headline} | The Paper</title>"
        f"<meta property='og:title' content='{story.headline}'>{head}</head><body>{body}</body></html>"
    )


def lines_of(html: str) -> list[str]:
    """What is read of a page, block by block."""
    return [block.text for block in extract(html, url="https://paper.example/story").blocks]


def boxed(opening: str, inner: str) -> str:
    """Markup in an element, of which all stands that is in its first tag: "div class='text'"."""
    return f"<{opening}>{inner}</{opening.split(maxsplit=1)[0]}>"


def plain(story: Story, between: str = "", css: str = "") -> str:
    """The pieces as elements, with something foreign after the second."""
    out: list[str] = []
    for number, (kind, text) in enumerate(story.pieces):
        match kind:
            case BlockKind.HEADING:
                out.append(f"<h2>{text}</h2>")
            case BlockKind.QUOTE:
                out.append(f"<blockquote><p>{text}</p></blockquote>")
            case BlockKind.LIST_ITEM:
                opens = number == 0 or story.pieces[number - 1][0] is not kind
                closes = number + 1 == len(story.pieces) or story.pieces[number + 1][0] is not kind
                out.append(f"{'<ul>' if opens else ''}<li>{text}</li>{'</ul>' if closes else ''}")
            case _:
                out.append(f"<p{css}>{text}</p>")
        if number == 1:
            out.append(between)
    return "".join(out)


def authors_of(
    *,
    head: str = "",
    above: str = "",
    top: str = "",
    last: str = "",
    after: str = "",
    attributes: str = "",
    url: str = "",
) -> tuple[str, ...]:
    """Who is read as the author of a story with this in its head, `above` and below (`top`) its headline, below its text
    (`last`) and `after` the article, whose element has these attributes.
    """
    text = f"<h1>{FERRY.headline}</h1>{top}<div class='t'>{plain(FERRY)}{last}</div>"
    body = f"<article{attributes}>{above}{text}</article>{after}"
    return extract(page(body, FERRY, head), url=url or "https://paper.example/story").authors


def broadsheet(story: Story) -> str:
    """Article element, aside with teasers, everything named for what it is."""
    return page(
        f"<header class='masthead'>{_NAV}</header><main><article><h1>{story.headline}</h1>"
        f"<p class='byline'>By <a rel='author' href='/a'>{story.author}</a></p><div class='article-body'>{plain(story)}</div>"
        f"</article><aside class='related-stories'><h3>Related</h3><ul>{_TEASERS}</ul></aside></main>{_FOOT}{_COOKIE}",
        story,
    )


def hashed(story: Story) -> str:
    """A framework's class names that say nothing, with a newsletter box in the middle of the text."""
    box = "<div class='sc-9f2c1a'><h3>The morning in your inbox</h3><p>Six stories before coffee, every weekday.</p><form><input type='email'><button>Send</button></form></div>"
    return page(
        f"<div id='__next'><div class='css-1x2y3z'>{_NAV}</div><div class='css-77abcd'><div class='css-0aa1'><h1 class='css-q1'>{story.headline}</h1>"
        f"<span class='css-b7'>{story.author}</span></div><section class='css-ee55'>{plain(story, box)}</section></div>"
        f"<div class='css-f00d1'><h4>Most read</h4><ol>{_TEASERS}</ol></div>{_FOOT}</div>",
        story,
    )


def chunked(story: Story) -> str:
    """The body cut into several containers with advertisements between them."""
    pieces = [plain(Story("", "", story.pieces[at : at + 3])) for at in range(0, len(story.pieces), 3)]
    advert = "<div class='ad-slot'><span>Advertisement</span><iframe src='https://ads.example/1'></iframe></div>"
    chunks = advert.join(f"<div class='body__chunk'><div class='grid'>{piece}</div></div>" for piece in pieces)
    return page(
        f"{_NAV}<article><header><h1>{story.headline}</h1></header><div class='body'>{chunks}</div></article>{_FOOT}",
        story,
    )


def weblog(story: Story) -> str:
    """A blog with a sidebar, share buttons, an author box and comments below."""
    comments = "".join(
        f"<li class='comment'><b>reader{n}</b> <span>{n} hours ago</span><p>{text}</p></li>"
        for n, text in enumerate(
            (
                "I saw this coming for years, and nobody wanted to listen to us.",
                "Thanks for the figures, very useful indeed.",
            )
            * 3,
            1,
        )
    )
    return page(
        f"<div id='page'><div id='primary'><div class='post hentry type-post category-news'><h1 class='entry-title'>{story.headline}</h1>"
        f"<div class='entry-meta'>Posted on March 3, 2026 by <span class='author vcard'>{story.author}</span></div>"
        f"<div class='entry-content'>{plain(story)}<div class='sharedaddy'><a href='#'>Share on X</a> <a href='#'>Print</a></div></div>"
        f"<div class='author-bio'><p>{story.author} writes about the coast and has a boat of her own.</p></div></div>"
        f"<div id='comments'><h3>6 thoughts on “{story.headline}”</h3><ol>{comments}</ol></div></div>"
        f"<div id='secondary' class='widget-area'><div class='widget'><h3>Recent posts</h3><ul>{_TEASERS}</ul></div></div></div>{_FOOT}",
        story,
    )


def builder(story: Story) -> str:
    """A page builder that calls every box a widget."""
    widgets = "".join(
        f"<div class='elementor-widget'><div class='elementor-widget-container'>{plain(Story('', '', (piece,)))}</div></div>"
        for piece in story.pieces
    )
    return page(
        f"{_NAV}<div class='elementor'><h1>{story.headline}</h1>{widgets}</div><div class='elementor-footer'>{_FOOT}</div>",
        story,
    )


def wrapped(story: Story) -> str:
    """Every paragraph in wrappers of its own, read-more lines between them."""
    pieces = "".join(
        f"<div class='c-row'><div class='c-col'>{plain(Story('', '', (piece,)))}</div></div>"
        for piece in story.pieces[:3]
    )
    pieces += "<div class='c-row'><div class='c-col'><p><strong>READ MORE: </strong><a href='/x'>Storm leaves two villages without power</a></p></div></div>"
    pieces += "".join(
        f"<div class='c-row'><div class='c-col'>{plain(Story('', '', (piece,)))}</div></div>"
        for piece in story.pieces[3:]
    )
    return page(f"{_NAV}<main><h1>{story.headline}</h1><div class='rows'>{pieces}</div></main>{_FOOT}", story)


def nineties(story: Story) -> str:
    """A layout of tables, the page inside one form, navigation in the left column."""
    links = "".join(f"<a href='/{n}'>Section {n}</a><br>" for n in range(8))
    return page(
        f"<form action='/search'><table><tr><td width='150'>{links}</td><td><h1>{story.headline}</h1>{plain(story)}</td>"
        f"<td><b>Links</b><ul>{_TEASERS}</ul></td></tr></table></form><center>© 1999-2026 The Paper</center>",
        story,
    )


def amp(story: Story) -> str:
    """An AMP page with its custom elements."""
    between = "<amp-ad width='300' height='250'><p>Buy a boat today and pay next year, only here.</p></amp-ad>"
    return page(
        f"<amp-sidebar>{_NAV}</amp-sidebar><article><h1>{story.headline}</h1><div>{plain(story, between)}</div></article>{_FOOT}",
        story,
    )


def picture_paper(story: Story) -> str:
    """Figures with captions and credits in the text, a pull quote that repeats a sentence, teasers as paragraphs."""
    quote = next(text for _, text in story.pieces if text[0] in "“„")
    between = (
        "<figure><img src='a.jpg' alt=''><figcaption>The harbour on a quiet morning. Photo: Ulla Berg / The Paper</figcaption></figure>"
        f"<aside class='pullquote'><p>{quote}</p></aside><p><a href='/y'>Museum finds a lost letter behind a cupboard</a></p>"
    )
    return page(
        f"{_NAV}<article><h1>{story.headline}</h1><div class='story'>{plain(story, between)}</div></article>{_FOOT}",
        story,
    )


def tabloid(story: Story) -> str:
    """Counts, times and sharing everywhere, teasers with blurbs before the text, a video player in it."""
    cards = "".join(
        f"<div class='card'><a href='/c/{n}'><h4>{title}</h4></a><p>{blurb}</p></div>"
        for n, (title, blurb) in enumerate(
            (
                ("Lost letter", "It lay there for ninety years, and nobody had looked behind the cupboard until now."),
                ("Late train", "We took the night train ten times and wrote down when it arrived in the end."),
            )
            * 2
        )
    )
    between = "<div class='video-player'><p>Watch: the harbour from above, filmed by a drone last summer</p></div>"
    return page(
        f"{_NAV}<div class='cards'>{cards}</div><div class='wrap'><h1>{story.headline}</h1><div><span>3 hours ago</span> <span>214 comments</span>"
        f" <span>1,902 shares</span></div><div class='copy'>{plain(story, between)}</div></div>{_FOOT}",
        story,
    )


LAYOUTS: tuple[Callable[[Story], str], ...] = (
    broadsheet, hashed, chunked, weblog, builder, wrapped, nineties, amp, picture_paper, tabloid,
)  # fmt: skip
