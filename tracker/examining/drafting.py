"""A document as the store keeps it, made where the page was read: in a reader, while the daemon does other things. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from tracker.codec import pack_blame, pack_document
from tracker.compare import COMPARER, Read
from tracker.compare.blame import Step, advance
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


def drafted(document: Document, read: Read | None = None, before: Blame | None = None) -> Draft:
    """The draft of a document whose texts are clean; `read` is its reading beside the revision before, and `before` the
    blame of that, which is empty for an article's first revision. Without them it has no blame. Raises nothing.
    """
    text = document.text
    draft = Draft(pack_document(document), text_sha256(document), len(text.split()))
    if read is None or before is None:
        return draft
    found = advance(before, Step(before.revision + 1, document), read.passages)
    return replace(draft, number=found.revision, blame=pack_blame(found, read.memory, by=COMPARER))


def text_sha256(document: Document) -> str:
    """The SHA-256 (hex) of the body as read, in UTF-8: what anybody can recompute from `tracker show`.

    The document's texts must be clean (`tracker.cleaning`), as those that `examine` gives are.
    """
    return hashlib.sha256(document.text.encode()).hexdigest()
