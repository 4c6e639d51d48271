from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.alert.mailserver import PASSWORD, USERNAME, Certificates, Mailroom, running, saying
from tests.alert.sending import attempt, deliver_round, mail, refusal, server
from tracker.alert.smtp import MailServer, Security, Sent, Trouble, send


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def ca_file(certificates: Certificates, tmp_path: Path) -> str:
    return certificates.write(str(tmp_path / "ca.pem"))


def test_starttls_protects_the_login_and_the_mail(certificates: Certificates, ca_file: str) -> None:
    room = Mailroom()
    serving = running(room, starttls=certificates.server_context())
    answer = attempt(
        serving, lambda port: server(port, Security.STARTTLS, username=USERNAME, password=PASSWORD, ca_file=ca_file)
    )
    assert isinstance(answer, Sent)
    assert room.logins == [("PLAIN", PASSWORD, True)]
    assert len(room.letters) == 1


def test_implicit_tls_protects_the_login_and_the_mail(certificates: Certificates, ca_file: str) -> None:
    room = Mailroom()
    serving = running(room, implicit_tls=certificates.server_context(), auth_require_tls=False)
    answer = attempt(
        serving, lambda port: server(port, Security.TLS, username=USERNAME, password=PASSWORD, ca_file=ca_file)
    )
    assert isinstance(answer, Sent)
    assert room.logins == [("PLAIN", PASSWORD, True)]


def test_a_password_may_go_in_clear_to_this_machine_only() -> None:
    room = Mailroom()
    answer = attempt(
        running(room, auth_require_tls=False), lambda port: server(port, username=USERNAME, password=PASSWORD)
    )
    assert isinstance(answer, Sent)
    for host in ("192.0.2.1", "mail.invalid"):
        elsewhere = MailServer(host, 25, Security.NONE, USERNAME, PASSWORD, from_address="alerts@example.org")
        answer = refusal(asyncio.run(send(mail(), elsewhere)))
        assert answer.trouble is Trouble.CLEAR_TEXT
        assert answer.configuration
        assert not answer.permanent


def test_a_refused_login_waits_for_a_person_and_is_tried_once(certificates: Certificates, ca_file: str) -> None:
    room = Mailroom()
    serving = running(room, starttls=certificates.server_context())
    answers = deliver_round(
        serving,
        lambda port: server(port, Security.STARTTLS, username=USERNAME, password="letmein-77", ca_file=ca_file),
        [mail(), mail(), mail()],
    )
    for answer in map(refusal, answers):
        assert (answer.trouble, answer.code, answer.permanent) == (Trouble.LOGIN_REFUSED, 535, False)
        assert answer.configuration
        assert "letmein-77" not in repr(answer)
    assert len(room.logins) == 1
    assert room.letters == []


def test_a_password_that_the_server_repeats_is_masked() -> None:
    serving = saying(b"220 hello\r\n", b"250-me\r\n250 AUTH PLAIN\r\n", b"535 no user with password letmein-77\r\n")
    answer = refusal(attempt(serving, lambda port: server(port, username=USERNAME, password="letmein-77")))
    assert answer.detail == "535 no user with password ********"
    assert "letmein-77" not in repr(server(25, username=USERNAME, password="letmein-77"))


def test_a_server_without_login_methods_is_a_setting_to_mend() -> None:
    answer = refusal(attempt(running(Mailroom()), lambda port: server(port, username=USERNAME, password=PASSWORD)))
    assert answer.trouble is Trouble.LOGIN_MISSING
    assert answer.configuration


@pytest.mark.parametrize("name", ["elsewhere.example", "127.0.0.2"])
def test_nothing_is_sent_to_a_certificate_for_another_name(certificates: Certificates, ca_file: str, name: str) -> None:
    room = Mailroom()
    serving = running(room, starttls=certificates.server_context(name))
    answer = refusal(
        attempt(
            serving,
            lambda port: server(port, Security.STARTTLS, username=USERNAME, password=PASSWORD, ca_file=ca_file),
        )
    )
    assert answer.trouble is Trouble.CERTIFICATE_NAME
    assert not answer.permanent
    assert (room.logins, room.letters, room.attempts) == ([], [], {})


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_nothing_is_sent_to_a_certificate_of_an_unknown_authority(
    certificates: Certificates, security: Security
) -> None:
    room = Mailroom()
    context = certificates.server_context()
    serving = running(room, implicit_tls=context) if security is Security.TLS else running(room, starttls=context)
    answer = refusal(attempt(serving, lambda port: server(port, security, username=USERNAME, password=PASSWORD)))
    assert answer.trouble is Trouble.CERTIFICATE
    assert (room.logins, room.letters, room.attempts) == ([], [], {})


def test_nothing_is_sent_where_starttls_is_asked_for_and_not_offered() -> None:
    room = Mailroom()
    answer = refusal(
        attempt(
            running(room, auth_require_tls=False),
            lambda port: server(port, Security.STARTTLS, username=USERNAME, password=PASSWORD),
        )
    )
    assert answer.trouble is Trouble.NO_STARTTLS
    assert answer.configuration
    assert (room.logins, room.letters, room.attempts) == ([], [], {})


def test_a_server_that_wants_tls_says_what_to_set(certificates: Certificates) -> None:
    answer = refusal(attempt(running(Mailroom(), starttls=certificates.server_context()), server))
    assert answer.trouble is Trouble.TLS_WANTED


def test_tls_to_a_port_that_begins_in_clear_is_named() -> None:
    answer = refusal(attempt(running(Mailroom()), lambda port: server(port, Security.TLS)))
    assert answer.trouble is Trouble.TLS
    assert answer.configuration


def test_an_unreadable_authority_file_is_a_setting_to_mend(tmp_path: Path) -> None:
    answer = refusal(asyncio.run(send(mail(), server(1, Security.STARTTLS, ca_file=str(tmp_path / "missing.pem")))))
    assert answer.trouble is Trouble.CA_FILE
    assert not answer.permanent


def test_the_machine_does_not_tell_its_name() -> None:
    heard: list[str] = []

    attempt(running(Mailroom(on_hello=heard.append)), server)
    assert heard == ["example.org"]
    attempt(
        running(Mailroom(on_hello=heard.append)),
        lambda port: MailServer("localhost", port, Security.NONE, from_address="me@localhost"),
    )
    assert heard[1] == "[127.0.0.1]"


def test_a_server_that_wants_a_login_ends_the_round() -> None:
    room = Mailroom(on_mail=lambda *_: "530 5.7.0 Authentication required")
    answers = deliver_round(running(room), server, [mail(), mail()])
    assert {refusal(answer).trouble for answer in answers} == {Trouble.LOGIN_REFUSED}
    assert room.attempts == {"mail": 1}
