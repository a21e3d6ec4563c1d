"""Tables of the seats."""

from duomo.desk.seats.models.event import ChainHead, Event
from duomo.desk.seats.models.people import Invitation, Member, Person, SignInLink
from duomo.desk.seats.models.workspace import Counter, Function, Workspace

__all__ = [
    "ChainHead",
    "Counter",
    "Event",
    "Function",
    "Invitation",
    "Member",
    "Person",
    "SignInLink",
    "Workspace",
]
