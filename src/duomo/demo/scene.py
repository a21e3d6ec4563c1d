"""The people of the demonstration on their seats, at whatever moment the story needs them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from duomo.demo.cast import BOOKKEEPER, CURRENCY, OWNER, PLAYERS, REVIEWER, SALT, WORKSPACE, ZONE
from duomo.desk.files import actions as files
from duomo.desk.files.pages import Blob
from duomo.desk.people import actions as people
from duomo.desk.seats import actions as seats
from duomo.desk.seats.queries import seat_of_member
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat


@dataclass(frozen=True, slots=True)
class Scene:
    """`end` is the present moment of the demonstration; every act lies before it."""

    end: datetime
    owner_id: int
    reviewer_id: int
    guests: dict[str, int]
    contractors: dict[str, int]

    def owner(self, at: datetime) -> Seat:
        """The owner at a moment."""
        return seat_of_member(self.owner_id, at)

    def reviewer(self, at: datetime) -> Seat:
        """The reviewer at a moment."""
        return seat_of_member(self.reviewer_id, at)

    def guest(self, name: str, at: datetime) -> Seat:
        """The contractor `name` at a moment."""
        return seat_of_member(self.guests[name], at)

    def ago(self, days: float) -> datetime:
        """The moment so many days before the end."""
        return self.end - timedelta(days=days)


def set_scene(end: datetime, *, begin_days: int) -> Scene:
    """Open the workspace and seat everybody in it, `begin_days` before the end."""
    at = end - timedelta(days=begin_days)
    owner = seats.create_workspace(
        name=WORKSPACE,
        owner_email=OWNER[0],
        owner_name=OWNER[1],
        zone=ZONE,
        currency=CURRENCY,
        at=at,
        key_salt=SALT,
        is_demo=True,
    )
    seats.change_me(owner, seats.ChangeMe(OWNER[1], ZONE, "never"))
    reviewer_id = _colleague(owner, REVIEWER, Role.REVIEWER)
    _colleague(owner, BOOKKEEPER, Role.BOOKKEEPER)
    guests: dict[str, int] = {}
    contractors: dict[str, int] = {}
    for player in PLAYERS:
        command = people.AddContractor(player.name, player.email, player.functions, player.rate_minor, CURRENCY)
        contractors[player.name] = people.add_contractor(owner, command).id
        guests[player.name] = _guest(owner, contractors[player.name], player.name)
    assert owner.member_id is not None  # noqa: S101 - a workspace is opened by its owner, who has a seat
    return Scene(end, owner.member_id, reviewer_id, guests, contractors)


def a_file(seat: Seat, name: str, content: str) -> Blob:
    """A small text file that `seat` hands over."""
    return files.receive(seat, SimpleUploadedFile(name, content.encode()))


def _colleague(owner: Seat, who: tuple[str, str], role: Role) -> int:
    email, name = who
    invited = seats.invite_member(owner, seats.InviteMember(email, name, role))
    seats.take_invitation(_token(invited.path), owner.at)
    seats.change_me(seat_of_member(invited.member_id, owner.at), seats.ChangeMe(name, ZONE, "never"))
    return invited.member_id


def _guest(owner: Seat, contractor_id: int, name: str) -> int:
    guest = people.invite_contractor(owner, contractor_id)
    if guest.path:
        seats.take_invitation(_token(guest.path), owner.at)
    seats.change_me(seat_of_member(guest.member_id, owner.at), seats.ChangeMe(name, ZONE, "never"))
    return guest.member_id


def _token(path: str) -> str:
    return path.strip("/").split("/")[-1]
