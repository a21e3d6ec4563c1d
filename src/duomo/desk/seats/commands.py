"""What the deeds of this room are told: forms and the command line fill these in."""

from dataclasses import dataclass

from duomo.desk.seats.rights import Role


@dataclass(frozen=True, slots=True)
class InviteMember:
    """Invite a colleague to a role."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class ChangeWorkspace:
    """The workspace's own data."""

    name: str
    zone: str
    currency: str


@dataclass(frozen=True, slots=True)
class ChangeMe:
    """A person's own data; `notify` is at_once, daily or never."""

    name: str
    zone: str
    notify: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """The first owner and the first workspace of an installation."""

    email: str
    name: str
    workspace: str
    zone: str
    currency: str
