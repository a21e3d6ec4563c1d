"""Deeds about hours: recording, correcting, topping up, holding and approving them."""

from duomo.desk.reserve.actions.approving import approve_hours
from duomo.desk.reserve.actions.purses import TopUp, hold_purse, top_up
from duomo.desk.reserve.actions.recording import LogHours, correct_hours, log_hours

__all__ = ["LogHours", "TopUp", "approve_hours", "correct_hours", "hold_purse", "log_hours", "top_up"]
