"""Users: who can log in, in which role; for admins. Passwords go in and are never shown; access.py keeps their hashes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracker import access
from tracker.alert.address import clean_address
from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model.access import Role, User
from tracker.web.choices import ROLES, chosen_one
from tracker.web.guard import form
from tracker.web.pages import Pages
from tracker.web.visitor import VISITOR


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/users, and what its forms do."""
    tracker = pages.tracker

    def shown(error: UsageError | None = None) -> str:
        return pages.render("users.html", users=access.users(tracker), choices={"role": ROLES}, error=error)

    @router.api_route("/users", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def users() -> str:
        return shown()

    def answering(act: Callable[[Tracker, dict[str, str]], None]) -> Callable[[dict[str, str]], Response]:
        def answer(fields: Annotated[dict[str, str], Depends(form)]) -> Response:
            try:
                act(tracker, fields)
            except UsageError as error:
                return HTMLResponse(shown(error), status_code=422)
            return RedirectResponse("/users", status_code=303)

        return answer

    for path, act in (("", _add), ("/role", _set_role), ("/password", _set_password), ("/remove", _remove)):
        router.post(f"/users{path}")(answering(act))


def _add(tracker: Tracker, fields: dict[str, str]) -> None:
    """Let somebody log in; the first one is an admin, since from then on everybody logs in."""
    role = Role(chosen_one(fields.get("role", ""), ROLES))
    if role is not Role.ADMIN and not access.has_users(tracker):
        raise UsageError("the first user must be an admin", hint="nobody could manage the others")
    address = fields.get("address", "").strip()
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    access.add_user(tracker, name, password, role=role, address=clean_address(address) if address else "")


def _set_role(tracker: Tracker, fields: dict[str, str]) -> None:
    user = access.find_user(tracker, fields.get("name", ""))
    role = Role(chosen_one(fields.get("role", ""), ROLES))
    if role is not Role.ADMIN:
        _keep_an_admin(tracker, user)
    access.set_role(tracker, user, role)


def _set_password(tracker: Tracker, fields: dict[str, str]) -> None:
    """Another password for somebody who forgot theirs; wherever they are logged in, they must log in again."""
    access.set_password(tracker, access.find_user(tracker, fields.get("name", "")), fields.get("password", ""))


def _remove(tracker: Tracker, fields: dict[str, str]) -> None:
    user, visitor = access.find_user(tracker, fields.get("name", "")), VISITOR.get()
    if visitor is not None and visitor.user == user:
        raise UsageError("you cannot remove yourself", hint="another admin can, or `tracker user remove`")
    _keep_an_admin(tracker, user)
    access.remove_user(tracker, user)


def _keep_an_admin(tracker: Tracker, user: User) -> None:
    """Raises UsageError where the user is the last who can manage others."""
    if [one for one in access.users(tracker) if one.role is Role.ADMIN] == [user]:
        raise UsageError(f"{user.name} is the last admin", hint="make somebody else an admin first")
