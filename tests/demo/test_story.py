"""Every scripted edit applies once, says what it does, and is expected to be recognised for what it is."""

from __future__ import annotations

import pytest

from tracker.demo.story import Appending, Copy, Edition, Replacement, Story, Straightening, Swap, load_stories, plain
from tracker.errors import UsageError
from tracker.model import BlockKind, FlagKind, Part

STORIES = load_stories()
STEPS = [(story, number) for story in STORIES for number in range(2, len(story.editions) + 1)]
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
each_step = pytest.mark.parametrize(
    ("story", "number"), STEPS, ids=[f"{story.slug}-{number}" for story, number in STEPS]
)

TWO_PARAGRAPHS = """
slug = "s"
section = "News"
template = "classic"
headline = "“Head”"
standfirst = "Stand"
byline = "By"
caption = "Caption"
credit = "Credit"
published_at = 2026-01-01T08:00:00Z
body = '''
One one.

Two.
'''
editions = []
"""


def test_the_newspaper_has_an_interview_a_fire_a_budget_and_a_trial() -> None:
    assert {story.section for story in STORIES} == {"Culture", "News", "Politics", "Courts"}
    assert len({story.template for story in STORIES}) >= 2


@each_story
def test_a_story_is_as_long_as_a_real_one(story: Story) -> None:
    assert len(story.edition(1).copy.text.split()) >= 350


def test_the_interview_has_every_form_of_quotation() -> None:
    interview = next(story for story in STORIES if story.section == "Culture").edition(1).copy
    opened = [block.text for block in interview.blocks if block.text.count("“") > block.text.count("”")]
    assert len(opened) == 2, "a quotation over three paragraphs leaves two of them open"
    assert any(block.kind is BlockKind.QUOTE for block in interview.blocks)
    assert "‘the best thing you have done since the marsh books,’”" in interview.text
    assert sum(block.kind is BlockKind.HEADING for block in interview.blocks) == 7


@each_story
def test_no_markup_is_left_in_the_text_that_is_expected_of_a_page(story: Story) -> None:
    for edition in story.editions:
        assert not set("*[]<>#") & set(edition.copy.text)


@each_step
def test_an_edition_differs_from_the_one_before(story: Story, number: int) -> None:
    assert story.edition(number).copy != story.edition(number - 1).copy


@each_step
def test_what_an_edition_must_be_flagged_for_stands_in_its_two_texts(story: Story, number: int) -> None:
    old, new = _all_words(story.edition(number - 1).copy), _all_words(story.edition(number).copy)
    for flag in story.edition(number).expectation.must:
        assert flag.before.casefold() in old.casefold()
        assert flag.after.casefold() in new.casefold()


@each_step
def test_parts_that_must_stay_silent_say_the_same_as_before(story: Story, number: int) -> None:
    edition, before = story.edition(number), story.edition(number - 1)
    for part in edition.expectation.silent:
        assert _straight(_part(edition.copy, part)) == _straight(_part(before.copy, part))


@each_step
def test_an_edition_that_changes_words_must_be_flagged(story: Story, number: int) -> None:
    edition = story.edition(number)
    assert bool(edition.expectation.must) != isinstance(edition.edits[0], Straightening)


def test_between_them_the_stories_try_every_kind_of_edit_that_alerts() -> None:
    tried = {kind for edition in _editions() for flag in edition.expectation.must for kind in flag.kinds}
    assert tried >= {
        FlagKind.QUOTE_CHANGED,
        FlagKind.QUOTE_REMOVED,
        FlagKind.ATTRIBUTION_CHANGED,
        FlagKind.FACT_CHANGED,
        FlagKind.HEADLINE_CHANGED,
        FlagKind.CORRECTION_ADDED,
        FlagKind.BYLINE_CHANGED,
        FlagKind.HEDGING_REMOVED,
        FlagKind.NEGATION_CHANGED,
        FlagKind.PARA_REMOVED,
        FlagKind.PARA_MOVED,
    }
    subs = {flag.sub for edition in _editions() for flag in edition.expectation.must}
    assert subs >= {"date", "age", "time", "money", "percent", "casualty"}


def test_a_correction_note_is_a_correction_block() -> None:
    notes = [edit.paragraph for edition in _editions() for edit in edition.edits if isinstance(edit, Appending)]
    assert len(notes) == 4
    for edition in _editions():
        if any(isinstance(edit, Appending) for edit in edition.edits):
            assert edition.copy.blocks[-1].kind is BlockKind.CORRECTION


def test_a_paragraph_that_is_put_back_gives_the_old_text_again() -> None:
    trial = next(story for story in STORIES if story.section == "Courts")
    assert trial.edition(4).copy == trial.edition(2).copy


def test_words_that_stand_twice_are_refused() -> None:
    copy = Story.from_toml(TWO_PARAGRAPHS).edition(1).copy
    with pytest.raises(UsageError, match="2 times in the body"):
        Replacement(field="body", find="ne", replacement="x").apply(copy)


def test_words_that_are_not_there_are_refused() -> None:
    copy = Story.from_toml(TWO_PARAGRAPHS).edition(1).copy
    with pytest.raises(UsageError, match="0 times in the headline"):
        Replacement(field="headline", find="Two", replacement="x").apply(copy)


def test_a_swap_needs_both_paragraphs() -> None:
    copy = Story.from_toml(TWO_PARAGRAPHS).edition(1).copy
    assert Swap(opening="One", other="Two").apply(copy).paragraphs == ("Two.", "One one.")
    with pytest.raises(UsageError, match="0 paragraphs open with"):
        Swap(opening="One", other="Three").apply(copy)


def test_marks_that_are_straight_cannot_be_made_straight() -> None:
    copy = Story.from_toml(TWO_PARAGRAPHS).edition(1).copy
    straight = Straightening().apply(copy)
    assert straight.headline == '"Head"'
    with pytest.raises(UsageError, match="no mark is left"):
        Straightening().apply(straight)


def test_a_story_has_no_edition_zero_and_none_after_its_last() -> None:
    story = Story.from_toml(TWO_PARAGRAPHS)
    for number in (0, 2):
        with pytest.raises(UsageError, match="has editions 1 to 1"):
            story.edition(number)


def test_inline_markup_leaves_its_words() -> None:
    assert plain("She read *Saltings* in [the hall](/hall).") == "She read Saltings in the hall."


def _editions() -> list[Edition]:
    return [edition for story in STORIES for edition in story.editions]


def _part(copy: Copy, part: Part) -> str:
    match part:
        case Part.BODY:
            return copy.text
        case Part.CAPTIONS:
            return copy.caption
        case Part.HEADLINE:
            return copy.headline + copy.social_headline
        case Part.STANDFIRST:
            return copy.standfirst
        case Part.BYLINE:
            return copy.byline


def _all_words(copy: Copy) -> str:
    return "\n".join(_part(copy, part) for part in Part)


def _straight(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")
