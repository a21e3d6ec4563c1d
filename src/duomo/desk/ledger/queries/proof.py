"""Proves the chain of the workspace again, so that its owner need not believe it."""

from duomo.desk.ledger.pages import Proof
from duomo.desk.seats.events import chain_end, first_broken
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

MOST_AT_ONCE = 50_000
"""A longer chain is proved only when it is asked for: the walk takes a minute for a million acts."""


def proof(seat: Seat, *, asked: bool = False) -> Proof:
    """The length and the end of the chain, and the first act that does not fit, if any.

    Raises:
        NotYours: the seat is not an owner's.
    """
    seat.must(Right.MANAGE_WORKSPACE)
    acts, end = chain_end(seat)
    if acts > MOST_AT_ONCE and not asked:
        return Proof(acts, end, walked=False, broken=None)
    return Proof(acts, end, walked=True, broken=first_broken(seat.workspace_id))
