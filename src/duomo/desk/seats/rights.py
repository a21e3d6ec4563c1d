"""Who may do what: one table that pages, actions, tests and the documentation read."""

from enum import StrEnum


class Role(StrEnum):
    """The part that somebody plays in one workspace."""

    OWNER = "owner"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    BOOKKEEPER = "bookkeeper"
    VIEWER = "viewer"
    CONTRACTOR = "contractor"
    SYSTEM = "system"


COLLEAGUES = frozenset({Role.OWNER, Role.MANAGER, Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER})
LEADERS = frozenset({Role.OWNER, Role.MANAGER})


class Right(StrEnum):
    """Something that a seat may do; every route and every action names the one that it needs."""

    SIT = "sit"
    SEE_DESK = "see_desk"
    SEE_TITLES = "see_titles"
    SEE_JOBS = "see_jobs"
    SEE_MONEY = "see_money"
    SEE_HOURS = "see_hours"
    SEE_LEDGER = "see_ledger"
    SEE_PEOPLE = "see_people"
    RUN_JOBS = "run_jobs"
    SCORE = "score"
    LOG_OWN_HOURS = "log_own_hours"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_WORKSPACE = "manage_workspace"
    WORK = "work"


RIGHTS: dict[Right, frozenset[Role]] = {
    Right.SIT: COLLEAGUES | {Role.CONTRACTOR},
    Right.SEE_DESK: COLLEAGUES,
    # A reviewer judges blind, so titles, jobs and contractors stay closed to that role.
    Right.SEE_TITLES: LEADERS | {Role.BOOKKEEPER, Role.VIEWER},
    Right.SEE_JOBS: LEADERS | {Role.VIEWER},
    Right.SEE_MONEY: LEADERS | {Role.BOOKKEEPER},
    Right.SEE_HOURS: LEADERS | {Role.BOOKKEEPER},
    Right.SEE_LEDGER: LEADERS | {Role.BOOKKEEPER, Role.VIEWER},
    Right.SEE_PEOPLE: LEADERS | {Role.BOOKKEEPER, Role.VIEWER},
    Right.RUN_JOBS: LEADERS,
    Right.SCORE: LEADERS | {Role.REVIEWER},
    Right.LOG_OWN_HOURS: LEADERS | {Role.REVIEWER},
    Right.MANAGE_MEMBERS: LEADERS,
    Right.MANAGE_WORKSPACE: frozenset({Role.OWNER}),
    Right.WORK: frozenset({Role.CONTRACTOR}),
}

# Whom each role may invite, change or remove: nobody lifts anybody to the own rank or above, but owners.
MAY_SET: dict[Role, frozenset[Role]] = {
    Role.OWNER: COLLEAGUES,
    Role.MANAGER: frozenset({Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER}),
}

ROLE_MEANS: dict[Role, str] = {
    Role.OWNER: "Everything, the workspace's settings and the other owners among it.",
    Role.MANAGER: "Runs jobs from brief to outcome, and invites reviewers, bookkeepers and viewers.",
    Role.REVIEWER: "Scores trials blind: the work alone, without names, prices or other jobs.",
    Role.BOOKKEEPER: "Reads hours, money and the ledger.",
    Role.VIEWER: "Reads jobs, contractors and the ledger; changes nothing.",
    Role.CONTRACTOR: "Works on the own assignments, and sees nothing of anybody else's.",
}

RIGHT_MEANS: dict[Right, str] = {
    Right.SIT: "sign in, and change one's own settings",
    Right.SEE_DESK: "see the own desk",
    Right.SEE_TITLES: "see the titles and stages of all jobs",
    Right.SEE_JOBS: "read jobs, briefs and what happened on them",
    Right.SEE_MONEY: "see rates, prices and amounts",
    Right.SEE_HOURS: "see hours",
    Right.SEE_LEDGER: "see hits, misses and net hours saved",
    Right.SEE_PEOPLE: "see contractors and their record",
    Right.RUN_JOBS: "write briefs, open trials, hire, review, accept, approve hours",
    Right.SCORE: "score the trials one was asked to score",
    Right.LOG_OWN_HOURS: "log own hours on a job",
    Right.MANAGE_MEMBERS: "see colleagues; invite, change and remove those whom the role may set",
    Right.MANAGE_WORKSPACE: "change the workspace's name, zone and currency",
    Right.WORK: "work on own assignments: acknowledge, ask, log hours, deliver",
}
