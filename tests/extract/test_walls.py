"""The walls of these years, which often come with status 200: named for their vendors, and no article."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import Reading, read
from tracker.model import QualityVerdict

_WHY = "You see this because the administrator has set up a guard against companies that copy whole sites by machine. "


def _read(body: str, status: int = 200, **headers: str) -> Reading:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return read(body.encode(), url="https://paper.example/story", status=status, headers=named)


def _wall(title: str, said: str = "", more: str = "") -> str:
    return f"<html><head><title>{title}</title>{more}</head><body><h1>{title}</h1><p>{said}</p></body></html>"


@pytest.mark.parametrize(
    ("vendor", "status", "body"),
    [
        ("Anubis", 200, _wall("One moment", _WHY, "<script id='anubis_challenge' type='application/json'>{}</script>")),
        (
            "Anubis",
            200,
            _wall(
                "Making sure you&#39;re not a bot!",
                _WHY,
                "<script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>",
            ),
        ),
        ("Vercel", 200, _wall("Vercel Security Checkpoint", "We're verifying your browser")),
        (
            "Fastly",
            200,
            _wall("Client Challenge", "A required part of this site couldn’t load.", "<script src='/_fs-ch-1T1w/script.js'></script>"),
        ),
        ("SiteGround", 202, "<html><head><meta http-equiv='refresh' content='0;/.well-known/sgcaptcha/?r=%2Fstory'></head></html>"),
        ("DDoS-Guard", 200, _wall("DDoS-Guard", "Checking your browser", "<script src='https://check.ddos-guard.net/check.js'></script>")),
        ("F5", 200, _wall("Request Rejected", "The requested URL was rejected. Please consult with your administrator.")),
        ("TollBit", 402, _wall("Licence needed", "Machines are asked to pay: see https://tollbit.com/bots.")),
    ],
)  # fmt: skip
def test_a_wall_names_its_vendor(vendor: str, status: int, body: str) -> None:
    quality = _read(body, status).quality
    assert (quality.verdict, quality.vendor) == (QualityVerdict.BLOCKED, vendor)
    assert quality.evidence


@pytest.mark.parametrize(
    ("name", "value", "status", "vendor"),
    [
        ("cf_mitigated", "challenge", 403, "Cloudflare"),
        ("x_amzn_waf_action", "captcha", 405, "AWS WAF"),
        ("x_vercel_mitigated", "deny", 403, "Vercel"),
        ("crawler_price", "USD 0.01", 402, "Cloudflare"),
    ],
)
def test_a_header_that_tells_of_a_wall_is_believed_whatever_the_page_says(
    name: str, value: str, status: int, vendor: str
) -> None:
    long = page(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY)}</div></article>", FERRY)
    quality = _read(long, status, **{name: value}).quality
    assert (quality.verdict, quality.vendor) == (QualityVerdict.BLOCKED, vendor)
    assert name.replace("_", "-") in quality.evidence


@pytest.mark.parametrize(
    "said",
    [
        "Please wait while your request is being verified.",
        "Click the box to prove that you're human and go on to the page that you asked for.",
        "Please wait while we verify your browser. This takes up to five seconds.",
        "Bitte bestätigen Sie, dass Sie ein Mensch sind, und laden Sie die Seite dann noch einmal.",
        "Veuillez confirmer que vous êtes un humain pour accéder au site que vous avez demandé.",
        "Verifique que usted es un ser humano para seguir navegando por el sitio web.",
        "Conferma di essere umano per continuare la navigazione su questo sito.",
    ],
)
def test_a_wall_of_no_known_vendor_is_told_by_its_words(said: str) -> None:
    assert _read(_wall("One moment", said)).quality.verdict is QualityVerdict.BLOCKED


def test_an_article_about_such_walls_is_an_article() -> None:
    about = "<p>Anubis asks visitors to prove that they are not a bot, and newspapers ask machines for money at tollbit.com.</p>"
    long = page(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, about)}</div></article>", FERRY)
    assert _read(long, cf_ray="1").quality.ok
