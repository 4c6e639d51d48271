"""Whom a page's head and its microdata claim as the author, where readers see nobody."""

from __future__ import annotations

import re

from tracker.extract.authors.eastern import is_eastern
from tracker.extract.authors.persons import BY, HOUSE, distinct, folded, is_name, persons_in, trimmed
from tracker.extract.authors.roles import credited
from tracker.extract.parsing.segment import Segments

METAS = (
    "author",
    "authors",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "og:article:author",
    "article.author",
    "article_author",
    "author_name",
    "author-name",
    "creator",
    "dc:creator",
    "byline",
    "citation_author",
    "articleauthor",
    "article-author",
    "post_author",
    "post-author",
    "page_author",
    "news_author",
    "content_author",
    "dc.creator.name",
)
_ENDS = ("author", "authors", "name", "names", "byl", "byline", "bylines", "creator", "journalist")
_NAMES_AUTHOR = re.compile(  # of a meta element: "dcsext.author", "article:author_name"; not who made the site
    r"^(?!twitter:|web|site|theme|copyright|image|photo|video)(?:.*[.:_-])?(?:authors?|author[-_.]?names?|byl|bylines?|creator|journalist)$"
)
_MAILBOX = re.compile(r"\S{1,80}@\S{1,80} \((.{2,60})\)")  # "ann@paper.example (Ann Example)"
ADDRESS = re.compile(r"[\w-]{2,40}(?:\.[\w-]{1,40})*\.(?:com|org|net|info|gov|edu|[a-z]{2})", re.IGNORECASE)
_TURNED = re.compile(r"^([^\W\d_a-z][\w'’-]+), ([^\W\d_a-z][\w'’-]+)$")  # "Example, Ann"


def claimed(metas: dict[str, str], own: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names that the head claims in the first of its elements that holds some other than the paper's `own` (folded)."""
    told = [_MAILBOX.sub(r"\1", metas[name]) for name in METAS if name in metas]
    others = (name for name in metas if name.endswith(_ENDS) and name not in METAS)
    told += [metas[name] for name in others if _NAMES_AUTHOR.search(name)]
    told += [metas.get(f"twitter:data{n}", "") for n in (1, 2) if BY.match(metas.get(f"twitter:label{n}", ""))]
    told = [", ".join(credited(one)) or one for one in told]
    claims = (name for one in told if one and is_name(name := trimmed(one)) and not HOUSE.search(one))
    claims = (name for name in claims if not ADDRESS.fullmatch(name))
    claim = next((name for name in claims if folded(name) not in own), "")
    return distinct(persons_in(claim if is_eastern(claim) else _TURNED.sub(r"\2 \1", claim)))


def told_by_machines(segments: Segments) -> tuple[str, ...]:
    """The names that microdata give in elements that show none."""
    authors = [element for element, _ in segments.signed if element.get("itemprop") == "author"][:20]
    names = [meta.get("content") or "" for one in authors for meta in one.iterfind(".//meta[@itemprop='name']")]
    return distinct(person for name in names for person in persons_in(name[:200]))
