"""Trials of the demonstration: the same small paid task for three, judged blind."""

from dataclasses import dataclass
from datetime import timedelta

from duomo.demo.path import HOUR, Story, Wanted
from duomo.demo.scene import Scene
from duomo.desk.assignments import queries as read_assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions as trials
from duomo.desk.trials import queries as read_trials

CAP = 2 * HOUR
TRIAL_RATE = 4500


@dataclass(frozen=True, slots=True)
class Entry:
    """One contractor's part: the scores on the criteria of a person in their order, the note and the file."""

    name: str
    scores: tuple[int, ...]
    note: str
    file: tuple[str, str]
    comes: bool = True


def play_trial(story: Story, task: str, entries: tuple[Entry, ...], *, hire: str) -> AssignmentLine:
    """A whole trial: opened, handed in, scored by owner and reviewer, revealed, and `hire` hired."""
    invite(story, task, entries)
    for entry in entries:
        take_part(story, entry)
    judges = (story.later(days=1).scene.owner(story.at), story.scene.reviewer(story.at))
    for judge in judges:
        score(judge, story.number, entries)
    story.own("choosing", 45)
    owner = story.later(hours=1).scene.owner(story.at)
    trials.reveal(owner, story.number)
    page = read_trials.trial_page(owner, story.number)
    place = next(one for one in page.participants if one.name == hire)
    terms = trials.HireFromTrial(
        key=place.key,
        plan_minutes=story.wanted.plan,
        reserve_minutes=story.wanted.reserve,
        feasibility_minutes=story.wanted.feasibility,
        deadline_at=story.deadline,
        rate_minor=story.wanted.rate,
    )
    reason = f"{hire} leads on every must, and both reviewers agree."
    return trials.decide_trial(owner, story.number, trials.Decide((terms,), reason))[0]


def invite(story: Story, task: str, entries: tuple[Entry, ...], *, days: float = 4) -> None:
    """Open the trial for all of them on the same terms."""
    owner = story.later(hours=2).scene.owner(story.at)
    command = trials.OpenTrial(
        contractor_ids=tuple(story.scene.contractors[entry.name] for entry in entries),
        reviewer_member_ids=(story.scene.owner_id, story.scene.reviewer_id),
        task=task,
        cap_minutes=CAP,
        rate_minor=TRIAL_RATE,
        deadline_at=story.at + timedelta(days=days),
    )
    trials.open_trial(owner, story.number, command)


def take_part(story: Story, entry: Entry) -> None:
    """Acknowledge, work and hand in, some hours after the one before."""
    line = assignment_of(story, entry.name)
    story.later(hours=3).acknowledge(entry.name, line.key, f"As I understand it: {story.wanted.goal}")
    if not entry.comes:
        return
    story.later(hours=8).log(entry.name, line.key, 110, "The trial's task")
    story.hand_in(entry.name, line.key, entry.note, entry.file)


def assignment_of(story: Story, name: str) -> AssignmentLine:
    """The open assignment of a contractor on the story's job."""
    seat = story.scene.guest(name, story.at)
    return next(line for line in read_assignments.mine(seat) if line.job_number == story.number and line.is_open)


def score(judge: Seat, number: int, entries: tuple[Entry, ...], *, lock: bool = True) -> None:
    """Score every submission by its note, which is all that a blind judge can know it by."""
    sheet = read_trials.trial_page(judge, number).sheet
    if sheet is None:
        return
    by_note = {entry.note: entry for entry in entries}
    given = tuple(
        trials.Scored(submission.key, criterion, value)
        for submission in sheet.submissions
        for criterion, value in zip(sheet.scored_criteria, by_note[submission.note].scores, strict=True)
    )
    trials.save_scores(judge, number, trials.Scores(given))
    if lock:
        trials.lock_scores(judge, number)


TEXTS = Wanted(
    title="Product descriptions, 24 notebooks",
    function="copywriting",
    estimate=18 * HOUR,
    goal="A first buyer knows for whom each notebook is, and wants to hold it.",
    deliverable="24 descriptions as one document",
    musts=(
        "Each description has 80 to 120 words and names paper weight, format and binding",
        "It sounds like the shop: the reader is addressed directly and no word is in capitals",
        "A first buyer can say whom the notebook is for",
    ),
    shoulds=("The reader wants to hold it",),
    references="The data sheet of the 24 notebooks and three descriptions that we like.",
    plan=12 * HOUR,
    reserve=3 * HOUR,
    rate=4000,
)

TEXT_ENTRIES = (
    Entry(
        "Ruth Abara",
        (5, 4, 4, 4),
        "The A5 grid notebook, 112 words.",
        ("a5-grid.txt", "For people who measure twice.\n"),
    ),
    Entry("Marcus Yeo", (4, 5, 5, 4), "Grid, A5. One reading aloud.", ("text.txt", "You draw a line. It stays.\n")),
    Entry("Ilse Brandt", (2, 2, 3, 2), "First draft of the grid notebook.", ("draft.txt", "A very nice notebook.\n")),
)


def an_open_scoring(scene: Scene, days_ago: float) -> None:
    """A trial that waits for the owner's scores; the reviewer has locked hers."""
    story = Story(scene, TEXTS, scene.ago(days_ago)).open(40).write()
    story.send()
    invite(story, "Describe the A5 grid notebook.", TEXT_ENTRIES)
    for entry in TEXT_ENTRIES:
        take_part(story, entry)
    score(story.later(hours=20).scene.reviewer(story.at), story.number, TEXT_ENTRIES)


TABLES = Wanted(
    title="Customer letters sorted and typed in",
    function="admin",
    estimate=12 * HOUR,
    goal="Every letter of the last two years can be found by customer, date and subject.",
    deliverable="One CSV file with a row for each letter",
    musts=("Every row has customer, date and subject", "Doubtful readings are listed apart, with the page"),
    checks=(("One CSV file", "file *.csv"),),
    references="310 scanned letters and the list of customers.",
    plan=10 * HOUR,
    rate=3000,
)


def a_running_trial(scene: Scene, days_ago: float) -> None:
    """A trial that is still sealed: one of three has handed in."""
    entries = (
        Entry("Sofia Marin", (4, 4), "30 letters.", ("letters.csv", "customer,date,subject\n")),
        Entry("Owen Achebe", (3, 3), "30 letters.", ("rows.csv", "customer,date,subject\n"), comes=False),
        Entry("Grete Solberg", (4, 5), "30 letters.", ("out.csv", "customer,date,subject\n"), comes=False),
    )
    story = Story(scene, TABLES, scene.ago(days_ago)).open(25).write()
    story.send()
    invite(story, "Type in the first 30 letters.", entries, days=5)
    for entry in entries:
        take_part(story, entry)
