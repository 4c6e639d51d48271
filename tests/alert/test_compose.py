from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.alert.notices import (
    AGE,
    article,
    change,
    change_notice,
    envelope,
    event_notice,
    flag,
)
from tests.alert.reading import assert_inert, received
from tracker.alert.compose import compose
from tracker.alert.notice import Notice

HOSTILE = [
    "Breaking\r\nBcc: thief@example.net",
    "Breaking\r\n\r\n<html>",
    "a\u2028b\u2029c\x85d\x0be\x0cf\x00g",
    "lone \ud800 surrogate \udfff",
    "x" * 100_000,
    "“" * 100_000,
    "\ud800" * 5_000,
    "=?utf-8?q?=0D=0ABcc:_thief=40example.net?=",
    "\u202etxt.exe",
    "<img src=http://tracker.example/ onload=x><script>alert(1)</script>",
    "{{7*7}} {% include 'x' %} ${7*7} %s {0}",
    "CEO <boss@corp.example>",
    "a" * 70 + "@" + "é" * 70,
    "--boundary\n--===============0123456789==",
    ".",
    "",
]


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_hostile_headline_stays_a_headline(headline: str) -> None:
    made = change(headlines=(headline, headline + "!"))
    message = received(change_notice(headline, change=made), event_notice(article=article(headline)))
    assert_inert(message)
    assert len(message["Subject"]) <= 200
    assert "49" not in message["Subject"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    made = change([(f"Before {text}.", f"After {text}.")], [flag(before=text, after=text + "!", summary=text)])
    assert_inert(received(change_notice(change=made)))


@given(headline=st.text(), source=st.text(), before=st.text(), after=st.text())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_can_break_a_mail(headline: str, source: str, before: str, after: str) -> None:
    made = change(
        [(before or "x", (after or "x") + "!")], [flag(before=before, after=after, summary=after, sub=source)]
    )
    message = received(change_notice(change=made, article=article(headline, source=source)))
    assert_inert(message)


@pytest.mark.parametrize(
    "notices",
    [
        [],
        [change_notice(flags=())],
        [change_notice(change=change([("Same.", "Same.")], [flag(before="a", after="a")]))],
    ],
    ids=["nothing", "no flag asked for", "nothing differs"],
)
def test_an_alert_without_a_visible_change_is_refused(notices: list[Notice]) -> None:
    with pytest.raises(ValueError, match="without a visible change"):
        compose(notices, envelope())


def test_an_invisible_change_is_left_out_of_a_digest() -> None:
    message = received(change_notice(flags=()), change_notice("The other one"))
    assert message["Subject"] == "Quote and age changed: The other one (Harbour Gazette)"


def test_the_same_notice_makes_the_same_mail() -> None:
    first, second = (compose([change_notice()], envelope()).as_bytes() for _ in range(2))
    assert first == second


def test_the_age_stands_in_the_subject() -> None:
    assert received(change_notice(flags=(AGE,)))["Subject"] == "Age changed: Port keeps its ferry (Harbour Gazette)"
