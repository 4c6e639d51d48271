"""What the names that publishers give their elements (tag, class, id, role) say about what stands in them.

A label is a suspicion, not a verdict: whoever uses it checks how much of the text it would cost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

_WORDS = {
    "ad": "ad adunit adslot ads advert adverts advertisement advertisements advertising adsense adsbygoogle dfp sponsor"
    " sponsored sponsors taboola outbrain zergnet mgid revcontent teads werbung anzeige publicidad publicidade reklama"
    " adwrap adbox adcontainer",
    "related": "related recirc recirculation recommended recommendation recommendations recommends trending popular"
    " mostread mostpopular mostviewed readmore readalso seealso teaser teasers promo promos promotion promobox linkbox"
    " relatedposts relatedarticles relacionadas relacionados morestories suggestions suggested jp-relatedposts yarpp"
    " upnext crosslink crosslinks moreon latest headlines ticker hotlinks similar",
    "social": "share shares sharing sharebar sharedaddy sharethis addthis addtoany social socials follow followus"
    " sharetools sociallinks twitterfollow facebook whatsapp sns",
    "newsletter": "newsletter newsletters signup subscribe subscription subscriptions optin mailchimp mailinglist"
    " membership donate donation regwall appeal",
    "comments": "comment comments commentlist commenter disqus respond livefyre kommentare comentarios commentaires"
    " discussion forum-link replies fb-comments coral divforum forum-fil forum-message",
    "bio": "bio biography authorbio authorbox aboutauthor authorinfo contributor postprofile posterinfo userinfo",
    "byline": "byline bylines author authors dateline timestamp byl pubdate publishdate postmeta entrymeta posted readtime"
    " readingtime postmetadata autor autoren autorin autores auteur auteurs autore autori artikelautor beitragsautor"
    " autorenname autorenzeile autorname authorname firma signature signataire signataires szerzo forfatter skribent skribenter schrijver verfasser verfasserin författare kirjoittaja penulis yazar автор journalist journaliste periodista datum fecha artikeldatum",
    "meta": "breadcrumb breadcrumbs pagination pager tags tag-list taglist topics keywords categories postnav toolbar"
    " tools utility copyright disclaimer legal rating ratings ratingblock votes tagcloud skip toc pagenav",
    "nav": "nav navbar navigation menu submenu masthead topbar sitemap megamenu offcanvas",
    "footer": "footer colophon",
    "aside": "sidebar aside rail rightrail leftrail sidecolumn",
    "widget": "widget widgets",
    "cookie": "cookie cookies consent gdpr onetrust cmp modal popup overlay lightbox notification toast login signin",
    "caption": "caption captions cutline credit credits imagecaption photocredit figcaption legende bildunterschrift",
    "media": "gallery slideshow carousel player jwplayer brightcove slider",
    "pull": "pullquote pullquotes pull",
    "hidden": "sronly visuallyhidden screenreader offscreen popover hovercard tooltiptext",
    "standfirst": "standfirst dek deck subtitle subheadline subhead strapline sottotitolo untertitel teasertext"
    " excerpt kicker",
    "lead": "chapo vorspann",
    "headline": "headline",
    "crosshead": "crosshead crossheading intertitre zwischentitel ladillo",
    "note": "correction corrections clarification errata erratum",
}
_PAIRS = {
    ("most", "read"): "related",
    ("most", "popular"): "related",
    ("most", "viewed"): "related",
    ("read", "more"): "related",
    ("read", "next"): "related",
    ("read", "also"): "related",
    ("see", "also"): "related",
    ("more", "stories"): "related",
    ("more", "from"): "related",
    ("more", "on"): "related",
    ("also", "like"): "related",
    ("up", "next"): "related",
    ("next", "post"): "related",
    ("prev", "next"): "meta",
    ("sign", "up"): "newsletter",
    ("call", "action"): "newsletter",
    ("to", "action"): "newsletter",
    ("opt", "in"): "newsletter",
    ("author", "bio"): "bio",
    ("author", "box"): "bio",
    ("author", "info"): "bio",
    ("about", "author"): "bio",
    ("post", "meta"): "byline",
    ("entry", "meta"): "byline",
    ("article", "meta"): "byline",
    ("entry", "footer"): "footer",
    ("sr", "only"): "hidden",
    ("screen", "reader"): "hidden",
    ("visually", "hidden"): "hidden",
    ("rollover", "block"): "hidden",
    ("tooltip", "text"): "hidden",
    ("tooltip", "content"): "hidden",
    ("pull", "quote"): "pull",
    ("sub", "headline"): "standfirst",
    ("sub", "title"): "standfirst",
    ("read", "time"): "byline",
    ("wp", "caption"): "caption",
    ("image", "caption"): "caption",
    ("cross", "head"): "crosshead",
    ("cross", "heading"): "crosshead",
    ("article", "date"): "byline",
    ("post", "date"): "byline",
    ("display", "name"): "byline",
}
_LABELS = {word: label for label, words in _WORDS.items() for word in words.split()}
_TAGS = {"nav": "nav", "footer": "footer", "aside": "aside", "figcaption": "caption"}
_ROLES = {
    "navigation": "nav",
    "banner": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "dialog": "cookie",
    "alertdialog": "cookie",
    "search": "nav",
    "menu": "nav",
}
_DECIDING = frozenset(("hidden", "aria-hidden", "style", "role"))  # attributes that say more than names
_ORDER = (
    "note", "hidden", "comments", "newsletter", "related", "ad", "cookie", "social", "pull", "caption", "nav", "footer",
    "media", "bio", "byline", "meta", "aside", "widget", "lead", "standfirst", "headline",
    "crosshead",
)  # fmt: skip
_NO_RANK = len(_ORDER)
_MENU = _ORDER.index("nav")
_SHORTEST_NUMBERED = 6  # letters: "sidebar2" is a word with a number, "ad12bf" a hash
_TELLING = frozenset(("byline", "timestamp", "pubdate", "dateline", "datestamp"))
_PART = re.compile(r"[^-_:/.,]+")
_FLOAT = re.compile(r"pull-(?:(?:xs|sm|md|lg|xl)-)?(?:left|right|none|start|end)")  # where a box stands, not what it is
_WHOLE = frozenset(
    ("hidden", "hide", "invisible", "is-hidden", "visually-hidden", "sr-only", "rich-snippet-hidden")
)  # not "hidden-print"
# text that scripts show to those who paid is hidden from everybody at first
_SOLD = re.compile(
    r"(?:subscriber|member|premium|paid|paywall|encrypted|locked|gated)s?[-_]?(?:only|content|text|body|article)"
)
# what readers unfold is hidden until they do
_FOLDED = re.compile(r"accordion|collaps|faq|spoiler|expandable|(?:read|show)[-_]?more[-_]?(?:content|text|body)")
_CUT_OFF = re.compile(r"clip:rect\([01](?:px)?[,)01px]*\)|clip-path:inset\((?:50|100)%|(?:left|top):-\d{4}")
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))  # no menus: their ids are what menus lead to
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def label_of(tag: str, attributes: Mapping[str, str]) -> str:
    """The label of one element, or an empty string: see `_WORDS` for the labels there are."""
    if tag == "body" or (not attributes and "-" not in tag):
        return _TAGS.get(tag, "")  # the body's names tell of the site: "single-author"
    if not _DECIDING.isdisjoint(attributes):  # few have one of them
        if _is_hidden(attributes) and not _unfolds(attributes):
            return "" if _SOLD.search(attributes.get("class", "")[:400]) else "hidden"
        if label := _ROLES.get(attributes.get("role", "")):
            return label
    classes, own = attributes.get("class"), attributes.get("id")
    rank = _rank(classes[:400]) if classes else _NO_RANK
    if own and (other := _rank(own[:400])) < rank:
        rank = other
    if "-" in tag and (other := _rank(tag)) < rank:
        rank = other
    if rank == _NO_RANK or (rank == _MENU and tag in _LINES):
        return _TAGS.get(tag, "")
    return _ORDER[rank]


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    unseen = is_unseen(attributes.get("style", ""))
    return unseen or "hidden" in attributes or attributes.get("aria-hidden") == "true"


def _unfolds(attributes: Mapping[str, str]) -> bool:
    """Whether what is hidden is the panel of an accordion, by its role or its names."""
    panel = attributes.get("role") == "region" and "aria-labelledby" in attributes
    names = f"{attributes.get('class', '')[:400]} {attributes.get('id', '')[:100]}".lower()
    return panel or _FOLDED.search(names) is not None


def is_unseen(style: str) -> bool:
    """Whether an element's own style keeps its text from everybody's eyes: not shown, cut to nothing, or put off the
    page. What is only invisible or transparent yet is not meant: scripts bring that in.
    """
    if "none" not in style and "absolute" not in style:
        return False
    said = style[:500].replace(" ", "")
    return "display:none" in said or ("position:absolute" in said and _CUT_OFF.search(said) is not None)


def label_at(element: Any) -> str:
    """The label of an element of a parsed page."""
    return label_of(element.tag, dict(element.items()))  # its attributes asked one by one cost more


def is_in_comment(element: Any) -> bool:
    """Whether microdata say that an element belongs to a reader's comment."""
    return any(is_comment(outer) for outer in element.iterancestors())


def is_comment(element: Any) -> bool:
    """Whether microdata say that an element is a reader's comment."""
    return "Comment" in (element.get("itemtype") or "")


@lru_cache(maxsize=20_000)
def _rank(names: str) -> int:
    """The place in `_ORDER` of the first label that the names stand for."""
    return min((_ORDER.index(label) for name in names.split() for label in _of_name(name)), default=_NO_RANK)


@lru_cache(maxsize=20_000)
def _of_name(name: str) -> tuple[str, ...]:
    """The labels that the words of one class name or id stand for; hashes that a build tool made are no words."""
    folded = name.lower()
    if folded in _WHOLE:
        return ("hidden",)
    if folded == "date":
        return ("byline",)
    if _FLOAT.fullmatch(folded):
        return ()
    if folded in _LABELS:
        return (_LABELS[folded],)
    if name.replace("-", "").replace("_", "").isalpha():
        words = _WORD.findall(name)
    else:
        words = [word for part in _PART.findall(name) if _is_worded(part) for word in _WORD.findall(part)]
    words = [word.lower() for word in words]
    found = [_LABELS[word] for word in words if word in _LABELS]
    if found[:1] == ["byline"] and words[0] in _LABELS:
        found = [label for label in found if label != "comments"]  # a byline with the number of comments in it
    if not _TELLING.isdisjoint(words):
        found = [label for label in found if label != "social"]  # a byline with buttons in it
    if len(words) > 1:
        found.extend(_PAIRS[pair] for pair in pairwise(words) if pair in _PAIRS)
    return tuple(found)


def _is_worded(part: str) -> bool:
    """Whether a part of a name is words, not the hash that a build tool made: digits only at its end."""
    letters = part.rstrip("0123456789")
    return letters.isalpha() and (letters == part or len(letters) >= _SHORTEST_NUMBERED)
