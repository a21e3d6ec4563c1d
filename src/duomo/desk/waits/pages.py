"""What the desk reads about waiting acts: plain values, no rows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WaitLine:
    """One waiting act of the seat's own queue. `minutes` is how long it takes, as a rule."""

    id: int
    kind: str
    key: str
    title: str
    why: str
    whose: str
    url: str
    job_number: int | None
    since_at: datetime
    due_at: datetime | None
    minutes: int
    late: bool
