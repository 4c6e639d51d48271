"""Who gets in, over the application's own table of routes: nobody without a login, nothing changed without proof."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from tests.scripted.records import a_flag
from tests.scripted.today import begin_store
from tests.web.conftest import served, visitor
from tracker import access
from tracker.app import Tracker, open_tracker
from tracker.codec import to_json
from tracker.config import load
from tracker.errors import UsageError
from tracker.model import FlagKind, Severity
from tracker.model import Verdict as Disclosed
from tracker.model.access import Role, Scope, User
from tracker.model.trouble import TroubleKind
from tracker.store import access as sessions
from tracker.store import schema, troubles
from tracker.store.steps import keep_step
from tracker.telling.troubles import Verdict
from tracker.web import make_pages
from tracker.web.admission import FROM_ANYWHERE, OPEN
from tracker.web.login import within
from tracker.web.pacing import Pacing

PASSWORD = "correct horse battery"
UNGUARDED = {
    ("GET", "/login"),
    ("POST", "/login"),
    ("GET", "/health"),
    ("GET", "/style.css"),
    ("GET", "/icon.svg"),
    ("GET", "/unsubscribe/{token}"),
    ("POST", "/unsubscribe/{token}"),
    ("GET", "/feeds/{token}/changes.{form}"),
    ("GET", "/feeds/{token}/articles/{number}.{form}"),
    ("GET", "/feeds/{token}/search.{form}"),
    ("GET", "/feeds/{token}/edits.{form}"),
    ("GET", "/websub/{path}"),
    ("POST", "/websub/{path}"),
}


LEAST = {
    ("POST", "/login"): None,
    ("POST", "/websub/{path}"): None,
    ("POST", "/logout"): Role.READER,
    ("POST", "/account"): Role.READER,
    ("POST", "/alerts"): Role.READER,
    ("POST", "/alerts/{number}/end"): Role.READER,
    ("POST", "/alerts/feeds"): Role.READER,
    ("POST", "/alerts/feeds/{number}/end"): Role.READER,
    ("POST", "/api/v1/subscriptions"): Role.READER,
    ("DELETE", "/api/v1/subscriptions/{number}"): Role.READER,
    ("POST", "/add"): Role.EDITOR,
    ("POST", "/triage"): Role.EDITOR,
    ("POST", "/api/v1/articles"): Role.EDITOR,
    ("POST", "/api/v1/articles/{number}/pause"): Role.EDITOR,
    ("POST", "/api/v1/articles/{number}/resume"): Role.EDITOR,
    ("POST", "/api/v1/articles/{number}/check"): Role.EDITOR,
    ("POST", "/api/v1/articles/{number}/revisions/{revision}/triage"): Role.EDITOR,
    ("POST", "/api/v1/flags/{flag}/triage"): Role.EDITOR,
    ("DELETE", "/api/v1/articles/{number}"): Role.ADMIN,
    ("POST", "/users"): Role.ADMIN,
    ("POST", "/users/role"): Role.ADMIN,
    ("POST", "/users/password"): Role.ADMIN,
    ("POST", "/users/remove"): Role.ADMIN,
}
"""The least role that may use each route that changes something; None where nobody is asked who they are."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """A store with a user of each role and one article."""
    folder = tmp_path_factory.mktemp("desk")
    begin_store(folder)
    (folder / "config.toml").write_text("")
    with open_tracker(load(folder / "config.toml")) as tracker:
        tracker.add("https://paper.example/a")
        for role in Role:
            access.add_user(tracker, role.value, PASSWORD, role=role)
        yield tracker


@pytest.fixture(scope="module")
def base(desk: Tracker) -> Iterator[str]:
    with served(make_pages(desk)) as base:
        yield base


@pytest.fixture
def anonymous(base: str) -> Iterator[httpx.Client]:
    with visitor(base) as client:
        yield client


@pytest.fixture(params=list(Role))
def somebody(request: pytest.FixtureRequest, desk: Tracker, base: str) -> Iterator[tuple[Role, httpx.Client]]:
    """A browser in which a user of this role is logged in."""
    with visitor(base, cookies={"tracker": session_of(desk, request.param)}) as client:
        yield request.param, client


def session_of(desk: Tracker, role: Role) -> str:
    """A session without hashing a password, which is slow on purpose."""
    secret = f"session of {role.value}"
    user = access.find_user(desk, role.value)
    with desk.database.write() as connection:
        sessions.close_session(connection, access.hash_of(secret))
        sessions.open_session(
            connection, user, access.hash_of(secret), now=desk.now(), until=desk.now() + timedelta(hours=1)
        )
    return secret


def routes(desk: Tracker) -> list[tuple[str, str]]:
    found = [route for route in make_pages(desk).routes if isinstance(route, APIRoute)]
    assert len(found) == len(make_pages(desk).routes)
    return sorted((method, route.path) for route in found for method in route.methods or ())


def filled_in(path: str) -> str:
    for name in ("{number}", "{old}", "{new}", "{revision}"):
        path = path.replace(name, "1")
    return (
        path.replace("{token}", "unknown")
        .replace("{form}", "atom")
        .replace("{path}", "unknown")
        .replace("{sha256}", "0" * 64)
    )


def writing(desk: Tracker) -> list[tuple[str, str]]:
    return [one for one in routes(desk) if one[0] not in {"GET", "HEAD"} and one not in FROM_ANYWHERE]


def test_the_list_of_what_asks_nobody_is_short_and_known() -> None:
    assert OPEN == UNGUARDED
    assert {("POST", "/unsubscribe/{token}")} == FROM_ANYWHERE


def test_every_route_and_method_but_those_of_the_list_refuses_strangers(desk: Tracker, anonymous: httpx.Client) -> None:
    for method, path in routes(desk):
        answer = anonymous.request(method, filled_in(path))
        if (method.replace("HEAD", "GET"), path) in UNGUARDED:
            assert answer.status_code in {200, 403, 404}, (method, path)
        elif path.startswith("/api/"):
            assert answer.status_code == 401, (method, path)
        else:
            assert answer.status_code == 303, (method, path)
            assert answer.headers["location"].startswith("/login?next=")
        assert "paper.example" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer guessed"},
        {"authorization": "Basic YWRtaW46YWRtaW4="},
        {"authorization": "Bearer"},
    ],
)
def test_a_token_that_is_none_opens_nothing(desk: Tracker, anonymous: httpx.Client, headers: dict[str, str]) -> None:
    for path in ("/", "/articles/1", "/status"):
        answer = anonymous.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_change_with_a_foreign_origin_is_refused_whoever_asks(
    desk: Tracker, somebody: tuple[Role, httpx.Client]
) -> None:
    _, client = somebody
    token = token_in(client.get("/").text)
    foreign: list[dict[str, str]] = [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ]
    for method, path in writing(desk):
        for headers in foreign:
            answer = client.request(method, filled_in(path), headers=headers | {"x-csrf-token": token})
            assert answer.status_code == 403, (method, path, headers)


def test_a_change_without_the_sessions_own_token_is_refused(
    desk: Tracker, base: str, somebody: tuple[Role, httpx.Client]
) -> None:
    role, client = somebody
    other = next(one for one in Role if one is not role)
    with visitor(base, cookies={"tracker": session_of(desk, other)}) as stranger:
        others = token_in(stranger.get("/").text)
    for method, path in writing(desk):
        if (method, path) in UNGUARDED:
            continue
        for token in ("", "guessed", others, "é"):
            answer = client.request(
                method,
                filled_in(path),
                headers={"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"},
                content=f"csrf={token}",
            )
            assert answer.status_code == 403, (method, path)
    assert client.get("/").status_code == 200  # and nobody was logged out


def test_each_role_may_change_what_is_its_own_and_nothing_else(
    desk: Tracker, base: str, somebody: tuple[Role, httpx.Client]
) -> None:
    """Everything is asked for of what is not there, so that who is let in changes nothing."""
    role, client = somebody
    scope = {Role.READER: Scope.READ, Role.EDITOR: Scope.WRITE, Role.ADMIN: Scope.ADMIN}[role]
    made, secret = access.new_token(desk, "script", scope)
    token = token_in(client.get("/").text)
    assert sorted(LEAST) == sorted(writing(desk))
    ranks = list(Role)
    for (method, path), least in sorted(LEAST.items(), key=lambda route: route[0][1] == "/logout"):
        if least is None:
            continue
        url = filled_in(path.replace("{number}", "999999").replace("{flag}", "999999"))
        for headers in ({"x-csrf-token": token}, {"authorization": f"Bearer {secret}"}):
            with visitor(base, cookies=dict(client.cookies) if "x-csrf-token" in headers else {}) as asking:
                answer = asking.request(method, url, headers=headers)
            refused = answer.status_code == 403 and "needs the role" in answer.text
            assert refused == (ranks.index(role) < ranks.index(least)), (method, path, headers)
            assert "form has expired" not in answer.text
    access.revoke(desk, made.id, scopes=[scope])


def test_every_form_that_posts_carries_the_token(somebody: tuple[Role, httpx.Client]) -> None:
    _, client = somebody
    for path in ("/", "/articles", "/articles/1", "/status"):
        text = client.get(path).text
        assert text.count('method="post"') == text.count('name="csrf"') > 0


def test_an_open_door_needs_no_login_but_proof_of_our_own_page(empty: httpx.Client) -> None:
    assert empty.get("/").status_code == 200
    assert empty.post("/logout").status_code == 403
    assert empty.post("/logout", headers={"origin": "https://evil.example"}).status_code == 403
    assert empty.post("/logout", headers={"origin": str(empty.base_url).rstrip("/")}).status_code == 303


# Logging in


def token_in(html: str) -> str:
    return html.partition('name="csrf" value="')[2].partition('"')[0]


def test_logging_in_opens_the_page_that_was_asked_for_until_logging_out(anonymous: httpx.Client) -> None:
    asked = anonymous.get("/articles?state=live")
    assert asked.headers["location"] == "/login?next=%2Farticles%3Fstate%3Dlive"
    assert 'value="/articles?state=live"' in anonymous.get(asked.headers["location"]).text
    answer = anonymous.post("/login", data={"name": "reader", "password": PASSWORD, "next": "/articles?state=live"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/articles?state=live")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie  # plain http on this machine
    page = anonymous.get("/articles?state=live")
    assert page.status_code == 200
    assert anonymous.post("/logout", data={"csrf": token_in(page.text)}).status_code == 303
    assert anonymous.get("/articles").status_code == 303


def test_the_cookie_is_secure_where_people_come_by_https(tmp_path: Path) -> None:
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text('[web]\npublic_url = "https://tracker.paper.example"')
    with open_tracker(load(tmp_path / "config.toml")) as tracker, served(make_pages(tracker)) as base:
        access.add_user(tracker, "ann", PASSWORD, role=Role.READER)
        answer = httpx.post(
            f"{base}/login",
            data={"name": "ann", "password": PASSWORD},
            headers={"host": "tracker.paper.example", "origin": "https://tracker.paper.example"},
            trust_env=False,
            timeout=60,
        )
        assert answer.headers["set-cookie"].startswith("__Host-tracker=")
        assert "; secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(("name", "password"), [("reader", "wrong"), ("nobody", PASSWORD), ("", ""), ("\ud800", "")])
def test_a_wrong_name_is_told_as_a_wrong_password(anonymous: httpx.Client, name: str, password: str) -> None:
    answer = anonymous.post("/login", data={"name": name.encode(errors="replace").decode(), "password": password})
    assert answer.status_code == 403
    assert "Name or password are wrong." in answer.text
    assert "set-cookie" not in answer.headers


def test_an_unknown_name_costs_one_hash_as_a_known_one_does(desk: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fits(hashed: str, _: str) -> bool:
        asked.append(hashed)
        return False

    monkeypatch.setattr(access, "_fits", fits)
    for name in ("reader", "nobody"):
        assert access.log_in(desk, name, "wrong") is None
    assert len(asked) == 2
    assert len({hashed.rpartition("$")[0].rpartition("$")[0] for hashed in asked}) == 1  # at the same cost


def test_guessing_is_slowed_and_the_wait_is_told(desk: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_fits", lambda *_: False)
    with served(make_pages(desk)) as base:
        tries = [
            httpx.post(f"{base}/login", data={"name": f"user{n}", "password": "x"}, trust_env=False, timeout=60)
            for n in range(12)
        ]
    assert [answer.status_code for answer in tries] == [403] * 10 + [429] * 2
    assert 1 <= int(tries[-1].headers["retry-after"]) <= 30


def test_tries_come_back_as_time_goes_by(desk: Tracker) -> None:
    pacing, now = Pacing(3, timedelta(seconds=30)), desk.now()
    assert [pacing.seconds_to_wait("a", now) for _ in range(5)] == [0, 0, 0, 10, 10]
    assert pacing.seconds_to_wait("b", now) == 0
    assert pacing.seconds_to_wait("a", now + timedelta(seconds=9.5)) == 1
    assert [pacing.seconds_to_wait("a", now + timedelta(seconds=10)) for _ in range(2)] == [0, 10]


@pytest.mark.parametrize(
    "address", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/\r\nX: y"]
)
def test_logging_in_leads_nowhere_else(address: str) -> None:
    assert within(address) == "/"


def test_another_password_logs_out_everywhere(desk: Tracker, base: str) -> None:
    user = access.add_user(desk, "moving", PASSWORD, role=Role.READER)
    secrets = [access.log_in(desk, "moving", PASSWORD) for _ in range(2)]
    access.set_password(desk, user, "another long password")
    for secret in secrets:
        assert secret
        assert access.user_of_session(desk, secret) is None
    assert access.log_in(desk, "moving", PASSWORD) is None
    assert access.log_in(desk, "moving", "another long password")
    access.remove_user(desk, user)


def test_a_session_ends_by_itself(desk: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = session_of(desk, Role.READER)
    assert access.user_of_session(desk, secret)
    later = desk.now() + access.SESSION_LIFE
    monkeypatch.setattr(desk, "now", lambda: later)
    assert access.user_of_session(desk, secret) is None


def test_neither_passwords_nor_secrets_are_kept(desk: Tracker) -> None:
    user = access.find_user(desk, "admin")
    _, secret = access.new_token(desk, "script", Scope.READ, user=user)
    session = access.log_in(desk, "admin", PASSWORD)
    with desk.database.read() as connection:
        kept = [
            str(tuple(row))
            for table in (schema.users, schema.sessions, schema.tokens)
            for row in connection.execute(table.select())
        ]
    assert any("$argon2id$" in row for row in kept)
    for word in (PASSWORD, secret, session):
        assert word
        assert not any(word in row for row in kept)


# Roles and tokens


def test_a_role_may_what_those_below_it_may() -> None:
    assert [[role.may(needed) for needed in Role] for role in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_token_reads_the_pages_as_its_scope_says(desk: Tracker, anonymous: httpx.Client) -> None:
    made, secret = access.new_token(desk, "script", Scope.READ)
    bearer = {"authorization": f"Bearer {secret}"}
    assert anonymous.get("/articles", headers=bearer).status_code == 200
    access.revoke(desk, made.id, scopes=[Scope.READ])
    assert anonymous.get("/articles", headers=bearer).status_code == 401
    _, feeds = access.new_token(desk, "reader", Scope.FEED)
    assert anonymous.get("/articles", headers={"authorization": f"Bearer {feeds}"}).status_code == 401


def test_a_token_opens_no_more_than_its_user_may_and_ends_with_them(desk: Tracker) -> None:
    user: User = access.add_user(desk, "leaving", PASSWORD, role=Role.READER)
    with pytest.raises(UsageError):
        access.new_token(desk, "script", Scope.WRITE, user=user)
    _, secret = access.new_token(desk, "script", Scope.READ, user=user)
    access.remove_user(desk, user)
    assert access.token_of(desk, secret) is None


def test_a_body_that_does_not_end_is_refused(anonymous: httpx.Client) -> None:
    assert anonymous.post("/login", content=b"x" * 200_000).status_code == 413
    endless = iter([b"x" * 50_000] * 5)
    with contextlib.suppress(httpx.RemoteProtocolError):  # the connection was ended
        assert anonymous.post("/login", content=endless).status_code >= 400


def test_decisions_bear_the_name_of_who_is_logged_in(desk: Tracker, somebody: tuple[Role, httpx.Client]) -> None:
    role, client = somebody
    with desk.database.write() as connection:
        article = desk.article("1")
        made = schema.flags.insert().values(
            article_id=article.id,
            kind="article_gone",
            severity="high",
            found_at=desk.now(),
            flag=to_json(a_flag()),
        )
        flag = connection.scalars(made.returning(schema.flags.c.id)).one()
        told_of = [(flag, FlagKind.ARTICLE_GONE, Severity.HIGH)]
        keep_step(
            connection,
            told_of,
            article_id=article.id,
            revision_id=None,
            found_at=desk.now(),
            disclosure=Disclosed.NONE,
        )
    fields = {"flag": str(flag), "state": "confirmed", "csrf": token_in(client.get("/add").text)}
    answer = client.post("/triage", data=fields)
    assert answer.status_code == (303 if role.may(Role.EDITOR) else 403)
    told = f"by {role.value}," in client.get("/?severity=low&triage=confirmed").text
    assert told == role.may(Role.EDITOR)


def test_prometheus_reads_with_a_token_and_health_names_nobody_to_strangers(
    desk: Tracker, anonymous: httpx.Client
) -> None:
    made, secret = access.new_token(desk, "prometheus", Scope.READ)
    scraped = anonymous.get("/metrics", headers={"authorization": f"Bearer {secret}"})
    assert "tracker_articles 1.0" in scraped.text
    access.revoke(desk, made.id, scopes=[Scope.READ])
    trouble = Verdict("secret.example", TroubleKind.BLOCKED, "it turns us away", ("Paper",))
    with desk.database.write() as connection:
        troubles.begin(connection, trouble, name_message=str, now=desk.now())
    assert anonymous.get("/health").text == "ok\n"
