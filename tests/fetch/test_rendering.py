"""Pages that their scripts write, in a real Chromium; the canaries are servers that nothing may come to."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from tests.fetch.serving import AT_HOME, NOW, Answer, Server, by_path, captured, in_a_loop, reply, serving, silence
from tests.scripted.browser import the_browser
from tracker.errors import ConfigError
from tracker.fetch import Fetcher, FetchLimits, Robots
from tracker.fetch.rendering import Renderer, RenderLimits, Unrendered, find_browser
from tracker.model import RENDERED, Capture

STORY = "The harbour wall will rise by two metres before the storms of next winter arrive."
# A page that comes to rest is read when it does; on a busy machine that may take long.
QUICK = RenderLimits(seconds=120, quiet_seconds=1.0, at_once=5)
SHORT = replace(QUICK, seconds=4)
PATIENCE = (8, 30, 120)  # seconds for a page that does not come to rest: a busy machine needs some of them to open it
WRITE = "document.querySelector('main').innerHTML = '<h1>' + it.head + '</h1><p>' + it.text + '</p>'"
JSON_STORY = json.dumps({"head": "Wall", "text": STORY}).encode()


@pytest.fixture
def browser() -> str:
    return the_browser()


def a_page(script: str, *, attributes: str = "", head: str = "") -> bytes:
    """A page whose article is whatever its script makes of it."""
    start = f"<!doctype html><html lang=en><head><title>Paper</title>{head}</head><body><main></main>"
    return f"{start}<script {attributes}>{script}</script></body></html>".encode()


def a_capture(body: bytes, url: str = "http://paper.example/wall", *headers: tuple[str, str]) -> Capture:
    kind = ("Content-Type", "text/html; charset=utf-8")
    return Capture(url, url, 200, (kind, *headers), body, started_at=NOW, finished_at=NOW)


@asynccontextmanager
async def rendering(
    browser: str, limits: RenderLimits = QUICK, fetching: FetchLimits = AT_HOME, **more: object
) -> AsyncIterator[Renderer]:
    async with (
        Fetcher(fetching, clock=lambda: NOW, **more) as fetcher,  # type: ignore[arg-type]  # the resolver, as the test gives it
        Renderer(fetcher, executable=browser, clock=lambda: NOW, limits=limits) as renderer,
    ):
        yield renderer


async def rendered(renderer: Renderer, capture: Capture) -> str:
    got = await renderer.render(capture)
    assert isinstance(got, Capture), got
    return got.body.decode()


async def rendered_at(server: Server, browser: str, limits: RenderLimits = QUICK) -> str:
    """The page at /wall of a server, fetched and rendered."""
    async with rendering(browser, limits) as renderer:
        return await rendered(renderer, await captured(f"{server.url}/wall"))


async def all_rendered(renderer: Renderer, scripts: Sequence[str], url: str) -> dict[str, Capture | Unrendered]:
    """What becomes of a page that writes its article and then runs one of these, whether it comes to rest or not."""
    write = "document.querySelector('main').innerHTML = '<p>article</p>'"
    shown: dict[str, Capture | Unrendered] = {}
    for seconds in PATIENCE:
        renderer._limits = replace(QUICK, seconds=seconds)
        asked = [script for script in scripts if not isinstance(shown.get(script), Capture)]
        pages = [a_capture(a_page(f"{write}; {script}"), url) for script in asked]
        shown |= zip(asked, await asyncio.gather(*map(renderer.render, pages)), strict=True)
    return shown


def without_article(shown: dict[str, Capture | Unrendered]) -> dict[str, object]:
    return {
        script: got
        for script, got in shown.items()
        if not isinstance(got, Capture) or b"<p>article</p>" not in got.body
    }


async def next_rendered(renderer: Renderer) -> str:
    """An ordinary page after one that had its time cut short."""
    renderer._limits = QUICK
    return await rendered(renderer, a_capture(a_page("document.body.append('next')")))


def a_site(page: bytes, **answers: bytes) -> Answer:
    kind = "Content-Type: text/html; charset=utf-8"
    return by_path({"/wall": reply("200 OK", kind, body=page), **{f"/{name}": said for name, said in answers.items()}})


def a_json(body: bytes = JSON_STORY, *headers: str) -> bytes:
    return reply("200 OK", "Content-Type: application/json", *headers, body=body)


# What pages do


@pytest.mark.browser
@in_a_loop
async def test_an_article_that_a_script_writes_from_the_pages_own_data_is_there(browser: str) -> None:
    page = a_page(f"const it = {JSON_STORY.decode()}; {WRITE}")
    async with rendering(browser) as renderer:
        got = await renderer.render(a_capture(page))
    assert isinstance(got, Capture)
    assert f"<p>{STORY}</p>" in got.body.decode()
    assert got.header("content-type") == "text/html; charset=utf-8"
    assert got.header(RENDERED).startswith("Chromium ")


@pytest.mark.browser
@in_a_loop
async def test_an_article_that_a_script_fetches_is_there_and_the_page_is_not_fetched_again(browser: str) -> None:
    script = f"fetch('/data').then(answer => answer.json()).then(it => {{ {WRITE} }})"
    async with serving(a_site(a_page(script), data=a_json())) as server:
        html = await rendered_at(server, browser)
    assert f"<p>{STORY}</p>" in html
    assert sorted(server.paths) == ["/data", "/wall"]


@pytest.mark.browser
@in_a_loop
async def test_scripts_of_their_own_address_and_their_modules_run(browser: str) -> None:
    kind = "Content-Type: text/javascript"
    site = a_site(
        a_page("", attributes="type=module src=/app"),
        app=reply("200 OK", kind, body=f"import it from '/story'; {WRITE}".encode()),
        story=reply("200 OK", kind, body=b"export default " + JSON_STORY),
    )
    async with serving(site) as server:
        assert STORY in await rendered_at(server, browser)


@pytest.mark.browser
@in_a_loop
async def test_pictures_are_not_asked_for_and_styles_are_empty(browser: str) -> None:
    head = "<link rel=stylesheet href=/style onload='window.styled = 1'><link rel=icon href=/icon>"
    script = "onload = () => { document.querySelector('main').innerHTML = '<p>styled ' + window.styled + '</p>' }"
    page = a_page(f"{script}; new Image().src = '/picture'; new Audio('/sound').play().catch(() => 0)", head=head)
    async with serving(a_site(page)) as server:
        assert "<p>styled 1</p>" in await rendered_at(server, browser)
    assert server.paths == ["/wall"]


@pytest.mark.browser
@in_a_loop
async def test_what_belongs_to_the_bytes_does_not_pass_for_the_doms(browser: str) -> None:
    headers = (("ETag", '"one"'), ("Last-Modified", "Mon, 04 May 2026 11:00:00 GMT"), ("Content-Length", "3"))
    spoofed = (("X-Tracker-Rendered", "by the publisher"), ("X-Cache", "HIT"))
    async with rendering(browser) as renderer:
        got = await renderer.render(a_capture(a_page(""), "http://paper.example/wall", *headers, *spoofed))
    assert isinstance(got, Capture)
    assert sorted(name.lower() for name, _ in got.headers) == ["content-type", "x-cache", RENDERED]
    assert got.header(RENDERED) != "by the publisher"


@pytest.mark.browser
@in_a_loop
async def test_characters_that_no_text_can_hold_do_not_stop_a_rendering(browser: str) -> None:
    async with rendering(browser) as renderer:
        html = await rendered(renderer, a_capture(a_page("document.body.append('harbour \\ud800 wall, naïve')")))
    assert "wall, naïve" in html


@pytest.mark.browser
@in_a_loop
async def test_no_cookie_goes_from_one_page_to_the_next(browser: str) -> None:
    page = a_page("document.body.append('[' + document.cookie + localStorage.seen + ']')")
    keep = a_page("document.cookie = 'seen=1; max-age=9999'; localStorage.seen = 1")
    async with rendering(browser) as renderer:
        await rendered(renderer, a_capture(keep))
        assert "[undefined]" in await rendered(renderer, a_capture(page))


# What the browser can reach


@asynccontextmanager
async def canaries() -> AsyncIterator[tuple[Server, socket.socket]]:
    """A server and a datagram socket on this machine, which the browser must never come to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", 0))
        datagrams.settimeout(0)
        async with serving(by_path({})) as server:
            yield server, datagrams


EVERY_WAY_OUT = """
const at = '127.0.0.1:%(port)d', base = 'http://' + at;
for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'prerender', 'manifest', 'icon']) {
  const link = document.createElement('link');
  Object.assign(link, {rel, href: base + '/' + rel, as: 'script'});
  document.head.append(link);
}
const attempts = [
  () => fetch(base + '/fetch', {mode: 'no-cors'}),
  () => fetch(base + '/post', {mode: 'no-cors', method: 'POST', body: 'x'}),
  () => navigator.sendBeacon(base + '/beacon', 'x'),
  () => new WebSocket('ws://' + at + '/socket'),
  () => new EventSource(base + '/events'),
  () => new WebTransport('https://' + at + '/transport'),
  () => document.body.append(Object.assign(document.createElement('script'), {src: base + '/script'})),
  () => document.body.append(Object.assign(document.createElement('iframe'), {src: base + '/frame'})),
  () => document.body.append(Object.assign(document.createElement('iframe'),
    {srcdoc: '<script>fetch("' + base + '/srcdoc"); new WebSocket("ws://' + at + '/framed")</' + 'script>'})),
  () => { const form = document.createElement('form');
    Object.assign(form, {method: 'POST', action: base + '/form', target: '_blank'}); document.body.append(form); form.submit() },
  () => new Worker(URL.createObjectURL(new Blob([
    'fetch("' + base + '/worker", {mode: "no-cors"}); new WebSocket("ws://' + at + '/worker-socket")']))),
  () => new SharedWorker(URL.createObjectURL(new Blob(['fetch("' + base + '/shared", {mode: "no-cors"})']))),
  () => navigator.serviceWorker.register('/service'),
  () => { const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:%(datagrams)d'},
    {urls: 'turn:127.0.0.1:%(port)d?transport=tcp', username: 'a', credential: 'b'}]});
    peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer)) },
  () => window.open(base + '/popup'),
  () => { const specs = document.createElement('script'); specs.type = 'speculationrules';
    specs.textContent = JSON.stringify({prefetch: [{urls: [base + '/speculated']}]}); document.head.append(specs) },
];
for (const attempt of attempts) { try { const made = attempt(); made && made.catch && made.catch(() => 0) } catch {} }
document.body.append('tried ' + attempts.length);
"""


@pytest.mark.browser
@in_a_loop
async def test_nothing_that_a_page_can_do_dials_an_address_off_the_public_internet(browser: str) -> None:
    limits = replace(AT_HOME, allow_private=False)
    slow = replace(QUICK, quiet_seconds=2)
    async with canaries() as (server, datagrams), rendering(browser, slow, limits) as renderer:
        ways = EVERY_WAY_OUT % {"port": server.port, "datagrams": datagrams.getsockname()[1]}
        html = await rendered(renderer, a_capture(a_page(ways)))
        assert "tried 16" in html
        assert server.connects == 0
        with pytest.raises(BlockingIOError):
            datagrams.recv(1)


@pytest.mark.browser
@in_a_loop
async def test_what_the_fetcher_may_reach_comes_by_the_fetcher_alone(browser: str) -> None:
    slow = replace(QUICK, quiet_seconds=2)
    async with canaries() as (server, datagrams), rendering(browser, slow) as renderer:
        ways = EVERY_WAY_OUT % {"port": server.port, "datagrams": datagrams.getsockname()[1]}
        await rendered(renderer, a_capture(a_page(ways)))
        with pytest.raises(BlockingIOError):
            datagrams.recv(1)
    assert {asked.header("user-agent") for asked in server.asked} == {AT_HOME.user_agent}
    assert {"/fetch", "/script", "/frame"} <= set(server.paths)
    assert not {"/post", "/beacon", "/socket", "/events", "/form", "/popup", "/worker-socket", "/icon"} & set(
        server.paths
    )


@pytest.mark.browser
@in_a_loop
async def test_names_are_resolved_by_our_resolver_only(browser: str) -> None:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    script = "fetch('http://data.paper.example:{port}/data').then(one => one.json()).then(it => {{ {write} }})"
    data = a_json(JSON_STORY, "Access-Control-Allow-Origin: *")
    async with serving(by_path({"/data": data})) as server, rendering(browser, resolver=resolve) as renderer:
        page = a_page(script.format(port=server.port, write=WRITE))
        html = await rendered(renderer, a_capture(page, "http://paper.example/wall"))
    assert STORY in html
    assert asked == ["data.paper.example"]
    assert server.connects == 1


@pytest.mark.browser
@pytest.mark.parametrize("detour", ["", "/away"])
@in_a_loop
async def test_a_page_reads_no_other_origin_that_does_not_let_it(browser: str, detour: str) -> None:
    script = "fetch('{url}').then(one => one.text()).catch(() => 'refused').then(it => document.body.append(it))"
    async with serving(by_path({"/data": a_json(b'"secret"')})) as other:
        away = reply("302 Found", f"Location: {other.url}/data")
        page = a_page(script.format(url=detour or f"{other.url}/data"))
        async with serving(a_site(page, away=away)) as server:
            html = await rendered_at(server, browser)
    assert "refused</body>" in html
    assert "secret" not in html


@pytest.mark.browser
@in_a_loop
async def test_robots_are_asked_for_what_a_page_wants(browser: str) -> None:
    script = "fetch('/data').then(one => one.text()).catch(() => 'refused').then(it => document.body.append(it))"
    robots = reply("200 OK", "Content-Type: text/plain", body=b"User-agent: *\nDisallow: /data\n")
    site = a_site(a_page(script), data=a_json(), **{"robots.txt": robots})
    async with serving(site) as server, Fetcher(AT_HOME, clock=lambda: NOW) as fetcher:
        asked = Robots(fetcher, clock=lambda: NOW)
        async with Renderer(fetcher, executable=browser, clock=lambda: NOW, limits=QUICK, robots=asked) as renderer:
            html = await rendered(renderer, a_capture(a_page(script), f"{server.url}/wall"))
    assert "refused</body>" in html
    assert server.paths == ["/robots.txt"]


# Bounds

COUNTED = "for (let n = 0; n < 100; n++) fetch('/' + n).then(() => document.body.append('got '), () => 0)"


@pytest.mark.browser
@in_a_loop
async def test_a_page_gets_no_more_than_its_number_of_requests(browser: str) -> None:
    limits = replace(QUICK, requests=7)
    async with serving(a_site(a_page(COUNTED))) as server:
        html = await rendered_at(server, browser, limits)
    assert html.count("got ") - 1 == 7  # one stands in the script
    assert len(server.paths) == 1 + 7


@pytest.mark.browser
@in_a_loop
async def test_a_page_gets_no_more_than_its_bytes(browser: str) -> None:
    script = "(async () => { for (let n = 0; n < 9; n++) { await fetch('/big'); document.body.append('got ') } })()"
    limits = replace(QUICK, max_bytes=250_000)
    async with serving(a_site(a_page(script), big=a_json(b"x" * 100_000))) as server:
        html = await rendered_at(server, browser, limits)
    assert html.count("got ") - 1 == 2
    assert server.paths.count("/big") == 3


FLOODING = (
    "setInterval(() => fetch('/' + Math.random()).catch(() => 0), 5)",
    "setInterval(() => { location = '/' + Math.random() }, 5)",
    "setInterval(() => { window.open('/' + Math.random()) }, 5)",
)


@pytest.mark.browser
@in_a_loop
async def test_scripts_that_never_rest_are_read_when_time_is_up(browser: str) -> None:
    scripts = ("const again = () => { setTimeout(again, 9) }; again()", "fetch('/hangs')")
    async with serving(silence) as server, rendering(browser) as renderer:
        shown = await all_rendered(renderer, scripts, f"{server.url}/wall")
    assert without_article(shown) == {}


@pytest.mark.browser
@pytest.mark.parametrize("script", FLOODING)
@in_a_loop
async def test_scripts_that_flood_the_network_end_by_the_deadline(browser: str, script: str) -> None:
    async with serving(silence) as server, rendering(browser, SHORT) as renderer:
        async with asyncio.timeout(30 * SHORT.seconds):
            await renderer.render(a_capture(a_page(script), f"{server.url}/wall"))
        assert len(server.asked) <= SHORT.requests
        assert "next</body>" in await next_rendered(renderer)


@pytest.mark.browser
@pytest.mark.parametrize("script", FLOODING)
@in_a_loop
async def test_no_request_is_left_waiting_when_its_page_has_gone(browser: str, script: str) -> None:
    async with serving(silence) as server, rendering(browser, SHORT) as renderer:
        await renderer.render(a_capture(a_page(script), f"{server.url}/wall"))
    if others := asyncio.all_tasks() - {asyncio.current_task()}:
        _, waiting = await asyncio.wait(others, timeout=120)
        assert waiting == set()


@pytest.mark.browser
@pytest.mark.parametrize("script", ["for (;;) {}", "onload = () => { for (;;) {} }"])
@in_a_loop
async def test_a_script_that_blocks_its_page_ends_by_the_deadline_and_the_next_page_is_rendered(
    browser: str, script: str
) -> None:
    async with rendering(browser, SHORT) as renderer:
        async with asyncio.timeout(30 * SHORT.seconds):
            got = await renderer.render(a_capture(a_page(script)))
        assert got == Unrendered("its scripts did not come to an end within 4 s")
        assert "next</body>" in await next_rendered(renderer)


@pytest.mark.browser
@in_a_loop
async def test_a_page_that_grows_beyond_measure_is_not_rendered(browser: str) -> None:
    async with rendering(browser, replace(QUICK, max_characters=1000)) as renderer:
        got = await renderer.render(a_capture(a_page("document.body.append('x'.repeat(2000))")))
    assert got == Unrendered("its scripts made it longer than 1000 characters")


# What pages try


TRIED = (
    "alert('stop'); confirm('sure?'); prompt('who?')",
    "onbeforeunload = () => 'stay'",
    "window.open('/popup'); open('about:blank').document.write('<p>popup</p>')",
    "location = '/elsewhere'",
    "location.replace('http://other.example/')",
    "location.reload()",
    "document.head.innerHTML += '<meta http-equiv=refresh content=\"0; url=/elsewhere\">'",
    "const it = document.createElement('a'); it.href = '/file'; it.download = 'file'; document.body.append(it); it.click()",
    "document.write = 0; Object.prototype.toString = () => 'no'; Element.prototype.outerHTML = 'forged'",
    "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => '<p>forged</p>'})",
    "document.head.innerHTML += '<img name=documentElement><form name=body></form>'",
    "history.pushState({}, '', '/another')",
    "print(); Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => 0)",
    "navigator.serviceWorker && navigator.serviceWorker.register('/service').catch(() => 0)",
    "window.close()",
)


@pytest.mark.browser
@in_a_loop
async def test_what_a_script_tries_leaves_the_page_as_it_stands(browser: str) -> None:
    async with serving(by_path({})) as server, rendering(browser) as renderer:
        shown = await all_rendered(renderer, TRIED, f"{server.url}/wall")
    assert without_article(shown) == {}
    assert server.paths == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "script",
    ["location = 'about:blank'", "location = URL.createObjectURL(new Blob(['<p>forged</p>'], {type: 'text/html'}))"],
)
@in_a_loop
async def test_a_script_that_leaves_its_page_is_not_believed(browser: str, script: str) -> None:
    async with rendering(browser) as renderer:
        got = await renderer.render(a_capture(a_page(script)))
    assert got == Unrendered("its scripts led to another page")


@pytest.mark.browser
@in_a_loop
async def test_pages_are_rendered_beside_one_another(browser: str) -> None:
    async with rendering(browser) as renderer:
        pages = [a_capture(a_page(f"document.body.append('page {number}.')")) for number in range(4)]
        shown = await asyncio.gather(*(rendered(renderer, page) for page in pages))
    assert [f"page {number}.</body>" in html for number, html in enumerate(shown)] == [True] * 4


# The browser


@pytest.mark.browser
@in_a_loop
async def test_the_browser_is_started_by_the_first_page_and_ended_with_the_renderer(browser: str) -> None:
    async with rendering(browser) as renderer:
        started = [renderer.started]
        await rendered(renderer, a_capture(a_page("")))
        started.append(renderer.started)
    assert [*started, renderer.started] == [False, True, False]


@in_a_loop
async def test_a_browser_that_does_not_start_renders_nothing_and_breaks_nothing() -> None:
    pytest.importorskip("playwright")
    async with rendering(shutil.which("false") or "/bin/false") as renderer:
        got = await renderer.render(a_capture(a_page("")))
    assert isinstance(got, Unrendered)
    assert got.detail.startswith("the browser says: ")


def test_a_machine_without_chromium_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="no Chromium") as caught:
        find_browser()
    assert "apt install chromium" in caught.value.hint


@in_a_loop
async def test_an_installation_without_playwright_is_told_what_to_install() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "playwright.async_api", None)
        with pytest.raises(ConfigError, match="Playwright is not installed") as caught:
            async with rendering("/usr/bin/chromium"):
                pass
    assert "pip install 'tracker[browser]'" in caught.value.hint
