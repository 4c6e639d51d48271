"""Furniture is another one at every request, and the same one for the same request."""

from __future__ import annotations

from tracker.demo.furniture import furnish


def test_equal_requests_get_equal_furniture() -> None:
    assert furnish("fire", 3) == furnish("fire", 3)


def test_lists_counters_labels_and_tokens_move_with_every_request() -> None:
    for number in range(1, 40):
        now, then = furnish("fire", number), furnish("fire", number + 1)
        assert now.most_read != then.most_read
        assert now.related != then.related
        assert now.newsletter != then.newsletter
        assert now.minutes_ago != then.minutes_ago
        assert now.nonce != then.nonce
        assert then.shares > now.shares
        assert then.comments >= now.comments


def test_a_list_names_no_story_twice() -> None:
    for number in range(50):
        furniture = furnish("fire", number)
        assert len(set(furniture.most_read)) == 5
        assert len(set(furniture.related)) == 3


def test_hashed_class_names_last_as_long_as_a_build() -> None:
    assert furnish("a", 5).css("Body", "text") == furnish("b", 9).css("Body", "text")
    assert furnish("a", 5).css("Body", "text") != furnish("a", 10).css("Body", "text")
    assert furnish("a", 5).css("Body", "text") != furnish("a", 5).css("Body", "p")
