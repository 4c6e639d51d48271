"""What a reader reads: a Document of typed blocks, and the places (parts and spans) in it that findings point to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

_PLAIN = re.compile(r"https?://([\w.~%:@-]+)((?:/[\w.~%+/:@,=&!-]*)?)", re.ASCII)
_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "cmp", "ref", "icid", "at_", "ns_", "xtor", "smid", "partner")


class BlockKind(StrEnum):
    """What role a block plays for the reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    CORRECTION = "correction"
    UPDATE = "update"
    QUESTION = "question"
    ANSWER = "answer"


class Part(StrEnum):
    """Which text of a document a span counts its characters in."""

    BODY = "body"
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    CAPTIONS = "captions"


class Mark(StrEnum):
    """What kind of page this is, as the page says of itself."""

    PAYWALL = "paywall"
    LIVE_BLOG = "live_blog"
    OPINION = "opinion"
    SPONSORED = "sponsored"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of one part of a document: `document.part(span.part)[span.start:span.end]`."""

    part: Part
    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether a character is in both."""
        return self.part is other.part and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a block: its visible text and its absolute target."""

    text: str
    href: str

    @property
    def target(self) -> str:
        """Where the link leads, without scheme, fragment and tracking parameters."""
        if plain := _PLAIN.fullmatch(self.href):  # as taking it apart would give it, in a tenth of the time
            return f"{plain[1].lower()}{plain[2]}"
        try:
            parts = urlsplit(self.href)
            pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            return self.href
        kept = [(key, value) for key, value in pairs if not key.lower().startswith(_TRACKING)]
        query = f"?{urlencode(kept)}" if kept else ""
        return f"{parts.netloc.lower()}{parts.path}{query}"


@dataclass(frozen=True, slots=True)
class Block:
    """One typed piece of a page, in reading order. `path` says where it stood (an lxml-style element path)."""

    kind: BlockKind
    text: str
    links: tuple[Link, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class HeadlineSet:
    """The headlines that one page gives itself; each is compared apart, empty where the page has none."""

    h1: str = ""
    title: str = ""
    og: str = ""
    json_ld: str = ""
    feed: str = ""

    @property
    def visible(self) -> str:
        """The one a reader sees first."""
        return self.h1 or self.og or self.json_ld or self.title or self.feed


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a reader reads it, or a plain text to compare.

    `blocks` are the article, captions among them; `furniture` is what the page shows around it, kept apart with
    its role unread so that nothing is dropped unseen. `published_at` and `modified_at` are the page's claims
    (aware, UTC), with where each was found in `published_source` and `modified_source`.
    """

    headline: str = ""
    headlines: HeadlineSet = field(default_factory=HeadlineSet)
    standfirst: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    url: str = ""
    canonical_url: str = ""
    published_at: datetime | None = None
    published_source: str = ""
    modified_at: datetime | None = None
    modified_source: str = ""
    marks: frozenset[Mark] = frozenset()
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The body as read: paragraphs separated by an empty line, without headline, captions and furniture."""
        return "\n\n".join(block.text for block in self.blocks if block.kind is not BlockKind.CAPTION)

    @property
    def captions(self) -> str:
        """The captions, one paragraph each."""
        return "\n\n".join(block.text for block in self.blocks if block.kind is BlockKind.CAPTION)

    def part(self, part: Part) -> str:
        """The text that spans of this part count in."""
        match part:
            case Part.BODY:
                return self.text
            case Part.HEADLINE:
                return self.headline
            case Part.STANDFIRST:
                return self.standfirst
            case Part.BYLINE:
                return self.byline
            case Part.CAPTIONS:  # pragma: no branch - there is no other part
                return self.captions

    def cut(self, span: Span) -> str:
        """The characters that a span points to."""
        return self.part(span.part)[span.start : span.end]

    @staticmethod
    def from_text(text: str, *, headline: str | None = None, byline: str | None = None) -> Document:
        """A document of plain text: paragraphs are separated by empty lines, their characters stay as they are.

        Raises nothing: any text is a document, the empty one too.
        """
        from tracker.model.plaintext import block_kind

        paragraphs = [piece.strip() for piece in re.split(r"\n[^\S\n]*\n\s*", text) if piece.strip()]
        return Document(
            headline=headline or "",
            headlines=HeadlineSet(h1=headline or ""),
            byline=byline or "",
            authors=(byline,) if byline else (),
            blocks=tuple(Block(kind=block_kind(paragraph), text=paragraph) for paragraph in paragraphs),
        )
