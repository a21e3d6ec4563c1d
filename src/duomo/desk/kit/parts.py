"""What the page parts show: plain values that the rooms fill and `templates/kit/` draws; docs/look.md lists them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self


class Pick(str):
    """A choice's label with a sentence under it; a radio field of such labels is shown as picks."""

    __slots__ = ("fine",)
    fine: str

    def __new__(cls, label: str, fine: str = "") -> Self:
        """The label is the string itself, so that Django's fields take it as any other."""
        pick = super().__new__(cls, label)
        pick.fine = fine
        return pick


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on a job's path. `state` is done, now or todo; a step that does not exist yet has no `url`."""

    label: str
    state: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting act. `since_at` is when the wait began; `late` says that it is longer than `promise`.

    `face` is the name whose initials are drawn where `who` is "You".
    """

    title: str
    url: str
    act: str
    why: str = ""
    icon: str = "question"
    tone: str = ""
    who: str = ""
    aliases: tuple[str, ...] = ()
    since_at: datetime | None = None
    late: bool = False
    promise: str = ""
    face: str = ""


@dataclass(frozen=True, slots=True)
class Purse:
    """Hours set aside and what became of them, in minutes.

    `over_minutes` are recorded beyond the purse: neither approved nor payable. `p80_minutes` is the forecast of the
    whole use with 80 % certainty. `key` names the drawing and must be unique on its page.
    """

    key: str
    label: str
    total_minutes: int
    approved_minutes: int = 0
    waiting_minutes: int = 0
    over_minutes: int = 0
    p80_minutes: int | None = None
    note: str = ""

    @property
    def used_minutes(self) -> int:
        """Approved and waiting."""
        return self.approved_minutes + self.waiting_minutes

    @property
    def left_minutes(self) -> int:
        """What is left, never below nothing."""
        return max(0, self.total_minutes - self.used_minutes)


@dataclass(frozen=True, slots=True)
class Fact:
    """A term beside its value. `total` puts it under a line as the sum of those above."""

    term: str
    value: str
    total: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One criterion as its contractor reads it. `weight` is must or should; `state` empty, pass, fail or watch."""

    number: int
    text: str
    weight: str
    how: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline: **who** did link rest, and a quote.

    `rest` follows after a blank, unless it begins with a sign such as a full stop.
    `face` is the name whose initials are drawn where `who` is "You"; `alias` draws a trial's letter instead.
    """

    at: datetime
    who: str
    did: str
    link: str = ""
    url: str = ""
    rest: str = ""
    quote: str = ""
    digest: str = ""
    face: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its interval, as shares from 0 to 1. A `twin` belongs to the rate above it."""

    label: str
    rate: float
    low: float
    high: float
    note: str = ""
    tone: str = ""
    twin: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """Minutes of one month, which may be negative."""

    label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Jobs that ended in one month."""

    label: str
    hits: int
    misses: int


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a sub-page."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation. `phone` keeps it in a phone's bar; the others stand under More."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Nav:
    """Who is here and where they may go; `foot` are the links at the foot of the contractor's portal."""

    workspace: str
    person: str
    role: str
    items: tuple[NavItem, ...] = ()
    foot: tuple[Tab, ...] = ()
    home_url: str = "/"
    settings_url: str = ""
    sign_out_url: str = "/sign-out/"
