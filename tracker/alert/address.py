"""Mail addresses as people type them: what is one, and how it goes on the wire. It asks no server."""

from __future__ import annotations

import unicodedata
from email.headerregistry import Address
from typing import Final

from tracker.errors import UsageError

_LONGEST: Final = 254  # RFC 5321 §4.5.3.1.3: a path of 256 octets with its angle brackets
_LONGEST_LOCAL: Final = 64  # RFC 5321 §4.5.3.1.1
_SPECIALS: Final = frozenset('()<>[]:;@\\,"')  # RFC 5322 §3.2.3


def clean_address(text: str) -> str:
    """The address in one form: without spaces round it, the domain in lower case and, where it is international, in
    its ASCII form (RFC 5891). A local part outside ASCII stays, for servers that speak SMTPUTF8 (RFC 6531).

    Raises UsageError, naming what is wrong, for anything that is not exactly one address: line breaks, control and
    invisible characters, several addresses, names in front, quoted local parts.
    """
    shown = repr(text[:60])
    address = text.strip(" \t")
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise UsageError(f"not a mail address: {shown}", hint="write it as name@example.org")
    if any(unicodedata.category(char)[0] in "CZ" for char in address[: 2 * _LONGEST]):
        raise UsageError(
            f"a mail address cannot hold spaces, line breaks or invisible characters: {shown}",
            hint="write one address only, as name@example.org",
        )
    if not _SPECIALS.isdisjoint(local) or not all(local.split(".")):
        raise UsageError(f"not one plain mail address: {shown}", hint="write it as name@example.org")
    ascii_domain = _ascii_domain(domain, shown)
    if len(local.encode()) > _LONGEST_LOCAL or len(f"{local}@{ascii_domain}".encode()) > _LONGEST:
        raise UsageError(f"too long for a mail address: {shown}", hint="at most 64 characters stand before the @")
    return f"{local}@{ascii_domain}"


def split_sender(text: str) -> Address:
    """The sender as configured, `alerts@example.org` or `Newsroom desk <alerts@example.org>`, as a header address.

    A sender without a name is called Tracker. Raises UsageError as `clean_address` does.
    """
    name, bracket, rest = text.strip(" \t").rpartition("<")
    spec = clean_address(rest.removesuffix(">") if bracket else rest)
    local, _, domain = spec.rpartition("@")
    shown = "".join(char for char in name if char.isprintable() and char != '"').strip()
    return Address(display_name=shown or "Tracker", username=local, domain=domain)


def _ascii_domain(domain: str, shown: str) -> str:
    import idna

    if len(domain) > _LONGEST:
        raise UsageError(f"too long for a mail address: {shown}", hint="a domain has at most 253 characters")
    if domain.isascii():
        labels = domain.lower().split(".")
        if all(_is_label(label) for label in labels):
            return ".".join(labels)
    else:
        try:
            return idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError:
            pass
    raise UsageError(f"the part after @ is not a domain name: {shown}", hint="write it as name@example.org")


def _is_label(label: str) -> bool:
    longest_label = 63
    plain = label.replace("-", "a").replace("_", "a")
    return 0 < len(label) <= longest_label and plain.isalnum() and label[0] != "-" and label[-1] != "-"
