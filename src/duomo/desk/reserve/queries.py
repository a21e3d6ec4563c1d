"""Reads about hours: what was recorded, what of it fits, and what may be paid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import F

from duomo.core.delivery import AssignmentState
from duomo.core.reserve import Caps, Entry, Mark, Purse, Settled, Settlement, alert_levels, payable_minutes, settle
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.clock import local_day
from duomo.desk.kit.parts import Purse as PurseBar
from duomo.desk.kit.refusals import NotYours
from duomo.desk.people import queries as people
from duomo.desk.reserve.models import HourEntry, TopUp
from duomo.desk.reserve.pages import (
    PURSE_WORDS,
    Approval,
    ApprovePage,
    DayOfHours,
    EntryAt,
    EntryLine,
    HoursFilter,
    OwnHours,
    Payable,
    PursesPage,
    ToApprove,
    TopUpLine,
    amount_of,
)
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

PER_PAGE = 50
MOST_TO_APPROVE = 50
WARNED_AT = (80, 100)
# Money reaches the contractor of an accepted delivery; taking the work unfinished keeps and uses it as well.
TAKEN = frozenset({AssignmentState.ACCEPTED, AssignmentState.UNFINISHED})


@dataclass(frozen=True, slots=True)
class Account:
    """Both purses of one assignment after all its entries, in the order of recording."""

    assignment: AssignmentLine
    settlement: Settlement
    entries: tuple[EntryLine, ...]

    @property
    def waiting_minutes(self) -> int:
        """What fits and nobody has approved; nothing where hours need no approval."""
        if not needs_approval(self.assignment):
            return 0
        return sum(entry.within_minutes for entry in self.entries if entry.approved_at is None)

    def used(self, purse: Purse) -> int:
        """Minutes that were drawn from a purse."""
        return self.settlement.plan_used if purse is Purse.PLAN else self.settlement.reserve_used

    def total(self, purse: Purse) -> int:
        """Minutes that a purse holds, top-ups included."""
        return self.assignment.plan_minutes if purse is Purse.PLAN else self.assignment.reserve_minutes

    def beyond(self, purse: Purse) -> int:
        """Minutes that were recorded and do not fit into a purse."""
        return sum(entry.beyond_minutes for entry in self.entries if entry.purse is purse)

    def level_of(self, purse: Purse) -> int:
        """The highest level that the owner is told of and that a purse has reached, in per cent: 0, 80 or 100."""
        if any(Mark.ABOVE_PURSE in entry.marks for entry in self.entries if entry.purse is purse):
            return max(WARNED_AT)
        reached = alert_levels(self.used(purse), self.total(purse))
        return max((level for level in reached if level in WARNED_AT), default=0)

    @property
    def payable(self) -> Payable:
        """What may be paid now (law 10)."""
        return _payable(self)


def needs_approval(assignment: AssignmentLine) -> bool:
    """Whether somebody approves its hours: not those of a trial, which are paid up to its cap, nor a fixed price's.

    Nor those of work that ended without being taken: no approval makes more of them payable than the first look.
    """
    may_be_paid = assignment.is_open or assignment.state in TAKEN
    return may_be_paid and not assignment.is_trial and assignment.rate_minor is not None


def entries(seat: Seat, assignment_id: int) -> tuple[EntryLine, ...]:
    """The entries of an assignment that count, in the order of recording.

    Raises:
        NotYours: the seat sees neither all hours nor works on this assignment.
    """
    return account(seat, assignments.assignment_by_id(seat, assignment_id)).entries


def account(seat: Seat, assignment: AssignmentLine) -> Account:
    """Both purses of an assignment that the seat has been given."""
    return accounts(seat, [assignment])[assignment.id]


def accounts(seat: Seat, lines: Iterable[AssignmentLine]) -> dict[int, Account]:
    """The purses of several assignments, in one query.

    Raises:
        NotYours: the seat sees neither all hours nor works on them.
    """
    _must_see_hours(seat)
    by_id = {line.id: line for line in lines}
    rows: dict[int, list[HourEntry]] = defaultdict(list)
    for row in HourEntry.objects.within(seat).filter(assignment_id__in=by_id, replaced=False).order_by("position"):
        rows[row.assignment_id].append(row)
    return {id_: _account(seat, line, rows[id_]) for id_, line in by_id.items()}


def payable(seat: Seat, assignment_ids: Iterable[int]) -> dict[int, Payable]:
    """What may be paid now of each assignment, to seats that see money and to the contractor at work on it.

    Raises:
        NotYours: the seat sees no money, or one of the assignments is not its own.
    """
    if not seat.may(Right.WORK):
        seat.must(Right.SEE_MONEY)
    found = accounts(seat, assignments.assignments_by_id(seat, assignment_ids).values())
    return {id_: one.payable for id_, one in found.items()}


def entry_of(seat: Seat, key: str) -> tuple[EntryLine, AssignmentLine]:
    """The entry with this key that counts, and its assignment.

    Raises:
        NotYours: there is none for this seat.
    """
    row = HourEntry.objects.within(seat).filter(key=key, replaced=False).first()
    if row is None:
        raise NotYours
    assignment = assignments.assignment_by_id(seat, row.assignment_id)
    found = account(seat, assignment)
    return next(entry for entry in found.entries if entry.id == row.pk), assignment


def top_ups(seat: Seat, assignment_id: int) -> tuple[TopUpLine, ...]:
    """What was added to the purses of an assignment, oldest first."""
    seat.must(Right.SEE_HOURS)
    rows = list(TopUp.objects.within(seat).filter(assignment_id=assignment_id).order_by("topped_up_at", "pk"))
    names = member_names(seat, [row.member_id for row in rows])
    return tuple(
        TopUpLine(Purse(row.purse), row.minutes, row.reason, names[row.member_id], row.topped_up_at) for row in rows
    )


def own_hours(seat: Seat, key: str, page: str | int = 1) -> OwnHours:
    """The contractor's page of an assignment's hours.

    Raises:
        NotYours: it is not this contractor's assignment.
    """
    seat.must(Right.WORK)
    found = account(seat, assignments.assignment(seat, key))
    shown = Paginator(tuple(reversed(found.entries)), PER_PAGE).get_page(page)
    return OwnHours(found.assignment, purse_bars(found), found.payable, shown)


def approve_page(seat: Seat, key: str) -> ApprovePage:
    """What waits for approval on an assignment.

    Raises:
        NotYours: the seat does not run jobs, or there is no such assignment.
    """
    seat.must(Right.RUN_JOBS)
    line = assignments.assignment(seat, key)
    found = account(seat, line)
    name = people.contractor_by_id(seat, line.contractor_id).name
    return ApprovePage(line, name, purse_bars(found), Approval.of(found.entries))


def purses_page(seat: Seat, key: str) -> PursesPage:
    """The purses of an assignment and what was added to them.

    Raises:
        NotYours: the seat does not run jobs, or there is no such assignment.
    """
    seat.must(Right.RUN_JOBS)
    line = assignments.assignment(seat, key)
    found = account(seat, line)
    name = people.contractor_by_id(seat, line.contractor_id).name
    levels = {purse: found.level_of(purse) for purse in Purse}
    short = max(Purse, key=lambda purse: levels[purse]) if any(levels.values()) else None
    return PursesPage(line, name, purse_bars(found), top_ups(seat, line.id), short)


def purse_bars(one: Account) -> tuple[PurseBar, ...]:
    """Both purses as they are drawn; a trial has one."""
    line = one.assignment
    plan = _bar(one, Purse.PLAN, "Trial hours" if line.is_trial else PURSE_WORDS[Purse.PLAN])
    return (plan,) if line.is_trial else (plan, _bar(one, Purse.RESERVE, PURSE_WORDS[Purse.RESERVE]))


def hours_page(seat: Seat, wanted: HoursFilter, page: str | int = 1) -> tuple[tuple[DayOfHours, ...], Page[HourEntry]]:
    """One page of the entries of all jobs, the latest day first, and the pager that it belongs to."""
    seat.must(Right.SEE_HOURS)
    found = Paginator(_wanted(seat, wanted), PER_PAGE).get_page(page)
    rows = list(found.object_list)
    lines = assignments.assignments_by_id(seat, {row.assignment_id for row in rows})
    settled = accounts(seat, lines.values())
    by_id = {entry.id: entry for one in settled.values() for entry in one.entries}
    names = _names(seat, lines.values())
    listed = [_entry_at(by_id[row.pk], lines[row.assignment_id], names) for row in rows]
    days = tuple(_day(day, tuple(of_day)) for day, of_day in groupby(listed, key=lambda one: one.entry.worked_on))
    return days, found


def to_approve(seat: Seat) -> tuple[ToApprove, ...]:
    """The assignments whose hours wait for approval, the most first."""
    seat.must(Right.SEE_HOURS)
    rows = HourEntry.objects.within(seat).filter(waits=True)
    ids = rows.order_by().values_list("assignment_id", flat=True).distinct()[:MOST_TO_APPROVE]
    lines = assignments.assignments_by_id(seat, ids)
    names = _names(seat, lines.values())
    found = [_to_approve(one, names) for one in accounts(seat, lines.values()).values()]
    return tuple(sorted((one for one in found if one.minutes), key=lambda one: (-one.minutes, one.assignment_key)))


def _must_see_hours(seat: Seat) -> None:
    if not (seat.may(Right.SEE_HOURS) or seat.may(Right.WORK)):
        seat.must_be_system()


def _account(seat: Seat, assignment: AssignmentLine, rows: list[HourEntry]) -> Account:
    caps = Caps(assignment.plan_minutes, assignment.reserve_minutes, assignment.feasibility_minutes)
    # The day that has not come yet is the maker's: a reader further west must not see today's hours as tomorrow's.
    today = local_day(rows[-1].zone, seat.at) if rows else seat.today
    settlement = settle([_core(row) for row in rows], caps, today=today)
    lines = (_line(seat, assignment, row, one) for row, one in zip(rows, settlement.entries, strict=True))
    return Account(assignment, settlement, tuple(lines))


def _core(row: HourEntry) -> Entry:
    return Entry(row.pk, Purse(row.purse), row.minutes, row.worked_on, row.before_answer, row.after_stop)


def _line(seat: Seat, assignment: AssignmentLine, row: HourEntry, settled: Settled) -> EntryLine:
    # A note on trial hours can say whose submission is whose, so until the trial is over it is its maker's alone.
    hidden = assignment.is_trial and assignment.is_open and not seat.may(Right.WORK)
    return EntryLine(
        id=row.pk,
        key=row.key,
        assignment_id=row.assignment_id,
        purse=Purse(row.purse),
        minutes=row.minutes,
        within_minutes=settled.within_minutes,
        worked_on=row.worked_on,
        note="" if hidden else row.note,
        marks=settled.marks,
        recorded_at=row.recorded_at,
        corrected=row.corrects_id is not None,
        waits=needs_approval(assignment) and settled.within_minutes > 0 and row.approved_at is None,
        approved_at=row.approved_at,
    )


def _bar(one: Account, purse: Purse, label: str) -> PurseBar:
    waiting = sum(entry.within_minutes for entry in one.entries if entry.purse is purse and entry.waits)
    return PurseBar(
        key=purse.value,
        label=label,
        total_minutes=one.total(purse),
        approved_minutes=one.used(purse) - waiting,
        waiting_minutes=waiting,
        over_minutes=one.beyond(purse),
        note="only for perfecting after a send-back" if purse is Purse.RESERVE else "",
    )


def _payable(one: Account) -> Payable:
    assignment = one.assignment
    taken = assignment.state in TAKEN
    minutes = payable_minutes(
        one.settlement,
        kind=assignment.kind,
        accepted=taken,
        feasibility_minutes=assignment.feasibility_minutes,
        approved_ids=frozenset(entry.id for entry in one.entries if entry.approved_at is not None),
    )
    return Payable(minutes, _amount(assignment, minutes, taken=taken), assignment.currency)


def _amount(assignment: AssignmentLine, minutes: int, *, taken: bool) -> int | None:
    if assignment.rate_minor is not None:
        return amount_of(minutes, assignment.rate_minor)
    if assignment.fixed_minor is None:
        return None
    return assignment.fixed_minor if taken else 0


def _wanted(seat: Seat, wanted: HoursFilter) -> WithinQuerySet[HourEntry]:
    rows = HourEntry.objects.within(seat).filter(replaced=False).order_by("-worked_on", "-pk")
    if wanted.show == "waiting":
        rows = rows.filter(waits=True)
    if wanted.show == "beyond":
        rows = rows.filter(within_minutes__lt=F("minutes"))
    if wanted.show == "approved":
        rows = rows.filter(approved_at__isnull=False)
    if wanted.job_number is not None:
        job = briefs.job(seat, wanted.job_number)
        rows = rows.filter(assignment_id__in=[line.id for line in assignments.of_job(seat, job.id)])
    return rows


def _names(seat: Seat, lines: Iterable[AssignmentLine]) -> dict[int, str]:
    found = people.contractors_by_id(seat, {line.contractor_id for line in lines})
    return {id_: one.name for id_, one in found.items()}


def _entry_at(entry: EntryLine, line: AssignmentLine, names: Mapping[int, str]) -> EntryAt:
    name = names[line.contractor_id]
    return EntryAt(entry, name, line.job_number, line.job_title, line.key, trial=line.is_trial)


def _day(day: date, entries: tuple[EntryAt, ...]) -> DayOfHours:
    return DayOfHours(day, sum(one.entry.minutes for one in entries), entries)


def _to_approve(one: Account, names: Mapping[int, str]) -> ToApprove:
    line = one.assignment
    return ToApprove(
        assignment_key=line.key,
        contractor=names[line.contractor_id],
        job_number=line.job_number,
        job_title=line.job_title,
        minutes=one.waiting_minutes,
        entries=sum(entry.waits for entry in one.entries),
    )
