"""Changes what colleagues are, and ends seats."""

from django.db import transaction

from duomo.desk.kit.refusals import NotYours, Refused, Stale
from duomo.desk.seats.actions.departures import say_farewell
from duomo.desk.seats.actions.invitations import close_invitations
from duomo.desk.seats.events import record
from duomo.desk.seats.models import Member
from duomo.desk.seats.rights import MAY_SET, RIGHTS, Right, Role
from duomo.desk.seats.seat import Seat

LAST_OWNER = "A workspace needs an owner. Make somebody else an owner first."
# Without these, nothing that waits for a member becomes impossible.
_RIGHTS_OF_SETTINGS = frozenset({Right.MANAGE_MEMBERS, Right.MANAGE_WORKSPACE})


@transaction.atomic
def set_role(seat: Seat, member_id: int, role: Role) -> None:
    """Give a colleague another role. It counts from their next request on.

    What may be set depends on the role of the acting seat, for the present role of the colleague and for the new one.

    Raises:
        NotYours: the seat may not, or there is no such colleague.
        Refused: it would leave the workspace without an owner.
        Stale: somebody else changed the role meanwhile.
    """
    member = _settable(seat, member_id)
    if role not in MAY_SET[seat.role]:
        raise NotYours
    before = Role(member.role)
    if before is role:
        return
    _keep_an_owner(seat, member)
    rows = Member.objects.within(seat).filter(pk=member_id, role=before, removed_at__isnull=True)
    if not rows.update(role=role):
        raise Stale("Somebody else changed this role meanwhile. Look at the list again.")
    if _loses_work(before, role):
        say_farewell(seat, member_id)
    record(seat, "role_changed", member_changed=member_id, before=before, after=role)


@transaction.atomic
def remove_member(seat: Seat, member_id: int) -> None:
    """End a colleague's seat: their next request is refused, and nothing waits for them any more.

    Raises:
        NotYours: the seat may not, or there is no such colleague.
        Refused: it would leave the workspace without an owner.
        Stale: somebody else changed or removed the colleague meanwhile.
    """
    member = _settable(seat, member_id)
    _keep_an_owner(seat, member)
    rows = Member.objects.within(seat).filter(pk=member_id, role=member.role, removed_at__isnull=True)
    if not rows.update(removed_at=seat.at):
        raise Stale("Somebody else changed this person's seat meanwhile. Look at the list again.")
    close_invitations(seat, member_id)
    say_farewell(seat, member_id)
    record(seat, "member_removed", member_removed=member_id, role=member.role)


def _settable(seat: Seat, member_id: int) -> Member:
    seat.must(Right.MANAGE_MEMBERS)
    member = Member.objects.within(seat).filter(pk=member_id, removed_at__isnull=True).first()
    if member is None or Role(member.role) not in MAY_SET.get(seat.role, frozenset()):
        raise NotYours
    return member


def _keep_an_owner(seat: Seat, member: Member) -> None:
    """Lock the owners, so that two of them cannot go at the same moment, and see that one stays."""
    if member.role != Role.OWNER or member.joined_at is None:
        return
    owners = Member.objects.within(seat).filter(role=Role.OWNER, joined_at__isnull=False, removed_at__isnull=True)
    locked = {owner.pk for owner in owners.select_for_update().order_by("pk")}
    if locked <= {member.pk}:
        raise Refused(LAST_OWNER)


def _loses_work(before: Role, after: Role) -> bool:
    lost = {right for right, roles in RIGHTS.items() if before in roles and after not in roles}
    return bool(lost - _RIGHTS_OF_SETTINGS)
