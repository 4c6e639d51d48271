"""The demo newspaper's articles as data: what each edition says, and what its edits should be recognised as.

Stories are TOML files in `stories/`; their bodies are paragraphs with a little markup (see `Copy.blocks`). This module
knows their words only; how a page shows them is `page.py`'s.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Self

from tracker.demo.expectation import Expectation, ExpectedFlag
from tracker.errors import UsageError
from tracker.model import Block, BlockKind, FlagKind, Part, Verdict
from tracker.model.plaintext import block_kind

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_INLINE = re.compile(r"\*([^*\n]+)\*|\[([^\]\n]+)\]\([^)\s]+\)")


@dataclass(frozen=True, slots=True)
class Copy:
    """The words of one edition, as the newsroom wrote them; `paragraphs` still carry their markup."""

    headline: str
    social_headline: str
    standfirst: str
    byline: str
    caption: str
    paragraphs: tuple[str, ...]
    modified_at: datetime

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body as a reader reads it: `## ` opens a heading, `> ` a block quote, `- ` a list item, and words such
        as "Correction:" a note; `*…*` is italic.
        """
        return tuple(_block(paragraph) for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """The body as read, paragraphs separated by an empty line: what a perfect extraction of the page gives."""
        return "\n\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Replacement:
    """These words, which stand exactly once in that field, become those."""

    field: str
    find: str
    replacement: str

    def apply(self, copy: Copy) -> Copy:
        """The copy with the words replaced. Raises UsageError unless they stand there exactly once."""
        text = "\n\n".join(copy.paragraphs) if self.field == "body" else getattr(copy, self.field)
        if (times := text.count(self.find)) != 1:
            raise UsageError(f"edit does not apply: {self.find!r} stands {times} times in the {self.field}")
        changed = text.replace(self.find, self.replacement)
        fields: dict[str, Any] = {self.field: changed}
        return replace(copy, **(fields if self.field != "body" else {"paragraphs": tuple(changed.split("\n\n"))}))


@dataclass(frozen=True, slots=True)
class Removal:
    """The one paragraph that opens with these words goes."""

    opening: str

    def apply(self, copy: Copy) -> Copy:
        """The copy without the paragraph. Raises UsageError unless exactly one opens so."""
        at = _find(copy, self.opening)
        return replace(copy, paragraphs=copy.paragraphs[:at] + copy.paragraphs[at + 1 :])


@dataclass(frozen=True, slots=True)
class Swap:
    """Two paragraphs, told by their opening words, change places."""

    opening: str
    other: str

    def apply(self, copy: Copy) -> Copy:
        """The copy with the two exchanged. Raises UsageError unless exactly one paragraph opens with each."""
        first, second = _find(copy, self.opening), _find(copy, self.other)
        paragraphs = list(copy.paragraphs)
        paragraphs[first], paragraphs[second] = paragraphs[second], paragraphs[first]
        return replace(copy, paragraphs=tuple(paragraphs))


@dataclass(frozen=True, slots=True)
class Appending:
    """A paragraph is put at the end."""

    paragraph: str

    def apply(self, copy: Copy) -> Copy:
        """The copy with the paragraph at its end."""
        return replace(copy, paragraphs=(*copy.paragraphs, self.paragraph))


@dataclass(frozen=True, slots=True)
class Straightening:
    """Every curly quotation mark and apostrophe becomes a straight one, in every field."""

    def apply(self, copy: Copy) -> Copy:
        """The copy with straight marks. Raises UsageError where there is none to straighten."""
        straight = replace(
            copy,
            headline=copy.headline.translate(STRAIGHT),
            social_headline=copy.social_headline.translate(STRAIGHT),
            standfirst=copy.standfirst.translate(STRAIGHT),
            byline=copy.byline.translate(STRAIGHT),
            caption=copy.caption.translate(STRAIGHT),
            paragraphs=tuple(paragraph.translate(STRAIGHT) for paragraph in copy.paragraphs),
        )
        if straight == copy:
            raise UsageError("edit does not apply: no mark is left to make straight")
        return straight


ScriptedEdit = Replacement | Removal | Swap | Appending | Straightening


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of an article: number 1…n, what was done to the one before it, and what should be said about that."""

    number: int
    says: str
    edits: tuple[ScriptedEdit, ...]
    copy: Copy
    expectation: Expectation


@dataclass(frozen=True, slots=True)
class Story:
    """An article through all its editions. `template` names the page it is set in; `etag` whether its server answers
    conditional requests.
    """

    slug: str
    section: str
    template: str
    credit: str
    etag: bool
    published_at: datetime
    editions: tuple[Edition, ...]

    @property
    def path(self) -> str:
        """Where the article stands on the site."""
        return f"/{self.section.lower()}/{self.slug}"

    def edition(self, number: int) -> Edition:
        """Edition 1…n. Raises UsageError for a number that the story does not have."""
        if not 1 <= number <= len(self.editions):
            raise UsageError(f"{self.slug} has editions 1 to {len(self.editions)}, not {number}")
        return self.editions[number - 1]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a story. Raises UsageError where an edit does not apply, ValueError or KeyError where a field is off."""
        data = tomllib.loads(text)
        return cls(
            slug=data["slug"],
            section=data["section"],
            template=data["template"],
            credit=data["credit"],
            etag=data.get("etag", False),
            published_at=data["published_at"],
            editions=_editions(_first_copy(data), data["editions"]),
        )


@cache
def load_stories() -> tuple[Story, ...]:
    """The stories that come with Tracker, in the order of their file names. Raises as `Story.from_toml` does."""
    folder = files("tracker.demo") / "stories"
    sources = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
    )
    return tuple(Story.from_toml(entry.read_text(encoding="utf-8")) for entry in sources)


def plain(markup: str) -> str:
    """A paragraph without its inline markup."""
    return _INLINE.sub(lambda match: match[1] or match[2], markup)


def _block(paragraph: str) -> Block:
    for mark, kind in (("## ", BlockKind.HEADING), ("> ", BlockKind.QUOTE), ("- ", BlockKind.LIST_ITEM)):
        if paragraph.startswith(mark):
            return Block(kind=kind, text=plain(paragraph.removeprefix(mark)))
    return Block(kind=block_kind(paragraph), text=plain(paragraph))


def _find(copy: Copy, opening: str) -> int:
    found = [at for at, paragraph in enumerate(copy.paragraphs) if paragraph.startswith(opening)]
    if len(found) != 1:
        raise UsageError(f"edit does not apply: {len(found)} paragraphs open with {opening!r}")
    return found[0]


def _first_copy(data: dict[str, Any]) -> Copy:
    # A list is written without empty lines between its items.
    body = data["body"].strip().replace("\n- ", "\n\n- ")
    return Copy(
        headline=data["headline"],
        social_headline=data.get("social_headline", ""),
        standfirst=data["standfirst"],
        byline=data["byline"],
        caption=data["caption"],
        paragraphs=tuple(paragraph.strip() for paragraph in re.split(r"\n{2,}", body)),
        modified_at=data["published_at"],
    )


def _editions(copy: Copy, scripted: list[dict[str, Any]]) -> tuple[Edition, ...]:
    editions = [Edition(number=1, says="As first published", edits=(), copy=copy, expectation=Expectation())]
    for data in scripted:
        edits = tuple(_edit(edit) for edit in data["edits"])
        for edit in edits:
            copy = edit.apply(copy)
        copy = replace(copy, modified_at=data.get("modified_at", copy.modified_at))
        editions.append(
            Edition(number=len(editions) + 1, says=data["says"], edits=edits, copy=copy, expectation=_expectation(data))
        )
    return tuple(editions)


def _edit(data: dict[str, str]) -> ScriptedEdit:
    match data.get("op", "replace"):
        case "replace":
            return Replacement(field=data.get("in", "body"), find=data["find"], replacement=data["replace"])
        case "remove":
            return Removal(opening=data["find"])
        case "swap":
            return Swap(opening=data["find"], other=data["with"])
        case "append":
            return Appending(paragraph=data["text"])
        case "straighten":
            return Straightening()
        case unknown:
            raise ValueError(f"no such edit: {unknown}")


def _expectation(data: dict[str, Any]) -> Expectation:
    return Expectation(
        must=tuple(
            ExpectedFlag(
                kinds=frozenset(FlagKind(kind) for kind in flag["kinds"]),
                sub=flag.get("sub", ""),
                before=flag.get("before", ""),
                after=flag.get("after", ""),
            )
            for flag in data.get("must", ())
        ),
        may=frozenset(FlagKind(kind) for kind in data.get("may", ())),
        silent=frozenset(Part(part) for part in data.get("silent", ())),
        disclosure=Verdict(data["disclosure"]) if "disclosure" in data else None,
    )
