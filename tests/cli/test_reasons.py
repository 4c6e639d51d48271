"""What `tracker why` and `tracker status` say of the schedule."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from tests.cli.desk import Desk
from tests.cli.site import Site
from tests.cli.test_follow import PARAGRAPHS

CLOSED = "http://127.0.0.1:9"


def lines(desk: Desk, *words: str) -> dict[str, str]:
    """What is said, by the word that each line begins with."""
    ended = desk.type(*words)
    assert ended.code == 0
    return {line[:10].strip(): line[11:] for line in ended.out.splitlines()[1:]}


def rewrite(desk: Desk, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(desk.folder / "tracker.db")) as connection:
        connection.execute(statement, values)
        connection.commit()


def ticks(seconds_ago: float) -> int:
    return int((time.time() - seconds_ago) * 1e6)


def test_an_article_that_was_never_looked_at_is_due(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a")
    said = lines(desk, "why", "1")
    assert said["Next look"].startswith("due since ")
    assert "for the first time" in said["Because"]
    assert "1 article due there" in said["Host"]
    assert desk.type("why", "1", "--json").json["pace"] is None


def test_the_ladder_is_told_with_the_age_the_rate_and_the_host(desk: Desk, site: Site) -> None:
    desk.type("add", site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS))
    said = lines(desk, "why", "1")
    assert "in 1" in said["Next look"]
    assert "min" in said["Next look"]
    assert "until 3 h a look every 15 min" in said["Age"]
    assert "counted from when it was added" in said["Age"]
    assert said["Changes"] == "none seen"
    assert said["Rate"].startswith("1 × the average")
    assert said["Hint"] == "none"
    assert "may be asked now" in said["Host"]
    found = desk.type("why", "1", "--json").json
    assert (found["pace"]["rung"], found["pace"]["rung_pause_seconds"]) == (0, 900)


def test_what_was_learnt_and_hinted_is_told_with_its_counts(desk: Desk, site: Site) -> None:
    desk.type("add", "--source", "Courier", site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS))
    rewrite(desk, "INSERT INTO rates VALUES ('Courier', 'Courts', 40, 10)")
    rewrite(
        desk,
        "UPDATE articles SET section = 'Courts', hint = 'list', idle_hints = 2, born_at = ?, added_at = ?",
        ticks(86400 * 20),
        ticks(86400 * 10),
    )
    said = lines(desk, "why", "1")
    assert "40 changes where 10.0 were expected in Courier" in said["Rate"]
    assert "in its section Courts" in said["Rate"]
    assert "as it claims); until 30 d a look every 1 d" in said["Age"]
    assert "the feed or sitemap" in said["Hint"]
    assert "2 hints in a row led to nothing" in said["Hint"]
    found = desk.type("why", "1", "--json").json
    assert found["learnt_rate"] > 2
    assert found["pace"]["pause_seconds"] < 86400


def test_a_change_is_told_with_where_it_lifts_the_article(desk: Desk, site: Site) -> None:
    desk.type("add", site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS))
    age, change = ticks(86400 * 20), ticks(86400 * 2)
    rewrite(desk, "UPDATE articles SET added_at = ?, last_changed_at = ?, revisions = 2", age, change)
    assert "one rung up, a look every 6 h" in lines(desk, "why", "1")["Changes"]
    rewrite(desk, "UPDATE articles SET last_changed_at = ?", ticks(60))
    assert "to the first rung for an hour, a look every 15 min" in lines(desk, "why", "1")["Changes"]
    rewrite(desk, "UPDATE articles SET added_at = last_checked_at, last_changed_at = ?", ticks(60))
    assert "it is on the first rung already" in lines(desk, "why", "1")["Changes"]
    rewrite(desk, "UPDATE articles SET added_at = ?, last_changed_at = ?", age, ticks(86400 * 12))
    assert "too long ago to matter" in lines(desk, "why", "1")["Changes"]


def test_other_reasons_stand_in_the_ladder_s_place(desk: Desk, site: Site) -> None:
    url = site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS)
    desk.type("add", url, f"{CLOSED}/a")
    assert "tried again after 5 min" in lines(desk, "why", "2")["Because"]
    assert "1 in a row" in lines(desk, "why", "2")["Failures"]
    del site.pages["/ferry"]
    desk.type("check", "1")
    assert "a second look" in lines(desk, "why", "1")["Because"]
    desk.type("check", "1")
    assert "once a day" in lines(desk, "why", "1")["Because"]
    desk.type("pause", "1")
    said = lines(desk, "why", "1")
    assert said["Next look"] == "none"
    assert "tracker resume 1" in said["Because"]


def test_a_host_that_does_not_answer_is_told_once_however_many_articles_wait(desk: Desk) -> None:
    tried = desk.type("add", *(f"{CLOSED}/{number}" for number in range(6)))
    assert "127.0.0.1:9 is left alone until" in tried.err
    assert "not asked for #6" in tried.err
    said = desk.type("status").out
    assert said.count("127.0.0.1:9 does not answer since") == 1
    (host,) = desk.type("status", "--json").json["stopped_hosts"]
    assert (host["name"], host["failures"]) == ("127.0.0.1:9", 5)
    assert "does not answer since" in lines(desk, "why", "1")["Host"]


def test_a_host_that_lied_with_304_is_told_until_it_is_believed_again(desk: Desk, site: Site) -> None:
    desk.type("add", site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS))
    rewrite(desk, "UPDATE hosts SET lied_at = ?", ticks(3600))
    assert "asked for whole pages until" in lines(desk, "why", "1")["Host"]
    assert desk.type("status").out.count("answered 304 to a change") == 1
    (host,) = desk.type("status", "--json").json["distrusted_hosts"]
    assert host == {key: value for key, value in desk.type("why", "1", "--json").json["host"].items() if key in host}
    rewrite(desk, "UPDATE hosts SET lied_at = ?", ticks(31 * 86400))
    assert "304" not in lines(desk, "why", "1")["Host"] + desk.type("status").out


def test_status_says_how_long_an_edit_is_expected_to_stand_unseen(desk: Desk, site: Site) -> None:
    desk.type("add", "--later", f"{CLOSED}/a")
    assert "Delay" not in desk.type("status").out
    assert desk.type("status", "--json").json["expected_delay_seconds"] is None
    desk.type("add", site.article("/ferry", "New ferry for Ansel Point", *PARAGRAPHS))
    assert "an edit is expected to be seen" in desk.type("status").out
    assert 360 < desk.type("status", "--json").json["expected_delay_seconds"] < 540
