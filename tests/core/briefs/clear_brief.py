"""A brief with nothing to find in it, from which each test takes or changes one thing."""

from datetime import UTC, datetime, timedelta

from duomo.core.briefs import Brief, BudgetKind, Condition, Criterion, Deliverable, JudgedBy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOGO = Deliverable("d1", "The logo of the bindery as one SVG file")
ONE_FILE = Criterion(
    key="c1",
    text="There is one SVG file",
    must=True,
    judged_by=JudgedBy.CHECK,
    check="file *.svg",
    deliverable_key="d1",
    early=False,
)
READABLE = Criterion(
    key="c2",
    text="The name can be read at 16 px",
    must=False,
    judged_by=JudgedBy.PERSON,
    check="",
    deliverable_key="d1",
    early=True,
)
CLEAR = Brief(
    goal="Customers recognise the bindery on the shop sign and on the parcel.",
    deliverables=(LOGO,),
    criteria=(ONE_FILE, READABLE),
    references="",
    out_of_scope="",
    deadline_at=NOW + timedelta(days=10),
    budget_kind=BudgetKind.HOURS,
    planned_minutes=600,
    rate_minor=4500,
    fixed_minor=None,
    currency="EUR",
    condition=Condition.FINISHED,
    reserve_minutes=120,
    feasibility_minutes=60,
    owner_estimate_minutes=840,
)
