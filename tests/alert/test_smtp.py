from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.alert.mailserver import PASSWORD, USERNAME, Certificates, Mailroom, running, saying
from tests.alert.notices import change_notice, envelope
from tests.alert.sending import attempt, deliver_round, mail, refusal, server
from tracker.alert.compose import compose
from tracker.alert.smtp import MailServer, Postman, Refused, Security, Sent, Trouble, send

ROUND = 100


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def ca_file(certificates: Certificates, tmp_path: Path) -> str:
    return certificates.write(str(tmp_path / "ca.pem"))


def test_a_message_arrives_as_it_was_written() -> None:
    room = Mailroom()
    assert isinstance(attempt(running(room), server), Sent)
    (message,) = room.messages
    assert message.get_all("To") == ["reader@example.net"]
    assert message.get_all("Subject") == ["2 quotes changed"]
    assert message.get_content() == mail().get_content()
    assert room.letters[0].mail_from == "alerts@example.org"
    assert room.letters[0].rcpt_tos == ["reader@example.net"]


def test_what_goes_on_the_wire_has_seven_bits() -> None:
    room = Mailroom()
    attempt(running(room), server)
    assert (room.letters[0].original_content or b"").isascii()


def test_silence_ends_at_the_timeout(certificates: Certificates) -> None:
    serving = running(Mailroom(), implicit_tls=certificates.server_context())
    answer = refusal(attempt(serving, lambda port: server(port, Security.STARTTLS, timeout_seconds=0.3)))
    assert (answer.trouble, answer.permanent) == (Trouble.TIMEOUT, False)


def test_greylisting_is_temporary_until_it_is_over() -> None:
    def greylist(attempt: int, address: str) -> str:
        return "250 OK" if attempt > 2 else "450 4.2.0 greylisted, come back later"

    room = Mailroom(on_rcpt=greylist)
    first, second, third = deliver_round(running(room), server, [mail(), mail(), mail()])
    assert refusal(first) == Refused(False, 450, "450 4.2.0 greylisted, come back later", Trouble.TRY_LATER)  # noqa: FBT003 - a value
    assert refusal(second) == first
    assert isinstance(third, Sent)
    assert len(room.letters) == 1
    assert room.connections == 1


def test_an_unknown_recipient_is_permanent_and_leaves_the_others_alone() -> None:
    def unknown(attempt: int, address: str) -> str:
        return "550 5.1.1 no such user" if address == "nobody@example.net" else "250 OK"

    room = Mailroom(on_rcpt=unknown)
    answers = deliver_round(running(room), server, [mail(), mail("nobody@example.net"), mail("third@example.net")])
    assert [type(answer) for answer in answers] == [Sent, Refused, Sent]
    assert refusal(answers[1]).permanent
    assert refusal(answers[1]).code == 550
    assert [letter.rcpt_tos for letter in room.letters] == [["reader@example.net"], ["third@example.net"]]
    assert room.connections == 1


@pytest.mark.parametrize(
    ("room", "trouble", "permanent"),
    [
        (Mailroom(on_rcpt=lambda *_: "554 5.7.1 Relay access denied"), Trouble.RELAY, False),
        (Mailroom(on_mail=lambda *_: "553 5.7.1 not owned by user"), Trouble.SENDER, False),
        (Mailroom(on_mail=lambda *_: "552 5.3.4 too large"), Trouble.MESSAGE, True),
        (Mailroom(on_data=lambda *_: "552 5.7.0 content refused"), Trouble.MESSAGE, True),
        (Mailroom(on_data=lambda *_: "451 4.3.0 try later"), Trouble.TRY_LATER, False),
        (Mailroom(on_mail=lambda *_: "530 5.7.0 log in first"), Trouble.LOGIN_REFUSED, False),
    ],
    ids=["relay", "sender", "too large", "content", "busy", "login wanted"],
)
def test_a_refusal_says_whose_move_it_is(room: Mailroom, trouble: Trouble, permanent: bool) -> None:  # noqa: FBT001 - a column of the table
    answer = refusal(attempt(running(room), server))
    assert (answer.trouble, answer.permanent) == (trouble, permanent)


def test_a_connection_lost_after_the_data_is_temporary_and_the_next_message_dials_again() -> None:
    room = Mailroom(hang_up_after_data=1)
    first, second = deliver_round(running(room), server, [mail(), mail()])
    assert (refusal(first).trouble, refusal(first).permanent) == (Trouble.LOST, False)
    assert isinstance(second, Sent)
    assert room.connections == 2
    assert [message["Message-ID"] for message in room.messages] == ["<alert-1.store@example.org>"] * 2


def test_a_server_that_always_hangs_up_ends_the_round() -> None:
    room = Mailroom(hang_up_after_data=ROUND)
    answers = deliver_round(running(room), server, [mail() for _ in range(10)])
    assert {refusal(answer).trouble for answer in answers} == {Trouble.LOST}
    assert room.connections == 3


def test_a_refused_connection_is_dialled_once_in_a_round() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]

        async def scenario() -> list[Sent | Refused]:
            async with Postman(server(port)) as postman:
                return [await postman.send(mail()) for _ in range(3)]

        answers = asyncio.run(scenario())
    assert {(refusal(answer).trouble, refusal(answer).permanent) for answer in answers} == {(Trouble.CONNECT, False)}
    assert answers[1] is answers[0]


@pytest.mark.parametrize(
    ("greeting", "trouble"),
    [
        (b"554 we take nothing from you\r\n", Trouble.GREETING),
        (b"SSH-2.0-OpenSSH\r\n", Trouble.NOT_SMTP),
        (b"", Trouble.LOST),
        (b"220 " + b"x" * 100_000 + b"\r\n", Trouble.NOT_SMTP),
    ],
    ids=["turned away", "another protocol", "silence", "a flood"],
)
def test_a_strange_greeting_is_temporary(greeting: bytes, trouble: Trouble) -> None:
    serving = saying(greeting) if greeting else saying()
    answer = refusal(attempt(serving, lambda port: server(port, timeout_seconds=60)))
    assert (answer.trouble, answer.permanent) == (trouble, False)


def test_an_unresolvable_name_is_a_setting_to_mend() -> None:
    nowhere = MailServer("mail.invalid", 587, Security.STARTTLS, from_address="alerts@example.org")
    answer = refusal(asyncio.run(send(mail(), nowhere)))
    assert answer.trouble is Trouble.DNS
    assert answer.configuration


def test_a_round_of_a_hundred_messages_makes_one_connection(certificates: Certificates, ca_file: str) -> None:
    room = Mailroom()
    serving = running(room, starttls=certificates.server_context())
    answers = deliver_round(
        serving,
        lambda port: server(port, Security.STARTTLS, username=USERNAME, password=PASSWORD, ca_file=ca_file),
        [mail() for _ in range(ROUND)],
    )
    assert {type(answer) for answer in answers} == {Sent}
    assert (room.connections, len(room.letters), len(room.logins)) == (1, ROUND, 1)


def _two_recipients() -> EmailMessage:
    message = mail()
    message.replace_header("To", "a@example.net, b@example.net")
    return message


def _no_recipient() -> EmailMessage:
    message = mail()
    del message["To"]
    return message


def _unencodable() -> EmailMessage:
    message = mail()
    message.set_payload("\ud800 lone", charset=None)
    return message


@pytest.mark.parametrize("poison", [_two_recipients, _no_recipient, _unencodable])
def test_a_poisonous_message_is_refused_alone(poison: Callable[[], EmailMessage]) -> None:
    room = Mailroom()
    answers = deliver_round(running(room), server, [mail(), poison(), mail()])
    assert [type(answer) for answer in answers] == [Sent, Refused, Sent]
    assert refusal(answers[1]).permanent
    assert len(room.letters) == 2


def test_an_international_address_needs_a_server_that_carries_it() -> None:
    room = Mailroom()
    first, second = deliver_round(running(room), server, [mail("jürgen@example.net"), mail()])
    assert (refusal(first).trouble, refusal(first).permanent) == (Trouble.INTERNATIONAL, True)
    assert "jürgen@example.net" in refusal(first).detail
    assert isinstance(second, Sent)


def test_an_international_address_reaches_a_server_that_carries_it() -> None:
    room = Mailroom()
    answer = attempt(running(room, enable_SMTPUTF8=True), server, mail("jürgen@bücher.example"))
    assert isinstance(answer, Sent)
    assert room.letters[0].rcpt_tos == ["jürgen@xn--bcher-kva.example"]


def test_a_connection_that_died_between_two_messages_is_replaced() -> None:
    room = Mailroom()

    async def scenario() -> list[Sent | Refused]:
        async with running(room) as port, Postman(server(port)) as postman:
            first = await postman.send(mail())
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()  # the server's side of the conversation
            return [first, await postman.send(mail())]

    assert [type(answer) for answer in asyncio.run(scenario())] == [Sent, Sent]
    assert room.connections == 2


def test_an_old_server_is_greeted_the_old_way() -> None:
    serving = saying(
        b"220 hello\r\n",
        b"502 no EHLO here\r\n",
        b"250 hello\r\n",
        b"250 sender\r\n",
        b"250 recipient\r\n",
        b"354 go ahead\r\n",
        b"250 taken as 77\r\n",
        b"500 no goodbyes\r\n",
        reads_mail=True,
    )
    assert attempt(serving, server) == Sent("taken as 77")


def test_a_server_that_hangs_up_at_its_greeting_is_no_fault_of_the_message() -> None:
    answer = refusal(attempt(saying(b"220 hello\r\n", b"421 too busy\r\n"), server))
    assert (answer.trouble, answer.permanent) == (Trouble.GREETING, False)


def test_the_sender_of_the_message_serves_where_the_settings_name_none() -> None:
    room = Mailroom()
    answer = attempt(running(room), lambda port: MailServer("localhost", port, Security.NONE))
    assert isinstance(answer, Sent)
    assert room.letters[0].mail_from == "alerts@example.org"


def test_a_sender_that_is_none_keeps_the_messages_waiting() -> None:
    nameless = mail()
    del nameless["From"]
    answer = refusal(attempt(running(Mailroom()), lambda port: MailServer("localhost", port, Security.NONE), nameless))
    assert (answer.trouble, answer.permanent, answer.configuration) == (Trouble.SENDER, False, True)


def test_hostile_alerts_arrive_as_one_mail_each() -> None:
    headlines = [
        "x\r\nBcc: thief@example.net",
        "a\u2028b\x85c\x0bd\x0ce\x00f",
        "\ud800",
        "x" * 100_000,
        "\u202etxt.exe",
        ".",
    ]
    room = Mailroom()
    messages = [compose([change_notice(headline)], envelope()) for headline in headlines]
    answers = deliver_round(running(room), server, messages)
    assert {type(answer) for answer in answers} == {Sent}
    assert len(room.messages) == len(headlines)
    for message, letter in zip(room.messages, room.letters, strict=True):
        assert letter.rcpt_tos == ["reader@example.net"]
        assert [len(message.get_all(name, [])) for name in ("To", "Subject", "Bcc")] == [1, 1, 0]
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        assert max(map(len, (letter.original_content or b"").splitlines())) <= 998
