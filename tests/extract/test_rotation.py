"""Lines that come and go among an article's own, wherever they stood first; and real edits beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from tests.extract.newsroom import FERRY, VERDICT
from tests.scripted.looks import LATEST, decided, look, standing
from tracker.compare import fingerprint
from tracker.decision import Decision
from tracker.examining.examine import Job, Page, examine
from tracker.extract import read
from tracker.model import BlockKind, Document, Outcome

_URL = "https://paper.example/story"
_BODY = [text for kind, text in (*FERRY.pieces, *VERDICT.pieces) if kind is BlockKind.PARAGRAPH][:9]
_MORE = "Two of the five members voted against the plan, and a third left the room before the vote was taken."
_LINES = [  # none of them has a sign that the rules know
    "Nobody else in the county sends a writer to every sitting of the board.",
    "The almanac with the tides of the year lies at the counter of the print shop.",
    "This page was made by nine people and one very old press.",
    "A year of the paper makes a present that needs no wrapping at all.",
    "Whoever was on the quay that night may send a picture.",
    "The evening edition closes at six, an hour after the last boat.",
    "Mornings begin with the tide table, and so does the paper.",
    "Three months of the paper for the price of one, until the clocks change.",
]


def _page(body: Sequence[str], lines: dict[int, str] | None = None, headline: str = FERRY.headline) -> str:
    """The article with lines put in below so many of its paragraphs."""
    parts = []
    for at, text in enumerate(body, 1):
        parts.append(f"<p>{text}</p>")
        if line := (lines or {}).get(at):
            parts.append(f"<p>{line}</p>")
    return (
        f"<html lang=en><head><title>{FERRY.headline}</title></head><body><article><h1>{headline}</h1>"
        f"<div class=t>{''.join(parts)}</div></article></body></html>"
    )


@dataclass(slots=True)
class Follower:
    """An article as a daemon follows it: its last reading, what is known of its host, and the texts that were told."""

    latest: Document | None = None
    memory: bytes = b""
    held: str = ""
    told: list[Document] = field(default_factory=list)

    def look(self, html: str, *, again: str = "") -> Outcome:
        """One look, and where it is doubtful another one after minutes, which may get another page."""
        decision = self._look(html)
        if decision.outcome is Outcome.SUSPECT:
            decision = self._look(again or html)
        return decision.outcome

    def _look(self, html: str) -> Decision:
        finding = examine(Job(Page(html.encode(), _URL, 200, ()), latest=self.latest, memory=self.memory))
        self.memory = finding.memory or self.memory
        latest = None
        if self.latest is not None:
            latest = replace(LATEST, document=self.latest, fingerprint=fingerprint(self.latest))
        decision = decided(standing(latest=latest, held_fingerprint=self.held), look(finding))
        self.held = decision.held_fingerprint
        for seen in (decision.reread, decision.revision):
            self.latest = seen.document if seen else self.latest
        if decision.revision and latest:
            self.told.append(decision.revision.document)
        return decision

    def text(self) -> list[str]:
        """The paragraphs of the last reading."""
        return [block.text for block in self.latest.blocks] if self.latest else []


def _followed(*pages: str) -> Follower:
    follower = Follower()
    for page in pages:
        follower.look(page)
    return follower


def _without(body: Sequence[str], at: int) -> list[str]:
    return [*body[:at], *body[at + 1 :]]


def test_a_line_that_stood_at_the_first_look_and_gives_way_to_others_is_not_told() -> None:
    follower = _followed(_page(_BODY, {4: _LINES[0]}))
    follower.look(_page(_BODY, {4: _LINES[2]}), again=_page(_BODY, {4: _LINES[1]}))
    for line in _LINES[3:]:
        follower.look(_page(_BODY, {4: line}), again=_page(_BODY, {4: _LINES[1]}))
    assert follower.told == []
    assert follower.text() == _BODY


def test_several_lines_that_rotate_at_once_are_not_told() -> None:
    follower = _followed(_page(_BODY, {2: _LINES[0], 5: _LINES[1], 7: _LINES[2]}))
    follower.look(
        _page(_BODY, {2: _LINES[3], 5: _LINES[4], 7: _LINES[5]}), again=_page(_BODY, {2: _LINES[6], 5: _LINES[7]})
    )
    follower.look(_page(_BODY, {2: _LINES[1], 5: _LINES[0], 7: _LINES[4]}))
    assert follower.told == []
    assert follower.text() == _BODY


def test_a_line_that_changes_places_with_another_is_not_told() -> None:
    follower = _followed(_page(_BODY, {2: _LINES[0], 5: _LINES[1]}))
    follower.look(_page(_BODY, {2: _LINES[1], 5: _LINES[2]}), again=_page(_BODY, {2: _LINES[3], 5: _LINES[4]}))
    assert follower.told == []
    assert follower.text() == _BODY


def test_a_line_that_is_held_and_stands_elsewhere_at_the_next_look_is_not_confirmed() -> None:
    follower = _followed(_page(_BODY, {2: _LINES[0]}))
    follower.look(_page(_BODY, {2: _LINES[1]}), again=_page(_BODY, {6: _LINES[1]}))
    assert all(_LINES[1] not in [block.text for block in told.blocks] for told in follower.told)


def test_a_line_in_the_place_of_one_that_was_cut_waits_for_another_look() -> None:
    teaser = "READ MORE: <a href='/1'>Night train late again</a>"
    follower = _followed(_page(_BODY, {4: teaser}))
    assert follower.look(_page(_BODY, {4: _LINES[0]}), again=_page(_BODY, {4: teaser})) is Outcome.UNCHANGED
    assert follower.told == []


def test_a_line_in_such_a_place_that_stays_is_told_after_minutes() -> None:
    follower = _followed(_page(_BODY, {4: "READ MORE: <a href='/1'>Night train late again</a>"}))
    assert follower.look(_page([*_BODY[:4], _LINES[0], *_BODY[4:]])) is Outcome.CHANGED
    assert _LINES[0] in follower.text()


def _rotating() -> Follower:
    """An article of which it is known where lines come and go."""
    follower = _followed(_page(_BODY, {4: _LINES[0]}))
    follower.look(_page(_BODY, {4: _LINES[1]}), again=_page(_BODY, {4: _LINES[2]}))
    assert follower.text() == _BODY
    assert follower.told == []
    return follower


@pytest.mark.parametrize("at", [0, 1, 3, 4, 6, 8])
def test_a_paragraph_removed_while_lines_rotate_is_told(at: int) -> None:
    follower = _rotating()
    body = _without(_BODY, at)
    lines = {4 if at > 3 else 3: _LINES[3]}
    assert follower.look(_page(body, lines)) is Outcome.CHANGED
    assert follower.text() == body


@pytest.mark.parametrize("at", [1, 3, 5, 6, 7])
def test_a_paragraph_added_while_lines_rotate_is_told(at: int) -> None:
    follower = _rotating()
    body = [*_BODY[:at], _MORE, *_BODY[at:]]
    assert follower.look(_page(body, {4 + (at < 4): _LINES[3]})) is Outcome.CHANGED
    assert _MORE in follower.text()


@pytest.mark.parametrize("at", range(9))
def test_a_number_that_changes_while_lines_rotate_is_told(at: int) -> None:
    follower = _rotating()
    body = [f"{text} That was on day {7 + (number == at)}." for number, text in enumerate(_BODY)]
    before = [f"{text} That was on day 7." for text in _BODY]
    follower.look(_page(before, {4: _LINES[5]}))
    assert follower.look(_page(body, {4: _LINES[6]})) is Outcome.CHANGED
    assert follower.text() == body


def test_one_paragraph_that_moves_is_told_at_once() -> None:
    follower = _followed(_page(_BODY))
    moved = [*_BODY[1:5], _BODY[0], *_BODY[5:]]
    assert follower.look(_page(moved)) is Outcome.CHANGED
    assert follower.text() == moved


_OTHER = "What the skipper of the last boat saw"


def _shown(*headlines: str) -> Follower:
    return _followed(*(_page(_BODY, headline=headline) for headline in headlines))


def _heads(follower: Follower) -> list[str]:
    """The headlines that were told, one after the other."""
    return [told.headlines.h1 for told in follower.told]


def test_two_headlines_by_turns_are_told_once() -> None:
    first, other = FERRY.headline, _OTHER
    follower = _shown(first, other, first, other, first, other, other, first, first, other, first)
    assert _heads(follower) == [other]


def test_the_headline_that_was_there_before_is_furniture_while_it_is_not_believed() -> None:
    follower = _shown(FERRY.headline, _OTHER)
    page = Page(_page(_BODY, headline=FERRY.headline).encode(), _URL, 200, ())
    finding = examine(Job(page, latest=follower.latest, memory=follower.memory))
    assert finding.document.headlines.h1 == _OTHER
    assert (FERRY.headline, "by-turns: another headline") in [
        (one.text, one.path) for one in finding.document.furniture
    ]
    assert finding.pending


def test_a_headline_that_is_taken_back_for_good_is_told_after_some_looks() -> None:
    for looks in range(1, 5):
        assert _heads(_shown(FERRY.headline, _OTHER, *[FERRY.headline] * looks)) == [_OTHER]
    assert _heads(_shown(FERRY.headline, _OTHER, *[FERRY.headline] * 5)) == [_OTHER, FERRY.headline]


def test_a_headline_that_stays_is_told_though_it_was_shown_by_turns() -> None:
    turns = [FERRY.headline, _OTHER, FERRY.headline, _OTHER]
    assert _heads(_shown(*turns, *[FERRY.headline] * 7)) == [_OTHER]
    assert _heads(_shown(*turns, *[FERRY.headline] * 8)) == [_OTHER, FERRY.headline]
    assert _heads(_shown(*turns, *[FERRY.headline] * 8, _OTHER, FERRY.headline)) == [_OTHER, FERRY.headline]


def test_a_headline_that_comes_back_everywhere_on_the_page_is_told_at_once() -> None:
    first, other = _page(_BODY), _page(_BODY).replace(FERRY.headline, _OTHER)
    assert _heads(_followed(first, other, first, other)) == [_OTHER, FERRY.headline, _OTHER]


def test_an_edit_of_the_text_beside_the_other_headline_is_told_at_once() -> None:
    follower = _shown(FERRY.headline, _OTHER)
    body = [*_BODY[:3], f"{_BODY[3]} That was on day 8.", *_BODY[4:]]
    assert follower.look(_page(body)) is Outcome.CHANGED
    assert (follower.text(), _heads(follower)) == (body, [_OTHER, _OTHER])


def test_an_edited_headline_is_told_at_once_though_two_came_by_turns() -> None:
    turns = [FERRY.headline, _OTHER, FERRY.headline, _OTHER]
    edited = FERRY.headline.replace("winter", "spring")
    assert _heads(_shown(*turns, edited)) == [_OTHER, edited]


def test_a_third_headline_is_told_at_once() -> None:
    shown = [FERRY.headline, _OTHER, FERRY.headline, _OTHER, "No boat before March"]
    follower = _followed(*(_page(_BODY, headline=headline) for headline in shown))
    assert follower.told[-1].headlines.h1 == "No boat before March"


def test_what_a_line_about_comments_cut_off_is_taken_up_again_and_not_told() -> None:
    follower = _followed(_page(_BODY, {6: "14 comments"}))
    assert follower.text() == _BODY[:6]
    assert follower.look(_page(_BODY)) is Outcome.UNCHANGED
    assert follower.told == []
    assert follower.text() == _BODY
    changed = [*_BODY[:8], f"{_BODY[8]} That was on day 8."]
    assert follower.look(_page(changed, {6: "15 comments"})) is Outcome.CHANGED
    assert follower.text() == changed


def test_no_sketch_is_drawn_that_nobody_keeps() -> None:
    html = _page(_BODY).encode()
    drawn = read(html, url=_URL, status=200, headers=())
    spared = read(html, url=_URL, status=200, headers=(), sketched=False)
    assert drawn.sketch is not None
    assert spared.sketch is None
    assert spared.document == drawn.document
