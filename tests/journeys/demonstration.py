"""The workspace of the demonstration, and how things are found in it."""

from dataclasses import dataclass, fields
from urllib.parse import urlencode

from duomo.demo import make
from duomo.demo.scene import Scene
from duomo.desk.assignments import actions as work
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import actions as briefs
from duomo.desk.briefs import queries as read_briefs
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.outbox import mail_withheld
from duomo.desk.people import queries as people
from duomo.desk.reserve import queries as hours
from duomo.desk.seats import actions as seats
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat

ICON, CSS, CSS_AGAIN = "Duomo icon for the blog", "Customised CSS for the blog theme", "Custom CSS for the shop"
DRAFT, SENT, ASKED = "Newsletter set-up", "Market stall banner", "Stickers for the parcels"
SEALED, SCORING = "Customer letters sorted", "Product descriptions"
AT_WORK, REVISED, IN_REVIEW = "Bookkeeping clean-up", "Photo retouching", "Gift-card mailing"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Its people, and how things are found in it by their titles and names."""

    scene: Scene
    invited_id: int

    @property
    def owner(self) -> Seat:
        """The owner now."""
        return self.scene.owner(utc_now())

    def job(self, title: str) -> int:
        """The number of the job whose title begins like this."""
        return read_briefs.job_list(self.owner, text=title).object_list[0].number

    def assignment(self, title: str, name: str = "") -> AssignmentLine:
        """The latest assignment of a job, or the one of this contractor."""
        job = read_briefs.job(self.owner, self.job(title))
        wanted = self.scene.contractors.get(name)
        lines = [line for line in assignments.of_job(self.owner, job.id) if wanted in {None, line.contractor_id}]
        return max(lines, key=lambda line: line.id)

    def delivery(self, title: str) -> str:
        """The key of the last delivery on a job."""
        return assignments.deliveries(self.owner, self.assignment(title).id)[-1].key

    def entry(self, title: str) -> str:
        """The key of the last entry of hours on a job."""
        return hours.entries(self.owner, self.assignment(title).id)[-1].key

    def question(self, title: str) -> str:
        """The key of the first question about a job."""
        job = read_briefs.job(self.owner, self.job(title))
        return assignments.questions(self.owner, job.id)[0].key

    def finding(self, title: str) -> str:
        """The query that names the first finding in a draft."""
        job = read_briefs.job(self.owner, self.job(title))
        draft = read_briefs.draft(self.owner, job.id)
        assert draft
        found = read_briefs.judged(self.owner, draft)[0].finding
        return urlencode({"rule": found.rule, "target": found.target})

    def contractor(self, name: str) -> int:
        """The number of a contractor."""
        return people.contractor_by_id(self.owner, self.scene.contractors[name]).number


def given_demonstration() -> Demonstration:
    """The demonstration, made now, with what only few workspaces have in it."""
    with mail_withheld():
        scene = make(at=utc_now())
        owner = scene.owner(utc_now())
        invited = seats.invite_member(owner, seats.InviteMember("new@castell.example", "New Colleague", Role.VIEWER))
        made = Demonstration(scene, invited.member_id)
        _more(made)
    return made


def _more(made: Demonstration) -> None:
    """A question that waits, a second version that was sent, and a draft of one."""
    at_work = made.assignment(AT_WORK)
    guest = made.scene.guest("Sofia Marin", utc_now())
    work.ask(guest, at_work.key, "Do refunds count as negative sales?")
    draft = briefs.revise_brief(made.owner, made.job(AT_WORK))
    _save(made, draft)
    briefs.send_brief(made.owner, draft.job_number)
    briefs.revise_brief(made.owner, made.job(REVISED))


def _save(made: Demonstration, draft: BriefPage) -> None:
    same = {field.name: getattr(draft, field.name) for field in fields(briefs.BriefDraft)}
    goal = f"{draft.goal} The year before last is left as it is."
    command = briefs.BriefDraft(**{**same, "goal": goal, "owner_estimate_minutes": None})
    briefs.save_brief(made.owner, draft.job_number, command)
