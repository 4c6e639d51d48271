"""Whether the article of a page is still to be written by its scripts: what the page shows in its place.

Many whole pages have a state, an appeal in a noscript, or a box for an app. It is asked only of a page that shows hardly
any text, and no single weak sign is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from tracker.extract.parsing.shown import shown_text, weigh
from tracker.extract.parsing.wording import Phrases
from tracker.model import Block

LITTLE = 60.0
"""Words: a page with more of an article's text has an article, whatever its scripts would add."""

_ENOUGH = 2  # points, see `_signs`
_MAX_HOLES = 10
_NOTHING = 8.0  # words: "Loading, please wait" is no text
_HEAD = 300
_STATES = range(1_000, 2_000_000)  # characters
_ROOTS = re.compile(
    "root|app|__next|__nuxt|___gatsby|app-?root|react-?root|vue-?app|ember-?app|q-app|svelte|application|app-?container"
)
_STATE = re.compile(
    r"(?:window|self|globalThis)\.[\w$]*(?:state|data|props|nuxt|apollo|initial|preload)[\w$]*\s{0,3}=", re.IGNORECASE
)
_WAITING = re.compile(
    r"(?:^|[\s_-])(?:skeleton|shimmer|placeholder-(?:glow|wave|line|text))(?:$|[\s_-])", re.IGNORECASE
)
_APPEAL = Phrases(
    r"(?:enable|requires?|needs?|need to|turn on|activate|activez|activer|aktivieren sie|activar|activa|ativar|ative|attiva|abilita|schakel|zet|aktivera|slå på|włącz|включите)\b.{0,40}\bjava ?script"
    r"|java ?script\b.{0,40}\b(?:is )?(?:disabled|required|needed|deaktiviert|aktivieren|désactivé|requis|desactivado|desativado|disattivato|disabilitato|uitgeschakeld|nodig|avstängt|wyłączon\w*|отключ[её]н|を有効)"
)


def awaits_scripts(root: Any, blocks: Iterable[Block], around: Iterable[Block], *, rendered: bool = False) -> str:
    """What shows that the article is not there yet, in words; empty where nothing does, or where the text is an article's.

    `blocks` are what was read as the article's, `around` what was not. Of a `rendered` page, whose scripts have run,
    what they leave behind says nothing.
    """
    texts = [block.text for block in blocks]
    if sum(map(weigh, texts)) >= LITTLE:
        return ""
    texts += [block.text for block in around]
    signs = list(_signs(root, texts, rendered=rendered))
    return " and ".join(said for said, _ in signs) if sum(points for _, points in signs) >= _ENOUGH else ""


def _signs(root: Any, texts: list[str], *, rendered: bool) -> Iterator[tuple[str, int]]:
    """What speaks for scripts, each with its points."""
    if next(root.iter("script"), None) is None:
        return
    if hole := _hole(root):
        yield f"nothing in its {hole}", 2
    if any(_APPEAL.search(text[:_HEAD]) for text in texts):
        yield "an appeal to enable JavaScript", 2
    if any(_WAITING.search(element.get("class")) for element in root.iterfind(".//*[@class]")):
        yield "boxes that wait for text", 2 if rendered else 1
    if not rendered and any(_APPEAL.search(shown_text(element, _HEAD)) for element in root.iter("noscript")):
        yield "an appeal to those without JavaScript", 1
    if not rendered and any(map(_is_state, root.iter("script"))):
        yield "a state to be drawn", 1


def _hole(root: Any) -> str:
    """The name of an element that is there for the article, or for all of the page, and shows no text."""
    named = (one for one in root.iterfind(".//*[@id]") if _ROOTS.fullmatch(one.get("id").lower()))
    for element in islice(named, _MAX_HOLES):
        if _is_hollow(element):
            return f"<{element.tag} id={element.get('id')}>"
    for element in islice(root.iter("main", "app-root"), _MAX_HOLES):
        if _is_hollow(element):
            return f"<{element.tag}>"
    for element in islice(root.iterfind(".//*[@itemprop='articleBody']"), _MAX_HOLES):
        if element.tag != "meta" and _is_hollow(element):
            return "articleBody"
    return ""


def _is_hollow(element: Any) -> bool:
    return weigh(shown_text(element, _HEAD) or "-") < _NOTHING


def _is_state(script: Any) -> bool:
    """Whether a script element holds the data of a page, not only code: JSON of some length."""
    text, kind = script.text or "", (script.get("type") or "").lower()
    if len(text) not in _STATES or "ld+json" in kind:
        return False
    return "json" in kind or _STATE.search(text[:500]) is not None
