"""What changed round the body: headlines, standfirst, byline, captions, links, section and labels, claimed dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from tracker.compare.findings import Where, arrow, flag, quoted_arrow
from tracker.compare.framing.sitename import without_site
from tracker.compare.quoting.utterances import key_of, marked_ranges
from tracker.compare.text.clean import clean, normal
from tracker.compare.text.files import CODES
from tracker.compare.text.fingerprint import LABELS, links
from tracker.compare.text.language import language, of_all
from tracker.model import Document, Flag, FlagKind, Part, Span

_LINKS_SHOWN = 20


def frame_flags(old: Document, new: Document) -> Iterator[Flag]:
    """Everything but the body, in reading order; dates only if the caller says that something else changed."""
    yield from _headlines(old, new)
    yield from _part(old, new, Part.STANDFIRST, FlagKind.STANDFIRST_CHANGED, "Standfirst")
    yield from _part(old, new, Part.BYLINE, FlagKind.BYLINE_CHANGED, "Byline")
    yield from _part(old, new, Part.CAPTIONS, FlagKind.CAPTION_CHANGED, "Caption")
    yield from _labels(old, new)
    yield from _links(old, new)


def date_flags(old: Document, new: Document) -> Iterator[Flag]:
    """The dates the page claims; the modified date moves with every honest edit and is told of only as a detail."""
    for name, before, after in (
        ("Published", old.published_at, new.published_at),
        ("Modified", old.modified_at, new.modified_at),
    ):
        if before != after and before is not None and after is not None:
            yield flag(
                FlagKind.DATES_CHANGED,
                Where(old, new, None, None),
                rule=f"frame.{name.lower()}",
                explanation=f"The page's claimed {name.lower()} date is another one.",
                summary=f"{name}: {_shown(before)} → {_shown(after)}",
            )


def same_headline(old: str, new: str) -> bool:
    """Whether two headlines differ in typography, case, a number in figures or the site's name at the end only."""
    return _same(old, new) or _same(without_site(old), without_site(new))


def _same(old: str, new: str) -> bool:
    return _claims(old) == _claims(new) and _figured(old) == _figured(new)


def _claims(text: str) -> list[str]:
    """What stands in quotation marks of either sort: marks round an accusation make it someone's claim."""
    return [key_of(clean(text).text[start:end]) for start, end in marked_ranges(clean(text).text)]


def _signs(text: str) -> str:
    """Signs that carry meaning next to figures, and the question mark that turns a claim into a doubt."""
    return "".join(char for char in clean(text).text if char in "$£€¥%?")


def _key(text: str) -> str:
    return key_of(_ACCENT_BEHIND.sub(_with_accent, clean(text).text)) + _signs(text)


# Desks type so where the keyboard has no such capital: "E' libero", "È libero".
_ACCENT_BEHIND = re.compile(r"(?<!\w)[Ee]'(?=\s)")


def _with_accent(match: re.Match[str]) -> str:
    return "È" if match.group()[0] == "E" else "è"


def _figured(text: str) -> str:
    """A key with figures for its numbers in words, as a headline may have either."""
    numbers = _numbers()
    return " ".join(numbers.get(word, word) for word in _key(text).split())


@cache
def _numbers() -> dict[str, str]:
    """The numbers in words of all languages, but one, which is an article in most."""
    known = (pair for code in CODES for pair in language(code).numbers.items())
    return {word: f"{number:g}" for word, number in known if number > 1 and number % 1 == 0}


def _headlines(old: Document, new: Document) -> Iterator[Flag]:
    whole = Where(old, new, _whole(old, Part.HEADLINE), _whole(new, Part.HEADLINE))
    visible = normal(old.headline) != normal(new.headline)
    if visible and same_headline(old.headline, new.headline):
        yield _style(whole, "Headline")
    elif visible:
        yield flag(
            FlagKind.HEADLINE_CHANGED,
            whole,
            rule="frame.headline",
            explanation="The headline a reader sees first has other words.",
            summary=f"Headline: {quoted_arrow(old.headline, new.headline)}",
        )
    told = {(normal(old.headline), normal(new.headline))} if visible else set()
    for name in ("h1", "title", "og", "json_ld"):
        before, after = str(getattr(old.headlines, name)), str(getattr(new.headlines, name))
        pair = (normal(before), normal(after))
        if pair[0] != pair[1] and pair not in told:
            told.add(pair)
            yield _member(old, new, name, before, after, follows=visible)


_NAMES = {"h1": "Heading", "title": "Search title", "og": "Shared title", "json_ld": "Structured title"}


def _member(old: Document, new: Document, name: str, before: str, after: str, *, follows: bool) -> Flag:
    where = Where(old, new, None, None)
    if before and after and same_headline(before, after):
        return _style(where, _NAMES[name])
    if not before or not after or follows:
        how = "follows the headline" if before and after else "added" if after else "removed"
        return _style(where, _NAMES[name], how)
    return flag(
        FlagKind.HEADLINE_CHANGED,
        where,
        rule=f"frame.{name}",
        reason="metadata",
        explanation="The headline on the page stands, but a title that search engines or shared links show was reworded.",
        summary=f"{_NAMES[name]}: {quoted_arrow(before, after)}",
    )


def _part(old: Document, new: Document, part: Part, kind: FlagKind, name: str) -> Iterator[Flag]:
    before, after = old.part(part), new.part(part)
    if normal(before) == normal(after):
        return
    where = Where(old, new, _whole(old, part), _whole(new, part))
    if _same_words(before, after, part):
        yield _style(where, name)
        return
    yield flag(
        kind,
        where,
        rule=f"frame.{part.value}",
        explanation=f"The {name.lower()} has other words.",
        summary=f"{name}: {_sides(before, after)}",
    )


def _same_words(before: str, after: str, part: Part) -> bool:
    """Typography, case and order of names in a byline do not matter."""
    one, two = key_of(clean(before).text).split(), key_of(clean(after).text).split()
    if part is Part.BYLINE:
        small = of_all("framing", "in_bylines")
        one, two = sorted(set(one) - small), sorted(set(two) - small)
    return one == two and (part is Part.BYLINE or _signs(before) == _signs(after))


def _sides(before: str, after: str) -> str:
    if not before:
        return f"“{after}” added"
    return quoted_arrow(before, after) if after else f"“{before}” removed"


def _labels(old: Document, new: Document) -> Iterator[Flag]:
    where = Where(old, new, None, None)
    before = [mark.value for mark in LABELS if mark in old.marks]
    after = [mark.value for mark in LABELS if mark in new.marks]
    if before != after:
        shown = arrow(_listed(before), _listed(after))
        yield _label(where, "frame.label", "The page calls itself another sort of article.", f"Label: {shown}")
    if normal(old.section) != normal(new.section):
        shown = arrow(old.section or "none", new.section or "none")
        yield _label(where, "frame.section", "The page stands in another section.", f"Section: {shown}")


def _label(where: Where, rule: str, explanation: str, summary: str) -> Flag:
    return flag(FlagKind.LABEL_CHANGED, where, rule=rule, explanation=explanation, summary=summary)


def _listed(marks: list[str]) -> str:
    return ", ".join(mark.replace("_", " ") for mark in marks) or "news"


def _links(old: Document, new: Document) -> Iterator[Flag]:
    if _hrefs(old) == _hrefs(new):
        return
    where = Where(old, new, None, None)
    before, after = links(old), links(new)
    gone, come = sorted(before - after), sorted(after - before)
    targets = dict(come)
    told = 0
    for text, href in gone[:_LINKS_SHOWN]:
        other = targets.pop(text, None)
        summary = f"Link “{text}”: {href} → {other}" if other else f"Link “{text}” removed: {href}"
        rule = "frame.link" if other else "frame.link_removed"
        yield flag(
            FlagKind.LINK_CHANGED, where, rule=rule, explanation="A link leads elsewhere or is gone.", summary=summary
        )
        told += 1
    for text, href in list(targets.items())[: _LINKS_SHOWN - told]:
        yield flag(
            FlagKind.LINK_CHANGED,
            where,
            rule="frame.link_added",
            explanation="A link was added.",
            summary=f"Link “{text}” added: {href}",
        )


def _hrefs(document: Document) -> set[tuple[str, str]]:
    """The links as they stand: where both texts have the same, nobody has to know where they lead."""
    return {(link.text, link.href) for block in document.blocks for link in block.links}


def _style(where: Where, name: str, how: str = "") -> Flag:
    return flag(
        FlagKind.STYLE,
        where,
        rule="style.follows" if how else "style.frame",
        explanation="Another title of the page changed along with the headline, or came or went."
        if how
        else "Only typography, case, a number in figures or a site's name differs.",
        summary=f"{name}: {how or 'typography'}",
    )


def _whole(document: Document, part: Part) -> Span | None:
    text = document.part(part)
    return Span(part, 0, len(text)) if text else None


def _shown(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M UTC")
