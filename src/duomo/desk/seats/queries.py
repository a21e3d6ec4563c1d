"""Reads about seats: who sits where, and what the workspace is called."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count, F, Max, OuterRef, Subquery

from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.closed import refuse_closed
from duomo.desk.seats.models import Event, Function, Invitation, Member, Person, Workspace
from duomo.desk.seats.pages import (
    EventLine,
    FunctionLine,
    InvitationPage,
    Me,
    MemberLine,
    Reach,
    SeatLine,
    WorkspaceLine,
)
from duomo.desk.seats.rights import LEADERS, Right, Role
from duomo.desk.seats.seat import Seat
from duomo.desk.seats.tokens import digest_of

# The address of somebody who has started Duomo and not said yet who they are; .invalid reaches nobody (RFC 2606).
OWNER_TO_BE = "owner@duomo.invalid"


def seat_of_person(person_id: int, workspace_id: int | None, at: datetime) -> Seat | None:
    """The person's seat in the workspace last chosen, or else the one taken first; None without any."""
    return chosen(all_seats(person_id, at), workspace_id)


def chosen(seats: Sequence[Seat], workspace_id: int | None) -> Seat | None:
    """Of a person's seats the one in this workspace, or else the first."""
    return next((seat for seat in seats if seat.workspace_id == workspace_id), seats[0] if seats else None)


def all_seats(person_id: int, at: datetime) -> tuple[Seat, ...]:
    """All seats of a person who has joined, in the order in which they were taken."""
    rows = Member.unscoped.filter(person_id=person_id, joined_at__isnull=False, removed_at__isnull=True)
    joined = rows.select_related("person", "workspace").order_by("joined_at", "pk")
    return tuple(_seat(member, at) for member in joined)


def seat_of_member(member_id: int, at: datetime) -> Seat:
    """The seat of a member who has joined.

    Raises:
        NotYours: there is no such member, or they have not joined or were removed.
    """
    rows = Member.unscoped.filter(pk=member_id, joined_at__isnull=False, removed_at__isnull=True)
    member = rows.select_related("person", "workspace").first()
    if member is None:
        raise NotYours
    return _seat(member, at)


def _seat(member: Member, at: datetime) -> Seat:
    zone = member.person.zone or member.workspace.zone
    return Seat(member.workspace_id, member.pk, member.person_id, Role(member.role), at, zone)


def demo_owner() -> int | None:
    """The person who owns the demonstration, or None where there is none in this installation."""
    owners = Member.unscoped.filter(workspace__is_demo=True, role=Role.OWNER, removed_at__isnull=True)
    person_id: int | None = owners.order_by("pk").values_list("person_id", flat=True).first()
    return person_id


def seats_of(person_id: int) -> tuple[SeatLine, ...]:
    """All seats of a person, in the order in which they were taken."""
    rows = Member.unscoped.filter(person_id=person_id, joined_at__isnull=False, removed_at__isnull=True)
    return tuple(
        SeatLine(row.workspace_id, row.workspace.name, Role(row.role), row.workspace.is_demo)
        for row in rows.select_related("workspace").order_by("joined_at", "pk")
    )


def members(seat: Seat) -> tuple[MemberLine, ...]:
    """The colleagues of the workspace, those who were invited too; contractors' guest seats are not among them.

    Raises:
        NotYours: the seat may not see them.
    """
    if seat.role is not Role.SYSTEM:
        seat.must(Right.MANAGE_MEMBERS)
    rows = (
        Member.objects.within(seat)
        .filter(removed_at__isnull=True)
        .exclude(role=Role.CONTRACTOR)
        .select_related("person")
        .order_by(F("joined_at").asc(nulls_last=True), "created_at", "pk")
    )
    until = _invited_until(seat)
    return tuple(
        MemberLine(
            row.pk,
            row.name,
            row.person.email,
            Role(row.role),
            row.joined_at is not None,
            row.created_at,
            row.joined_at,
            until.get(row.pk),
        )
        for row in rows
    )


def _invited_until(seat: Seat) -> dict[int, datetime]:
    """By member who has not joined: when the last open link ends."""
    rows = Invitation.objects.within(seat).filter(
        used_at__isnull=True, revoked_at__isnull=True, member__joined_at__isnull=True
    )
    return dict(rows.values("member_id").annotate(until=Max("expires_at")).values_list("member_id", "until"))


def member_names(seat: Seat, ids: Iterable[int]) -> dict[int, str]:
    """Names by member, those of removed ones too, for what they did stays."""
    rows = Member.objects.within(seat).filter(pk__in=set(ids))
    return dict(rows.values_list("pk", "name"))


def leaders(seat: Seat) -> tuple[int, ...]:
    """The owners and managers who have joined: they are asked when the owner's side is to act."""
    rows = Member.objects.within(seat).filter(role__in=LEADERS, joined_at__isnull=False, removed_at__isnull=True)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def reaches(seat: Seat, member_ids: Iterable[int]) -> tuple[Reach, ...]:
    """How members of this workspace are reached by mail; removed ones are not."""
    rows = Member.objects.within(seat).filter(pk__in=set(member_ids), removed_at__isnull=True, person__is_active=True)
    return tuple(
        Reach(
            row.pk,
            row.person_id,
            row.name,
            row.person.email,
            row.person.zone or row.workspace.zone,
            row.person.notify,
            row.joined_at is not None,
            Role(row.role),
            row.seats,
        )
        for row in rows.annotate(seats=_seats_of_same_person()).select_related("person", "workspace").order_by("pk")
    )


def _seats_of_same_person() -> Subquery:
    same = Member.unscoped.filter(
        person_id=OuterRef("person_id"), joined_at__isnull=False, removed_at__isnull=True
    ).order_by()
    return Subquery(same.values("person_id").annotate(number=Count("pk")).values("number"))


def functions(seat: Seat, *, retired: bool = False) -> tuple[FunctionLine, ...]:
    """The business functions of the workspace; with `retired`, those that are offered no longer as well."""
    rows = Function.objects.within(seat)
    rows = rows.all() if retired else rows.filter(retired_at__isnull=True)
    return tuple(FunctionLine(row.pk, row.slug, row.name, row.retired_at is not None) for row in rows.order_by("pk"))


def workspace(seat: Seat) -> WorkspaceLine:
    """The workspace of the seat."""
    row = Workspace.objects.get(pk=seat.workspace_id)
    return WorkspaceLine(row.pk, row.name, row.zone, row.currency, row.is_demo)


def me(seat: Seat) -> Me:
    """What the person at this seat may change about themselves.

    Raises:
        NotYours: nobody sits here.
    """
    person = Person.objects.get(pk=seat.acting_person)
    return Me(person.name, person.email, person.zone or seat.zone, person.notify)


def is_owner_to_be(person_id: int) -> bool:
    """Whether this person has started Duomo and not said yet who they are."""
    return Person.objects.filter(pk=person_id, email=OWNER_TO_BE).exists()


def invitation_page(token: str, at: datetime) -> InvitationPage:
    """What the holder of an invitation may see: who invites, and nothing more.

    Raises:
        NotYours: there is no such invitation.
        Refused: it was taken, withdrawn, or is older than 30 days.
    """
    rows = Invitation.unscoped.filter(token_hash=digest_of(token)).select_related("workspace", "member")
    row = rows.first()
    if row is None:
        raise NotYours
    refuse_closed(row, row.member, at)
    return InvitationPage(row.workspace_id, row.workspace.name, row.expires_at)


def person(person_id: int) -> Person:
    """The row that Django signs in."""
    return Person.objects.get(pk=person_id)


def events_of_job(seat: Seat, job_number: int, *, limit: int, before_seq: int | None = None) -> tuple[EventLine, ...]:
    """The acts on a job, newest first; the page after the one that ended with `before_seq`.

    Raises:
        NotYours: the seat may not see jobs.
    """
    if seat.role is not Role.SYSTEM:
        seat.must(Right.SEE_JOBS)
    rows = Event.objects.within(seat).filter(job_number=job_number)
    if before_seq is not None:
        rows = rows.filter(seq__lt=before_seq)
    return tuple(
        EventLine(row.seq, row.at, row.member_id, row.verb, row.subject, row.facts, row.hash)
        for row in rows.order_by("-seq")[:limit]
    )
