"""Tells people things by mail: at once, gathered into one mail a day, or never, as each of them chose."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from duomo.desk.kit.outbox import queue_mail
from duomo.desk.seats.actions import fresh_invitation
from duomo.desk.seats.pages import Reach
from duomo.desk.seats.queries import reaches, workspace
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.actions.wording import absolute, letter, with_next
from duomo.desk.waits.models import Notice

DAILY, NEVER = "daily", "never"
# Keys of messages that ask for no act begin with this.
TOLD = "tell-"
LONGEST_SUBJECT, LONGEST_KEY = 200, 160
INVITATIONS = "/invitations/"


@transaction.atomic
def tell(seat: Seat, *, members: Iterable[int], key: str, subject: str, text: str, url: str = "") -> None:
    """Tell members something that asks for no act; under the same `key` each is told once.

    Call it in the transaction of the deed. `subject` and `text` hold nothing that the member may not see.
    """
    for reach in reaches(seat, members):
        notify(seat, reach, key=f"{TOLD}{key}", subject=subject, text=text, url=url)


def notify(seat: Seat, reach: Reach, *, key: str, subject: str, text: str, url: str) -> None:
    """Note the message for one member, once under this key, and mail it now if they want mails at once."""
    # Whoever has not joined sees the invitation in no queue, so the choice made for other workspaces does not count.
    if reach.joined and reach.notify == NEVER:
        return
    daily = reach.joined and reach.notify == DAILY
    notice, new = Notice.objects.within(seat).get_or_create(
        member_id=reach.member_id,
        key=key[:LONGEST_KEY],
        defaults={
            "subject": subject[:LONGEST_SUBJECT],
            "text": text,
            "url": url,
            "daily": daily,
            "created_at": seat.at,
            "mailed_at": None if daily else seat.at,
        },
    )
    if new and not daily:
        _mail(seat, reach, notice)


def _mail(seat: Seat, reach: Reach, notice: Notice) -> None:
    link = link_for(seat, reach, notice.url)
    body = f"{notice.text}\n\n{link}" if link else notice.text
    queue_mail(
        key=f"notice-{notice.pk}",
        to=reach.email,
        subject=notice.subject,
        text=letter(reach.name, body, workspace(seat).name),
        at=seat.at,
        workspace_id=seat.workspace_id,
    )


def link_for(seat: Seat, reach: Reach, url: str) -> str:
    """The link of a mail.

    For somebody who has not joined it leads through a fresh invitation; for somebody with seats in several workspaces
    it leads into the right one first, since numbers of jobs begin anew in each.
    """
    if not url and reach.joined:
        return ""
    if not reach.joined and not url.startswith(INVITATIONS):
        invitation = fresh_invitation(seat, reach.member_id)
        return absolute(with_next(invitation, url) if invitation else url)
    several = reach.joined and (reach.seats or 0) > 1 and url.startswith("/")
    return absolute(with_next(reverse("take-seat", args=[seat.workspace_id]), url) if several else url)
