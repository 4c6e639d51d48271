"""Each thing that can come instead of the article, and pages that only look like one of them."""

from __future__ import annotations

import json

import pytest

from tracker.extract import extract, read
from tracker.model import Document, QualityVerdict

_TEXT = [
    "The council of the port city decided on Monday evening to postpone the rebuilding of its old fish market.",
    "Opponents had collected 11,300 signatures since January, more than twice as many as the statutes ask for.",
    "“Nobody wants a market without stalls,” said Per Lindqvist, who has sold herring there for thirty years.",
    "The mayor’s office answered that the roof could collapse and that insurers had twice refused to cover it.",
    "A new vote is planned for the autumn, when a second report on the foundations should be on the table.",
    "Until then the northern hall stays open on four days a week, and the southern hall remains closed.",
    "Traders pay no rent during that time; the city expects to lose about 240,000 in the current year.",
]
_URL = "https://port.example/market"


def _page(body: str, *, title: str = "Vote on the market postponed", head: str = "", lang: str = "en") -> str:
    return f"<!doctype html><html lang='{lang}'><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def _article(texts: list[str]) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return f"<article><h1>Vote on the market postponed</h1><div class='body'>{paragraphs}</div></article>"


def _verdict(page: str | bytes, status: int = 200, previous: Document | None = None, **headers: str) -> QualityVerdict:
    body = page if isinstance(page, bytes) else page.encode()
    named = {"content-type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return read(body, url=_URL, status=status, headers=tuple(named.items()), previous=previous).quality.verdict


def test_an_article_is_believed() -> None:
    assert _verdict(_page(_article(_TEXT))) is QualityVerdict.OK


def test_a_short_article_is_believed() -> None:
    assert _verdict(_page(_article(_TEXT[:2]))) is QualityVerdict.OK


def test_an_article_about_cookies_and_missing_pages_is_believed() -> None:
    about = ["We use cookies, wrote the firm, and a page not found is our fault. Please log in, it added."]
    assert _verdict(_page(_article(_TEXT + about))) is QualityVerdict.OK


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (404, QualityVerdict.SOFT_404),
        (410, QualityVerdict.SOFT_404),
        (401, QualityVerdict.LOGIN),
        (402, QualityVerdict.PAYWALL),
        (403, QualityVerdict.BLOCKED),
        (451, QualityVerdict.BLOCKED),
        (500, QualityVerdict.ERROR_PAGE),
    ],
)
def test_a_status_that_refuses_is_never_believed(status: int, verdict: QualityVerdict) -> None:
    assert _verdict(_page(_article(_TEXT)), status) is verdict


@pytest.mark.parametrize(
    ("vendor", "sign"),
    [
        ("Cloudflare", "<script>window._cf_chl_opt={cvId:'3'}</script>"),
        ("DataDome", "<script src='https://ct.captcha-delivery.com/c.js'></script>"),
        ("PerimeterX", "<div id='px-captcha'></div>"),
        ("Imperva", "<iframe src='/_Incapsula_Resource?x'></iframe>"),
        ("AWS WAF", "<script>window.gokuProps={}</script>"),
    ],
)
def test_a_challenge_names_its_vendor(vendor: str, sign: str) -> None:
    page = _page(f"<h1>Checking your browser</h1><p>Please wait.</p>{sign}", title="Just a moment...")
    quality = read(page.encode(), url=_URL, status=403, headers=(("content-type", "text/html"),)).quality
    assert (quality.verdict, quality.vendor) == (QualityVerdict.BLOCKED, vendor)
    assert quality.evidence


@pytest.mark.parametrize(
    ("vendor", "body", "status"),
    [
        ("DataDome", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>", 200),
        ("Akamai", "<h1>Access Denied</h1>Reference&#32;&#35;18&#46;a1b2", 200),
        ("AWS WAF", "<div id='challenge'></div><script>window.gokuProps={'key':'x'}</script><noscript>This requires JavaScript.</noscript>", 202),
        ("Kasada", "<script src='/149e9513/ips.js?tkrm=a&KP_UIDz=abc'></script>", 200),
    ],
)  # fmt: skip
def test_a_challenge_that_hardly_says_a_word_names_its_vendor(vendor: str, body: str, status: int) -> None:
    page = f"<html><head><title>port.example</title></head><body>{body}</body></html>"
    quality = read(page.encode(), url=_URL, status=status, headers=()).quality
    assert (quality.verdict, quality.vendor) == (QualityVerdict.BLOCKED, vendor)
    assert quality.told.startswith(f"blocked by {vendor}: status {status}, ")


@pytest.mark.parametrize(
    "guard",
    [
        "<script>window.ddjskey='A1';</script><script src='https://js.datadome.co/tags.js'></script>",
        "<script src='/_Incapsula_Resource?SWJIYLWA=719d&ns=1'></script>",
        "<script>window.KPSDK={}</script><script src='/149e9513/p.js'></script>",
        "<script src='https://a.edge.sdk.awswaf.com/a/challenge.js'></script>",
    ],
)
def test_a_guarded_page_that_its_scripts_have_yet_to_write_is_not_blocked(guard: str) -> None:
    shell = f"<div id='root'></div><noscript>Enable JavaScript to run this app.</noscript>{guard}"
    assert _verdict(_page(shell)) is QualityVerdict.EMPTY


def test_a_challenge_with_status_200_is_blocked() -> None:
    page = _page("<p>We noticed unusual traffic. Are you a robot?</p>", title="Security check")
    assert _verdict(page) is QualityVerdict.BLOCKED


def test_a_site_behind_a_bot_guard_is_not_blocked_for_that() -> None:
    guard = "<script src='/cdn-cgi/challenge-platform/h/b/scripts/jsd.js'></script>"
    assert _verdict(_page(_article(_TEXT[:2]) + guard)) is QualityVerdict.OK


@pytest.mark.parametrize(
    ("verdict", "title", "body"),
    [
        (QualityVerdict.SOFT_404, "Page not found", "<h1>Sorry</h1><p>We can’t find that page.</p>"),
        (QualityVerdict.SOFT_404, "Ups", "<h1>Seite nicht gefunden</h1>"),
        (QualityVerdict.ERROR_PAGE, "Oops", "<h1>Something went wrong</h1><p>Try again in a few minutes.</p>"),
        (QualityVerdict.LOGIN, "Members", "<h1>Please log in</h1><form><input name='user'></form>"),
        (
            QualityVerdict.CONSENT,
            "The Ferry Post",
            "<h1>You decide</h1><p>With 731 partners we store and access information on your device to show offers.</p>",
        ),
        (
            QualityVerdict.CONSENT,
            "Before you continue",
            "<h1>Your privacy matters</h1><p>We and our 842 partners use cookies to store data.</p>",
        ),
    ],
)
def test_what_stands_in_the_article_s_place_is_named(verdict: QualityVerdict, title: str, body: str) -> None:
    assert _verdict(_page(body, title=title)) is verdict


def test_a_stub_with_an_offer_is_a_paywall() -> None:
    body = (
        _article(_TEXT[:1]) + "<section><h2>Subscribe to continue reading</h2><a href='/offer'>See offers</a></section>"
    )
    assert _verdict(_page(body)) is QualityVerdict.PAYWALL


def test_fewer_bytes_than_announced_are_truncated() -> None:
    assert _verdict(_page(_article(_TEXT)), content_length="999999") is QualityVerdict.TRUNCATED


def test_a_page_that_ends_inside_a_tag_is_truncated() -> None:
    whole = _page(_article(_TEXT))
    assert _verdict(whole[: whole.index("four days")] + "<a hr") is QualityVerdict.TRUNCATED


def test_a_page_that_ends_inside_a_sentence_is_truncated() -> None:
    whole = _page(_article(_TEXT))
    assert _verdict(whole[: whole.index("days a week")].rstrip()) is QualityVerdict.TRUNCATED


@pytest.mark.parametrize(
    ("kept", "verdict"),
    [
        ("days a week", QualityVerdict.TRUNCATED),
        ("who has sold", QualityVerdict.TRUNCATED),
        ("The mayor’s office answered that the roof could collapse", QualityVerdict.TRUNCATED),
        ("ask for.</p>", QualityVerdict.YIELD_COLLAPSED),
        ("in the current year.", QualityVerdict.OK),
    ],
)
def test_a_page_that_breaks_off_is_told_by_what_was_read_before(kept: str, verdict: QualityVerdict) -> None:
    whole = _page(_article(_TEXT))
    before = extract(whole, url=_URL)
    assert _verdict(whole[: whole.index(kept) + len(kept)], previous=before) is verdict


def test_pages_that_are_never_closed_are_believed_but_where_the_end_of_their_text_is_gone() -> None:
    def page(texts: list[str]) -> str:
        return _page(_article(texts) + "<footer><p>Copyright 2026 Port Paper").partition("</body")[0]

    before = extract(page(_TEXT), url=_URL)
    assert _verdict(page(_TEXT), previous=before) is QualityVerdict.OK
    assert _verdict(page([*_TEXT, "The paper will report on it."]), previous=before) is QualityVerdict.OK
    assert _verdict(page([_TEXT[0], *_TEXT[2:]]), previous=before) is QualityVerdict.OK
    assert _verdict(page(_TEXT[:-1]), previous=before) is QualityVerdict.YIELD_COLLAPSED


def test_a_page_that_needs_scripts_is_empty_and_says_so() -> None:
    page = _page("<div id='root'></div><script src='/app.js'></script>")
    quality = read(page.encode(), url=_URL, status=200, headers=()).quality
    assert quality.verdict is QualityVerdict.EMPTY
    assert "JavaScript" in quality.evidence


def test_a_pdf_is_no_page() -> None:
    assert _verdict(b"%PDF-1.7 \xe2\xe3", content_type="application/pdf") is QualityVerdict.NOT_HTML


def test_a_pdf_behind_a_byte_order_mark_or_under_another_type_is_no_page() -> None:
    assert (
        _verdict(b"\xef\xbb\xbf\r\n%PDF-1.4\n%\xe2\xe3\n1 0 obj", content_type="text/html") is QualityVerdict.NOT_HTML
    )


def test_a_page_about_pdfs_is_a_page() -> None:
    assert (
        _verdict(_page("<p>A file that begins with %PDF-1.7 is a document.</p>" + _article(_TEXT))) is QualityVerdict.OK
    )


def test_noise_is_no_page() -> None:
    assert _verdict(bytes(range(256)) * 40) is QualityVerdict.NOT_HTML


_FEED = (
    "<rss version='2.0'><channel>"
    + "".join(f"<item><title>{text}</title></item>" for text in _TEXT)
    + "</channel></rss>"
)
_DATA = json.dumps({"body": "\n".join(_TEXT)})


@pytest.mark.parametrize(
    ("body", "content_type", "evidence"),
    [
        pytest.param(_DATA, "application/json", "content type application/json", id="json"),
        pytest.param(_DATA, "text/html; charset=utf-8", "JSON, not a web page", id="json that says it is a page"),
        pytest.param(_DATA, "", "JSON, not a web page", id="json that says nothing"),
        pytest.param(f"\ufeff\n[{_DATA}]", "text/plain", "JSON, not a web page", id="a list behind a mark"),
        pytest.param(_FEED, "application/rss+xml", "a feed, not a web page", id="a feed"),
        pytest.param(
            f"<?xml version='1.0'?><!-- made by us --><?style x?>{_FEED}",
            "text/xml",
            "a feed, not a web page",
            id="prologue",
        ),
        pytest.param(f"<feed xmlns='atom'>{_FEED}</feed>", "text/html", "a feed, not a web page", id="atom as a page"),
        pytest.param("<urlset><url><loc>x</loc></url></urlset>", "text/xml", "a sitemap, not a web page", id="sitemap"),
        pytest.param("<svg><text>Harbour</text></svg>", "image/svg+xml", "content type image/svg+xml", id="a drawing"),
        pytest.param("\x89PNG\r\n" + "\x00\x01\x02abc" * 999, "image/png", "content type image/png", id="a picture"),
        pytest.param("\x89PNG\r\n" + "\x01\x02abc" * 999, "text/html", "the bytes are not text", id="a hidden picture"),
    ],
)
def test_what_is_no_page_is_called_what_it_is_and_gives_no_text(body: str, content_type: str, evidence: str) -> None:
    headers = (("content-type", content_type),) if content_type else ()
    reading = read(body.encode(), url=_URL, status=200, headers=headers)
    assert (reading.quality.verdict, reading.quality.evidence) == (QualityVerdict.NOT_HTML, evidence)
    assert reading.document == Document(url=_URL, canonical_url=_URL)
    assert not extract(body.encode(), url=_URL, content_type=content_type).blocks


def test_a_text_that_begins_as_data_do_is_a_text() -> None:
    plain = "[Corrected on Monday] " + "\n\n".join(_TEXT)
    assert _verdict(plain, content_type="text/plain; charset=utf-8") is QualityVerdict.OK
    assert _verdict("{" * 100_000 + plain, content_type="text/plain") is QualityVerdict.OK


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_paragraphs_of_a_plain_text_are_what_stands_between_its_empty_lines(ends: str) -> None:
    plain = (
        f"{ends} {ends}".join(
            text.replace(", ", f",{ends}") for text in (*_TEXT, "Is 3 < 4 & 5 > 4? It is, said the clerk.")
        )
        + ends
    )
    reading = read(plain.encode(), url=_URL, status=200, headers=(("Content-Type", "text/plain"),))
    assert reading.quality.ok
    assert [block.text for block in reading.document.blocks] == [*_TEXT, "Is 3 < 4 & 5 > 4? It is, said the clerk."]


def test_a_shrunken_text_is_held_back() -> None:
    before = extract(_page(_article(_TEXT)), url=_URL)
    assert _verdict(_page(_article(_TEXT[:1])), previous=before) is QualityVerdict.YIELD_COLLAPSED


def test_another_language_is_held_back() -> None:
    before = extract(_page(_article(_TEXT)), url=_URL)
    translated = ["Der Stadtrat hat den Umbau der alten Halle am Montag verschoben, wie es am Abend hieß."] * 1
    translated += [
        f"Absatz {n}: Ein neuer Beschluss ist für den Herbst geplant, teilte die Stadt mit." for n in range(8)
    ]
    assert _verdict(_page(_article(translated), lang="de"), previous=before) is QualityVerdict.LANGUAGE_SWITCHED


def test_a_parser_that_gave_up_is_said() -> None:
    deep = "<div>" * 6000 + _TEXT[0]
    assert _verdict(_page(deep)) is QualityVerdict.PARSER_GAVE_UP


def test_deep_nesting_is_read_to_its_end() -> None:
    deep = "".join(f"<p>{text}</p>" for text in _TEXT[:3])
    page = _page("<div>" * 300 + deep + "</div>" * 300 + _article(_TEXT[3:]))
    document = read(page.encode(), url=_URL, status=200, headers=()).document
    assert _TEXT[-1] in document.text


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("Il vous reste 82% de cet article à lire. La suite est réservée aux abonnés. Déjà abonné ?", "fr"),
        ("Nur für Abonnenten: jetzt mit Plus weiterlesen.", "de"),
        ("Suscríbete para seguir leyendo.", "es"),
        ("Abbonati per continuare a leggere.", "it"),
        ("Assine para continuar lendo.", "pt"),
        ("この記事は有料会員限定です。残り812文字", "ja"),
    ],
)
def test_a_stub_for_subscribers_is_told_in_any_language(line: str, lang: str) -> None:
    body = f"<article><h1>Vote on the market postponed</h1><p>{_TEXT[0]}</p><div class='wall'><p>{line}</p></div></article>"
    assert _verdict(_page(body, lang=lang)) is QualityVerdict.PAYWALL


@pytest.mark.parametrize(
    "line",
    [
        "We are carrying out essential maintenance and will be back shortly.",
        "Down for maintenance",
        "Le site est en maintenance.",
    ],
)
def test_a_page_about_maintenance_is_an_error_whatever_its_status(line: str) -> None:
    assert _verdict(_page(f"<h1>{line}</h1><p>Thank you.</p>", title="Back soon")) is QualityVerdict.ERROR_PAGE


def test_a_challenge_that_shows_only_a_frame_is_a_block() -> None:
    frame = "<iframe src='/_Incapsula_Resource?SWUDNSAI=31'>Request unsuccessful. Incapsula incident ID: 44-12</iframe>"
    reading = read(f"<html><body>{frame}</body></html>".encode(), url=_URL, status=200, headers=())
    assert (reading.quality.verdict, reading.quality.vendor) == (QualityVerdict.BLOCKED, "Imperva")


_ANSWERS = {
    QualityVerdict.CONSENT: {
        "es": "<h1>Tu privacidad es importante para nosotros</h1><p>Nosotros y nuestros socios guardamos cookies.</p>",
        "pl": "<h1>Dbamy o Twoją prywatność</h1><p>My i nasi partnerzy przechowujemy pliki cookie na urządzeniu.</p>",
        "fr": "<h1>Nous respectons votre vie privée</h1><p>Avec votre accord, nos 800 partenaires déposent des cookies.</p>",
    },
    QualityVerdict.LOGIN: {
        "fr": "<h1>Connexion</h1><form><input type=password></form><a>Mot de passe oublié ?</a>",
        "pl": "<h1>Zaloguj się, aby czytać dalej</h1><a>Nie pamiętasz hasła?</a>",
        "nl": "<h1>Log in om verder te lezen</h1><a>Wachtwoord vergeten?</a>",
        "ru": "<h1>Войдите, чтобы продолжить чтение</h1><a>Забыли пароль?</a>",
    },
    QualityVerdict.PAYWALL: {
        "ru": "<p>Городской совет решил закрыть мост через канал на полгода.</p><p>Полный текст доступен по подписке.</p>",
        "en": "<p>The council closed the bridge for six months.</p><p>You’ve read your last free article.</p>",
    },
    QualityVerdict.SOFT_404: {
        "fr": "<h1>Oups, cette page n’existe pas</h1><p>La page que vous cherchez est introuvable.</p>",
        "es": "<h1>Lo sentimos, la página que buscas no existe</h1>",
        "de": "<h1>Diese Seite gibt es nicht mehr</h1><p>Der Artikel ist leider nicht mehr verfügbar.</p>",
        "nl": "<h1>Deze pagina bestaat niet (meer)</h1>",
        "pl": "<h1>Nie znaleziono strony</h1><p>Strona, której szukasz, nie istnieje.</p>",
        "sv": "<h1>Sidan kunde inte hittas</h1>",
        "ja": "<h1>お探しのページは見つかりませんでした</h1>",
        "en": "<h1>The page you requested cannot be found</h1>",
    },
    QualityVerdict.ERROR_PAGE: {
        "fr": "<h1>Une erreur est survenue</h1><p>Veuillez réessayer plus tard.</p>",
        "es": "<h1>Se ha producido un error</h1><p>Inténtalo de nuevo más tarde.</p>",
        "de": "<h1>Es ist ein Fehler aufgetreten</h1><p>Bitte versuchen Sie es später erneut.</p>",
        "it": "<h1>Si è verificato un errore</h1><p>Riprova più tardi.</p>",
        "en": "<p>There has been a critical error on this website.</p>",
    },
    QualityVerdict.BLOCKED: {
        "fr": "<h1>Accès refusé</h1><p>Vérifiez que vous n’êtes pas un robot.</p>",
        "de": "<h1>Bitte warten</h1><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>",
        "es": "<h1>Un momento</h1><p>Demuestra que no eres un robot.</p>",
        "en": "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are in the European Economic Area.</p>",
    },
}
_CASES = [(verdict, language) for verdict, told in _ANSWERS.items() for language in told]


@pytest.mark.parametrize(
    ("verdict", "language"), _CASES, ids=[f"{verdict}, {language}" for verdict, language in _CASES]
)
def test_what_stands_in_an_articles_place_is_known_in_many_languages(verdict: QualityVerdict, language: str) -> None:
    page = _page(
        f"<nav><a href='/'>Home</a></nav><main>{_ANSWERS[verdict][language]}</main>", title="The Port", lang=language
    )
    assert _verdict(page) is verdict


def test_what_was_cut_is_told_where_no_article_was_found() -> None:
    page = _page("<nav><a href='/'>Home</a></nav><main><h1>The Port</h1></main>")
    assert [block.text for block in extract(page, url=_URL).furniture] == ["Home", "The Port"]


_STUB = "<article><h1>Bridge vote is close</h1><p>The council of Low Weir voted on the bridge late in the evening.</p>{}</article>"


@pytest.mark.parametrize(
    ("wall", "verdict"),
    [
        ("Register for free to continue reading. Already a member? Sign in", QualityVerdict.LOGIN),
        ("To keep reading, sign in or register", QualityVerdict.LOGIN),
        ("You’ve reached your article limit. Register for free and read three more.", QualityVerdict.LOGIN),
        ("Jetzt weiterlesen: kostenlos registrieren", QualityVerdict.LOGIN),
        ("Para seguir leyendo, regístrate gratis", QualityVerdict.LOGIN),
        ("Subscribe now to continue reading, or create a free account", QualityVerdict.PAYWALL),
        ("Jetzt weiterlesen, mit dem Abo für 1 € im Monat", QualityVerdict.PAYWALL),
        ("Déjà abonné ? Connectez-vous, ou créez un compte gratuit", QualityVerdict.PAYWALL),
        ("To keep reading, start a free trial: then £4 per month", QualityVerdict.PAYWALL),
    ],
)
def test_a_wall_that_asks_for_an_account_alone_is_no_paywall(wall: str, verdict: QualityVerdict) -> None:
    menu = f"<nav><a href='/s'>Subscribe</a></nav>{'<p class=x><a href=/y>The weather, and the tides</a></p>' * 20}"
    html = f"<html lang='en'><body>{_STUB.format(f'<div class=wall><p>{wall}</p></div>')}{menu}</body></html>"
    reading = read(
        html.encode(),
        url="https://paper.example/x",
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
    )
    assert reading.quality.verdict is verdict
