"""A document as the store keeps it, made where the page was read: in a reader, while the daemon does other things. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tracker.codec import pack_blame, pack_document, unpack_blame
from tracker.compare import COMPARER, Read
from tracker.compare.blame import Step, advance
from tracker.errors import StoreError
from tracker.model import Document
from tracker.model.blame import Blame


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of a revision beside what was found in it: its document, packed, the SHA-256 (hex) of its text, and how
    many words that has. `blame` is that of the article with this revision as number `number`, packed with what was found
    out of its paragraphs; empty where it is to be found out when the revision is written.
    """

    document: bytes
    text_sha256: str
    words: int
    number: int = 0
    blame: bytes = b""


def drafted(document: Document, read: Read | None = None, *, blame: bytes | None = None) -> Draft:
    """The draft of a document whose texts are clean; `read` is its reading beside the revision before. `blame` is the packed
    one of that revision; for an article's first it is empty, and None asks for none. Raises nothing.
    """
    text = document.text
    draft = Draft(pack_document(document), text_sha256(document), len(text.split()))
    found = None if read is None or blame is None else _carried_on(blame, document, read)
    if found is None or read is None:
        return draft
    packed = pack_blame(found, read.memory, by=COMPARER)
    return Draft(draft.document, draft.text_sha256, draft.words, found.revision, packed)


def text_sha256(document: Document) -> str:
    """The SHA-256 (hex) of the body as read, in UTF-8: what anybody can recompute from `tracker show`.

    The document's texts must be clean (`tracker.cleaning`), as those that `examine` gives are.
    """
    return hashlib.sha256(document.text.encode()).hexdigest()


def _carried_on(packed: bytes, document: Document, read: Read) -> Blame | None:
    """The blame one revision further; None where what it is to be carried on from is damaged."""
    try:
        before = unpack_blame(packed) if packed else Blame()
    except StoreError:
        return None
    return advance(before, Step(before.revision + 1, document), read.passages)
