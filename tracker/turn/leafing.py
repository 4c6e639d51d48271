"""The further pages of an article that is printed on several: asked for within its host's turn, one after another at
the host's pace, and kept as they came. What they say is examined elsewhere, all of them together.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tracker.errors import DamagedSnapshot, OverBudget, UsageError
from tracker.examining.examine import Leafing, Page, leaf_through
from tracker.extract import MAX_PAGES, Pagination
from tracker.fetch import FetchRequest
from tracker.fetch.rendering import Renderer, Unrendered
from tracker.fetch.request import MEBIBYTE
from tracker.fetch.urls import host_of
from tracker.model import Capture, Document, FailureKind, FetchFailure, Validators
from tracker.processes.pool import Pool
from tracker.store.captured import FurtherPage, Received
from tracker.store.snapshots import NewCapture, Snapshots, StoredSnapshot
from tracker.store.standing import KnownPage
from tracker.turn.asking import Asking, HostRestsError

MOST_BYTES = 20 * MEBIBYTE
"""Bytes that the further pages of one article may have together; they are read at once."""

_LOG = logging.getLogger("tracker.leafing")
ELSEWHERE = "it stands on another host than the article"
_TOO_SLOW = "the host wants longer pauses than a check can wait"
_TOO_LARGE = f"the article's pages have more than {MOST_BYTES // MEBIBYTE} MiB together"
_NOT_MODIFIED, _BUSY, _SERVER_ERROR = 304, 429, 500


@dataclass(frozen=True, slots=True)
class Leaf:
    """A further page: what came, and what is recorded of it. `page` is None where it could not be had: whatever the
    others say, the article was not seen whole. `same` is set where its bytes were known.
    """

    number: int
    got: Capture | FetchFailure
    page: Page | None = None
    kept: FurtherPage | None = None
    same: bool = False


async def leaves_of(
    goes_on: Pagination,
    first: Document,
    leaf_at: Callable[[str, int], Awaitable[Leaf]],
    look_through: Callable[[Page, int, Document], Awaitable[Pagination]],
) -> list[Leaf]:
    """The further pages of the article whose first page was read as `first` and told where it goes on: up to the last,
    or the first that cannot be had, at most MAX_PAGES with the first. An address that was had already ends it.

    `leaf_at` asks for a page by its address and number, `look_through` tells where a page says that the article goes on.
    Raises what they raise.
    """
    leaves: list[Leaf] = []
    seen, room = {first.url}, MOST_BYTES
    while len(leaves) + 1 < MAX_PAGES:
        number = len(leaves) + 2
        address = goes_on.address(number)
        if not address or address in seen:
            break
        seen.add(address)
        leaf = await leaf_at(address, number)
        room -= len(leaf.page.body) if leaf.page else 0
        if room < 0:
            too_large = unasked(address, FailureKind.TOO_LARGE, _TOO_LARGE, leaf.got.finished_at)
            leaf = replace(leaf, got=too_large, page=None)
        leaves.append(leaf)
        if leaf.page is None:
            break
        goes_on = goes_on.also(await look_through(leaf.page, number, first))
    return leaves


def unasked(url: str, kind: FailureKind, detail: str, now: datetime) -> FetchFailure:
    """Why a page was not asked for."""
    return FetchFailure(requested_url=url, kind=kind, detail=detail, started_at=now, finished_at=now)


def is_on(host: str, url: str) -> bool:
    """Whether an address is on this host, with www. or without."""
    try:
        return host_of(url).removeprefix("www.") == host.removeprefix("www.")
    except UsageError:
        return False


@dataclass(slots=True)
class Leafer:
    """Asks for the further pages of one article during one check of it; each address once. `known` are those of the
    last capture that was believed, `unconditional` says when their validators are left out, `first_sha256` names the
    bytes of the first page, which those of the others resemble.
    """

    asking: Asking
    snapshots: Snapshots
    pool: Pool
    known: tuple[KnownPage, ...]
    unconditional: Callable[[], bool]
    first_sha256: str = ""
    renderer: Renderer | None = None
    """Set where the first page is one that its scripts made: then the further ones are too."""

    _had: dict[str, Leaf] = field(default_factory=dict)

    async def again(self) -> list[Leaf]:
        """The known pages as they stand now, in order, up to the first that is not the same.

        Raises TurnLostError when the host went to somebody else.
        """
        leaves: list[Leaf] = []
        for number, page in enumerate(self.known, 2):
            leaves.append(await self._leaf(page.address, number))
            if not leaves[-1].same:
                break
        return leaves

    async def to_the_end(self, goes_on: Pagination, first: Document) -> list[Leaf]:
        """The further pages of the article whose first page was read as `first` and told where it goes on: see
        `leaves_of`. Raises TurnLostError.
        """
        return await leaves_of(goes_on, first, self._leaf, self._goes_on)

    async def ask(self, url: str) -> Capture | FetchFailure:
        """What an address gives, without conditions. Raises TurnLostError."""
        return await self._got(FetchRequest(url=url))

    async def _leaf(self, address: str, number: int) -> Leaf:
        if address not in self._had:
            if not self._had:
                await self.asking.rest(address)  # after the answer that brought the first page
            self._had[address] = await self._asked(address, number)
        return self._had[address]

    async def _asked(self, address: str, number: int) -> Leaf:
        known = next((page for page in self.known if page.address == address), None)
        validators = known.validators if known and not self.unconditional() else Validators()
        got = await self._got(FetchRequest(url=address, validators=validators))
        if known and isinstance(got, Capture) and got.status == _NOT_MODIFIED:
            body = await asyncio.to_thread(self._body, known)
            if body is not None:
                kept = FurtherPage(got, None, facts=known.facts)
                page = _page_as_known(known, body, got.finished_at.date())
                return Leaf(number, got, page, kept, same=True)
            got = await self._got(FetchRequest(url=address))
        if isinstance(got, FetchFailure):
            return Leaf(number, got)
        got, kept = await self._kept(got, base=known.sha256 if known else self.first_sha256)
        if got.status == _BUSY or got.status >= _SERVER_ERROR:
            return Leaf(number, got, kept=kept)
        page = Page(got.body, got.url, got.status, got.headers, got.finished_at.date())
        same = known is not None and kept.snapshot is not None and kept.snapshot.sha256 == known.sha256
        return Leaf(number, got, page, kept, same)

    async def _kept(self, got: Capture, *, base: str) -> tuple[Capture, FurtherPage]:
        """What came, as its scripts make it where that is asked for, with its bytes kept; as it came too."""
        stored = await self._stored(got, base)
        if self.renderer is None or stored is None:
            return got, FurtherPage(got, stored)
        made = await self.renderer.render(got)
        if isinstance(made, Unrendered):
            return got, FurtherPage(got, stored)  # and is judged as it came
        received = Received(snapshot=stored, headers=got.headers)
        return made, FurtherPage(made, await self._stored(made, base), received)

    async def _stored(self, got: Capture, base: str) -> StoredSnapshot | None:
        return await self.snapshots.keep(NewCapture(got.body, base=base)) if got.body else None

    async def _got(self, request: FetchRequest) -> Capture | FetchFailure:
        """What an address gives, on the article's own host only."""
        if not is_on(self.asking.turn.name, request.url):
            return unasked(request.url, FailureKind.BAD_URL, ELSEWHERE, self.asking.clock())
        try:
            return await self.asking.ask(request)
        except HostRestsError:
            return unasked(request.url, FailureKind.TIMEOUT, _TOO_SLOW, self.asking.clock())

    def _body(self, known: KnownPage) -> bytes | None:
        try:
            return self.snapshots.load(known.sha256)
        except DamagedSnapshot:
            return None

    async def _goes_on(self, page: Page, number: int, first: Document) -> Pagination:
        try:
            return await self.pool.run(leaf_through, Leafing(page, number, first))
        except OverBudget:
            pass
        except Exception:  # noqa: BLE001 - any fault of ours on a strange page
            _LOG.exception("looking through %s broke", page.url)
        return Pagination()  # and the page is judged for it when it is examined


def _page_as_known(known: KnownPage, body: bytes, day: date) -> Page:
    facts = known.facts
    headers = tuple((name, value) for name, value in facts["headers"])
    return Page(body, facts["url"], facts["status"], headers, day)
