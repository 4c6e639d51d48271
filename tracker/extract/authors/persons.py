"""The persons that a line of text names: without its "By", without papers, places and roles, each by itself."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tracker.extract.authors.roles import credited

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|fev|set|out|janv|févr|avr|juin|juil|août|déc|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
BY = re.compile(
    r"\W*(?:(?:(?:written|reported|story|text|posted|published|submitted|contributed|compiled|article|words|testo|texto|texte|tekst|analysis|review|opinion|report|photos?"
    r"|propos recueillis|a cura|protokolliert|aufgezeichnet|notiert|recueillis?|entretien(?: réalisé)?|intervista|interview|intervju|opgetekend|geschrieben|verfasst|veröffentlicht|erstellt|(?:ein )?(?:gast)?(?:beitrag|artikel|kommentar)|écrit|publié|escrito|publicado|scritto|pubblicato|geschreven|skrevet|skriven)\s+)?"
    r"(?:by|von|durch|par|por|di|door|av|af|od|oprac\.|opr\.|opracowa(?:ł|ła|nie)|zpracoval[aiy]?|nap[ií]?sal[aiy]?|autor(?:es|in|i|zy|[/:*_]-?in)?|autoři|szerzők?|författare|kirjoittaja|author|penulis|بقلم|كتبت?(?=\s?[-–:])|redazione(?=\s?[:：])|автор|текст)(?!\w)|(?:text|texte|testo|texto|tekst|words|story|haber|röportaj)(?=\s?[:：]))\s?[:：]?\s*",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"\W*(?:(?:view|see|show|read|find|browse|more|all)\b[\w ’']{0,30}\bby"
    r"|(?:alle|weitere|mehr) (?:beiträge|artikel|texte|posts|einträge) (?:anzeigen )?von"
    r"|(?:(?:voir|lire|afficher) )?tous les (?:articles|billets|posts|contenus) (?:de|par)"
    r"|(?:ver|leer|más) (?:tod[oa]s )?l[ao]s (?:entradas|artículos|publicaciones|noticias) (?:de|por)"
    r"|(?:vedi|visualizza|leggi) tutti gli articoli di|ver todos os (?:posts|artigos|textos) (?:de|por)"
    r"|(?:toon|bekijk|lees) alle (?:berichten|artikelen) (?:van|door)) +",
    re.IGNORECASE,
)
HOUSE = re.compile(
    r"\bsp\.? ?z\b|\b(?:s\.?r\.?l|s\.?p\.?a|(?-i:S\.?A\.?S?)|b\.?v|a/s|e\. ?v|kft|zrt|s\.r\.o|a\.s|pty|corp|company|ооо|оао)\.?$"
    r"|\b(?:group|gruppe|groupe|gruppo|grup[oa]|ediciones|editora|éditions|edizioni|wydawnictwo|издательство|\w*minist(?:erium|ry|ère|erio)|departments? (?:of|for)|fraktion|\w*verein|publishing|publications|publishers|holdings?)\b"
    r"|有限公司|株式会社|주식회사",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[•·|–—]|\s-\s|[\w.+-]{1,64}@\w|@\w|\b(?:on|am|le|el|il|den) (?:mon|tue|wed|thu|fri|sat|sun)\b|\(|(?<!\w)\d|https?:|(?<=\w)\s[\w-]+\.(?:com|net|org|info|co|de|at|ch|fr|it|es|pt|nl|be|uk|pl|cz|hu|ru|ua|bg|ro|se|no|dk|fi|in|au|ca|jp|cn|br)|\b(?:updated|published|posted|last updated|(?:first|originally) (?:published|posted)|follow|contact|copyright|email|e-mail|share|tweet|twitter|facebook|linkedin|instagram|google|mehr$|more$|print|comments?|staff writer|special (?:to|for) (?=(?:the )?(?-i:[A-Z]))|(?-i:O[fF]) (?:the|our)|of (?:the|our) (?:[\w’'.-]+ ){0,4}staff|(?-i:De) (?:la|notre) réd\w+|(?-i:De) la redac\w+|(?-i:Aus) (?:der|unserer) redaktion|(?-i:Della) (?:nostra )?redazione|search for|(?:view|see) all|all (?:posts|articles)|is an? |with (?:additional )?(?:reporting|research|files)|additional reporting|(?:\w{3,12}ly )?(?:photograph(?:s|y|ed)|photos|illustrat(?:ed|ions?)|edited|translated|reviewed|fact[- ]checked)(?: by\b|\s*$)|aus dem \w+ (?:übersetzt )?von|übersetzt von|traduit (?:de .{2,20} )?par|traduction|traducción|traducid[oa] por|tradotto da|traduzione|tradução|vertaald door|vertaling|översättning|tłum\.|minutes?|min read|for the|at the|für (?:die|den|das)|anzeigen$|envoyée?s? spécia|correspondante?s?\b|corresponsal|enviad[oa]s? especial|korrespondent|aktualisiert|veröffentlicht)\b"
    rf"|\b(?:{_MONTHS})[a-zäéû]*\.?\s+\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:fotos?|fotoğraf(?:lar)?|photos?|pictures|photograph\w*|bild(?:er)?|illustrations?|grafik|video)(?:\s?[:：]|\s(?:by|von|par)\b)|\b(?:portraits?|photography|illustrations?) (?-i:(?=[A-Z]))|(?:avec|con|com|mit|with) (?:l['’]|la |las |los )?(?:agen\w+|dpa\b|afp\b|(?-i:AP\b|EFE\b|AF[A-Z]\b)).*|(?-i:\b(?:in|IN|from|aus|for|à|em) [^\W\d_a-z])).*",
    re.IGNORECASE | re.DOTALL,
)
_REPORTER = re.compile(r" ?(?:기자|특파원|记者|記者)$")
_HANGING = re.compile(r" (?:Enviad[oa]|Inviat[oa]|Of|Aus|Special|on|at|am|um|le|el|il|op|den|em)$")
_WEEKDAYS = re.compile(
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    re.IGNORECASE,
)
_OFFICES = (
    r"(?:redakteur|reporter|korrespondent|autor|mitarbeiter|volontär|kolumnist|praktikant)(?:[:*/_-]?in(?:nen)?)?"
    r"|(?:reporter|correspondent|editor|columnist|critic|writer)"
    r"|envoyée?s? spéciale?s?|correspondante?|journaliste|inviat[oa](?: speciale)?|corrispondente|corresponsal"
    r"|(?:enviad[oa]|correspondente|repórter)(?: especial)?|redactora?|redacteur|verslag(?:gever|geefster)|korrespondent|medarbeider"
)
_WORKER = re.compile(  # "Ann Example political correspondent"
    r"((?:[^\W\d_a-z][\w.'’-]* (?:(?:van|von|der|den|de|di|da|del|la|le|al|bin) ){0,2}){1,3}[^\W\d_a-z][\w.'’-]+) (?:[a-zà-ÿ]+ )?"
    r"(?:(?:correspondent|reporter|editor|writer|journalist)s?|journaliste|verslag(?:gever|geefster)|redacteur|redactrice|redaktør|journalista|redattor[ei]"
    r"|periodista|redactora?|repórter|jornalista|toimittaja|korrespondent)\b"
)
OFFICE_BEFORE = re.compile(  # "unserer Korrespondentin [Ann Example]", "De notre envoyé spécial à Lyon, [Ann Example]"
    r"(?:(?:von |by |de |d[aei]l?(?:la)? |du |por |van |av |fra )?(?:unser(?:e[mnr]?)?|our|notre|nos|il nostro|nostr[oa]|nuestr[oa]|noss[oa]|onze|vår)\s+)?"
    r"(?:(?:senior|chief|political|special|sports|business|economics|health|science|royal|diplomatic|environment|education|crime) )*"
    rf"(?:[^\W\d_][\w-]{{0,30}}?)?(?:{_OFFICES})(?: (?:à|en|a|in|au|aux|em) (?-i:[^\W\d_a-z])[\w'’-]+)?,? (?-i:(?=[^\W\d_a-z][\w'’.-]* (?:(?:van|von|de|del|du|da|di|la|le|der|den|ter|bin|al) ){{0,2}}(?:[dl]['’])?[^\W\d_a-z]))",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(  # "Ann (Nan Mary) Example"
    r"(^|[,;&] |\b(?:and|und|et|y|e) )([^\W\d_]+) \([^()]{1,40}\) (?=[^\W\d_a-z])"
)
_PARTICLE = re.compile(
    r"(?:de|da|do|dos|das|di|del|della|du|des|van|von|vom|der|den|ter|ten|le|la|el|al|bin|ibn|ben|af|av|zu|zur|te|op|in 't|['’]t|[dl]['’]|\w+-)(?=[\s'’A-Z]|(?<=['’]))"
)
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")
_IN_PLACE = re.compile(  # "Ann Example [in Oslo] and Tor Example in Rome": one more name follows, and no longer place
    r" (?:in|IN|aus|à|em) [^\W\d_a-z][\w'’-]{1,30}(?: [^\W\d_a-z][\w'’-]{1,30})?"
    r"(?= (?:and|und|et|e|&) (?!(?:New|Los|Las|San|Santa|Saint|St\.?|Hong|Tel|Cape|Buenos|Rio|Kuala|Addis|Abu|El|North|South|West|East) )"
    r"[^\W\d_a-z][\w'’.-]{0,30} [^\W\d_a-z]|, [^\W\d_a-z][\w'’.-]{0,30} [^\W\d_a-z][\w'’.-]{0,30} (?:in|and|und|et|aus) [^\W\d_a-z])"
)
_BEFORE_NAME = re.compile(r"(?:and|und|et|og|och|oraz|&|Interview|Words|Reporting|Reportage|Protokoll) (?=[^\W\d_a-z])")
_SPLIT = re.compile(
    r"\s*(?:,?\s*\bas told to(?=\s)|[,،、;|/&]|(?<=\s)(?:and|und|et|y|og|och|oraz|e(?= [A-Z])|en(?= [A-Z])|и|with|mit|(?:ve|i)(?=(?: [^\W\d_][\w'’.-]+){2}))(?=\s))\s*",
    re.IGNORECASE,
)
_IN_CAPITALS = r"[^\W\da-z_](?:[.'’-]?[^\W\da-z_])*\.?"
_CAPITALS = re.compile(  # "ANN B. EXAMPLE special correspondent"
    rf"((?:{_IN_CAPITALS}[ -]){{1,4}}(?!\w\. ){_IN_CAPITALS}(?<!\b\w\.)) \w*[a-zà-ÿ]"
)
_ROLE = re.compile(
    r"(?:editor|correspondent|reporter|writer|columnist|analyst|critic|contributor|redakteur(?:in)?|reporterin)",
    re.IGNORECASE,
)
ROLE_ALONE = re.compile(
    r"(?:(?:staff|senior|political|chief|contributing|guest|special|sports|business|news|deputy|managing|associate|opinion) )*"
    r"(?:editor|correspondent|reporter|writer|columnist|analyst|critic|contributor|contributors|redakteur(?:in)?|reporterin)",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:senior|executive|chief|managing|deputy|associate|special|national|international)", re.IGNORECASE
)
_PAPER = re.compile(r"(\w[\w.'’-]*[^\W\dA-Z][\w.'’-]* .*[^\W\dA-Z])(?: [A-Z]{2,})+")  # "Ann Example THE PAPER"
_FOR = re.compile(r" (?:(?:Do|Da)$|For\b.*$)")  # "Ana Exemplo Do UOL", "Ann Example For The Herald Online"
_AGAIN = 100  # lines: of one page, which names the same persons again and again
_LONGEST = 120  # characters of a name
_BUREAUS = re.compile(r"[A-Z]{2,4}/[A-Z]{2,4}")
OFFICE = re.compile(
    r"\b(?:press|news|media|staff|writer|reporter|editor|correspondent|columnist|times|daily|post|today|agency|bureau|contributor|associated|reuters|afp|dpa|cnn|bbc|ap|redaktion|redacción|agenc[iy]\w*|online|team|newsroom|(?:web|news|digital|online|sports)?desk|correspondents)\b",
    re.IGNORECASE,
)
_POST = re.compile(  # "Ann Example, Field Communications Officer"
    r"\b(?:officer|director|manager|coordinator|professor|lecturer|president|chair(?:man|woman|person)?|fellow|researcher|analyst|founder|adviser|advisor|specialist|consultant|producer|presenter)s?\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")  # of a station: "G1 Sul"
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # letters of names without spaces
_STAFF = re.compile(r"(?-i:[A-Z]{2,5}) staff(?: writers?| reporters?)?", re.IGNORECASE)
AGENCY = re.compile(
    r"(?:the )?(?:associated press|canadian press|press association|press trust of india|australian associated press"
    r"|agence france-presse|deutsche presse-agentur|austria presse agentur|thomson reuters|reuters|bloomberg|xinhua|interfax"
    r"|united press international|europa press|agencia efe|kyodo(?: news)?|yonhap(?: news agency)?|agência brasil|agência lusa"
    r"|agencias|agenzie|agences|agenturen)",
    re.IGNORECASE,
)
_SMALL = re.compile(r"(?:dpa|epd|kna|sid|apa|sda|ats|ots)(?:[/-][a-z]{2,7}){0,2}")  # agencies that write themselves so
_OF_AGENCY = re.compile(rf"(\S+ \S.*?)[ ,]+(?:{AGENCY.pattern}|AP|AFP|UPI|CP|PTI|AAP|dpa)", re.IGNORECASE)
_ORGANISED = re.compile(
    r"\b(?:herald|tribune|gazette|chronicle|journal|courier|enquirer|inquirer|examiner|dispatch|ledger|sentinel|observer|register"
    r"|telegraph|telegram|republic|guardian|independent|universit\w+|institut\w*|zeitung|anzeiger|spiegel|estado|jornal"
    r"|diari[ou]|diário|correo|gazeta|magazine?|network|studio|foundation|stiftung|radio|tv)\b",
    re.IGNORECASE,
)
_WIRE = re.compile(r"\b(?:services?|reports?|wires?)\b", re.IGNORECASE)
_SECTIONS = frozenset(
    (
        "opinion",
        "comment",
        "analysis",
        "news",
        "politics",
        "sport",
        "sports",
        "letters",
        "obituaries",
        "editorial",
        "kommentar",
        "meinung",
        "politik",
        "wirtschaft",
    )
)
_NOT_A_NAME = re.compile(
    r"^post\b|\b(?:ενημερώθηκε|δημοσιεύθηκε|aktualizováno|zaktualizowano|frissítve|uppdaterad|oppdatert|opdateret|päivitetty|diperbarui|обновлено|оновлено|actualizado|atualizado|aggiornato)\b|^(?:heard on|as heard|listen|watch)\b|^(?:tags?|categor\w+|kategori\w*|schlagwort\w*|stichwort\w*|rubri\w+|themen?|topics?|labels?|mots[ -]clés?|etiquetas?|temas?|теги|рубрик\w)\s?:|[«»<>{}=\[\]:：]|^(?:gestern|heute|yesterday|hier|aujourd|ayer|hoy|oggi|ieri|gisteren|vandaag|wczoraj|вчера|сегодня)\b|https?:|www\.|\b(?:next|previous|posts|home|menu|share|comments?|submitted|posted|published|read|more|click|sign|subscribe|view|all|articles?|by|entry|filed|under|dieser?|eintrag|beitrag|wurde|schlag(?:worte|wörter)|stichworte|gmbh|kg|ltd|llc|inc|verlag)\b|\btarihi?\b|^(?:اپ ?ڈیٹ|شائع|اشاعت|تاریخ|بروز)(?!\w)|编辑|編輯|編集|担当$"
    r"|^online (?:seit|since)\b|^(?:just now|lesezeit|leestijd|temps de lecture|tempo di lettura|tiempo de lectura|lesetid)\b"
    r"|^(?:vor|hace|il y a|há|for|för) .{1,20}\b(?:stunden?|minuten?|tagen?|horas?|minutos?|días?|dias|heures?|minutes?|jours?|timer|timmar|siden|sedan)\b|\bago$",
    re.IGNORECASE,
)


@lru_cache(maxsize=_AGAIN)
def trimmed(text: str) -> str:
    """The names of a line without the "By" before them and what follows them."""
    found = _ALL_OF.match(text) or BY.match(text) or _BEFORE_NAME.match(text)
    text = text[found.end() :] if found else text
    if found and (again := BY.match(text)) and again[0].lower().split()[-1:] == found[0].lower().split()[-1:]:
        text = text[again.end() :]  # "By", of the template, and "by Ann Example"
    if text.count(" ") > 1:
        text = _without_office(text)
        text = _IN_BRACKETS.sub(r"\1\2 ", text) if "(" in text else text
        text = _IN_PLACE.sub("", text[:400])
    if _STAFF.fullmatch(text):
        return text
    return _HANGING.sub("", _TAIL.sub("", text, count=1)).replace(" ,", ",").strip(" ,;:.|/／-–—")


def _without_office(text: str) -> str:
    """A line without the office before its name, where a full name follows."""
    found = OFFICE_BEFORE.match(text[:160])
    rest = text[found.end() :] if found else text
    return text if OFFICE.search(" ".join(rest.split()[:2])) else rest


def begins_as_name(text: str) -> bool:
    """Whether a text begins as names do: with no small letter, but for a "de" or "van"."""
    return not text[:1].islower() or _PARTICLE.match(text) is not None


def persons_in(text: str) -> Iterator[str]:
    """The persons of a byline; an office among them is left out, unless it is all there is."""
    if (names := credited(text)) or _BUREAUS.fullmatch(alone := trimmed(text)):
        yield from names or (alone,)
        return
    pieces = [_alone(piece.strip(" .")) for piece in _SPLIT.split(alone) if len(piece) <= _LONGEST]
    pieces = [piece for piece in pieces if is_name(piece)]
    if any(piece[0].isupper() for piece in pieces):
        pieces = [
            one
            for one in pieces
            if not one[0].islower() or (begins_as_name(one) and not OFFICE.search(one) and not _WIRE.search(one))
        ]  # "Ann Example, correspondent"
        pieces = [one for one in pieces if not _is_station(one, pieces[0])]
    if any(" " in piece for piece in pieces) and not _UNSPACED.search(text):
        pieces = [piece for piece in pieces if " " in piece or "," not in text]  # "Ann Example, Berlin"
    pieces = [*pieces[:1], *(piece for piece in pieces[1:] if not (_POST.search(piece) or _DIGIT.search(piece)))]
    persons = [piece for piece in pieces if not OFFICE.search(piece) and not (piece.isupper() and len(piece) <= 4)]
    if len(persons) > 1 and any(not _ORGANISED.search(person) for person in persons[:1]):
        persons = [person for person in persons if not _ORGANISED.search(person)]  # "Ann Example, The Harbour Herald"
    placed = not any(" " in person for person in persons) or (len(pieces) == 2 and "," in text)
    if persons and OFFICE.search(pieces[0]) and placed and text.isascii():
        persons = []  # "Reuters, Berlin", "Staff Correspondent, New Delhi"
    yield from persons or pieces[:1]


def _is_station(name: str, first: str) -> bool:
    """Whether a name of a line is that of a station, in capitals where the `first` one is a person's: "MF SACHSEN"."""
    person = " " in first and not any(word.isupper() and len(word) > 2 for word in first.split())
    return person and name.isupper() and (" " in name or len(name) > 5) and not _INITIAL.search(name)


def _alone(name: str) -> str:
    """A name without the paper or the role that stands beside it in other letters: "Ann Example THE PAPER"."""
    if name.count(" ") > 1 and (worker := _WORKER.match(name)) and not OFFICE.search(worker[1]):
        name = worker[1]
    if capitals := _CAPITALS.match(name):
        return capitals[1]
    half = len(name) // 2
    if name[:half] == name[half + 1 :] and name[half : half + 1] == " ":
        name = name[:half]  # shown twice, for two widths of a screen
    if agency := _OF_AGENCY.fullmatch(name):
        return agency[1]
    words = _REPORTER.sub("", _FOR.sub("", _PAPER.sub(r"\1", name))).split(" ")
    if (
        len(words) == 3
        and _ROLE.fullmatch(words[-1])
        and not (OFFICE.search(" ".join(words[:2])) or _RANK.fullmatch(words[0]) or words[0] == "The")
    ):
        del words[-1]
    elif len(words) > 3 and not _RANK.fullmatch(words[0]) and _ROLE.fullmatch(words[-1]):
        ranked = next((place for place, word in enumerate(words) if place > 1 and _RANK.fullmatch(word)), -2)
        del words[ranked:]  # "Ann Example Senior College Football Writer"
        while len(words) > 2 and (OFFICE.fullmatch(words[-1]) or _RANK.fullmatch(words[-1])):
            del words[-1]
    if len(words) > 2 and _WEEKDAYS.fullmatch(words[-1]):
        del words[-1]
    return " ".join(words)


@lru_cache(maxsize=_AGAIN)
def is_name(text: str) -> bool:
    """Whether a short text may be the names of persons or of an office: mostly letters, and no word that none has."""
    if text.casefold() in _SECTIONS:
        return False
    letters = sum(char.isalpha() or char in " .'’-" for char in text)
    letters += sum(unicodedata.category(char)[0] == "M" for char in text if char > "\u02ff")
    lowered = text.isascii() and text.islower() and " " not in text and not _SMALL.fullmatch(text)
    fits = not lowered and 2 <= len(text) <= 120 and len(text.split()) <= 14 and letters >= 0.8 * len(text)
    words = text.split()
    worded = len(words) > 1 and words[0][0].isupper() and all(word.islower() for word in words[1:])  # "En kiosques"
    worded = worded and not OFFICE.search(text)
    short = (
        0 < len(text) <= 3 and text[0] != text[0].swapcase() and not (text.isupper() or _SMALL.fullmatch(text))
    )  # "Le", "Do", "Thu"
    named = text[:1].isalpha() and _WEEKDAYS.fullmatch(text) is None and _NOT_A_NAME.search(text) is None
    return fits and not worded and not short and named


@lru_cache(maxsize=_AGAIN)
def folded(name: str) -> str:
    """A name without case, accents and points, as two spellings of it are compared."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(char for char in plain if char.isalnum() or char in " -").split())


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as it is written first, in the order of the first mentions."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(folded(name), name)
    return tuple(found.values())
