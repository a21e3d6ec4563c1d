"""Reads the desk: what waits, the three figures and the board."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import JobLine
from duomo.desk.kit.parts import Month, QueueRow
from duomo.desk.ledger import queries as ledger
from duomo.desk.ledger.pages import OutcomeLine
from duomo.desk.overview.pages import Card, Column, DeskPage, MissRate, ReserveBar, Reserves, Saved
from duomo.desk.overview.queries.words import STAGES, WAITS
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import queries as trials
from duomo.desk.trials.pages import TrialLine
from duomo.desk.waits import queries as waits
from duomo.desk.waits.pages import WaitLine

QUEUE_LENGTH = 12
CARDS_PER_STAGE = 5
RESERVES_SHOWN = 8
# A bar fills its room but for a gap; a reserve that is used to four fifths runs short.
BAR_OF_ROOM = 0.96
NEARLY_USED = 0.8
AT_WORK = frozenset(
    {AssignmentState.LOOKING, AssignmentState.WORKING, AssignmentState.DELIVERED, AssignmentState.PERFECTING}
)


def desk(seat: Seat) -> DeskPage:
    """The seat's queue; with the right to them also the figures and the board."""
    seat.must(Right.SEE_DESK)
    lines = waits.queue(seat, limit=QUEUE_LENGTH)
    figures = _saved_and_missed(seat) if seat.may(Right.SEE_LEDGER) and seat.may(Right.SEE_JOBS) else (None, None)
    return DeskPage(
        now=seat.at,
        queue=tuple(_row(line) for line in lines),
        waiting=waits.waiting_count(seat),
        minutes=sum(line.minutes for line in lines),
        may_open_job=seat.may(Right.RUN_JOBS),
        saved=figures[0],
        misses=figures[1],
        reserves=_reserves(seat) if figures[0] else None,
        board=_board(seat) if seat.may(Right.SEE_JOBS) else (),
    )


def _row(line: WaitLine) -> QueueRow:
    act, icon, tone = WAITS.get(line.kind, ("Open", "arrow", ""))
    return QueueRow(
        title=line.title,
        url=line.url,
        act=act,
        why=line.why,
        icon=icon,
        tone=tone,
        who=line.whose,
        since_at=line.since_at,
        late=line.late,
    )


def _saved_and_missed(seat: Seat) -> tuple[Saved, MissRate]:
    figures = ledger.figures(seat)
    last = figures.months[-1]
    saved = Saved(
        minutes=last.net_minutes,
        month=last.month,
        estimate_minutes=last.owner_estimate_minutes,
        own_minutes=last.own_minutes,
        months=tuple(Month(f"{month.month:%B %Y}", month.net_minutes) for month in figures.months),
    )
    rate = figures.rate
    return saved, MissRate(rate.mean, rate.low, rate.high, rate.jobs)


def _reserves(seat: Seat) -> Reserves:
    lines = [line for line in assignments.running(seat, RESERVES_SHOWN * 5) if line.reserve_minutes]
    held = sum(line.reserve_minutes for line in lines)
    used = sum(min(line.reserve_used_minutes, line.reserve_minutes) for line in lines)
    return Reserves(held - used, held, len(lines), _bars(sorted(lines, key=lambda line: line.job_number)))


def _bars(lines: Sequence[AssignmentLine]) -> tuple[ReserveBar, ...]:
    """The reserves side by side on one scale, in percent of the width."""
    shown = lines[:RESERVES_SHOWN]
    total = sum(line.reserve_minutes for line in shown)
    bars = []
    left = 0.0
    for line in shown:
        width = 100 * line.reserve_minutes / total
        share = min(1.0, line.reserve_used_minutes / line.reserve_minutes)
        bars.append(
            ReserveBar(
                job_number=line.job_number,
                left=round(left, 2),
                width=round(width * BAR_OF_ROOM, 2),
                used_width=round(width * BAR_OF_ROOM * share, 2),
                short=share >= NEARLY_USED,
            )
        )
        left += width
    return tuple(bars)


def _board(seat: Seat) -> tuple[Column, ...]:
    columns = briefs.board(seat, CARDS_PER_STAGE)
    shown = [job for column in columns for job in column.jobs]
    ids = [job.id for job in shown if job.stage is not JobStage.DONE]
    work = assignments.of_jobs(seat, ids)
    at_work = {job_id: _at_work(found) for job_id, found in work.items()}
    held = trials.trials_by_job(seat, [job.id for job in shown if job.stage is JobStage.TRIAL])
    ended = ledger.outcomes(seat, [job.number for job in shown if job.stage is JobStage.DONE])
    names = people.contractors_by_id(seat, {line.contractor_id for line in at_work.values() if line})
    cards = {job.id: _card(job, at_work.get(job.id), held, ended, names) for job in shown}
    return tuple(
        Column(
            stage=column.stage.value,
            label=STAGES[column.stage],
            count=f"{column.count}+" if column.more else str(column.count),
            cards=tuple(cards[job.id] for job in column.jobs),
            more_url=f"{reverse('jobs')}?stage={column.stage.value}" if column.count > len(column.jobs) else "",
        )
        for column in columns
    )


def _at_work(lines: Sequence[AssignmentLine]) -> AssignmentLine | None:
    return next((line for line in lines if line.kind == "work" and line.is_open), None)


def _card(
    job: JobLine,
    line: AssignmentLine | None,
    held: Mapping[int, TrialLine],
    ended: Mapping[int, OutcomeLine],
    names: Mapping[int, ContractorLine],
) -> Card:
    url = reverse("job", args=[job.number])
    if job.number in ended:
        outcome = ended[job.number]
        return Card(job.title, url, job.function_name, hit=outcome.hit, net_minutes=outcome.net_minutes)
    if line is not None:
        name = names[line.contractor_id].name
        return Card(
            job.title,
            url,
            job.function_name,
            who=name,
            used_minutes=line.plan_used_minutes,
            total_minutes=line.plan_minutes,
        )
    if job.id in held:
        trial = held[job.id]
        return Card(job.title, url, job.function_name, note=f"{trial.handed_in} in of {trial.invited}")
    return Card(job.title, url, job.function_name, note=job.stage_note)
