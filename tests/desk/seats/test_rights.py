"""The table of rights: whole, sensible, and the same in the documentation."""

from duomo.desk.seats.rights import COLLEAGUES, MAY_SET, RIGHT_MEANS, RIGHTS, ROLE_MEANS, Right, Role
from tests.desk.seats.rights_page import PAGE, with_tables


def test_the_documentation_shows_the_rights_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page), "Run: python -m tests.desk.seats.rights_page"


def test_every_right_and_every_role_has_a_meaning() -> None:
    assert set(RIGHTS) == set(RIGHT_MEANS) == set(Right)
    assert set(ROLE_MEANS) == set(Role) - {Role.SYSTEM}


def test_the_house_itself_holds_no_right_of_a_person() -> None:
    assert [right for right, roles in RIGHTS.items() if Role.SYSTEM in roles] == []


def test_an_owner_may_all_that_a_colleague_may() -> None:
    assert [right for right, roles in RIGHTS.items() if roles & COLLEAGUES and Role.OWNER not in roles] == []


def test_a_contractor_sits_and_works_and_nothing_else() -> None:
    assert {right for right, roles in RIGHTS.items() if Role.CONTRACTOR in roles} == {Right.SIT, Right.WORK}


def test_nobody_lifts_anybody_to_the_own_rank_or_above_but_owners() -> None:
    assert set(MAY_SET) == {Role.OWNER, Role.MANAGER}
    assert MAY_SET[Role.OWNER] == COLLEAGUES
    assert not MAY_SET[Role.MANAGER] & {Role.OWNER, Role.MANAGER, Role.CONTRACTOR}
