"""Tells which paragraphs of a text are questions and answers of an interview: by labels (Q:, A., a name and a colon), by
questions in bold or of their own, by answers that speak of themselves. Marks of quotation are left to `utterances`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.compare.quoting.questionnaires import questionnaire
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


_LABEL = re.compile(r"(?:^|(?<=\s))[*_]{0,3}([QAPRFD])(?:: |\. |\) |:?[*_]{1,3}:? | - )[*_]{0,3}")
_NAMED = re.compile(r"[*_]{0,3}([^\W\d_][\w.' -]{0,30}[\w.])(?::[*_]{0,3}|[*_]{1,3}:| -) +(?=\S)")
_BOLD = re.compile(r"(?:\*\*|__)\s*\S.*\?[\"')\]]*\s*(?:\*\*|__)$")
# Question and answer, pregunta y respuesta, Frage und Antwort, domanda e risposta.
_ASKING, _ANSWERING = frozenset("QPFD"), frozenset("AR")
_LONGEST_QUESTION = 60
_LONGEST_NAME = 4
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER)
_LOOKED_AT = 60
_TURNS_OF_ONE = 2
_FIRST_PERSON = frozenset(
    [
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "me",
        "my",
        "mine",
        "we",
        "we're",
        "we've",
        "our",
        "us",
        "you",
        "ich",
        "wir",
        "mir",
        "je",
        "j'ai",
        "nous",
        "moi",
        "mon",
        "mes",
        "yo",
        "mí",
        "mis",
        "soy",
        "estoy",
        "tengo",
        "creo",
        "nosotros",
        "eu",
        "meu",
        "minha",
        "tenho",
        "sou",
        "acho",
        "nós",
        "io",
        "mia",
        "miei",
        "sono",
        "ho",
        "noi",
    ]
)
_ANSWER_OPENERS = frozenset(
    [
        *("yes", "no", "yeah", "not", "absolutely", "definitely", "probably", "well", "maybe", "sure", "never"),
        *("oui", "jamais", "nunca", "mai", "nie", "non", "ja", "nein", "sí", "si", "sim", "não"),
    ]
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
    asking = _asks(paragraphs, kinds, bold=bold)
    found: dict[int, list[Turn]] = {}
    last_question = max(asking, default=-1)
    turned = _turned(paragraphs, heads, names, lettered=lettered)
    answering = fresh = False
    for number, text in enumerate(paragraphs):
        labelled = _labelled(text) if lettered else []
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
        if (head and head.group(1) in names) or (lettered and _LABEL.match(text))
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
    return len(words) >= _SHORTEST_TURN and _OF_INTERVIEWS.isdisjoint(words) and text[0] not in "*_[(-"


_SHORTEST_TURN = 25
_OF_INTERVIEWS = frozenset(
    [
        *("interview", "interviewed", "edited", "condensed", "spoke", "translated", "conversation", "told", "said"),
        *("gespräch", "interviews", "entretien", "propos", "recueillis", "entrevista", "intervista", "author", "book"),
    ]
)


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
    found = {match.group(1) for text in paragraphs if _LABEL.match(text) for match in _LABEL.finditer(text)}
    return bool(found & _ASKING and found & _ANSWERING)


def _labelled(text: str) -> list[Turn]:
    """The turns of a paragraph that begins with "Q:" or "A."; further labels in it begin further turns."""
    matches = list(_LABEL.finditer(text))
    if not matches or matches[0].start() > 0:
        return []
    ends = [*(match.start() for match in matches[1:]), len(text)]
    return [
        Turn(Form.QUESTION if match.group(1) in _ASKING else Form.ANSWER, match.end(), end)
        for match, end in zip(matches, ends, strict=True)
    ]


def _speaking_names(
    paragraphs: Sequence[str], kinds: Sequence[BlockKind], heads: Sequence[re.Match[str] | None]
) -> frozenset[str]:
    """Two names or more that take turns at the head of paragraphs, each more than once or one right after another."""
    spoken: Counter[str] = Counter()
    asked: set[str] = set()
    answered: set[str] = set()
    before = ""
    for text, kind, match in zip(paragraphs, kinds, heads, strict=True):
        if match and kind in _SPOKEN and match.group(1)[0].isupper() and len(match.group(1).split()) <= _LONGEST_NAME:
            spoken[match.group(1)] += 1
            if text.rstrip(" *_").endswith("?"):
                asked.add(match.group(1))
            if before.rstrip(" *_").endswith("?"):
                answered.add(match.group(1))
        before = text
    names = frozenset(spoken)
    again = sum(spoken.values()) > len(names)
    # Those who answer may be named where those who ask are not.
    takes_turns = (asked and (names - asked or again)) or (answered and again)
    return names if len(names) >= _TURNS_OF_ONE and takes_turns else frozenset()


def _asks(paragraphs: Sequence[str], kinds: Sequence[BlockKind], *, bold: bool) -> frozenset[int]:
    """The paragraphs that are questions: marked so, in bold, or plain ones whose answer speaks of itself."""
    asked = set()
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
    for number in range(min(asked) + 2, max(asked)):
        text = paragraphs[number]
        if {number - 1, number, number + 1} & asked or kinds[number] is not BlockKind.PARAGRAPH or '"' in text:
            continue
        words = text.lower().replace(",", " ").replace(".", " ").replace("'", " ").split()
        if len(words) <= _LONGEST_STATEMENT and "you" in text.lower() and not set(words) & _SPEAKING:
            yield number


def _of_a_person(paragraphs: Sequence[str], number: int) -> bool:
    """Whether a question that stands alone is put to somebody, or answered by one: under "Ready to join?" a publisher
    may speak of itself as "we" as well.
    """
    question, answer = (paragraphs[place].lower().replace("'", " ").split() for place in (number, number + 1))
    return not _ADDRESSED.isdisjoint(question) or answer[0] in _ANSWER_OPENERS or _PLURAL.isdisjoint(answer)


_ADDRESSED = frozenset(["you", "your", "who", "what", "why", "how", "when", "where", "which"])
_PLURAL = frozenset(["we", "us", "our"])
_TURNS_OF_MANY = 3
_LONGEST_STATEMENT = 30
_SPEAKING = frozenset(["i", "me", "my", "mine", "we", "our", "us"])


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
    asked, said = (set(_plain(text)) for text in (question, answer))
    return speaks_of_self(answer) and not (
        asked.isdisjoint(_ADDRESSED_SELF) and _SELF.isdisjoint(said) and not said.isdisjoint(_OF_ENGLISH)
    )


def _plain(text: str) -> list[str]:
    return text[:600].lower().replace(",", " ").replace(".", " ").replace("?", " ").replace("'", " ").split()


_ADDRESSED_SELF = frozenset(["you", "your", "yours", "yourself"])
_SELF = _FIRST_PERSON - {"you"}
_OF_ENGLISH = frozenset(["the", "you", "yes", "no", "a", "not"])


def _opens_as_i(text: str) -> bool:
    """Whether an answer begins with a verb of the first person of Spanish, Portuguese or Italian: "Temo", "La leo",
    "Não acho"; "Lo ricevono" is of others.
    """
    words = _plain(text[:_OPENING])
    while words and words[0] in _CLITICS:
        words = words[1:]
    if not words or len(words[0]) < _SHORTEST_VERB or words[0] in _NO_VERBS:
        return False
    return words[0].endswith("o") and not words[0].endswith(("ano", "ono"))


_OPENING, _SHORTEST_VERB = 60, 3
_CLITICS = frozenset(
    ["no", "non", "não", "ya", "já", "già", "le", "les", "la", "las", "los", "li", "ne", "y", "e", "a"]
)
_NO_VERBS = frozenset(
    [
        "cuando",
        "como",
        "todo",
        "mucho",
        "poco",
        "solo",
        "sólo",
        "primero",
        "luego",
        "quando",
        "tudo",
        "muito",
        "pouco",
        "primeiro",
        "certo",
        "molto",
        "tanto",
        "quanto",
        "dopo",
        "prima",
        "uno",
        "otro",
        "outro",
        "altro",
        "bajo",
        "dentro",
        "claro",
        "pero",
        "però",
    ]
)


def of_themselves(text: str) -> bool:
    """Whether a text has a word with which people speak of themselves."""
    return not _SELF.isdisjoint(text[:600].lower().replace(",", " ").replace(".", " ").split())


def of_a_speaker(text: str) -> bool:
    """Whether somebody speaks of themselves or to somebody in words of English."""
    return not (_ADDRESSED_SELF | _FIRST_PERSON).isdisjoint(
        text[:600].lower().replace(",", " ").replace("'", " ").split()
    )


def speaks_of_self(text: str) -> bool:
    """Someone speaks of themselves, and nobody is quoted in it."""
    words = text[:600].lower().replace(",", " ").replace(".", " ").split()
    if not words or text.endswith("?") or ('"' in text and " said" in text):
        return False
    return words[0] in _ANSWER_OPENERS or any(word in _FIRST_PERSON for word in words[:_LOOKED_AT])
