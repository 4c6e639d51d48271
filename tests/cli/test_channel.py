"""`channel test`: a marked test through one channel, at once, with what the other side answered."""

from __future__ import annotations

import json

import pytest

from tests.alert.hooks import Hook, listening
from tests.cli.desk import Desk
from tests.cli.test_tell import Mailbox, mailbox, posted
from tests.delivery.test_deliver_channels import gotify
from tracker.app import open_tracker
from tracker.config import load
from tracker.model import AlertState
from tracker.store import outbox

__all__ = ["mailbox", "posted"]


def test_a_mail_is_marked_as_a_test_in_both_parts(posted: Desk, mailbox: Mailbox) -> None:
    ended = posted.type("channel", "test", "ada@paper.example")
    assert (ended.code, ended.err) == (0, "")
    assert "ada@paper.example took the test: " in ended.out
    (message,) = mailbox.messages
    assert (message["To"], message["Subject"]) == ("ada@paper.example", "Test: Tracker reaches you here")
    assert message["List-Unsubscribe"] is None
    for part in ("text/plain", "text/html"):
        (body,) = [one for one in message.walk() if one.get_content_type() == part]
        assert "This is a test" in str(body.get_payload(decode=True))


def test_a_mail_that_is_refused_is_told_with_the_words_of_the_server(posted: Desk, mailbox: Mailbox) -> None:
    mailbox.refused = "ghost@paper.example"
    ended = posted.type("channel", "test", "ghost@paper.example", "--json")
    assert ended.code == 9
    assert "550 5.1.1 No such mailbox here" in ended.complaint
    assert "tracker mail test ghost@paper.example" in ended.next_step
    assert (ended.json["taken"], ended.json["subscription"]) == (False, None)


def test_a_webhook_gets_a_signed_test_under_its_subscription(desk: Desk) -> None:
    with listening(Hook()) as hook:
        desk.type("subscribe", hook.url)
        by_number, by_address = desk.type("channel", "test", "1"), desk.type("channel", "test", hook.url, "--json")
    assert by_number.code == by_address.code == 0
    assert "took the test: it answers 200" in by_number.out
    assert (by_address.json["subscription"], by_address.json["answer"]) == (1, "it answers 200")
    assert "s3cretpath" not in by_number.out + by_address.out
    first, second = (json.loads(posted.body) for posted in hook.posted)
    assert (first["test"], first["changes"], first["trouble"], first["subscription"]) == (True, [], None, 1)
    assert first["id"] != second["id"]
    assert hook.posted[0].headers["tracker-signature"].startswith("t=")


@pytest.mark.parametrize(("status", "said"), [(503, "it answers 503"), (410, "it answers 410")])
def test_a_webhook_that_does_not_take_it_is_told_and_nothing_is_kept(desk: Desk, status: int, said: str) -> None:
    with listening(Hook(answer=lambda _: status)) as hook:
        desk.type("subscribe", hook.url)
        for _ in range(outbox.MOST_REFUSALS):
            ended = desk.type("channel", "test", "1")
            assert ended.code == 9
            assert said in ended.complaint
    with open_tracker(load(desk.config)) as tracker, tracker.database.read() as connection:
        assert outbox.counts(connection) == dict[AlertState, int]()
        assert outbox.get_subscription(connection, 1).disabled_at is None


def test_a_service_of_apprise_gets_it_too(desk: Desk) -> None:
    with listening(Hook()) as hook:
        ended = desk.type("channel", "test", gotify(hook))
        (posted,) = hook.posted
    assert ended.code == 0
    told = json.loads(posted.body)
    assert (told["title"], "This is a test" in told["message"]) == ("Test: Tracker reaches you here", True)


def test_a_disabled_channel_can_be_tried_and_says_that_it_is(desk: Desk) -> None:
    with listening(Hook()) as hook:
        desk.type("subscribe", hook.url)
        with open_tracker(load(desk.config)) as tracker, tracker.database.write() as connection:
            connection.exec_driver_sql("UPDATE subscriptions SET disabled_at = 1, disabled_by = 'it answers 410'")
        assert "subscription 1 is disabled" in desk.type("channel", "test", "1").out


def test_what_is_no_channel_is_refused_before_anybody_is_called(desk: Desk) -> None:
    assert desk.type("channel", "test", "7").next_step == "`tracker subscriptions` shows all"
    assert desk.type("channel", "test", "7").code == 2
    assert "not a mail address" in desk.type("channel", "test", "ada").complaint
    assert desk.type("channel", "test", "ada@paper.example").code == 3
