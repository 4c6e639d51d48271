from __future__ import annotations

from tracker.compare import compare, fingerprint
from tracker.model import Document, EditKind, FlagKind

OLD = "“We never saw the report,” Dana Okafor said.\n\nThe council met for an hour. It will meet again."


def test_an_identical_text_has_no_edit_and_no_flag() -> None:
    document = Document.from_text(OLD, headline="Council meets")
    change = compare(document, document)
    assert change.edits == ()
    assert change.flags == ()


def test_a_changed_quotation_is_one_flag_with_verbatim_sides() -> None:
    old, new = Document.from_text(OLD), Document.from_text(OLD.replace("never saw", "saw"))
    (flag,) = compare(old, new).flags
    assert flag.kind is FlagKind.QUOTE_CHANGED
    assert flag.before_span is not None
    assert flag.after_span is not None
    assert flag.before == old.cut(flag.before_span) == "We never saw the report,"
    assert flag.after == new.cut(flag.after_span) == "We saw the report,"


def test_another_shape_of_quotation_marks_is_an_edit_without_a_flag() -> None:
    old, new = Document.from_text(OLD), Document.from_text(OLD.replace("“", '"').replace("”", '"'))
    change = compare(old, new)
    assert [edit.silent for edit in change.edits] == ["typography"]
    assert change.flags == ()
    assert fingerprint(old) != fingerprint(new)


def test_paragraphs_wrapped_elsewhere_are_the_same_text() -> None:
    old, new = (
        Document.from_text(OLD),
        Document.from_text(OLD.replace("hour. It", "hour.\n\nIt").replace(" saw ", "\nsaw ")),
    )
    assert fingerprint(old) == fingerprint(new)
    assert compare(old, new).edits == ()


def test_a_swapped_paragraph_has_moved() -> None:
    first, second = OLD.split("\n\n")
    change = compare(Document.from_text(OLD), Document.from_text(f"{second}\n\n{first}"))
    assert [edit.kind for edit in change.edits] == [EditKind.MOVED]
    assert [flag.kind for flag in change.flags] == [FlagKind.PARA_MOVED]
