"""Says which words of a closed class were exchanged: what the class is called, and what a bare "before" or "more" is of."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from tracker.compare.contrasting.contrasts import Contrast, is_office
from tracker.compare.findings import arrow, flag, word_delta
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag, FlagKind

_REASONS = {"offence": "offence", "verdict": "offence", "procedure": "offence", "fate": "fate"}
_RELATIVES = frozenset(["kin", "relation"])
_CALLED = {
    "condition": "Condition",
    "direction": "Direction",
    "fate": "Fate",
    "kin": "Relation",
    "medal": "Medal",
    "offence": "Offence",
    "outcome": "Result",
    "vehicle": "Vehicle",
    "verdict": "Verdict",
    "weapon": "Weapon",
}
# Words of these say little without what stands behind them: "more patients", "before the fire".
_BARE = frozenset(["amount", "bound", "extreme", "level", "order", "portfolio", "relative", "share", "tempo"])
_BEHIND = 3


def contrast_flag(passage: Passage, contrast: Contrast, words: Language) -> Flag:
    """The flag for two words that exclude each other."""
    old, new = contrast.old, contrast.new
    kind = contrast.group.partition("/")[0]
    sub = FactSub.TITLE if is_office(kind, words) else FactSub.OTHER
    if kind in _RELATIVES or kind in words.of("contrasting", "relatives"):
        sub = FactSub.PERSON
    name = _CALLED.get(kind) or {FactSub.TITLE: "Title", FactSub.PERSON: "Person"}.get(sub, "Fact")
    shown = (old, new)
    if kind in _BARE:
        shown = _with_behind(passage, contrast, words)
        if any(text.lower().split()[-1] in words.organisations for text in passage.cuts(*shown)):
            sub, name = FactSub.ORG, "Name"
    return flag(
        FlagKind.FACT_CHANGED,
        passage.where(old, new),
        rule=f"fact.contrast.{contrast.group}",
        sub=sub.value,
        reason=_REASONS.get(contrast.group, ""),
        explanation=f"The two words exclude each other ({contrast.group.replace('-', ' ')}).",
        summary=f"{name}: {arrow(*passage.cuts(*shown))}",
        delta=word_delta(*passage.cuts(old, new)),
    )


def _with_behind(passage: Passage, contrast: Contrast, words: Language) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both places with the words right behind them where these are the same, or stand in one of them already."""
    old, new = contrast.old, contrast.new
    (left, ends), (right, stops) = _behind(passage.old, old, words), _behind(passage.new, new, words)
    if contrast.group == "portfolio":
        offices = words.titles | words.roles | words.organisations
        left, right = (found if offices.issuperset(found) else () for found in (left, right))
    one, two = (text.lower().split() for text in passage.cuts(old, new))
    longer = bool(left) and left[-1] == two[-1], bool(right) and right[-1] == one[-1]
    both = bool(left) and left == right
    return (old[0], ends if both or longer[0] else old[1]), (new[0], stops if both or longer[1] else new[1])


def _behind(side: Side, place: tuple[int, int], words: Language) -> tuple[tuple[str, ...], int]:
    """The words right behind a place up to the first that is not a small one, and where they end."""
    found: list[str] = []
    small = words.starters | words.of("contrasting", "behind_bare")
    end = place[1]
    for unit in side.units[bisect_left(side.units, end, key=attrgetter("start")) :][:_BEHIND]:
        if unit.start - end != 1 or not (unit.word or unit.mention):  # a sign stands between, or a quotation begins
            break
        found.append(unit.key)
        end = unit.end
        if unit.word not in small:
            return tuple(found), end
    return (), place[1]
