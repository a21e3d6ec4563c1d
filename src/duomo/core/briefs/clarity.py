"""Law 1: a brief is sent only when it is clear, or when its findings are overruled by name."""

from collections.abc import Callable, Collection
from datetime import datetime

from duomo.core.briefs.brief import Brief
from duomo.core.briefs.findings import Finding, Severity
from duomo.core.briefs.structure import structure_findings
from duomo.core.briefs.wording import RULES_ABOUT_WORDING, wording_findings

OVERRULABLE: frozenset[str] = RULES_ABOUT_WORDING | {"check-unreadable", "deadline-passed", "feasibility-above-plan"}
"""The rules that an owner may overrule with a reason. Holes that a later law relies on are not among them."""


def _every_check_is_readable(_check: str) -> str | None:
    return None


def check_brief(
    brief: Brief,
    *,
    now: datetime,
    checkable: Callable[[str], str | None] = _every_check_is_readable,
) -> tuple[Finding, ...]:
    """Say everything that is unclear about a brief: structure first, in the order of the fields, then wording.

    ``now`` is the moment of the act. ``checkable`` returns what is wrong with the text of an automatic check, as a
    sentence, or None; it is passed in because the language of checks belongs to the delivery.
    """
    return (*structure_findings(brief, now=now, checkable=checkable), *wording_findings(brief))


def may_send(findings: Collection[Finding], overruled: Collection[tuple[str, str]]) -> tuple[Finding, ...]:
    """Name the errors still in the way of sending; the brief may be sent when there are none.

    ``overruled`` holds the pairs of rule and target that a person overruled; only rules in OVERRULABLE are let through.
    """
    waived = {(rule, target) for rule, target in overruled if rule in OVERRULABLE}
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR and (finding.rule, finding.target) not in waived
    )
