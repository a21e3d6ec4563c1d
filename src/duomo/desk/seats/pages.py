"""What pages and other rooms read about seats: plain values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from duomo.desk.seats.rights import Role


@dataclass(frozen=True, slots=True)
class Invited:
    """A colleague who was invited: the seat that waits for them, and the path of the link that was mailed."""

    member_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Guest:
    """A contractor's seat. `path` is a fresh invitation, or None once they have joined."""

    member_id: int
    path: str | None
    joined: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A colleague in the list of people."""

    id: int
    name: str
    email: str
    role: Role
    joined: bool
    created_at: datetime
    joined_at: datetime | None
    invited_until: datetime | None


@dataclass(frozen=True, slots=True)
class FunctionLine:
    """A business function that briefs may belong to."""

    id: int
    slug: str
    name: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class WorkspaceLine:
    """The workspace of a seat."""

    id: int
    name: str
    zone: str
    currency: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """One act of the chain."""

    seq: int
    at: datetime
    member_id: int | None
    verb: str
    subject: str
    facts: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Me:
    """What a person may change about themselves."""

    name: str
    email: str
    zone: str
    notify: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One of a person's seats, for the choice between workspaces."""

    workspace_id: int
    workspace: str
    role: Role
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How a member is reached by mail."""

    member_id: int
    person_id: int
    name: str
    email: str
    zone: str
    notify: str
    joined: bool
    role: Role
    seats: int | None = None
    """In how many workspaces the person has a seat; None for somebody who has joined none."""


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """All that an invitation shows before it is taken: who invites."""

    workspace_id: int
    workspace: str
    expires_at: datetime
