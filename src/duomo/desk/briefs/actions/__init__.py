"""Deeds on jobs and their briefs."""

from duomo.desk.briefs.actions.draft import BriefDraft
from duomo.desk.briefs.actions.drafting import discard_draft, overrule_finding, revise_brief, save_brief
from duomo.desk.briefs.actions.jobs import OpenJob, change_job, move_job, open_job
from duomo.desk.briefs.actions.sending import send_brief

__all__ = [
    "BriefDraft",
    "OpenJob",
    "change_job",
    "discard_draft",
    "move_job",
    "open_job",
    "overrule_finding",
    "revise_brief",
    "save_brief",
    "send_brief",
]
