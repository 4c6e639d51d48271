"""What stands around and between an article's paragraphs, drawn anew at each fetch; and what never changes on a host."""

from __future__ import annotations

import random
from functools import lru_cache

from benchmarks.site.stories import write_story

_WORDS = [
    "render",
    "update",
    "init",
    "module",
    "state",
    "queue",
    "event",
    "layout",
    "config",
    "promise",
    "vendor",
    "bundle",
    "stream",
    "cache",
    "token",
    "widget",
    "track",
    "consent",
    "slot",
    "bid",
]
_PITCHES = [
    "Sign up to the morning letter, five stories before seven.",
    "Support reporting from the coast: become a member today.",
    "Join 8,000 readers of The Tide Table, our weekly letter.",
    "Download our app and hear of storms before they arrive.",
    "Get unlimited access for £{n} a month.",
    "Follow our channel for the latest from the region.",
]
_LABELS = ("READ MORE:", "RELATED:", "See also:", "More on this:", "Don’t miss:")
_BOXES = (
    "<aside class='related'><h3>Most read</h3><ol>{items}</ol></aside>",
    "<div class='ad-slot' id='gpt-{n}'><span>Advertisement</span><iframe src='https://ads.example/{n}'></iframe></div>",
    "<section class='newsletter'><p>{pitch}</p><form><input type='email'><button>Sign up</button></form></section>",
    "<div class='teaser-{n}'><a href='/story/{n}'>{head}</a><p>{pitch}</p></div>",
    "<div class='social' data-count='{n}'><button>Share</button><span>{n} shares</span><span>{m} comments</span></div>",
)
_INNER = (
    "<div class='ad-slot inline' id='ad-{n}'><span>Advertisement</span><iframe src='https://ads.example/{n}'></iframe></div>",
    "<p class='read-more'><strong>{label}</strong> <a href='/story/{n}'>{head}</a></p>",
    "<aside class='related-inline'><h4>Related</h4><ul>{items}</ul></aside>",
)
_PROMOS = (
    "<p>{label} <a href='/story/{n}'>{head}</a></p>",
    "<p>{pitch}</p>",
    "<p><strong>{label}</strong> {head}</p>",
    "<p><a href='/story/{n}'>{head}</a></p>",
)


def heads() -> tuple[str, ...]:
    """Headlines of other stories, for teasers and lists."""
    return _heads()


@lru_cache(1)
def _heads() -> tuple[str, ...]:
    return tuple(write_story(random.Random(f"teaser {n}")).headline for n in range(120))


def box(chance: random.Random) -> str:
    """Something around the article."""
    return _drawn(chance.choice(_BOXES), chance)


def inner(chance: random.Random) -> str:
    """Something between the article's paragraphs, marked as what it is."""
    return _drawn(chance.choice(_INNER), chance)


def promo(chance: random.Random) -> str:
    """A promotional paragraph that looks like one of the article's."""
    return _drawn(chance.choice(_PROMOS), chance)


def _drawn(form: str, chance: random.Random) -> str:
    n = chance.randint(1, 999_999)
    return form.format(
        n=n,
        m=n % 311,
        head=chance.choice(heads()),
        label=chance.choice(_LABELS),
        pitch=chance.choice(_PITCHES).format(n=n % 9 + 2),
        items="".join(f"<li><a href='/story/{n + i}'>{h}</a></li>" for i, h in enumerate(chance.sample(heads(), 5))),
    )


def nonce(chance: random.Random) -> str:
    """A script that says something else at each request."""
    return f"<script nonce='{chance.getrandbits(96):x}'>window.__req={{id:'{chance.getrandbits(64):x}',t:{chance.randint(10**9, 2 * 10**9)}}}</script>"


def code(chance: random.Random, size: int) -> str:
    """So many characters of script, as it stands on a host for ever."""
    lines, length = [], 0
    while length < size:
        a, b, c = chance.choice(_WORDS), chance.choice(_WORDS), chance.choice(_WORDS)
        line = f"function {a}{chance.getrandbits(20):x}({b},{c[0]}){{if(!{b}){{return {c[0]}.{a}('{chance.getrandbits(28):x}')}}{b}.{c}={chance.randint(0, 9999)}}}"
        lines.append(line)
        length += len(line)
    return "<script>" + ";".join(lines) + "</script>"


def navigation(chance: random.Random, links: int) -> str:
    """Sections and their pages."""
    words = [f"{chance.choice(_WORDS)}-{chance.choice(_WORDS)}" for _ in range(links)]
    icon = f"<svg viewBox='0 0 24 24'><path d='M{' '.join(str(chance.randint(0, 24)) for _ in range(24))}z'/></svg>"
    return (
        "<nav><ul>"
        + "".join(f"<li class='nav-item'><a href='/{w}/'>{icon}<span>{w.title()}</span></a></li>" for w in words)
        + "</ul></nav>"
    )
