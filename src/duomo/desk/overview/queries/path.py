"""The path of a job: brief, trial, work, outcome."""

from django.urls import reverse
from django.utils.timezone import localtime

from duomo.core.delivery import JobStage
from duomo.core.quantities import format_minutes
from duomo.desk.kit.parts import Step
from duomo.desk.overview.queries.whole import Whole
from duomo.desk.overview.queries.words import STATES


def path_of(whole: Whole) -> tuple[Step, ...]:
    """The four stops with their state; a stop that does not exist yet has no address."""
    return _brief(whole), _trial(whole), _work(whole), _outcome(whole)


def _brief(whole: Whole) -> Step:
    url = reverse("brief", args=[whole.job.number])
    if whole.sent is None:
        return Step("Brief", "now", "In writing.", url)
    musts = len(whole.sent.musts)
    shoulds = len(whole.sent.criteria) - musts
    sent = localtime(whole.sent.sent_at) if whole.sent.sent_at else None
    when = f", sent {sent.day} {sent:%b} and frozen" if sent else ""
    draft = f" Version {whole.draft.number} is in writing." if whole.draft else ""
    return Step("Brief", "done", f"Version {whole.sent.number}{when}. Musts: {musts}, shoulds: {shoulds}.{draft}", url)


def _trial(whole: Whole) -> Step:
    url = reverse("trial", args=[whole.job.number])
    trial = whole.trial
    if trial is None:
        skipped = bool(whole.work)
        return Step("Trial", "done" if skipped else "todo", "Skipped." if skipped else "")
    if whole.job.stage is JobStage.TRIAL:
        return Step("Trial", "now", f"{trial.handed_in} of {trial.invited} handed in.", url)
    hired = ", ".join(trial.hired)
    decided = f"Hired: {hired}." if hired else "Nobody hired."
    return Step("Trial", "done", f"{trial.invited} contractors. {decided}", url)


def _work(whole: Whole) -> Step:
    if not whole.work:
        return Step("Work", "todo")
    said = "; ".join(f"{whole.name(line)}: {STATES[line.state]}" for line in (whole.open_work or whole.work)[:3])
    now = whole.job.stage in {JobStage.WORK, JobStage.REVIEW}
    return Step("Work", "now" if now else "done", f"{said}.")


def _outcome(whole: Whole) -> Step:
    if whole.job.stage is JobStage.DONE:
        outcome = whole.outcome
        word = "Hit" if outcome and outcome.hit else "Miss"
        net = f", net {format_minutes(outcome.net_minutes)}\u00a0h" if outcome else ""
        return Step("Outcome", "done", f"{word}{net}.", reverse("outcome", args=[whole.job.number]))
    brief = whole.sent or whole.draft
    due = localtime(brief.deadline_at) if brief and brief.deadline_at else None
    return Step("Outcome", "todo", f"Due {due:%a} {due.day} {due:%b}." if due else "")
