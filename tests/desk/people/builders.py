"""Contractors for tests, made through the actions of the room."""

from duomo.desk.people.actions import AddContractor, add_contractor, invite_contractor
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.actions import take_invitation
from duomo.desk.seats.queries import seat_of_member
from duomo.desk.seats.seat import Seat


def given_contractor(
    seat: Seat,
    *,
    name: str = "Ines Duarte",
    email: str = "",
    functions: tuple[str, ...] = ("design",),
    rate_minor: int | None = 5_000,
    currency: str = "EUR",
) -> ContractorLine:
    """A contractor without a seat yet; the address follows from the name."""
    address = email or f"{name.lower().replace(' ', '.')}@example.com"
    return add_contractor(seat, AddContractor(name, address, functions, rate_minor, currency))


def given_guest(seat: Seat, contractor: ContractorLine | None = None) -> Seat:
    """The guest seat of a contractor who has taken the invitation."""
    guest = invite_contractor(seat, (contractor or given_contractor(seat)).id)
    if guest.path is not None:
        token = guest.path.rstrip("/").rsplit("/", 1)[-1]
        take_invitation(token, seat.at)
    return seat_of_member(guest.member_id, seat.at)
