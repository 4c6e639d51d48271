"""Text that elements hold back (template, noscript, data attributes) though it is a part of the article around them: what
scripts put in its place, or what readers without scripts get. Whether all of an article stands so is asked elsewhere, see
`reading`.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tracker.extract.parsing.shown import shown_text, weigh

MOST_VEILED = 40
"""Elements of a page that are asked, for each is held against what stands beside it."""

VEILED = frozenset(("noscript", "template"))
_MOST_ELEMENTS = 20_000
_MOST = 200  # paragraphs
_PARAGRAPH = 12.0  # words
_LONG = 600  # characters of one that are looked at
_AROUND = 40_000  # characters of what is shown beside it
_NEVER = ("form", "input", "button", "iframe", "script", "nav", "slot", "h1", "img", "amp-img", *VEILED)
_IN_LINES = frozenset(("p", "li", "em", "strong", "span", "b", "i", "td", "h2", "h3", "h4"))
_LEAST, _LONGEST = 100, 200_000  # characters of an attribute
_REST = re.compile(
    r"data-(?:[a-z]+-)*?(?:full|more|rest|remain\w*|article|story|body|text|html|content|hidden)(?:-[a-z]+)*"
)
_OTHER = re.compile(
    r"tip|caption|popover|title|desc|comment|share|email|newsletter|embed|credit|toggle|bio|author|teaser|ad-"
)
_ENDS = frozenset(".!?。！？…»”\"'’؟۔।")


def is_shown(element: Any) -> bool:
    """Whether what a template or noscript element holds is text of what stands around it, and is not shown there."""
    if element.get("shadowrootmode") or element.get("shadowroot"):
        return True  # a browser shows it at once
    outer, before = element.getparent(), element.getprevious()
    beside = [one for one in (outer, before) if one is not None and _holds_paragraphs(one)]
    if not beside or next(element.iterdescendants(*_NEVER), None) is not None:
        return False
    lines = [shown_text(one, _LONG) for one in islice(element.iter("p"), _MOST)]
    whole = [line for line in lines if weigh(line) >= _PARAGRAPH and line[-1] in _ENDS]
    if not whole or any("javascript" in line.casefold() or "{{" in line for line in lines):
        return False
    if any(link.getparent().tag not in _IN_LINES for link in islice(element.iter("a"), _MOST)):
        return False  # a pattern for teasers
    shown = "\n".join(shown_text(one, _AROUND) for one in beside)
    return all(line not in shown for line in whole)


def _holds_paragraphs(element: Any) -> bool:
    return len([one for one in islice(element, 400) if one.tag == "p"]) > 1


def unfold(around: Any) -> bool:
    """Put what data attributes in an element hold of the article, whole paragraphs in HTML, into a template beside them:
    whether it goes on with the text is then asked as of any other. Whether there was any.
    """
    asked, put = 0, False
    elements = around.iter("div", "section", "article", "button", "a", "span", "p")
    for element in list(islice(elements, _MOST_ELEMENTS)):
        for name, value in element.items():
            if not (name.startswith("data-") and _LEAST <= len(value) <= _LONGEST and "<p" in value):
                continue
            if asked == MOST_VEILED or not _REST.fullmatch(name) or _OTHER.search(" ".join(element.keys())):
                continue
            asked += 1
            held = _template(value)
            if held is not None and _is_beside(element, held):
                _put(element, held)
                put = True
    return put


def _template(value: str) -> Any:
    from lxml import etree

    try:
        held = etree.fromstring(f"<template>{value}</template>", etree.HTMLParser(no_network=True, collect_ids=False))
    except (etree.LxmlError, ValueError):
        return None
    return held.find(".//template") if held is not None else None


def _is_beside(element: Any, held: Any) -> bool:
    """Whether an element stands among paragraphs that do not say what it holds."""
    place = element.getparent()
    if place is None:
        return False
    _put(element, held)
    beside = is_shown(held)
    tail, held.tail = held.tail, None
    held.getparent().remove(held)
    if tail:
        element.tail = tail
    return beside


def _put(element: Any, held: Any) -> None:
    """Put a template at the end of an element with paragraphs, or behind one without."""
    if _holds_paragraphs(element):
        element.append(held)
    else:
        element.addnext(held)  # which takes the text that followed for its own tail
