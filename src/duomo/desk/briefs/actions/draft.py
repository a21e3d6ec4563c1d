"""A brief as it arrives to be saved."""

from dataclasses import dataclass
from datetime import datetime

from duomo.core.briefs import BudgetKind, Condition
from duomo.desk.briefs.pages import CriterionLine, DeliverableLine


@dataclass(frozen=True, slots=True)
class BriefDraft:
    """A brief as typed, complete or not.

    A deliverable or criterion that is stored already carries its key. A new one carries any other text that begins
    with "new" (or nothing), by which the criteria of the same draft may name a new deliverable. Rows without words
    are left out. `revision` is the one that the writer began from. `owner_estimate_minutes` corrects the job's
    estimate while the job is in the stage of its brief; None leaves it.
    """

    goal: str = ""
    deliverables: tuple[DeliverableLine, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    references: str = ""
    out_of_scope: str = ""
    deadline_at: datetime | None = None
    budget_kind: BudgetKind | None = None
    planned_minutes: int | None = None
    rate_minor: int | None = None
    fixed_minor: int | None = None
    currency: str = ""
    condition: Condition | None = None
    reserve_minutes: int | None = None
    feasibility_minutes: int | None = None
    owner_estimate_minutes: int | None = None
    revision: int = 0
