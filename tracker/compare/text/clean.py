"""The two normal forms of text: `normal` decides whether anything changed at all, `Clean` evens out typography for
recognising meaning and maps every place back to the original characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from tracker.model import Part, Span

DOUBLE_MARKS = '"“”„‟«»″〝〞＂❝❞「」《》'
SINGLE_MARKS = "'‘’‚‛‹›′`´ʼ＇『』"
_HYPHENS = "‐‑‒–−－﹣"
_LONG_DASHES = "—―⸺⸻"
_DROPPED = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
)
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

# Fractions of one character as decimals: "11½" is eleven and a half, not 111/2.
_FRACTIONS = dict(
    zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞",
        ["5", "333333", "666667", "25", "75", "2", "4", "6", "8", "125", "375", "625", "875"],
        strict=True,
    )
)

_MIDDLE_DOT = "・"  # Japanese papers set it in decimals: "5・8"

_TABLE: dict[str, str] = {
    **dict.fromkeys(DOUBLE_MARKS, '"'),
    **dict.fromkeys(SINGLE_MARKS, "'"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_LONG_DASHES, " - "),
    **dict.fromkeys(_DROPPED, ""),
    "…": "...",
}

# Whatever is not plain ASCII or a letter that is its own compatibility form; runs are taken together so that letters
# and their combining marks, or the parts of a Hangul syllable, are composed as one.
_STABLE = r"\u0020-\u005f\u0061-\u007e\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0400-\u0481\u048a-\u04ff\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3"
_COMBINING = r"\u0300-\u036f\u0483-\u0487\u064b-\u065f\u093c\u09bc\u3099\u309a\u1161-\u1175\u11a8-\u11c2"
# French sets white space inside its marks; German turns the marks round and has it outside, where it must stay.
_INNER_SPACE = r"(?<![^\s(\[\"'’])[«‹]\u200b?\s{1,2}|\s\u200b?\s?[»›](?!\w)"
# Marks of bold or slanted letters that a plain text shows.
_TAGS = r"</?(?:b|i|em|strong|u)>"
_SPECIAL = re.compile(rf"{_TAGS}|{_INNER_SPACE}|\s\s+|--+|[^\s{_COMBINING}][{_COMBINING}]+|[^{_STABLE}]")
# The same for a text that has no combining marks, and for one that has no angled ones either, in a third of the time.
_COMBINED, _ANGLED = re.compile(f"[{_COMBINING}]"), re.compile("[«‹»›]")
_SPECIAL_BUT_COMBINED = re.compile(rf"{_TAGS}|{_INNER_SPACE}|\s\s+|--+|[^{_STABLE}]")
_SPECIAL_BUT_RARE = re.compile(rf"{_TAGS}|\s\s+|--+|[^{_STABLE}]")
# And for one that has neither tags nor two spaces nor two hyphens in a row, as nearly all are, in a third of that time.
_SPECIAL_ALONE = re.compile(rf"[^{_STABLE}](?:(?<=\s)\s+)?")
# Code in the marks that Markdown gives it, which are no quotation marks: "upgrade with `pip install -U`"; but "`Yes,` she said".
_CODE = re.compile(r"(?<![\w`])(`{1,2})([^`\s](?:[^`\n]{0,200}[^`\s,.!?])?)\1(?![\w`])")
_NOTHING = "\u2060"
# The marks that most texts have; characters that one character stands for need no break point.
_COMMON_MARKS = (("’", "'"), ("“", '"'), ("”", '"'), ("‘", "'"))


def normal(text: str) -> str:
    """The form in which two texts are the same: NFC, every run of white space one space, none at the ends.

    NFC is Unicode Standard Annex #15. Everything else, the shape of a quotation mark too, is a difference.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True)
class Clean:
    """A text in even typography: one kind of double and single mark, hyphens and dashes as `-`, paragraphs ended by
    one newline. `marks` and `places` are break points: clean position `marks[i]` stands at original `places[i]`; from
    a break point in `replaced` on, up to the next, other characters stand for the original ones.
    """

    text: str
    original: str
    part: Part
    marks: tuple[int, ...]
    places: tuple[int, ...]
    replaced: frozenset[int]

    def place(self, position: int) -> int:
        """Where a clean position stands in the original text; inside a replacement, where that begins."""
        index = bisect_right(self.marks, position) - 1
        if index in self.replaced:
            return self.places[index]
        return min(self.places[index] + position - self.marks[index], len(self.original))

    def span(self, start: int, end: int) -> Span:
        """The original characters of clean [start, end), without white space at either end."""
        marks, places, original = self.marks, self.places, self.original
        index = bisect_right(marks, start) - 1
        first = places[index] if index in self.replaced else places[index] + start - marks[index]
        index = bisect_right(marks, end) - 1
        if index in self.replaced:
            last = places[index + (end > marks[index])]
        else:
            last = min(places[index] + end - marks[index], len(original))
        while last > first and ((char := original[last - 1]).isspace() or char in _DROPPED):
            last -= 1
        while first < last and ((char := original[first]).isspace() or char in _DROPPED):
            first += 1
        return Span(self.part, first, last)


def clean(text: str, part: Part = Part.BODY) -> Clean:
    """Even out the typography of a text; any text is fine, and the time is linear in its length."""
    special = _special(text)
    if "`" in text:
        uncoded = _CODE.sub(lambda code: f"{_NOTHING * len(code[1])}{code[2]}{_NOTHING * len(code[1])}", text)
        return _evened(uncoded, text, part, special)
    if special is not _SPECIAL_BUT_RARE or "  " in text or "--" in text or "<" in text:
        return _evened(text, text, part, special)
    marked = text
    for mark, plain in _COMMON_MARKS:
        marked = marked.replace(mark, plain)
    return _evened(marked, text, part, _SPECIAL_ALONE)


def _evened(text: str, original: str, part: Part, special: re.Pattern[str]) -> Clean:
    """A text with what is special in it replaced; it is as long as the `original`, place by place."""
    pieces: list[str] = []
    marks, places = [0], [0]
    fixed: set[int] = set()
    length = copied = 0
    last = ""
    for match in special.finditer(text):
        start, end = match.span()
        if special is _SPECIAL_ALONE and text[start - 1 : start] == " " and text[start].isspace():
            return _evened(original, original, part, _SPECIAL_BUT_RARE)  # both are one run of white space
        if start > copied:
            pieces.append(text[copied:start])
            length += start - copied
            last = text[start - 1]
        replaced = "" if match[0][0] == "<" else _replacement(match[0], last)
        if replaced:
            pieces.append(replaced)
            fixed.add(len(marks))
            marks.append(length)
            places.append(start)
            length += len(replaced)
            last = replaced[-1]
        copied = end
        marks.append(length)
        places.append(copied)
    pieces.append(text[copied:])
    return Clean("".join(pieces), original, part, tuple(marks), tuple(places), frozenset(fixed))


def _special(text: str) -> re.Pattern[str]:
    """What finds the places of a text where its typography is evened out."""
    if text.isascii():
        return _SPECIAL_BUT_RARE
    if _COMBINED.search(text):
        return _SPECIAL
    return _SPECIAL_BUT_COMBINED if _ANGLED.search(text) else _SPECIAL_BUT_RARE


def _replacement(run: str, last: str) -> str:
    """What a special run becomes after the character `last`."""
    if run[0] in "«‹" or (run[-1] in "»›" and len(run) > 1):
        return _TABLE[run[0] if run[0] in "«‹" else run[-1]]
    if run.isspace():
        return "\n" if run.count("\n") > 1 else "" if last == " " else " "
    if run.startswith("--"):
        return "- " if last == " " else " - "
    if len(run) == 1:
        if run in _FRACTIONS:
            return f"{'' if last.isdigit() else 0}.{_FRACTIONS[run]}"
        found = "." if run == _MIDDLE_DOT and last.isdigit() else _TABLE.get(run)
        if found is None:
            found = f"^{_SUPERSCRIPTS.index(run)}" if run in _SUPERSCRIPTS and last.isdigit() else _compatible(run)
        return found.lstrip(" ") if last == " " else found
    return _compatible(run)


def _compatible(run: str) -> str:
    return unicodedata.normalize("NFKC", run)
