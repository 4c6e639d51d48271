"""Finds who speaks beside a quotation in scripts without capitals: "市长陈立说:", "وقال الوزير سامي حداد:", "と佐藤市長は述べた".

What is known of them stands in `languages/scripts.toml`; names cannot be told from other words there, so a source is the
phrase that stands between the verb of saying and the next sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tracker.compare.text.files import scripts_file

_NEAR = 60  # characters on either side of a quotation
_LONGEST_SOURCE, _VERB_WITHIN = 30, 4
# Behind what describes somebody this many characters are a calling and a name, not a relative: "的古生物学家沈若兰".
_CALLED_BY_NAME = 5
_SIGNS = " \"'«»:،,、，。.।!?؟;；()"
_STOPS = re.compile(r"[،,、，。.।!?؟;；:\"'«»()\n]")
_SENTENCE_ENDS = ("。", "।", ".", "!", "?", "؟", "！", "？")
_AFTER_LATIN = "\u0590"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Characters [start, end) that name a source, and the verb of saying; `name` is the source without what it is called
    beside its name.
    """

    start: int
    end: int
    text: str
    verb: str
    name: str
    someone: bool


def spoken(text: str, start: int, end: int) -> Spoken | None:
    """Who speaks the quotation [start, end) of a text, by what stands beside it in its paragraph; None where nobody is
    named, and in scripts with capitals.
    """
    if not any(char >= _AFTER_LATIN for char in text[start : min(end, start + _NEAR)]):
        return None
    first = max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _NEAR)
    ahead = text[first:start].rstrip(" \"'«»")
    lead = "" if ahead.endswith(_SENTENCE_ENDS) else ahead.rstrip(_SIGNS)
    behind = end + len(text[end:last]) - len(text[end:last].lstrip(_SIGNS))
    for script in _scripts():
        found = script.ahead(lead, text[behind:last]) or script.behind(text[behind:last])
        if found is not None:
            place, length, verb = found
            at = first + place if place >= 0 else behind + ~place
            return _made(text, at, at + length, verb, script)
    return None


def same_spoken(one: Spoken, two: Spoken, texts: Sequence[str]) -> bool:
    """Whether two sources can be one; in doubt they are."""
    if one.someone or two.someone or one.text in two.text or two.text in one.text:
        return True
    if one.name and two.name:
        shared = set(one.name.split()) & set(two.name.split())
        return bool(shared) or one.name in two.name or two.name in one.name
    if not (one.name or two.name):
        return False
    named, role = (one, two) if one.name else (two, one)
    called = named.text.replace(named.name, "").strip()
    return (
        not called
        or called in role.text
        or any(f"{role.text}{gap}{named.name}" in text for text in texts for gap in ("", " "))
    )


def _made(text: str, start: int, end: int, verb: str, script: _Script) -> Spoken:
    source = text[start:end]
    return Spoken(start, end, source, verb, script.name(source), source in script.someone)


@dataclass(frozen=True, slots=True)
class _Script:
    speech: tuple[str, ...]
    verb_first: bool
    joined: tuple[str, ...]
    ends: frozenset[str]
    subject: tuple[str, ...]
    quoting: str
    callings: tuple[str, ...]
    someone: frozenset[str]
    adverbs: tuple[str, ...]
    spaced: bool
    described: str

    def ahead(self, lead: str, tail: str) -> tuple[int, int, str] | None:
        """Where in the text before a quotation its source stands, how long, and the verb."""
        if self.quoting:
            said = self._begins(tail.removeprefix(self.quoting)) if tail.startswith(self.quoting) else ""
            return self._before_subject(lead, said) if said else None
        if self.verb_first:
            return self._after_verb(lead)
        verb = self._ends(lead)
        if not verb:
            return None
        head = lead[: lead.rfind(verb)].rstrip()
        if self.subject:
            return self._before_subject(head, verb)
        return self._last_phrase(head, verb)

    def behind(self, tail: str) -> tuple[int, int, str] | None:
        """The same for the text behind a quotation; the place is counted from its end, as ~place."""
        head = _STOPS.split(tail.removeprefix(self.quoting), maxsplit=1)[0]
        skipped = len(self.quoting) if self.quoting and tail.startswith(self.quoting) else 0
        if self.quoting and not skipped:
            return None
        found = self._after_verb(head, first=True) if self.verb_first else self._opening(head)
        return (~(found[0] + skipped), found[1], found[2]) if found else None

    def name(self, source: str) -> str:
        """A source without what people are called."""
        if self.spaced:
            return " ".join(word for word in source.split() if word not in self.callings)
        tail = source.rpartition(self.described)[2] if self.described else ""
        if len(tail) >= _CALLED_BY_NAME:
            source = tail
        for calling in self.callings:
            source = source.removesuffix(calling).removeprefix(calling)
        return source

    def _after_verb(self, text: str, *, first: bool = False) -> tuple[int, int, str] | None:
        words = list(re.finditer(r"\S+", text))
        places = [n for n, word in enumerate(words) if self._verb(word[0])]
        if not places or (first and places[0] != 0):
            return None
        place = places[0] if first else places[-1]
        source = []
        for word in words[place + 1 :]:
            if word[0] in self.ends or _STOPS.search(word[0][:-1]):
                break
            source.append(word)
            if _STOPS.search(word[0]):
                break
        if not source or not source[0][0].strip(_SIGNS):
            return None
        start, stop = (
            source[0].start(),
            source[0].start() + len(text[source[0].start() : source[-1].end()].rstrip(_SIGNS)),
        )
        return (start, stop - start, words[place][0]) if stop - start <= _LONGEST_SOURCE else None

    def _verb(self, word: str) -> bool:
        return word in self.speech or any(
            word.startswith(one) and word[len(one) :] in self.speech for one in self.joined
        )

    def _before_subject(self, head: str, verb: str) -> tuple[int, int, str] | None:
        sentence = max(head.rfind(sign) for sign in "。।\n") + 1
        for mark in self.subject:
            sought = f" {mark}" if self.spaced else mark
            place = head.rfind(sought, sentence)
            apart = not self.spaced or head[place + len(sought) : place + len(sought) + 1] in ("", " ")
            if place > 0 and apart:
                return self._last_phrase(head[:place], verb)
        return None

    def _last_phrase(self, head: str, verb: str) -> tuple[int, int, str] | None:
        stops = [found.end() for found in _STOPS.finditer(head)]
        start = stops[-1] if stops else 0
        source = head[start:].rstrip()
        start += len(source) - len(source.lstrip())
        source = source.lstrip()
        for adverb in self.adverbs:
            source = source.removesuffix(adverb)
        return (start, len(source), verb) if 0 < len(source) <= _LONGEST_SOURCE else None

    def _opening(self, head: str) -> tuple[int, int, str] | None:
        if self.subject:
            for mark in self.subject:
                sought = f" {mark} " if self.spaced else mark
                place = head.find(sought)
                said = self._begins(head[place + len(sought) :].lstrip()) if place > 0 else ""
                if said:
                    return self._last_phrase(head[:place], said)
            return None
        places = sorted((head.find(verb), -len(verb), verb) for verb in self.speech if head.find(verb) > 0)
        return self._last_phrase(head[: places[0][0]], places[0][2]) if places else None

    def _begins(self, text: str) -> str:
        near = " ".join(text.split()[:_VERB_WITHIN]) if self.spaced else text[:_NEAR]
        near = _STOPS.split(near, maxsplit=1)[0]
        return next((verb for verb in self.speech if verb in (near.split() if self.spaced else near)), "")

    def _ends(self, lead: str) -> str:
        if not self.spaced:
            return next((verb for verb in self.speech if lead.endswith(verb)), "")
        near = lead.split()[-_VERB_WITHIN:]
        return next((verb for verb in self.speech if verb in near), "")


@cache
def _scripts() -> tuple[_Script, ...]:
    return tuple(_read(table) for table in scripts_file().values() if "speech" in table)


def _read(table: dict[str, str]) -> _Script:
    def listed(name: str) -> tuple[str, ...]:
        return tuple(sorted(table.get(name, "").split(), key=lambda word: (-len(word), word)))

    return _Script(
        speech=listed("speech"),
        verb_first=bool(table.get("verb_first")),
        joined=listed("joined"),
        ends=frozenset(listed("ends")),
        subject=listed("subject"),
        quoting=table.get("quoting", ""),
        callings=listed("callings"),
        someone=frozenset(listed("someone")),
        adverbs=listed("adverbs"),
        spaced=not table.get("joined_words"),
        described=table.get("described", ""),
    )
