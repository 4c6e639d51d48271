"""A real interview, where it stands beside the checkout: each edit gives exactly its flags, furniture gives none.

The article itself is not part of the project; without it these tests are skipped, and the demo's interview has the same
edits.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import tracker
from tracker.model import Document, FlagKind, Severity, Verdict

_SEEDS = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))
_TEASERS = ("What to watch", "Five quick dinners", "The season's best books", "Inside the gala", "A week in pictures")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _SEEDS, reason="the article stands beside a developer's checkout only"),
]


@dataclass(frozen=True)
class Story:
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]


@pytest.fixture(scope="module")
def story() -> Story:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", _SEEDS[0].read_text(encoding="utf-8")) if block.strip()]
    return Story(headline=blocks[0], standfirst=blocks[1], paragraphs=tuple(blocks[2:]))


def read(story: Story, request: int = 0) -> Document:
    return tracker.extract(page(story, request), url="https://paper.example/story")


def page(story: Story, request: int) -> str:
    """The story among ordinary furniture, which is other furniture at each request."""
    chance = random.Random(request)
    teasers = "".join(f'<li><a href="/t/{chance.random()}">{t}</a></li>' for t in chance.sample(_TEASERS, 3))
    body = []
    for number, text in enumerate(story.paragraphs):
        kind = "p" if len(text) >= 80 or text.endswith((".", "”", '"', "?")) else "h2"
        body.append(f"<{kind}>{html.escape(text)}</{kind}>" if "Getty" not in text else _picture(text))
        if number == 4:
            body.append(f"<aside class='related'><h3>Related stories</h3><ul>{teasers}</ul></aside>")
    facts = {"@type": "NewsArticle", "headline": story.headline, "datePublished": "2021-12-03T10:00:00-05:00"}
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{html.escape(story.headline)} | Paper</title>"
        f"<script type='application/ld+json'>{json.dumps(facts)}</script></head><body><nav><a href=/>Home</a></nav>"
        f"<main><article><h1>{html.escape(story.headline)}</h1><p class=dek>{html.escape(story.standfirst)}</p>"
        f"<div class=share>{chance.randint(1, 900)} shares</div>{''.join(body)}</article>"
        f"<aside><h3>Most read</h3><ol>{teasers}</ol></aside></main><footer>© Paper</footer></body></html>"
    )


def _picture(text: str) -> str:
    return f"<figure><img src=/a.jpg alt=''><figcaption>{html.escape(text)}</figcaption></figure>"


def replaced(old: str, new: str) -> Callable[[Story], Story]:
    def edit(story: Story) -> Story:
        assert sum(text.count(old) for text in story.paragraphs) == 1, old
        return replace(story, paragraphs=tuple(text.replace(old, new) for text in story.paragraphs))

    return edit


def swapped(one: int, two: int) -> Callable[[Story], Story]:
    def edit(story: Story) -> Story:
        texts = list(story.paragraphs)
        texts[one], texts[two] = texts[two], texts[one]
        return replace(story, paragraphs=tuple(texts))

    return edit


def removed(number: int) -> Callable[[Story], Story]:
    return lambda story: replace(story, paragraphs=story.paragraphs[:number] + story.paragraphs[number + 1 :])


def loud(before: Document, after: Document) -> set[str]:
    return {flag.kind.value for flag in tracker.compare(before, after).flags if flag.severity is not Severity.SILENT}


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (replaced("I trusted them", "I believed them"), {FlagKind.QUOTE_CHANGED}),
        (replaced("Clooney said, per CNN", "Pitt said, per CNN"), {FlagKind.ATTRIBUTION_CHANGED}),
        (replaced("aired on ABC on Dec. 2", "aired on ABC on Dec. 4"), {FlagKind.FACT_CHANGED}),
        (replaced("63-year-old", "65-year-old"), {FlagKind.FACT_CHANGED}),
        (replaced("30 to 40 minutes", "20 to 30 minutes"), {FlagKind.FACT_CHANGED}),
        (replaced("ammunition killed", "ammunition allegedly killed"), {FlagKind.HEDGING_ADDED}),
        (removed(17), {FlagKind.PARA_REMOVED, FlagKind.QUOTE_REMOVED}),
        (swapped(24, 26), {FlagKind.PARA_MOVED}),
        (lambda story: replace(story, headline=story.headline.replace("9", "8")), {FlagKind.HEADLINE_CHANGED}),
    ],
)
def test_an_edit_gives_its_flags_and_no_other(
    story: Story, edit: Callable[[Story], Story], kinds: set[FlagKind]
) -> None:
    found = loud(read(story), read(edit(story), 1))
    assert found == {kind.value for kind in kinds}


def test_straight_quotation_marks_flag_nothing(story: Story) -> None:
    marks = str.maketrans("“”‘’", "\"\"''")
    straight = Story(
        headline=story.headline.translate(marks),
        standfirst=story.standfirst.translate(marks),
        paragraphs=tuple(text.translate(marks) for text in story.paragraphs),
    )
    assert loud(read(story), read(straight, 1)) == set()


def test_furniture_that_rotates_changes_no_character(story: Story) -> None:
    first = read(story)
    assert all(read(story, request).text == first.text for request in range(1, 25))
    assert len(first.text.split()) > 1000


def test_a_correction_note_is_flagged_and_ends_the_silence(story: Story) -> None:
    note = "Correction: An earlier version of this article gave a wrong age. The actor is 65, not 63."
    edited = replaced("63-year-old", "65-year-old")(story)
    noted = replace(edited, paragraphs=(*edited.paragraphs, note))
    change = tracker.compare(read(story), read(noted, 1))
    assert {FlagKind.CORRECTION_ADDED, FlagKind.FACT_CHANGED} <= {flag.kind for flag in change.flags}
    assert change.disclosure.verdict is Verdict.DISCLOSED
    assert note in change.disclosure.note
