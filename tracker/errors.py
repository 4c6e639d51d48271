"""What we or the person in front of us did wrong, as exceptions; outcomes of the world are values, not errors.

TrackerError                     one clear line, the next step, an exit code
├── UsageError            (2)    the words typed are off: not a URL, unknown article, unknown revision
├── ConfigError           (3)    config.toml or the environment: names the key, the value, the allowed form
├── StoreError            (4)    the database or the snapshots cannot be used
│   ├── NewerStore        (4)    made by a newer Tracker: nothing was touched
│   ├── StoreFull         (5)    no space left: nothing was lost, work pauses
│   └── DamagedSnapshot   (4)    the bytes on disk are not the bytes that were captured
├── AlreadyRunning        (6)    another daemon holds this store
├── FetchError            (7)    a page that a command needs now could not be had
├── UnreadablePage        (8)    bytes arrived, but no article could be read from them
├── MailError             (9)    the mail server refused or cannot be reached
└── OverBudget           (10)    a page or a pair of texts took more time or memory than it may
"""

from __future__ import annotations


class TrackerError(Exception):
    """Base of all: `str(error)` is one line for a person, `hint` the next step, `exit_code` for the shell."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(TrackerError):
    exit_code = 2


class ConfigError(TrackerError):
    exit_code = 3


class StoreError(TrackerError):
    exit_code = 4


class NewerStore(StoreError):
    pass


class StoreFull(StoreError):
    exit_code = 5


class DamagedSnapshot(StoreError):
    pass


class AlreadyRunning(TrackerError):
    exit_code = 6


class FetchError(TrackerError):
    exit_code = 7


class UnreadablePage(TrackerError):
    exit_code = 8


class MailError(TrackerError):
    exit_code = 9


class OverBudget(TrackerError):
    exit_code = 10
