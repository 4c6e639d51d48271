"""How the parts beneath the fetcher tell it that there will be no answer. Nothing of this leaves the fetcher."""

from __future__ import annotations

from tracker.model import FailureKind


class NoAnswer(Exception):
    """There is no answer, and `detail` says why to a person."""

    def __init__(self, kind: FailureKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


class StaleConnection(Exception):
    """A kept connection ended before any byte of the answer came: to be asked again on a new one (RFC 9112 §9.3.1)."""
