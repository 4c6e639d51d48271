"""Tells when two names mean one family or one bearer: "Mr and Mrs Reeve", "the Reeves"; "Quilters", "Quilter's"."""

from __future__ import annotations

from tracker.compare.naming.names import Name
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language


def same_household(old: Side, one: Name, new: Side, two: Name, words: Language) -> bool:
    """Whether only an apostrophe was left out or put in, or a couple or family became its name in the plural."""
    return (
        _same_but_apostrophe(old, one, new, two)
        or _is_plural_of(old, one, new, two, words)
        or _is_plural_of(new, two, old, one, words)
    )


def _same_but_apostrophe(old: Side, one: Name, new: Side, two: Name) -> bool:
    left, right = old.items[one.last - 1].lower, new.items[two.last - 1].lower
    if one.parts[:-1] != two.parts[:-1] or ("'" in left) == ("'" in right):
        return False
    return left.replace("'", "") == right.replace("'", "")


def _is_plural_of(many: Side, plural: Name, few: Side, name: Name, words: Language) -> bool:
    """Whether a name behind an article is the plural of one that several people bear on the other side; a surname put
    right from "Reeve" to "Reeves" has no article.
    """
    if len(plural.parts) != 1 or plural.titled or not plural.first:
        return False
    plurals = [name.parts[-1] + ending for ending in words.rows_of("values", "plural_endings")]
    behind_article = many.items[plural.first - 1].lower in words.of("values", "the")
    if not behind_article or plural.parts[0] not in plurals:
        return False
    near = [item.lower for item in few.items[max(0, name.first - _BEFORE) : name.first]]
    behind = few.items[name.last].lower if name.last < len(few.items) else ""
    couple = not words.of("values", "couple").isdisjoint(near) and (len(name.parts) > 1 or near[-1] in words.honorifics)
    return couple or behind in words.of("values", "family")


_BEFORE = 2
