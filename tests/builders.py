"""What tests stand on: workspaces and people, made by the deeds that make them in the product."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from duomo.desk.seats import actions
from duomo.desk.seats.queries import seat_of_member
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def later(seat: Seat, **span: float) -> Seat:
    """The same seat after `span` (days, hours, minutes ...)."""
    return replace(seat, at=seat.at + timedelta(**span))


def token_of(path: str) -> str:
    """The token in the path of a link."""
    return path.strip("/").split("/")[-1]


def given_workspace(
    name: str = "Castell Paper Goods",
    zone: str = "Europe/Berlin",
    currency: str = "EUR",
    at: datetime = AT,
    owner_email: str = "marta@castell.example",
    owner_name: str = "Marta Castell",
) -> Seat:
    """A workspace; the seat of its owner."""
    return actions.create_workspace(
        name=name, owner_email=owner_email, owner_name=owner_name, zone=zone, currency=currency, at=at
    )


def given_member(seat: Seat, role: Role, email: str = "", name: str = "") -> Seat:
    """A colleague who was invited by `seat` and has joined; their seat."""
    email = email or f"{role}-{seat.workspace_id}@castell.example"
    name = name or f"{role.capitalize()} Colleague"
    invited = actions.invite_member(seat, actions.InviteMember(email, name, role))
    actions.take_invitation(token_of(invited.path), seat.at)
    return seat_of_member(invited.member_id, seat.at)


def given_guest(seat: Seat, email: str = "vera@winter.example", name: str = "Vera Winter") -> Seat:
    """A contractor who was invited by `seat` and has joined; their guest seat."""
    guest = actions.ensure_guest(seat, email=email, name=name)
    if guest.path is not None:
        actions.take_invitation(token_of(guest.path), seat.at)
    return seat_of_member(guest.member_id, seat.at)
