"""Why a link to a seat leads nowhere any more, and what to do then."""

from datetime import datetime
from http import HTTPStatus

from duomo.desk.kit.refusals import Refused, Stale
from duomo.desk.seats.models import Invitation, Member

USED = "This invitation was already taken. Sign in with the mail address to which it was sent."
REVOKED = "This invitation was withdrawn. Ask the person who invited you for a new one."
EXPIRED = "This invitation has expired: it is good for 30 days. Ask the person who invited you for a new one."
SOMEBODY_ELSE = (
    "This browser is signed in as somebody else than the person who was invited. Sign out, then open the link again."
)
DEAD_LINK = (
    "This link was used before or has expired: it works once, within ten minutes. "
    "Start Duomo again for a new one, or sign in with your mail address."
)


def refuse_closed(invitation: Invitation, member: Member, at: datetime) -> None:
    """Say why an invitation cannot be taken, if it cannot.

    Raises:
        Refused: it was taken, withdrawn, or is older than 30 days.
    """
    if invitation.revoked_at is not None or member.removed_at is not None:
        raise Refused(REVOKED, status=HTTPStatus.GONE)
    if invitation.used_at is not None or member.joined_at is not None:
        raise Stale(USED)
    if invitation.expires_at <= at:
        raise Refused(EXPIRED, status=HTTPStatus.GONE)
