from __future__ import annotations

import random

import pytest
from spellchecker import SpellChecker

from tracker.compare.text.language import language
from tracker.compare.text.lexicon import is_word
from tracker.compare.text.spelling import name_slip, slip

MISTYPED = """
recieve receive; thier their; goverment government; definately definitely; occured occurred; teh the; adn and; hte the;
wiht with; tommorow tomorrow; comittee committee; peopel people; dorr door; tiem time; schol school; brigde bridge; polcie police;
knwo know; afrer after; hosptal hospital; woudl would; mony money; famliy family; lokoing looking; everythign everything;
screeming screaming; windwo window; raod road; nihgt night; faintted fainted; realy really; untill until
"""
BOTH_WORDS = """
county country; threat treat; signed singed; message massage; reserve reverse; marital martial; prince price; tired tried;
scared sacred; breath breathe; chose choose; casual causal; public pubic; form from; dairy diary; silver sliver; desert dessert;
hoping hopping; latter later; friend fiend; want wanted; worked walked; lion loin; world word
"""


def pairs(text: str) -> list[tuple[str, str]]:
    return [(pair.split()[0], pair.split()[1]) for pair in text.split(";")]


@pytest.mark.parametrize(("wrong", "right"), pairs(MISTYPED))
def test_a_word_that_is_none_beside_one_that_is_was_mistyped(wrong: str, right: str) -> None:
    english = language("en")
    assert slip(wrong, right, english)
    assert slip(right, wrong, english)


@pytest.mark.parametrize(("one", "two"), pairs(BOTH_WORDS))
def test_of_two_words_none_is_the_other_mistyped(one: str, two: str) -> None:
    english = language("en")
    assert not slip(one, two, english)
    assert not slip(two, one, english)


def test_words_are_looked_up_by_language() -> None:
    assert is_word("nicht", "de")
    assert not is_word("nciht", "de")
    assert slip("nciht", "nicht", language("de"))


def test_names_and_languages_without_a_list_go_by_their_letters() -> None:
    assert name_slip("dussalt", "dussault", language("en"))
    assert slip("przezz", "przez", language("pl"))


def test_british_spelling_is_no_slip_of_american_words() -> None:
    assert not slip("colour", "colon", language("en"))


@pytest.mark.parametrize("code", ["de", "en", "es", "fr", "it", "nl", "pt"])
def test_a_word_is_looked_up_as_the_package_has_it(code: str) -> None:
    listed = SpellChecker(language=code, distance=1).word_frequency.dictionary
    words = sorted(listed)
    tried = [words[0], words[-1], *random.Random(7).sample(words, 500)]
    assert all(is_word(word, code) for word in tried)
    others = [word + "q" for word in tried] + ["", "{", "}", "\ud800"]
    assert [word for word in others if is_word(word, code)] == [word for word in others if word in listed]
