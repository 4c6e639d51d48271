"""A page into pieces of text by one linear pass over its tags, without a tree: a seventh of what reading it costs.

It follows libxml2 in which tags end others, well enough that the elements around a text are the same; who relies on
that checks it once against the parsed page. What cannot be followed raises `Unclear`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from tracker.extract.parsing.shown import ROLES

MAX_TAGS = 30_000
TURN = 3  # tokens from one text to the next: the text, and a tag's name (with its stroke) and attributes
_TAG = re.compile(r"<(/?+[A-Za-z!?][^ \t-\r/>]*+)([^>]*+)>")  # linear where a ">" follows
_SCRIPTS = {name: re.compile(f"</(?ai:{name})[ \\t\\n\\r\\f/>]") for name in ("script", "style")}
_EMPTY_ONES = frozenset(
    [
        *("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "keygen", "basefont", "bgsound"),
    ]
)
_ROOTS = frozenset(("html", "head", "body"))
_TOLD = frozenset(("meta", "link"))
_PLAIN = frozenset(("title", "textarea", "iframe", "noembed", "noframes", "xmp", "plaintext"))  # tags in them are text
_MAX_MEANINGS = 2_000
_MAX_NAME = 40  # characters of what is remembered
_DEEPEST = 250  # elements around another; libxml2 gives up at 254

# libxml2, HTMLparser.c, htmlEndPriority: an end tag closes nothing beyond an element that weighs more than its own
_WEIGHTS = {"div": 150, "td": 160, "th": 160, "tr": 170, "thead": 180, "tbody": 180, "tfoot": 180, "table": 190}
_WEIGHT = 100
# the same, htmlStartClose: an element that is open right here ends where one of these begins
_HEADINGS = "h1 h2 h3 h4 h5 h6"
_CELLS = "tbody td tfoot th tr"
_ENDED_BY = {
    "a": "a fieldset table td th",
    "b": "center p td th",
    "dd": "dt",
    "dl": "form",
    "dt": "dd dl",
    "font": "center td th",
    "form": "form",
    **dict.fromkeys(_HEADINGS.split(), "fieldset form li p table"),
    "i": "center",
    "li": "li",
    "option": "optgroup option",
    "p": f"address blockquote body caption center col colgroup dd dir div dl dt fieldset form {_HEADINGS} hr li listing"
    " menu ol p pre table tbody td tfoot th title tr ul xmp",
    "pre": "dd dl dt fieldset form li table ul",
    **dict.fromkeys(("s", "small", "big", "strike", "tt"), "p"),
    "span": "td th",
    "tbody": "tbody tfoot",
    "td": _CELLS,
    "tfoot": "tbody",
    "th": _CELLS,
    "thead": "tbody tfoot",
    "tr": "tbody tfoot tr",
    "u": "p td th",
    "ul": "address form menu pre",
}
_ENDS: dict[str, frozenset[str]] = {
    name: frozenset(ended for ended, by in _ENDED_BY.items() if name in by.split())
    for name in {name for by in _ENDED_BY.values() for name in by.split()}
}
_ONE_SCRIPT = ("",) * 5  # a script's tag, its text, and the tag that ends it
_NONE: frozenset[str] = frozenset()


class Unclear(Exception):
    """Why a page cannot be cut."""


class Piece(NamedTuple):
    """A run of text between two block-level tags: the numbers of the block that it stands in and of the innermost element
    (a link around several blocks, say) that it begins in, its tokens from `start` to `end`, and whether some of them are
    hidden in a button or the like.
    """

    element: int
    within: int
    start: int
    end: int
    veiled: bool


@dataclass(slots=True)
class Cut:
    """A page's pieces and its elements, numbered in order; 0 is the body. `parents` and `names` (lower case) belong to
    the elements, `opened` says at which token each begins, `blocks` which element around it (or itself) is no inline
    one. `told` are the meta and link elements, as names (early ones where no text stands before them)
    and attributes; `roots` the tags of html, head and body, each with the number of pieces before it. `odd` are the tokens
    of tags that end what they do not name or nothing, or that are none of the page's elements: comments and scripts too.
    `ends` are the numbers of characters up to the end of each token, without those that part tokens.
    """

    tokens: list[str]
    linked_data: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    opened: list[int] = field(default_factory=lambda: [0])
    names: list[str] = field(default_factory=lambda: ["body"])
    blocks: list[int] = field(default_factory=lambda: [0])
    told: list[tuple[str, str]] = field(default_factory=list)
    roots: list[tuple[int, str]] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def attributes(self, element: int) -> str:
        """The attributes of an element as they stand on the page."""
        return self.tokens[self.opened[element] + 1] if element else ""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where on the page the tag begins whose name is the token `first`, and where the one ends whose name is `last`."""
        return self.ends[first - 1] + 2 * (first // TURN), self.ends[last + 1] + 2 * (last // TURN) + 2

    def end(self, element: int) -> int:
        """The number behind an element and all that stand in it, which are numbered right behind it."""
        end = element + 1
        while end < len(self.parents) and self.parents[end] >= element:
            end += 1
        return end

    def blocks_around(self, element: int) -> list[str]:
        """The names of the blocks around a text, from the inside out."""
        found = []
        while element := self.blocks[element]:
            found.append(self.names[element])
            element = self.parents[element]
        return found

    def texts(self) -> list[str]:
        """What a reader sees of each piece."""
        tokens = self.tokens
        raws = ["".join(tokens[start:end:TURN]) for _, _, start, end, _ in self.pieces]
        for at, piece in enumerate(self.pieces):
            if piece[4]:
                raws[at] = _unveiled(tokens, piece)
        return [" ".join((unescape(raw) if "&" in raw else raw).split()) for raw in raws]

    def text(self, piece: Piece) -> str:
        """What a reader sees of a piece, with one space between words."""
        tokens = self.tokens
        raw = _unveiled(tokens, piece) if piece.veiled else "".join(tokens[piece.start : piece.end : TURN])
        return " ".join((unescape(raw) if "&" in raw else raw).split())

    def inside(self, piece: Piece) -> list[tuple[str, str, str]]:
        """The tags in a piece: their names (lower case, with their stroke), attributes, and the text after each."""
        found: list[tuple[str, str, str]] = []
        tokens = self.tokens
        for at in range(piece.start + 1, piece.end - 1, TURN):
            if name := tokens[at]:
                found.append((name.lower(), tokens[at + 1], tokens[at + 2]))
            elif found and tokens[at + 2]:  # behind a comment
                found[-1] = (*found[-1][:2], found[-1][2] + tokens[at + 2])
        return found


def cut(text: str, *, placed: bool = False) -> Cut:
    """Cut a page, and say where on it the tags stand if that is wanted. Raises Unclear for one that is malformed where it
    matters, or has too many tags.
    """
    if "<" in text[text.rfind(">") + 1 :]:
        raise Unclear("a tag without an end")
    cut = Cut(_TAG.split(text, MAX_TAGS))
    if len(cut.tokens) > TURN * MAX_TAGS:
        raise Unclear("too many tags")
    if placed:
        cut.ends = [*accumulate(map(len, cut.tokens))]
    return _follow(cut)


def _unveiled(tokens: list[str], piece: Piece) -> str:
    shown = [tokens[piece.start]]
    hidden = 0
    for at in range(piece.start + 1, piece.end - 1, TURN):
        name, attributes = tokens[at].lower().lstrip("/"), tokens[at + 1]
        if name and _manner(name) == _MUTED and attributes[-1:] != "/":
            hidden = max(0, hidden + (-1 if tokens[at][0] == "/" else 1))
        if not hidden:
            shown.append(tokens[at + 2])
    return "".join(shown)


_BLOCK, _BLOCK_ENDS, _INLINE, _MUTED, _EMPTY, _IGNORED, _COMMENT, _SCRIPT = range(8)
_IS_END = "/"  # which no tag is


@lru_cache(maxsize=2_000)
def _manner(name: str) -> int:
    """Whether an element (lower case) parts text, stands in it, hides what is in it, is empty, or is not followed."""
    if name in _ROOTS or name[0] in "!?":
        return _IGNORED
    if name in _EMPTY_ONES:
        return _EMPTY
    match ROLES.get(name):
        case None:
            return _BLOCK
        case "skip" | "control":
            return _MUTED
        case _:
            return _INLINE


class _Meanings(dict[str, tuple[int, str, frozenset[str], str]]):
    """What the tags of pages mean, by their names as they stand there: the element and its manner, which elements it ends
    by beginning, and the tag that ends it where it holds no other, `_IS_END` for one that ends an element itself.
    """

    def __missing__(self, raw: str) -> tuple[int, str, frozenset[str], str]:
        ending = raw[0] == "/"
        name = raw.lower().lstrip("/")
        manner = _COMMENT if raw.startswith("!--") else _SCRIPT if name in _SCRIPTS and not ending else _manner(name)
        if ending:
            meaning = (_BLOCK_ENDS if manner == _BLOCK else manner, name, _NONE, _IS_END)
        else:
            meaning = (manner, name, _ENDS.get(name, _NONE), f"/{raw}")
        if len(raw) < _MAX_NAME:
            if len(self) > _MAX_MEANINGS:
                self.clear()
            self[raw] = meaning
        return meaning


_MEANINGS = _Meanings()


def _follow(cut: Cut) -> Cut:  # noqa: C901, PLR0912, PLR0915 -- one loop over every tag: a call costs more than its work
    """One pass over the tokens of a page, which fills in its pieces and elements."""
    tokens, pieces, odd = cut.tokens, cut.pieces, cut.odd
    names, parents, blocks, opened = cut.names, cut.parents, cut.blocks, cut.opened
    top = box = within = muted = depth = 0  # innermost element and block, where a run began, how many hide
    last = names[0]  # the name of the innermost element
    # a run's first token less two, whether it shows a text and hides one
    start, shows, veiled = -2, bool(tokens[0].strip()), False
    piece = tuple.__new__  # as the class does it, in half the time
    raws = tokens[1::TURN]
    ats = range(1, len(tokens), TURN)
    followed = [*raws[1:], ""] if raws else raws  # plain text has no tag
    turns = zip(ats, map(_MEANINGS.__getitem__, raws), tokens[2::TURN], tokens[3::TURN], followed, strict=True)
    for at, (manner, name, ends, end), attributes, text, following in turns:
        if manner == _BLOCK_ENDS:
            if shows:
                pieces.append(piece(Piece, (box, within, start + 2, at, veiled)))
                shows = False
            start, veiled = at, False
            if name == last:  # what most tags are, and what the rest of the loop would do
                depth -= 1
                within = top = parents[top]
                box = blocks[top]
                last = names[top]
                if text and not muted and not text.isspace():
                    shows = True
                continue
        elif manner == _BLOCK:
            if shows:
                pieces.append(piece(Piece, (box, within, start + 2, at, veiled)))
                shows = False
            start, veiled = at, False
            if last not in ends and attributes[-1:] != "/" and depth < _DEEPEST and name not in _PLAIN:  # most others
                depth += 1
                parents.append(top)
                opened.append(at)
                within = top = box = len(names)
                names.append(name)
                last = name
                blocks.append(box)
                if text and not muted and not text.isspace():
                    shows = True
                continue
        elif manner == _INLINE and following == end and last not in ends and attributes[-1:] != "/":
            # an inline element without others in it: nothing begins in it, so it need not be followed
            if not shows and not muted and f"{text}{tokens[at + 5]}".strip():
                shows = True
            next(turns)
            continue
        if manner < _EMPTY:
            if end == _IS_END:
                count = 1 if last == name else _reach(cut, top, name)
                if last != name:
                    odd.append(at)
            elif last in ends:
                count = _ended(cut, top, ends)
                odd.append(at)
            else:
                count = 0
            while count:
                count -= 1
                if top == box:
                    if shows:
                        pieces.append(piece(Piece, (box, within, start + 2, at, veiled)))
                    start, shows, veiled = at, False, False
                if muted and _manner(last) == _MUTED:
                    muted -= 1
                depth -= 1
                top = parents[top]
                box = blocks[top]
                last = names[top]
            if end != _IS_END and attributes[-1:] != "/":
                if name in _PLAIN and following != end:
                    raise Unclear(f"tags in a {name}")
                depth += 1
                if depth > _DEEPEST:
                    raise Unclear("too deep")
                parents.append(top)
                opened.append(at)
                top = len(names)
                names.append(name)
                last = name
                if manner == _BLOCK:
                    box = top
                elif manner == _MUTED:
                    muted += 1
                    veiled = True
                blocks.append(box)
        elif name in _TOLD:
            odd.append(at)
            late = pieces and names[pieces[-1].element] != "title"
            cut.told.append((name if late else f"early {name}", attributes))
        elif name in _ROOTS:
            odd.append(at)
            cut.roots.append((len(pieces), tokens[at]))
        elif manner >= _COMMENT:
            odd.append(at)
            if manner == _SCRIPT and following == end:  # as most end
                if "ld+json" in attributes.lower():
                    cut.linked_data.append(text)
                next(turns)
                tokens[at : at + 5] = _ONE_SCRIPT
                text = tokens[at + 5]  # noqa: PLW2901 -- the script is none of the page, what follows it is
            elif tokens[at] == "!--" and attributes[-2:] == "--":
                tokens[at] = tokens[at + 1] = ""
            else:
                past = _past_comment(tokens, at) if manner == _COMMENT else _past_script(cut, at, _SCRIPTS[name])
                for _ in range(at, past, TURN):
                    next(turns)
                tokens[at : past + 2] = [""] * (past + 2 - at)
                text = tokens[past + 2]  # noqa: PLW2901
        if start == at:
            within = top
        if not shows and text and not muted and not text.isspace():
            shows = True
    if shows:
        pieces.append(Piece(box, within, start + 2, len(tokens), veiled))
    if muted:
        raise Unclear("a button or the like without an end")
    return cut


def _past_comment(tokens: list[str], at: int) -> int:
    """The turn in which the comment ends that begins in a turn; its text becomes what stands after the comment."""
    rest = f"{tokens[at][len('!--') :]}{tokens[at + 1]}>{tokens[at + 2]}"
    if rest.startswith((">", "->")):
        raise Unclear("a comment without a proper end")
    while True:
        inside, ended, after = rest.partition("-->")
        if "--!>" in inside or (not ended and at + TURN >= len(tokens)):
            raise Unclear("a comment without a proper end")
        if ended:
            tokens[at + 2] = after
            return at
        at += TURN
        rest = f"{tokens[at]}{tokens[at + 1]}>{tokens[at + 2]}"


def _past_script(cut: Cut, at: int, ends: re.Pattern[str]) -> int:
    """The turn with the tag that ends the script or style which begins in a turn; linked data are kept."""
    tokens = cut.tokens
    parts = [tokens[at + 2]]
    for last in range(at + TURN, len(tokens), TURN):
        tag = f"<{tokens[last]}{tokens[last + 1]}>"
        if found := ends.search(tag):
            break
        parts += (tag, tokens[last + 2])
    else:
        raise Unclear("a script or style without an end")
    body = "".join((*parts, tag[: found.start()]))
    if "<!--" in body and "<script" in body[max(body.rfind("-->"), 0) :].lower():
        raise Unclear("a script that may go on behind its end tag")  # it begins a comment with a script in it
    if "ld+json" in tokens[at + 1].lower():
        cut.linked_data.append(body)
    return last


def _reach(cut: Cut, top: int, name: str) -> int:
    """How many elements an end tag ends; none where it does not reach the open element that it names."""
    weight = _WEIGHTS.get(name, _WEIGHT)
    names, parents = cut.names, cut.parents
    count = 1
    while names[top] != name:
        if not top or _WEIGHTS.get(names[top], _WEIGHT) > weight:
            return 0
        top = parents[top]
        count += 1
    return count


def _ended(cut: Cut, top: int, ends: frozenset[str]) -> int:
    """How many open elements end where another begins."""
    count = 0
    while cut.names[top] in ends:
        top = cut.parents[top]
        count += 1
    return count
