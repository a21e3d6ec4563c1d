"""The jobs of the demonstration that are told in full: the icon, the CSS, and the CSS a second time."""

from dataclasses import replace
from datetime import timedelta

from duomo.core.delivery import PointDraft, PointKind
from duomo.demo.path import HOUR, Story, Wanted
from duomo.demo.scene import Scene
from duomo.demo.trial import Entry, play_trial
from duomo.desk.delivery import actions as gate
from duomo.desk.delivery.pages import Ending

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<path fill="#c8643f" d="M16.5 35.5C16.5 24.5 22.5 15.5 29.5 12h5C41.5 15.5 47.5 24.5 47.5 35.5z"/>'
    '<path fill="none" stroke="#1b1c26" stroke-width="1.5" d="M32 12v23.5M14 35.5h36M13.5 46h37"/></svg>\n'
)


def the_icon(scene: Scene, days_ago: float) -> None:
    """The icon of the Florence Duomo for a blog's redesign: just what was asked for. A hit."""
    wanted = Wanted(
        title="Duomo icon for the blog redesign",
        function="design",
        estimate=14 * HOUR,
        goal="Readers of the redesigned blog recognise the Florence Duomo in its header and in the browser tab.",
        deliverable="An icon of the Florence Duomo as one SVG file",
        musts=(
            "Says Florence at 16 px: two of three colleagues name the building without help",
            "All strokes are 1.5 px wide on the 64 px grid",
            "Colours have a contrast of 3:1 or more on white and on #151312",
        ),
        shoulds=("Dome and drum can be told apart at 16 px",),
        checks=(("One SVG file of at most 4 kB", "file *.svg <= 4 kB"),),
        references="The blog's five present icons, and two photographs of the dome that we may use.",
        out_of_scope="The rest of the icon set.",
        reserve=3 * HOUR,
    )
    story = Story(scene, wanted, scene.ago(days_ago)).open(60).write()
    story.later(hours=2).send()
    hired = play_trial(
        story,
        "Draw the dome alone, without drum and chapels, at 64 px and at 16 px.",
        (
            Entry("Amina Diallo", (5, 5, 4, 5), "Ribs as strokes, lantern kept at 16 px.", ("dome.svg", ICON)),
            Entry("Kit Wren", (3, 4, 4, 3), "A flat silhouette.", ("kit-dome.svg", ICON)),
            Entry("Petra Novak", (2, 3, 4, 2), "Done from the photograph.", ("petra.svg", ICON)),
        ),
        hire="Amina Diallo",
    )
    _draw(story, hired.key)


def _draw(story: Story, key: str) -> None:
    """The work on the icon: possible with changes, one round of perfecting, accepted."""
    name = "Amina Diallo"
    story.later(hours=5).acknowledge(name, key, "A mark that says Florence at a glance and survives the browser tab.")
    story.later(hours=19).log(name, key, 45, "First look: ribs as strokes, tested at 16 px")
    story.answer(name, key, "changes", "Ribs as strokes, not as shapes, or they drown below 24 px.")
    story.later(days=2).log(name, key, 4 * HOUR, "Drawing, three sizes")
    first = story.later(hours=1).hand_in(
        name, key, "The ribs are strokes; the windows may be small at 16 px.", ("duomo.svg", ICON)
    )
    story.later(hours=20).pass_all(first)
    failed = story.fail(first, story.wanted.musts[0])
    point = PointDraft(PointKind.DEFECT, failed, "At 16 px the windows close up and it reads as a bell. Two, or none.")
    gate.send_back(
        story.scene.owner(story.at),
        first.key,
        gate.SendBack((point,), due_at=story.at + timedelta(days=2), reserve_minutes=90),
    )
    story.own("reviewing", 20)
    story.later(days=1).log(name, key, HOUR, "Windows left out below 24 px")
    second = story.later(hours=1).hand_in(name, key, "Without windows below 24 px.", ("duomo.svg", ICON))
    story.later(hours=6).pass_all(second)
    story.own("reviewing", 10)
    story.accept(second, key)


CSS = Wanted(
    title="Customised CSS for the blog theme",
    function="development",
    estimate=2 * HOUR,
    goal="The blog keeps its theme, but headlines, colours and the width of the text follow our style sheet.",
    deliverable="One file custom.css",
    musts=(
        "Headlines are in the serif of the style sheet on the start page and on posts",
        "The text is at most 68 characters wide at 1440 px",
        "No file of the theme is changed",
    ),
    checks=(("One CSS file of at most 20 kB", "file *.css <= 20 kB"),),
    references="The theme's name and version, a copy of the blog to try it on, the style sheet.",
    out_of_scope="The shop's pages.",
    plan=3 * HOUR,
    reserve=HOUR,
    rate=5500,
)

EVIDENCE = (
    "The theme sets its headlines with !important in an inline style sheet that is loaded last. "
    "A custom.css is loaded before it, so it cannot win. Screenshot of the order of the sheets attached in the chat."
)


def the_css(scene: Scene, days_ago: float) -> None:
    """Three paid hours, *not possible*, and then the owner did it in an hour: a miss."""
    without_first_look = replace(CSS, feasibility=3 * HOUR)
    story = Story(scene, without_first_look, scene.ago(days_ago)).open(30).write()
    story.send()
    name = "Diego Llorente"
    hired = story.later(hours=1).hire(name)
    story.later(hours=3).acknowledge(name, hired.key, "Change type, colours and width by one style sheet.")
    for note in ("Reading the theme", "Trying selectors", "Trying again with the theme's own options"):
        story.later(hours=8).log(name, hired.key, HOUR, note)
    story.later(hours=2).answer(name, hired.key, "not_possible", EVIDENCE)
    story.own("answering", 15)
    story.later(days=1)
    gate.end_job(
        scene.owner(story.at),
        story.number,
        gate.EndJob(
            how=Ending.NOT_POSSIBLE,
            lesson="Three hours went before anybody said no. Ask for an answer after the first hour; "
            "the theme has an option page for the serif, which took me an hour.",
            finishing_minutes=HOUR,
        ),
    )


def the_css_again(scene: Scene, days_ago: float) -> None:
    """The same kind of job: now the feasibility cap stops it after one hour, and somebody else does it."""
    wanted = replace(CSS, title="Custom CSS for the shop theme", estimate=5 * HOUR, plan=4 * HOUR)
    story = Story(scene, wanted, scene.ago(days_ago)).open(30).write()
    story.send()
    first = story.later(hours=1).hire("Diego Llorente")
    story.later(hours=4).acknowledge("Diego Llorente", first.key, "Restyle the shop by one style sheet.")
    story.later(hours=16).log("Diego Llorente", first.key, HOUR, "First look at the theme")
    story.answer("Diego Llorente", first.key, "not_possible", EVIDENCE)
    name = "Lena Fors"
    second = story.later(hours=20).hire(name, second_opinion_on=first.key)
    story.later(hours=3).acknowledge(name, second.key, "Restyle headlines, colours and width.")
    story.later(hours=2).log(name, second.key, 45, "Found the theme's hook for a late style sheet")
    story.answer(name, second.key, "go", "")
    story.later(days=1).log(name, second.key, 2 * HOUR, "The style sheet, tried on three pages")
    delivery = story.later(hours=1).hand_in(
        name,
        second.key,
        "Loaded through the theme's late hook.",
        ("custom.css", "h1{font-family:serif}\nmain{max-width:68ch}\n"),
    )
    story.later(hours=5).pass_all(delivery)
    story.own("reviewing", 15)
    story.accept(delivery, second.key)
