"""Who wrote the article: the byline as readers see it, without its "By" and without what stands around it, and the names."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

from tracker.extract.authors.byword import behind_word, own_byline, without_word
from tracker.extract.authors.claimed import claimed, told_by_machines
from tracker.extract.authors.eastern import is_paper
from tracker.extract.authors.endings import below_text
from tracker.extract.authors.houses import Houses, without_agencies
from tracker.extract.authors.marked import is_card, is_commenters, shown_byline, tested_byline
from tracker.extract.authors.openings import around_headline
from tracker.extract.authors.persons import (
    HOUSE,
    OFFICE,
    distinct,
    folded,
    is_name,
    persons_in,
    trimmed,
)
from tracker.extract.authors.photographers import around_lines, photographers, without
from tracker.extract.dating.marked import Around
from tracker.extract.parsing.linked_data import LinkedData
from tracker.extract.parsing.near import is_posted, places
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import shown_text


def read_byline(
    root: Any,
    segments: Segments,
    *,
    metas: dict[str, str],
    data: LinkedData,
    outside: set[Box],
    headline: str,
    language: str = "",
) -> tuple[str, tuple[str, ...]]:
    """The byline as shown (or made of the names, where none is shown), and the names themselves.

    What JSON-LD or the head claim goes first, unless it is a house or an account where the page shows a person. `language`
    is the page's.
    """
    site = metas.get("og:site_name", "")
    around = _around_headline(segments, headline)
    title = site or _last_of_title(root)
    houses = Houses.of(data, site, title)
    shown, people = shown_byline(segments, outside, title, around)
    shown, people = without_word(shown, people, language)
    people = houses.apart_from(people)
    named = _claimed(data, metas, segments, houses, people)
    named = tuple(behind_word(name, language) or name for name in named)
    if len(named) > 1 or len(people) > 1:
        pictured = photographers(around_lines(segments, outside, headline))
        named, people = (without(pictured, names) for names in (named, people))
    if shown and all(OFFICE.search(name) for name in people):
        signed = around_headline(segments, outside, headline)
        persons = distinct(persons_in(signed))
        if persons and not any(OFFICE.search(name) for name in persons):
            shown, people = signed, persons  # below the agency's name, the one of its reporter
    if not shown:
        shown, people = tested_byline(segments, around)
        people = houses.apart_from(people)
    if not shown:
        shown = own_byline(segments, outside, headline, language)
        shown = (
            shown
            or around_headline(segments, outside, headline)
            or below_text(segments, outside, headline)
            or _hidden(root)
        )
        people = houses.apart_from(distinct(persons_in(shown)))
        if named and not _outdoes(people, named, houses.named):
            named = (
                () if houses.own.issuperset(map(folded, named)) else named
            )  # the paper's own, which readers do not see
            return ", ".join(named), named
        return shown, people
    if not named or _outdoes(people, named, houses.named):
        return shown, people
    return shown, named


def _claimed(
    data: LinkedData, metas: dict[str, str], segments: Segments, houses: Houses, people: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom JSON-LD claims as authors, beside those whom readers see; whom the head does, where it claims nobody or a house."""
    claims = ((name,) if name in data.houses and HOUSE.search(name) else persons_in(name) for name in data.authors)
    named = houses.apart_from(distinct(chain.from_iterable(claims)))
    named = without_agencies(named, people)
    if not named:
        return houses.apart_from(claimed(metas, houses.own) or told_by_machines(segments))
    if houses.named.issuperset(map(folded, named)):
        return (
            tuple(name for name in houses.apart_from(claimed(metas, houses.own)) if folded(name) not in houses.named)
            or named
        )
    return named


def _outdoes(shown: tuple[str, ...], named: tuple[str, ...], houses: frozenset[str]) -> bool:
    """Whether the names that readers see are rather the authors' than those that are claimed: persons where a house is
    claimed, all where one of them is, or others than the account that put the article in.
    """
    if not shown:
        return False
    told = {folded(name) for name in named}
    seen = {folded(name) for name in shown}
    if told <= houses or all(OFFICE.search(name) or _is_clipped(name) or is_paper(name) for name in named):
        return seen != told and any(" " in name or not name.isascii() for name in shown)
    if told < seen:
        return True
    if len(shown) == len(named) and all(map(_goes_on_without_space, shown, named)):
        return True
    persons = all(" " in name and not OFFICE.search(name) for name in shown)
    return persons and not _common_words(shown, named)


def _is_clipped(name: str) -> bool:
    """Whether a name is the letters of a house: "NOB"."""
    return name.isupper() and name.isalpha() and len(name) <= 5


def _goes_on_without_space(name: str, longer: str) -> bool:
    """Whether a place or an office is written right behind a name: "Ann ExampleLondon"."""
    rest = longer.removeprefix(name)
    return rest != longer and name[-1:].islower() and rest[:1].isupper()


def _common_words(names: Iterable[str], others: Iterable[str]) -> set[str]:
    first, second = (
        {word for name in group for word in folded(name).split() if len(word) > 1} for group in (names, others)
    )
    return first & second


def is_signature(text: str) -> bool:
    """Whether a text is names, in an element that may name the author."""
    return is_name(trimmed(text[:200]))


def _hidden(root: Any) -> str:
    """The name on a card (the microformats hCard and hAtom) that only machines see."""
    for element in root.xpath("descendant::*/@class[contains(., 'vcard')]/..")[:20]:
        signs = not is_posted(element) and (
            is_card(element) or next(element.iterfind(".//a[@rel='author']"), None) is not None
        )
        if signs and not is_commenters(element, {}) and is_name(text := trimmed(shown_text(element, 80, glue=" "))):
            return text
    articles = islice(root.iter("article", "main"), 5)
    told = (trimmed((one.get("data-author") or "")[:80]) for one in articles)
    return next((name for name in told if " " in name and is_name(name)), "")


def _around_headline(segments: Segments, headline: str) -> Around:
    chunks = segments.chunks
    return Around.of(chunks[places(chunks, headline)[0]].box.element if chunks else None)


def _last_of_title(root: Any) -> str:
    """What the page's title says after the headline: the site's name, mostly."""
    _, parted, last = (root.findtext(".//title") or "")[:400].rpartition(" | ")
    return last.strip() if parted else ""
