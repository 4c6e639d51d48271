# ruff: noqa: INP001 - a script beside its pictures, no package
"""Takes the pictures of the documentation: plays the demo, serves its store, looks at the pages and at the mails that it
makes with headless Chromium.

python docs/pictures.py [NAME…]   (`make pictures`; needs what the tests need; NAME is how the names of some begin)
"""

from __future__ import annotations

import io
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tracker.alert.compose import compose
from tracker.alert.notice import ChangeNotice, Envelope
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.demo.play import perform
from tracker.model import Severity
from tracker.web import make_pages

HERE = Path(__file__).resolve().parent / "pictures"
COLOURS = 96
TALLEST = 1100


@dataclass(frozen=True, slots=True)
class View:
    """One picture: its name, the path of the page (or what mail: an alert, a digest), and how the reader looks at it."""

    name: str
    path: str
    width: int
    dark: bool = False
    printed: bool = False


VIEWS = (
    View("home-1280", "/", 1280),
    View("home-400", "/", 400),
    View("articles-1280", "/articles", 1280),
    View("article-1280", "/articles/4", 1280),
    View("article-400", "/articles/4", 400, dark=True),
    View("blame-1280", "/articles/1/blame", 1280),
    View("blame-400", "/articles/1/blame", 400, dark=True),
    View("change-1280", "/articles/4/changes/3..4?view=side-by-side", 1280),
    View("change-1280-dark", "/articles/4/changes/3..4?view=side-by-side", 1280, dark=True),
    View("change-400", "/articles/4/changes/3..4", 400),
    View("search-1280", "/search?q=burned+NOT+marzipan", 1280),
    View("search-400", "/search?q=burned+NOT+marzipan", 400, dark=True),
    View("quotes-1280", "/quotes?speaker=Vasek", 1280),
    View("quotes-400", "/quotes?speaker=Vasek", 400),
    View("sources-1280", "/sources", 1280),
    View("sources-400", "/sources", 400),
    View("add-400", "/add", 400),
    View("text-400", "/articles/4/revisions/2", 400),
    View("alerts-1280", "/alerts", 1280),
    View("alerts-400", "/alerts", 400),
    View("users-1280", "/users", 1280),
    View("change-print", "/articles/1/changes/6..7", 700, printed=True),
    View("status-400", "/status", 400),
    View("mail-700", "alert", 700),
    View("mail-400", "alert", 400),
    View("mail-400-dark", "alert", 400, dark=True),
    View("digest-700", "digest", 700),
    View("digest-400", "digest", 400),
    View("digest-700-dark", "digest", 700, dark=True),
)


def main() -> int:
    """Write all pictures; says what is missing where it cannot."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.stderr.write("no Chromium found: install it with your package manager\n")
        return 1
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write("playing the demo, about half a minute\n")
        config = perform(Path(folder), on_publish=lambda *_: None, on_step=lambda _: None).config
        with open_tracker(load(config)) as tracker, _served(tracker) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for view in [one for one in VIEWS if not sys.argv[1:] or one.name.startswith(tuple(sys.argv[1:]))]:
                _take(browser, address, view, "" if view.path.startswith("/") else _mail(tracker, view.path))
            browser.close()
    return 0


def _mail(tracker: Tracker, what: str) -> str:
    """The HTML part of a mail about the newest change of one article, or of a digest of all changes."""
    notices = []
    for article in tracker.articles():
        for number in range(2, article.revisions + 1):
            found = tracker.comparison(article, str(number - 1), str(number))
            link = f"https://tracker.example/articles/{article.id}/changes/{number - 1}..{number}"
            told = tuple(flag for flag in found.flags if flag.severity.at_least(Severity.MEDIUM))
            if told:
                notices.append(ChangeNotice(article, found.old, found.new, found.change, told, found.window, link))
    envelope = Envelope(
        from_address="Tracker <alerts@tracker.example>",
        to_address="you@example.org",
        message_id="<picture@tracker.example>",
        created_at=notices[-1].window.until_at,
        zone=ZoneInfo("Europe/Paris"),
        page_url="https://tracker.example",
        unsubscribe_token="f8Zk2cW9",  # noqa: S106 - of nobody
        unsubscribe_url="https://tracker.example/unsubscribe/f8Zk2cW9",
        asked="everything, from severity medium up",
    )
    body = compose(notices if what == "digest" else notices[-1:], envelope).get_body(("html",))
    assert body is not None  # noqa: S101 - every mail has one
    return str(body.get_content())


def _take(browser: Browser, address: str, view: View, mail: str) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": view.width, "height": 600},
        color_scheme="dark" if view.dark else "light",
    )
    page = context.new_page()
    if mail:
        page.set_content(mail)
    else:
        page.goto(view.path)
    if view.printed:
        page.emulate_media(media="print")
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": view.width, "height": height})
    size = _write(page.screenshot(), HERE / f"{view.name}.png")
    context.close()
    sys.stdout.write(f"{view.name}.png  {size // 1000} kB\n")


def _write(picture: bytes, file: Path) -> int:
    """Keep the picture with few colours: text on paper needs no more. Gives its size."""
    with Image.open(io.BytesIO(picture)) as full:
        full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


@contextmanager
def _served(tracker: Tracker) -> Iterator[str]:
    """The pages on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(make_pages(tracker), log_level="warning", access_log=False, lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
