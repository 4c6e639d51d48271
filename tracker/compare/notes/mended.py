"""Tells when a sentence says that a part of a page was put right, removed or wrong: "The caption has been corrected"."""

from __future__ import annotations

from functools import cache

from tracker.compare.notes.said import Said
from tracker.compare.text.language import of_all


def of_part(said: Said) -> bool:
    """A part of a page opens a paragraph and was put right or removed: "The name of the trust has been corrected"."""
    if said.has("it", 0, 1) and said.at("was", 1):
        return said.has("mend", 2, 5) or (said.has("fault", 2, 4) and said.has("reported", 2, 5))
    if said.at("sorry", 0) and said.has("things", 1, 5):
        return True
    part = next((place for name in ("parts", "things") for place in said.places(name, 4)), None)
    fault = said.has("fault", 0, 2) or (said.has("fault", 0, 5) and said.has("parts"))
    if fault and any(said.has("been", place - 3, place) for place in said.places("mend")):
        return True
    return part is not None and (_was_righted(said, part) or _was_mis(said))


def _was_righted(said: Said, part: int) -> bool:
    """Whether a part has been put right or, if it is of words, removed or changed."""
    text = said.at("parts", part)
    for name in ("mend", "removal", "change"):
        for place in said.places(name):
            been = said.has("been", place - 3, place)
            if name == "mend" and (text or place + 3 > len(said.words)):
                been = been or said.has("was", place - 2, place)
            if been and (name == "mend" or text or said.has("fault", place)):
                return True
    return False


def _was_mis(said: Said) -> bool:
    """As in "was misspelled", "was wrongly given", but not "on the medal"."""
    wrong = [place for place in said.places("fault") if said.has("was", place - 3, place)]
    if any(
        word in of_all("notes", "on") and not (_day_or_self(said, place + 1) or _day_or_self(said, place + 2))
        for place, word in enumerate(said.words)
    ):
        return False
    return any(is_mis(said.words[place]) or said.has("reported", place - 3, place + 3) for place in wrong)


def _day_or_self(said: Said, place: int) -> bool:
    if place >= len(said.words):
        return False
    own = said.kinds[place] & {"this", "pages", "we", "papers", "place", "earlier", "versions", "fault", "parts"}
    return bool(own) or said.words[place] in said.tongue.days or said.words[place][0].isdigit()


def is_mis(word: str) -> bool:
    """Whether a word of fault says by itself what went wrong with a text: "misspelled"."""
    begins, ends = _mis()
    return "_" in word or (word.startswith(begins) and word.endswith(ends) and len(word) > _LONGEST_PLAIN)


@cache
def _mis() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What words for what went wrong with a text begin and end with."""
    return tuple(sorted(of_all("notes", "mis"))), tuple(sorted(of_all("notes", "mis_ends")))


_LONGEST_PLAIN = 8  # "mistaken" does not say how


def is_telegraphic(said: Said) -> bool:
    """As in "Name of the miller corrected.": a part, no verb but what was done."""
    bare = [word for word in said.words if word[0].isalnum()]
    first = said.kinds[0] & {"parts", "things", "pages", "place"}
    return bool(first) and len(bare) <= _TELEGRAM and said.has("mend", 1) and not said.has("was")


_TELEGRAM = 10
