"""Waiting acts and the mails about them, for tests."""

from datetime import datetime
from typing import Any

from duomo.desk.kit.models import OutboxMessage
from duomo.desk.seats import actions as seats
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions


def given_wait(seat: Seat, *members: Seat, kind: str = "answer", key: str = "question-1", **more: Any) -> None:
    """An act that waits for `members`."""
    words: dict[str, Any] = {"title": "Answer a question on “Autumn catalogue”", "url": "/jobs/7/", **more}
    house = Seat.system(seat.workspace_id, seat.at, seat.zone)
    actions.ask_for(house, members=[one.acting_member for one in members], kind=kind, key=key, **words)


def told_how(seat: Seat, notify: str, zone: str = "Europe/Berlin") -> None:
    """The person at this seat chooses how to be told."""
    seats.change_me(seat, seats.ChangeMe("Marta Castell", zone, notify))


def mails_to(email: str) -> list[OutboxMessage]:
    """The mails to this address, oldest first."""
    return list(OutboxMessage.objects.filter(to_email=email).order_by("pk"))


def utc(text: str) -> datetime:
    """A moment written as 2026-11-23 09:00, in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")
