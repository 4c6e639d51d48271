"""What a look at a page finds beside the last one, over several looks with a host's memory, as the daemon makes them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tracker.examining.examine import Finding, Job, Page, examine
from tracker.model import BlockKind, Document

_URL = "https://paper.example/wall"
_SENTENCES = (
    "The harbour wall will rise by two metres before the storms of next winter arrive.",
    "“It will take 42 days,” said Ada Moss, the harbour master, on Friday morning.",
    "Work starts in May and is paid for by the county, which set aside four million pounds.",
    "Fishermen had asked for a higher wall since the flood that reached the market square.",
    "The council voted for the plan by nine votes to four after a debate of three hours.",
    "Opponents say that the wall will hide the view that brings visitors to the old quay.",
)
_LINES = (
    "A day with the bell founder",
    "Four towns share one dentist",
    "Snow on the night train",
    "The last of the lamps",
)

_OPEN = ("The wall is 210 metres long", "It is four metres high", "It was built by nine men")
_PLAIN = (
    "Every bell of the old town was cast in one yard that closed years ago.",
    "A bus would be cheaper, and four villages have written to say so this spring.",
    "Nobody sells lamps any more, says the man who sold the last one to a museum.",
    "Snow fell on the night train, which came in late for the third time in a week.",
    "There are seven ways to cook a parsnip, of which two are worth the trouble.",
    "The choir sings without a hall and has moved its concert to a car park.",
)


def _page(*sentences: str, after: dict[int, str] | None = None) -> str:
    pieces = [f"<p>{text}</p>" for text in sentences or _SENTENCES]
    for at, html in (after or {}).items():
        pieces[at] += html
    return (
        f"<html lang='en'><body><nav>Home</nav><article><h1>Wall to rise</h1>{''.join(pieces)}</article></body></html>"
    )


@dataclass
class _Follower:
    """The last text that was recorded, and the host's memory."""

    latest: Document | None = None
    memory: bytes = b""
    findings: list[Finding] = field(default_factory=list)

    def look(self, html: str) -> Finding:
        found = examine(Job(Page(html.encode(), _URL, 200, ()), latest=self.latest, memory=self.memory))
        self.memory = found.memory or self.memory
        if self.latest is None:
            self.latest = found.document
        elif found.reread and not found.doubt:
            self.latest = found.reread.document
        self.findings.append(found)
        return found


def test_lines_that_rotate_among_the_paragraphs_are_no_edit() -> None:
    follower = _Follower()
    for line in _LINES:
        follower.look(_page(after={2: f"<p>{line}</p>"}))
    doubts = [bool(found.doubt) for found in follower.findings]
    assert doubts == [False, True, False, False]
    assert [found.change for found in follower.findings if not found.doubt] == [None, None, None]
    assert follower.latest is not None
    assert follower.latest.text.split("\n\n") == list(_SENTENCES)


def test_labelled_links_that_rotate_among_the_paragraphs_are_no_edit_at_any_look() -> None:
    follower = _Follower()
    for at, line in enumerate(_LINES):
        found = follower.look(_page(after={at: f"<p>Weekend pick: <a href='/{at}'>{line}</a></p>"}))
        assert (found.change, found.doubt) == (None, "")


def test_a_doubtful_line_like_one_that_is_gone_is_its_edited_form_only_where_it_begins_alike() -> None:
    doubts = []
    for line in ("Snow on the night trains", "More snow on the night train"):
        follower = _Follower()
        follower.look(_page(after={2: "<p>Snow on the night train</p>"}))
        found = follower.look(_page(after={2: f"<p>{line}</p>"}))
        assert found.change is not None
        doubts.append(bool(found.doubt))
    assert doubts == [False, True]


def test_a_line_with_the_label_of_one_and_the_words_of_another_that_are_gone_is_the_edited_form_of_neither() -> None:
    follower, own = _Follower(), (*_SENTENCES, *_OPEN)
    old = {1: f"<p>Explainer | {_LINES[0]} in the yard by the bridge</p>", 3: f"<p>From the shelf: {_LINES[1]}</p>"}
    assert "Explainer" in follower.look(_page(*own, after=old)).document.text
    found = follower.look(_page(*own, after={1: f"<p>From the shelf: {_LINES[0]} in the yard by the bridge</p>"}))
    assert "shelf" not in found.document.text
    assert found.doubt


def test_a_pointing_line_that_keeps_its_words_and_leads_elsewhere_waits_for_another_look() -> None:
    pointer = "<p>The long night of the lamps and what came after it is told <a href='/{}'>here</a>.</p>"
    follower = _Follower()
    assert "lamps" in follower.look(_page(after={1: pointer.format("lamps")})).document.text
    held = follower.look(_page(after={1: pointer.format("shop")}))
    assert held.doubt
    told = follower.look(_page(after={1: pointer.format("shop")}))
    assert told.fingerprint == held.fingerprint  # then `decide` believes it


def test_a_link_of_the_articles_own_that_leads_elsewhere_is_told_at_once() -> None:
    linked = "Work starts in May and is paid for by <a href='/{}'>the county</a>, which set aside four million pounds."
    follower = _Follower()
    follower.look(_page(*_SENTENCES[:2], linked.format("budget"), *_SENTENCES[3:]))
    found = follower.look(_page(*_SENTENCES[:2], linked.format("money"), *_SENTENCES[3:]))
    assert found.change is not None
    assert found.doubt == ""


def test_lines_that_rotate_between_the_turns_of_an_interview_are_no_edit() -> None:
    turns = [f"{'QA'[at % 2]}: {text}" for at, text in enumerate((*_SENTENCES, *_OPEN))]
    follower = _Follower()
    first = follower.look(_page(*turns, after={1: f"<p>From the shelf: {_LINES[0]}</p>"})).document
    assert BlockKind.ANSWER in {block.kind for block in first.blocks if "shelf" in block.text}
    found = follower.look(_page(*turns, after={1: f"<p>From the shelf: {_LINES[2]}</p>"}))
    assert found.doubt


def test_a_paragraph_that_stood_while_lines_beside_it_rotated_is_told_when_it_is_removed() -> None:
    short = "The wall hides the view."
    own = (*_SENTENCES[:2], short, *_SENTENCES[2:])
    follower = _Follower()
    follower.look(_page(*own))
    for line in _LINES:
        follower.look(_page(*own, after={1: f"<p>{line}</p>"}))
    found = follower.look(_page(*_SENTENCES, after={1: "<p>A quay for the second boat</p>"}))
    assert short not in found.document.text
    assert found.change is not None


def test_a_line_held_beside_another_that_is_gone_again_waits_as_long_as_what_comes_after_it() -> None:
    follower, kept = _Follower(), f"<p>{_LINES[3]}</p>"
    follower.look(_page())
    assert follower.look(_page(after={1: f"<p>{_LINES[0]}</p>", 4: kept})).doubt
    texts = [follower.look(_page(after={1: f"<p>{line}</p>", 4: kept})).document.text for line in 2 * _LINES[1:3]]
    assert [_LINES[3] in text for text in texts] == [False, False, False, True]


def test_items_of_a_list_do_not_say_how_an_articles_paragraphs_are_written() -> None:
    items = "".join(f"<li>Days until the {thing}: {number}</li>" for number, thing in enumerate(_LINES, 7))
    follower = _Follower()
    follower.look(_page(after={2: f"<ul>{items}</ul>"}))
    found = follower.look(_page(after={2: f"<ul>{items}</ul>", 4: "<p>From the shelf: Snow on the night train</p>"}))
    assert (found.change, found.doubt) == (None, "")


def test_a_line_that_another_look_shows_again_is_an_edit() -> None:
    follower = _Follower()
    follower.look(_page())
    held = follower.look(_page(after={2: "<p>The lamps stay on till ten</p>"}))
    assert held.doubt
    assert held.change is None
    told = follower.look(_page(after={2: "<p>The lamps stay on till ten</p>"}))
    assert told.doubt == ""
    assert not told.belated
    assert told.change is not None
    assert "The lamps stay on till ten" in told.document.text


def test_a_line_that_stays_where_others_rotated_is_told_late_and_says_so() -> None:
    follower = _Follower()
    for line in _LINES[:3]:
        follower.look(_page(after={2: f"<p>{line}</p>"}))
    looks = [follower.look(_page(after={2: "<p>The lamps stay on till ten</p>"})) for _ in range(5)]
    assert [bool(found.change) for found in looks] == [False, False, False, False, True]
    assert [found.belated for found in looks] == [False, False, False, False, True]


def test_a_line_that_was_held_beside_an_edit_is_told_as_belated() -> None:
    follower = _Follower()
    follower.look(_page())
    line = "<p>The lamps stay on till ten</p>"
    edited = follower.look(_page(after={2: line}).replace("42 days", "43 days"))
    assert edited.change is not None
    follower.latest = edited.document
    told = follower.look(_page(after={2: line}).replace("42 days", "43 days"))
    assert told.change is not None
    assert told.belated


@pytest.mark.parametrize(
    "added",
    [
        "<p>The court will hear the case again in November.</p>",
        "<p>“Nobody has asked us,” she said.</p>",
        "<p>Correction: An earlier version of this article gave the wrong number of votes.</p>",
        "<blockquote><p>Nobody asked us, nobody ever will.</p></blockquote>",
        f"<p>{'The minutes of the meeting name eleven people who spoke against it. ' * 4}</p>",
    ],
    ids=["sentence", "quotation", "note", "block quote", "long"],
)
def test_what_reads_like_the_article_is_told_at_once_also_where_lines_rotate(added: str) -> None:
    follower = _Follower()
    for line in _LINES[:3]:
        follower.look(_page(after={2: f"<p>{line}</p>"}))
    found = follower.look(_page(after={2: f"<p>{_LINES[3]}</p>", 4: added}))
    assert found.doubt == ""
    assert found.change is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [("42 days", "43 days"), ("Ada Moss", "Ida Moss"), ("nine votes", "ten votes"), ("will hide", "may hide")],
)
def test_an_edit_beside_a_rotating_line_is_told_at_once(old: str, new: str) -> None:
    follower = _Follower()
    for line in _LINES[:3]:
        follower.look(_page(after={0: f"<p>{line}</p>"}))
    found = follower.look(_page(after={0: f"<p>{_LINES[3]}</p>"}).replace(old, new))
    assert found.change is not None
    assert found.doubt == ""
    assert new in found.document.text


def test_a_place_whose_text_is_another_at_each_visit_is_no_edit_from_the_third_visit_on() -> None:
    follower = _Follower()
    told = []
    for line in _PLAIN:
        found = follower.look(_page(after={2: f"<p>{line}</p>"}))
        told.append(found.change is not None and not found.doubt)
        if told[-1]:
            follower.latest = found.document
    assert sum(told[:3]) <= 2
    assert told[3:] == [False, False, False]


def test_a_removed_paragraph_is_told_at_once() -> None:
    follower = _Follower()
    follower.look(_page())
    found = follower.look(_page(*_SENTENCES[:3], *_SENTENCES[4:]))
    assert found.change is not None
    assert found.doubt == ""


def test_a_line_that_is_gone_for_two_looks_is_an_edit() -> None:
    follower = _Follower()
    follower.look(_page(after={2: "<p>The lamps stay on till ten</p>"}))
    gone = follower.look(_page())
    assert gone.doubt
    assert gone.change is not None
    again = follower.look(_page())
    assert again.fingerprint == gone.fingerprint


def test_what_is_held_back_is_kept_with_the_name_of_its_rule() -> None:
    follower = _Follower()
    follower.look(_page())
    found = follower.look(_page(after={2: "<p>The lamps stay on till ten</p>"}))
    assert [(block.text, block.path) for block in found.document.furniture if block.path.startswith("unconfirmed")] == [
        ("The lamps stay on till ten", "unconfirmed: below 3 of the text, p")
    ]


def test_a_collapsed_text_settles_nothing() -> None:
    follower = _Follower()
    follower.look(_page())
    found = follower.look("<html><body><p>Short.</p></body></html>")
    assert not found.quality.ok
    assert found.memory == b""
    assert found.reread is None
