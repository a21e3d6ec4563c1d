"""What other rooms do when somebody leaves: they stand above this one, so they say it here at start-up."""

from collections.abc import Callable

from duomo.desk.seats.seat import Seat

Farewell = Callable[[Seat, int], None]

_FAREWELLS: list[Farewell] = []


def at_departure(farewell: Farewell) -> Farewell:
    """Call `farewell(seat, member_id)` in the transaction in which a member is removed or loses rights."""
    if farewell not in _FAREWELLS:
        _FAREWELLS.append(farewell)
    return farewell


def say_farewell(seat: Seat, member_id: int) -> None:
    """Let every room put down what it held for this member."""
    for farewell in _FAREWELLS:
        farewell(seat, member_id)
