"""What a page's nesting would cost a parser that keeps to the HTML standard, told in one linear pass before it is asked.

Such a parser looks through the elements that are open for nearly every tag, and opens those that format text (bold,
fonts) again wherever a block ended around them: on a page made for it that is quadratic work. The count here is an upper
bound: an end tag closes nothing unless the parser surely closes as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_WORK = 600_000_000
"""Steps of a parser; lexbor 2.5 takes about 1.5 ns for one here, so that a page may cost it a second."""

_REOPENED = 700  # steps that it takes to open an element again


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# HTML standard, 13.2.4.3 (special and formatting elements), 13.2.4.2 (scopes), 13.2.6.4.7 (what tags do in the body)
_FORMATS = _names("a b big code em font i nobr s small strike strong tt u")
_NEVER_OPEN = _names(
    "area base br col embed hr image img input link meta param source track wbr html head body bgsound keygen frame frameset"
)
_CELLS = _names("table tr td th tbody thead tfoot caption colgroup")
_FOREIGN = _names("svg math desc foreignobject annotation-xml mi mo mn ms mtext")
_BLOCKS = _names(
    "address article aside blockquote center details dir div dl fieldset figcaption figure footer header hgroup listing main"
    " menu nav ol pre search section summary ul p li dd dt h1 h2 h3 h4 h5 h6"
)
_OPAQUE = _names("script style xmp iframe noembed noframes textarea title plaintext")  # tags in them are text
_MARKERS = _names("applet marquee object template")
_BARRIERS = _CELLS | _FOREIGN | _MARKERS | _names("button select ul ol title")
_SPECIAL = _BARRIERS | _BLOCKS | _OPAQUE | _names("form noscript")
_BY_SCOPE = _BLOCKS | _MARKERS | _names("button")
_ENDS_PARAGRAPH = _BLOCKS | _names("form plaintext xmp")
_ENDS_ITSELF = {"li": _names("li"), "dd": _names("dd dt"), "dt": _names("dd dt")}
_TAG = re.compile(
    r"""<(/?[a-zA-Z][^\s/>]*+)(?:[\s/]++|=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)*+>""",
    re.ASCII,
)
_BEGINS_TAG = re.compile("</?[a-zA-Z]")
_ENDS_COMMENT = re.compile(r"--!?>")
_STRIPPED = re.compile(r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]*>", re.IGNORECASE)


def work(text: str, *, deepest: int, most: int = MOST_WORK) -> int | None:
    """About how many steps a page's nesting costs; None for more than `most`, or where it nests deeper than `deepest`."""
    open_ = _Open()
    steps = 0
    for name in _tags(text, open_):
        if name[0] == "/":
            open_.end(name[1:])
            steps += _REOPENED * open_.formats
        elif name not in _NEVER_OPEN:
            if name not in _FORMATS:
                steps += _REOPENED * open_.formats
            open_.begin(name)
        depth = len(open_.names) + open_.formats
        steps += depth
        if steps > most or depth > deepest:
            return None
    return steps


def unformatted(text: str) -> str:
    """A page without the tags that only say how its text looks."""
    return _STRIPPED.sub("", text)


def _tags(text: str, open_: _Open) -> Iterator[str]:
    """The names of a page's tags in lower case, with their stroke; of end tags only those that are surely none in a
    script, a comment or the like.
    """
    at, opaque, unsure = text.find("<"), "", False
    while at >= 0:
        if text.startswith("<!--", at):
            ended = _ENDS_COMMENT.search(text, at + 2)
            at = text.find("<", ended.end()) if ended else -1
            continue
        unsure = unsure or (open_.is_foreign() and text.startswith("<![CDATA[", at))
        tag = _TAG.match(text, at)
        if tag is None:
            if _BEGINS_TAG.match(text, at):
                return  # it has no end: what follows is in it
            end = text.find(">", at) if text[at + 1 : at + 2] in ("!", "?", "/") else at  # a comment of a kind, or text
            at = text.find("<", end + 1) if end >= 0 else -1
            continue
        name = tag[1].lower()
        at = text.find("<", tag.end())
        if opaque and name == f"/{opaque}":
            opaque = ""
        if name[0] != "/" or not (opaque or unsure):
            yield name
        if name in _OPAQUE and not opaque:
            if open_.is_foreign():
                opaque = name
                continue
            end = _end_of(name, text, tag.end())
            unsure = unsure or (name == "script" and text.find("<!--", tag.end(), end) >= 0)
            at = text.find("<", end) if end >= 0 else -1


def _end_of(name: str, text: str, start: int) -> int:
    """Where the text of an element without elements ends."""
    if name == "plaintext":
        return -1
    found = _OPAQUE_ENDS[name].search(text, start)
    return found.start() if found else -1


_OPAQUE_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII) for name in _OPAQUE}


class _Open:
    """The elements that are open, by their names and in places; `formats` may be opened again, whether they stand among
    them or not.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places: dict[str, list[int]] = {}
        self.special: list[int] = []
        self.barriers: list[int] = []
        self.lost: dict[str, int] = {}  # formats whose end tag is still to come though they are no longer among them
        self.formats = 0

    def begin(self, name: str) -> None:
        if name in _ENDS_PARAGRAPH and self._innermost() == "p":
            self._back_to(self.special[-1])
        if name in _ENDS_ITSELF and self._innermost() in _ENDS_ITSELF[name]:
            self._back_to(self.special[-1])
        at = len(self.names)
        self.names.append(name)
        self.places.setdefault(name, []).append(at)
        self.formats += name in _FORMATS
        if name in _SPECIAL:
            self.special.append(at)
            if name in _BARRIERS:
                self.barriers.append(at)

    def end(self, name: str) -> None:
        places = self.places.get(name)
        if not places:
            if self.lost.get(name) and not self.barriers:
                self.lost[name] -= 1
                self.formats -= 1
            return
        if self._closes(name, places[-1]):
            self._back_to(places[-1])
            if name in _FORMATS:  # it was meant, and is not opened again
                self.lost[name] -= 1
                self.formats -= 1

    def is_foreign(self) -> bool:
        """Whether this may be a place where scripts and the like are read as elements."""
        return any(self.places.get(name) for name in ("svg", "math", "select"))

    def _closes(self, name: str, place: int) -> bool:
        if name == "form":
            return place == len(self.names) - 1
        if name in _CELLS:
            return place == len(self.names) - 1 - (self.names[-1] == "p")
        walls = self.barriers if name in _BY_SCOPE else self.special
        return not walls or place >= walls[-1]

    def _innermost(self) -> str:
        return self.names[self.special[-1]] if self.special else ""

    def _back_to(self, place: int) -> None:
        while len(self.names) > place:
            name = self.names.pop()
            self.places[name].pop()
            if name in _FORMATS:
                self.lost[name] = self.lost.get(name, 0) + 1
        for walls in (self.special, self.barriers):
            while walls and walls[-1] >= place:
                walls.pop()
