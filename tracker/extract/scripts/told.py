"""What an object of a page's state tells of the article whose text stands in it: headline, authors, dates, by the names
that publishers' systems give such fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from tracker.extract.parsing.shown import tidy

_NEAR = 5  # objects around the text
_LONGEST_KEY = 40
_DEPTH = 4  # objects in the field of an author
_MOST = 20  # authors
_LONGEST = 400  # characters of a headline
_STANDFIRST = 1_000  # characters
_SHORTEST = 4  # characters of a headline: in Chinese it is one
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_SIGN = re.compile(r"[_\W]+")


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Fields by their names without signs, in small letters; the first that says something counts.
_HEADLINES = _names("headline hdln hed heading headlinetext articletitle newstitle storytitle displaytitle maintitle headlines title titre titulo titolo titel subject name")  # fmt: skip
_AUTHORS = _names("authors author byline bylines by writers writer contributors contributor journalists journalist reporters reporter columnist creators creator authornames authorname reportername bylinetext displaybyline credits signature autores autor auteurs auteur autori autore penname")  # fmt: skip
_PUBLISHED = _names("published publishedat publisheddate publishedtime publishedon firstpublished firstpublishedat firstpublishdate firstpublicationdate datepublished publishdate publishat publishtime publishdatetime publicationdate publicationtime pubdate pubtime pubdatetime displaydate releasedate issuedate inputdate datetime date created createdat createddate createdtime createtime datecreated ctime timestamp")  # fmt: skip
_MODIFIED = _names("modified modifiedat modifieddate datemodified lastmodified lastmodifieddate lastmodifiedat updated updatedat updateddate updatetime dateupdated lastupdated lastupdatedat lastupdateddate lastupdate lastpublished mtime")  # fmt: skip
_STANDFIRSTS = _names("standfirst dek deck subtitle subheadline subheadlines subheading summary lead lede chapo teaser sottotitolo excerpt abstract description trailtext")  # fmt: skip
_SECTIONS = _names("section sectionname primarysection sections category categoryname categories rubric rubrik channel channelname ressort")  # fmt: skip
_ABOUT = frozenset(_names("meta metadata header articleheader head info attributes fields details basic seo properties article story"))  # fmt: skip
_WITHIN = _names("name fullname displayname title text basic default main html rendered plain value label long print web utc iso date timestamp epoch time byline author")  # fmt: skip
_LISTS = _names("nodes edges items data by node entries list")
_OTHER_TRADES = re.compile(r"photo|illustrat|video|camera|editor|translat|graphic", re.IGNORECASE)
_TRADES = _names("role type jobtitle job kind function")


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of an object as they stand; empty where it makes none."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    standfirst: str = ""
    section: str = ""

    @property
    def weight(self) -> int:
        """How much speaks for an article's own object: a part of one may have a title, too."""
        return 2 * bool(self.headline) + bool(self.authors) + bool(self.published)


def told_by(owners: Iterable[dict[str, Any]]) -> Told:
    """What the objects around a text tell, the nearest first: the first that has a headline and an author or a date, else
    the one that tells most.
    """
    best = Told()
    for _, owner in zip(range(_NEAR), owners, strict=False):
        told = _of_object(owner)
        if told.weight > best.weight:
            best = told
        if best.weight > 2:  # noqa: PLR2004 -- more than a headline
            break
    return best


def _of_object(owner: dict[str, Any]) -> Told:
    told = _of_fields(owner)
    for key, part in owner.items():
        if isinstance(part, dict) and _folded(key) in _ABOUT:
            inner = _of_fields(part)
            told = Told(
                told.headline or inner.headline,
                told.authors or inner.authors,
                told.published or inner.published,
                told.modified or inner.modified,
                told.standfirst or inner.standfirst,
                told.section or inner.section,
            )
    return replace(told, standfirst="") if told.standfirst == told.headline else told


def _of_fields(owner: dict[str, Any]) -> Told:
    fields = {_folded(key): value for key, value in owner.items() if len(key) <= _LONGEST_KEY}
    return Told(
        headline=next((text for text in _lines(fields, _HEADLINES, _LONGEST) if _is_headline(text)), ""),
        authors=_authors(fields),
        published=next(_lines(fields, _PUBLISHED, 60), ""),
        modified=next(_lines(fields, _MODIFIED, 60), ""),
        standfirst=next((text for text in _lines(fields, _STANDFIRSTS, _STANDFIRST) if " " in text), ""),
        section=next(_lines(fields, _SECTIONS, 60), ""),
    )


def _folded(key: str) -> str:
    return _SIGN.sub("", key).lower()


def _lines(fields: dict[str, Any], names: tuple[str, ...], longest: int) -> Iterator[str]:
    """What the named fields say, in the order of the names."""
    for name in names:
        if fields.get(name) is not None and 0 < len(text := _line(fields[name])) <= longest:
            yield text


def _line(value: Any, depth: int = 0) -> str:
    """A field as a line of text: of an object the first of its fields that says something, of a list the first item."""
    if isinstance(value, str):
        return plain(value[: 2 * _STANDFIRST])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if abs(value) < 10**15 else ""
    if depth < _DEPTH and isinstance(value, list) and value:
        return _line(value[0], depth + 1)
    if depth < _DEPTH and isinstance(value, dict):
        inner = {_folded(key): part for key, part in value.items() if isinstance(key, str)}
        return next((text for name in _WITHIN if name in inner and (text := _line(inner[name], depth + 1))), "")
    return ""


def plain(text: str) -> str:
    """A line of HTML without its markup."""
    return tidy(unescape(_TAG.sub(" ", text) if "<" in text else text))


def _is_headline(text: str) -> bool:
    return len(text) >= _SHORTEST and (" " in text or not text.isascii()) and not text.startswith(("http", "/"))


def _authors(fields: dict[str, Any]) -> tuple[str, ...]:
    for name in _AUTHORS:
        if fields.get(name) and (found := tuple(_persons(fields[name], 0))):
            return tuple(dict.fromkeys(found))[:_MOST]
    return ()


def _persons(value: Any, depth: int) -> Iterator[str]:
    """The lines that name persons in a field: a text, an object for a person, or a list of them, in the way of GraphQL too."""
    if isinstance(value, str) and "://" not in value and not value.isdigit() and (text := plain(value[:_LONGEST])):
        yield text
    elif isinstance(value, list) and depth < _DEPTH:
        for one in value[:_MOST]:
            yield from _persons(one, depth + 1)
    elif isinstance(value, dict) and depth < _DEPTH:
        inner = {_folded(key): part for key, part in value.items() if isinstance(key, str)}
        if any(isinstance(inner.get(name), str) and _OTHER_TRADES.search(inner[name][:60]) for name in _TRADES):
            return
        lists = [inner[name] for name in _LISTS if isinstance(inner.get(name), list | dict)]
        given, family = (_first(inner, names) for names in (("firstname", "givenname"), ("lastname", "familyname")))
        if lists:
            yield from _persons(lists[0], depth + 1)
        elif name := _first(inner, ("name", "fullname", "displayname", "authorname")):
            yield name
        elif family:
            yield f"{given} {family}".strip()
        else:
            within = next((inner[name] for name in (*_WITHIN, *_ABOUT) if inner.get(name)), None)
            yield from _persons(within, depth + 1)


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((_line(fields[name], _DEPTH) for name in names if isinstance(fields.get(name), str)), "")
