"""How the tests look at the pages in a real browser: which pages, how large, and by what Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

PHONE: ViewportSize = {"width": 390, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}
LOOKS = (
    "/",
    "/?kind=nonsense",
    "/articles",
    "/articles?state=troubled",
    "/articles/1",
    "/articles/7",
    "/articles/4/changes/1..2",
    "/articles/4/changes/1..2?view=flags",
    "/articles/5/changes/1..2?view=side-by-side",
    "/articles/5/revisions/2",
    "/articles/5/blame",
    "/articles/4/blame?gone=yes",
    "/add",
    "/sources",
    "/quotes",
    "/quotes?speaker=Vasek",
    "/search",
    "/search?q=the",
    "/search?q=marzipan",
    "/status",
    "/alerts",
    "/users",
    "/login",
)
"""Pages that each look different from the others."""

PAGES = (
    *LOOKS,
    "/?severity=low",
    "/?kind=article",
    "/articles/4",
    "/articles/4/changes/1..2?view=side-by-side",
    "/articles/4/revisions/2",
    "/articles/5",
    "/articles/5/changes/1..2",
    "/articles/5/changes/1..2?view=whole",
    "/articles/6",
    "/articles/6/changes/1..2?view=side-by-side",
    "/articles/6/revisions/2",
    "/articles/4/blame",
    "/articles/6/blame",
    "/articles/7/blame",
    "/quotes?speaker=Hollow",
    "/search?q=burned+OR+script&gone=yes",
    "/nowhere",
    "/articles/99",
)
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium, headless; without one the test is skipped, and fails where CI says that there is one."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing = "no Chromium on this machine: install the package chromium to test the pages in a browser"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=_SWITCHES, timeout=120_000)
        yield started
        started.close()


def context_of(browser: Browser, address: str, size: ViewportSize, **options: Any) -> BrowserContext:
    """A browser of its own at this address, with the patience that a busy machine needs."""
    context = browser.new_context(base_url=address, viewport=size, **options)
    context.set_default_timeout(120_000)
    return context


def faults_of(page: Page, path: str = "") -> list[tuple[str, str, list[str]]]:
    """What axe-core finds on a page at a desk and on a phone, by day and by night: how it looked at it, which rule,
    and where.
    """
    if path:
        page.goto(path)
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in _SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for fault in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
                places = [node["html"][:200] for node in fault["nodes"][:3]]
                faults.append((f"{size['width']} {scheme}", fault["id"], places))
    page.set_viewport_size(DESK)
    return faults


_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
