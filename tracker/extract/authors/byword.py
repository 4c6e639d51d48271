"""Bylines that open with a word that says who wrote only in the page's own language: "De" is Romanian's and Catalan's "by" and
begins many names elsewhere, "Oleh" is Indonesian's and a Ukrainian's first name, "Ni" is Filipino's and a Balinese title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tracker.extract.authors.persons import OFFICE, distinct, is_name, persons_in, trimmed
from tracker.extract.parsing.near import around, is_posted, is_teasers, places
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import shown_text

# The words for "by" of a language, then those for "and" between names.
_WORDS = {
    "ro": ("de", "și|şi|si"),
    "mo": ("de", "și|şi|si"),
    "ca": ("per|de", "i"),
    "gl": ("por|de", "e"),
    "ast": ("por|de", "y"),
    "oc": ("per|de", "e"),
    "id": ("oleh", "dan"),
    "ms": ("oleh", "dan"),
    "jv": ("dening", "lan"),
    "fil": ("nina|ni|isinulat ni|ulat ni", "at"),
    "tl": ("nina|ni|isinulat ni|ulat ni", "at"),
    "ceb": ("ni|nila ni", "ug"),
    "vi": ("bởi", "và"),
    "sw": ("na", "na"),
    "so": ("qore|waxaa qoray", "iyo"),
    "ha": ("daga", "da"),
    "sq": ("nga", "dhe"),
    "mt": ("minn", "u"),
    "ht": ("pa", "ak"),
    "ga": ("le", "agus"),
    "gd": ("le", "agus"),
    "cy": ("gan", "a|ac"),
    "is": ("eftir", "og"),
    "fo": ("eftir|av", "og"),
    "af": ("deur", "en"),
    "cs": ("napsal|napsala|napsali", "a"),
    "sk": ("napísal|napísala|napísali", "a"),
    "fi": ("kirjoittanut|kirjoittaneet", "ja"),
    "lt": ("parengė|rašo|autorius|autorė", "ir"),
    "lv": ("sagatavoja|raksta|autors|autore", "un"),
    "hr": ("piše|pišu|napisao|napisala", "i"),
    "bs": ("piše|pišu|napisao|napisala", "i"),
    "sr": ("piše|pišu|пише|пишу|napisao|napisala", "i|и"),
    "sl": ("piše|pišejo|napisal|napisala", "in"),
    "mk": ("пишува|од", "и"),
    "bg": ("от", "и"),
    "el": ("από (?:τη|την|τον|τους|τις)|γράφει (?:η|ο)|γράφουν οι|γράφει|γράφουν|της|του|των", "και"),
    "hy": ("հեղինակ", "և|եւ"),
    "he": ("מאת", "ו"),
    "fa": ("به قلم|نوشته", "و"),
    "ur": ("از|بقلم", "اور"),
    "ps": ("لیکوال|لیکونکی", "او"),
}
# What somebody does, behind a name and a comma, in papers that write no "by".
_OFFICES = {
    "ur": "(?:نامہ نگار|نمائندہ(?: خصوصی)?|رپورٹر|صحافی|خصوصی رپورٹر|سینئر رپورٹر|تجزیہ کار|کالم نگار|ویب ڈیسک)",
}
_PERSON = r"[^\W\d_][\w’'.\u200c-]{0,30}(?: [^\W\d_][\w’'.\u200c-]{0,30}){1,4}"
_NOT_NAMES = re.compile(
    r"(?i:[\w’'-]+ )?(?:redac|redak|redazi|redatsi|ekip|tim\b|staff\b|desk\b|редак|σύνταξ)", re.IGNORECASE
)
_PARTICLES = frozenset(
    ("de", "da", "do", "dos", "del", "van", "von", "der", "den", "bin", "binti", "ibn", "al", "el", "la", "ter", "ap")
)
_FEW = 3  # words
_LONGEST = 120  # characters of a line
_MOST = 16  # words


def behind_word(line: str, language: str) -> str:
    """The names behind such a word, where a line is little else, with commas between them; empty where it does not begin so.
    A date, a clock or a stroke may follow.
    """
    forms = _forms(language)
    if forms is None or len(line) > 2 * _LONGEST:
        return ""
    opening, between, office = forms
    found = opening.match(line)
    if found is None:
        found = office.fullmatch(line) if office is not None else None
        return found["names"] if found is not None and is_name(found["names"]) else ""
    names = [trimmed(name) for name in between.split(found["names"])]
    fits = all(map(_is_person, names)) and not _NOT_NAMES.match(found["names"])
    return ", ".join(names) if fits else ""


def own_byline(segments: Segments, outside: set[Box], headline: str, language: str) -> str:
    """The names in one of the lines around the headline that opens with such a word of the page's language."""
    if _forms(language) is None:
        return ""
    starts = places(segments.chunks, headline)
    for chunk in around(segments.chunks, headline, outside, before=2, after=6):
        if chunk.words > _MOST or chunk.level == 1 or is_posted(chunk.box.element):
            continue
        begun = any(sum(one.good > 0 for one in segments.chunks[start : chunk.order]) > 1 for start in starts)
        if begun and is_teasers(segments.chunks, chunk):
            continue
        if names := behind_word(shown_text(chunk.box.element, 2 * _LONGEST, glue=" "), language):
            return names
    return ""


def without_word(shown: str, people: Iterable[str], language: str) -> tuple[str, tuple[str, ...]]:
    """A byline and its names, without such a word where it opens with one of the page's language."""
    people = tuple(people)
    names = behind_word(shown, language) if shown else ""
    return (names, distinct(persons_in(names))) if names and not OFFICE.search(names) else (shown, people)


def _is_person(name: str) -> bool:
    """Whether all words of a name are written as names are; of scripts without capitals a name has three at most."""
    words = name.split(" ")
    cased = name != name.swapcase()
    written = all(not word[0].islower() or word in _PARTICLES for word in words) if cased else len(words) <= _FEW
    return written and len(words) > 1 and is_name(name)


@lru_cache(maxsize=64)
def _forms(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None] | None:
    """How a line opens, what stands between its names, and how one is written with an office instead; None for a language
    without such words.
    """
    words = _WORDS.get(language)
    if words is None:
        return None
    by, both = words
    opening = re.compile(
        rf"\W{{0,3}}(?i:{by})(?:\s?[:：՝]\s*|\s+)(?P<names>(?-i:(?=[^\W\d_a-z])){_PERSON}(?:(?:\s?[,،]\s|\s(?i:{both})\s?){_PERSON}){{0,3}}?)"
        r"\s*(?:$|[|·•–—(,،/-].*$|\d.*$|@.*$)",
        re.DOTALL,
    )
    between = re.compile(rf"\s?[,،]\s|\s(?i:{both})\s")
    office = _OFFICES.get(language)
    signed = (
        re.compile(rf"(?P<names>{_PERSON})\s?(?:[,،|–-]\s?|\s){office}(?:\W.{{0,60}})?", re.DOTALL) if office else None
    )
    return opening, between, signed
