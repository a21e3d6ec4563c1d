"""A delivery before the gate: by what it is judged, what has been found on it, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from duomo.core.briefs import Condition
from duomo.core.delivery import Gate, GateCriterion, ReviewAct, VerdictOn, gate
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage, CriterionLine
from duomo.desk.delivery.models import Review, Verdict
from duomo.desk.delivery.pages import Decision
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat


@dataclass(frozen=True, slots=True)
class Case:
    """A work delivery with the version it is judged by and what has been found on it so far."""

    delivery: DeliveryLine
    assignment: AssignmentLine
    brief: BriefPage
    verdicts: tuple[Verdict, ...]

    @property
    def gate(self) -> Gate:
        """Whether it may be accepted."""
        return gate(_gate_criteria(self.brief), self._found(), condition=_condition(self.brief))

    def passes(self, criterion: CriterionLine) -> bool | None:
        """Whether one criterion passes, judged as the gate would; None while it is not judged."""
        alone = GateCriterion(criterion.key, criterion.text, must=True, judged_by=criterion.judged_by.value, early=True)
        found = gate((alone,), self._found(), condition=Condition.FINISHED.value)
        if found.open:
            return True
        return None if found.missing[0].why == "not judged" else False

    def _found(self) -> tuple[VerdictOn, ...]:
        checks = (VerdictOn(check.criterion_key, check.passed, by_check=True) for check in self.delivery.checks)
        persons = (VerdictOn(verdict.criterion_key, verdict.passed, by_check=False) for verdict in self.verdicts)
        return (*checks, *persons)


def case(seat: Seat, delivery_key: str) -> Case:
    """The work delivery of an address, for those who may judge it.

    Raises:
        NotYours: unknown, a trial's, or the seat does not run jobs.
    """
    seat.must(Right.RUN_JOBS)
    delivery = assignments.delivery(seat, delivery_key)
    assignment = assignments.assignment_by_id(seat, delivery.assignment_id)
    if assignment.is_trial:
        raise NotYours
    verdicts = tuple(Verdict.objects.within(seat).filter(review__delivery_id=delivery.id).order_by("pk"))
    return Case(delivery, assignment, briefs.brief(seat, delivery.version_id), verdicts)


def decision(seat: Seat, delivery_id: int) -> Decision | None:
    """What was done with a delivery that the calling room has found to be this seat's to see; None while it waits."""
    return _decisions(seat, [delivery_id]).get(delivery_id)


def decisions(seat: Seat, delivery_ids: Iterable[int]) -> dict[int, Decision]:
    """The same for several deliveries, in two queries. A contractor is told what was done, not by whom."""
    found = _decisions(seat, delivery_ids)
    if seat.role is Role.CONTRACTOR:
        return {id_: replace(one, by="") for id_, one in found.items()}
    return found


def reject_reasons(seat: Seat, delivery_ids: Iterable[int]) -> tuple[str, ...]:
    """The reasons of a miss that rejections of these deliveries have named, in the order of the acts."""
    rows = Review.objects.within(seat).filter(delivery_id__in=set(delivery_ids), act=ReviewAct.REJECT.value)
    named = (
        reason for because in rows.order_by("decided_at", "pk").values_list("because", flat=True) for reason in because
    )
    return tuple(dict.fromkeys(named))


def applies(brief: BriefPage, criterion: CriterionLine) -> bool:
    """Whether a criterion counts in the condition that was asked for."""
    return criterion.early or brief.condition not in {Condition.DRAFT, Condition.ROUGH}


def _condition(brief: BriefPage) -> str:
    return (brief.condition or Condition.FINISHED).value


def _gate_criteria(brief: BriefPage) -> tuple[GateCriterion, ...]:
    return tuple(GateCriterion(c.key, c.text, c.must, c.judged_by.value, c.early) for c in brief.criteria)


def _decisions(seat: Seat, delivery_ids: Iterable[int]) -> dict[int, Decision]:
    rows = list(Review.objects.within(seat).filter(delivery_id__in=set(delivery_ids), decided_at__isnull=False))
    names = member_names(seat, {row.decided_by_id for row in rows if row.decided_by_id is not None})
    return {
        row.delivery_id: Decision(ReviewAct(row.act), names.get(row.decided_by_id or 0, ""), row.decided_at, row.reason)
        for row in rows
        if row.decided_at is not None
    }
