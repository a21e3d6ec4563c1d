"""Deeds on trials; one module for each."""

from duomo.desk.trials.actions.deciding import Decide, HireFromTrial, call_off_trial, decide_trial
from duomo.desk.trials.actions.opening import OpenTrial, open_trial
from duomo.desk.trials.actions.revealing import reveal
from duomo.desk.trials.actions.scoring import Scored, Scores, lock_scores, save_scores
from duomo.desk.trials.actions.sealing import delivery_came, unseal_due

__all__ = [
    "Decide",
    "HireFromTrial",
    "OpenTrial",
    "Scored",
    "Scores",
    "call_off_trial",
    "decide_trial",
    "delivery_came",
    "lock_scores",
    "open_trial",
    "reveal",
    "save_scores",
    "unseal_due",
]
