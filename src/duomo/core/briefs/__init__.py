"""Strategy 1, thought through: whether a brief is clear, whether it may be sent, and what changed between versions."""

from duomo.core.briefs.brief import Brief, BudgetKind, Condition, Criterion, Deliverable, JudgedBy
from duomo.core.briefs.clarity import OVERRULABLE, check_brief, may_send
from duomo.core.briefs.difference import Change, ChangeKind, difference, word_difference
from duomo.core.briefs.findings import Finding, Severity

__all__ = [
    "OVERRULABLE",
    "Brief",
    "BudgetKind",
    "Change",
    "ChangeKind",
    "Condition",
    "Criterion",
    "Deliverable",
    "Finding",
    "JudgedBy",
    "Severity",
    "check_brief",
    "difference",
    "may_send",
    "word_difference",
]
