"""Reads the list of jobs."""

from urllib.parse import urlencode

from django.urls import reverse

from duomo.core.delivery import JobStage
from duomo.desk.briefs import queries as briefs
from duomo.desk.overview.pages import JobRow, JobsPage
from duomo.desk.overview.queries.words import STAGES
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

LONGEST_SEARCH = 100


def jobs(seat: Seat, *, stage: str, text: str, page: str) -> JobsPage:
    """One page of the jobs in `stage` (any where it is empty or unknown) whose title holds `text`."""
    seat.must(Right.SEE_TITLES)
    stage = stage if stage in set(JobStage) else ""
    text = text.strip()[:LONGEST_SEARCH]
    found = briefs.job_list(seat, stage=stage, text=text, page=page)
    link = seat.may(Right.SEE_JOBS)
    return JobsPage(
        rows=tuple(
            JobRow(
                number=job.number,
                title=job.title,
                url=reverse("job", args=[job.number]) if link else "",
                function=job.function_name,
                stage=STAGES[job.stage],
                opened_at=job.created_at,
            )
            for job in found
        ),
        stage=stage,
        text=text,
        stages=tuple((stage.value, label) for stage, label in STAGES.items()),
        newer_url=_page_url(stage, text, found.number - 1) if found.has_previous() else "",
        older_url=_page_url(stage, text, found.number + 1) if found.has_next() else "",
        may_open_job=seat.may(Right.RUN_JOBS),
    )


def _page_url(stage: str, text: str, number: int) -> str:
    return f"?{urlencode({'stage': stage, 'q': text, 'page': number})}"
