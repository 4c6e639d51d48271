from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fetch.serving import in_a_loop, reply, saying, serving
from tests.scripted.proxies import connecting
from tracker.config import load
from tracker.errors import ConfigError
from tracker.fetch import FetchRequest
from tracker.making import make_fetcher, site_rules, terms_of
from tracker.model import Capture

SECRET = "correct-horse-battery"
Configured = Callable[[str], Path]


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configured:
    """A settings file with this text; no proxy of the test's surroundings is in the way."""
    monkeypatch.delenv("PAPER_KEY", raising=False)

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def complaint(path: Path) -> str:
    settings = load(path)
    with pytest.raises(ConfigError) as refused:
        terms_of(settings)
    assert SECRET not in f"{refused.value} {refused.value.hint}"
    return str(refused.value)


def test_secrets_are_read_from_where_they_are_kept(configured: Configured, monkeypatch: pytest.MonkeyPatch) -> None:
    path = configured(
        '[hosts."www.Paper.example"]\nheaders = { A = { env = "PAPER_KEY" }, B = "plain" }\n'
        'cookies = { session = { file = "session.txt" } }\nproxy = { env = "PAPER_PROXY" }\n'
    )
    monkeypatch.setenv("PAPER_KEY", SECRET)
    monkeypatch.setenv("PAPER_PROXY", "http://me:pass@box:1")
    path.with_name("session.txt").write_text("abc=\n")
    terms = terms_of(load(path)).of("https://paper.example/story")
    assert terms is not None
    assert terms.headers == (("A", SECRET), ("B", "plain"))
    assert terms.cookies == (("session", "abc="),)
    assert str(terms.proxy) == "http://box:1"


@pytest.mark.parametrize(
    ("value", "said"),
    [(f"{SECRET}\r\nX-Evil: 1", "control character"), (f"{SECRET}\n\n", "control character"), ("", "empty")],
)
def test_what_a_variable_holds_is_judged_like_what_is_written(
    configured: Configured, monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    monkeypatch.setenv("PAPER_KEY", value)
    told = complaint(configured('[hosts."a.example"]\nheaders = { A = { env = "PAPER_KEY" } }\n'))
    assert 'hosts."a.example".headers.A' in told
    assert said in told


def test_a_secret_that_is_not_there_is_missed_by_name(configured: Configured) -> None:
    told = complaint(configured('[hosts."a.example"]\nheaders = { A = { env = "PAPER_KEY" } }\n'))
    assert "the environment variable PAPER_KEY is not set" in told
    told = complaint(configured('[hosts."a.example"]\ncookies = { a = { file = "nothing" } }\n'))
    assert "No such file" in told


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 100_000])
def test_a_file_that_holds_no_secret_is_refused(configured: Configured, data: bytes) -> None:
    path = configured('[hosts."a.example"]\ncookies = { a = { file = "odd" } }\n')
    path.with_name("odd").write_bytes(data)
    assert 'hosts."a.example".cookies.a' in complaint(path)


@pytest.mark.parametrize("host", ["", "*.com", "a.example/x", "https://a.example"])
def test_a_table_for_what_is_no_host_is_refused(configured: Configured, host: str) -> None:
    assert f'hosts."{host}"' in complaint(configured(f'[hosts."{host}"]\nkeep_cookies = true\n'))


def test_one_host_has_one_table(configured: Configured) -> None:
    path = configured('[hosts."a.example"]\nkeep_cookies = true\n[hosts."WWW.A.example"]\nkeep_cookies = true\n')
    assert "has a table already" in complaint(path)


@in_a_loop
async def test_the_fetcher_of_the_settings_goes_by_their_proxies(tmp_path: Path) -> None:
    async with serving(saying(reply(body=b"read"))) as site, connecting(site.port) as proxy:
        path = tmp_path / "config.toml"
        path.write_text(
            f'[fetch]\nallow_private = true\nproxy = "http://{proxy.netloc}"\n'
            f'[hosts."127.0.0.1:{site.port}"]\nproxy = "none"\nheaders = {{ X-Key = "{SECRET}" }}\n'
        )
        async with make_fetcher(load(path)) as client:
            for url in ("http://127.0.0.3/", site.url):
                assert isinstance(await client.fetch(FetchRequest(url)), Capture)
    assert proxy.asked == ["127.0.0.3:80"]
    assert [asked.header("x-key") for asked in site.asked] == [None, SECRET]


@pytest.mark.parametrize("name", ["zürich.example.toml", "xn--zrich-kva.example.toml", "Zürich.example.toml"])
def test_a_rule_may_be_named_for_its_host_as_people_write_it(configured: Configured, name: str) -> None:
    path = configured('[extract]\nrules = "rules"\n')
    path.with_name("rules").mkdir()
    (path.with_name("rules") / name).write_text("\ufeff[[rule]]\ncut = ['p']\n", encoding="utf-8")
    assert site_rules(load(path)).of("https://www.xn--zrich-kva.example/a")
