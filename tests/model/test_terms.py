from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.terms import MOST_VALUE, Proxy, Terms, check_cookie, check_header, parse_proxy

SECRET = "correct-horse-battery"


@pytest.mark.parametrize(
    "value", [f"{SECRET}\r\nX-Evil: 1", f"{SECRET}\n", f"\0{SECRET}", f"{SECRET}\x7f", f"{SECRET}\x1b["]
)
def test_a_header_that_would_be_two_is_refused_without_showing_it(value: str) -> None:
    with pytest.raises(ValueError, match="control character") as refused:
        check_header("X-Key", value)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("name", ["", "X Key", "X-Key:", "X-Key\r\n", "X-Käy", "(x)", "X\0"])
def test_a_name_that_is_no_token_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="letters, digits and hyphens"):
        check_header(name, "1")


@pytest.mark.parametrize(
    "name", ["Host", "content-length", "CONNECTION", "Transfer-Encoding", "TE", "Upgrade", "Proxy-Authorization", "Keep-Alive", "Trailer"]
)  # fmt: skip
def test_headers_of_the_connection_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="belongs to the connection"):
        check_header(name, "1")


@pytest.mark.parametrize("name", ["User-Agent", "Cookie", "Accept-Encoding", "If-None-Match", "Range"])
def test_headers_that_tracker_sets_itself_are_refused_with_the_reason(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be set: "):
        check_header(name, "1")


@pytest.mark.parametrize("value", ["", " ", " padded", "padded ", "日本", "x" * (MOST_VALUE + 1)])
def test_what_a_header_cannot_carry_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="its value"):
        check_header("X-Key", value)


@pytest.mark.parametrize("value", ["de-CH, de;q=0.9", "Bearer abc==", "a\tb", "Zürich"])
def test_ordinary_headers_may_be_sent(value: str) -> None:
    check_header("X-Key", value)


@given(value=st.text())
def test_no_header_that_passes_can_end_its_line(value: str) -> None:
    try:
        check_header("X-Key", value)
    except ValueError:
        return
    assert not {"\r", "\n", "\0"} & set(value)
    assert len(f"X-Key: {value}".encode("latin-1").splitlines()) <= 1 + value.count(
        "\x85"
    )  # which is no line end in HTTP


@pytest.mark.parametrize("value", ["a; b=c", "a\r\nSet-Cookie: x", "a\0", "é", ""])
def test_a_cookie_that_would_be_two_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="its value"):
        check_cookie("session", value)


@pytest.mark.parametrize("name", ["", "a b", "a=b", "a;b", "é"])
def test_a_cookie_without_a_proper_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="a cookie's name"):
        check_cookie(name, "1")


def test_cookies_as_browsers_take_them_may_be_sent() -> None:
    check_cookie("consent", 'a,b "c" {d:1}=')


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("http://10.0.0.5:3128", Proxy("http", "10.0.0.5", 3128)),
        ("HTTP://Proxy.example", Proxy("http", "proxy.example", 8080)),
        ("socks5://[::1]:9050/", Proxy("socks5", "::1", 9050)),
        ("socks5://me:p%40ss@box", Proxy("socks5", "box", 1080, "me", "p@ss")),
    ],
)
def test_a_proxy_is_known_by_its_address(text: str, proxy: Proxy) -> None:
    assert parse_proxy(text) == proxy


@pytest.mark.parametrize(
    "text",
    [
        f"ftp://me:{SECRET}@box",
        f"https://me:{SECRET}@box",
        f"socks5h://me:{SECRET}@box",
        f"me:{SECRET}@box:3128",
        f"http://me:{SECRET}@",
        f"http://me:{SECRET}@box:99999",
        f"http://me:{SECRET}@box:0",
        f"http://me:{SECRET}@box/path",
        f"http://me:{SECRET}@box?x",
        f"http://me:{SECRET}%0d%0aX@box",
        f"http://me:{SECRET * 20}@box",
        f"http://me:{SECRET}@bo\x00x",
        f"http://[{SECRET}",
    ],
)
def test_what_is_no_proxy_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"proxy|write|names no host|follows|longer") as refused:
        parse_proxy(text)
    assert SECRET not in str(refused.value)


def test_neither_terms_nor_proxies_show_their_secrets() -> None:
    proxy = parse_proxy(f"http://{SECRET}:{SECRET}@box:1")
    terms = Terms("paper.example", (("X-Key", SECRET),), (("session", SECRET),), proxy)
    assert SECRET not in f"{proxy} {proxy!r} {terms!r}"
    assert str(proxy) == "http://box:1"
    assert str(parse_proxy("socks5://[2001:db8::1]:9")) == "socks5://[2001:db8::1]:9"
