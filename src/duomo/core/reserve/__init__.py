"""Strategy 3, thought through: two purses that never go below zero, and what of the recorded hours may be paid."""

from duomo.core.reserve.payment import approval_digest, payable_minutes
from duomo.core.reserve.purses import Caps, Entry, Mark, Purse, Settled, Settlement
from duomo.core.reserve.settling import alert_levels, may_top_up, settle

__all__ = [
    "Caps",
    "Entry",
    "Mark",
    "Purse",
    "Settled",
    "Settlement",
    "alert_levels",
    "approval_digest",
    "may_top_up",
    "payable_minutes",
    "settle",
]
