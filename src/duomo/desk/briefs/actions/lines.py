"""Writes the deliverables and criteria of a draft."""

from collections.abc import Iterable, Mapping

from duomo.desk.briefs.models import BriefVersion, Criterion, Deliverable
from duomo.desk.briefs.pages import CriterionLine, DeliverableLine
from duomo.desk.kit.refusals import Invalid
from duomo.desk.seats.numbers import new_key
from duomo.desk.seats.seat import Seat

NEW = "new"


def write_lines(
    seat: Seat,
    version: BriefVersion,
    deliverables: Iterable[DeliverableLine],
    criteria: Iterable[CriterionLine],
) -> None:
    """Replace the rows of a draft by these; those that were stored keep their keys.

    Raises:
        Invalid: a row carries a key that this draft does not know, or a key comes twice.
    """
    kept_deliverables = [line for line in deliverables if line.text]
    kept_criteria = [line for line in criteria if line.text or line.check]
    stored = _stored(seat, version, Deliverable)
    keys = _keys(seat, "deliverable", [line.key for line in kept_deliverables], stored)
    criterion_keys = _keys(seat, "criterion", [line.key for line in kept_criteria], _stored(seat, version, Criterion))
    named = {line.key: key for line, key in zip(kept_deliverables, keys, strict=True) if line.key}
    _check_references(kept_criteria, {*named, *stored})
    delete_lines(seat, version)
    texts = dict(zip(keys, (line.text for line in kept_deliverables), strict=True))
    ids = _write_deliverables(seat, version, texts)
    about = {name: ids[key] for name, key in named.items()}
    _write_criteria(seat, version, dict(zip(criterion_keys, kept_criteria, strict=True)), about)


def copy_lines(seat: Seat, before: BriefVersion, after: BriefVersion) -> None:
    """Give the next version the rows of the one before, under the same keys."""
    deliverables = list(Deliverable.objects.within(seat).filter(version=before))
    ids = _write_deliverables(seat, after, {row.key: row.text for row in deliverables})
    moved = {row.pk: ids[row.key] for row in deliverables}
    Criterion.objects.within(seat).bulk_create(
        Criterion(
            version=after,
            deliverable_id=moved.get(row.deliverable_id or 0),
            key=row.key,
            position=row.position,
            text=row.text,
            must=row.must,
            judged_by=row.judged_by,
            check_line=row.check_line,
            early=row.early,
        )
        for row in Criterion.objects.within(seat).filter(version=before)
    )


def delete_lines(seat: Seat, version: BriefVersion) -> None:
    """Take all rows of a draft away."""
    Criterion.objects.within(seat).filter(version=version).delete()
    Deliverable.objects.within(seat).filter(version=version).delete()


def _stored(seat: Seat, version: BriefVersion, table: type[Deliverable] | type[Criterion]) -> set[str]:
    return set(table.objects.within(seat).filter(version=version).values_list("key", flat=True))


def _keys(seat: Seat, noun: str, given: list[str], stored: set[str]) -> list[str]:
    """The key of each row: its own where it is stored, a new one where it is new."""
    known = [key for key in given if key and not key.startswith(NEW)]
    if len(set(known)) < len(known) or set(known) - stored:
        raise Invalid(f"A {noun} of this form is not part of the brief any more. Load the page again.")
    return [key if key in stored else new_key(seat, noun) for key in given]


def _check_references(criteria: Iterable[CriterionLine], known: set[str]) -> None:
    """A deliverable that is taken away with this very draft is known: its criteria are then about the whole job."""
    for line in criteria:
        if line.deliverable_key and line.deliverable_key not in known:
            raise Invalid("A criterion names a deliverable that is not part of this brief. Choose one of the list.")


def _write_deliverables(seat: Seat, version: BriefVersion, texts: Mapping[str, str]) -> dict[str, int]:
    rows = [
        Deliverable(version=version, key=key, position=position, text=text)
        for position, (key, text) in enumerate(texts.items())
    ]
    Deliverable.objects.within(seat).bulk_create(rows)
    return {row.key: row.pk for row in rows}


def _write_criteria(
    seat: Seat, version: BriefVersion, lines: Mapping[str, CriterionLine], about: Mapping[str, int]
) -> None:
    Criterion.objects.within(seat).bulk_create(
        Criterion(
            version=version,
            deliverable_id=about.get(line.deliverable_key),
            key=key,
            position=position,
            text=line.text,
            must=line.must,
            judged_by=line.judged_by,
            check_line=line.check,
            early=line.early,
        )
        for position, (key, line) in enumerate(lines.items())
    )
