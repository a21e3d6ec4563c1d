"""Deeds at the gate; one module for each."""

from duomo.desk.assignments.actions import HandIn
from duomo.desk.delivery.actions.accepting import accept_delivery
from duomo.desk.delivery.actions.ending import EndJob, end_job
from duomo.desk.delivery.actions.handing_in import hand_in
from duomo.desk.delivery.actions.judging import Judge, VerdictDraft, judge
from duomo.desk.delivery.actions.rejecting import reject_delivery
from duomo.desk.delivery.actions.sending_back import SendBack, send_back
from duomo.desk.delivery.actions.unfinished import TakeUnfinished, take_unfinished

__all__ = [
    "EndJob",
    "HandIn",
    "Judge",
    "SendBack",
    "TakeUnfinished",
    "VerdictDraft",
    "accept_delivery",
    "end_job",
    "hand_in",
    "judge",
    "reject_delivery",
    "send_back",
    "take_unfinished",
]
