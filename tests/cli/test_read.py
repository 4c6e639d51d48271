from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import FIRE, INTERVIEW, Followed

FACES = ("--unified", "--side-by-side", "--stat", "--html", "--json")


def test_a_diff_shows_the_flag_the_window_and_the_words(followed: Followed) -> None:
    ended = followed.desk.type("diff", "1", "1", "2")
    assert ended.code == 1
    assert "revision 1 → revision 2" in ended.out
    assert re.search(r"edited between \w{3} \d", ended.out)
    assert "quote changed" in ended.out
    assert "[-write-]" in ended.out
    assert "{+publish+}" in ended.out


@pytest.mark.parametrize("face", ["", *FACES])
def test_every_face_ends_with_one_where_revisions_differ(followed: Followed, face: str) -> None:
    ended = followed.desk.type("diff", "1", "1", "2", *([face] if face else []))
    assert ended.code == 1
    assert "publish" in ended.out or face == "--stat"
    assert ended.err == ""


@pytest.mark.parametrize("face", ["", *FACES])
def test_every_face_ends_with_nought_where_nothing_differs(followed: Followed, face: str) -> None:
    ended = followed.desk.type("diff", "1", "2", "2", *([face] if face else []))
    assert ended.code == 0
    assert ended.err == ""


def test_a_diff_of_the_only_revision_says_so(followed: Followed) -> None:
    assert followed.desk.type("diff", "2").out == "Revision 1 is the only one so far: there is nothing to compare.\n"


def test_two_faces_at_once_are_refused(followed: Followed) -> None:
    ended = followed.desk.type("diff", "1", "--json", "--html")
    assert (ended.code, ended.out) == (2, "")
    assert "choose one of" in ended.next_step


def test_the_faces_are_of_their_kind(followed: Followed) -> None:
    diff = ("diff", "1", "1", "2")
    assert followed.desk.type(*diff, "-u").out.startswith("--- ")
    assert followed.desk.type(*diff, "--html").out.lower().startswith("<!doctype html>")
    assert re.search(r"^flags: \d+ high$", followed.desk.type(*diff, "--stat").out, re.MULTILINE)
    found = followed.desk.type(*diff, "--json").json
    assert found["differs"] is True
    assert (found["old"]["number"], found["new"]["number"]) == (1, 2)
    assert found["window"] == found["new"]["window"]
    flag = found["flags"][0]
    assert (flag["kind"], "write" in flag["before"], "publish" in flag["after"]) == ("quote_changed", True, True)


def test_more_context_shows_more_unchanged_text(followed: Followed) -> None:
    few, many = (followed.desk.type("diff", "1", "1", "2", "-c", number).out for number in ("0", "100000"))
    assert "sentences unchanged" in few
    assert "sentences unchanged" not in many
    assert len(many) > len(few)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ((), (2, 3)),
        (("1",), (1, 3)),
        (("1", "3"), (1, 3)),
        (("previous", "latest"), (2, 3)),
        (("1", "previous"), (1, 2)),
        (("latest", "1"), (3, 1)),
    ],
)
def test_revisions_are_named_by_number_and_by_place(
    followed: Followed, typed: tuple[str, ...], meant: tuple[int, int]
) -> None:
    found = followed.desk.type("diff", "1", *typed, "--json").json
    assert (found["old"]["number"], found["new"]["number"]) == meant


def test_revisions_are_named_by_the_time_at_which_they_stood(followed: Followed) -> None:
    revisions = followed.desk.type("log", "1", "--json").json["revisions"]
    seen = {row["number"]: datetime.fromisoformat(row["first_seen_at"]) for row in revisions}
    at_second = (seen[2] + timedelta(milliseconds=1)).isoformat()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    found = followed.desk.type("diff", "1", at_second, tomorrow, "--json").json
    assert (found["old"]["number"], found["new"]["number"]) == (2, 3)


def test_a_diff_against_time_works_and_says_so(followed: Followed) -> None:
    ended = followed.desk.type("diff", "1", "2", "1")
    assert ended.code == 1
    assert "revision 2 → revision 1, the older one" in ended.out
    assert "[-publish-]" in ended.out


@pytest.mark.parametrize("typed", ["7", "0", "-1", "yesterday", "2020-01-01", "2026-13-45", "3x", "9" * 40])
def test_a_revision_that_is_none_is_refused_with_the_forms_that_are(followed: Followed, typed: str) -> None:
    ended = followed.desk.type("diff", "--", "1", typed)
    assert (ended.code, ended.out) == (2, "")
    assert "revision" in ended.complaint
    assert "latest, previous, a date" in ended.next_step


def test_an_article_is_known_by_any_form_of_its_address(followed: Followed) -> None:
    url = followed.url(INTERVIEW)
    forms = (url.removeprefix("http://"), f"{url}/", f"{url}?utm_source=x&fbclid=y", f"{url}#comments", url)
    for form in forms:
        assert followed.desk.type("show", form, "--json").json["revision"]["article_id"] == 1, form


@pytest.mark.parametrize("command", ["diff", "log", "show", "check", "pause", "resume", "rm"])
@pytest.mark.parametrize("typed", ["99", "https://paper.example/unheard-of", "9" * 12])
def test_an_article_that_is_not_followed_is_refused(followed: Followed, command: str, typed: str) -> None:
    ended = followed.desk.type(command, typed)
    assert (ended.code, ended.out) == (2, "")
    assert ended.complaint
    assert "tracker list" in ended.next_step


def test_the_log_goes_from_the_newest_revision_to_the_first(followed: Followed) -> None:
    out = followed.desk.type("log", "1").out
    assert [int(number) for number in re.findall(r"^revision (\d)", out, re.MULTILINE)] == [3, 2, 1]
    assert "publish the bad ones" in " ".join(out.split())
    assert "Seen in 3 of 3 checks" in out


def test_the_log_can_show_the_checks(followed: Followed) -> None:
    out = followed.desk.type("log", "1", "--checks").out
    assert len(re.findall(r"^  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d changed 200", out, re.MULTILINE)) == 3
    found = followed.desk.type("log", "1", "--checks", "--json").json
    assert [check["outcome"] for check in found["checks"]] == ["changed"] * 3
    assert (found["check_count"], found["sightings"]) == (3, 3)


def test_an_article_is_shown_as_it_was_in_any_revision(followed: Followed) -> None:
    first, second = (followed.desk.type("show", f"1@{revision}", "--text").out for revision in (1, 2))
    assert first.replace("can write the bad ones", "can publish the bad ones") == second
    assert followed.desk.type("show", f"{followed.url(INTERVIEW)}@1", "--text").out == first
    assert followed.desk.type("show", "1@previous", "--text").out == second


def test_the_text_shown_is_the_body_as_the_newspaper_wrote_it(followed: Followed) -> None:
    written = followed.newspaper.story(FIRE).edition(1).copy.text
    assert followed.desk.type("show", "2", "--text").out == written + "\n"
    assert followed.desk.type("show", "2", "--json").json["document"]["text"] == written


def test_a_page_that_never_gave_a_revision_cannot_be_shown(followed: Followed) -> None:
    ended = followed.desk.type("show", "3")
    assert ended.code == 2
    assert "no revision" in ended.complaint
    assert "tracker check" in ended.next_step


def test_flags_are_filtered_by_kind_severity_source_and_time(followed: Followed) -> None:
    def kinds(*options: str) -> set[str]:
        return {row["kind"] for row in followed.desk.type("flags", "--json", *options).json}

    assert {"quote_changed", "attribution_changed"} <= kinds()
    assert kinds("--kind", "quote") == kinds("--kind", "quote_changed") == {"quote_changed"}
    assert kinds("--kind", "quote", "--kind", "attribution") == {"quote_changed", "attribution_changed"}
    assert kinds("--severity", "critical") == {"attribution_changed"}
    assert kinds("--source", "Courier") == kinds()
    assert kinds("--source", "Post") == set()
    assert kinds("--since", "1h") == kinds()
    assert kinds("--since", "2999-01-01") == set()
    assert len(followed.desk.type("flags", "--json", "--limit", "1").json) == 1


def test_flags_that_are_none_are_told_apart_from_filters_that_fit_nothing(followed: Followed) -> None:
    assert followed.desk.type("flags", "--kind", "byline").out == "Nothing was flagged that fits.\n"
    assert "quote changed" in followed.desk.type("flags", "--kind", "quote").out


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--kind", "quotation"), "quote_changed"),
        (("--since", "soon"), "2026"),
        (("--severity", "huge"), "--help"),
        (("--limit", "0"), "--help"),
    ],
)
def test_a_filter_that_is_misspelt_is_refused(followed: Followed, options: tuple[str, ...], word: str) -> None:
    ended = followed.desk.type("flags", *options)
    assert (ended.code, ended.out) == (2, "")
    assert ended.complaint
    assert word in ended.next_step
