"""The host of a URL: one spelling for every way to write a name or an address. Pure; whether it may be dialled is
the guard's business.
"""

from __future__ import annotations

import string
from ipaddress import AddressValueError, IPv4Address, IPv6Address

# RFC 1035 §2.3.4
MOST_NAME = 253
MOST_LABEL = 63

_LABEL = frozenset(string.ascii_lowercase + string.digits + "-_")
_OCTAL = frozenset(string.octdigits)
_DIGITS = frozenset(string.digits)
_HEX = frozenset(string.hexdigits)

# Names that by standard never leave the local network: RFC 6761, 6762, 7686, 8375, and ICANN's .internal (2024).
_LOCAL_ZONES = (".localhost", ".local", ".home.arpa", ".internal", ".onion")


class BadHost(ValueError):
    """Not a host: the message is the reason, without the host itself."""


def plain_host(text: str) -> str:
    """The host in the one form that is dialled and shown: lower-case ASCII name (IDNA 2008 after UTS 46 mapping), a
    dotted IPv4 address for every numeric spelling (decimal, hexadecimal, octal, full-width digits; WHATWG URL §3.5),
    or a bracketed, compressed IPv6 address.

    Raises BadHost.
    """
    if text.startswith("["):
        return f"[{_ipv6(text)}]"
    if not text:
        raise BadHost("it has no host")
    if len(text) > MOST_NAME + 1:
        raise BadHost(f"its host is longer than {MOST_NAME} characters")
    name = (text.lower() if text.isascii() else _mapped(text)).removesuffix(".")
    labels = name.split(".")
    if not all(labels):
        raise BadHost("its host has an empty label")
    if labels[-1][0] in _DIGITS and (_number(labels[-1]) is not None or set(labels[-1]) <= _DIGITS):
        return str(_ipv4(labels))
    for label in labels:
        _check_label(label)
    return name


def address_of(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host in plain form spells out (brackets or none); None for a name."""
    try:
        return IPv6Address(host.strip("[]")) if ":" in host else IPv4Address(host)
    except AddressValueError:
        return None


def is_local_name(host: str) -> bool:
    """Whether a name in plain form can only mean something on this machine or its network."""
    return "." not in host or f".{host}".endswith(_LOCAL_ZONES)


def _ipv6(text: str) -> IPv6Address:
    if not text.endswith("]"):
        raise BadHost("a bracket of its host is not closed")
    try:
        address = IPv6Address(text[1:-1].replace("%25", "%"))
    except AddressValueError:
        raise BadHost("its host is not an IPv6 address") from None
    if address.scope_id is not None:
        raise BadHost("its host is a link-local address with a zone")
    return address


def _mapped(text: str) -> str:
    """IDNA for names beyond ASCII; digits and dots in other scripts become ASCII ones here, before they are judged."""
    import idna

    try:
        mapped = idna.uts46_remap(text, std3_rules=False, transitional=False)
        return mapped.lower() if mapped.isascii() else idna.encode(mapped).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise BadHost("its host is not a valid international name") from None


def _check_label(label: str) -> None:
    if len(label) > MOST_LABEL:
        raise BadHost(f"a part of its host is longer than {MOST_LABEL} characters")
    if not _LABEL.issuperset(label):
        raise BadHost("its host has characters that no host has")
    if label.startswith("-") or label.endswith("-"):
        raise BadHost("a part of its host begins or ends with a hyphen")
    if label.startswith("xn--"):
        import idna

        try:
            idna.decode(label)
        except (idna.IDNAError, UnicodeError):
            raise BadHost("its host is not valid punycode") from None


def _ipv4(labels: list[str]) -> IPv4Address:
    """The address that inet_aton(3) reads: one to four numbers, the last of which fills all bytes that are left."""
    numbers = [_number(label) for label in labels]
    if len(numbers) > 4:  # noqa: PLR2004 - an IPv4 address has four bytes
        raise BadHost("its host ends in a number but is no IPv4 address")
    value = 0
    for place, number in enumerate(numbers):
        last = place == len(numbers) - 1
        most = 256 ** (4 - place) if last else 256
        if number is None or number >= most:
            raise BadHost("its host ends in a number but is no IPv4 address")
        value += number if last else number << (8 * (3 - place))
    return IPv4Address(value)


def _number(label: str) -> int | None:
    if label.startswith("0x"):
        return int(label[2:] or "0", 16) if _HEX.issuperset(label[2:]) else None
    if not _DIGITS.issuperset(label):
        return None
    if label.startswith("0") and len(label) > 1:
        return int(label, 8) if _OCTAL.issuperset(label) else None
    return int(label)
