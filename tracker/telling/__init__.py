"""Whom a change concerns and when they are told: pure rules between what was found and what is promised."""

from tracker.telling.choosing import Found, wanted
from tracker.telling.folding import Step, folded
from tracker.telling.timing import let_rest, tell_at

__all__ = ["Found", "Step", "folded", "let_rest", "tell_at", "wanted"]
