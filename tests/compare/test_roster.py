from __future__ import annotations

from tracker.compare.sourcing.aliases import Aliases
from tracker.compare.speaking.roster import Roster

KNOWN = Aliases(
    pairs=frozenset([("minister", "quill"), ("baker", "oster")]), names=frozenset(["moss"]), taken=frozenset(["baker"])
)


def roster(*names: str) -> Roster:
    made = Roster(lambda: KNOWN)
    for name in names:
        made.add(name)
    return made


def test_a_surname_stands_for_the_fullest_name() -> None:
    assert roster("Ada Quill", "Ada Maria Quill", "Bram Oster").fullest("Quill") == "Ada Maria Quill"
    assert roster("Ada Quill").fullest("Bram Oster") == "Bram Oster"
    assert roster("Ada Quill").fullest("Eda Quill") == "Eda Quill"
    assert roster("Adelaide Quill").fullest("Eda Quill") == "Eda Quill"


def test_who_is_named_by_a_surname_alone_is_one_who_spoke() -> None:
    assert roster("Ada Quill", "Ada Maria Quill").named("Quill") == "Ada Maria Quill"
    assert roster("Quill").named("Quill") == "Quill"
    assert roster("Ada McQuill").named("Quill") == roster("Ada Quill").named("Ada") == roster().named("Quill") == ""


def test_a_surname_that_two_have_stands_for_neither() -> None:
    assert roster("Ada Quill", "Eda Quill").fullest("Quill") == "Quill"
    assert roster("Mr Quill", "Mrs Quill").fullest("Quill") == "Quill"


def test_an_office_stands_for_the_last_one_who_has_it() -> None:
    spoke = roster("Ada Quill", "Bram Oster")
    assert spoke.last_of(frozenset(["minister"])) == "Ada Quill"
    assert spoke.last_of(frozenset(["baker"])) == "Bram Oster"
    assert spoke.last_of(frozenset(["captain"])) is None
    spoke.add("Eda Quill")
    assert spoke.last_of(frozenset(["minister"])) == "Eda Quill"


def test_an_office_that_is_nobodys_stands_for_the_last_one_the_text_knows() -> None:
    spoke = roster("Ann Moss", "Bram Oster")
    assert spoke.last_of(frozenset(["captain"])) == "Ann Moss"
    assert spoke.last_of(frozenset(["baker"])) == "Bram Oster"


def test_who_spoke_last_comes_first() -> None:
    assert list(reversed(roster("Ann Moss", "Bram Oster", "Ann Moss"))) == ["Ann Moss", "Bram Oster"]
