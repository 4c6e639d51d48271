from __future__ import annotations

import json
from dataclasses import fields, replace

from tests.render.building import added, article, at, change, changed, flag, kept, removed, revision
from tracker.model import (
    Article,
    Block,
    BlockKind,
    Check,
    Document,
    FactDelta,
    Flag,
    Link,
    Mark,
    Outcome,
    Part,
    Revision,
    Span,
)
from tracker.render.data import (
    article_to_dict,
    check_to_dict,
    document_to_dict,
    flag_to_dict,
    revision_to_dict,
    to_dict,
    to_json,
)


def test_a_flag_has_every_field_under_its_own_name() -> None:
    made = replace(
        flag(),
        before_span=Span(Part.BODY, 3, 5),
        delta=FactDelta("42", "43", "year", 43 / 42),
        speaker="Ada Moss",
    )
    data = flag_to_dict(made)
    assert list(data) == [
        "kind", "sub", "severity", "before", "after", "before_span", "after_span", "rule", "explanation", "summary",
        "speaker", "delta",
    ]  # fmt: skip
    assert set(data) == {field.name for field in fields(Flag)}
    assert data["before_span"] == {"part": "body", "start": 3, "end": 5}
    assert data["after_span"] is None
    assert data["delta"] == {"before_value": "42", "after_value": "43", "unit": "year", "factor": 43 / 42}


def test_either_text_can_be_rebuilt_from_the_passages() -> None:
    made = change(kept("One."), changed("It was so.", "It is so."), removed("Two."), added("Three."))
    data = json.loads(to_json(to_dict(made)))
    for text, wanted in ((made.old.text, "delete"), (made.new.text, "insert")):
        told = ["".join(w for op, w in one["pieces"] if op in {"equal", wanted}) for one in data["passages"]]
        assert " ".join(told).split() == text.split()


def test_nouns_have_every_field_of_the_model() -> None:
    check = Check(1, 12, at(9, 0), at(9, 1), Outcome.FAILED, None, "timeout", "")
    assert set(article_to_dict(article())) == {field.name for field in fields(Article)}
    assert set(revision_to_dict(revision())) == {field.name for field in fields(Revision)}
    assert set(check_to_dict(check)) == {field.name for field in fields(Check)}
    assert set(document_to_dict(Document())) == {*(field.name for field in fields(Document)), "text"}
    assert check_to_dict(check)["status"] is None


def test_times_are_utc_with_a_z_and_absent_ones_null() -> None:
    data = article_to_dict(article(next_check_at=None))
    assert data["added_at"] == "2026-11-22T09:00:00Z"
    assert data["next_check_at"] is None
    assert revision_to_dict(revision(1))["window"] == {"after_at": None, "until_at": "2026-11-22T13:17:43Z"}


def test_a_document_tells_its_blocks_links_and_marks() -> None:
    block = Block(BlockKind.PARAGRAPH, "See here.", (Link("here", "https://paper.example/"),), "/html/body/p[1]")
    data = document_to_dict(Document(blocks=(block,), marks=frozenset({Mark.PAYWALL, Mark.LIVE_BLOG})))
    assert data["blocks"] == [
        {
            "kind": "paragraph",
            "text": "See here.",
            "links": [{"text": "here", "href": "https://paper.example/"}],
            "path": "/html/body/p[1]",
        }
    ]
    assert data["marks"] == ["live_blog", "paywall"]


def test_texts_stay_verbatim_and_the_json_is_plain_ascii() -> None:
    hostile = "\x1b[31m\u202e\ud800\u2028“x”"
    text = to_json(to_dict(change(kept("A."), flags=(flag(before=hostile),))))
    assert text.isascii()
    assert text.isprintable()
    assert json.loads(text)["flags"][0]["before"] == hostile
