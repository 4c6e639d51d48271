"""The Chromium of this machine; a test that needs one is passed over where there is none, but not in the CI."""

from __future__ import annotations

import os

import pytest

from tracker.errors import ConfigError
from tracker.fetch.rendering import find_browser


def the_browser() -> str:
    try:
        return find_browser()
    except ConfigError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
