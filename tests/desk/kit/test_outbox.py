"""The outbox: mail commits with its deed, leaves once, outlasts a mail server's absence, and stays on a local desk."""

import email
import email.message
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.mail import EmailMessage
from django.db import connection, transaction

from duomo.desk.kit.mail import LocalCarrier, OutboxEmailBackend, SmtpCarrier, send_due_mail
from duomo.desk.kit.models import LocalMail, OutboxMessage
from duomo.desk.kit.outbox import (
    Letter,
    MailDelayed,
    MailRefused,
    blank_sent,
    mail_trouble_since,
    mail_withheld,
    queue_mail,
    send_due,
)
from duomo.desk.kit.smtp_server import SmtpServer

NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)
HOST = "desk.example.com"


class Postbox:
    """A real mail server of this test: takes letters, or answers as it is told to."""

    def __init__(self) -> None:
        self.letters: list[email.message.Message] = []
        self.recipients: list[str] = []
        self.answer = "250 OK"
        self.answer_to_recipient = "250 OK"

    async def handle_RCPT(  # noqa: N802  (the library's names)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(email.message_from_bytes(envelope.content))
            self.recipients.extend(envelope.rcpt_tos)
        return self.answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, SmtpCarrier]]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        server = SmtpServer("127.0.0.1", controller.port, security="none", timeout_seconds=5)
        yield box, SmtpCarrier(server, "Duomo <duomo@desk.example.com>")
    finally:
        controller.stop()


def nobody_there() -> SmtpCarrier:
    return SmtpCarrier(SmtpServer("127.0.0.1", free_port(), security="none", timeout_seconds=5), "duomo@example.com")


def queue_one(key: str = "brief-7-sent", *, at: datetime = NOON, due_at: datetime | None = None) -> None:
    queue_mail(key=key, to="ada@example.com", subject="A brief for you", text="Grüße,\nDuomo", at=at, due_at=due_at)


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


@pytest.mark.django_db
def test_a_mail_leaves_with_what_was_written(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    queue_one()
    assert send_due(carrier, HOST, at(NOON)) == 1
    (letter,) = box.letters
    assert box.recipients == ["ada@example.com"]
    assert (letter["To"], letter["From"]) == ("ada@example.com", "Duomo <duomo@desk.example.com>")
    assert letter["Subject"] == "A brief for you"
    assert letter["Auto-Submitted"] == "auto-generated"
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "Grüße" in body.decode()
    assert OutboxMessage.objects.get().sent_at == NOON


@pytest.mark.django_db
def test_a_mail_leaves_once_however_often_it_is_queued_and_sent(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    for _ in range(2):
        queue_one()
        send_due(carrier, HOST, at(NOON))
    assert len(box.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_vanishes_with_the_deed_that_is_rolled_back() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        queue_one()
        raise LookupError
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_a_mail_for_later_waits(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    _, carrier = postbox
    queue_one(due_at=NOON + timedelta(hours=1))
    assert send_due(carrier, HOST, at(NOON + timedelta(minutes=59))) == 0
    assert send_due(carrier, HOST, at(NOON + timedelta(minutes=60))) == 1


@pytest.mark.django_db
def test_a_day_without_mail_server_loses_and_doubles_nothing(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    away = nobody_there()
    queue_one("first")
    queue_one("second")
    moment = NOON
    while moment < NOON + timedelta(hours=24):
        assert send_due(away, HOST, at(moment)) == 0
        moment += timedelta(minutes=47)
    back = moment + timedelta(minutes=5)
    assert send_due(carrier, HOST, at(back)) == 2
    assert send_due(carrier, HOST, at(back)) == 0
    assert len({letter["Message-ID"] for letter in box.letters}) == 2


@pytest.mark.django_db
def test_while_the_server_is_away_one_message_asks_for_all() -> None:
    for number in range(5):
        queue_one(f"mail-{number}")
    send_due(nobody_there(), HOST, at(NOON))
    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert set(OutboxMessage.objects.values_list("next_try_at", flat=True)) == {NOON + timedelta(seconds=20)}


@pytest.mark.django_db
def test_the_message_id_stays_the_same_over_attempts(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    queue_one()
    box.answer = "451 come back later"
    send_due(carrier, HOST, at(NOON))
    assert OutboxMessage.objects.get().error == "451 come back later"
    box.answer = "250 OK"
    send_due(carrier, HOST, at(NOON + timedelta(minutes=1)))
    first = box.letters[0]["Message-ID"]
    OutboxMessage.objects.update(sent_at=None)
    send_due(carrier, HOST, at(NOON + timedelta(hours=1)))
    assert box.letters[1]["Message-ID"] == first
    assert first.endswith(f"@{HOST}>")


@pytest.mark.django_db
def test_an_unknown_address_is_given_up_and_does_not_hold_up_others(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    box.answer_to_recipient = "550 no such person"
    queue_one("to nobody")
    assert send_due(carrier, HOST, at(NOON)) == 0
    box.answer_to_recipient = "250 OK"
    queue_one("to somebody")
    assert send_due(carrier, HOST, at(NOON)) == 1
    refused = OutboxMessage.objects.get(key="to nobody")
    assert (refused.failed_at, refused.error) == (NOON, "550 no such person")


@pytest.mark.django_db
def test_made_up_addresses_get_nothing(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    queue_mail(key="k", to="marta@castell.example", subject="s", text="t", at=NOON)
    assert send_due(carrier, HOST, at(NOON)) == 0
    assert box.letters == []
    assert "made up" in OutboxMessage.objects.get().error


@pytest.mark.django_db
def test_withheld_mail_counts_as_sent_and_what_comes_after_is_sent(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    with mail_withheld():
        queue_one("the demonstration's")
    queue_one("a real one")
    assert send_due(carrier, HOST, at(NOON)) == 1
    queue_one("the demonstration's")
    assert send_due(carrier, HOST, at(NOON)) == 0
    assert len(box.letters) == 1


@pytest.mark.django_db
def test_a_mail_is_given_up_after_a_week() -> None:
    queue_one()
    send_due(nobody_there(), HOST, at(NOON + timedelta(days=8)))
    assert OutboxMessage.objects.get().failed_at is not None


@pytest.mark.django_db
def test_a_sender_that_dies_lets_the_message_go_and_its_late_word_counts_no_more(
    postbox: tuple[Postbox, SmtpCarrier],
) -> None:
    _, carrier = postbox
    queue_one()

    class Dies:
        def carry(self, letter: Letter) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_due(Dies(), HOST, at(NOON))
    assert send_due(carrier, HOST, at(NOON + timedelta(minutes=2))) == 0
    assert send_due(carrier, HOST, at(NOON + timedelta(minutes=4))) == 1


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_each_mail_once(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    for number in range(20):
        queue_one(f"mail-{number}")

    def send() -> None:
        try:
            send_due(carrier, HOST, at(NOON))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({letter["Message-ID"] for letter in box.letters}) == 20
    assert len(box.letters) == 20


@pytest.mark.django_db
def test_trouble_is_told_after_some_minutes_and_ends_with_the_sending(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    _, carrier = postbox
    queue_one()
    send_due(nobody_there(), HOST, at(NOON))
    assert mail_trouble_since(NOON + timedelta(minutes=3)) is None
    assert mail_trouble_since(NOON + timedelta(minutes=5)) == NOON
    send_due(carrier, HOST, at(NOON + timedelta(minutes=6)))
    assert mail_trouble_since(NOON + timedelta(minutes=7)) is None


@pytest.mark.django_db
def test_sent_mail_is_blanked_but_cannot_leave_again(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    queue_one()
    send_due(carrier, HOST, at(NOON))
    assert blank_sent(before=NOON) == 0
    assert blank_sent(before=NOON + timedelta(seconds=1)) == 1
    row = OutboxMessage.objects.get()
    assert (row.to_email, row.subject, row.text) == ("", "", "")
    queue_one()
    assert send_due(carrier, HOST, at(NOON)) == 0
    assert len(box.letters) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["", "ada", "ada@example.com, eve@example.com", "ada@example.com\nBcc: eve@example.com"])
def test_only_one_plain_address_is_taken(to: str) -> None:
    with pytest.raises(ValueError, match="one plain address"):
        queue_mail(key="k", to=to, subject="s", text="t", at=NOON)
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_a_subject_cannot_smuggle_headers(postbox: tuple[Postbox, SmtpCarrier]) -> None:
    box, carrier = postbox
    queue_mail(key="k", to="ada@example.com", subject="Hello\r\nBcc: eve@example.com", text="t", at=NOON)
    send_due(carrier, HOST, at(NOON))
    assert box.letters[0]["Subject"] == "Hello Bcc: eve@example.com"
    assert box.letters[0]["Bcc"] is None


@pytest.mark.django_db
def test_what_a_library_mails_goes_through_the_outbox() -> None:
    message = EmailMessage("Your code", "1234", None, ["ada@example.com"], cc=["bob@example.com"])
    assert OutboxEmailBackend().send_messages([message]) == 1
    assert sorted(OutboxMessage.objects.values_list("to_email", flat=True)) == ["ada@example.com", "bob@example.com"]


@pytest.mark.django_db
def test_a_local_desk_prints_and_keeps_its_mail(capsys: pytest.CaptureFixture[str]) -> None:
    queue_mail(key="k", to="ada@example.com", subject="Your code", text="ABCD-1234", at=datetime.now(UTC))
    assert send_due_mail() is True
    assert "ABCD-1234" in capsys.readouterr().out
    assert LocalMail.objects.get().subject == "Your code"


@pytest.mark.django_db
def test_a_local_letter_that_is_carried_twice_is_kept_once(capsys: pytest.CaptureFixture[str]) -> None:
    letter = Letter("<1@desk>", "ada@example.com", "Hello", "Text", NOON)
    for _ in range(2):
        LocalCarrier().carry(letter)
    assert LocalMail.objects.count() == 1
    assert capsys.readouterr().out.count("Hello") == 1


def test_errors_of_carriers_are_told_apart() -> None:
    assert not issubclass(MailRefused, MailDelayed)
