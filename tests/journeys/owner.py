"""What an owner does in a browser, in the words on the screen."""

import re
from collections.abc import Sequence

from tests.journeys.actors import ZONE, BriefText, Judge, local_moment


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
