from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.alert.address import clean_address, split_sender
from tracker.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("reader@example.net", "reader@example.net"),
        ("  Reader.One+ferry@Example.NET ", "Reader.One+ferry@example.net"),
        ("desk@localhost", "desk@localhost"),
        ("desk@bücher.example", "desk@xn--bcher-kva.example"),
        ("jürgen@example.net", "jürgen@example.net"),
        ("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"),
    ],
)
def test_an_address_is_brought_into_one_form(typed: str, clean: str) -> None:
    assert clean_address(typed) == clean
    assert clean_address(clean) == clean


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "reader",
        "@example.net",
        "reader@",
        "a@b\nRCPT TO:<c@d>",
        "a@b\r\nBcc: c@d",
        "a b@example.net",
        "a@exam ple.net",
        "a@example.net, b@example.net",
        "a@example.net;b@example.net",
        "Name <a@example.net>",
        '"quoted"@example.net',
        "a..b@example.net",
        ".a@example.net",
        "a@-bad.example",
        "a@example..net",
        "a@[127.0.0.1]",
        "a@exa\u202emple.net",
        "a@example.net\u2028",
        "a\x00@example.net",
        "\ud800@example.net",
        "x" * 65 + "@example.net",
        "x@" + "y" * 300 + ".net",
        "x@" + "é" * 100_000,
        "x@" + "é" * 80 + ".example",
        "x@a\N{ZERO WIDTH JOINER}b.example",
        "x" * 60 + "@" + ".".join(["y" * 60] * 4),
    ],
)
def test_what_is_not_one_address_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        clean_address(typed)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200
    assert caught.value.hint


@given(st.text())
def test_any_text_is_an_address_or_is_refused(typed: str) -> None:
    try:
        clean = clean_address(typed)
    except UsageError:
        return
    assert clean.isprintable()
    assert " " not in clean


@pytest.mark.parametrize(
    ("configured", "name", "spec"),
    [
        ("alerts@example.org", "Tracker", "alerts@example.org"),
        ("News Desk <alerts@example.org>", "News Desk", "alerts@example.org"),
        ('"Desk, night" <alerts@example.org>', "Desk, night", "alerts@example.org"),
        ("Desk\r\nBcc: x <alerts@example.org>", "DeskBcc: x", "alerts@example.org"),
    ],
)
def test_a_sender_may_have_a_name(configured: str, name: str, spec: str) -> None:
    sender = split_sender(configured)
    assert (sender.display_name, sender.addr_spec) == (name, spec)


@pytest.mark.parametrize("configured", ["", "Desk", "Desk <>", "Desk <a@b> c"])
def test_a_sender_without_an_address_is_refused(configured: str) -> None:
    with pytest.raises(UsageError):
        split_sender(configured)
