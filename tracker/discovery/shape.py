"""What an address alone says of its page: a date, the words of a headline or a number speak for an article, the names
of lists, people and services against one.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are thresholds and stand where they are used
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

# Path segments under which publishers keep lists of articles, or pages that are no news.
_LISTS = """
    tag tags topic topics thema themen category categories kategorie rubrik author authors autor autoren autore auteur
    profile profiles contributor contributors person persons players writers search suche buscar recherche login signin
    sign-in register signup sign-up account accounts my-account subscribe subscription subscriptions abo newsletter
    newsletters rss feed feeds static assets cdn-cgi wp-content wp-json wp-admin api cart checkout share print donate
    comment comments articlecomments user users forum redirect video videos gallery galleries slideshow slideshows
    podcast podcasts audio advert adverts sponsored
"""
_LIST_SEGMENTS = frozenset(_LISTS.split())
# Names that are a list or a service only where the path ends with them: there is news from the weather section.
_FRONTS = """
    about about-us advertise advertising app apps archive archives calendar careers contact contact-us cookie-policy
    cookies crossword crosswords datenschutz donate download downloads event events faq faqs games help horoscope
    horoscopes impressum jobs karriere kontakt mediadaten page pages people privacy privacy-policy puzzles shop sitemap
    staff store support terms terms-of-service terms-of-use tv-guide weather wetter
"""
_FRONT_SEGMENTS = _LIST_SEGMENTS | frozenset(_FRONTS.split())
_SERVICES = """
    about advertise advertising careers contact cookie cookies datenschutz help impressum login newsletter newsletters
    privacy register search sign signup subscribe subscription terms unsubscribe
"""
_SERVICE_WORDS = frozenset(_SERVICES.split())
_STORIES = """
    a article articles artikel artikler articolo artigo articulo news story stories post posts nachrichten noticia
    noticias noticie nyheter actualite report reports live opinion blog
"""
_ARTICLE_SEGMENTS = frozenset(_STORIES.split())
_FILES = re.compile(
    r"\.(?:avif|bmp|css|csv|docx?|eot|epub|exe|gif|gz|ico|ics|jpe?g|js|json|m3u8|m4a|mov|mp3|mp4|ogg|pdf|png|pptx?|rar"
    r"|rss|svg|tar|ttf|txt|vcf|wav|webm|webp|woff2?|xlsx?|xml|zip)$"
)
_PAGES = re.compile(r"\.(?:html?|shtml|php\d?|aspx?|jsp|ece|cms|story|article|amp)$")
_FOLDER_PAGE = re.compile(r"(?:index|default)(?:\.[a-z]{3,5})?$")
_COMMENTS = re.compile(r"/comment-page-\d|[?&]replytocom=|/comments?/?$")
_SERVICE_HOSTS = frozenset(
    {"accounts", "account", "ads", "help", "jobs", "login", "my", "profile", "search", "shop", "store", "support"}
)
_DATES = re.compile(
    r"/(?:19|20)\d\d[/.-]?(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[/.-]?(?:[0-2]?\d|3[01]))?(?=[/_.-]|$)"
    r"|/\d\d/(?:0[1-9]|1[0-2])/(?:[0-2]\d|3[01])/"
    r"|[/_-](?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:[0-2]\d|3[01])(?=\D|$)"
)
_BETWEEN_WORDS = re.compile(r"[-_+~. ]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_NUMBER = re.compile(r"(?:^|[-_.~/]|[a-z])\d{5,}$|^\d{4,}$|^\d{5,}[-_]")
_MIXED_NAME = re.compile(r"(?:^|[-_~])(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{8,36}$|^[0-9a-f]{8}-[0-9a-f-]{27}$")
_KEYS = "id p idx no articleid article_id aid newsid news_id nid story storyid sid doc docid art"
_NUMBER_KEYS = frozenset(_KEYS.split())
_LONGEST = 500  # characters of a path that are looked at


@dataclass(frozen=True, slots=True)
class _Address:
    """An address taken apart: `segments` of the path in lower case, without the name of a folder's own page."""

    host: str
    path: str
    segments: tuple[str, ...]
    has_number: bool


def could_be_article(url: str) -> bool:
    """Whether the address may be that of an article: nothing speaks against it and at least a little for it."""
    return not is_listing(url) and evidence(url) >= 1


def is_listing(url: str) -> bool:
    """Whether the address says that its page is no article: a front page, a list, a service, a file."""
    address = _taken_apart(url)
    segments = address.segments
    if not segments:
        return not address.has_number
    if _FILES.search(segments[-1]) or _COMMENTS.search(url) or address.host.partition(".")[0] in _SERVICE_HOSTS:
        return True
    last = _PAGES.sub("", segments[-1])
    words = _BETWEEN_WORDS.split(last)
    is_service = len(segments) == 1 and words[0] in _SERVICE_WORDS and len(words) <= 4
    below_list = not _LIST_SEGMENTS.isdisjoint(segments[:-1]) and not _DATES.search(address.path)
    return is_service or below_list or last in _FRONT_SEGMENTS


def evidence(url: str) -> int:
    """How much the address speaks for an article, from 0: 3 for a date or the words of a headline, 2 for a number of
    its own, 1 for lesser signs.
    """
    address = _taken_apart(url)
    names = [_PAGES.sub("", segment) for segment in address.segments[-2:]]
    points = 3 if _DATES.search(address.path) else 0
    points += max(map(_slug, names), default=0)
    points += 2 if address.has_number or any(map(_numbered, names)) else 0
    points += 1 if names and names[-1] != address.segments[-1] else 0
    points += 1 if not _ARTICLE_SEGMENTS.isdisjoint(address.segments[:-1]) else 0
    return points


@lru_cache(maxsize=1_000)
def _taken_apart(url: str) -> _Address:
    try:
        parts = urlsplit(url)
        host, query = parts.hostname or "", parts.query[:_LONGEST]
    except ValueError:
        return _Address("", "", (), has_number=False)
    path = unquote(parts.path[:_LONGEST]).lower()
    segments = tuple(segment for segment in path.split("/") if segment)
    has_number = "=" in query and any(
        key.lower() in _NUMBER_KEYS and value.isdigit() for key, value in parse_qsl(query)[:20]
    )
    own_page = segments and _FOLDER_PAGE.match(segments[-1])
    return _Address(host, path, segments[:-1] if own_page else segments, has_number)


def _slug(name: str) -> int:
    """A headline's words joined by hyphens: two are a section's name as often as not."""
    words = sum(1 for word in _BETWEEN_WORDS.split(name) if _WORD.fullmatch(word))
    return 4 if words >= 5 else 3 if words >= 3 else 0


def _numbered(name: str) -> bool:
    return bool(_LONG_NUMBER.search(name) or _MIXED_NAME.search(name))
