"""Which addresses are never dialled, as an explicit list with the registry or standard each line comes from.

`ipaddress.is_global` is no guard: Python 3.11 says True for multicast, for the 6to4 and NAT64 forms of loopback, and
for site-local addresses. Spellings of addresses belong to `hosts`, dialling to `network`.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network


@dataclass(frozen=True, slots=True)
class RefusedV4:
    """A range of IPv4 addresses that is not the public internet."""

    network: IPv4Network
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class RefusedV6:
    """A range of IPv6 addresses that is not the public internet."""

    network: IPv6Network
    what: str
    source: str


# IANA IPv4 Special-Purpose Address Registry (RFC 6890), each block that is not globally reachable, and multicast.
REFUSED_V4 = tuple(
    RefusedV4(IPv4Network(network), what, source)
    for network, what, source in (
        ("0.0.0.0/8", "this machine", "RFC 791"),
        ("10.0.0.0/8", "a private network", "RFC 1918"),
        ("100.64.0.0/10", "a carrier's shared network", "RFC 6598"),
        ("127.0.0.0/8", "this machine", "RFC 1122"),
        ("168.63.129.16/32", "a cloud's own service", "Azure: What is IP address 168.63.129.16?"),
        ("169.254.0.0/16", "link-local", "RFC 3927"),
        ("172.16.0.0/12", "a private network", "RFC 1918"),
        ("192.0.0.0/24", "protocol assignments", "RFC 6890"),
        ("192.0.2.0/24", "documentation", "RFC 5737"),
        ("192.88.99.0/24", "6to4 relays", "RFC 7526"),
        ("192.168.0.0/16", "a private network", "RFC 1918"),
        ("198.18.0.0/15", "benchmarks", "RFC 2544"),
        ("198.51.100.0/24", "documentation", "RFC 5737"),
        ("203.0.113.0/24", "documentation", "RFC 5737"),
        ("224.0.0.0/4", "multicast", "RFC 5771"),
        ("240.0.0.0/4", "reserved", "RFC 1112"),
    )
)

# IANA IPv6 Address Space: only 2000::/3 is global unicast, so all else is refused by what is left out of it below.
GLOBAL_UNICAST = IPv6Network("2000::/3")

# Inside 2000::/3: the IANA IPv6 Special-Purpose Address Registry. Forms that carry an IPv4 address are refused whole,
# whichever address they carry, because no newspaper is published there.
REFUSED_V6 = tuple(
    RefusedV6(IPv6Network(network), what, source)
    for network, what, source in (
        ("2001::/23", "protocol assignments and tunnels", "RFC 2928, RFC 4380"),
        ("2001:db8::/32", "documentation", "RFC 3849"),
        ("2002::/16", "6to4", "RFC 3056"),
        ("3fff::/20", "documentation", "RFC 9637"),
    )
)

# Outside 2000::/3, all refused; named so that the reason is understood.
NAMED_V6 = tuple(
    RefusedV6(IPv6Network(network), what, source)
    for network, what, source in (
        ("::/128", "this machine", "RFC 4291"),
        ("::1/128", "this machine", "RFC 4291"),
        ("::ffff:0:0/96", "an IPv4 address in IPv6 form", "RFC 4291"),
        ("64:ff9b::/96", "an IPv4 address in NAT64 form", "RFC 6052"),
        ("64:ff9b:1::/48", "an IPv4 address in NAT64 form", "RFC 8215"),
        ("100::/64", "discard-only", "RFC 6666"),
        ("5f00::/16", "segment routing", "RFC 9602"),
        ("fc00::/7", "a private network", "RFC 4193"),
        ("fe80::/10", "link-local", "RFC 4291"),
        ("fec0::/10", "site-local", "RFC 3879"),
        ("ff00::/8", "multicast", "RFC 4291"),
    )
)


def refusal(address: IPv4Address | IPv6Address) -> str:
    """What the address is (`"a private network"`) where it may not be dialled; empty where it may."""
    if isinstance(address, IPv4Address):
        return next((refused.what for refused in REFUSED_V4 if address in refused.network), "")
    if address.scope_id is not None:
        return "link-local"
    if address in GLOBAL_UNICAST:
        return next((refused.what for refused in REFUSED_V6 if address in refused.network), "")
    return next((named.what for named in NAMED_V6 if address in named.network), "not global unicast")
