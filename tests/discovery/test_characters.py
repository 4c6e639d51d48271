"""Bytes into characters, and characters into an element tree."""

from __future__ import annotations

import pytest

from tracker.discovery.characters import plain, root_name, xml_root
from tracker.errors import UsageError


def test_the_first_element_names_the_form_whatever_stands_before_it() -> None:
    assert root_name("\ufeff <?xml version='1.0'?>\n<!-- a --><!DOCTYPE rss><rss:RSS>") == "rss"
    assert root_name("plain words") == root_name("<!-- never ends") == ""


@pytest.mark.parametrize("text", ["<1>", ""])
def test_what_is_no_element_cannot_be_read(text: str) -> None:
    with pytest.raises(UsageError, match="too broken"):
        xml_root(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Two\n words ", "Two words"),
        ("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; thin", "Bold & thin"),
        ("a < b and c > d", "a < b and c > d"),
        ("\u202etfel", "tfel"),
        ("\x1b[31mred", "[31mred"),
        ("", ""),
    ],
)
def test_a_title_is_one_line_of_plain_text(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&eacute;&nbsp;&hellip;", "é\xa0…"),
        ("&#233;&#xE9;", "éé"),
        ("&lt;&#60;&amp;&#38;", "<<&&"),
        ("&#xd800;&#0;&#x1b;&#xFFFE;", "\ufffd\ufffd"),
        ("&#99999999999;&#xzz;", "\ufffd&#xzz;"),
        ("&nosuchname; & more", "&nosuchname; & more"),
    ],
)
def test_references_become_the_characters_they_mean_or_nothing(written: str, read: str) -> None:
    assert xml_root(f"<title kind='{written}'>{written}</title>").text == read
