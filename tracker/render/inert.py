"""Makes text from a page harmless wherever it is shown: nothing in it can steer a terminal, reorder a line or hide.

Characters that act instead of being read are shown by name. Escaping for HTML is left to the template.
"""

from __future__ import annotations

import unicodedata

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_LINE_BREAKERS = (0x2028, 0x2029)
_NEVER_TEXT = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)

_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **{code: f"‹U+{code:04X}›" for code in (*range(0x80, 0xA0), *_BIDI, *_LINE_BREAKERS, *_NEVER_TEXT)},
}
del _VISIBLE[ord("\n")], _VISIBLE[ord("\t")]


def inert(text: str) -> str:
    """The text with every acting character made visible; newline and tab stay.

    C0 controls and DEL become their control pictures (ESC is ␛); C1 controls, bidirectional controls (Unicode UAX 9),
    the line and paragraph separators, lone surrogates and the two noncharacters that XML refuses become ‹U+202E›.
    """
    if text.isprintable():  # none of these characters is
        return text
    return text.replace("\r\n", "\n").translate(_VISIBLE)


def one_line(text: str) -> str:
    """As `inert`, with every run of white space made one space: for places that hold a single line."""
    return " ".join(inert(text).split())


def flowing(text: str) -> str:
    """As `inert`, with line breaks and tabs made spaces and every other character kept: for words inside a line."""
    return inert(text).replace("\n", " ").replace("\t", " ")


def clip(text: str, room: int) -> str:
    """The text in at most `room` characters, its end replaced by an ellipsis where it is longer."""
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"


def clip_line(text: str, room: int) -> str:
    """As `one_line`, clipped, at a cost that does not grow with what is cut away."""
    return clip(one_line(text[: 2 * room]), room)


def clip_pair(before: str, after: str, room: int) -> tuple[str, str]:
    """Both texts in at most `room` characters each, cut so that the first difference between them stays in sight."""
    if len(before) <= room and len(after) <= room:
        return before, after
    shorter = min(len(before), len(after))
    same = next((i for i in range(shorter) if before[i] != after[i]), shorter) if before and after else 0
    start = max(0, same - room // 3)
    lead = "…" if start else ""

    def cut(text: str) -> str:
        return lead + clip(text[start:], room - len(lead)) if text else ""

    return cut(before), cut(after)


def arrows_forward(text: str) -> str:
    """The text with its arrows held between left-to-right marks, where words written from right to left stand in it: there
    "old → new" would show the new before the old, with an arrow that leads from it (Unicode UAX 9, neutral characters).
    """
    if text.isascii() or not any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text):
        return text
    return text.replace(" → ", " \u200e→\u200e ")
