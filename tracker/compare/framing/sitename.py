"""Takes the name of the site, and the sections before it, off the end of a headline: "… | Sport | The Harbour Times"."""

from __future__ import annotations

import re

from tracker.compare.text.language import of_all
from tracker.compare.text.spelling import folded

# Behind these no headline goes on; behind a dash it may: "Mill to close - council".
_BARS = frozenset(["|", "·", "::", "»", "«", "›", "‹", "•", "//"])
_PARTS = re.compile(r"\s(\||·|::|»|«|›|‹|•|//|-|–|—)\s")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_LONGEST, _SECTION, _SECTIONS = 5, 3, 3


def without_site(headline: str) -> str:
    """A headline without the site's name behind its last sign, and without the sections that stand between the same
    signs before it; as it is where what stands there may tell something.
    """
    marks = list(_PARTS.finditer(headline))
    if not marks or not _is_site(headline[marks[-1].end() :], marks[-1].group(1)):
        return headline
    end = marks[-1].start()
    for mark in marks[-2 : -2 - _SECTIONS : -1]:
        section = headline[mark.end() : end].split()
        if mark.group(1) != marks[-1].group(1) or len(section) > _SECTION or not section[0][:1].isupper():
            break
        if mark.group(1) not in _BARS and len(section) > 1:
            break
        end = mark.start()
    return headline[:end] if len(headline[:end].split()) > 1 else headline


def _is_named(word: str, small: frozenset[str]) -> bool:
    """Whether a word can be one of a name, its article without a vowel before it: "L'Eco", "dell'Adda"."""
    bare = word.replace("\u2019", "'").rpartition("'")[2]
    return bare[:1].isupper() or bare[:1].isdigit() or word.lower() in small


def _is_site(tail: str, mark: str) -> bool:
    words = tail.split()
    if not 0 < len(words) <= _LONGEST:
        return False
    if _DOMAIN.fullmatch(tail):
        return True
    lower = [folded(word.lower()) for word in words]
    last, alone = of_all("framing", "sites_last"), of_all("framing", "sites_alone")
    articles = of_all("framing", "site_articles")
    small = articles | of_all("framing", "in_sites") | {"&"}
    named = all(_is_named(word, small) for word in words)
    if mark in _BARS:
        return named and not of_all("framing", "sites_sorts").issuperset(lower)
    if lower[0] in articles and len(words) > 1:
        return named and not (of_all("framing", "sites_named") | last | alone).isdisjoint(lower[1:])
    return named and (lower[0] in alone or (len(words) > 1 and lower[-1] in last))
