"""The mails of this room."""

import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from duomo.desk.kit.outbox import queue_mail
from duomo.desk.seats.models import Member, Workspace
from duomo.desk.seats.seat import Seat

INVITATION = """\
Hello {name},

{inviter} invites you to the workspace “{workspace}” on Duomo, as {role}.

Open this link and take your seat:
{link}

The link works for 30 days and once. Duomo then sends a code to this address, and with the code you are in.

If you do not know {inviter}, leave the link alone and nothing happens.
"""


def mail_invitation(seat: Seat, *, key: str, to: str, name: str, role: str, path: str) -> None:
    """Put the mail with an invitation into the outbox, in the transaction of the deed."""
    workspace = Workspace.objects.values_list("name", flat=True).get(pk=seat.workspace_id)
    inviter = Member.objects.within(seat).values_list("name", flat=True).get(pk=seat.acting_member)
    queue_mail(
        key=key,
        to=to,
        subject=f"{workspace}: an invitation to Duomo",
        text=INVITATION.format(
            name=name, inviter=inviter, workspace=workspace, role=role, link=f"{settings.DUOMO_BASE_URL}{path}"
        ),
        at=seat.at,
        workspace_id=seat.workspace_id,
    )


CODE = """\
Your code to sign in to Duomo:

    {code}

Type it on the page where you asked for it, within ten minutes. It works once.

If you did not ask for it, somebody typed your address: leave this mail alone and nothing happens.
"""

UNKNOWN = """\
Somebody, perhaps you, asked for a code to sign in to Duomo with this address. There is none: nobody sits here under it.

If you have a seat, it goes by another address: try that one at
{sign_in}

If you were invited, open the link of the invitation. If it was not you, leave this mail alone and nothing happens.
"""


def mail_sign_in_code(*, to: str, code: str, at: datetime) -> None:
    """Put the mail with a sign-in code into the outbox."""
    key = f"sign-in-{secrets.token_hex(16)}"
    queue_mail(key=key, to=to, subject="Your code to sign in to Duomo", text=CODE.format(code=code), at=at)


def mail_unknown_address(*, to: str, at: datetime) -> None:
    """Tell an address that nobody sits under it; the page that asked says the same to everybody."""
    text = UNKNOWN.format(sign_in=f"{settings.DUOMO_BASE_URL}{reverse('sign-in')}")
    queue_mail(key=f"sign-in-{secrets.token_hex(16)}", to=to, subject="No seat under this address", text=text, at=at)
