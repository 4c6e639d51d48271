from __future__ import annotations

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.scripted.effort import within
from tracker.errors import UsageError
from tracker.fetch.urls import AddressRefused, article_key, canonical_url, checked_url, host_of

URLISH = st.one_of(
    st.text(),
    st.text(alphabet="htps:/.@[]%?#&=\\aA0.1x-_ü①。 \t\x00~*'", max_size=60).map(lambda text: f"http://{text}"),
    st.from_regex(r"https?://[a-z0-9.\-]{1,20}(:[0-9]{1,6})?(/[!-~]{0,20}){0,3}(\?[!-~]{0,30})?", fullmatch=True),
    st.from_regex(
        r"https?://(www\.|m\.|amp\.){0,3}paper\.example(/(amp|\.|\.\.|x|x\.amp|\.amp\.html|%2e|%41)?){0,6}",
        fullmatch=True,
    ),
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("file:///etc/hosts", "file: addresses"),
        ("FILE:/etc/hosts", "file: addresses"),
        ("file:etc", "file: addresses"),
        ("ftp://paper.example/story", "ftp: addresses"),
        ("gopher://paper.example/", "gopher: addresses"),
        ("data:text/html,<b>hello</b>", "data: addresses"),
        ("javascript:alert(1)", "javascript: addresses"),
        ("view-source:http://10.1.1.1/", "view-source: addresses"),
        ("source:http://paper.example/", "source: addresses"),
        ("mailto:desk", "mailto: addresses"),
        ("-http://paper.example/", "only http and https"),
        ("--help", "no site"),
        ("://paper.example/", "only http and https"),
        ("http:/paper.example/", "not followed by //"),
        ("http:paper.example", "not followed by //"),
        ("http:///story", "no host"),
        ("https://", "no host"),
        ("https://?a=b", "no host"),
        ("https://:443/", "no host"),
        ("//paper.example/story", "no site"),
        ("/home/me/story.html", "no site"),
        ("story", "no site"),
        ("http://paper.example:22/", "port 22 is not allowed, only 80 and 443"),
        ("http://paper.example:0/", "not a number from 1 to 65535"),
        ("http://paper.example:65536/", "not a number from 1 to 65535"),
        ("http://paper.example:http/", "not a number from 1 to 65535"),
        ("http://paper.example:８０/", "not a number from 1 to 65535"),
        ("http://[::1", "not closed"),
        ("http://[::1]x/", "follows its host"),
        ("http://[paper.example]/", "not an IPv6 address"),
        ("http://paper..example/", "empty label"),
        ("http://.example/", "empty label"),
        ("http://./", "empty label"),
        (f"http://{'a' * 64}.example/", "longer than 63"),
        (f"http://{'a.' * 200}example/", "longer than 253"),
        ("http://-paper.example/", "hyphen"),
        ("http://pa per.example/", "space"),
        ("http://paper.example/a story", "space"),
        ("http://paper.example/a\u2028b", "space or a line break"),
        ("http://paper.example/a https://paper.example/b", "space"),
        ("http://paper.example/\x00", "control character"),
        ("http://paper.example/\x1b[2J", "control character"),
        ("http://paper.example/\ud800", "control character"),
        ("http://10.1.1.1:80\\@paper.example/", "backslash"),
        ("http://paper.example\\.evil.example/", "backslash"),
        ("http://%6cocalhost/", "characters that no host has"),
        ("http://paper.example%2f@evil.example/", "user name or password"),
        ("http://paper!.example/", "characters that no host has"),
        ("http://xn--a-ecp.example/", "punycode"),
        ("http://xn--.example/", "hyphen"),
        ("http://a\u200d.example/", "international name"),
        ("http://1.2.3.4.5/", "no IPv4 address"),
        ("http://256.1.1.1/", "no IPv4 address"),
        ("http://1.2.3.08/", "no IPv4 address"),
        ("http://paper.example/" + "a" * 8000, "longer than 8000 characters"),
        ("", "empty"),
        (" \t\n", "empty"),
    ],
)
def test_what_cannot_be_fetched_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_url(text)
    message = str(refused.value)
    assert reason in message
    assert refused.value.hint
    assert len(message) <= 200
    assert message.isprintable()


@pytest.mark.parametrize(
    "url",
    [
        "http://user:hunter2@paper.example/",
        "http://hunter2@paper.example/",
        "https://user:hunter2@paper.example:8443/x@y",
        "user:hunter2@paper.example/story",
        "hunter2@paper.example",
        "hunter2:@paper.example",
        "ftp://user:hunter2@paper.example/",
        "http://user:hunter2\\@paper.example/",
        "http://user:hunter2@[::1",
        "http://user:hunter2 @paper.example/",
        "http://user:hun/ter2hunter2@paper.example/",
    ],
)
def test_a_password_is_never_repeated(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_url(url)
    assert "hunter2" not in f"{refused.value} {refused.value.hint}"
    with pytest.raises(UsageError) as refused:
        article_key(url)
    assert "hunter2" not in f"{refused.value} {refused.value.hint}"


@pytest.mark.parametrize(
    "host",
    [
        "0",
        "0.0.0.0",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0X7F.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "127\u30020\u30020\u30021",
        "127\uff0e0\uff0e0\uff0e1",
        "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
        "\uff11\uff12\uff17.0.0.1",
        "10.20.30.40",
        "172.31.0.1",
        "192.168.178.1",
        "100.100.100.200",
        "169.254.169.254",
        "0xa9fea9fe",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "198.19.0.1",
        "203.0.113.5",
        "224.0.0.251",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[5f00::1]",
        "[100::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "localhost",
        "LOCALHOST.",
        "news.localhost",
        "printer.local",
        "router.home.arpa",
        "metadata.google.internal",
        "hiddenpaper.onion",
        "intranet",
        "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54",
    ],
)
def test_a_host_off_the_public_internet_is_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked_url(f"http://{host}/latest/")
    assert len(str(refused.value)) <= 200
    assert "allow_private" in refused.value.hint
    assert checked_url(f"http://{host}/latest/", allow_private=True)


@pytest.mark.parametrize("url", ["http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/"])
def test_an_address_with_a_zone_is_refused_always(url: str) -> None:
    with pytest.raises(UsageError, match="zone"):
        checked_url(url, allow_private=True)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("paper.example/story", "https://paper.example/story"),
        ("paper.example", "https://paper.example/"),
        ("paper.example:443/story", "https://paper.example/story"),
        ("  https://paper.example/story\n", "https://paper.example/story"),
        ("HTTP://Paper.EXAMPLE:80/Story#top", "http://paper.example/Story"),
        ("https://paper.example./", "https://paper.example/"),
        ("https://paper.example:/", "https://paper.example/"),
        ("http://paper.example:443/", "http://paper.example:443/"),
        ("https://paper.example/a/../b/./c/..", "https://paper.example/b/"),
        ("https://paper.example/%2e%2e/%2fetc%2fhosts", "https://paper.example/%2e%2e/%2fetc%2fhosts"),
        ("https://paper.example/a?b=1&a=2", "https://paper.example/a?b=1&a=2"),
        ("https://paper.example/a?", "https://paper.example/a"),
        ("https://paper.example?a=b/c?d", "https://paper.example/?a=b/c?d"),
        ("https://paper.example/caf\u00e9?q=\u00fc", "https://paper.example/caf%C3%A9?q=%C3%BC"),
        ("https://paper.example/100%?50%zz", "https://paper.example/100%25?50%25zz"),
        ("https://paper.example/@desk/story", "https://paper.example/@desk/story"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        ("https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/"),
        ("http://\u0430\u0440\u0440\u04cf\u0435.example/", "http://xn--80ak6aa92e.example/"),
        ("https://paper.example\uff0fstory", None),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://[2606:4700:0:0::1]/", "http://[2606:4700::1]/"),
        ("https://my_blog.example/", "https://my_blog.example/"),
    ],
)
def test_what_can_be_fetched_has_one_plain_form(text: str, url: str | None) -> None:
    if url is None:
        with pytest.raises(UsageError):
            checked_url(text)
    else:
        assert checked_url(text) == url
        assert checked_url(url) == url


def test_a_private_host_may_have_any_port_where_private_hosts_are_allowed() -> None:
    assert checked_url("http://localhost:8380/", allow_private=True) == "http://localhost:8380/"
    assert checked_url("localhost:8380/a", allow_private=True) == "https://localhost:8380/a"
    assert checked_url("http://paper.example:8080/", ports=frozenset({8080})) == "http://paper.example:8080/"


@given(URLISH)
@example("http://a/%")
@example("https://a.example/?%\u0600")
def test_checking_raises_nothing_but_a_usage_error(text: str) -> None:
    try:
        url = checked_url(text, allow_private=True)
    except UsageError as refused:
        message = str(refused)
        url = ""
    if not url:
        assert len(message) <= 200
        assert message.isprintable()
        return
    assert url.isascii()
    assert checked_url(url, allow_private=True) == url
    wire = httpx.URL(url)
    assert str(wire) == url
    assert (wire.scheme, wire.netloc.decode("ascii"), wire.fragment, wire.userinfo) == (
        url.partition(":")[0],
        host_of(url),
        "",
        b"",
    )
    assert wire.raw_path.decode("ascii") == url.partition("://")[2].removeprefix(host_of(url))


@given(URLISH)
def test_the_key_of_a_key_is_that_key_and_the_canonical_of_a_canonical_that_canonical(text: str) -> None:
    try:
        key, canonical = article_key(text), canonical_url(text)
    except UsageError:
        return
    assert article_key(key) == key
    assert canonical_url(canonical) == canonical
    assert article_key(canonical) == key


SAME = [
    "https://paper.example/2026/05/story",
    "http://paper.example/2026/05/story",
    "paper.example/2026/05/story",
    "HTTPS://WWW.Paper.Example:443/2026/05/story",
    "http://paper.example:80/2026/05/story/",
    "https://paper.example./2026/05/story",
    "https://m.paper.example/2026/05/story#comments",
    "https://mobile.paper.example/2026/05/story?",
    "https://www.m.paper.example/2026/05/story",
    "https://amp.paper.example/2026/05/story",
    "https://paper.example/amp/2026/05/story",
    "https://paper.example/2026/05/story/amp/",
    "https://paper.example/2026/05/story.amp",
    "https://paper.example/2026/05/story?amp=1",
    "https://paper.example/2026/05/story?outputType=amp",
    "https://www-paper-example.cdn.ampproject.org/c/s/www.paper.example/2026/05/story",
    "https://www.google.com/amp/s/www.paper.example/2026/05/story/amp",
    "https://www-paper-example.bing-amp.com/c/s/www.paper.example/2026/05/story",
    "https://www.bing.com/amp/s/www.paper.example/2026/05/story",
    "https://mobil.paper.example/2026/05/story",
    "https://touch.paper.example/2026/05/story",
    "https://paper.example/2026/05/story?print=1",
    "https://paper.example/2026/05/story?view=print&utm_source=a",
    "https://paper.example/2026/05/story/print/",
    "https://paper.example/print/2026/05/story",
    "https://paper.example/2026/05/story.print",
    "https://paper.example/2026/x/../05/./story",
    "https://paper.example/2026/05/%73tory",
    "https://paper.example/2026/05/story?utm_source=a&utm_medium=b&UTM_Campaign=c",
    "https://paper.example/2026/05/story?fbclid=x&gclid=y&mc_cid=z&igshid=1&msclkid=2",
    "https://paper.example/2026/05/story?&&",
]


@pytest.mark.parametrize("url", SAME)
def test_all_addresses_of_one_article_have_one_key(url: str) -> None:
    assert article_key(url) == "https://paper.example/2026/05/story"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/a?b=1&a=2", "https://paper.example/a?a=2&b=1"),
        ("https://paper.example/a?id=1", "https://paper.example/a?id=2"),
        ("https://paper.example/a?id=1", "https://paper.example/a"),
        ("https://paper.example/Story", "https://paper.example/story"),
        ("https://paper.example/a%2Fb", "https://paper.example/a/b"),
        ("https://news.paper.example/a", "https://sport.paper.example/a"),
        ("https://m.co.uk/a", "https://co.uk/a"),
        ("https://amp.dev/a", "https://dev/a"),
        ("https://paper.example:8080/a", "https://paper.example/a"),
        ("https://paper.example/ramp", "https://paper.example/r"),
        ("https://paper.example/.amp", "https://paper.example"),
        ("https://paper.example/a?preamp=1", "https://paper.example/a"),
        ("https://paper.example/a?print=4711", "https://paper.example/a"),
        ("https://paper.example/a?view=2", "https://paper.example/a"),
        ("https://paper.example/print", "https://paper.example"),
        ("https://paper.example/blueprint", "https://paper.example/blue"),
        ("https://bing-amp.com/c/s/paper.example/a", "https://paper.example/a"),
    ],
)
def test_different_articles_have_different_keys(one: str, other: str) -> None:
    assert article_key(one) != article_key(other)


def test_the_canonical_address_stays_fetchable_and_loses_only_the_tracking() -> None:
    url = "http://WWW.paper.example:80/Story/?b=1&utm_source=mail&a=2#top"
    assert canonical_url(url) == "http://www.paper.example/Story/?b=1&a=2"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://en.m.paper.example/wiki/Story", "https://en.paper.example/wiki/Story"),
        ("https://m.news.co.uk/a", "https://news.co.uk/a"),
        ("https://www.news.co.uk/a.amp.html", "https://news.co.uk/a.html"),
        ("https://paper.example/a/amp.html", "https://paper.example/a"),
        ("https://x.cdn.ampproject.org/c/s/not..a.host/a", "https://x.cdn.ampproject.org/c/s/not..a.host/a"),
        ("https://x.cdn.ampproject.org/", "https://x.cdn.ampproject.org"),
        ("https://www.google.com/search?q=a", "https://google.com/search?q=a"),
        ("http://m.localhost:8380/a/", "https://m.localhost:8380/a"),
    ],
)
def test_the_forms_that_sites_have_for_telephones_are_the_same_article(url: str, key: str) -> None:
    assert article_key(url) == key


def test_a_copy_of_a_copy_in_an_amp_cache_is_opened_too() -> None:
    inner = "www.google.com/amp/s/paper.example/story"
    assert article_key(f"https://x.cdn.ampproject.org/c/s/{inner}") == "https://paper.example/story"


def test_a_host_is_shown_in_ascii_with_its_port_where_that_is_not_the_usual_one() -> None:
    assert host_of("https://B\u00dcCHER.example:443/") == "xn--bcher-kva.example"
    assert host_of("http://paper.example:8080/") == "paper.example:8080"
    assert host_of("http://[2606:4700::0:1]/") == "[2606:4700::1]"


def test_a_hostile_url_of_the_greatest_length_is_judged_quickly() -> None:
    with within(2):
        for piece in ("/..", "/amp", "%41", "?utm_a", "&", "/.amp", "/amp/s/a.b"):
            assert article_key(("https://www.google.com/" + piece * 8000)[:8000])
