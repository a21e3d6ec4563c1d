"""What the locked scores of a revealed trial say, by name."""

from collections import defaultdict
from collections.abc import Iterable

from duomo.core.trials import Score as CoreScore
from duomo.core.trials import Standing, standings
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import DeliveryLine
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Participant, Reviewer, Score, Trial
from duomo.desk.trials.pages import CostLine, ParticipantLine, Place, TrialResult, cost_of, verdict_on
from duomo.desk.trials.queries.blind import asked_of, last_before
from duomo.desk.trials.queries.lines import participants


def trial_result(seat: Seat, trial: Trial) -> TrialResult | None:
    """The result of a revealed trial for leaders; None before the reveal, and where nobody locked.

    Raises:
        NotYours: the seat does not run jobs.
    """
    entrants = {one.key: one for one in participants(seat, trial)}
    if trial.revealed_at is None:
        return None
    rows = _locked_scores(seat, trial)
    names = member_names(seat, {row.reviewer.member_id for row in rows})
    criteria = asked_of(seat, trial)
    order = {asked.key: place for place, asked in enumerate(criteria)}
    comments: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (order[one.criterion_key], one.reviewer_id)):
        if row.comment:
            said = (criteria[order[row.criterion_key]].text, names[row.reviewer.member_id], row.comment)
            comments[row.participant.key].append(said)
    found = standings(_core(row) for row in rows)
    if not found:
        return None
    made = _deliveries(seat, trial)
    places = tuple(_place(one, entrants[one.maker], comments[one.maker], made.get(one.maker)) for one in found)
    verdict, close = verdict_on(places, reviewers=len(names))
    return TrialResult(places, criteria, tuple(names[key] for key in sorted(names)), verdict, close)


def costs(seat: Seat, trial: Trial, brief: BriefPage) -> tuple[CostLine, ...]:
    """What each contractor of a trial costs, for leaders."""
    return tuple(_cost(one, trial, brief) for one in participants(seat, trial))


def _cost(one: ParticipantLine, trial: Trial, brief: BriefPage) -> CostLine:
    comparable = one.rate_minor is not None and one.currency == trial.currency and brief.planned_minutes is not None
    job = cost_of(brief.planned_minutes or 0, one.rate_minor or 0) if comparable else None
    planned = cost_of(brief.planned_minutes or 0, brief.rate_minor or 0)
    budget = brief.fixed_minor if brief.fixed_minor is not None else planned
    over = job - budget if job is not None and brief.currency == trial.currency else None
    return CostLine(one.name, one.cost_minor, one.rate_minor if comparable else None, job, over, trial.currency)


def _place(
    standing: Standing, entrant: ParticipantLine, comments: Iterable[tuple[str, str, str]], made: DeliveryLine | None
) -> Place:
    return Place(entrant.key, entrant.name, entrant.contractor_number, standing, tuple(comments), made)


def _deliveries(seat: Seat, trial: Trial) -> dict[str, DeliveryLine]:
    """By participant: what was judged, which the reveal has opened to leaders."""
    keys = dict(Participant.objects.within(seat).filter(trial=trial, judged=True).values_list("assignment_id", "key"))
    opened_at = trial.unsealed_at
    if opened_at is None:
        return {}
    came = assignments.deliveries_of(seat, keys)
    return {keys[id_]: last_before(lines, opened_at) for id_, lines in came.items()}


def _locked_scores(seat: Seat, trial: Trial) -> list[Score]:
    locked = Reviewer.objects.within(seat).filter(trial=trial, locked_at__isnull=False)
    rows = Score.objects.within(seat).select_related("participant", "reviewer").filter(reviewer__in=locked)
    return list(rows.order_by("pk"))


def _core(row: Score) -> CoreScore:
    return CoreScore(row.participant.key, str(row.reviewer.member_id), row.criterion_key, row.value)
