"""Law 11: every job is a hit or a miss, and a miss never goes without a reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.ledger import RULE_VERSION, JobFacts, JobVerdict, MissReason, OwnHours, judge, net_minutes

NOTHING = JobFacts(
    accepted=0,
    unfinished=0,
    not_possible=0,
    rejected=0,
    vanished=0,
    late=False,
    over_budget=False,
    finishing_minutes=0,
)
ACCEPTED = replace(NOTHING, accepted=1)
R = MissReason


def test_accepted_with_nothing_finished_by_the_owner_is_a_hit() -> None:
    assert judge(ACCEPTED) == JobVerdict(hit=True, reasons=(), remarks=())


def test_late_and_over_budget_are_remarks_on_a_hit() -> None:
    verdict = judge(replace(ACCEPTED, late=True, over_budget=True))
    assert verdict == JobVerdict(hit=True, reasons=(), remarks=(R.LATE, R.OVER_BUDGET))


def test_another_contractor_may_still_make_it_a_hit() -> None:
    assert judge(replace(ACCEPTED, rejected=1, not_possible=1, vanished=1)).hit


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (replace(NOTHING, not_possible=1), (R.NOT_POSSIBLE,)),
        (replace(NOTHING, unfinished=1), (R.UNFINISHED,)),
        (replace(NOTHING, rejected=1), (R.OFF_BRIEF,)),
        (replace(NOTHING, rejected=1, reject_reasons=(R.QUALITY,)), (R.QUALITY,)),
        (replace(NOTHING, vanished=1), (R.VANISHED,)),
        (NOTHING, (R.CALLED_OFF,)),
        (replace(NOTHING, late=True), (R.CALLED_OFF, R.LATE)),
        (replace(NOTHING, finishing_minutes=30), (R.FINISHED_BY_OWNER, R.CALLED_OFF)),
        (replace(ACCEPTED, finishing_minutes=1), (R.FINISHED_BY_OWNER,)),
        (replace(ACCEPTED, unfinished=1), (R.UNFINISHED,)),
        (replace(NOTHING, unfinished=1, finishing_minutes=90), (R.UNFINISHED, R.FINISHED_BY_OWNER)),
        (replace(NOTHING, rejected=1, late=True, over_budget=True), (R.OFF_BRIEF, R.LATE, R.OVER_BUDGET)),
        (replace(NOTHING, rejected=2, reject_reasons=(R.LATE, R.LATE), late=True), (R.LATE,)),
    ],
)
def test_everything_else_is_a_miss_with_its_reasons(facts: JobFacts, reasons: tuple[MissReason, ...]) -> None:
    assert judge(facts) == JobVerdict(hit=False, reasons=reasons, remarks=())


counts = st.integers(0, 2)
all_facts = st.builds(
    JobFacts,
    accepted=counts,
    unfinished=counts,
    not_possible=counts,
    rejected=counts,
    vanished=counts,
    late=st.booleans(),
    over_budget=st.booleans(),
    finishing_minutes=st.integers(0, 100),
    reject_reasons=st.lists(st.sampled_from(MissReason), max_size=2).map(tuple),
    skipped_trial=st.booleans(),
    skipped_feasibility=st.booleans(),
    skipped_reserve=st.booleans(),
)


@given(all_facts)
def test_a_hit_has_no_reason_and_a_miss_has_at_least_one_and_none_twice(facts: JobFacts) -> None:
    verdict = judge(facts)
    assert verdict.hit == (verdict.reasons == ())
    assert len(set(verdict.reasons)) == len(verdict.reasons)
    assert not (verdict.hit and (facts.finishing_minutes or facts.unfinished or not facts.accepted))


@given(all_facts)
def test_what_was_skipped_weighs_nothing_in_the_verdict(facts: JobFacts) -> None:
    followed = replace(facts, skipped_trial=False, skipped_feasibility=False, skipped_reserve=False)
    assert judge(facts) == judge(followed)


HOURS = OwnHours(estimate=840, briefing=60, choosing=45, answering=20, reviewing=40, finishing=0)


def test_net_hours_saved_is_an_exact_sum() -> None:
    assert HOURS.spent == 165
    assert net_minutes(HOURS) == 675


def test_a_loss_is_negative() -> None:
    assert net_minutes(replace(HOURS, estimate=100, finishing=300)) == -365


@pytest.mark.parametrize("term", ["estimate", "briefing", "choosing", "answering", "reviewing", "finishing"])
def test_a_negative_term_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="never negative"):
        net_minutes(replace(HOURS, **{term: -1}))


def test_the_rule_has_a_version() -> None:
    assert RULE_VERSION == 1
