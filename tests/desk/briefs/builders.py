"""Jobs and briefs for tests, made through the actions of the room."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from duomo.core.briefs import BudgetKind, Condition, JudgedBy
from duomo.desk.briefs.actions import BriefDraft, OpenJob, open_job, save_brief, send_brief
from duomo.desk.briefs.pages import BriefPage, CriterionLine, DeliverableLine, JobLine
from duomo.desk.briefs.queries import draft
from duomo.desk.seats.seat import Seat

LOGO, CARD = "new-logo", "new-card"


def given_job(
    seat: Seat, *, title: str = "Logo for the bakery", function: str = "design", estimate_minutes: int | None = 840
) -> JobLine:
    """A job in the stage of its brief."""
    return open_job(seat, OpenJob(title, function, estimate_minutes))


def criterion(text: str, *, about: str = "", must: bool = True, check: str = "", early: bool = False) -> CriterionLine:
    """A criterion as typed: judged by a check where there is one, else by a person."""
    judge = JudgedBy.CHECK if check else JudgedBy.PERSON
    return CriterionLine("", text, must, judge, check, early, about)


def complete_draft(seat: Seat, **changes: Any) -> BriefDraft:
    """A brief that law 1 lets pass: two deliverables, three musts (one by a check), a should; 8 h and 2 h reserve."""
    whole = BriefDraft(
        goal="The bakery gets a sign that reads from across the street, so that passers-by find the door.",
        deliverables=(
            DeliverableLine(LOGO, "The logo as one SVG file"),
            DeliverableLine(CARD, "A card of 85 × 55 mm as PDF"),
        ),
        criteria=(
            criterion("The logo is one SVG file of at most 40 kB", about=LOGO, check="file *.svg <= 40 kB"),
            criterion("The name can be read at 16 px height", about=LOGO, early=True),
            criterion("The card has 3 mm of bleed on every side", about=CARD),
            criterion("Two colours of the style sheet and no third one", about=LOGO, must=False),
        ),
        references="The style sheet of 2025 and a photo of the street.",
        out_of_scope="Printing the card.",
        deadline_at=seat.at + timedelta(days=14),
        budget_kind=BudgetKind.HOURS,
        planned_minutes=480,
        rate_minor=5_000,
        currency="EUR",
        condition=Condition.FINISHED,
        reserve_minutes=120,
        feasibility_minutes=60,
    )
    return replace(whole, **changes)


def given_draft(seat: Seat, job: JobLine | None = None, **changes: Any) -> BriefPage:
    """A complete brief that is not sent yet; `changes` are fields of `BriefDraft`."""
    job = job or given_job(seat)
    stored = draft(seat, job.id)
    assert stored is not None
    return save_brief(seat, job.number, complete_draft(seat, **{"revision": stored.revision, **changes}))


def given_sent_brief(seat: Seat, job: JobLine | None = None, **changes: Any) -> BriefPage:
    """A complete brief that has been sent; `changes` are fields of `BriefDraft`."""
    return send_brief(seat, given_draft(seat, job, **changes).job_number)
