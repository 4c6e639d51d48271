from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Followed


def test_what_was_once_said_is_found_with_the_words_marked_and_the_windows(followed: Followed) -> None:
    ended = followed.desk.type("search", "--gone", '"can write"')
    assert ended.code == 0
    assert "#1 · Courier · revision 1 of 3" in ended.out
    assert "Somebody else [can write] the bad ones" in " ".join(ended.out.split())
    assert "gone in revision 2: between" in ended.out


def test_every_line_of_a_passage_is_indented(followed: Followed) -> None:
    (first, *rest) = followed.desk.type("search", "ashamed").out.rstrip().splitlines()
    assert not first.startswith(" ")
    assert len(rest) > 3  # the passage runs over
    assert {line[:3].count(" ") for line in rest if line.strip()} == {2}
    assert max(map(len, rest)) <= 100


def test_what_is_still_said_is_not_gone(followed: Followed) -> None:
    assert followed.desk.type("search", "--gone", "publish").out.startswith("No article once said that")
    assert "2 revisions, 2 to 3, of 3" in followed.desk.type("search", '"can publish"').out


def test_json_tells_revisions_windows_and_passage(followed: Followed) -> None:
    (found,) = json.loads(followed.desk.type("search", "--json", '"can write"').out)
    assert list(found) == ["article", "revisions", "came", "gone", "misread", "passage"]
    assert (found["article"]["id"], found["revisions"], found["misread"]) == (1, [1], False)
    assert [run["text"] for run in found["passage"] if run["found"]] == ["can write"]


@pytest.mark.parametrize("options", [("--source", "Nobody"), ("--until", "2020-01-01"), ("--since", "2100-01-01")])
def test_filters_narrow_a_search(followed: Followed, options: tuple[str, str]) -> None:
    assert followed.desk.type("search", "the", *options).out == "No revision of any article says that.\n"


def test_a_search_for_no_word_is_misspelt(followed: Followed) -> None:
    assert followed.desk.type("search", "***").code == 2


def test_a_limit_that_cut_is_told(followed: Followed) -> None:
    assert "--limit shows more" in followed.desk.type("search", "--limit", "1", "the").out
