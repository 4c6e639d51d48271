"""Tells when a Chinese text stands in the other of its two scripts: "我们不会涨价", "我們不會漲價". No table says which character
is which here, only the two national sets of characters, which Python can write: what has no place in the traditional set is
simplified, and the other way round. So nothing proves that the words are the same, and what is found is to be told mildly.
"""

from __future__ import annotations

from functools import lru_cache

_SIMPLIFIED, _TRADITIONAL = "gb2312", "big5"
_HAN, _AFTER_HAN = "\u4e00", "\u9fff"
_LONGEST, _FEWEST = 2000, 2


def in_other_script(one: str, two: str) -> bool:
    """Whether two texts have as many characters, and where they differ one has simplified and the other traditional ones."""
    if one == two or not (max(one, default="") >= _HAN and max(two, default="") >= _HAN):
        return False
    left, right = one.replace(" ", "")[:_LONGEST], two.replace(" ", "")[:_LONGEST]
    if len(left) != len(right):
        return False
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(left) - len(pairs) > 0 and (_converted(pairs) or _converted([(b, a) for a, b in pairs]))


def _converted(pairs: list[tuple[str, str]]) -> bool:
    """Whether pairs of characters are simplified ones with traditional ones; some simplified ones are known in both sets."""
    if not all(_HAN <= a <= _AFTER_HAN and _HAN <= b <= _AFTER_HAN and not _in(b, _SIMPLIFIED) for a, b in pairs):
        return False
    sure = sum(not _in(a, _TRADITIONAL) for a, _ in pairs)
    return sure >= min(_FEWEST, len(pairs)) and sure * 2 >= len(pairs)


@lru_cache(maxsize=1 << 13)
def _in(char: str, script: str) -> bool:
    try:
        char.encode(script)
    except UnicodeEncodeError:
        return False
    return True
