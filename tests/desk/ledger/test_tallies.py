"""The kept sums equal the sums over the outcomes, whatever ended in which order."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from duomo.core.ledger import JobFacts
from duomo.desk.kit.refusals import NotYours
from duomo.desk.ledger.actions import rebuild_tallies
from duomo.desk.ledger.models import JobOutcome, Tally, WorkOutcome
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace
from tests.desk.ledger.builders import NAMES, facts, given_outcome, given_work, given_year

SUMS = [field.name for field in Tally._meta.fields if field.name.endswith("_minutes") or field.name == "cost_minor"]


def kept(seat: Seat) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Every row of the sums, without its id."""
    rows = Tally.objects.within(seat).values(
        "facet", "value", "month", "label", "jobs", "misses", "last_job_number", *SUMS
    )
    return {(row.pop("facet"), row.pop("value"), row.pop("month")): row for row in rows}


JOBS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        days=st.integers(0, 800),
        hit=st.booleans(),
        late=st.booleans(),
        function=st.sampled_from(["design", "copywriting"]),
        contractor=st.integers(1, 3),
        estimate=st.integers(0, 10_000),
        used=st.integers(0, 5_000),
        costs=st.dictionaries(st.sampled_from(["EUR", "USD", "JPY"]), st.integers(1, 10_000_000)),
        trial_held=st.booleans(),
        overruled=st.booleans(),
        reserve_held=st.booleans(),
    ),
    max_size=12,
)


def outcome_facts(job: dict[str, Any]) -> JobFacts:
    made = facts(late=job["late"])
    return made if job["hit"] else replace(made, accepted=0, rejected=1)


class TheSums(TestCase):
    """A property over any outcomes."""

    @settings(max_examples=15, deadline=None)
    @given(jobs=JOBS)
    def test_kept_sums_equal_the_sums_over_all_outcomes(self, jobs: list[dict[str, Any]]) -> None:
        seat = given_workspace()
        for number, job in enumerate(jobs, start=1):
            then = replace(seat, at=seat.at - timedelta(days=job["days"]))
            contractor = job["contractor"]
            given_work(then, number, contractor, hit=job["hit"], actual_minutes=job["used"])
            given_outcome(
                then,
                number,
                facts=outcome_facts(job),
                function=job["function"],
                function_name=job["function"].capitalize(),
                contractor_number=contractor,
                contractor_name=NAMES[contractor - 1],
                owner_estimate_minutes=job["estimate"],
                plan_used_minutes=job["used"],
                costs=tuple(job["costs"].items()),
                trial_held=job["trial_held"],
                overruled=job["overruled"],
                reserve_held=job["reserve_held"],
            )
        self.check_against_the_rows(seat)
        before = kept(seat)
        assert rebuild_tallies(replace(seat, role=Role.SYSTEM)) == len(before)
        assert kept(seat) == before

    def check_against_the_rows(self, seat: Seat) -> None:
        outcomes = list(JobOutcome.objects.within(seat).all())
        rows = kept(seat)
        every = [row for (facet, _, _), row in rows.items() if facet == "all"]
        assert sum(row["jobs"] for row in every) == len(outcomes)
        assert sum(row["misses"] for row in every) == sum(not one.hit for one in outcomes)
        for name in SUMS:
            if name != "cost_minor":
                assert sum(row[name] for row in every) == sum(getattr(one, name) for one in outcomes)
        for currency in ("EUR", "USD", "JPY"):
            found = [row for (facet, value, _), row in rows.items() if (facet, value) == ("currency", currency)]
            assert sum(row["cost_minor"] for row in found) == sum(one.costs.get(currency, 0) for one in outcomes)
        works = [row for (facet, _, _), row in rows.items() if facet == "contractor"]
        assert sum(row["jobs"] for row in works) == WorkOutcome.objects.within(seat).count()


@pytest.fixture
def seat(db: None) -> Seat:
    return given_workspace()


def test_damaged_sums_are_made_anew(seat: Seat) -> None:
    given_year(seat, 12)
    before = kept(seat)
    Tally.objects.within(seat).filter(facet="all").update(jobs=99)
    Tally.objects.within(seat).filter(facet="function").delete()
    assert kept(seat) != before
    rebuild_tallies(seat)
    assert kept(seat) == before


def test_sums_of_another_workspace_are_left_alone(seat: Seat) -> None:
    other = given_workspace("Other", owner_email="o@example.com")
    given_year(seat, 3)
    given_year(other, 4)
    before = kept(other)
    rebuild_tallies(seat)
    assert kept(other) == before


def test_a_new_name_counts_for_all_months(seat: Seat) -> None:
    given_work(replace(seat, at=seat.at - timedelta(days=90)), 1)
    given_work(seat, 2, contractor_name="Amina Keita")
    assert set(Tally.objects.within(seat).filter(facet="contractor").values_list("label", flat=True)) == {"Amina Keita"}
    before = kept(seat)
    rebuild_tallies(seat)
    assert kept(seat) == before


def test_only_an_owner_or_the_house_makes_them_anew(seat: Seat) -> None:
    given_year(seat, 2)
    for somebody in (given_member(seat, Role.MANAGER), given_member(seat, Role.BOOKKEEPER), given_guest(seat)):
        with pytest.raises(NotYours):
            rebuild_tallies(somebody)
    assert rebuild_tallies(seat) == len(kept(seat))
