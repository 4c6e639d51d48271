"""A made-up paper's feeds, sitemaps and pages: what the discovery tests read."""

from __future__ import annotations

FRONT = "https://paper.example/"
FERRY = "https://paper.example/2026/11/20/island-ferry-to-stop-in-winter"
BREAD = "https://paper.example/economy/five-things-to-know-about-bread-48213"
MARKET = "https://paper.example/city/vote-on-fish-market-postponed-48377"


def rss(*items: str, head: str = "<title>The Paper</title>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def rss_item(url: str = FERRY, *, title: str = "Island ferry to stop", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{url}</link>{more}</item>"


def atom(*entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title>{"".join(entries)}</feed>'.encode()


def urlset(*entries: str) -> bytes:
    names = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {names}>{"".join(entries)}</urlset>'.encode()


def index(*addresses: str) -> bytes:
    children = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'.encode()


def page(body: str, *, head: str = "<title>Politics | The Paper</title>") -> bytes:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>".encode()


def teasers(*links: tuple[str, str]) -> str:
    """Teasers as most content systems print them: a picture that links, and a headline that does."""
    return (
        "<main>"
        + "".join(
            f'<article class="teaser"><a href="{url}"><img src="/p.jpg" alt=""></a>'
            f'<h3><a href="{url}">{title}</a></h3><p>Short words on it.</p></article>'
            for url, title in links
        )
        + "</main>"
    )
