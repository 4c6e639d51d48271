"""Clocks of pages that name no zone: those of the page's country, where it has one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.extract.newsroom import FERRY
from tracker.extract import extract
from tracker.extract.dating.homes import home_of, offset

_TEXT = "".join(f"<p>{text}</p>" for _, text in FERRY.pieces)


@pytest.mark.parametrize(
    ("url", "languages", "country"),
    [
        ("https://avis.example/a", ("da",), "DK"),
        ("https://avis.dk/a", ("en",), "DK"),
        ("https://paper.co.uk/a", ("en-GB",), "GB"),
        ("https://diario.example/a", ("es-CO",), "CO"),
        ("https://diario.example/a", ("es",), ""),
        ("https://bao.example/a", ("zh-Hans-CN",), "CN"),
        ("https://paper.example/a", ("", "fr_FR"), "FR"),
        ("https://paper.example/a", ("en-US",), ""),
        ("https://paper.ca/a", ("fr-FR",), ""),
        ("https://paper.com/a", ("en",), ""),
        ("https://blatt.at/a", ("de-DE",), "AT"),
        ("https://shinbun.de/a", ("ja",), ""),
        ("https://paper.co/a", ("en",), ""),
        ("https://paper.eu/a", ("nl",), "NL"),
        ("not an address", ("sv",), "SE"),
        ("http://[", ("sv",), "SE"),
        ("https://paper.example/a", ("gibberish-language",), ""),
    ],
)
def test_a_page_is_at_home_where_its_address_or_language_says(
    url: str, languages: tuple[str, ...], country: str
) -> None:
    assert home_of(url, languages) == country


@pytest.mark.parametrize(
    ("country", "clock", "hours"),
    [
        ("DK", datetime(2020, 1, 12, 14, 30, tzinfo=UTC), 1),
        ("DK", datetime(2020, 7, 12, 14, 30, tzinfo=UTC), 2),
        ("DK", datetime(2020, 3, 29, 1, 59, tzinfo=UTC), 1),
        ("DK", datetime(2020, 3, 29, 3, 0, tzinfo=UTC), 2),
        ("GB", datetime(2020, 10, 25, 12, 0, tzinfo=UTC), 0),
        ("FI", datetime(2020, 10, 24, 12, 0, tzinfo=UTC), 3),
        ("CN", datetime(2020, 7, 1, tzinfo=UTC), 8),
        ("IN", datetime(2020, 7, 1, tzinfo=UTC), 5.5),
        ("CO", datetime(2020, 7, 1, tzinfo=UTC), -5),
    ],
)
def test_clocks_are_changed_in_europe_alone(country: str, clock: datetime, hours: float) -> None:
    assert offset(country, clock) == hours * 3600


def _published(line: str, *, head: str = "", lang: str = "da") -> datetime | None:
    html = f"<html lang='{lang}'><head>{head}<title>{FERRY.headline}</title></head><body><article><h1>{FERRY.headline}</h1>{line}{_TEXT}</article></body></html>"
    return extract(html, url="https://avis.example/a").published_at


def test_the_clock_that_readers_see_is_their_country_s() -> None:
    at = datetime(2020, 1, 12, 13, 30, tzinfo=UTC)
    assert _published("<p class='date'>12. jan. 2020 kl. 14.30</p>") == at
    assert _published("<p class='date'>12. jan. 2020 kl. 14.30 CET</p>") == at
    assert _published("<p class='date'>12. jan. 2020 kl. 14.30</p>", lang="en-US") == at.replace(hour=14)


def test_what_is_claimed_without_a_zone_means_what_readers_see() -> None:
    claim = "<meta property='article:published_time' content='2020-01-12T{}'>"
    line = "<p class='date'>12. jan. 2020 kl. 14.30</p>"
    at = datetime(2020, 1, 12, 13, 30, tzinfo=UTC)
    assert _published(line, head=claim.format("14:30:00")) == at
    assert _published(line, head=claim.format("13:30:00")) == at
    assert _published("", head=claim.format("14:30:00")) == at.replace(hour=14)
    assert _published(line, head=claim.format("14:30:00Z")) == at.replace(hour=14)
