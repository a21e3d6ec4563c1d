"""Strategy 2, thought through: a trial that is fair, sealed and blind, and the standings that come of it."""

from duomo.core.trials.blindness import reviewer_order
from duomo.core.trials.scores import Score, Standing, scores_complete, standings
from duomo.core.trials.sealing import Seal, may_unseal

__all__ = [
    "Score",
    "Seal",
    "Standing",
    "may_unseal",
    "reviewer_order",
    "scores_complete",
    "standings",
]
