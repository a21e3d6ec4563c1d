"""The seat: who acts, in which workspace, in which role, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from duomo.desk.kit.clock import local_day
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.rights import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Seat:
    """The first argument of every action and query.

    `at` is the moment of the act in UTC: actions take the time from here and never from the clock, so that the same
    acts give the same record. `zone` is the IANA zone in which this person reads and types times.
    """

    workspace_id: int
    member_id: int | None
    person_id: int | None
    role: Role
    at: datetime
    zone: str

    @classmethod
    def system(cls, workspace_id: int, at: datetime, zone: str = "UTC") -> "Seat":
        """The seat of the house itself, for what happens by the passing of time."""
        return cls(workspace_id, None, None, Role.SYSTEM, at, zone)

    @property
    def acting_member(self) -> int:
        """The member who sits here.

        Raises:
            NotYours: the house itself acts.
        """
        if self.member_id is None:
            raise NotYours
        return self.member_id

    @property
    def acting_person(self) -> int:
        """The person who sits here.

        Raises:
            NotYours: the house itself acts.
        """
        if self.person_id is None:
            raise NotYours
        return self.person_id

    @property
    def today(self) -> date:
        """The day of the act in the person's zone."""
        return local_day(self.zone, self.at)

    def may(self, right: Right) -> bool:
        """Whether this role holds `right`."""
        return self.role in RIGHTS[right]

    def must(self, right: Right) -> None:
        """Refuse unless this role holds `right`.

        Raises:
            NotYours: it does not; the answer is the same as for something that does not exist.
        """
        if not self.may(right):
            raise NotYours

    def must_be_system(self) -> None:
        """Refuse unless the house itself acts.

        Raises:
            NotYours: a person acts.
        """
        if self.role is not Role.SYSTEM:
            raise NotYours
