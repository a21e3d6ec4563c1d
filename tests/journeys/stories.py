"""The two stories that Duomo must be able to tell: the icon of the Florence Duomo, and the customised CSS."""

from collections.abc import Mapping

from tests.journeys.actors import BriefText, Contractor, NamedFile, Reviewer
from tests.journeys.browser import LAPTOP
from tests.journeys.installation import Installation
from tests.journeys.owner import Owner

Size = tuple[int, int]

ICON = BriefText(
    title="Duomo icon for the blog redesign",
    function="Design",
    estimate="14",
    goal="Readers of the redesigned blog recognise the Florence Duomo in its header and in the browser tab.",
    deliverable="An icon of the Florence Duomo as one SVG file",
    musts=(
        "Two of three colleagues name the building at 16 px without help",
        "All strokes are 1.5 px wide on the 64 px grid",
        "Colours have a contrast of 3:1 or more on white and on #151312",
    ),
    checks={"One SVG file of at most 4 kB": "file *.svg <= 4 kB"},
    references="The five present icons of the blog, and two photographs of the dome that we may use.",
    out_of_scope="The rest of the icon set.",
    plan="8",
    reserve="3",
    first_look="1",
    rate="45.00",
)

CSS = BriefText(
    title="Customised CSS for the blog theme",
    function="Development",
    estimate="2",
    goal="The blog keeps its theme, but headlines, colours and the width of the text follow our style sheet.",
    deliverable="One file custom.css",
    musts=(
        "Headlines are in the serif of the style sheet on the start page and on posts",
        "The text is at most 68 characters wide at 1440 px",
        "No file of the theme is changed",
    ),
    checks={"One CSS file of at most 20 kB": "file *.css <= 20 kB"},
    references="The name and version of the theme, a copy of the blog to try it on, the style sheet.",
    out_of_scope="The pages of the shop.",
    plan="3",
    reserve="1",
    first_look="3",
    rate="55.00",
)

CSS_AGAIN = BriefText(
    title="Custom CSS for the shop theme",
    function="Development",
    estimate="5",
    goal=CSS.goal.replace("blog", "shop"),
    deliverable=CSS.deliverable,
    musts=CSS.musts,
    checks=CSS.checks,
    references=CSS.references.replace("blog", "shop"),
    out_of_scope="The pages of the blog.",
    plan="4",
    reserve="1",
    first_look="1",
    rate="55.00",
)

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="none" stroke="#b04a26" '
    b'stroke-width="1.5" d="M16 36c0-11 6-20 14-24h4c8 4 14 13 14 24zM14 36h36M14 46h36"/></svg>\n'
)
EVIDENCE = (
    "The theme sets its headlines with !important in an inline style sheet that is loaded last, so a custom.css cannot "
    "win. Two pages to see it on: /start/ and /post/1/."
)
PLAYERS = {
    "Amina Diallo": "amina@studio-diallo.example",
    "Kit Wren": "kit@wren.example",
    "Petra Novak": "petra@novak.example",
}
NOTES = {
    "Amina Diallo": "Ribs as strokes, lantern kept at 16 px.",
    "Kit Wren": "A flat silhouette.",
    "Petra Novak": "Done from the photograph.",
}
SCORES = {"Amina Diallo": (5, 5, 4), "Kit Wren": (3, 4, 4), "Petra Novak": (2, 3, 4)}


def icon(name: str) -> NamedFile:
    """The icon as a file."""
    return NamedFile(name, SVG, "image/svg+xml")


def found_workspace(installation: Installation, *, size: Size = LAPTOP, script: bool = True) -> Owner:
    """The owner follows the first link and opens the workspace."""
    owner = Owner(installation, "Nora Castell", "nora@castell.example", size=size, script=script)
    owner.set_up("Castell Paper Goods")
    return owner


def play_icon(
    installation: Installation, *, owner_has: Size = LAPTOP, others_have: Size = LAPTOP, script: bool = True
) -> tuple[Owner, int]:
    """The icon, from the first brief to the hit: trial of three, judged blind by two, one round, accepted."""
    owner = found_workspace(installation, size=owner_has, script=script)
    owner.invite_reviewer("Ines Ferrer", "ines@castell.example")
    reviewer = Reviewer(installation, "Ines Ferrer", "ines@castell.example", size=others_have, script=script)
    reviewer.take_seat()
    for name, email in PLAYERS.items():
        owner.add_contractor(name, email, "Design", "45.00")
    number = owner.open_job(ICON)
    owner.write_brief(ICON)
    owner.send_brief()
    owner.open_trial(number, tuple(PLAYERS), "Draw the dome alone, at 64 px and at 16 px.", ("Ines Ferrer",))
    contractors = {
        name: Contractor(installation, name, email, size=others_have, script=script) for name, email in PLAYERS.items()
    }
    _take_part(contractors)
    owner.open(f"/jobs/{number}/trial/")
    by_note = {NOTES[name]: SCORES[name] for name in PLAYERS}
    owner.score(number, by_note, look="trial-score")
    reviewer.score(number, by_note, look="trial-score-reviewer")
    owner.reveal(number)
    owner.hire_from_trial("Amina Diallo", "She leads on every must, and both of us agree.")
    _work(owner, contractors["Amina Diallo"], number)
    return owner, number


def _take_part(contractors: Mapping[str, Contractor]) -> None:
    for name, contractor in contractors.items():
        contractor.take_seat()
        contractor.open_assignment(ICON.title)
        contractor.accept("A mark that says Florence at a glance, in the header and in the browser tab.")
        contractor.log("1:50", "The task of the trial")
        contractor.hand_in(NOTES[name], icon("dome.svg"))


def _work(owner: Owner, amina: Contractor, number: int) -> None:
    amina.open_assignment(ICON.title)
    amina.accept("A mark that says Florence at a glance and survives the browser tab.")
    amina.log("0:45", "First look: ribs as strokes, tried at 16 px")
    amina.answer("Go with changes", "Ribs as strokes, not as shapes, or they drown below 24 px.")
    amina.log("4", "Drawing, three sizes")
    amina.hand_in("The ribs are strokes; the windows may be small at 16 px.", icon("duomo.svg"))
    owner.open_review(number)
    owner.look("review-open")
    owner.judge(2, "Pass")
    owner.judge(3, "Pass")
    owner.send_back(1, "At 16 px the windows close up and it reads as a bell. Draw two windows, or none.")
    amina.open_assignment(ICON.title)
    amina.reads("At 16 px the windows close up")
    amina.look("assignment-perfecting")
    amina.log("1", "Windows left out below 24 px")
    amina.hand_in("Without windows below 24 px.", icon("duomo-2.svg"))
    owner.open_review(number)
    for place in (1, 2, 3):
        owner.judge(place, "Pass")
    owner.press("Save verdicts")
    owner.reads("The gate is open")
    owner.look("review-all-pass")
    owner.press("Accept")
    owner.reads("Delivery 2 is accepted.")


def play_css(owner: Owner, diego: Contractor) -> int:
    """The customised CSS without a first look of its own: three hours, not possible, and the owner did it in one."""
    number = owner.open_job(CSS)
    owner.write_brief(CSS)
    owner.send_brief()
    owner.log_own_time(number, "Briefing", "0:30")
    owner.hire(number, diego.name)
    diego.take_seat()
    diego.open_assignment(CSS.title)
    diego.accept("Change type, colours and width by one style sheet.")
    for note in ("Reading the theme", "Trying selectors", "Trying the theme's own options"):
        diego.log("1", note)
    diego.answer("Not possible", EVIDENCE)
    owner.open(f"/jobs/{number}/")
    owner.reads("Diego Llorente says: not possible.", "3 h")
    lesson = "Three hours went before anybody said no. Ask for an answer after the first hour."
    owner.end_job(number, "Not possible", lesson, "1")
    return number


def play_css_again(owner: Owner, diego: Contractor, lena: Contractor) -> int:
    """The same kind of job: the first look stops it after one hour, and a second opinion finds the way."""
    number = owner.open_job(CSS_AGAIN)
    owner.write_brief(CSS_AGAIN)
    owner.send_brief()
    owner.hire(number, diego.name)
    diego.open_assignment(CSS_AGAIN.title)
    diego.accept("Restyle the shop by one style sheet.")
    diego.log("1", "First look at the theme")
    diego.log("0:30", "One more try")
    diego.reads("First look", "0 of 1 h left")
    diego.answer("Not possible", EVIDENCE)
    owner.ask_for_second_opinion(number, lena.name)
    lena.take_seat()
    lena.open_assignment(CSS_AGAIN.title)
    lena.accept("Restyle headlines, colours and width.")
    lena.log("0:45", "Found the hook of the theme for a late style sheet")
    lena.answer("Go")
    lena.hand_in("Loaded through the late hook.", NamedFile("custom.css", b"main{max-width:68ch}\n", "text/css"))
    owner.open_review(number)
    for place in (1, 2, 3):
        owner.judge(place, "Pass")
    owner.press_closed("Accept")
    return number
