"""Invites colleagues and contractors, and lets them take their seat once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats.actions.checking import checked_email, checked_name
from duomo.desk.seats.actions.letters import mail_invitation
from duomo.desk.seats.actions.persons import person_with
from duomo.desk.seats.closed import SOMEBODY_ELSE, USED, refuse_closed
from duomo.desk.seats.commands import InviteMember
from duomo.desk.seats.events import record
from duomo.desk.seats.models import Invitation, Member, Workspace
from duomo.desk.seats.pages import Guest, Invited
from duomo.desk.seats.rights import MAY_SET, Right, Role
from duomo.desk.seats.seat import Seat
from duomo.desk.seats.tokens import digest_of, fresh_token

LIVES = timedelta(days=30)


@transaction.atomic
def invite_member(seat: Seat, command: InviteMember) -> Invited:
    """Invite a colleague, and mail them the link. Somebody who was removed can be invited again.

    Raises:
        NotYours: the seat may not invite to this role.
        Invalid: the address or the name cannot be taken, or the person is here already.
    """
    seat.must(Right.MANAGE_MEMBERS)
    if command.role not in MAY_SET.get(seat.role, frozenset()):
        raise NotYours
    email, name = checked_email(command.email), checked_name(command.name)
    member, fresh = _seated(seat, email, name, command.role)
    if not fresh:
        raise Invalid(_already_here(member), field="email")
    record(seat, "member_invited", member_invited=member.pk, role=command.role)
    return Invited(member.pk, _mailed(seat, member, email))


@transaction.atomic
def ensure_guest(seat: Seat, *, email: str, name: str) -> Guest:
    """The guest seat of a contractor; one who has not joined gets a fresh invitation, earlier ones stay good.

    No mail is sent: whoever asks for the guest has something to say and sends the link with it.

    Raises:
        NotYours: the seat may not.
        Invalid: the address or the name cannot be taken, or the address belongs to a colleague.
    """
    seat.must(Right.RUN_JOBS)
    email, name = checked_email(email), checked_name(name)
    member, fresh = _seated(seat, email, name, Role.CONTRACTOR)
    if member.role != Role.CONTRACTOR:
        raise Invalid("This address belongs to a colleague. A contractor needs another one.", field="email")
    if fresh:
        record(seat, "guest_invited", member_invited=member.pk)
    if member.joined_at is not None:
        return Guest(member.pk, None, joined=True)
    return Guest(member.pk, _fresh_path(seat, member.pk), joined=False)


@transaction.atomic
def fresh_invitation(seat: Seat, member_id: int) -> str | None:
    """One more link for a member who has not joined, for a mail that needs one; None for anybody else.

    Every link of a member leads to the same seat, and the first one taken closes the others.
    """
    waiting = Member.objects.within(seat).filter(pk=member_id, joined_at__isnull=True, removed_at__isnull=True)
    return _fresh_path(seat, member_id) if waiting.exists() else None


@transaction.atomic
def renew_invitation(seat: Seat, member_id: int) -> Invited:
    """Close the links that were sent and mail a new one.

    Raises:
        NotYours: the seat may not, or there is no such member.
        Stale: the person has joined meanwhile.
    """
    member = waiting_colleague(seat, member_id)
    close_invitations(seat, member_id)
    record(seat, "invitation_renewed", member_invited=member_id)
    return Invited(member_id, _mailed(seat, member, member.person.email))


@transaction.atomic
def revoke_invitation(seat: Seat, member_id: int) -> None:
    """Close the links that were sent, and the seat that waited for the person.

    Raises:
        NotYours: the seat may not, or there is no such member.
        Stale: the person has joined meanwhile.
    """
    waiting_colleague(seat, member_id)
    closed = Member.objects.within(seat).filter(pk=member_id, joined_at__isnull=True, removed_at__isnull=True)
    if not closed.update(removed_at=seat.at):
        raise Stale("This person has joined meanwhile. Remove them from the list instead.")
    close_invitations(seat, member_id)
    record(seat, "invitation_revoked", member_invited=member_id)


@transaction.atomic
def take_invitation(token: str, at: datetime, *, by: int | None = None) -> str:
    """Take the seat that the link leads to; the address to which the sign-in code goes.

    The link is no login: its holder still has to read a mail to the invited address. `by` is the person who is signed
    in already, where there is one.

    Raises:
        NotYours: there is no such link.
        Refused: it was taken, withdrawn, is older than 30 days, or leads to somebody else's seat.
    """
    found = Invitation.unscoped.filter(token_hash=digest_of(token)).values_list("pk", "member_id").first()
    if found is None:
        raise NotYours
    pk, member_id = found
    # Two links of one member, taken at the same time, meet here instead of locking each other out.
    member = Member.unscoped.select_for_update(of=("self",)).select_related("person", "workspace").get(pk=member_id)
    invitation = Invitation.unscoped.get(pk=pk)
    refuse_closed(invitation, member, at)
    if by is not None and by != member.person_id:
        raise Refused(SOMEBODY_ELSE)
    taken = Invitation.unscoped.filter(pk=pk, used_at__isnull=True, revoked_at__isnull=True).update(used_at=at)
    joined = Member.unscoped.filter(pk=member_id, joined_at__isnull=True, removed_at__isnull=True).update(joined_at=at)
    if not (taken and joined):
        raise Stale(USED)
    Invitation.unscoped.filter(member_id=member_id, used_at__isnull=True, revoked_at__isnull=True).update(used_at=at)
    _record_joining(member, at)
    return member.person.email


def close_invitations(seat: Seat, member_id: int) -> None:
    """Let the links that were sent to a member lead nowhere."""
    Invitation.objects.within(seat).filter(member_id=member_id, used_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=seat.at
    )


def waiting_colleague(seat: Seat, member_id: int) -> Member:
    """The member whom this seat may set, if they have not joined yet.

    Raises:
        NotYours: the seat may not, or there is no such member.
        Stale: the person has joined meanwhile.
    """
    seat.must(Right.MANAGE_MEMBERS)
    member = Member.objects.within(seat).select_related("person").filter(pk=member_id, removed_at__isnull=True).first()
    if member is None or Role(member.role) not in MAY_SET.get(seat.role, frozenset()):
        raise NotYours
    if member.joined_at is not None:
        raise Stale("This person has joined meanwhile and needs no invitation.")
    return member


def _already_here(member: Member) -> str:
    if member.role == Role.CONTRACTOR:
        return "This address belongs to a contractor of this workspace. A colleague needs another one."
    if member.joined_at is None:
        return f"{member.name} was invited already. Send the invitation again from the list."
    return f"{member.name} is here already."


def _seated(seat: Seat, email: str, name: str, role: Role) -> tuple[Member, bool]:
    """The address's seat, and whether this deed gave it; somebody who was removed gets it with the new role alone."""
    zone = Workspace.objects.values_list("zone", flat=True).get(pk=seat.workspace_id)
    person = person_with(email, name, zone)
    member, fresh = Member.objects.within(seat).get_or_create(
        person=person, defaults={"role": role, "name": name, "created_at": seat.at}
    )
    removed = Member.objects.within(seat).filter(pk=member.pk, removed_at__isnull=False)
    given = {"role": role, "name": name, "created_at": seat.at, "joined_at": None, "removed_at": None}
    if not fresh and removed.update(**given):
        member.refresh_from_db()
        fresh = True
    return member, fresh


def _fresh_path(seat: Seat, member_id: int) -> str:
    return reverse("invitation", args=[_fresh(seat, member_id)[1]])


def _fresh(seat: Seat, member_id: int) -> tuple[Invitation, str]:
    token = fresh_token()
    row = Invitation.objects.within(seat).create(
        member_id=member_id,
        token_hash=digest_of(token),
        created_at=seat.at,
        expires_at=seat.at + LIVES,
        invited_by_id=seat.member_id,
    )
    return row, token


def _mailed(seat: Seat, member: Member, email: str) -> str:
    invitation, token = _fresh(seat, member.pk)
    path: str = reverse("invitation", args=[token])
    mail_invitation(seat, key=f"invitation-{invitation.pk}", to=email, name=member.name, role=member.role, path=path)
    return path


def _record_joining(member: Member, at: datetime) -> None:
    zone = member.person.zone or member.workspace.zone
    seat = Seat(member.workspace_id, member.pk, member.person_id, Role(member.role), at, zone)
    record(seat, "invitation_taken", role=member.role)
