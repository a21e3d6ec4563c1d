"""Whether outsourcing paid, thought through: hits, misses, net hours saved, and the chain that keeps facts honest."""

from duomo.core.ledger.chain import GENESIS, Break, BreakReason, canonical, first_break, link
from duomo.core.ledger.outcome import RULE_VERSION, JobFacts, JobVerdict, MissReason, OwnHours, judge, net_minutes
from duomo.core.ledger.rates import Rate, miss_rate, prior_from

__all__ = [
    "GENESIS",
    "RULE_VERSION",
    "Break",
    "BreakReason",
    "JobFacts",
    "JobVerdict",
    "MissReason",
    "OwnHours",
    "Rate",
    "canonical",
    "first_break",
    "judge",
    "link",
    "miss_rate",
    "net_minutes",
    "prior_from",
]
