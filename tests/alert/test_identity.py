from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tracker.alert.identity import list_id, message_id

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+@[a-z0-9-]+(\.[a-z0-9-]+)*>")


def test_an_alert_keeps_its_message_id() -> None:
    assert message_id("5f0c", "alert-12", "Example.org") == "<alert-12.5f0c@example.org>"


def test_stores_and_alerts_never_share_a_message_id() -> None:
    ids = {message_id(store, key, "example.org") for store in ("a", "b", "", "a b") for key in ("1", "2", "", "1\n")}
    assert len(ids) == 16


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_message_id_of_plain_characters(store: str, key: str, domain: str) -> None:
    made = message_id(store, key, domain)
    assert _MESSAGE_ID.fullmatch(made)
    assert made == message_id(store, key, domain)
    assert len(made) < 400


def test_a_domain_that_is_none_is_replaced() -> None:
    assert message_id("a", "1", "x\r\nBcc: y") == "<1.a@tracker.invalid>"
    assert list_id("newsroom.example") == "Tracker alerts <alerts.tracker.newsroom.example>"
