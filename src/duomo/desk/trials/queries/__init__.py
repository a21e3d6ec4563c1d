"""Reads about trials. Until the reveal nothing that a reviewer reads says whose submission is whose."""

from duomo.desk.trials.queries.access import reviewer_row, trial_of_participant, trial_row
from duomo.desk.trials.queries.blind import blind_file, blind_sheet
from duomo.desk.trials.queries.lines import participants, reviewers, trial_of_job, trials_by_job
from duomo.desk.trials.queries.offers import DecidePage, TrialOffer, decide_page, trial_offer
from duomo.desk.trials.queries.page import trial_page
from duomo.desk.trials.queries.result import trial_result

__all__ = [
    "DecidePage",
    "TrialOffer",
    "blind_file",
    "blind_sheet",
    "decide_page",
    "participants",
    "reviewer_row",
    "reviewers",
    "trial_of_job",
    "trial_of_participant",
    "trial_offer",
    "trial_page",
    "trial_result",
    "trial_row",
    "trials_by_job",
]
