"""Weighs the words of a sentence: whether they are a publisher's, who speaks of its own page and of a fault in it or of
what was done about one. The classes of words stand in the language files; nothing here is of one language.
"""

# ruff: noqa: PLR0911 - each return is one form of a note

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from tracker.compare.notes.mended import is_mis, is_telegraphic, of_part
from tracker.compare.notes.said import (
    POINTING,
    READ,
    Said,
    classes,
    heard,
    is_anothers,
    is_foreign,
    is_ongoing,
    is_own,
    joined,
    of_day,
    seconds,
)
from tracker.compare.text.language import of_all, speech_verbs
from tracker.compare.text.sentences import Sentence


def avows(near: Sequence[Sentence], *, alone: bool) -> bool:
    """Whether the first of some sentences of a paragraph is a publisher's word on its own page: "We've corrected the year", "The caption above wrongly named
    the miller", "(Fixes typo in headline)". `alone` says that it opens a short paragraph.
    """
    sentence, head = near[0], 0
    while head < len(sentence.words) and sentence.words[head] in _SIGNS:
        head += 1
    bracketed = bool(head) and sentence.words[head - 1] in _BRACKETS
    words = joined(sentence.words[head : head + READ])
    if not words or words[0] == '"':
        return False
    codes = _worth_weighing(words, near[1:])
    if not codes or is_anothers(words) or is_ongoing(words):
        return False
    after = [joined(other.words[:READ]) for other in near[1:]]
    return any(_avows(heard(words, code, after=after, bracketed=bracketed), alone=alone or bracketed) for code in codes)


def avowing(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The words of some sentences without one of which a sentence avows nothing: of a note, a publisher's own, or joined to
    the one before. Few sentences have one, which is told for all their words at once.
    """
    words = set[str]().union(*[sentence.words for sentence in sentences])
    return frozenset(filter(_may_avow, words))


@lru_cache(maxsize=1 << 15)
def _may_avow(word: str) -> bool:
    marks = _marks(word)
    return word in seconds() or (marks is not None and bool(marks[0] or marks[1]))


def _worth_weighing(words: Sequence[str], after: Sequence[Sentence]) -> set[str]:
    """The languages in which some word may be of a note; most sentences have none, and it is told quickly."""
    marks = list(filter(None, map(_marks, words)))
    codes = {code for told, _, _ in marks for code in told}
    ours = {code for _, own, _ in marks for code in own}
    if not ours:
        return codes
    behind = chain.from_iterable(joined(other.words[:READ]) for other in after)
    further = {code for _, _, more in marks for code in more}
    further.update(code for told, _, more in filter(None, map(_marks, behind)) for code in (*told, *more))
    return codes | (ours & further)


@lru_cache(maxsize=1 << 15)
def _marks(word: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]] | None:
    """The languages in which a word tells of a note, is a publisher's own, and tells of one beside such a word; None where
    it is none of these in any, as most are.
    """
    found = classes(word).items()
    telling, ours, further = (
        frozenset(code for code, names in found if not wanted.isdisjoint(names))
        for wanted in (_TELLING, _OURS, _FURTHER)
    )
    return (telling, ours, further) if telling or ours or further else None


_TELLING = frozenset(
    [
        "fault",
        "mend",
        "change",
        "regret",
        "ought",
        "removal",
        "agency",
        "notings",
        "contrary",
        "readers",
        "adverbs",
        "sorry",
    ]
)
_OURS = frozenset(["we", "me", "sheets"])
_FURTHER = frozenset(["papers", "nots", "but", "earlier", "truths", "now"])
_SIGNS = frozenset("[(*•_-#>|{~:")
_BRACKETS = frozenset("[({")


def _avows(said: Said, *, alone: bool) -> bool:
    if _has_agent(said):
        return False
    forms = (
        _of_own_page,
        _of_the_page,
        _in_person,
        _of_cause,
        _of_agency,
        _of_purpose,
        _of_regret,
        _not_as_reported,
        _of_note,
        _of_reader,
        _is_followed,
    )
    return any(form(said) for form in forms) or (alone and (of_part(said) or is_telegraphic(said)))


def _owns(said: Said) -> bool:
    """Whether any of the words point to the page they stand on."""
    return not POINTING.isdisjoint(said.names) and any(
        kinds and is_own(said, place) for place, kinds in enumerate(said.kinds)
    )


def _has_agent(said: Said) -> bool:
    """Whether somebody else did it: "corrected by the ministry"."""
    return any(
        said.at("by", place + 1) and not (said.at("we", place + 2) or said.at("fault", place + 3))
        for name in ("mend", "change")
        for place in said.places(name)
        if said.has("was", place - 3, place)
    )


def _of_own_page(said: Said) -> bool:
    """Its own page and a fault or a mend, or a change in the passive: "An error in the second paragraph has been fixed"."""
    own = _owns(said)
    text = " ".join(said.words)
    printed = not own and any(phrase in text for phrase in said.tongue.phrases)
    if not own and not printed:
        return False
    first = next((place for place in range(len(said.words)) if is_own(said, place)), 0)
    if not said.has("it", 0, 1) and any(
        word in speech_verbs() and not said.has("earlier", place) for place, word in enumerate(said.words[1:first], 1)
    ):
        return False
    if said.has("fault") or said.has("ought") or said.has("lacking"):
        return True
    if printed and said.has("we", 0, 3) and said.has("reported"):
        return True
    if said.has("it", 0, 1) and said.at("was", 1) and said.has("reported", 2, 5):
        return own
    reports = any(said.words[place] not in of_all("notes", "printed") for place in said.places("reported"))
    if own and reports and (said.has("versions") or said.has("adverbs")):
        return True
    before = next((place for place in said.places("earlier") if own and is_own(said, place)), None)
    if before is not None and said.has("reported"):
        return True
    mended = [place for name in ("mend", "change", "removal") for place in said.places(name)]
    return any(said.has("was", place - 4, place) or said.at("was", place + 1) for place in mended)


def _of_the_page(said: Said) -> bool:
    """The page itself opens the sentence: "The article misspelled", "A story published on May 3 incorrectly stated"."""
    if said.at("this", 0) and said.at("pages", 1) and said.at("now", 2) and said.at("present", 3):
        return True
    if said.at("this", 0) and said.at("was", 1):
        return said.has("mend", 2, 5) or (said.has("change", 2, 5) and said.has("purpose"))
    first = int(said.at("the", 0))
    page = next((place for place in range(first, first + 2) if said.at("sheets", place)), None)
    if (
        page is None
        or not (first or "'" in said.words[0] or said.at("was", 1))
        or is_foreign(said, page)
        or _elsewhere(said, page)
    ):
        return False
    if said.at("now", page + 1) and said.at("present", page + 2):
        return True
    if (said.at("earlier", page - 1) and said.at("tales", page)) or said.at("adverbs", page + 1):
        return said.has("reported", page + 1, page + 3) or said.has("fault", page)
    if said.has("reported", page + 1, page + 3) and said.has("adverbs", page + 1, page + 6):
        return True
    if '"' not in said.words and (said.has("fault", page + 1) or said.at("ought", page + 1)):
        near = said.has("fault", page + 1, page + 3) or said.at("ought", page + 1)
        return (
            near or said.has("reported", page + 1) or any(is_mis(said.words[place]) for place in said.places("fault"))
        )
    if not said.at("was", page + 1):
        return False
    mended, changed = said.has("mend", page + 2, page + 5), said.has("change", page + 2, page + 5)
    return mended or (
        changed
        and (
            said.has("been", page + 1, page + 4) or said.has("purpose") or said.has("accordingly") or _dated(said, page)
        )
    )


def _dated(said: Said, place: int) -> bool:
    return any(word[0].isdigit() for word in said.words[place : place + 9])


def _elsewhere(said: Said, page: int) -> bool:
    """As in "the obituary in the Times", but not "in Tuesday's paper" nor "on 3 May"."""
    inside = next((place for place in (page + 1, page + 2) if said.at("within_paper", place)), None)
    return inside is not None and not (
        said.has("papers", inside + 1, inside + 5)
        or said.has("versions", inside + 1, inside + 4)
        or said.has("place", inside + 1, inside + 4)
    )


def _in_person(said: Said) -> bool:
    """The publisher's own person opens: "We've corrected", "Sorry, we got this wrong", "We gave the wrong year"."""
    if said.has("sorry", 0, 3) and (said.has("me") or said.has("we")) and said.has("reported"):
        return True
    if said.has("me", 0, 2):
        mended = said.has("mend", 0, 5) and any(said.has(name) for name in ("above", "pages", "place"))
        return mended or (said.has("adverbs", 0, 3) and said.has("reported", 0, 5))
    we = next(said.places("we", 12), None)
    paper = we is not None and any(of_day(said, place) for place in said.places("papers", we))
    if we is None or (we > _EARLY and not paper and not said.has("sorry", 0, 2)):
        return False
    if paper and said.has("reported", we, we + 4):
        return True
    return _puts_right(said, we) or _was_wrong(said, we)


def _puts_right(said: Said, we: int) -> bool:
    """What we did or ought to have done: "we have corrected", "we removed a quote", "we should have said"."""
    if any(said.at("ought", place) and said.has("reported", place, place + 4) for place in range(we, we + 6)):
        return True
    if said.has("mend", we, we + 4):
        return not said.has("programs", we)  # "We also fixed a bug" is what a new version of a program says
    late = any(said.at("was", place - 1) and said.has("pages", place) for place in said.places("change"))
    if not (late or said.has("change", we, we + 5) or said.has("removal", we, we + 5)):
        return False
    page = any(said.has(kind, we + 1) for kind in ("parts", "pages", "place"))
    return page or said.has("this", we + 2, we + 6) or (said.has("things", we + 1) and said.has("was", we, we + 4))


def _was_wrong(said: Said, we: int) -> bool:
    """What we wrote and was wrong: "we earlier gave", "we said it was sold; it was not", "we gave the wrong year"."""
    if said.has("adverbs", we + 1, we + 3) and said.has("reported", we, we + 5):
        return True
    if we <= 1 and said.has("reported", we + 1, we + 3) and any(said.at("it", n + 1) for n in said.places("but")):
        return True
    if not said.has("fault", we + 1):
        return False
    return said.has("reported", we, we + 5) or said.has("pages", we + 1) or said.has("fault", we, we + 4)


_EARLY = 3


def _of_cause(said: Said) -> bool:
    """As in "Owing to a mistake by the reporter, the year was given as 1817"."""
    if not said.has("causes", 0, 3) or not said.has("fault", 1, 7):
        return False
    return said.has("reported", 3) or said.has("editorial", 1, 7) or said.has("fault", 7)


def _of_agency(said: Said) -> bool:
    """As in "(Fixes typo in headline)", "CORRECTS year in paragraph 2", "(In May 3 story, corrects to 1871)"."""
    first = next((place for place in said.places("agency", 10)), None)
    if first is None or (first > 1 and not (said.bracketed and said.has("pages", 0, first))):
        return False
    return (
        said.has("place")
        or said.has("pages")
        or said.has("fault")
        or (first > 1)
        or any(phrase in " ".join(said.words) for phrase in of_all("notes", "instead"))
    )


def _of_purpose(said: Said) -> bool:
    """What was done opens, and what for: "Updated on 3 May to correct the year", "Article modifié pour préciser"."""
    if said.has("stamped", 0, 1) and said.has("mend"):
        return True
    done = min((place for name in ("mend", "change") for place in said.places(name, 4)), default=None)
    if done is None or said.has("was", 0, done) or any(not _pagelike(said, place) for place in range(done)):
        return False
    behind = range(done + 1, min(done + 14, len(said.words)))
    if any(said.at("purpose", place) and said.at("to", place - 1) for place in behind):
        return True
    page = bool(done) and said.has("mend", 0, done + 1) and said.has("pages", 0, done)
    answers = any(said.at("comment", place) and said.has("together", place - 4, place) for place in behind)
    return page or answers or (bool(done) and said.has("mend", done + 1))


def _pagelike(said: Said, place: int) -> bool:
    kinds = said.kinds[place] & {"pages", "things", "parts", "place", "adverbs", "the"}
    return bool(kinds) or said.words[place] in of_all("notes", "latest")


def _of_regret(said: Said) -> bool:
    """As in "The Courier regrets the error": in the present, with a fault."""
    if said.has("sorry", 0, 3) and said.has("fault"):
        return True
    if said.has("editorial", 0, 3) and said.has("regret", 0, 5):
        return True
    return any(said.has("fault", place + 1, place + 8) for place in said.places("regret", 8))


def _not_as_reported(said: Said) -> bool:
    """As in "She did not, as we reported, sell it"; "contrary to our report"; "not as stated in an earlier version"."""
    if said.has("contrary", 0, 2):
        return said.has("we", 1, 6) or any(is_own(said, place) for place in range(1, min(9, len(said.words))))
    return said.has("nots") and any(
        said.words[place] in of_all("notes", "as")
        and said.at("we", place + 1)
        and said.has("reported", place + 2, place + 5)
        for place in range(len(said.words))
    )


def _of_note(said: Said) -> bool:
    """As in "We have issued a correction to this story", "This article contains a correction", "A correction was made"."""
    note = next(said.places("notings"), None)
    if note is None:
        return False
    done = said.has("was") or said.has("made")
    if done and (_owns(said) or (said.has("we", 0, note) and (said.at("this", note - 1) or said.has("pages", note)))):
        return True
    return note <= 1 and said.at("was", note + 1) and said.has("made", note, note + 4) and not said.has("by")


def _of_reader(said: Said) -> bool:
    """A reader who found it: "An eagle-eyed reader spotted that we had the year wrong"."""
    if not said.has("readers", 0, 8):
        return False
    if said.has("fault") and (said.has("we", 1) or said.has("mend")):
        return True
    return any(other.has("we") and (other.has("change") or other.has("mend")) for other in said.after)


def _is_followed(said: Said) -> bool:
    """What the publisher wrote, and behind it that it was wrong, or a page, and what was done: "Yesterday we reported that
    it was sold. This was incorrect."
    """
    if '"' in said.words:
        return False
    wrote = any(said.has("reported", place, place + 4) for place in said.places("we", 8))
    page = said.has("we", 0, 1) and said.has("pages", 1, 3) and said.has("reported")
    things, own = said.has("things", 0, 3), bool(said.behind) and _owns(said)
    for other in said.after if wrote or page or things or own else ():
        if (wrote or page) and (other.has("fault", 0, 8) or other.has("ought", 0, 8) or other.has("truths", 0, 3)):
            return True
        done = [place for name in ("mend", "change", "removal", "fault") for place in other.places(name, 7)]
        if things and other.has("we", 0, 2) and (other.has("change") or other.has("mend")):
            return True
        if own and other.has("we", 0, 1) and other.has("regret", 0, 4):
            return True
        if own and any(other.has("was", place - 3, place) for place in done):
            return True
    return False
