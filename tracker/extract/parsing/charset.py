"""Bytes into characters: what a page declares, read as browsers read it, and what its bytes say where that is wrong.

The label table follows the WHATWG Encoding Standard, section 4.2: a label means the superset that browsers use.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}  # how a page in UTF-16 begins, if not with a mark
_SHIFT, _ISO_2022 = b"\x1b$", "iso2022_jp_ext"  # ASCII bytes that stand for Japanese from an escape sequence on
_HEADER = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,8}=\s{0,8}[\"']?([\w.:-]{2,40})", re.IGNORECASE
)
_LANGUAGE = re.compile(rb"<html[^>]{0,300}?lang\s{0,8}=\s{0,8}[\"']?([a-z]{2})\b", re.IGNORECASE)
_HEAD = 8_192
_MENDING = "tracker-cp1252"
_SAMPLE = 200_000  # bytes that statistics look at
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "johab": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_LABELS = {
    "x-sjis": "cp932", "ms_kanji": "cp932", "windows-949": "cp949", "ks_c_5601-1989": "cp949", "x-gbk": "gb18030", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "x-euc-jp": "euc_jp", "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "x-cp1254": "cp1254", "koi": "koi8-r", "dos-874": "cp874", "visual": "iso8859-8",
    "logical": "iso8859-8", "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "iso-8859-6-i": "iso8859-6", "iso-8859-6-e": "iso8859-6", "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman", "x-mac-roman": "mac-roman", "unicode-1-1-utf-8": "utf-8", "x-unicode20utf8": "utf-8", "utf8mb4": "utf-8",
}  # fmt: skip
_TWINS = {"iso8859-2": "cp1250", "iso8859-7": "cp1253", "iso8859-8": "cp1255"}
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")  # which no page means: Windows has its quotation marks there
_NEVER = frozenset(
    ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem", "hz")
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoding and the characters beyond ASCII that are frequent in the languages written in it; `usual` is the
    share of all such characters that they make up in running text.
    """

    name: str
    frequent: frozenset[str]
    usual: float
    languages: frozenset[str]


def _candidate(name: str, frequent: str, usual: float, languages: str) -> _Candidate:
    return _Candidate(name, frozenset(frequent), usual, frozenset(languages.split()))


_SPARSE = (  # one letter among ASCII letters
    _candidate(
        "cp1252", "éèàùçêôîâûëïöäüßñóíáúãõåøæœÉÀÖÄÜ’‘“”–—…«»€°§·¿¡£©  ", 1.0, "fr de en es it pt nl sv da no fi"
    ),
    _candidate("cp1250", "ąćęłńóśźżŚŻŁěščřžýáíéůúďťňČŠŘŽőűöüăâîșţäľôđ„”“–—…«»", 1.0, "pl cs sk hu ro hr sl sr"),
    _candidate("iso8859-2", "ąćęłńóśźżŚŻŁěščřžýáíéůúďťňČŠŘŽőűöüăâîäľôđ«» ", 0.99, "pl cs sk hu ro hr sl sr"),
    _candidate("cp1254", "ığşçöüİĞŞÇÖÜâî’‘“”–—…", 1.0, "tr az"),
)
_DENSE = (  # whole words of such letters
    _candidate("cp1251", "оеаинтсрвлкмдпу", 0.78, "ru uk bg sr be mk"),
    _candidate("koi8-r", "оеаинтсрвлкмдпу", 0.78, "ru uk"),
    _candidate("iso8859-5", "оеаинтсрвлкмдпу", 0.78, "ru bg sr"),
    _candidate("cp866", "оеаинтсрвлкмдпу", 0.78, "ru"),
    _candidate("cp1253", "αοιετσνηυρπκμλάςίό", 0.82, "el"),
    _candidate("cp1255", "יוהלאתברשמנם", 0.75, "he yi"),
    _candidate("cp1256", "المينرتوبةعدفهسك", 0.80, "ar fa ur"),
    _candidate("cp874", "านรอกเงมยลวดทสต่้ัี", 0.72, "th"),
    _candidate("cp932", "のにはをたがでとしるいなてすれらかこもっーンス、。", 0.55, "ja"),
    _candidate("euc_jis_2004", "のにはをたがでとしるいなてすれらかこもっーンス、。", 0.55, "ja"),
    _candidate("gb18030", "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可，。", 0.28, "zh"),
    _candidate("big5hkscs", "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可，。", 0.28, "zh"),
    _candidate("cp949", "이다는의에을가고하지은한로를기도사서인대어자시리수", 0.42, "ko"),
)  # fmt: skip


def _mended(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, as Windows' Western encoding has them: what editors paste."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_MENDING, _mended)


def decode(body: bytes, content_type: str = "") -> str:
    """The characters of a page. A byte order mark wins, or bytes that are plainly UTF-16 or ISO-2022-JP, then UTF-8 if it
    fits (chance makes no other encoding look like it), then what header and page declare, then statistics of letters.
    """
    return decoded(body, content_type)[0]


def decoded(body: bytes, content_type: str = "") -> tuple[str, bytes | None]:
    """The characters of a page, and its bytes where they are these characters in UTF-8: then nobody need encode them."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace"), None
    if name := _UNMARKED.get(body[:2]) or (_ISO_2022 if body.isascii() and _SHIFT in body else ""):
        return body.decode(name, errors="replace"), None
    if not _codec_of(content_type).startswith("utf-16"):
        try:
            return body.decode("utf-8"), body
        except UnicodeDecodeError:
            pass
    return _otherwise(body, content_type), None


def _otherwise(body: bytes, content_type: str) -> str:
    """The characters of a page that is not all UTF-8."""
    declared = _declared(body, content_type)
    if (text := _nearly_utf8(body, declared)) is not None:
        return text
    for name in declared:
        if name not in ("utf-8", "cp1252") and (text := _nearly(body, name)) is not None:
            return text
    return _guessed(body, declared)


def _declared(body: bytes, content_type: str) -> list[str]:
    """What header and page declare, as Python's names of the encodings that browsers would use."""
    names = [_codec_of(content_type)]
    if meta := _META.search(body[:_HEAD]):
        name = _codec(meta[1].decode("ascii", "replace"))
        names.append("utf-8" if name.startswith("utf-16") else name)  # who can read this has no UTF-16 before him
    return [name for name in names if name]


def _codec_of(content_type: str) -> str:
    return _codec(found[1]) if (found := _HEADER.search(content_type[:500])) else ""


def _codec(label: str) -> str:
    label = label.strip().lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        "".encode(name)  # refuses what is no text encoding, such as "hex"
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if name in _NEVER else _WIDER.get(name, name)


def _nearly_utf8(body: bytes, declared: list[str]) -> str | None:
    """UTF-8 with some bytes in it that were pasted from elsewhere; None where it is another encoding. Where nobody says
    that it is UTF-8, so many letters have to be whole that chance cannot have made them: of Chinese, one in five is.
    """
    text = body.decode("utf-8", errors="replace")[:_SAMPLE]
    broken = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - broken
    if "utf-8" in declared:
        fits = broken <= 3 or broken * 2 <= whole
    else:
        others = any(name != "cp1252" for name in declared)
        fits = whole >= 8 and broken * (4 if others else 2) <= whole
    return body.decode("utf-8", errors=_MENDING) if fits else None


def _nearly(body: bytes, name: str) -> str | None:
    """The characters in a declared encoding; None where too many bytes mean nothing in it."""
    try:
        text = body.decode(name, errors="replace")
        if name == "euc_jp" and "\ufffd" in text:
            text = body.decode("euc_jis_2004", errors="replace")
    except (UnicodeError, ValueError):
        return None
    if text.count("\ufffd") > 4 + len(text) // 2000:
        return None
    return _as_its_twin(body, name) or text if name in _TWINS and _CONTROLS.search(text) else text


def _as_its_twin(body: bytes, name: str) -> str:
    """The characters in the encoding of Windows that is taken for this one, where they read more like a language."""
    sample, twin = body[:_SAMPLE], _TWINS[name]
    scores = {one.name: _score(sample, one) for one in (*_SPARSE, *_DENSE) if one.name in (name, twin)}
    return body.decode(twin, errors="replace") if scores[twin] > scores.get(name, 0.0) else ""


def _guessed(body: bytes, declared: list[str]) -> str:
    sample = body[:_SAMPLE]
    high = sum(byte > 127 for byte in sample)
    pairs = sum(one > 127 and other > 127 for one, other in pairwise(sample))
    found = _LANGUAGE.search(body[:_HEAD])
    language = found[1].decode("ascii").lower() if found else ""
    best, best_score = "cp1252", 0.35
    dense = pairs > 0.35 * high or _of_pairs(sample, high)
    for candidate in _DENSE if dense else _SPARSE:
        score = _score(sample, candidate)
        score += 0.15 * (language in candidate.languages) + 0.05 * (candidate.name == "cp1252")
        if score > best_score:
            best, best_score = candidate.name, score
    if best == "cp1252" and "utf-8" in declared:
        return body.decode("utf-8", errors=_MENDING)  # both, pasted together
    return body.decode(best, errors="replace")


def _of_pairs(sample: bytes, high: int) -> bool:
    """Whether it may be Shift JIS, whose second bytes are often ASCII: its first bytes for kana are 0x82 and 0x83."""
    return high > 20 and sum(sample.count(bytes((lead,))) for lead in (0x82, 0x83)) > 0.25 * high


def _score(sample: bytes, candidate: _Candidate) -> float:
    """How much a sample reads like the languages of an encoding: about 1 where it is right."""
    text = sample.decode(candidate.name, errors="replace")
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    frequent = sum(char in candidate.frequent for char in beyond)
    wrong = sum(char == "\ufffd" or "\x80" <= char < "\xa0" or "\ue000" <= char <= "\uf8ff" for char in beyond)
    return min(1.2, frequent / len(beyond) / candidate.usual) - 3 * wrong / len(beyond)
