from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.compare import compare, fingerprint
from tracker.model import Block, BlockKind, Document, Flag, FlagKind, HeadlineSet, Link, Mark, Severity

PAGE = Document(
    headline="Trade minister quits",
    headlines=HeadlineSet(h1="Trade minister quits", title="Trade minister quits | Courier", feed="Minister quits"),
    standfirst="The row began in May.",
    byline="By Ana Petrov",
    section="News",
    blocks=(
        Block(
            BlockKind.PARAGRAPH,
            "The minister left at noon.",
            links=(Link("left", "https://a.example/x?utm_source=y#z"),),
        ),
        Block(BlockKind.CAPTION, "The minister at noon"),
    ),
)


def only(new: Document) -> Flag:
    (flag,) = compare(PAGE, new).flags
    return flag


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"headline": "Trade minister sacked"}, FlagKind.HEADLINE_CHANGED),
        ({"standfirst": "The row began in spring."}, FlagKind.STANDFIRST_CHANGED),
        ({"byline": "By Joss Whitcombe"}, FlagKind.BYLINE_CHANGED),
        ({"section": "Opinion"}, FlagKind.LABEL_CHANGED),
        ({"marks": frozenset({Mark.OPINION})}, FlagKind.LABEL_CHANGED),
        ({"headlines": HeadlineSet(h1="Trade minister quits", title="Minister in shame")}, FlagKind.HEADLINE_CHANGED),
    ],
)
def test_each_member_of_the_frame_has_its_flag(change: dict[str, object], kind: FlagKind) -> None:
    assert only(replace(PAGE, **change)).kind is kind  # type: ignore[arg-type]  # the table holds fields of several types


def test_a_caption_and_a_link_have_theirs() -> None:
    body, caption = PAGE.blocks
    assert (
        only(replace(PAGE, blocks=(body, replace(caption, text="The minister at dusk")))).kind
        is FlagKind.CAPTION_CHANGED
    )
    elsewhere = replace(body, links=(Link("left", "https://a.example/other"),))
    assert only(replace(PAGE, blocks=(elsewhere, caption))).kind is FlagKind.LINK_CHANGED


def test_tracking_parameters_dates_and_the_feed_headline_are_no_change() -> None:
    body, caption = PAGE.blocks
    other = replace(body, links=(Link("left", "https://a.example/x?utm_source=q"),))
    new = replace(PAGE, blocks=(other, caption), headlines=replace(PAGE.headlines, feed="Another"))
    assert fingerprint(new) == fingerprint(PAGE)
    assert compare(PAGE, new).flags == ()


def test_a_site_name_or_capitals_in_a_headline_are_silent() -> None:
    for headline in ("TRADE MINISTER QUITS", "Trade minister quits - Daily Courier"):
        assert only(replace(PAGE, headline=headline)).severity is Severity.SILENT


def test_a_sign_next_to_a_figure_counts_in_a_headline() -> None:
    old, new = Document.from_text("", headline="Bank lost $3m"), Document.from_text("", headline="Bank lost £3m")
    assert FlagKind.HEADLINE_CHANGED in {flag.kind for flag in compare(old, new).flags}


def test_a_title_that_changed_along_with_the_headline_is_said_to_follow_it() -> None:
    headlines = replace(PAGE.headlines, h1="Trade minister sacked", title="Trade minister sacked | Courier")
    flags = compare(PAGE, replace(PAGE, headline="Trade minister sacked", headlines=headlines)).flags
    assert [(flag.kind, flag.summary) for flag in flags if flag.kind is FlagKind.STYLE] == [
        (FlagKind.STYLE, "Search title: follows the headline")
    ]


def test_marks_put_around_an_accusation_are_another_headline() -> None:
    flag = only(replace(PAGE, headline="Trade minister ‘quits’"))
    assert flag.kind is FlagKind.HEADLINE_CHANGED
