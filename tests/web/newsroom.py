"""A store filled by real checks of the demo's newspaper, and of a paper whose every word is an attack on its reader."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.demo.newspaper import Newspaper, serve
from tracker.model import Article
from tracker.store import articles
from tracker.turn.turns import check_host

INTERVIEW = "idony-vasek-burned-novel-interview"
EDITIONS = 3
SOURCE = "Merrowick Courier"
HOSTILE_SOURCE = "<script>alert('source')</script>{{7*7}}"

SCRIPT = "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)><svg onload=alert(3)>"
ATTACK = (
    f"{SCRIPT} {{{{7*7}}}} ${{7*7}} {{% raise %}} \" ' onmouseover=alert(4) javascript:alert(5) "
    "\u202egnissim\u202c \u2066isolated\u2069 line\u2028break\u2029here \x85"
)
_CONTROLS = "\x1b[31mred\x1b[0m &#xD800; &#xDFFF; &#0; \x07"

_CONFIG = """\
[fetch]
allow_private = true
pace = "0s"
robots = false
[schedule]
ladder = [["365d", "1s"]]
[mail]
host = "127.0.0.1"
sender = "Tracker <tracker@merrowick.example>"
[web]
public_url = "https://tracker.merrowick.example"
"""


class HostilePaper(Newspaper):
    """A paper with two articles: one whose words attack whoever shows them, one whose headline does not end."""

    def __init__(self) -> None:
        self.edition = 1
        super().__init__(lambda: datetime.now(UTC), stories=())

    def _build_app(self) -> Starlette:
        return Starlette(routes=[Route("/news/attack", self._attack), Route("/news/endless", self._endless)])

    async def _attack(self, _: Request) -> Response:
        number = 40 + self.edition
        quote = (
            "“We never paid {{7*7}} <b>pounds</b>,”" if self.edition == 1 else "“We gladly paid {{7*7}} <i>euros</i>,”"
        )
        paragraphs = [
            f"The committee of {number} members met on Tuesday and spoke for an hour about {ATTACK}",
            f"{quote} said the chair, Agnes Hollow, {number}, outside the hall in Cooper Street. {SCRIPT}",
            f"The reserve fell to £{number} million by June {self.edition + 3}, the auditor wrote to the members {ATTACK}.",
            "Nobody in the gallery rose when the vote was called, and the doors were shut behind the last of them.",
            "The meeting will go on next week, when the members hear from the bank and from the two surveyors.",
        ]
        return _page(f"{ATTACK} edition {self.edition}", paragraphs, byline=f"By {SCRIPT}")

    async def _endless(self, _: Request) -> Response:
        paragraphs = [
            f"The bridge was closed for {self.edition + 10} days while the engineers measured each of its piers.",
            f"“It will stand for {self.edition + 60} years,” said the surveyor, Piet Marrow, when he came down again.",
            "Buses will go by way of the mill until the end of the month, and the ferry runs every twenty minutes.",
        ]
        return _page("Bridge " + "x" * 60_000 + " of " * 10_000 + f" edition {self.edition}", paragraphs)


def configure(folder: Path) -> Path:
    """Settings under which what is served on this machine is followed without delay; gives where they stand."""
    config = folder / "config.toml"
    config.write_text(_CONFIG, encoding="utf-8")
    return config


def fill(folder: Path) -> Path:
    """A store of the first editions of every article, the newspaper's first one withdrawn; gives its config."""
    config = configure(folder)
    paper, hostile = Newspaper(lambda: datetime.now(UTC)), HostilePaper()
    with open_tracker(load(config)) as tracker, serve(paper) as site, serve(hostile) as evil:
        for story in paper.stories:
            tracker.add(site + story.path, source=SOURCE)
        tracker.add(f"{evil}/news/attack", source=HOSTILE_SOURCE)
        tracker.add(f"{evil}/news/endless", source="Endless")
        tracker.add(f"{site}/gone", source=SOURCE)

        def publish(edition: int) -> None:
            if edition > EDITIONS:
                paper.withdraw(paper.stories[0].slug)
                return
            hostile.edition = edition
            for story in paper.stories:
                paper.publish(story.slug, min(edition, len(story.editions)))

        asyncio.run(_follow(tracker, publish))
    return config


def only(found: Sequence[Article], ending: str) -> Article:
    """The one article whose address ends so."""
    (article,) = (article for article in found if article.url.endswith(ending))
    return article


def look(tracker: Tracker) -> None:
    """Look at every article once, in a thread of its own: Playwright's loop runs in that of the test."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _follow(tracker, lambda _: None, editions=1, times=1)).result()


async def _follow(
    tracker: Tracker, publish: Callable[[int], None], *, editions: int = EDITIONS + 1, times: int = 2
) -> None:
    """Publish each edition, and then that an article is withdrawn, and look twice: what looks odd is believed when it
    is seen again.
    """
    hosts: dict[int, list[int]] = {}
    with tracker.database.read() as connection:
        for article in tracker.articles():
            hosts.setdefault(articles.host_id_of(connection, article.id), []).append(article.id)
    async with tracker.tools() as tools:
        for edition in range(1, editions + 1):
            publish(edition)
            for _ in range(times):
                for host, numbers in hosts.items():
                    await check_host(host, numbers, tools, tracker.manners(), lambda _: None, free=asyncio.Semaphore(1))


def _page(headline: str, paragraphs: Sequence[str], *, byline: str = "") -> Response:
    told = html.escape(headline)
    body = "".join(
        f"<p>{html.escape(paragraph)} {_CONTROLS if at < 2 else ''}</p>\n" for at, paragraph in enumerate(paragraphs)
    )
    return Response(
        f"<!doctype html><html lang='en\"><script>'><head><title>{told}</title>"
        f'<meta property="og:title" content="{told}"><meta name="author" content="{html.escape(byline)}"></head>'
        f"<body><main><article><h1>{told}</h1><p class=byline>{html.escape(byline)}</p>\n{body}</article></main></body></html>".encode(
            errors="replace"
        ),
        media_type="text/html; charset=utf-8",
    )
