"""How far a capture can be believed: whether what came is the article or something that stands in its place."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from tracker.extract.paging.joining import page_count
from tracker.extract.parsing.shown import weigh
from tracker.extract.parsing.wording import Phrases, Signs
from tracker.model import BlockKind, Document, Quality, QualityVerdict

SHORT = 120  # words: a page with fewer may be something else; one with more is what it looks like
_TAIL = 2_000  # characters
_FEW = 60  # words: with fewer, what stands around them speaks for the page in all matters
_AROUND = 300  # characters of a wall: what is sold elsewhere on the page says nothing of it
_COLLAPSE = 0.4  # share of the text read last time: with less, reading failed or half the article was taken away
_SHRUNK = 0.95  # share of the words: with less, an article that has fewer pages than before lost text with them
_SIGNS = (
    ("Cloudflare", re.compile(r"_cf_chl_opt|cf-chl-|challenge-form|cf-error-details|/cdn-cgi/challenge-platform/")),
    ("DataDome", re.compile(r"captcha-delivery\.com|geo\.captcha|window\.ddjskey|DataDome", re.IGNORECASE)),
    ("PerimeterX", re.compile(r"px-captcha|_pxAppId|perimeterx|human-challenge", re.IGNORECASE)),
    ("Akamai", re.compile(r"errors\.edgesuite\.net|akamai-block|/_sec/cp_challenge|Reference&#32;&#35;")),
    ("Imperva", re.compile(r"_Incapsula_Resource|Incapsula incident ID")),
    ("AWS WAF", re.compile(r"awswaf\.com|aws-waf-token|gokuProps")),
    ("Kasada", re.compile(r"KP_UIDz|KPSDK")),
    ("Anubis", re.compile(r"/\.within\.website/x/cmd/anubis|anubis_(?:challenge|version)")),
    ("Vercel", re.compile(r"Vercel Security Checkpoint")),
    ("Fastly", re.compile(r"/_fs-ch-\w")),
    ("SiteGround", re.compile(r"/\.well-known/sgcaptcha/")),
    ("DDoS-Guard", re.compile(r"check\.ddos-guard\.net|/\.well-known/ddos-guard/")),
    ("F5", re.compile(r"requested URL was rejected\. Please consult")),
    ("Sucuri", re.compile(r"Sucuri WebSite Firewall|sucuri_cloudproxy_js")),
    ("reCAPTCHA", re.compile(r"www\.google\.com/recaptcha/api\.js|google\.com/sorry/")),
    ("hCaptcha", re.compile(r"hcaptcha\.com/1/api\.js")),
)  # fmt: skip


# what stands on challenges alone: the vendors' other scripts stand on the pages that they guard, empty ones too
_CHALLENGE = re.compile(
    r"captcha-delivery\.com|errors\.edgesuite\.net|akamai-block|/_sec/cp_challenge|Reference&#32;&#35;"
    r"|/\.within\.website/x/cmd/anubis|anubis_(?:challenge|version)|/_fs-ch-\w|/\.well-known/sgcaptcha/"
    r"|Incapsula incident ID|_Incapsula_Resource\?[CS]WUDNSAI|gokuProps|/ips\.js\?[^\"']{0,200}KP_UIDz"
)


_LICENCE = re.compile(r"tollbit\.com", re.IGNORECASE)  # what robots are asked to pay, and readers are not
# headers by which a vendor says that this is its challenge, not the page
_HEADERS = (
    ("cf-mitigated", "challenge", "Cloudflare"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("x-vercel-mitigated", "", "Vercel"),
)


def _any(*phrases: str) -> Phrases:
    return Phrases("|".join(phrases))


_ROBOT = _any(
    r"are you (?:a )?(?:human|robot)", r"verify(?:ing)? (?:that )?you are (?:a )?human", r"not a robot", r"just a moment",
    r"not a bot\b", r"(?:confirm|prove|checking|ensure|make sure) (?:that )?you(?:[’']re| are) (?:a )?human", r"human verification", r"(?:verify(?:ing)?|checking) your browser", r"browser verification", r"request is being verified",
    r"url was rejected", r"required part of this site couldn[’']t load", r"you[’']ve been blocked", r"dass sie (?:ein mensch|kein(?:e)? (?:ro)?bot) sind", r"que (?:vous êtes|tu es) (?:bien )?(?:un )?(?:être )?humain", r"que (?:eres|es|usted es) (?:un )?(?:ser )?humano", r"(?:che sei|di essere) (?:un )?(?:essere )?umano", r"que (?:você )?é (?:um )?(?:ser )?humano", r"dat u een mens bent", r"że jesteś człowiekiem", r"что вы (?:не робот|человек)", r"人間であることを", r"您是真人",
    r"unusual (?:traffic|activity)", r"enable javascript and cookies to continue", r"access (?:to this page )?(?:has been |is )?denied",
    r"checking (?:your browser|if the site connection)", r"bot detection", r"request (?:was )?blocked", r"pardon our interruption", r"enable js and disable any ad blocker",
    r"attention required", r"security check", r"you have been blocked", r"press (?:and|&) hold", r"automated (?:access|requests)",
    r"pas un robot", r"kein(?:e)? roboter", r"no (?:eres|soy|es usted) un robot", r"non (?:sei|sono) un robot", r"não (?:é|sou) um robô", r"geen robot", r"inte (?:är )?en robot", r"nie jesteś robotem", r"не робот", r"ロボットではありません",
    r"accès refusé", r"zugriff verweigert", r"acceso denegado", r"accesso negato", r"acesso negado", r"toegang geweigerd", r"odmowa dostępu", r"made us think (?:that )?you (?:were|are) a (?:ro)?bot",
    r"unavailable (?:due to|for) legal reasons", r"access (?:therefore )?cannot be granted", r"(?:not|un)available in (?:your (?:country|region)|the european)",
)  # fmt: skip
_CONSENT = _any(
    r"before you continue", r"(?:accept|manage|reject) (?:all )?(?:cookies|tracking)", r"cookie[- ]?(?:consent|settings|wall|preferences)",
    r"(?:we|our partners|wir|nous|noi|nosotros|nós|wij|utilizamos|usamos|utilizziamo|utilisons|verwenden)\b.{0,80}\bcookies?",
    r"your privacy (?:is important|choices|matters)", r"wir brauchen ihre (?:zustimmung|einwilligung)", r"mit werbung (?:weiter|lesen)",
    r"pur[- ]abo", r"consent to (?:the|our)", r"stor(?:e|ing) (?:and/or |and |or )?access(?:ing)? (?:to )?information on (?:a|your) device", r"we and our .{0,20}partners", r"legitimate interest", r"accepter et continuer", r"aceptar y continuar", r"accetta e continua",
    r"nous respectons votre vie privée", r"(?:tu|su) privacidad (?:es importante|nos importa)", r"dbamy o (?:twoją|państwa) prywatność", r"cenimy (?:twoją|państwa) prywatność", r"(?:partners|partenaires|socios|parceiros|partnerzy|partner)\b.{0,80}\b(?:cookies?|cookie|kakor|información en un dispositivo|informações (?:em|num) (?:um )?dispositivo)",
    r"(?:мы используем|используем файлы) (?:файлы )?cookie", r"(?:zaakceptuj|godkänn|accepter|tillad) alle? (?:cookies|pliki|kakor)", r"クッキーを使用",
)  # fmt: skip
_LOGIN = _any(
    r"(?:log|sign) ?in to (?:continue|read|your|view|access)", r"please (?:log|sign) ?in", r"forgot(?:ten)? (?:your )?password",
    r"enter your password", r"(?:create|register for) (?:a free|an) account to", r"bitte (?:melden sie sich an|einloggen)",
    r"passwort vergessen", r"mot de passe oublié", r"inicia(?:r)? sesión para", r"faça login para", r"accedi per",
    r"connectez-vous pour", r"(?:zaloguj się|logga in|logg inn|log ind|inloggen|log in|войдите)(?:,)? (?:aby|för att|for å|for at|om|чтобы)\b", r"(?:wachtwoord vergeten|nie pamiętasz hasła|glömt (?:ditt )?lösenord|glemt (?:passord|adgangskode)|забыли пароль|olvidaste tu contraseña|password dimenticata|esqueceu (?:a |sua |a sua )?(?:senha|palavra)|şifremi unuttum|パスワードを(?:お)?忘れ)",
)  # fmt: skip
_PAYWALL = _any(
    r"subscribe (?:now )?to (?:continue|read|unlock|keep)", r"to (?:continue|keep) reading", r"already a (?:subscriber|member)",
    r"(?:for|only for) subscribers", r"subscribers? only", r"you(?:[’']ve| have) reached your (?:free |monthly )?(?:article |free )?limit",
    r"unlock (?:this|the full) (?:article|story)", r"jetzt weiterlesen", r"diesen artikel (?:weiterlesen|freischalten)",
    r"réservée?s? (?:aux|à nos) abonné", r"abonnez-vous pour (?:lire|continuer)", r"il (?:vous )?reste \d{1,2} ?% de (?:cet|l)", r"déjà abonnée?\b", r"(?:nur|exklusiv) für (?:abonnent|mitglieder)", r"mit .{1,20}\b(?:plus|abo) weiterlesen",
    r"para (?:seguir|continuar) (?:leyendo|lendo|a ler|la lectura)", r"(?:suscríbete|hazte suscriptor|assine) para\b", r"contenido exclusivo para suscriptores", r"conteúdo exclusivo (?:para|de) assinantes", r"per continuare a leggere", r"abbonati (?:per|e continua)\b", r"contenuto riservato",
    r"alleen voor abonnees", r"(?:lees|lezen) verder met een", r"(?:för|for) (?:prenumeranter|abonnenter)\b", r"bli (?:prenumerant|abonnent)", r"tylko dla (?:subskrybentów|prenumeratorów)", r"dostęp dla subskrybentów", r"有料(?:会員|記事)", r"会員限定", r"残り.{0,8}(?:文字|字)", r"付费阅读",
    r"订阅后(?:可)?(?:继续)?阅读", r"유료 ?회원", r"구독자 전용", r"abonelere özel", r"(?:solo|exclusivo) para (?:suscriptores|assinantes)", r"riservato agli abbonati",
    r"continue reading (?:for free|with a)", r"for the full story", r"этот материал доступен (?:только )?(?:по подписке|подписчикам)",
    r"(?:last|final) free (?:article|story)", r"unlimited (?:digital )?access (?:from|for)\b", r"(?:доступ(?:ен|на|но)|полный текст).{0,30}по подписке", r"оформите подписку",
)  # fmt: skip
# a wall that asks for an account, and for no money
_REGISTER = _any(
    r"to (?:continue|keep) reading,? (?:please )?(?:register|sign|log|create)",
    r"(?:register|sign[- ]?up|create (?:a |your |an )?(?:free )?account|registration)\b.{0,40}\b(?:for )?free\b",
    r"\bfree (?:account|registration)\b",
    r"(?:register|sign[- ]?in|log[- ]?in|create an? account)(?: or (?:register|sign[- ]?in|log[- ]?in))? to (?:continue|keep|read|unlock|view)",
    r"kostenlos(?:en?)? (?:registrieren|anmelden|konto|registrierung|account)",
    r"(?:registrieren|melden) sie sich (?:jetzt )?(?:kostenlos|an|gratis)",
    r"(?:jetzt )?(?:kostenlos|gratis) (?:registrieren|anmelden)",
    r"(?:inscrivez-vous|créez (?:un|votre) compte|inscription|compte)\b.{0,30}\bgratuit\w*",
    r"(?:regístrate|regístrese|registrarse|crea (?:una|tu) cuenta|registro)\b.{0,30}\bgratis\b",
    r"(?:registrati|crea un account|registrazione)\b.{0,30}\bgratuit\w*|registrati gratis",
    r"(?:cadastre-se|crie (?:uma|sua) conta|registe-se)\b.{0,30}\b(?:grátis|gratuit\w*)",
    r"(?:maak (?:een )?(?:gratis )?account|registreer)\b.{0,30}\bgratis\b|gratis account",
    r"(?:skapa (?:ett )?(?:gratis)?konto|opret (?:en )?(?:gratis )?(?:konto|profil)|opprett (?:en )?gratis (?:konto|bruker))",
    r"(?:załóż|zarejestruj).{0,30}(?:darmow\w+|bezpłatn\w+)|(?:darmowe|bezpłatne) konto",
    r"зарегистрируйтесь.{0,30}(?:бесплатн\w+|чтобы)",
    r"無料(?:会員)?登録",
    r"ücretsiz (?:üye|kayıt|hesap)",
    r"免费注册",
    r"무료 ?(?:회원|가입)",
)
_PAID = _any(
    r"subscri(?:be|ption|ber)",
    r"\babo(?:s|nnement|nnieren|nnent\w*|nné\w*|nnez)?\b",
    r"[€$£¥₹₩₽]\s?\d|\d\s?(?:[€$£¥₹₩₽]|eur\b|euros?\b|kr\b|zł)",
    r"(?:per|a|pro|par|por|al) (?:month|week|monat|woche|mois|mes|mese|mês|semana)\b",
    r"\bsuscri\w+",
    r"\bassin(?:e|antes?|atura)\b",
    r"\babbona\w+",
    r"prenumer\w+",
    r"abonne\w+",
    r"подписк\w+",
    r"有料",
    r"付费",
    r"유료",
)
_GONE = _any(
    r"\b(?:error )?404\b", r"page (?:was )?(?:not|can(?:[’']t|not) be|could(?: not|n[’']t) be) found", r"nothing (?:was )?found",
    r"(?:page|article|story|content|link|url)\b.{0,60}(?:no longer (?:available|exists?)|does(?: not|n[’']t) exist|could(?: not|n[’']t) be found|has been (?:removed|deleted|moved)|isn[’']t available|is not available)",
    r"we can(?:[’']t|not) find", r"seite (?:wurde )?nicht gefunden", r"page (?:introuvable|non trouvée)", r"página no (?:encontrada|existe)",
    r"página não encontrada", r"pagina non trovata", r"страница не найдена", r"pagina niet gevonden", r"ページが見つかりません", r"页面不存在",
    r"(?:page|article|story)\b.{0,40}can(?:not|[’']t) be found", r"(?:couldn[’']t|could not|can[’']t|cannot) find (?:that|the|this) (?:page|article|story)", r"page n[’']existe (?:pas|plus)", r"page que vous (?:re)?cherchez", r"(?:página|artículo|notícia|noticia) que (?:buscas?|está buscando|solicitas?|procura)\b.{0,20}(?:no|não) ",
    r"(?:seite|artikel) (?:gibt es|existiert) (?:leider )?nicht", r"(?:seite|artikel)\b.{0,30} nicht mehr (?:verfügbar|vorhanden)", r"(?:pagina|artikel) bestaat (?:niet|helaas)", r"nie znaleziono (?:strony|artykułu)", r"strona,? (?:której szukasz )?nie istnieje", r"sidan (?:kunde inte hittas|hittades inte|finns inte)", r"siden (?:ble ikke funnet|finnes ikke|blev ikke fundet|findes ikke|kunne ikke findes)",
    r"sivua ei löyty", r"ページ.{0,6}見つかりません", r"페이지를 찾을 수 없", r"(?:الصفحة غير موجودة|لم يتم العثور على الصفحة)", r"sayfa bulunamadı", r"сторінку не знайдено", r"stránka (?:nenalezena|neexistuje|nebyla nalezena)", r"(?:页面|网页)(?:未找到|找不到)", r"找不到(?:该)?(?:页面|頁面)",
)  # fmt: skip
_ERROR = _any(
    r"\b50[0234]\b.{0,40}(?:error|gateway|unavailable|server)", r"internal server error", r"service (?:is )?(?:temporarily )?unavailable",
    r"bad gateway", r"gateway time-?out", r"application error", r"error establishing a database", r"temporarily unavailable",
    r"(?:under|scheduled|undergoing|essential|planned|down for|closed for) (?:\w+ )?maintenance", r"(?:we(?:[’']| wi)ll|will) be (?:right )?back (?:soon|shortly|in a)", r"en (?:cours de )?maintenance", r"(?:en|in|em) (?:mantenimiento|manutenzione|manutenção)\b", r"технические работы", r"メンテナンス中", r"something went wrong", r"an (?:unexpected )?error (?:has )?occurred", r"backend fetch failed",
    r"guru meditation", r"wartungsarbeiten", r"too many (?:requests|connections)",
    r"critical error on this website", r"une erreur (?:est survenue|s[’']est produite)", r"(?:se ha producido|ha ocurrido) un error", r"(?:ist ein|ein unerwarteter) fehler (?:ist )?aufgetreten", r"si è verificato un errore", r"ocorreu um erro", r"er is (?:een fout opgetreden|iets (?:fout|mis)gegaan)", r"(?:ett fel (?:har )?(?:uppstått|inträffa)|något gick fel|noe gikk galt|noget gik galt)",
    r"(?:wystąpił błąd|coś poszło nie tak)", r"что-то пошло не так", r"bir hata oluştu", r"エラーが発生しました", r"오류가 발생", r"(?:发生错误|出错了)",
)  # fmt: skip
_NEEDS_SCRIPT = _any(
    r"(?:enable|requires?|need|turn on|activate|activez|aktivieren sie) ?(?:to (?:enable|run) )?javascript", r"javascript (?:is )?(?:disabled|required|deaktiviert)",
    r"id=[\"'](?:root|app|__next|__nuxt|app-root)[\"']\s{0,4}>\s{0,20}</div>",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What a capture came as: its text, status, headers, how many bytes, what the parser complained of, what shows that
    the article is still to be written by scripts, and what came in place of a page.
    """

    text: str
    status: int
    headers: tuple[tuple[str, str], ...]
    length: int
    gave_up: str = ""
    awaits: str = ""
    instead: str = ""

    def header(self, name: str) -> str:
        """The first header of that lower-case name, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def assess(document: Document, source: Source) -> Quality:
    """The quality of a capture that was read as `document`, by what it shows itself."""
    words = _words(document)
    shown = _shown(document)
    for judged in (
        Quality(QualityVerdict.NOT_HTML, source.instead) if source.instead else None,
        Quality(QualityVerdict.PARSER_GAVE_UP, source.gave_up) if source.gave_up else None,
        _of_vendor(source) or _of_blocking(source, shown, words),
        _of_status(source.status),
        _of_length(document, source),
        _of_wording(document, shown, words),
        _of_nothing(source, words),
    ):
        cookies = judged is not None and judged.verdict is QualityVerdict.CONSENT
        if judged is not None and not (cookies and source.awaits):  # a line on cookies is all there is without scripts
            return judged
    return Quality(QualityVerdict.OK)


def may_be_refusal(text: str, words: float) -> bool:
    """Whether a line beside an article of so many words has words that pages without an article have, which would count."""
    if words >= SHORT:
        return False
    signs, loosely = (_REFUSALS, _PERHAPS_REFUSED) if words >= _FEW else (_NO_ARTICLES, _PERHAPS_NO_ARTICLE)
    return loosely.found(text) and any(sign.search(text) is not None for sign in signs)


def _loosely(phrases: tuple[Phrases, ...]) -> Signs:
    """What stands wherever one of the phrases does, told quickly: RE2 knows the letters and digits of ASCII alone."""
    pattern = "|".join(phrase.pattern for phrase in phrases)
    return Signs(pattern.replace(r"\b", "").replace(r"\w", ".").replace(r"\d", "."))


_REFUSALS = (_ROBOT, _PAYWALL)
_NO_ARTICLES = (*_REFUSALS, _CONSENT, _LOGIN, _GONE, _ERROR)
_PERHAPS_REFUSED, _PERHAPS_NO_ARTICLE = _loosely(_REFUSALS), _loosely(_NO_ARTICLES)


def is_cut_short(source: Source) -> bool:
    """Whether fewer bytes came than were announced."""
    announced = source.header("content-length")
    plain = announced.isascii() and announced.isdigit() and not source.header("content-encoding")
    return plain and 0 < source.length < int(announced[:18])


def _words(document: Document) -> int:
    return round(sum(weigh(block.text) for block in document.blocks))


def _shown(document: Document) -> str:
    """The first words that a reader sees."""
    blocks = (*document.blocks[:30], *document.furniture[:60])
    titles = (document.headlines.title, document.headlines.h1)
    return "\n".join((*titles, *(block.text[:400] for block in blocks)))[:8000]


def _of_vendor(source: Source) -> Quality | None:
    """What a vendor says in so many words: that this is its challenge, or the price that robots are asked."""
    for name, wanted, vendor in _HEADERS:
        if (value := source.header(name)) and value.lower().startswith(wanted):
            return Quality(QualityVerdict.BLOCKED, f"status {source.status}, header {name}: {value[:60]}", vendor)
    if source.status == 402:
        if price := source.header("crawler-price"):
            return Quality(QualityVerdict.BLOCKED, f"status 402, header crawler-price: {price[:60]}", "Cloudflare")
        if licence := _LICENCE.search(source.text[:300_000]):
            return Quality(QualityVerdict.BLOCKED, f"status 402, {licence[0]!r} in the page", "TollBit")
    return None


def _of_blocking(source: Source, shown: str, words: int) -> Quality | None:
    refused = source.status in (401, 403, 405, 406, 429, 503)
    if words >= SHORT and not refused:
        return None
    says = _ROBOT.search(shown)
    start = source.text[:300_000]
    if not (says or refused or _CHALLENGE.search(start)):
        return None
    for vendor, sign in _SIGNS:
        if found := sign.search(start):
            return Quality(QualityVerdict.BLOCKED, f"status {source.status}, {found[0][:60]!r} in the page", vendor)
    if says is not None:
        return Quality(QualityVerdict.BLOCKED, f"status {source.status}, the page says {says[0][:60]!r}")
    return None


def _of_status(status: int) -> Quality | None:
    if status < 400:
        return None
    match status:
        case 404 | 410:
            verdict = QualityVerdict.SOFT_404
        case 401 | 407:
            verdict = QualityVerdict.LOGIN
        case 402:
            verdict = QualityVerdict.PAYWALL
        case 403 | 429 | 451:
            verdict = QualityVerdict.BLOCKED
        case _:
            verdict = QualityVerdict.ERROR_PAGE
    return Quality(verdict, f"status {status}")


def _of_length(document: Document, source: Source) -> Quality | None:
    if is_cut_short(source):
        return Quality(QualityVerdict.TRUNCATED, f"{source.length} bytes of {source.header('content-length')[:18]}")
    tail = source.text[-_TAIL:]
    if _is_closed(source.text) or len(source.text) < 500:
        return None
    if tail.rfind("<") > tail.rfind(">"):
        return Quality(QualityVerdict.TRUNCATED, "the page ends inside a tag")
    last = next((block.text for block in reversed(document.blocks) if block.kind is not BlockKind.CAPTION), "")
    if last and last[-1].isalnum() and tail.rstrip().endswith(last[-20:]):
        return Quality(QualityVerdict.TRUNCATED, "the page ends inside a sentence")
    return None


def _is_closed(text: str) -> bool:
    tail = text[-_TAIL:].lower()
    return "</html" in tail or "</body" in tail


def by_ending(document: Document, previous: Document | None, text: str) -> Quality | None:
    """What the last reading says against a page that is not closed, and whose article lost its end: that it is a part of
    the page. One that breaks off between two paragraphs may be the publisher's doing, so that another look can confirm it.
    """
    if previous is None or not previous.blocks or _is_closed(text):
        return None
    words, before = _words(document), _words(previous)
    old = [block.text for block in previous.blocks if block.kind is not BlockKind.CAPTION]
    if words >= before or not old or old[-1] in {block.text for block in document.blocks}:
        return None
    end = " ".join(unescape(text[text.rfind(">", -_TAIL) + 1 :][-_TAIL:]).split())[-20:]
    if len(end) > 1 and end[-1].isalnum() and any(end in one for one in old):
        return Quality(QualityVerdict.TRUNCATED, "the page ends inside a sentence")
    return Quality(QualityVerdict.YIELD_COLLAPSED, f"the page breaks off: {words} words where there were {before}")


def _of_wording(document: Document, shown: str, words: int) -> Quality | None:
    if words >= SHORT:
        return None
    titles = f"{document.headlines.title}\n{document.headlines.h1}"
    stub = f"{shown}\n{document.text[-400:]}"
    for verdict, sign, where in (
        (QualityVerdict.SOFT_404, _GONE, shown if words < _FEW else titles),
        (QualityVerdict.ERROR_PAGE, _ERROR, shown if words < _FEW else titles),
        (QualityVerdict.PAYWALL, _PAYWALL, stub),
        (QualityVerdict.LOGIN, _LOGIN, shown if words < 40 else titles),
        (QualityVerdict.CONSENT, _CONSENT, shown if words < _FEW and not document.headlines.og else titles),
    ):
        if found := sign.search(where):
            around = where[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            free = _free_wall(around) if verdict is QualityVerdict.PAYWALL else None
            return free or Quality(verdict, f"the page says {found[0][:80]!r}")
    return None


def _free_wall(around: str) -> Quality | None:
    """What a page is that asks its readers for an account before they read on, and for no money, in the words `around`
    those of its wall.
    """
    told = "\n".join(
        line for line in around.splitlines() if line.count(" ") > 1 or not line.isascii()
    )  # not a menu's "Subscribe"
    register = None if _PAID.search(told) else _REGISTER.search(around)
    return Quality(QualityVerdict.LOGIN, f"the page says {register[0][:80]!r}") if register else None


def _of_nothing(source: Source, words: int) -> Quality | None:
    if words:
        return _of_scripts(source, words)
    if _NEEDS_SCRIPT.search(source.text[:400_000]):
        return Quality(QualityVerdict.EMPTY, "no text: the page needs JavaScript to show it")
    return Quality(QualityVerdict.EMPTY, "no text could be read from the page")


def _of_scripts(source: Source, words: int) -> Quality | None:
    if not source.awaits:
        return None
    return Quality(QualityVerdict.EMPTY, f"{words} words: the page needs JavaScript to show more ({source.awaits})")


def by_history(document: Document, previous: Document | None) -> Quality | None:
    """What the last reading of the same article says against a reading that is fine by itself; None where nothing."""
    if previous is None or not previous.blocks:
        return None
    words, before = _words(document), _words(previous)
    if before >= 80 and words < _COLLAPSE * before:
        return Quality(QualityVerdict.YIELD_COLLAPSED, f"{words} words where there were {before}")
    pages, pages_before = page_count(document), page_count(previous)
    if pages < pages_before and words < _SHRUNK * before:
        return Quality(QualityVerdict.YIELD_COLLAPSED, f"page {pages} is the last where there were {pages_before}")
    old, new = previous.language, document.language
    if (
        old
        and new
        and old != new
        and not {block.text for block in previous.blocks} & {block.text for block in document.blocks}
    ):
        return Quality(QualityVerdict.LANGUAGE_SWITCHED, f"{old} became {new}")
    return None
