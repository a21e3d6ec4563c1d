"""The people of the journeys: what each of them does on the pages, by the names of links, buttons and fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import FilePayload, Locator, Page, expect

from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.actions import make_sign_in_link
from duomo.desk.seats.seat import Seat
from tests.journeys.browser import LAPTOP
from tests.journeys.installation import Installation

ZONE = "Europe/Berlin"


def local_moment(days: int) -> str:
    """Five in the afternoon in so many days, as a browser's field for date and time takes it."""
    return f"{(utc_now() + timedelta(days=days)).astimezone(ZoneInfo(ZONE)):%Y-%m-%dT17:00}"


@dataclass(frozen=True, slots=True)
class BriefText:
    """What an owner types into a brief: hours as text, `checks` with the rule that judges them."""

    title: str
    function: str
    estimate: str
    goal: str
    deliverable: str
    musts: Sequence[str]
    checks: Mapping[str, str]
    references: str
    out_of_scope: str
    plan: str
    reserve: str
    first_look: str
    rate: str
    days: int = 14


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that somebody has on their machine."""

    name: str
    content: bytes
    mime: str


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(
        self,
        installation: Installation,
        name: str,
        email: str,
        *,
        size: tuple[int, int] = LAPTOP,
        script: bool = True,
    ) -> None:
        self.installation = installation
        self.name = name
        self.email = email
        self.page: Page = installation.visitors.visitor(size, script=script)
        self.script = script

    def open(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(path)

    def follow(self, name: str) -> None:
        """Follow a link of the page."""
        self.main.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        """Press a button of the page."""
        self.main.get_by_role("button", name=name, exact=True).click()

    def press_closed(self, name: str) -> None:
        """Press a button that the page calls closed; it can be pressed all the same, and the server then answers."""
        self.main.get_by_role("button", name=name, exact=True).click(force=True)

    def fill(self, label: str, words: str) -> None:
        """Type into the field with this label."""
        self.field(label).fill(words)

    def field(self, label: str) -> Locator:
        """The field with this label, which may go on to say that the field is optional."""
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+optional)?\s*$"))

    def choose(self, label: str) -> None:
        """Tick or pick what has a label that begins like this."""
        self.main.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(label)}")).first.click()

    def reads(self, *sentences: str) -> None:
        """Wait until the page says all of this."""
        for sentence in sentences:
            expect(self.main).to_contain_text(sentence)

    def look(self, name: str) -> None:
        """Look the page over, where pages can be measured by script."""
        if self.script:
            self.installation.looks.look(self.page, name)

    @property
    def main(self) -> Locator:
        """The page without its navigation."""
        return self.page.get_by_role("main")

    def sign_in(self) -> None:
        """Ask for a code and type it."""
        self.open("/sign-in/")
        self.look("sign-in")
        self.fill("Your mail address", self.email)
        self.press("Mail me a code")
        self.type_code()

    def come_in(self, seat: Seat) -> None:
        """Follow a sign-in link for this seat's person, where the way in is not what the journey is about."""
        assert seat.person_id is not None
        self.open(make_sign_in_link(seat.person_id, utc_now()))
        self.press("Sign in")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Sign in to Duomo")

    def take_seat(self) -> None:
        """Open the invitation in the newest mail, and sign in with the code that follows."""
        self.open(self.installation.invitation(self.email))
        self.reads("invites you")
        self.look("invitation")
        self.press("Take your seat")
        self.type_code()

    def sign_out(self) -> None:
        """Leave; on a phone the button lies behind More."""
        self.open("/sign-out/")
        self.press("Sign out")
        expect(self.main).to_contain_text("Sign in")

    def type_code(self) -> None:
        """Read the code in the letterbox, and type it."""
        self.reads("Type the code")
        self.look("sign-in-code")
        self.fill("Code from the mail", self.installation.code(self.email))
        self.press("Sign in")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Type the code")


class Judge(Visitor):
    """Somebody on the owner's side who scores blind."""

    def score(self, number: int, scores: Mapping[str, Sequence[int]], *, look: str) -> None:
        """Score the submissions, known by their notes alone, on each criterion of a person in its order; lock."""
        self.open(f"/jobs/{number}/trial/")
        self.reads("Score, blind")
        heads = self.main.locator("table.blind thead th").all()[1:]
        rows = self.main.locator("table.blind tbody tr:has(fieldset.choice)").all()
        for place, head in enumerate(heads):
            given = next(values for note, values in scores.items() if note in head.inner_text())
            for row, value in zip(rows, given, strict=True):
                row.locator("td").nth(place).locator("label").filter(has_text=re.compile(rf"^\s*{value}\s*$")).click()
        self.look(look)
        self.press("Save")
        self.reads("Only you see them until you lock")
        self.press("Lock my scores")
        self.reads("Your scores are locked.")


class Reviewer(Judge):
    """A colleague who was invited to judge."""


class Owner(Judge):
    """Who outsources, from the first start on."""

    def set_up(self, workspace: str) -> None:
        """Follow the printed link and open the workspace."""
        self.open(self.installation.first_link())
        self.look("first-link")
        self.press("Sign in")
        self.reads("Set up your workspace")
        self.fill("Your name", self.name)
        self.fill("Your mail address", self.email)
        self.fill("Name of the workspace", workspace)
        self.field("Time zone").select_option(ZONE)
        self.look("welcome")
        self.press("Open the workspace")
        self.reads("Nothing waits for you.")
        self.look("empty-desk")

    def invite_reviewer(self, name: str, email: str) -> None:
        """Give a colleague a seat."""
        self.open("/settings/people/")
        self.follow("Invite somebody")
        self.fill("Name", name)
        self.fill("Mail address", email)
        self.choose("Reviewer")
        self.look("invite-colleague")
        self.press("Send the invitation")
        self.reads(name, "invited, not here yet")

    def add_contractor(self, name: str, email: str, function: str, rate: str) -> None:
        """Put somebody on the list."""
        self.open("/contractors/")
        self.follow("Add a contractor")
        self.fill("Name", name)
        self.fill("Mail address", email)
        self.choose(function)
        self.fill("Usual rate for an hour", rate)
        self.fill("Currency", "EUR")
        self.press("Add")
        self.reads(name)

    # The brief

    def open_job(self, text: BriefText) -> int:
        """Open a job; its number."""
        self.open("/")
        self.follow("New job")
        self.fill("What do you want done?", text.title)
        self.field("Function").select_option(label=text.function)
        self.fill("How many hours would it take you alone?", text.estimate)
        self.press("Open the job")
        self.reads("Is it clear?")
        found = re.search(r"/jobs/(\d+)/brief/", self.page.url)
        assert found, self.page.url
        return int(found.group(1))

    def write_brief(self, text: BriefText) -> None:
        """Fill in the editor that is open, and keep the draft."""
        self._goal(text)
        lines = [(line, "") for line in text.musts] + list(text.checks.items())
        for place, (line, check) in enumerate(lines):
            self._criterion(place, line, check)
        self.choose("finished")
        self.fill("Deadline", local_moment(text.days))
        self.choose("Hours and rate")
        self.fill("Planned hours", text.plan)
        self.fill("Rate for an hour", text.rate)
        self.fill("Currency", "EUR")
        self.fill("Reserve hours", text.reserve)
        self.fill("First look, hours", text.first_look)

    def send_brief(self) -> None:
        """Send what was written."""
        self.press("Keep as draft")
        self.reads("The draft is saved.")
        self.look("brief-editor")
        self.press("Read once more and send")
        self.reads("Would you know what to do?")
        self.look("brief-send")
        self.press("Send version 1")
        self.reads("Version 1 of the brief is sent and frozen.")

    def _goal(self, text: BriefText) -> None:
        self.fill("Goal", text.goal)
        self.main.locator("[name=deliverables-0-text]").fill(text.deliverable)
        self.fill("Out of scope", text.out_of_scope)
        self.fill("Material and references", text.references)

    def _criterion(self, place: int, words: str, check: str) -> None:
        row = f"criteria-{place}"
        if not self.main.locator(f"[name={row}-text]").count():
            self.press("Add another criterion")
        self.main.locator(f"[name={row}-text]").fill(words)
        self.main.locator(f"[name={row}-weight]").select_option("must")
        self.main.locator(f"[name={row}-about]").select_option(index=1)
        if check:
            self.main.locator(f"[name={row}-judge]").select_option("check")
            self.main.locator(f"[name={row}-check]").fill(check)

    # Choosing

    def open_trial(self, number: int, names: Sequence[str], task: str, reviewers: Sequence[str]) -> None:
        """Give the same small paid task to several contractors."""
        self.open(f"/jobs/{number}/")
        self.look("job-sent")
        self.follow("Test contractors")
        for name in (*names, *reviewers):
            self.choose(name)
        self.fill("The small task", task)
        self.fill("Hours for each", "2")
        self.fill("Deadline", local_moment(4))
        self.look("trial-new")
        self.press("Open the trial")
        self.reads("The trial is open")

    def reveal(self, number: int) -> None:
        """Show whose work is whose."""
        self.open(f"/jobs/{number}/trial/")
        self.look("trial-locked")
        self.follow("Reveal the names")
        self.look("trial-reveal")
        self.press("Reveal the names")
        self.reads("Result")

    def hire_from_trial(self, name: str, reason: str) -> None:
        """Decide for one of them, on the terms of the brief."""
        self.look("trial-result")
        self.follow("Decide")
        self.choose(f"Hire {name}")
        self.fill("Why", reason)
        self.look("trial-decide")
        self.press("Decide")
        self.reads("1 contractor hired.")

    def hire(self, number: int, name: str) -> None:
        """Hire without a trial, on the terms of the brief."""
        self.open(f"/jobs/{number}/")
        self.follow("Hire without a trial")
        self._choose_contractor(name)
        self.look("hire")
        self.press("Hire")
        self.reads(f"{name} is asked to acknowledge the brief.")

    def ask_for_second_opinion(self, number: int, name: str) -> None:
        """Let somebody else look at what was said to be impossible."""
        self.open(f"/jobs/{number}/")
        self.look("job-stopped")
        self.follow("Ask for a second opinion")
        self._choose_contractor(name)
        self.look("second-opinion")
        self.press("Ask for a second opinion")
        self.reads(f"{name} is asked to acknowledge the brief.")

    def _choose_contractor(self, name: str) -> None:
        choice = self.field("Contractor")
        option = choice.locator("option").filter(has_text=name).first
        choice.select_option(value=option.get_attribute("value"))

    # Reviewing

    def open_review(self, number: int) -> None:
        """Go from the job to what was delivered."""
        self.open(f"/jobs/{number}/")
        self.follow("Review delivery")
        self.reads("Is it done?")

    def judge(self, place: int, verdict: str) -> None:
        """Give the verdict on the criterion at this place of the brief, counted from one."""
        row = self.main.locator(f"#c{place}")
        row.locator("fieldset.verdict label").filter(has_text=verdict).click()

    def send_back(self, place: int, wrong: str) -> None:
        """Fail one criterion, say what is wrong, and send the delivery back with it."""
        self.judge(place, "Fail")
        self.main.locator(f"#c{place} textarea").fill(wrong)
        self.look("review-failing")
        self.main.get_by_role("button", name=re.compile("^Send back")).click()
        self.reads("What is to be perfected?")
        self.fill("Perfected by", local_moment(2))
        self.fill("Hours from the reserve", "1.5")
        self.look("send-back")
        self.press("Send back")
        self.reads("is sent back to")

    def log_own_time(self, number: int, activity: str, hours: str) -> None:
        """Note what the job has taken the owner's side."""
        self.open(f"/jobs/{number}/own-hours/")
        self.choose(activity)
        self.fill("Hours", hours)
        self.press("Record")
        self.reads("so far")

    def end_job(self, number: int, how: str, lesson: str, finishing: str) -> None:
        """End a job that nothing was accepted for."""
        self.open(f"/jobs/{number}/")
        self.follow("End the job")
        self.choose(how)
        self.fill("Lesson", lesson)
        self.fill("Own hours that finishing it will cost you", finishing)
        self.look("end-job")
        self.press("End the job")
        self.reads("The job has ended, and its outcome is recorded.")


class Contractor(Visitor):
    """Who does the work; comes by the link in a mail."""

    def open_assignment(self, title: str) -> None:
        """Go from the list to one assignment."""
        self.open("/portal/")
        self.look("portal")
        self.follow(title)
        self.reads("What now?")

    def accept(self, words: str) -> None:
        """Say the goal in own words and confirm each must."""
        self.look("assignment-invited")
        self.follow("Accept the assignment")
        self.fill("What is this job to achieve, in your own words?", words)
        for box in self.main.locator("input[name=confirmed]").all():
            box.check()
        self.look("acknowledge")
        self.press("Accept")
        self.reads("You acknowledged version 1 of the brief.")

    def log(self, hours: str, note: str) -> None:
        """Record hours of today, and go back to the assignment."""
        self.follow("Hours")
        self.fill("Hours", hours)
        self.fill("What you worked on", note)
        self.press("Record")
        self.reads(note)
        self.look("log-hours")
        self.main.get_by_role("navigation", name="Where you are").get_by_role("link").first.click()
        self.reads("What now?")

    def answer(self, verdict: str, evidence: str = "") -> None:
        """Say whether it is possible."""
        self.look("assignment-looking")
        self.follow("Answer: is it possible?")
        self.main.locator("label.pick").filter(has=self.page.get_by_text(verdict, exact=True)).click()
        self.fill("What has to change or cannot be met, and how you know", evidence)
        self.look("feasibility")
        self.press("Send this answer")
        self.reads("Your answer is sent.")

    def hand_in(self, note: str, *files: NamedFile) -> None:
        """Deliver."""
        self.follow("Hand in")
        self.choose_files(*files)
        self.fill("Note to the owner", note)
        self.look("hand-in")
        self.press("Hand in")
        self.reads("is handed in. You hear when it has been looked at.")
        self.look("assignment-handed-in")

    def choose_files(self, *files: NamedFile) -> None:
        """Choose what is to be handed in."""
        self.field("Files").set_input_files(
            [FilePayload(name=one.name, mimeType=one.mime, buffer=one.content) for one in files]
        )
