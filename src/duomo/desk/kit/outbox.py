"""The outbox: a mail is decided in its deed's transaction and leaves from the worker, once, however long that takes."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Min, QuerySet

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.tasks.bell import BELL

FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(minutes=5)
# A sender that dies with a message in its hands lets it go after this; longer than any answer of a mail server.
SENDER_LEASE = timedelta(minutes=3)
GIVEN_UP_AFTER = timedelta(days=7)
TROUBLE_AFTER = timedelta(minutes=4)
LONGEST_SUBJECT = 250
LONGEST_ERROR = 300

logger = logging.getLogger(__name__)
_withheld: ContextVar[bool] = ContextVar("mail_withheld", default=False)


class MailRefused(Exception):
    """The mail server will never take this message (an unknown address); trying again is in vain."""


class MailDelayed(Exception):
    """The mail server is away or asks for patience; every message waits and is tried again."""


@dataclass(frozen=True)
class Letter:
    """What a carrier hands over. `message_id` stays the same in every attempt, so that a receiver can drop a double."""

    message_id: str
    to_email: str
    subject: str
    text: str
    created_at: datetime


class Carrier(Protocol):
    """Hands one letter over; raises MailRefused or MailDelayed."""

    def carry(self, letter: Letter) -> None:
        """Hand the letter over, or raise."""


def queue_mail(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    workspace_id: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """Put a mail into the outbox, in the present transaction; the same key again changes nothing.

    `at` is the moment of the deed, `due_at` an optional later moment of sending. Raises ValueError where `to` is not
    one plain address (a caller's fault: forms have checked it).
    """
    try:
        validate_email(to)
    except ValidationError:
        raise ValueError("A mail needs one plain address to go to.") from None
    message = OutboxMessage(
        key=key,
        workspace_id=workspace_id,
        to_email=to,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        created_at=at,
        due_at=due_at or at,
        next_try_at=due_at or at,
        sent_at=at if _withheld.get() else None,
    )
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    transaction.on_commit(BELL.ring)


@contextmanager
def mail_withheld() -> Iterator[None]:
    """Count the mails of the block as sent without sending them: the demonstration's past must reach nobody."""
    before = _withheld.set(True)
    try:
        yield
    finally:
        _withheld.reset(before)


def _waiting() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(sent_at__isnull=True, failed_at__isnull=True)


def send_due(carrier: Carrier, host: str, clock: Callable[[], datetime] = utc_now) -> int:
    """Send what is due and return how many letters left; stops at the first sign that the server is away.

    Safe beside other senders: a message belongs to the one who raised its `attempts`.
    """
    sent = 0
    while (message := _claim(clock())) is not None:
        try:
            carrier.carry(_letter(message, host))
        except MailDelayed as delay:
            _put_off(message, str(delay), clock())
            break
        except MailRefused as refusal:
            _mine(message).update(failed_at=clock(), error=str(refusal)[:LONGEST_ERROR])
            logger.warning("Mail %s was refused for good: %s", message.pk, refusal)
        else:
            _mine(message).update(sent_at=clock(), error="")
            sent += 1
    return sent


def _claim(at: datetime) -> OutboxMessage | None:
    # The message with most attempts first: at an outage one message per round asks whether the server is back.
    due = _waiting().filter(next_try_at__lte=at).order_by("-attempts", "due_at", "pk")
    while (message := due.first()) is not None:
        raised = message.attempts + 1
        if _mine(message).update(attempts=raised, next_try_at=at + SENDER_LEASE):
            message.attempts = raised
            return message
    return None


def _mine(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    return _waiting().filter(pk=message.pk, attempts=message.attempts)


def _put_off(message: OutboxMessage, reason: str, at: datetime) -> None:
    """Let this message and all others that are due wait together: the server is away for each of them."""
    if at - message.due_at > GIVEN_UP_AFTER:
        _mine(message).update(failed_at=at, error=reason[:LONGEST_ERROR])
        return
    wait = min(FIRST_WAIT * 2 ** min(message.attempts - 1, 10), LONGEST_WAIT)
    _mine(message).update(next_try_at=at + wait, error=reason[:LONGEST_ERROR])
    _waiting().filter(next_try_at__lte=at).update(next_try_at=at + wait)
    logger.warning("Mail cannot be sent: %s. Next try in %d s.", reason, wait.total_seconds())


def _letter(message: OutboxMessage, host: str) -> Letter:
    # The key may name people or jobs, so its digest stands in the header.
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:40]
    return Letter(f"<{digest}@{host}>", message.to_email, message.subject, message.text, message.created_at)


def mail_trouble_since(at: datetime) -> datetime | None:
    """Return since when mail that should have left is waiting, or None where the mail leaves as it should.

    For the owner's banner; it appears four minutes after the first delay.
    """
    late = _waiting().filter(due_at__lt=at - TROUBLE_AFTER, attempts__gt=0)
    since: datetime | None = late.aggregate(since=Min("due_at"))["since"]
    return since


def blank_sent(before: datetime) -> int:
    """Blank address and text of mail that ended before the moment; the key stays, so that it cannot leave again."""
    ended = OutboxMessage.objects.filter(sent_at__lt=before) | OutboxMessage.objects.filter(failed_at__lt=before)
    return ended.exclude(to_email="").update(to_email="", subject="", text="")
