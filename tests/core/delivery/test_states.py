"""No assignment and no job can get stuck: from everywhere a way leads to an end."""

from collections.abc import Mapping
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.delivery import (
    MOVES,
    STAGE_MOVES,
    TERMINAL,
    AssignmentState,
    JobStage,
    may_move,
    may_move_stage,
)

State = TypeVar("State")


def reachable(start: State, moves: Mapping[State, frozenset[State]]) -> set[State]:
    seen, ahead = {start}, [start]
    while ahead:
        for state in moves[ahead.pop()] - seen:
            seen.add(state)
            ahead.append(state)
    return seen


def test_every_state_and_stage_has_its_row() -> None:
    assert set(MOVES) == set(AssignmentState)
    assert set(STAGE_MOVES) == set(JobStage)


def test_the_ends_are_these() -> None:
    ends = {"accepted", "rejected", "stopped", "unfinished", "declined", "withdrawn", "closed"}
    assert {state.value for state in TERMINAL} == ends


@given(st.sampled_from(AssignmentState))
def test_from_every_state_a_way_leads_to_an_end(state: AssignmentState) -> None:
    assert reachable(state, MOVES) & TERMINAL


@given(st.sampled_from(JobStage))
def test_from_every_stage_a_way_leads_to_done(stage: JobStage) -> None:
    assert JobStage.DONE in reachable(stage, STAGE_MOVES)


def test_every_state_can_be_reached_from_an_invitation_and_every_stage_from_a_brief() -> None:
    assert reachable(AssignmentState.INVITED, MOVES) == set(AssignmentState)
    assert reachable(JobStage.BRIEF, STAGE_MOVES) == set(JobStage)


@given(st.sampled_from(sorted(set(AssignmentState) - TERMINAL)))
def test_both_sides_can_leave_at_any_time_before_the_end(state: AssignmentState) -> None:
    assert may_move(state, AssignmentState.WITHDRAWN)
    assert may_move(state, AssignmentState.CLOSED)


@given(st.sampled_from(sorted(TERMINAL)), st.sampled_from(AssignmentState))
def test_an_end_is_an_end(end: AssignmentState, after: AssignmentState) -> None:
    assert not may_move(end, after)


def test_only_a_delivery_can_be_accepted() -> None:
    before = {state for state in AssignmentState if may_move(state, AssignmentState.ACCEPTED)}
    assert before == {AssignmentState.DELIVERED}


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (JobStage.BRIEF, JobStage.TRIAL, True),
        (JobStage.BRIEF, JobStage.WORK, True),
        (JobStage.BRIEF, JobStage.REVIEW, False),
        (JobStage.REVIEW, JobStage.WORK, True),
        (JobStage.DONE, JobStage.WORK, False),
    ],
)
def test_a_job_follows_its_path(*, before: JobStage, after: JobStage, allowed: bool) -> None:
    assert may_move_stage(before, after) is allowed
