"""Law 1: a clear brief may be sent; each hole and each contradiction is found, alone, beside its field."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.briefs import (
    OVERRULABLE,
    Brief,
    BudgetKind,
    Condition,
    Deliverable,
    Finding,
    JudgedBy,
    Severity,
    check_brief,
    may_send,
)
from tests.core.briefs.clear_brief import CLEAR, LOGO, NOW, ONE_FILE, READABLE


def rules(brief: Brief) -> list[str]:
    return [finding.rule for finding in check_brief(brief, now=NOW)]


def changed(**fields: object) -> Brief:
    return replace(CLEAR, **fields)  # type: ignore[arg-type]


def test_a_clear_brief_has_no_findings_and_may_be_sent() -> None:
    findings = check_brief(CLEAR, now=NOW)
    assert findings == ()
    assert may_send(findings, ()) == ()


@pytest.mark.parametrize(
    ("brief", "rule", "field", "target"),
    [
        (changed(goal=" \n"), "goal-missing", "goal", ""),
        (changed(deliverables=(), criteria=()), "deliverable-missing", "deliverables", ""),
        (changed(deliverables=(replace(LOGO, text=" "),)), "deliverable-empty", "deliverable", "d1"),
        (changed(criteria=()), "deliverable-without-must", "deliverable", "d1"),
        (changed(criteria=(READABLE,)), "deliverable-without-must", "deliverable", "d1"),
        (changed(deliverables=(LOGO, Deliverable("d2", "A card"))), "deliverable-without-must", "deliverable", "d2"),
        (changed(criteria=(ONE_FILE, replace(READABLE, text=""))), "criterion-empty", "criterion", "c2"),
        (changed(condition=None), "condition-missing", "condition", ""),
        (changed(condition=Condition.DRAFT), "early-must-missing", "condition", ""),
        (changed(condition=Condition.ROUGH), "early-must-missing", "condition", ""),
        (changed(deadline_at=None), "deadline-missing", "deadline_at", ""),
        (changed(deadline_at=NOW), "deadline-passed", "deadline_at", ""),
        (changed(budget_kind=None), "budget-missing", "budget_kind", ""),
        (changed(planned_minutes=None), "plan-missing", "planned_minutes", ""),
        (changed(planned_minutes=0, feasibility_minutes=None), "plan-missing", "planned_minutes", ""),
        (changed(rate_minor=None), "rate-missing", "rate_minor", ""),
        (changed(rate_minor=-1), "rate-missing", "rate_minor", ""),
        (changed(budget_kind=BudgetKind.FIXED), "price-missing", "fixed_minor", ""),
        (changed(budget_kind=BudgetKind.FIXED, fixed_minor=-5), "price-missing", "fixed_minor", ""),
        (changed(currency=""), "currency-missing", "currency", ""),
        (changed(currency="EURO"), "currency-missing", "currency", ""),
        (changed(reserve_minutes=None), "reserve-missing", "reserve_minutes", ""),
        (changed(owner_estimate_minutes=None), "estimate-missing", "owner_estimate_minutes", ""),
    ],
)
def test_each_hole_is_one_error_beside_its_field(brief: Brief, rule: str, field: str, target: str) -> None:
    [finding] = check_brief(brief, now=NOW)
    assert (finding.rule, finding.severity, finding.field, finding.target) == (rule, Severity.ERROR, field, target)
    assert finding.message.endswith(".")
    assert finding.advice.endswith(".")
    assert may_send([finding], ()) == (finding,)


@pytest.mark.parametrize(
    ("brief", "rule", "field"),
    [
        (changed(reserve_minutes=0), "reserve-zero", "reserve_minutes"),
        (changed(feasibility_minutes=601), "feasibility-above-plan", "feasibility_minutes"),
        (
            changed(criteria=(ONE_FILE, replace(READABLE, deliverable_key="gone"))),
            "criterion-without-deliverable",
            "criterion",
        ),
        (changed(goal="A rough idea of the sign"), "condition-contradicted", "goal"),
        (changed(deliverables=(replace(LOGO, text="A Sketch as SVG"),)), "condition-contradicted", "deliverable"),
    ],
)
def test_a_warning_does_not_keep_a_brief_from_being_sent(brief: Brief, rule: str, field: str) -> None:
    [finding] = check_brief(brief, now=NOW)
    assert (finding.rule, finding.severity, finding.field) == (rule, Severity.WARNING, field)
    assert may_send([finding], ()) == ()


@pytest.mark.parametrize(
    "brief",
    [
        changed(deadline_at=NOW + timedelta(microseconds=1)),
        changed(budget_kind=BudgetKind.FIXED, fixed_minor=64000, planned_minutes=None, rate_minor=None),
        changed(feasibility_minutes=600),
        changed(feasibility_minutes=None),
        changed(condition=Condition.DRAFT, criteria=(replace(ONE_FILE, early=True),), goal="A draft of the sign."),
        changed(criteria=(ONE_FILE, replace(READABLE, deliverable_key=""))),
    ],
)
def test_what_is_just_inside_the_rules_is_not_found(brief: Brief) -> None:
    assert check_brief(brief, now=NOW) == ()


def test_a_criterion_that_stands_twice_is_named_at_both_places() -> None:
    twice = changed(criteria=(ONE_FILE, replace(ONE_FILE, key="c9", text="there is  one svg FILE")))
    assert [(f.rule, f.target) for f in check_brief(twice, now=NOW)] == [
        ("criterion-twice", "c1"),
        ("criterion-twice", "c9"),
    ]


def test_two_empty_criteria_are_not_called_the_same() -> None:
    empty = (replace(READABLE, text=""), replace(READABLE, key="c3", text=" "))
    assert rules(changed(criteria=(ONE_FILE, *empty))) == ["criterion-empty", "criterion-empty"]


def test_a_check_is_shown_to_the_one_who_can_read_it() -> None:
    def refuse_svg(check: str) -> str | None:
        return "This check cannot be read." if "svg" in check else None

    [finding] = check_brief(CLEAR, now=NOW, checkable=refuse_svg)
    assert (finding.rule, finding.target, finding.message) == ("check-unreadable", "c1", "This check cannot be read.")
    by_person = changed(criteria=(replace(ONE_FILE, judged_by=JudgedBy.PERSON),))
    assert check_brief(by_person, now=NOW, checkable=refuse_svg) == ()


def test_a_long_deliverable_is_shortened_in_the_message() -> None:
    [finding] = check_brief(changed(deliverables=(replace(LOGO, text="x" * 300),), criteria=()), now=NOW)
    assert len(finding.message) < 120
    assert "…" in finding.message


def test_overruling_lets_through_what_may_be_overruled_and_only_there() -> None:
    findings = check_brief(changed(deadline_at=NOW), now=NOW)
    assert may_send(findings, [("deadline-passed", "")]) == ()
    assert may_send(findings, [("deadline-passed", "c1")]) == findings
    assert may_send(findings, [("estimate-missing", "")]) == findings


@pytest.mark.parametrize(
    "rule",
    [
        *("goal-missing", "deliverable-missing", "deliverable-empty", "deliverable-without-must", "criterion-empty"),
        *("condition-missing", "early-must-missing", "deadline-missing", "budget-missing", "plan-missing"),
        *("rate-missing", "price-missing", "currency-missing", "reserve-missing", "estimate-missing"),
    ],
)
def test_a_hole_that_later_laws_rely_on_cannot_be_overruled(rule: str) -> None:
    assert rule not in OVERRULABLE
    finding = Finding(rule, Severity.ERROR, "goal", "", "It is missing.", "Add it.")
    assert may_send([finding], [(rule, "")]) == (finding,)


@given(
    st.sets(
        st.sampled_from(
            ["goal", "condition", "deadline_at", "budget_kind", "reserve_minutes", "owner_estimate_minutes"]
        )
    )
)
def test_every_hole_is_found_whatever_else_is_missing(holes: set[str]) -> None:
    brief = changed(**{field: "" if field == "goal" else None for field in holes})
    assert {finding.field for finding in may_send(check_brief(brief, now=NOW), ())} == holes


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_looked_at_and_marks_lie_inside_it(goal: str, deliverable: str, criterion: str) -> None:
    brief = changed(
        goal=goal,
        deliverables=(replace(LOGO, text=deliverable),),
        criteria=(replace(ONE_FILE, text=criterion),),
    )
    texts = {"goal": goal, "deliverable": deliverable, "criterion": criterion}
    for finding in check_brief(brief, now=NOW):
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(texts[finding.field])
