"""Tracker whole on a PostgreSQL server: the daemon follows, notices and tells, the page shows, every command answers."""

# ruff: noqa: N802 - the mail server names the hook

from __future__ import annotations

import queue
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import httpx
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.alert.mailserver import taking_mail
from tests.cli.desk import Desk, desk_in
from tests.cli.test_tell import Mailbox, mail_settings
from tests.scripted.archive import url_of
from tests.test_daemon import daemon, line_with
from tracker.demo.newspaper import Newspaper, serve
from tracker.store.database import Database

INTERVIEW = "idony-vasek-burned-novel-interview"
PATHS = (
    *(
        "/",
        "/?kind=quote&since=2020-01-01&triage=unread",
        "/articles",
        "/articles/1",
        "/articles/1/changes/1..2",
        "/sources",
    ),
    *("/articles/1/revisions/1", "/quotes", "/quotes?speaker=Vasek", "/search?q=the", "/status", "/health", "/metrics"),
    *("/feeds/changes.atom", "/api/v1/changes", "/api/v1/flags", "/api/v1/articles/1/quotes", "/api/v1/subscriptions"),
)
COMMANDS = (
    *(
        "list",
        "log 1",
        "diff 1",
        "show 1",
        "why 1",
        "flags",
        "flags --since 1d --kind quote",
        "quotes 1",
        "sources",
        "stats",
    ),
    *("status", "subscriptions", "verify", "gc", "search the", "search --gone the", "reextract 1", "pause 1"),
    *(
        "resume 1",
        "check 1",
        "user list",
        "token list",
        "db upgrade",
        "config check",
        "unsubscribe 1",
        "rm 1 --yes",
        "rm 2 --yes",
    ),
)


class Postbox(Mailbox):
    """Gives each message to whoever waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: queue.Queue[Message] = queue.Queue()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self.arrived.put(self.messages[-1])
        return answer


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def desk(tmp_path: Path, on_postgresql: Database, postbox: Postbox) -> Iterator[Desk]:
    """A desk whose store is on PostgreSQL and whose mail goes to the box."""
    own = f'[store]\ndatabase = "{url_of(on_postgresql)}"\n[schedule]\nladder = [["365d", "1s"]]\n[daemon]\ntick = "100ms"\n'
    with taking_mail(postbox) as port:
        settings = mail_settings(port).replace('"0s"', '"50ms"')
        yield desk_in(tmp_path / "desk", f"{own}[web]\nport = 0\n{settings}")


def test_the_daemon_follows_notices_tells_and_shows(desk: Desk, postbox: Postbox) -> None:
    newspaper = Newspaper(lambda: datetime.now(UTC))
    stories = [newspaper.story(INTERVIEW), next(one for one in newspaper.stories if one.slug != INTERVIEW)]
    with serve(newspaper) as site:
        assert desk.type("subscribe", "ada@paper.example").code == 0
        with daemon(desk.config) as process:
            url = line_with(process, "page").split()[-1]
            assert desk.type("add", *(f"{site}{story.path}" for story in stories), "--source", "Courier").code == 0
            newspaper.publish(INTERVIEW, 2)
            assert "changed" in line_with(process, "changed")
            assert "Vasek" in str(postbox.arrived.get(timeout=300)["Subject"])
            answers = {path: httpx.get(f"{url}{path}", follow_redirects=True, timeout=300) for path in PATHS}
            assert {path: answer.text for path, answer in answers.items() if answer.status_code != httpx.codes.OK} == {}
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=300) == 0
        ended = {words: desk.type(*words.split()) for words in COMMANDS}
    assert ended.pop("diff 1").code == 1  # they differ
    assert {words: end.err for words, end in ended.items() if end.code} == {}
    assert not desk.type("list", "--json").json
