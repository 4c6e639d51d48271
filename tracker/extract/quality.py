"""How far a capture can be believed: whether what came is the article or something that stands in its place."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re

from tracker.model import Document, Quality, QualityVerdict

_SIGNS = (
    ("Cloudflare", re.compile(r"cf-chl-|/cdn-cgi/challenge-platform/|cf_chl_opt|cf-turnstile|Attention Required! \| Cloudflare|<title>Just a moment\.\.\.")),
    ("DataDome", re.compile(r"captcha-delivery\.com|datadome", re.IGNORECASE)),
    ("PerimeterX", re.compile(r"px-captcha|perimeterx|_pxAppId|Access to this page has been denied")),
    ("Akamai", re.compile(r"<title>Access Denied</title>|errors\.edgesuite\.net")),
    ("Imperva", re.compile(r"_Incapsula_Resource|Incapsula incident ID")),
    ("AWS WAF", re.compile(r"awswaf\.com|aws-waf-token|gokuProps")),
    ("Kasada", re.compile(r"ips\.js\?KP_UIDz|KPSDK")),
    ("Sucuri", re.compile(r"Sucuri WebSite Firewall|sucuri_cloudproxy_js")),
)  # fmt: skip
_ROBOT = re.compile(
    r"are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|not a robot|unusual traffic|enable javascript and cookies to continue|access (?:to this page )?(?:has been |is )?denied|checking your browser|bot detection|request blocked|pardon our interruption",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:we|our partners|wir|nous|noi|nosotros|nós|wij|utilizamos|usamos|utilizziamo)\b.{0,80}\bcookies?|before you continue|(?:accept|manage) (?:all )?cookies|cookie[- ]?(?:consent|settings|richtlinie|wall)|datenschutz|zustimmung|privacy settings|gdpr|pur[- ]abo",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign) ?in to (?:continue|read|your)|please (?:log|sign) ?in|forgot (?:your )?password|enter your password|create (?:a free|an) account to",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe to (?:continue|read|unlock)|to (?:continue|keep) reading|already a subscriber|subscribers? only|for subscribers|you(?:'ve| have) reached your (?:free )?(?:article )?limit|jetzt weiterlesen|réservé aux abonnés|solo para suscriptores|exclusivo para assinantes",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b404\b|page (?:not|can(?:'|no)t be) found|(?:page|article|story|content)\b.{0,40}(?:no longer (?:available|exists)|does(?: not|n't) exist|could(?: not|n't) be found|has been removed|not available)|we can(?:'|no)t find|seite nicht gefunden|page introuvable|página no encontrada|página não encontrada|pagina non trovata|страница не найдена|pagina niet gevonden|nothing (?:was )?found",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b50[0234]\b.{0,40}(?:error|gateway|unavailable|server)|internal server error|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|application error|error establishing a database|temporarily unavailable|under maintenance|something went wrong|site is down",
    re.IGNORECASE,
)
_SHORT = 120


def assess(
    document: Document,
    *,
    text: str,
    status: int,
    headers: tuple[tuple[str, str], ...],
    body_length: int,
    gave_up: str,
    previous: Document | None,
) -> Quality:
    """The quality of a capture: `text` is the page's source, `gave_up` what the parser complained of."""
    words = _words(document.text)
    head = (
        f"{document.headlines.title}\n{document.headlines.h1}\n"
        + "\n".join(block.text for block in (*document.blocks, *document.furniture)[:60])[:6000]
    )
    if not _is_html(headers, text):
        return Quality(QualityVerdict.NOT_HTML, f"content type {_header(headers, 'content-type')[:80] or 'unknown'}")
    if gave_up:
        return Quality(QualityVerdict.PARSER_GAVE_UP, gave_up)
    if blocked := _blocked(text, head, status, words):
        return blocked
    if status >= 400:
        return _of_status(status)
    if collapsed := _truncated(text, headers, body_length):
        return collapsed
    if words < _SHORT and (found := _instead(head, document, words)):
        return found
    if not words:
        return Quality(QualityVerdict.EMPTY, "no text could be read from the page")
    return _against_history(document, words, previous) or Quality(QualityVerdict.OK)


def _of_status(status: int) -> Quality:
    if status in (404, 410):
        return Quality(QualityVerdict.SOFT_404, f"status {status}")
    if status in (401, 407):
        return Quality(QualityVerdict.LOGIN, f"status {status}")
    if status == 402:
        return Quality(QualityVerdict.PAYWALL, f"status {status}")
    if status in (403, 429, 451):
        return Quality(QualityVerdict.BLOCKED, f"status {status}")
    return Quality(QualityVerdict.ERROR_PAGE, f"status {status}")


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _is_html(headers: tuple[tuple[str, str], ...], text: str) -> bool:
    kind = _header(headers, "content-type").lower()
    if text[:5] == "%PDF-":
        return False
    if kind and not any(word in kind for word in ("html", "xml", "text/plain")):
        return "<html" in text[:2000].lower()
    return text.count("\ufffd") <= 20 + len(text) // 20


def _blocked(text: str, head: str, status: int, words: int) -> Quality | None:
    if words >= _SHORT and status < 400:
        return None
    for vendor, sign in _SIGNS:
        if (found := sign.search(text[:200_000])) and (status >= 400 or _ROBOT.search(head) or words < 30):
            return Quality(QualityVerdict.BLOCKED, f"{found[0][:80]!r} in the page", vendor)
    if words < _SHORT and (found := _ROBOT.search(head)):
        return Quality(QualityVerdict.BLOCKED, f"the page says {found[0][:80]!r}")
    return None


def _truncated(text: str, headers: tuple[tuple[str, str], ...], body_length: int) -> Quality | None:
    length = _header(headers, "content-length")
    if length.isdigit() and not _header(headers, "content-encoding") and 0 < body_length < int(length):
        return Quality(QualityVerdict.TRUNCATED, f"{body_length} bytes of {length}")
    tail = text[-4000:].lower()
    if len(text) > 2000 and "</html" not in tail and "</body" not in tail and "<body" in text[:200_000].lower():
        last = text.rfind("<")
        if last > text.rfind(">") or "</" not in tail[-300:]:
            return Quality(QualityVerdict.TRUNCATED, "the page ends in the middle of an element")
    return None


def _instead(head: str, document: Document, words: int) -> Quality | None:
    for verdict, sign in (
        (QualityVerdict.SOFT_404, _GONE),
        (QualityVerdict.ERROR_PAGE, _ERROR),
        (QualityVerdict.LOGIN, _LOGIN),
        (QualityVerdict.PAYWALL, _PAYWALL),
        (QualityVerdict.CONSENT, _CONSENT),
    ):
        where = (
            f"{document.headlines.title}\n{document.headlines.h1}"
            if words > 60 and verdict is not QualityVerdict.PAYWALL
            else head
        )
        if found := sign.search(where):
            return Quality(verdict, f"the page says {found[0][:80]!r}")
    return None


def _against_history(document: Document, words: int, previous: Document | None) -> Quality | None:
    if previous is None or not previous.blocks:
        return None
    before = _words(previous.text)
    if before >= 80 and words < 0.4 * before:
        return Quality(QualityVerdict.YIELD_COLLAPSED, f"{words} words where there were {before}")
    if previous.language and document.language and previous.language != document.language:
        return Quality(QualityVerdict.LANGUAGE_SWITCHED, f"{previous.language} became {document.language}")
    return None


def _words(text: str) -> int:
    return max(len(text.split()), len(text.encode("utf-8", "replace")) // 9)
