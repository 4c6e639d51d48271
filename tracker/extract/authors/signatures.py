"""The forms of a line that signs an article, wherever it stands: "By Ann Example", "Words: …", "(Reporting by …)"."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re

from tracker.extract.authors.eastern import eastern_names, in_brackets, labelled
from tracker.extract.authors.persons import AGENCY
from tracker.extract.parsing.segment import Chunk
from tracker.extract.parsing.shown import shown_text

NAME = r"[^\W\d_a-z][\w'’.-]{0,30}(?: (?:(?:de|del|da|du|van|von|bin|al|el|la|le|der|den|ter|di|dos|['’]t)(?= )|(?:[dl]['’])?[^\W\d_a-z][\w'’.-]{0,30})){1,5}"
SIGNED = re.compile(
    r"(?:^|[\d|·•/,–-]\.? ?|[?!] |\d ?(?:[AaPp]\.?[Mm]\.? ?|Uhr )?(?:[A-Z]{1,4}T |UTC |GMT )?|\b(?:[Pp]osted|[Ss]ubmitted|[Pp]ublished|[Ww]ritten|[Ww]ords|[Aa]rticle|[Ss]tory|[Rr]eport|[Rr]eported|[Tt]ext[eo]?|[Tt]esto|[Tt]ekst|[Pp]ublicado|[Ee]scrito|[Pp]ublié|[Éé]crit|[Pp]ubblicato|[Ss]critto|[Vv]eröffentlicht|[Gg]eschrieben|[Aa]nalysis|[Oo]pinion|[Rr]eview|[Cc]olumn|[Cc]ommentary|[Kk]ommentar|[Gg]astbeitrag|[Aa]nalyse|[Kk]olumne|[Rr]eportage|[Ee]ssay|[Rr]ezension|[Kk]ritik|[Ii]nterview|[Pp]rotokolliert|[Aa]ufgezeichnet|[Nn]otiert|[Rr]ecueillis?|[Aa] cura|[Oo]pgetekend) )(?:[Bb][Yy]|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|DI|[Dd]oor|DOOR|[Aa]v|AV|[Aa]f|AF)[:]? "
    rf"({NAME}(?:(?:, | and | und | et | y | e | & ){NAME}){{0,5}})"
)
PREFIXED = re.compile(
    r"^(?:خبرنگار|گزارشگر|نویسنده|लेखक|लेखिका|रिपोर्ट|بقلم|كتب|كتبت|إعداد|تقرير|نوشته|作者|撰文|记者|記者|文|取材|글|автор|текст|autor(?:es|a|in)?|author|(?:tekst|texte?|testo|texto)(?=\s?[:：])|reporter|muhabir|haber(?=\s?:)|röportaj(?=\s?:)|penulis|writer(?=\s?:)|written by|scritto da|écrit par|escrito por|yazan|autore)(?:\s?[:：／/＝=]\s*|\s+)(\S.{1,60})$",
    re.IGNORECASE,
)
_TERMS = (  # for who wrote a text, each before a colon
    "लेखक|लेखिका|लेखन|रिपोर्टर|रिपोर्ट|संवाददाता|द्वारा|लेखक/लेखिका|লেখক|লেখা|প্রতিবেদক|লিখেছেন|எழுதியவர்|செய்தியாளர்|రచయిత|రచన|લેખક|ಲೇಖಕ|ಲೇಖಕರು|ವರದಿ|എഴുത്ത്|എഴുതിയത്|ലേഖകൻ|ലേഖിക|റിപ്പോർട്ട്|ਲੇਖਕ|ਰਿਪੋਰਟ|ଲେଖକ|ලේඛක"
    "|تحریر|رپورٹ|مصنف|نویسنده|خبرنگار|گزارشگر|بقلم|الكاتب|كتابة|إعداد|מאת|כתב|כתבה|โดย|ผู้เขียน|เรื่อง|ავტორი|Հեղինակ|Аўтар|Аутор|Пише|Автор(?:ка|ы)?|Συντάκτης|Συντάκτρια|Κείμενο|Tác giả|Thực hiện"
    "|Teksti|Toimittaja|Kirjoittaja|Autor|Autoři|Autorzy|Autores|Autori|Auteurs?|Autore|Authors?|Opracowanie|Oprac\\.|Napsala?|Napísala?|Napisał|Napisała|Piše|Napisao|Napisala|Avtor|Avtorica|Autorica|Autorka|Autorius|Autorė|Autors|Írta|Szerző|Höfundur|Mwandishi|Imeandikwa na|Pewarta|Wartawan|Oleh|Egilea|Awdur|Údar|Müəllif|Muallif|Yazar|Shkruar nga|Isinulat ni"
)
TERMED = re.compile(rf"(?:{_TERMS})\s?[:：]\s*([^:：|]{{3,60}}?)(?:\s?[|·•].*)?", re.IGNORECASE)
TERM_IN = re.compile(rf"(?:{_TERMS})\s?[:：]", re.IGNORECASE)
WRITTEN_BY = re.compile(
    rf"(?:Written|Reported|Report|Geschrieben|Verfasst|Escrito|Écrit|Scritto) (?:by|von|por|par|da):? ({NAME})(?!\w)"
)
REPORTED = re.compile(  # "(Reporting by Ann Example in Oslo; Editing by …)"
    rf"\W*Reporting [Bb]y ({NAME}(?:(?:, | and ){NAME}){{0,3}})(?: in [^;]{{2,40}})?(?=[;.)])"
)
ROLED = re.compile(  # "ANN EXAMPLE AP Sports Writer June 7, 2026"
    rf"({NAME}?) ?[,|·•–-]? (?:(?:[A-Z][\w.&]*,?) ){{0,4}}(?:Writer|Reporter|Editor|Correspondent|Columnist|Critic|Contributor)\b"
)
FULL_NAME = re.compile(rf"({NAME})")
BRACKETED = re.compile(
    rf"\(({NAME}(?:(?:, ?| ?/ ?| and | und | et | y | e | & ){NAME}){{0,3}})(?:(?:, ?| ?/ ?)(?:[A-Z]{{2,4}}|dpa|red|apa))*(?:, ?(?P<day>\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{4}}))?\)\W*$"
)
_ENDING = re.compile(  # a standfirst: "… until spring. By Ann Example"
    rf"[.!?…]['”»“\"]? (?:By|BY|Von|VON|Par|PAR|Por|POR|Door|Av|Af):? ({NAME}(?:(?:, | and | und | et | y | e | & ){NAME}){{0,3}})\.?$"
)
_PLACED = re.compile(  # "Ann Example / PLACE, (AGENCY)"
    rf"({NAME}) ?/ ?([^\W\d_a-z][\w’'.-]{{1,30}}(?: [^\W\d_a-z][\w’'.-]{{1,30}}){{0,2}}),? ?(?:\([^\W\d_a-z]{{2,6}}\))?[\s.-]*"
)
_DOUBLED = re.compile(r"(by|von|par|por|di)[\s:]*\1(?!\w)", re.IGNORECASE)  # of the template, and of the text
BRACKET = 160  # characters


def is_signed(text: str) -> bool:
    """Whether a line names somebody after a "By", wherever it stands, or is one that may sign an article."""
    line = text[:400]
    if any(pattern.search(line) is not None for pattern in (SIGNED, PREFIXED)):
        return True
    whole = any(pattern.match(line) is not None for pattern in (WRITTEN_BY, REPORTED, ROLED))
    whole = whole or BRACKETED.search(text[-BRACKET:]) is not None
    whole = whole or (not text.isascii() and bool(eastern_names(line[:40]) or labelled(line[:60]) or in_brackets(text)))
    return whole or AGENCY.fullmatch(line[:60]) is not None


def ends_with_names(line: str) -> str:
    """The names after a "By" that ends a standfirst behind its last sentence."""
    found = _ENDING.search(line[-200:])
    return found[1] if found else ""


def before_place(line: str) -> str:
    """The name that is all of a line but for a place in capitals and an agency."""
    found = _PLACED.fullmatch(line) if len(line) <= 120 and "/" in line else None
    return found[1] if found and found[2].isupper() and len(found[2]) > 3 else ""


def line_of(chunk: Chunk) -> str:
    """What a chunk says; with a space between its pieces where a mailbox stands right behind a name."""
    if "@" not in chunk.text[:200] and not _DOUBLED.match(chunk.text[:12]):
        return chunk.text[:400]
    return _DOUBLED.sub(r"\1", shown_text(chunk.box.element, 400, glue=" "))


def is_slanted(chunk: Chunk) -> bool:
    """Whether a paragraph stands in italics."""
    inner = next(iter(chunk.box.element), None)
    slanted = inner is not None and inner.tag in ("em", "i")
    return slanted and len(shown_text(inner, 400)) > 0.8 * len(chunk.text[:400])
