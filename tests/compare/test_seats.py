"""Bodies that speak by their houses and capitals, who speaks for whom, and who is somebody's: one source or another."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.compare.sourcing.seats import metonyms
from tracker.compare.text.spelling import folded
from tracker.model import Document, FlagKind

_ALERTS = {
    FlagKind.ATTRIBUTION_CHANGED,
    FlagKind.FACT_CHANGED,
    FlagKind.NEGATION_CHANGED,
    FlagKind.HEDGING_ADDED,
    FlagKind.HEDGING_REMOVED,
}


def _alerts(old: str, new: str) -> list[FlagKind]:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    return [flag.kind for flag in flags if flag.kind in _ALERTS]


SAME = [
    ("Downing Street said the review was late.", "No. 10 said the review was late."),
    ("A No 10 source said the review was late.", "A Downing Street source said the review was late."),
    ("The prime minister's official spokesman said no.", "Downing Street said no."),
    ("The Kremlin said the talks had been useful.", "Moscow said the talks had been useful."),
    ("The State Department said the embassy would open.", "Washington said the embassy would open."),
    ("Il Quirinale ha confermato la visita.", "La presidenza della Repubblica ha confermato la visita."),
    ("La Moncloa confirmó que el viaje se aplaza.", "La Presidencia del Gobierno confirmó que el viaje se aplaza."),
    ("Kent Police said the man had fled.", "The force said the man had fled."),
    ("The Home Office said the flight was off.", "The department said the flight was off."),
    ("“She is well,” her publicist said.", "“She is well,” her spokesperson said."),
    ("One Tory MP said the tax was wrong.", "One Conservative MP said the tax was wrong."),
    ("Mr Justice Penn said it was void.", "The judge said it was void."),
    ("Marr was quoted as saying it was void.", "Marr was quoted by AFP as saying it was void."),
]
OTHERS = [
    ("Downing Street said the review was late.", "The Treasury said the review was late."),
    ("The White House said the figures were wrong.", "The Pentagon said the figures were wrong."),
    ("Buckingham Palace said the trip was off.", "Kensington Palace said the trip was off."),
    ("A No 10 source said the review was late.", "A Treasury source said the review was late."),
    ("The prime minister's spokesman said no.", "The prime minister said no."),
    ("According to the ministry, 300 beds are empty.", "According to a doctors’ union, 300 beds are empty."),
    ("“She is well,” a rep for Hale said.", "“She is well,” a source close to Hale said."),
    ("“I sleep badly,” Hale told GQ.", "“I sleep badly,” Hale's trainer told GQ."),
    ("“I sleep badly,” the 41-year-old told GQ.", "“I sleep badly,” a friend of the star told GQ."),
    ("“We need a reset,” said Mrs Hale.", "“We need a reset,” said Mr Hale."),
    ("Ann Orde KC, for Leese, said he slept.", "Tess Wynn KC, for Leese, said he slept."),
    ("Marr was reported to have said it was void.", "Penn was reported to have said it was void."),
    ("The club's lawyer said no.", "The landlord's lawyer said no."),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_one_body_by_two_names_is_one_source(old: str, new: str) -> None:
    assert _alerts(old, new) == []


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_other_bodies_and_people_are_other_sources(old: str, new: str) -> None:
    assert FlagKind.ATTRIBUTION_CHANGED in _alerts(old, new)


def test_what_else_the_sentence_says_of_a_body_by_another_name_is_told() -> None:
    old, new = "The Kremlin said 12 drones fell.", "Moscow said 21 drones fell."
    assert _alerts(old, new) == [FlagKind.FACT_CHANGED]


def test_names_of_bodies_are_written_as_phrases_are_read() -> None:
    assert all(phrase == folded(phrase).lower() for phrase in metonyms())


def test_a_match_told_of_the_other_side_keeps_its_ground() -> None:
    assert _alerts("Rovers beat Albion 2-0 at home.", "Albion lost 2-0 away to Rovers.") == []
    assert _alerts("Norwich beat Luton 2-0 at home.", "Norwich beat Luton 2-0 away.") != []


def test_a_decade_before_a_hyphen_or_behind_an_article_may_have_an_apostrophe() -> None:
    assert _alerts("It fixes 1990’s-era code.", "It fixes 1990s-era code.") == []
    assert _alerts("It fixes 1980’s-era code.", "It fixes 1990s-era code.") != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The mayor said the bridge was safe.", "The council did not say the bridge was safe."),
        ("Downing Street said it would pay.", "No 10 did not say it would pay."),
        ("The mayor denied the claim.", "The council did not deny the claim."),
    ],
)
def test_a_denial_is_told_whoever_else_is_the_source(old: str, new: str) -> None:
    for one, two, rule in ((old, new, "negation.added"), (new, old, "negation.removed")):
        assert rule in [flag.rule for flag in compare(Document.from_text(one), Document.from_text(two)).flags]
