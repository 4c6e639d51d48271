from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.fetch.guard import NAMED_V6, REFUSED_V4, REFUSED_V6, refusal

PUBLIC = """
    8.8.8.8 1.1.1.1 93.184.215.14 172.15.255.255 172.32.0.0 100.128.0.0 126.255.255.255 11.0.0.0 223.255.255.255
    2606:4700::1 2001:200::1 2a00::1 2003::1 3ffe::1
"""


@pytest.mark.parametrize("refused", [*REFUSED_V4, *REFUSED_V6, *NAMED_V6], ids=lambda refused: str(refused.network))
def test_the_first_and_last_address_of_every_refused_range_are_refused(refused: object) -> None:
    network = getattr(refused, "network")  # noqa: B009 - either of two types
    assert refusal(network[0])
    assert refusal(network[-1])
    assert getattr(refused, "source")  # noqa: B009 - either of two types


@pytest.mark.parametrize(
    "address",
    PUBLIC.split(),
)
def test_public_addresses_are_not_refused(address: str) -> None:
    assert refusal(ip_address(address)) == ""


@pytest.mark.parametrize(
    "address",
    [
        "224.0.0.1",
        "192.88.99.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fec0::1",
        "3fff::1",
        "5f00::1",
        "2606:4700::1%eth0",
    ],
)
def test_what_the_standard_library_calls_global_is_refused_all_the_same(address: str) -> None:
    assert refusal(ip_address(address))


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_private_is_let_through(address: IPv4Address | IPv6Address) -> None:
    if not address.is_global:
        assert refusal(address)
