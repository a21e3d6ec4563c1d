"""Decides what a job's page names as next: one sentence and one act."""

from django.urls import reverse

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.overview.pages import Next
from duomo.desk.overview.queries.whole import Whole
from duomo.desk.overview.queries.words import STATES
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


def next_step(seat: Seat, whole: Whole) -> Next:
    """What happens next on the job; without an act for those who only look on."""
    step = _STEPS[whole.job.stage](seat, whole)
    return step if seat.may(Right.RUN_JOBS) else Next(step.lead, step.rest)


def _brief(_: Seat, whole: Whole) -> Next:
    number = whole.job.number
    brief_url = reverse("brief", args=[number])
    if whole.draft is not None:
        return Next(
            "The brief is not sent yet.",
            "It can be sent when goal, criteria, deadline, budget and reserve are clear.",
            brief_url,
            "Finish the brief",
        )
    return Next(
        "The brief is sent; nobody is at work yet.",
        "Give the same small paid task to two or more, or hire somebody whose work you know.",
        reverse("new-trial", args=[number]),
        "Test contractors",
        (("Hire without a trial", reverse("hire", args=[number])), ("Change the brief", brief_url)),
    )


def _trial(_: Seat, whole: Whole) -> Next:
    url = reverse("trial", args=[whole.job.number])
    trial = whole.trial
    if trial is None or trial.state == "open":
        came = f"{trial.handed_in} of {trial.invited} have handed in." if trial else ""
        return Next(
            "The trial runs.", f"{came} It stays sealed until the deadline or until all are in.", url, "See the trial"
        )
    if trial.state == "scoring":
        return Next("The trial waits for scores.", "Each reviewer scores blind, then locks.", url, "Score the trial")
    return Next("The trial waits for your decision.", "Hire one, several or nobody.", url, "Decide")


def _work(seat: Seat, whole: Whole) -> Next:
    stopped = [line for line in whole.work if line.state is AssignmentState.STOPPED]
    if not whole.open_work:
        return _nobody_at_work(whole, stopped)
    line = whole.open_work[0]
    name = whole.name(line)
    lead, rest = _WORKING.get(line.state, (f"{{name}}: {STATES[line.state]}.", ""))
    return Next(lead.format(name=name), rest.format(name=name), *_review_of(seat, line))


_WORKING = {
    AssignmentState.INVITED: ("{name} has been asked and has not answered.", "Accepting means confirming each must."),
    AssignmentState.LOOKING: ("{name} looks whether it is possible.", "Only the first look is payable until then."),
    AssignmentState.WORKING: ("{name} is at work.", "You hear when something is handed in or asked."),
    AssignmentState.PERFECTING: ("{name} perfects what you sent back.", "These hours come from the reserve."),
}


def _nobody_at_work(whole: Whole, stopped: list[AssignmentLine]) -> Next:
    number = whole.job.number
    end = ("End the job", reverse("outcome", args=[number]))
    hire = reverse("hire", args=[number])
    if stopped:
        line = stopped[-1]
        return Next(
            f"{whole.name(line)} says: not possible.",
            "Somebody else may look at the same question, for the first look's hours only.",
            f"{hire}?second={line.key}",
            "Ask for a second opinion",
            (("Hire somebody else", hire), end),
        )
    return Next("Nobody is at work on it.", "Hire somebody else, or end the job.", hire, "Hire somebody", (end,))


def _review(seat: Seat, whole: Whole) -> Next:
    line = next((one for one in whole.open_work if one.state is AssignmentState.DELIVERED), None)
    if line is None:
        return _work(seat, whole)
    return Next(
        f"You judge what {whole.name(line)} delivered.",
        "Accept it when every must passes; otherwise send it back with points, and the reserve pays for perfecting.",
        *_review_of(seat, line),
    )


def _review_of(seat: Seat, line: AssignmentLine) -> tuple[str, str]:
    if line.state is not AssignmentState.DELIVERED:
        return "", ""
    latest = max(assignments.deliveries(seat, line.id), key=lambda delivery: delivery.number, default=None)
    if latest is None:
        return "", ""
    return reverse("review", args=[latest.key]), f"Review delivery {latest.number}"


def _done(_: Seat, whole: Whole) -> Next:
    outcome = whole.outcome
    lead = "It was a hit." if outcome and outcome.hit else "It was a miss."
    rest = f"Lesson: {outcome.lesson}" if outcome and outcome.lesson else ""
    return Next(lead, rest, reverse("outcome", args=[whole.job.number]), "See what came of it")


_STEPS = {
    JobStage.BRIEF: _brief,
    JobStage.TRIAL: _trial,
    JobStage.WORK: _work,
    JobStage.REVIEW: _review,
    JobStage.DONE: _done,
}
