"""What is the visitor's own: their address, and the subscriptions that they may see and make."""

from __future__ import annotations

from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model import Subscription
from tracker.model.access import Role
from tracker.web.admission import Refused
from tracker.web.visitor import VISITOR, Entrance, Visitor


def own_subscriptions(tracker: Tracker) -> list[Subscription]:
    """The subscriptions that the visitor may see: those of their address, or all."""
    visitor = VISITOR.get()
    if visitor is None:
        return []
    known = tracker.subscriptions()
    if visitor.entrance is Entrance.OPEN or visitor.role.may(Role.ADMIN):
        return known
    address = visitor.user.address.casefold() if visitor.user else ""
    return [one for one in known if address and one.address.casefold() == address]


def require_own(address: str) -> None:
    """Everybody may have their own address told, an admin any. Raises UsageError."""
    if not manages() and (not own_address() or address.casefold() != own_address().casefold()):
        hint = f"yours is {own_address() or 'not known: an admin sets it'}"
        if the_visitor().user is None:
            hint = "this token is nobody's: make one of a user's (--user NAME), or one with the scope admin"
        raise UsageError("you can have your own mail address told, and no other", hint=hint)


def manages() -> bool:
    """Whether the visitor sees to what is everybody's."""
    return the_visitor().role.may(Role.ADMIN)


def own_address() -> str:
    """The visitor's own mail address, empty where nobody said."""
    user = the_visitor().user
    return user.address if user else ""


def the_visitor() -> Visitor:
    """Who asks. Raises Refused where nobody came in."""
    visitor = VISITOR.get()
    if visitor is None:
        raise Refused(403, "This is for people who came in.")
    return visitor
