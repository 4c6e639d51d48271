"""Whether an article calls itself paid for, by a line at its head: above the headline, or between it and the text.

The same words stand on the slots of advertisements and on teasers, which are drawn anew at each look. So the line has to
be alone in its box, and neither it nor a box around it may be named for advertisements or hold more than words. A single
word that labels slots everywhere ("Anzeige") counts only right above the headline, in the same box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tracker.extract.parsing.near import places
from tracker.extract.parsing.segment import Chunk, Segments
from tracker.extract.parsing.shown import shown_text
from tracker.extract.parsing.wording import Phrases

_LONGEST = 90  # characters
_ABOVE, _BELOW = 4, 8  # chunks around the headline
_MOST_INNER = 12  # elements in the box of a label
_LABEL = 12  # words: a longer paragraph is text
_PAID_FOR = Phrases(
    r"\W{0,3}(?:sponsored(?: (?:content|article|post|story|feature))?|paid (?:post|content|partnership|partner content|program|for (?:and presented )?by\b.{1,50})|(?:partner|branded|advertiser|promoted) content"
    r"|advertorial|advertisement feature|advertising feature|(?:sponsored|paid for|brought to you) by\b.{1,50}|(?:content|created|produced) (?:by|for|with) our (?:partner|sponsor)s?|in (?:paid )?partnership with\b.{1,50}"
    r"|gesponser(?:t|ter inhalt|ter beitrag)|bezahlter? (?:inhalt|beitrag|anzeige)|anzeigensonderveröffentlichung|(?:contenu|article|publi-?reportage) sponsorisé|publi-?(?:rédactionnel|reportage)|publireportaje"
    r"|(?:contenido|artículo) patrocinado|(?:conteúdo|artigo) patrocinado|conteúdo de marca|contenuto sponsorizzato|articolo sponsorizzato|gesponsorde? (?:inhoud|artikel|content)|betaalde? (?:content|inhoud)"
    r"|annonssamarbete|annonsørinnhold|betalt innhold|annoncørbetalt indhold|sponsoreret indhold|kaupallinen yhteistyö|(?:artykuł|materiał|tekst) sponsorowany|партн[её]рский материал|на правах рекламы|(?:pr|広告)(?:記事|特集)|赞助内容|sponsorlu içerik)\W{0,3}$"
)
_SLOT = Phrases(
    r"\W{0,3}(?:anzeige|werbung|publicité|advertisement|advertising|publicidad|publicidade|pubblicità|advertentie|annons|annonse|annonce|reklama|реклама|広告|reklam|pr)\W{0,3}$"
)
_FOR_ADS = re.compile(
    r"(?:^|[\s_-])(?:ads?|adverts?|advertisement|adslot|adunit|banner|slot|gpt|dfp|leaderboard|mpu|promo|teasers?|related|widget|outbrain|taboola|rail|sidebar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"kicker|label|overline|eyebrow|rubri|dachzeile|spitzmarke|topline|categor|section|volanta|tag|badge", re.IGNORECASE
)
_NAMES = re.compile(r"""(?:^|\s)(?:class|id)=["']?([^"'>]{1,400})""", re.IGNORECASE)
_ASIDE = frozenset(("aside", "nav", "footer"))
_FILLED = frozenset(("a", "iframe", "ins", "img", "picture", "video", "script", "button", "form", "object", "amp-ad"))


def is_paid_for(segments: Segments, headline: str) -> bool:
    """Whether a line at the head of the article says that somebody paid for it; `headline` is the visible one."""
    chunks = segments.chunks
    if not chunks or not headline:
        return False
    start = places(chunks, headline)[0]
    if headline not in chunks[start].text:
        return False
    outers = {chunks[start].box.element, *chunks[start].box.element.iterancestors()}
    for chunk in _head(chunks, start):
        line = chunk.text[:_LONGEST]
        if len(chunk.text) < _LONGEST and _PAID_FOR.match(line) and _is_alone(chunk, outers):
            return True
        if (
            chunk.order == start - 1
            and _is_kicker(chunk, chunks[start])
            and _SLOT.match(line)
            and _is_alone(chunk, outers)
        ):
            return True
    return False


def may_say_so(text: str, *, above: bool) -> bool:
    """Whether a line near the head of an article, or `above` its headline, may say that somebody paid for it."""
    line = text[:_LONGEST]
    said = _PAID_FOR.match(line) is not None or (above and _SLOT.match(line) is not None)
    return said and len(text) < _LONGEST


def is_for_ads(tag: str, attributes: str) -> bool:
    """Whether an element, with its attributes as they stand on the page, is a box in which no line is the article's."""
    return tag in _ASIDE or any(_FOR_ADS.search(names) for names in _NAMES.findall(attributes))


def _is_kicker(chunk: Chunk, headline: Chunk) -> bool:
    """Whether a line stands right above the headline in its box, by itself or in an inline element."""
    outer, before = headline.box.element.getparent(), headline.box.element.getprevious()
    names = "" if before is None else before.get("class") or ""
    if before is None or _FOR_ADS.search(names) or shown_text(before, _LONGEST) != chunk.text:
        return False
    if before.tag == "div" and not _KICKER.search(names):
        return False  # a slot's, as likely
    return chunk.box.element is outer or chunk.box.element.getparent() is outer


def _head(chunks: list[Chunk], start: int) -> Iterator[Chunk]:
    """The lines above the headline, and those below it up to the text."""
    yield from chunks[max(0, start - _ABOVE) : start]
    for chunk in chunks[start + 1 : start + 1 + _BELOW]:
        if chunk.good > 0 and chunk.words > _LABEL and chunk.box.tag == "p":
            return
        yield chunk


def _is_alone(chunk: Chunk, outers: set[Any]) -> bool:
    """Whether a line is all that its box shows, up to the box that holds the headline too, and no box of advertisements."""
    element = chunk.box.element
    length = len(chunk.text)
    while element is not None and element not in outers:
        names = " ".join(
            str(element.get(name) or "") for name in ("class", "id", "data-slot", "data-ad", "data-component")
        )
        if _FOR_ADS.search(names) or element.get("data-slot") is not None or element.tag in _ASIDE:
            return False
        inner = [one.tag for one, _ in zip(element.iter(), range(_MOST_INNER + 1), strict=False)]
        head = element.tag == "header" or any(name in names.lower() for name in ("head", "meta", "kicker", "label"))
        if not head and (len(inner) > _MOST_INNER or len(shown_text(element, 3 * _LONGEST)) > length + 1):
            return False
        if not head and not _FILLED.isdisjoint(inner):
            return False
        element = element.getparent()
    return element is not None and element.tag not in ("body", "html")
