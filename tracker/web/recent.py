"""The changes that were looked at last, in memory: who leafs through a long one, or turns it round, is not made to wait for
its sentences to be aligned again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sqlalchemy import Connection

from tracker.model import Change, Flag, Revision
from tracker.store.history import change_between

_MOST = 10_000  # passages of all changes together: some ten megabytes
_EACH = 20  # passages that a change weighs beside its own

_Key = tuple[int, int, tuple[Flag, ...]]


class RecentChanges:
    """As many changes as have some thousand passages together. What a revision says never changes, its number is never
    given again, and what is recorded of it is part of the key. May be asked by several threads.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._weight = 0
        self._known: OrderedDict[_Key, Change] = OrderedDict()
        self._lock = Lock()

    def change_between(self, connection: Connection, old: Revision, new: Revision) -> Change:
        """As the store gives it."""
        key = (old.id, new.id, new.flags)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = change_between(connection, old, new)
        with self._lock:
            self._keep(key, found)
        return found

    def _keep(self, key: _Key, change: Change) -> None:
        if key in self._known or _weight(change) > self._most:
            return
        self._known[key] = change
        self._weight += _weight(change)
        while self._weight > self._most:
            self._weight -= _weight(self._known.popitem(last=False)[1])


def _weight(change: Change) -> int:
    return len(change.passages) + _EACH
