"""Tells which paragraphs of a text are questions and answers of an interview: by labels (Q:, A., a name and a colon), by
questions in bold or of their own, by answers that speak of themselves. Marks of quotation are left to `utterances`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from tracker.compare.quoting.putquestions import put_to_someone
from tracker.compare.quoting.questionnaires import questionnaire
from tracker.compare.text.language import of_all, rows_of_all
from tracker.model import BlockKind


class Form(StrEnum):
    """How the text shows that someone speaks."""

    MARKED = "marked"
    SINGLE = "single"
    BLOCK = "block"
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Turn:
    """Characters [start, end) of a paragraph that someone says, without a label before them."""

    form: Form
    start: int
    end: int


_NAMED = re.compile(r"[*_]{0,3}([^\W\d_][\w.' -]{0,30}[\w.])(?::[*_]{0,3}|[*_]{1,3}:| -) +(?=\S)")
_BOLD = re.compile(r"(?:\*\*|__)\s*\S.*\?[\"')\]]*\s*(?:\*\*|__)$")
_LONGEST_QUESTION = 60
_LONGEST_NAME = 4
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER)
_LOOKED_AT = 60
_TURNS_OF_ONE = 2


class _Known(NamedTuple):
    """The words of all languages by which interviews are told, as `[words.quoting]` in the language files explains them.
    `label` is a letter that stands for who asks or answers, `own` has no word with which others are spoken to.
    """

    label: re.Pattern[str]
    asking_letters: frozenset[str]
    answering_letters: frozenset[str]
    own: frozenset[str]
    first_person: frozenset[str]
    answer_openers: frozenset[str]
    of_interviews: frozenset[str]
    questioning: frozenset[str]
    ourselves: frozenset[str]
    addressed: frozenset[str]
    plain_answers: frozenset[str]
    addressing: tuple[str, ...]
    answering: frozenset[str]
    clitics: frozenset[str]
    self_endings: tuple[str, ...]
    other_endings: tuple[str, ...]
    no_verbs: frozenset[str]
    tells_who: tuple[str, ...]


@cache
def _known() -> _Known:
    asking, answering = of_all("quoting", "asking_letters"), of_all("quoting", "answering_letters")
    letters = "|".join(map(re.escape, sorted(asking | answering)))
    own = of_all("quoting", "first_person")
    return _Known(
        label=re.compile(rf"(?:^|(?<=\s))[*_]{{0,3}}({letters})(?:: |\. |\) |:?[*_]{{1,3}}:? | - )[*_]{{0,3}}"),
        asking_letters=asking,
        answering_letters=answering,
        own=own,
        first_person=own | of_all("quoting", "oneself"),
        answer_openers=of_all("quoting", "answer_openers"),
        of_interviews=of_all("quoting", "of_interviews"),
        questioning=of_all("quoting", "questioning"),
        ourselves=of_all("quoting", "ourselves"),
        addressed=of_all("quoting", "addressed"),
        plain_answers=of_all("quoting", "plain_answers"),
        addressing=rows_of_all("quoting", "addressing"),
        answering=of_all("quoting", "answering"),
        clitics=of_all("quoting", "clitics"),
        self_endings=rows_of_all("quoting", "self_endings"),
        other_endings=rows_of_all("quoting", "other_endings"),
        no_verbs=of_all("quoting", "no_verbs"),
        tells_who=rows_of_all("quoting", "tells_who"),
    )


def turns(paragraphs: Sequence[str], kinds: Sequence[BlockKind]) -> dict[int, list[Turn]]:
    """The turns of an interview by number of paragraph; a paragraph may hold a question and its answer. Empty for a
    text that is no interview.
    """
    if together := questionnaire(paragraphs, kinds):
        return {number: _together(paragraphs[number], end) for number, end in together.items()}
    heads = [_NAMED.match(text) if _may_be_named(text) else None for text in paragraphs]
    names = _speaking_names(paragraphs, kinds, heads)
    lettered = _lettered(paragraphs)
    bold = any(_BOLD.match(text) for text in paragraphs)
    asking = _asks(paragraphs, kinds, bold=bold) | _asked_of(paragraphs, heads, names)
    found: dict[int, list[Turn]] = {}
    last_question = max(asking, default=-1)
    turned = _turned(paragraphs, heads, names, lettered=lettered)
    answering = fresh = False
    for number, text in enumerate(paragraphs):
        labelled = (_labelled(text) if lettered else []) or _named_within(text)
        named = heads[number]
        if labelled:
            found[number] = labelled
            answering, fresh = labelled[-1].form is Form.ANSWER, False
        elif named and named.group(1) in names:
            form = Form.QUESTION if text.rstrip(" *_").endswith("?") else Form.ANSWER
            found[number] = [Turn(form, named.end(), len(text))]
            answering = fresh = False
        elif number in asking:
            found[number] = [_bare(text, Form.QUESTION)]
            answering, fresh = False, True
        elif number in turned and kinds[number] is BlockKind.PARAGRAPH and number - 1 in found:
            found[number] = [_bare(text, Form.ANSWER)]
        elif kinds[number] is BlockKind.ANSWER or (
            kinds[number] is BlockKind.PARAGRAPH
            and _answers(text, first=fresh, between=answering and bold and number < last_question, after=answering)
        ):
            found[number] = [_bare(text, Form.ANSWER)]
            answering, fresh = True, False
        else:
            answering = fresh = False
    return found


def _together(text: str, end: int) -> list[Turn]:
    """The question up to a place and its answer behind it."""
    return [Turn(Form.QUESTION, 0, end), Turn(Form.ANSWER, end + 1, len(text))]


def _turned(
    paragraphs: Sequence[str], heads: Sequence[re.Match[str] | None], names: frozenset[str], *, lettered: bool
) -> frozenset[int]:
    """The paragraphs without a label that go on with a turn: between two labels all but those with marks, behind the last
    one no more than one, unless it says how the interview was made.
    """
    if not lettered and not names:
        return frozenset()
    labelled = [
        number
        for number, (text, head) in enumerate(zip(paragraphs, heads, strict=True))
        if (head and head.group(1) in names) or (lettered and _known().label.match(text))
    ]
    between = range(labelled[0] + 1, labelled[-1] + 2) if labelled else ()
    going_on = {number for number in between if number < len(paragraphs) and '"' not in paragraphs[number]}
    closing = labelled[-1] + 1 if labelled else -1
    if closing in going_on and not _goes_on(paragraphs[closing]):
        going_on.remove(closing)
    return frozenset(going_on.difference(labelled))


def _goes_on(text: str) -> bool:
    """Whether a paragraph behind the last label is long enough to go on and no line on the interview."""
    words = _plain(text)
    return len(words) >= _SHORTEST_TURN and _known().of_interviews.isdisjoint(words) and text[0] not in "*_[(-"


_SHORTEST_TURN = 25


def _may_be_named(text: str) -> bool:
    """Whether a sign that ends a name stands where one can: most paragraphs have none, which the pattern would try for at
    each of the first characters.
    """
    return text.find(":", 0, _NAME_WITHIN) > 0 or text.find(" -", 0, _NAME_WITHIN) > 0


_NAME_WITHIN = 42


def _answers(text: str, *, first: bool, between: bool, after: bool) -> bool:
    """Right after a question, between two bold ones, or after an answer by someone who goes on about themselves."""
    return first or between or (after and speaks_of_self(text))


def _lettered(paragraphs: Sequence[str]) -> bool:
    """Whether letters stand for those who ask and those who answer, both: an initial alone is no label."""
    known = _known()
    found = {match.group(1) for text in paragraphs if known.label.match(text) for match in known.label.finditer(text)}
    return bool(found & known.asking_letters and found & known.answering_letters)


def _labelled(text: str) -> list[Turn]:
    """The turns of a paragraph that begins with "Q:" or "A."; further labels in it begin further turns."""
    known = _known()
    matches = list(known.label.finditer(text))
    if not matches or matches[0].start() > 0:
        return []
    ends = [*(match.start() for match in matches[1:]), len(text)]
    return [
        Turn(Form.QUESTION if match.group(1) in known.asking_letters else Form.ANSWER, match.end(), end)
        for match, end in zip(matches, ends, strict=True)
    ]


def _named_within(text: str) -> list[Turn]:
    """The turns of a paragraph that holds several, each behind a name: "Interviewer: Did you sleep? Sunde: I did."."""
    heads = list(_WITHIN.finditer(text)) if text.count(": ", 0, _LOOKED_AT_FOR_NAMES) >= _TURNS_OF_ONE else []
    names = [head.group(1) for head in heads]
    if (
        len(set(names)) < _TURNS_OF_ONE
        or heads[0].start() > 0
        or any(len(name.split()) > _LONGEST_NAME for name in names)
    ):
        return []
    ends = [*(head.start() for head in heads[1:]), len(text)]
    said = [(head.end(), end) for head, end in zip(heads, ends, strict=True)]
    if len(set(names)) == len(names) and not text[slice(*said[0])].rstrip().endswith("?"):
        return []
    form = (Form.QUESTION if text[start:end].rstrip().endswith("?") else Form.ANSWER for start, end in said)
    return [Turn(kind, start, len(text[:end].rstrip())) for kind, (start, end) in zip(form, said, strict=True)]


_WITHIN = re.compile(r"(?:^|(?<=[.?!\"')] ))([A-Z][\w'-]*\.?(?: [\w'-]+){0,3}): (?=\S)")
_LOOKED_AT_FOR_NAMES = 10_000


def _speaking_names(
    paragraphs: Sequence[str], kinds: Sequence[BlockKind], heads: Sequence[re.Match[str] | None]
) -> frozenset[str]:
    """Names that take turns at the head of paragraphs, each more than once or one right after another, or that answer all
    of the questions.
    """
    spoken: Counter[str] = Counter()
    asked: set[str] = set()
    answered: Counter[str] = Counter()
    before = ""
    for text, kind, match in zip(paragraphs, kinds, heads, strict=True):
        if match and kind in _SPOKEN and match.group(1)[0].isupper() and len(match.group(1).split()) <= _LONGEST_NAME:
            spoken[match.group(1)] += 1
            if text.rstrip(" *_").endswith("?"):
                asked.add(match.group(1))
            answered[match.group(1)] += before.rstrip(" *_").endswith("?")
        before = text
    names = frozenset(spoken)
    # Those who answer may be named where those who ask are not.
    if spoken == answered and not asked and spoken.total() >= _TURNS_OF_ONE:
        return names
    again = spoken.total() > len(names)
    takes_turns = (asked and (names - asked or again)) or (answered.total() and again)
    if len(names) >= _TURNS_OF_ONE and takes_turns:
        return names
    return names if answered.total() and not asked and _is_introduced(paragraphs, heads, names) else frozenset()


def _is_introduced(paragraphs: Sequence[str], heads: Sequence[re.Match[str] | None], names: frozenset[str]) -> bool:
    """Whether those who answer are one person, of whom a line says that this is an interview or whom the questions address:
    "Ruth Amberg im Gespräch", and below "Haben Sie je daran gedacht?", "Ruth Amberg: Nie.".
    """
    surnames = {name.split()[-1] for name in names}
    if len(surnames) > 1 or any(head and ":" not in head.group() for head in heads):
        return False
    known, surname = _known(), next(iter(surnames))
    asked = [paragraphs[number] for number in _asked_of(paragraphs, heads, names)]
    addressed = known.addressed | of_all("quoting", "put_to")
    if asked and not any(addressed.isdisjoint(_plain(text)) for text in asked):
        return True
    opening = next((number for number, head in enumerate(heads) if head and head.group(1) in names), 0)
    return any(surname in text and not known.of_interviews.isdisjoint(_plain(text)) for text in paragraphs[:opening])


def _asked_of(
    paragraphs: Sequence[str], heads: Sequence[re.Match[str] | None], names: frozenset[str]
) -> frozenset[int]:
    """The questions without a label that stand right before an answer with the name of who gives it."""
    answers = (number for number, head in enumerate(heads) if number and head and head.group(1) in names)
    return frozenset(number - 1 for number in answers if not heads[number - 1] and _is_question(paragraphs[number - 1]))


def _asks(paragraphs: Sequence[str], kinds: Sequence[BlockKind], *, bold: bool) -> frozenset[int]:
    """The paragraphs that are questions: marked so, in bold, or plain ones whose answer speaks of itself."""
    asked = set(put_to_someone(paragraphs, kinds))
    plain = []
    for number, text in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        if kinds[number] is BlockKind.QUESTION or (_BOLD.match(text) and following):
            asked.add(number)
        elif not bold and following and _is_question(text) and not _is_question(following) and '"' not in following:
            plain.append((number, _answers_for_self(text, following)))
    sure = sum(spoken for _, spoken in plain) or any(_opens_as_i(paragraphs[number + 1]) for number, _ in plain)
    # One answer that speaks of itself among several makes an interview: the other questions then need no such sign.
    if len(plain) == 1 and not asked and not _of_a_person(paragraphs, plain[0][0]):
        return frozenset()
    asked.update(number for number, spoken in plain if spoken or (sure and len(plain) >= _TURNS_OF_ONE))
    if len(asked) >= _TURNS_OF_MANY:
        asked.update(_statements(paragraphs, kinds, asked))
    return frozenset(asked)


def _statements(paragraphs: Sequence[str], kinds: Sequence[BlockKind], asked: set[int]) -> Iterator[int]:
    """Turns of the interviewer that are no questions, between two questions, as in: People say that you were hard."""
    known = _known()
    for number in range(min(asked) + 2, max(asked)):
        text = paragraphs[number]
        if {number - 1, number, number + 1} & asked or kinds[number] is not BlockKind.PARAGRAPH or '"' in text:
            continue
        lower = text.lower()
        words = lower.replace(",", " ").replace(".", " ").replace("'", " ").split()
        addressed = len(words) <= _LONGEST_STATEMENT and any(part in lower for part in known.addressing)
        if addressed and known.answering.isdisjoint(words):
            yield number


def _of_a_person(paragraphs: Sequence[str], number: int) -> bool:
    """Whether a question that stands alone is put to somebody, or answered by one: under "Ready to join?" a publisher
    may speak of itself as "we" as well.
    """
    question, answer = (paragraphs[place].lower().replace("'", " ").split() for place in (number, number + 1))
    known = _known()
    stated = "." in paragraphs[number]
    if stated and not (known.own.isdisjoint(question) and known.ourselves.isdisjoint(question)):
        return not known.addressed.isdisjoint(question)  # "We ask two things first: who will use it?"
    asked = not known.questioning.isdisjoint(question)
    return asked or answer[0].rstrip(".,!;") in known.answer_openers or known.ourselves.isdisjoint(answer)


_TURNS_OF_MANY = 3
_LONGEST_STATEMENT = 30


def _bare(text: str, form: Form) -> Turn:
    """The whole paragraph without signs of bold type."""
    start = len(text) - len(text.lstrip("*_# "))
    return Turn(form, start, max(start, len(text.rstrip("*_ "))))


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") and '"' not in text and len(text.split()) <= _LONGEST_QUESTION


def _answers_for_self(question: str, answer: str) -> bool:
    """Whether an answer speaks of its speaker; where the question asks for the reader ("Do I have to pay?") or of nobody,
    "you" and "yes" make no interview.
    """
    known = _known()
    asked, said = (set(_plain(text)) for text in (question, answer))
    return speaks_of_self(answer) and not (
        asked.isdisjoint(known.addressed) and known.own.isdisjoint(said) and not said.isdisjoint(known.plain_answers)
    )


def _plain(text: str) -> list[str]:
    return text[:600].lower().replace(",", " ").replace(".", " ").replace("?", " ").replace("'", " ").split()


def _opens_as_i(text: str) -> bool:
    """Whether an answer begins with a verb of the first person of Spanish, Portuguese or Italian: "Temo", "La leo",
    "Não acho"; "Lo ricevono" is of others.
    """
    known, words = _known(), _plain(text[:_OPENING])
    while words and words[0] in known.clitics:
        words = words[1:]
    if not words or len(words[0]) < _SHORTEST_VERB or words[0] in known.no_verbs:
        return False
    return words[0].endswith(known.self_endings) and not words[0].endswith(known.other_endings)


_OPENING, _SHORTEST_VERB = 60, 3


def of_themselves(text: str) -> bool:
    """Whether a text has a word with which people speak of themselves."""
    return not _known().own.isdisjoint(text[:600].lower().replace(",", " ").replace(".", " ").split())


def of_a_speaker(text: str) -> bool:
    """Whether somebody speaks of themselves or to somebody."""
    known, words = _known(), text[:600].lower().replace(",", " ").replace("'", " ").split()
    return not (known.first_person.isdisjoint(words) and known.addressed.isdisjoint(words))


def speaks_of_self(text: str) -> bool:
    """Someone speaks of themselves, and nobody is quoted in it."""
    words = text[:600].lower().replace(",", " ").replace(".", " ").split()
    known = _known()
    if not words or text.endswith("?") or ('"' in text and any(word in text for word in known.tells_who)):
        return False
    return words[0] in known.answer_openers or not known.first_person.isdisjoint(words[:_LOOKED_AT])
