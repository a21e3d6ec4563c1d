"""How large the parts of a brief may be, for every way in which one is saved."""

from duomo.desk.briefs.actions.draft import BriefDraft
from duomo.desk.kit.refusals import Invalid

LONGEST_TEXT = 20_000
LONGEST_LINE = 500
LONGEST_CHECK = 200
MOST_DELIVERABLES = 50
MOST_CRITERIA = 100
MOST_MINUTES = 600_000
# A rate is stored in 32 bits.
MOST_RATE = 2_000_000_000
MOST_PRICE = 10**16


def check_limits(command: BriefDraft) -> None:
    """Refuse what the tables could not hold or nobody could read.

    Raises:
        Invalid: a text, a number or a list is too large, or a number is negative.
    """
    for field in ("goal", "references", "out_of_scope"):
        _fits(len(getattr(command, field)), LONGEST_TEXT, field, "characters")
    _fits(len(command.deliverables), MOST_DELIVERABLES, "deliverables", "deliverables")
    _fits(len(command.criteria), MOST_CRITERIA, "criteria", "criteria")
    for deliverable in command.deliverables:
        _fits(len(deliverable.text), LONGEST_LINE, None, "characters in one deliverable")
    for criterion in command.criteria:
        _fits(len(criterion.text), LONGEST_LINE, None, "characters in one criterion")
        _fits(len(criterion.check), LONGEST_CHECK, None, "characters in one check")
    for field in ("planned_minutes", "reserve_minutes", "feasibility_minutes", "owner_estimate_minutes"):
        _holds(getattr(command, field), MOST_MINUTES, field, "The hours")
    _holds(command.rate_minor, MOST_RATE, "rate_minor", "The rate")
    _holds(command.fixed_minor, MOST_PRICE, "fixed_minor", "The price")


def _fits(size: int, most: int, field: str | None, what: str) -> None:
    if size > most:
        raise Invalid(f"There are {size} {what}; at most {most} are taken. Shorten it.", field=field)


def _holds(number: int | None, most: int, field: str, what: str) -> None:
    if number is not None and not 0 <= number <= most:
        raise Invalid(
            f"{what} must be zero or more, and no larger than anybody pays for. Check the number.", field=field
        )
