"""The name of a site behind a headline is none of its words; what else stands behind a dash is."""

from __future__ import annotations

import pytest

from tracker.compare.framing.frame import same_headline

HEADLINE = "Council backs mill plan"


@pytest.mark.parametrize(
    "suffix",
    [
        *(" | The Harbour Times", " – Sport – The Harbour Times", " | UK news | The Guardian", " - BBC News", " — CNN"),
        *(" | harbourtimes.ie", " - Corriere.it", " - DER SPIEGEL", " – Libération", " | España | EL PAÍS"),
        *(" « Harbour Times", " › Harbour Times", " | FOX 5 New York", " - la Repubblica", " - Frankfurter Rundschau"),
    ],
)
def test_the_name_of_the_site_is_no_change(suffix: str) -> None:
    assert same_headline(HEADLINE + suffix, HEADLINE)
    assert same_headline(HEADLINE, HEADLINE + suffix)
    assert not same_headline(HEADLINE + suffix, "Council drops mill plan")


@pytest.mark.parametrize(
    "rest",
    [
        *(" – police", " - Council", " – Smith", " - Sources", " - Nine Dead", " – New World Record", " – Free Agent"),
        *(" | Opinion", " – as it happened", " - Police Open Inquiry", " - and Who Paid"),
    ],
)
def test_what_else_stands_behind_a_dash_is_one(rest: str) -> None:
    assert not same_headline(HEADLINE + rest, HEADLINE)
