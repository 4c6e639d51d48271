"""Bytes into characters and characters into safe XML: unpacked within bounds, decoded, with no document type left in.

What the elements mean is left to the modules that read each form.
"""

from __future__ import annotations

import codecs
import html
import re
import zlib
from typing import Any

from tracker.errors import UsageError

MAX_BYTES = 50 * 2**20
"""Of one source, unpacked: what sitemaps.org allows one file."""

MAX_TITLE = 300
"""Characters that are kept of a title."""

_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s{0,8}=\s{0,8}[\"']([\w.:-]{2,40})")
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "iso8859-1", "windows-1252", "cp1252", "us-ascii", "ascii"})
_NEVER = frozenset({"utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7"})

# XML 1.0 §2.2 allows none of these.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_REFERENCE = re.compile(r"&(#?[A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SPACE = re.compile("[\ufeff \t\r\n]*")
_BARE_AMPERSAND = re.compile(r"&(?!#?[A-Za-z0-9]{1,31};)")
_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")
_ENTITIES = "No feed, sitemap or list of feeds needs them"
# Marks that show text in another order than it is written.
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def unpacked(body: bytes) -> bytes:
    """The bytes without gzip around them. Raises UsageError for more than `MAX_BYTES`, or where gzip breaks at once."""
    if body.startswith(_GZIP):
        body = _gunzip(body)
    if len(body) > MAX_BYTES:
        raise UsageError(f"the source is larger than {MAX_BYTES // 2**20} MB unpacked, which no sitemap may be")
    return body


def decoded(body: bytes, content_type: str = "") -> str:
    """The characters: a byte order mark wins, then UTF-8 if it fits, then what header and XML declaration name; a Latin
    declaration is not believed of text that is Cyrillic.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in _declared(body, content_type):
        if name in _LATIN or name.startswith("utf"):
            break
        try:
            return body.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
    return body.decode("windows-1251" if _looks_cyrillic(body) else "windows-1252", errors="replace")


def plain(text: str) -> str:
    """A title as one line of plain text: tags and entities gone, at most `MAX_TITLE` characters."""
    text = text[: 20 * MAX_TITLE]
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
        text = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    text = _DIRECTIONS.sub("", text)
    text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return text if len(text) <= MAX_TITLE else f"{text[: MAX_TITLE - 1]}…"


def root_name(text: str) -> str:
    """The local name of the first element in lower case; empty where no element starts the text.

    Raises UsageError for a document type that declares anything: entities are how XML becomes a bomb, and no feed needs
    them.
    """
    start = _prolog(text)
    found = re.match(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})", text[start : start + 100])
    return found[1].lower() if found else ""


def xml_root(text: str, *, base: str = "") -> Any:
    """The root element of an XML text; what is not well-formed is mended.

    Raises UsageError where nothing can be read from it or the parser left the rest away without a word (it nests too deep,
    or one text is too long), and as `root_name` does; a bare document type (RSS 0.91) is cut out. Nothing outside the text
    is ever read.
    """
    from lxml import etree

    text = _BARE_AMPERSAND.sub("&amp;", _REFERENCE.sub(_character, _NOT_XML.sub("", text[_prolog(text) :])))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(errors="replace"), parser, base_url=base or None)
    except etree.LxmlError:
        root = None
    if root is None:
        raise UsageError("its XML is too broken to be read")
    if any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in parser.error_log):
        raise UsageError("its XML nests deeper, or has longer texts, than can be read whole")
    return root


def local(element: Any) -> str:
    """The name of an element in lower case, without namespace or prefix; empty for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _gunzip(body: bytes) -> bytes:
    """All members of a gzip file (RFC 1952 §2.2), as far as they can be read."""
    whole = bytearray()
    while body.startswith(_GZIP) and len(whole) <= MAX_BYTES:
        member = zlib.decompressobj(wbits=31)
        try:
            whole += member.decompress(body, MAX_BYTES + 1 - len(whole))
        except zlib.error as error:
            if whole:
                break
            raise UsageError(f"the source is not what its gzip header says: {error}") from None
        body = member.unused_data
    return bytes(whole)


def _declared(body: bytes, content_type: str) -> list[str]:
    names = [found[1]] if (found := _CHARSET.search(content_type[:500])) else []
    if named := _XML_ENCODING.search(body[:400]):
        names.append(named[1].decode("ascii", "replace"))
    return [name.lower() for name in names if name.lower() not in _NEVER]


def _looks_cyrillic(body: bytes) -> bool:
    """Whether letters beyond ASCII stand in runs, as whole words do; in Latin scripts they stand alone."""
    sample = body[:200_000]
    high = sum(byte >= 0xC0 for byte in sample)  # noqa: PLR2004 - letters, in both encodings
    runs = sum(map(len, re.findall(rb"[\xc0-\xff]{3,}", sample)))
    return runs > high / 2


def _prolog(text: str) -> int:
    """Where the root element starts (XML 1.0 §2.8). Raises UsageError for a document type that declares anything."""
    at = 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr] # matches anywhere
        if text.startswith("<?", at):
            end, mark = text.find("?>", at), 2
        elif text.startswith("<!--", at):
            end, mark = text.find("-->", at), 3
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end, mark = text.find(">", at), 1
            if text.find("[", at, end if end >= 0 else None) >= 0:
                raise UsageError("its XML declares entities of its own, which are not read", hint=_ENTITIES)
        else:
            return at
        if end < 0:
            return len(text)
        at = end + mark


def _character(found: re.Match[str]) -> str:
    """A reference as XML may have it: names of HTML become the character they mean; the number of what is no character
    becomes nothing, because libxml2 makes bytes of it that are no text.
    """
    if found[1] in _XML_NAMES:
        return found[0]
    character = html.unescape(found[0])
    return "" if _NOT_XML.search(character) else html.escape(character, quote=False)
