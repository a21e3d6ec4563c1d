"""Laws 8 and 9: the acts a reviewer has, and a send-back that says precisely what to perfect."""

import pytest

from duomo.core.delivery import Gate, Missing, PointDraft, PointKind, ReviewAct, allowed_acts, points_problem

OPEN = Gate(open=True, passed=1, needed=1, missing=())
CLOSED = Gate(open=False, passed=0, needed=1, missing=(Missing("c1", "It reads well", "fails"),))
DEFECT = PointDraft(PointKind.DEFECT, "c1", "The second paragraph has no verb.")
POLISH = PointDraft(PointKind.POLISH, "", "The title could be shorter.")
NEW_SCOPE = PointDraft(PointKind.NEW_SCOPE, "", "A French version too.")


@pytest.mark.parametrize(
    ("gate", "points", "acts"),
    [
        (OPEN, 0, {ReviewAct.ACCEPT, ReviewAct.REJECT}),
        (OPEN, 1, {ReviewAct.ACCEPT, ReviewAct.REJECT, ReviewAct.SEND_BACK}),
        (CLOSED, 0, {ReviewAct.REJECT, ReviewAct.TAKE_UNFINISHED}),
        (CLOSED, 2, {ReviewAct.REJECT, ReviewAct.TAKE_UNFINISHED, ReviewAct.SEND_BACK}),
    ],
)
def test_accepting_needs_an_open_gate_and_sending_back_a_point(gate: Gate, points: int, acts: set[ReviewAct]) -> None:
    assert allowed_acts(gate, points=points) == acts


@pytest.mark.parametrize("points", [[DEFECT], [POLISH], [DEFECT, POLISH, NEW_SCOPE]])
def test_precise_points_may_be_sent_back(points: list[PointDraft]) -> None:
    assert points_problem(points) is None


@pytest.mark.parametrize(
    ("points", "says"),
    [
        ([], "at least one point"),
        ([DEFECT, PointDraft(PointKind.POLISH, "", " \n")], "Point 2 is empty"),
        ([PointDraft(PointKind.DEFECT, "", "Wrong.")], "Choose the criterion"),
        ([NEW_SCOPE, NEW_SCOPE], "new version of the brief"),
    ],
)
def test_what_is_not_precise_is_refused_with_a_sentence(points: list[PointDraft], says: str) -> None:
    problem = points_problem(points)
    assert problem is not None
    assert says in problem
    assert problem.endswith(".")
