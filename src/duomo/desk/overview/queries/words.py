"""The words in which states are shown; one place, so that every page says the same."""

from duomo.core.delivery import AssignmentState, JobStage

STAGES: dict[JobStage, str] = {
    JobStage.BRIEF: "Brief",
    JobStage.TRIAL: "Trial",
    JobStage.WORK: "Work",
    JobStage.REVIEW: "Review",
    JobStage.DONE: "Done",
}

STATES: dict[AssignmentState, str] = {
    AssignmentState.INVITED: "invited",
    AssignmentState.LOOKING: "looking whether it is possible",
    AssignmentState.WORKING: "at work",
    AssignmentState.DELIVERED: "delivered",
    AssignmentState.PERFECTING: "perfecting",
    AssignmentState.ACCEPTED: "accepted",
    AssignmentState.REJECTED: "rejected",
    AssignmentState.STOPPED: "stopped: not possible",
    AssignmentState.UNFINISHED: "taken unfinished",
    AssignmentState.DECLINED: "declined",
    AssignmentState.WITHDRAWN: "withdrawn",
    AssignmentState.CLOSED: "closed",
}

FEASIBILITY = {"go": "possible", "changes": "possible with changes", "not_possible": "not possible"}

# What the queue's button says, its icon and its tone, by the kind of the waiting act.
WAITS: dict[str, tuple[str, str, str]] = {
    "acknowledge": ("Read", "file", ""),
    "answer": ("Answer", "question", ""),
    "approve": ("Approve", "hours", ""),
    "brief": ("Finish", "calendar", "watch"),
    "decide": ("Decide", "cross", "fail"),
    "decide_trial": ("Decide", "trial", ""),
    "empty_trial": ("Decide", "trial", "watch"),
    "feasibility": ("Answer", "question", ""),
    "hours": ("Approve", "hours", ""),
    "purse": ("Top up or hold", "purse", "watch"),
    "reveal": ("Reveal", "trial", ""),
    "review": ("Review", "review", ""),
    "round": ("Perfect", "back", "watch"),
    "score": ("Score", "trial", ""),
}
