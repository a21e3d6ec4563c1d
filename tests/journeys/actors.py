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
