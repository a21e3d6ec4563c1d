"""The sheet of one reviewer: submissions under aliases, in an order that is this reviewer's alone."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from duomo.core.briefs import JudgedBy
from duomo.core.trials import reviewer_order
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import CriterionLine
from duomo.desk.files import queries as files
from duomo.desk.files.pages import FileLine
from duomo.desk.kit.refusals import NotYours
from duomo.desk.people import queries as people
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Participant, Reviewer, Score, Trial
from duomo.desk.trials.pages import (
    ALIASES,
    Asked,
    BlindCheck,
    BlindFile,
    BlindSheet,
    Given,
    OtherSheet,
    Price,
    Submission,
)
from duomo.desk.trials.queries.access import house, reviewer_row, trial_row

LONGEST_ENDING = 8
# The checks of the core show that many characters of a longer name, its end.
SHORTENED_TO = 60
READ = frozenset({"txt", "md"})
MOST_READ_BYTES = 32 * 1024
MOST_READ_FILES = 5
SHOWN = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg"})


def blind_sheet(seat: Seat, trial: Trial, reviewer: Reviewer) -> BlindSheet:
    """What a reviewer sees of an unsealed trial; others' scores and the prices only after locking."""
    criteria = asked_of(seat, trial)
    locked = reviewer.locked_at is not None
    return BlindSheet(
        submissions=_submissions(seat, trial, reviewer),
        criteria=criteria,
        given=_given(seat, [reviewer.pk])[reviewer.pk],
        locked_at=reviewer.locked_at,
        others=_others(seat, trial, reviewer) if locked else (),
        prices=_prices(seat, trial) if locked and seat.may(Right.SEE_MONEY) else {},
    )


def blind_file(seat: Seat, job_number: int, key: str, position: int) -> tuple[FileLine, str]:
    """A file of a submission and the neutral name under which this reviewer gets it.

    Raises:
        NotYours: there is none, the trial is sealed, or the seat is not among its reviewers.
    """
    trial = trial_row(seat, job_number)
    reviewer = reviewer_row(seat, trial)
    if reviewer is None or trial.unsealed_at is None:
        raise NotYours
    order = _order(seat, trial, reviewer)
    given = _judged(seat, trial)[key].files if key in order else ()
    if not 1 <= position <= len(given):
        raise NotYours
    found = given[position - 1]
    return found, _neutral_name(ALIASES[order.index(key)], position, found)


def asked_of(seat: Seat, trial: Trial) -> tuple[Asked, ...]:
    """The criteria of the trial's version. Persons score what no check judges; where checks judge all, everything."""
    lines = briefs.brief(house(seat), trial.version_id).criteria
    by_persons = any(line.judged_by is JudgedBy.PERSON for line in lines)
    return tuple(_asked(line, scored=not by_persons or line.judged_by is JudgedBy.PERSON) for line in lines)


def last_before(lines: Sequence[DeliveryLine], opened_at: datetime) -> DeliveryLine:
    """Of a judged participant's deliveries the one that was there when the seal opened."""
    return next(line for line in reversed(lines) if line.handed_in_at <= opened_at)


def judged_keys(seat: Seat, trial: Trial) -> tuple[str, ...]:
    """The participants whose submissions are judged."""
    rows = Participant.objects.within(seat).filter(trial=trial, judged=True).order_by("pk")
    return tuple(rows.values_list("key", flat=True))


def _asked(line: CriterionLine, *, scored: bool) -> Asked:
    how = "" if line.judged_by is JudgedBy.PERSON else "judged by a check"
    return Asked(line.key, line.text, line.must, scored, how)


def _order(seat: Seat, trial: Trial, reviewer: Reviewer) -> tuple[str, ...]:
    return reviewer_order(trial.seed, str(reviewer.member_id), judged_keys(seat, trial))


def _submissions(seat: Seat, trial: Trial, reviewer: Reviewer) -> tuple[Submission, ...]:
    made = _judged(seat, trial)
    texts = _texts(seat, made)
    return tuple(
        _submission(key, alias, made[key], texts)
        for key, alias in zip(_order(seat, trial, reviewer), ALIASES, strict=False)
    )


def _judged(seat: Seat, trial: Trial) -> Mapping[str, DeliveryLine]:
    """By participant: what was handed in last when the seal opened."""
    rows = Participant.objects.within(seat).filter(trial=trial, judged=True)
    keys = dict(rows.values_list("assignment_id", "key"))
    opened_at = trial.unsealed_at
    if opened_at is None:
        return {}
    came = assignments.deliveries_of(house(seat), keys)
    return {keys[id_]: last_before(lines, opened_at) for id_, lines in came.items()}


def _submission(key: str, alias: str, line: DeliveryLine, texts: Mapping[int, str]) -> Submission:
    return Submission(
        key=key,
        alias=alias,
        note=line.note,
        links=line.links,
        files=tuple(_file(alias, position, file, texts) for position, file in enumerate(line.files, start=1)),
        checks={
            check.criterion_key: BlindCheck(check.passed, _without_names(check.evidence, line)) for check in line.checks
        },
    )


def _file(alias: str, position: int, file: FileLine, texts: Mapping[int, str]) -> BlindFile:
    name = _neutral_name(alias, position, file)
    return BlindFile(position, name, file.size, _ending(file) in SHOWN, texts.get(file.id, ""))


def _texts(seat: Seat, made: Mapping[str, DeliveryLine]) -> dict[int, str]:
    """By file: the content of short texts, to be read in their place."""
    readable = [file.id for line in made.values() for file in line.files[:MOST_READ_FILES] if _ending(file) in READ]
    return files.short_texts(seat, readable, most_bytes=MOST_READ_BYTES)


def _neutral_name(alias: str, position: int, file: FileLine) -> str:
    ending = _ending(file)
    return f"{alias}-{position}.{ending}" if ending else f"{alias}-{position}"


def _ending(file: FileLine) -> str:
    """What a file's name ends in, where it is an ending and not a part of the name."""
    _, point, ending = file.name.rpartition(".")
    plain = ending.isascii() and ending.isalnum() and len(ending) <= LONGEST_ENDING
    return ending.lower() if point and plain else ""


def _without_names(evidence: str, line: DeliveryLine) -> str:
    """What a check found, without the names that the contractor gave to the files, whole or shortened."""
    places = {file.name: f"file {position}" for position, file in enumerate(line.files, start=1)}
    places |= {f"…{name[-SHORTENED_TO:]}": place for name, place in places.items() if len(name) > SHORTENED_TO}
    if not places:
        return evidence
    names = "|".join(re.escape(name) for name in sorted(places, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{names})(?!\w)", lambda found: places[found[0]], evidence)


def _given(seat: Seat, reviewer_ids: Sequence[int]) -> dict[int, dict[tuple[str, str], Given]]:
    found: dict[int, dict[tuple[str, str], Given]] = defaultdict(dict)
    rows = Score.objects.within(seat).select_related("participant").filter(reviewer_id__in=reviewer_ids)
    for row in rows:
        found[row.reviewer_id][row.participant.key, row.criterion_key] = Given(row.value, row.comment)
    return found


def _others(seat: Seat, trial: Trial, reviewer: Reviewer) -> tuple[OtherSheet, ...]:
    rows = Reviewer.objects.within(seat).filter(trial=trial, locked_at__isnull=False).exclude(pk=reviewer.pk)
    members = dict(rows.order_by("pk").values_list("pk", "member_id"))
    names = member_names(seat, members.values())
    given = _given(seat, list(members))
    return tuple(OtherSheet(names[member_id], given[pk]) for pk, member_id in members.items())


def _prices(seat: Seat, trial: Trial) -> dict[str, Price]:
    rows = Participant.objects.within(seat).filter(trial=trial, judged=True)
    keys = dict(rows.values_list("assignment_id", "key"))
    lines = assignments.assignments_by_id(house(seat), keys)
    known = people.contractors_by_id(seat, {line.contractor_id for line in lines.values()})
    found = {keys[id_]: known[line.contractor_id] for id_, line in lines.items()}
    return {key: Price(one.rate_minor, one.currency) for key, one in found.items()}
