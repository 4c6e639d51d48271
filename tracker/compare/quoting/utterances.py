"""Finds what people say in a text: marked quotations, block quotes, dialogue after dashes, interviews. How an interview
shows itself is left to `interview`, who said it to `speakers`, what changed to `quotediff`.
"""

# ruff: noqa: PLR2004 - the few words a title or a scare quote may hold are explained where they stand

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tracker.compare.quoting.credited import credited
from tracker.compare.quoting.dashes import is_list, opens_with_long_dash, short_dashes
from tracker.compare.quoting.dialogue import narrated_turns, spoken_parts, turn_takers
from tracker.compare.quoting.framed import framed
from tracker.compare.quoting.interview import Form, Turn, turns
from tracker.compare.quoting.terms import is_named
from tracker.compare.sourcing.speech import saying
from tracker.compare.text.clean import Clean
from tracker.compare.text.language import Language, language, of_all, rows_of_all, speech_verbs, titled_words
from tracker.compare.text.sentences import Sentence
from tracker.model import BlockKind


@dataclass(slots=True)  # not frozen: as sentences, they are made by the hundred
class Utterance:
    """Clean characters [start, end) without the marks. `key` is equal for the same words in any typography;
    `continues` says that it reopens the utterance of the paragraph before.
    """

    start: int
    end: int
    form: Form
    key: str
    paragraph: int
    continues: bool = False

    def moved(self, by: int, paragraph: int) -> Utterance:
        """The same so many characters further on, in another paragraph."""
        return Utterance(self.start + by, self.end + by, self.form, self.key, paragraph, self.continues)


# The marked utterances of a paragraph, counted from its own first character, and whether the last stays open, by its
# characters and whether an utterance was open before it.
Marked = dict[tuple[str, bool], tuple[list[Utterance], bool]]

_MARK = re.compile(r"[\"']")
_DOUBLE = re.compile('"')
_SHORTEST_NEST = 4  # marks
_LETTERS = re.compile(r"[^\W_]+")
_MARKS_INSIDE = 24
_SENTENCE_ENDS = frozenset(".!?:")
# From here on scripts write without spaces, so that a mark may open right behind a letter.
_SPACELESS = "\u2e80"
_LATIN_ENDS = "\u0250"
# Titles in scripts without capitals and verbs we know cannot be told from speech: words this long count as said.
_SHORTEST_ELSEWHERE = 4


def utterances(
    body: Clean,
    found: Sequence[Sentence],
    kinds: Sequence[BlockKind],
    notes: frozenset[int],
    words: Language,
    *,
    known: Marked | None = None,
) -> tuple[Utterance, ...]:
    """All utterances in reading order, none inside another and none inside a publisher's note. What is `known` of
    paragraphs is not found again.
    """
    known = {} if known is None else known
    noted = {found[number].paragraph: found[number].start for number in sorted(notes, reverse=True)}
    paragraphs = _paragraphs(body)
    texts = [text for _, text in paragraphs]
    asked, given = turns(texts, kinds), credited(texts, kinds) | framed(texts, kinds, words.code)
    dashed = [opens_with_long_dash(body, start) for start, _ in paragraphs]
    replying = turn_takers(texts, dashed) if any(dashed) else frozenset()
    lists = "lists" in words.of("quoting", "other_dashes")
    narrated = narrated_turns(texts, short_dashes(body, paragraphs, dashed, words), words)
    result: list[Utterance] = []
    reopened = False
    for number, (start, text) in enumerate(paragraphs):
        limit = min(len(text), noted.get(number, start + len(text)) - start)
        block = _block(text) if kinds[number] is BlockKind.QUOTE else []
        whole = asked.get(number) or block or given.get(number, [])
        behind_dash = dashed[number] and not (lists and is_list(body, start, start + len(text)))
        whole = whole or spoken_parts(text, behind_dash, words, taking_turns=number in replying)
        whole = whole or narrated.get(number, [])
        if whole:
            made = (_made(text, (turn.start, min(turn.end, limit)), form=turn.form) for turn in whole)
            result += [utterance.moved(start, number) for utterance in made if utterance is not None]
            reopened = False
            continue
        key = text[:limit], reopened
        if key not in known:
            known[key] = _marked(text[:limit], words, reopened=reopened)
        marked, reopened = known[key]
        result += [utterance.moved(start, number) for utterance in marked]
    return tuple(result)


def key_of(text: str) -> str:
    """What two quotations of the same words have in common: letters and digits, without case and signs."""
    return " ".join(letters_of(text.lower()))


def letters_of(text: str) -> list[str]:
    """The words of a text, of letters and digits alone."""
    plain = text.replace("'", "")
    return plain.translate(_BLANKED).split() if plain.isascii() else _LETTERS.findall(plain)


# What is neither a letter nor a digit, for a plain text: spaces in its place are quicker than the pattern.
_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}


def marked_ranges(text: str) -> list[tuple[int, int]]:
    """Where a clean line has something between closed marks."""
    return [(start, end) for start, end, _, closed in _pairs(text) if closed]


def _paragraphs(body: Clean) -> list[tuple[int, str]]:
    found, offset = [], 0
    for text in body.text.split("\n"):
        found.append((offset, text))
        offset += len(text) + 1
    return found


def _marked(text: str, words: Language, *, reopened: bool) -> tuple[list[Utterance], bool]:
    """The marked utterances of one paragraph, and whether the last stays open for the next paragraph."""
    found: list[Utterance] = []
    open_ended, incise = False, _incise(words.code)
    lead = len(text) - len(text.lstrip())
    for start, end, form, closed in _pairs(text):
        first = not found and start == lead + 1 and form is Form.MARKED
        if closed and not _is_utterance(text, start, end, form, words):
            continue
        made = _made(text, (start, end), form=form, continues=reopened and first)
        if made is not None and incise is not None:
            made = _without_incise(made, text[made.start : made.end], incise)
        if made is not None:
            found.append(made)
            open_ended = not closed
    return found, open_ended


def _pairs(text: str) -> Iterator[tuple[int, int, Form, bool]]:
    """What stands between marks, as (start, end, form, closed); a double mark left open runs to the end."""
    opened = -1
    skip_to = 0
    inner = _inner(text)
    for match in _MARK.finditer(text):
        place = match.start()
        if place < skip_to or place in inner:
            continue
        if match.group() == '"':
            if opened < 0:
                if _opens(text, place):
                    opened = place + 1
            elif _opens(text, place) and not _closes(text, place):
                yield opened, place, Form.MARKED, False
                opened = place + 1
            else:
                yield opened, place, Form.MARKED, True
                opened = -1
        elif opened < 0 and _opens_single(text, place):
            end = _single_end(text, place + 1)
            if end > 0:
                yield place + 1, end, Form.SINGLE, True
                skip_to = end + 1
    if 0 <= opened < len(text):
        yield opened, len(text), Form.MARKED, False


def _inner(text: str) -> frozenset[int]:
    """The double marks of quotations within one in marks of the same kind, which is closed behind them."""
    marks = [match.start() for match in _DOUBLE.finditer(text)]
    if len(marks) < _SHORTEST_NEST:
        return frozenset()
    opens = [_opens(text, place) for place in marks]
    closes = [
        _closes(text, place) and (not opened or _ends_nest(text, place))
        for place, opened in zip(marks, opens, strict=True)
    ]
    nested = (
        n
        for n in range(1, len(marks) - 2)
        if opens[n] and not _closes(text, marks[n]) and opens[n - 1] and closes[n + 1] and closes[n + 2]
    )
    return frozenset(marks[place] for n in nested for place in (n, n + 1))


def _ends_nest(text: str, place: int) -> bool:
    """Whether a mark stands right beside another and before no word, as where a quotation within one ends: « "Pars !" », he said."""
    after = text[place + 1 : place + 2]
    return '"' in (after, text[place - 1]) and not (after.isalnum() or after in _OPENING)


_OPENING = frozenset("¿¡[(")


def _opens(text: str, place: int) -> bool:
    """A double mark can open: not after a digit (feet and inches), not before white space."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isalnum() and before < _SPACELESS:
        return False
    return not after.isspace()


def _closes(text: str, place: int) -> bool:
    return place > 0 and not text[place - 1].isspace() and text[place - 1] not in "(["


def _opens_single(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if (before.isalnum() and before < _SPACELESS) or not (after.isalnum() or after in '"[.'):
        return False
    return not (after.isdigit() and text[place + 2 : place + 4].lower() in of_all("quoting", "decades"))


def _single_end(text: str, start: int) -> int:
    """Where a single-marked quotation ends: the first mark before a non-letter; after a plural rather a later one."""
    plural = of_all("quoting", "plural_endings")
    fallback = -1
    seen = 0
    for match in _MARK.finditer(text, start, min(len(text), start + 600)):
        place = match.start()
        seen += 1
        if seen > _MARKS_INSIDE:
            break
        if match.group() == '"':
            continue
        after = text[place + 1] if place + 1 < len(text) else " "
        before = text[place - 1]
        if not before.isspace() and (not after.isalnum() or after >= _SPACELESS):
            if before.lower() not in plural or after in ",.;:!?":
                return place
            fallback = place
        elif fallback >= 0 and before.isspace():
            break
    return fallback


def _is_utterance(text: str, start: int, end: int, form: Form, words: Language) -> bool:
    """Not a title of a work, a scare quote or a nickname."""
    content = text[start:end]
    parts = content.split()
    lead = f" {text[max(0, start - 40) : start - 1].lower().rstrip()} "
    letters = len(key_of(content))
    if not letters or (form is Form.SINGLE and letters < 2) or is_named(text, start, end):
        return False
    if letters >= _SHORTEST_ELSEWHERE and not any(char.isalpha() and char < _LATIN_ENDS for char in content):
        return True
    alone = text[max(0, start - 5) : start - 1].rstrip()[-1:] in _SENTENCE_ENDS
    stands = text[end + 1 : end + 2] == "." and '"' in text[: start - 1]  # «It is late», says Moe. «Too late».
    if alone and content[0].isupper() and start > 1 and (content[-1] in ".!?" if len(parts) == 1 else stands):
        return True  # He had no idea. “None.”
    ended = content[-1] in ".,!?" and len(parts) > 1
    if is_title_case(parts) and (not ended or (content[-1] == "," and len(parts) > _SHORTEST_TITLE)):
        return _cued_at_once(text, start - 1, end + 1)
    # Two words behind an article may be a name that everybody knows: the "bedroom tax"; elsewhere they are someone's.
    someones = content[0].islower() and (len(parts) > 2 or not lead.endswith(_articles()))
    if len(parts) > 1 and (len(parts) > 3 or (ended and content[-1] != ".") or someones):
        return True
    # Two words or three are a sentence of their own, as in “It itched.”, or someone's words only where a verb says so.
    sentence = ended and content[0].isupper() and not is_title_case(parts)
    return (sentence and alone) or _cued(text, start - 1, end + 1, words)


_SHORTEST_TITLE = 2


@cache
def _articles() -> tuple[str, ...]:
    return (
        *(f" {article} " for article in sorted(of_all("quoting", "articles"))),
        *(f"{ending} " for ending in rows_of_all("quoting", "genitives")),
    )


def is_title_case(parts: list[str]) -> bool:
    """Every longer word begins with a capital: "The Wizard of Oz"."""
    small = titled_words() if parts[0][:1].isupper() and parts[-1].lstrip("'\"([")[:1].isupper() else frozenset()
    long = [part.lstrip("'\"([") for part in parts if len(part.strip("'\".,!?:")) > 3 and part not in small] or parts
    return all(part[:1].isupper() or part[:1].isdigit() for part in long) and len(parts) <= 10


def _cued(text: str, start: int, end: int, words: Language) -> bool:
    """A verb of saying or naming stands near, in the same sentence or so."""
    around = f"{text[max(0, start - 90) : start]} {text[end : end + 60]}".lower()
    for phrase in rows_of_all("quoting", "not_saying"):
        around = around.replace(phrase, "")
    near = _LETTERS.findall(around)
    verbs = speech_verbs()
    if (tag := _LETTERS.search(text, end)) and tag.group() in saying(words.code).tags:
        return True
    crediting = of_all("quoting", "crediting")
    return any(word in verbs or word in words.naming or word in crediting for word in near)


def _cued_at_once(text: str, start: int, end: int) -> bool:
    after = _LETTERS.findall(text[end : end + 40].lower())[:3]
    if after[1:] and after[0] in of_all("quoting", "be") and after[1] in of_all("quoting", "so_called"):
        return True
    # Behind a title that ends without a comma goes on another clause: “Pale Harbour” he says little; and one that stands
    # in a clause is what that clause is about: Reviewing “Pale Harbour”, she called it long.
    if text[end - 2] != "," and text[end : end + 1] != ",":
        after = after[:1]
    elif _before(text, start).isalpha() or _set_off(text, start, end):
        after = []
    before = text[max(0, start - 25) : start].rstrip(" ,")
    lead = _LETTERS.findall(before)
    last = [word.lower() for word in lead[-1:]]
    if len(lead) > 1 and last[0] in of_all("quoting", "reading_verbs") and _reads(lead[-2]):
        last = []
    return before.endswith(":") or any(word in speech_verbs() for word in (*after, *last))


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether a name stands between commas as what something is called: The dog, “Biscuit”, was found."""
    return _before(text, start) == "," == text[end : end + 1]


def _before(text: str, place: int) -> str:
    """The last character before a place that is no white space."""
    while place and text[place - 1].isspace():
        place -= 1
    return text[place - 1 : place]


def _reads(word: str) -> bool:
    """Whether somebody reads what stands in marks, not a sign: "She read ‘Pale Harbour’"."""
    return word.lower() in of_all("quoting", "readers") or word[0].isupper()


def _without_incise(made: Utterance, said: str, incise: re.Pattern[str]) -> Utterance:
    """The utterance with the key of its words alone: French papers put within the marks who speaks, « Oui, dit-il. »"""
    verbs = speech_verbs()
    for match in incise.finditer(said):
        # Whatever the verb, what is told so behind a statement is who says it: "sourit-elle".
        if match.group(1) in verbs or said[match.end() : match.end() + 1] in _STATED:
            key = key_of(said[: match.start()] + " " + said[match.end() :])
            return replace(made, key=key) if key else made
    return made


_STATED = frozenset(".,")


@cache
def _incise(code: str) -> re.Pattern[str] | None:
    """A verb and its pronoun as they stand there, in a language that puts them so; with a pronoun only: a name is somebody
    who could become another one.
    """
    words = language(code)
    pronouns, before, behind = (
        "|".join(map(re.escape, words.rows_of("quoting", name)))
        for name in ("inserted_pronouns", "inserted_before", "inserted_behind")
    )
    if not pronouns:
        return None
    return re.compile(rf", (?:{before})?([^\W\d_]+)(?:{behind})?-(?:{pronouns})(?=[.,!?]|$)")


def _made(text: str, bounds: tuple[int, int], *, form: Form, continues: bool = False) -> Utterance | None:
    """What is said within bounds of a paragraph, counted from its first character; None where there are no words."""
    start, end = bounds
    while start < end and text[start] in " \"'":
        start += 1
    while end > start and text[end - 1] in " \"'":
        end -= 1
    key = key_of(text[start:end])
    return Utterance(start, end, form, key, 0, continues) if key else None


def _block(text: str) -> list[Turn]:
    """What a block quote says: all but its sign and the name behind a dash at its end; nothing where it has marks of
    its own, which say better what is quoted.
    """
    start = len(text) - len(text.lstrip("> "))
    if text[start : start + 1] == '"':
        return []
    credit = _CREDIT.search(text, max(start, len(text) - _LONGEST_CREDIT))
    return [Turn(Form.BLOCK, start, credit.start() if credit else len(text))]


_LONGEST_CREDIT = 80
_CREDIT = re.compile(r"(?<=[.!?]) +-+ *(?=[^\W\da-z_])[^.!?]*$")
