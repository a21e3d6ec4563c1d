"""Sign-in links: printed by the command line for somebody who sits at the machine."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import transaction
from django.urls import reverse

from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats.closed import DEAD_LINK
from duomo.desk.seats.models import SignInLink
from duomo.desk.seats.tokens import digest_of, fresh_token

LIVES = timedelta(minutes=10)


@transaction.atomic
def make_sign_in_link(person_id: int, at: datetime) -> str:
    """The path of a new link that signs the person in: once, within ten minutes, by a button on its page."""
    token = fresh_token()
    SignInLink.objects.create(person_id=person_id, token_hash=digest_of(token), expires_at=at + LIVES)
    path: str = reverse("sign-in-link", args=[token])
    return path


@transaction.atomic
def use_sign_in_link(token: str, at: datetime) -> int:
    """Use up the link; the person to sign in.

    Raises:
        NotYours: there is no such link.
        Refused: it was used or has expired.
    """
    rows = SignInLink.objects.filter(token_hash=digest_of(token))
    person_id: int | None = rows.filter(person__is_active=True).values_list("person_id", flat=True).first()
    if person_id is None:
        raise NotYours
    if not rows.filter(used_at__isnull=True, expires_at__gt=at).update(used_at=at):
        raise Refused(DEAD_LINK, status=HTTPStatus.GONE)
    return person_id
