"""The everyday jobs of the demonstration: a table, told by one short story each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from duomo.core.delivery import PointDraft, PointKind
from duomo.demo.path import HOUR, Story, Wanted
from duomo.demo.scene import Scene
from duomo.desk.delivery import actions as gate
from duomo.desk.delivery.pages import Ending

Course = Literal[
    "hit",
    "polished",
    "unfinished",
    "not_possible",
    "rejected",
    "vanished",
    "called_off",
    "in_review",
    "at_work",
    "asked",
    "trial",
    "sent",
    "draft",
]


@dataclass(frozen=True, slots=True)
class Everyday:
    """One row of the table: when it began, who did it, how it ended, and the hours as planned and as worked."""

    days_ago: float
    title: str
    function: str
    who: str
    ending: Course
    estimate: float
    plan: float
    worked: float
    own: float = 1.0


TABLE = (
    Everyday(715, "Business cards for the fair", "design", "Petra Novak", "hit", 6, 4, 4),
    Everyday(700, "Product texts, spring cards", "copywriting", "Ruth Abara", "hit", 9, 6, 6.5),
    Everyday(684, "Address list cleaned up", "admin", "Owen Achebe", "unfinished", 4, 3, 3, 2.5),
    Everyday(668, "Contact form with attachments", "development", "Pavel Hruby", "polished", 8, 6, 7),
    Everyday(651, "Poster for the open day", "design", "Kit Wren", "hit", 7, 5, 5),
    Everyday(633, "Receipts of the quarter sorted", "admin", "Sofia Marin", "hit", 6, 5, 4.5),
    Everyday(612, "Newsletter text, Christmas", "copywriting", "Ilse Brandt", "rejected", 3, 2, 2, 1.5),
    Everyday(598, "Newsletter text, second try", "copywriting", "Ruth Abara", "hit", 3, 2, 2),
    Everyday(577, "Price list as a printable page", "design", "Amina Diallo", "hit", 5, 4, 3.5),
    Everyday(560, "Shipping label macro", "development", "Diego Llorente", "unfinished", 4, 3, 3, 3.5),
    Everyday(541, "Photo research for the catalogue", "admin", "Grete Solberg", "hit", 6, 5, 5.5),
    Everyday(520, "Catalogue, 24 pages", "design", "Amina Diallo", "polished", 30, 20, 22, 2.5),
    Everyday(496, "Supplier letters, three languages", "copywriting", "Dana Petrescu", "hit", 7, 5, 5),
    Everyday(474, "Stock count typed in", "admin", "Owen Achebe", "hit", 8, 7, 7),
    Everyday(455, "Search on the shop", "development", "Yuki Tanabe", "hit", 16, 12, 13, 1.5),
    Everyday(431, "Gift wrap pattern", "design", "Jonas Okafor", "vanished", 6, 4, 1, 1.5),
    Everyday(418, "Gift wrap pattern, again", "design", "Kit Wren", "hit", 6, 4, 4.5),
    Everyday(395, "Terms of sale in plain words", "copywriting", "Marcus Yeo", "polished", 8, 5, 6),
    Everyday(372, "Invoices matched to payments", "admin", "Sofia Marin", "hit", 10, 8, 7.5),
    Everyday(350, "Page speed of the shop", "development", "Lena Fors", "hit", 12, 8, 8.5),
    Everyday(329, "Label for recycled paper", "design", "Petra Novak", "hit", 5, 3, 3),
    Everyday(306, "Press text for the anniversary", "copywriting", "Ruth Abara", "hit", 5, 3, 3.5),
    Everyday(283, "Room booking for the fair", "admin", "Grete Solberg", "called_off", 3, 2, 0.5, 0.5),
    Everyday(262, "Import of old orders", "development", "Pavel Hruby", "not_possible", 6, 5, 1, 1),
    Everyday(241, "Icons for the care labels", "design", "Amina Diallo", "hit", 8, 5, 5),
    Everyday(219, "Wholesale price list", "admin", "Sofia Marin", "hit", 9, 6, 6),
    Everyday(196, "Texts for the about page", "copywriting", "Dana Petrescu", "hit", 6, 4, 4),
    Everyday(173, "Discount codes at the till", "development", "Lena Fors", "polished", 10, 7, 8),
    Everyday(151, "Returns page, rewritten", "copywriting", "Ruth Abara", "hit", 5, 3, 3),
    Everyday(128, "Window lettering", "design", "Jonas Okafor", "hit", 4, 3, 2.5),
    Everyday(107, "Customer survey typed in", "admin", "Owen Achebe", "hit", 7, 6, 6.5),
    Everyday(84, "Order form for the wholesale", "development", "Yuki Tanabe", "hit", 14, 10, 9.5, 1.5),
    Everyday(9, "Bookkeeping clean-up", "admin", "Sofia Marin", "at_work", 32, 24, 20),
    Everyday(8, "Gift-card mailing", "copywriting", "Ruth Abara", "in_review", 8, 5, 5),
    Everyday(6, "Photo retouching, 40 pictures", "design", "Kit Wren", "at_work", 18, 12, 7.5),
    Everyday(4, "Stickers for the parcels", "design", "Petra Novak", "asked", 4, 3, 0),
    Everyday(2, "Market stall banner", "design", "", "sent", 5, 3, 0),
    Everyday(1, "Newsletter set-up", "development", "", "draft", 6, 4, 0),
)

WORDS = {
    "design": ("one PDF and its source file", "It fits the style sheet: type, colours and margins as stated there"),
    "copywriting": ("the texts as one document", "A reader who does not know us can say what is offered and for whom"),
    "development": ("the change on the test copy of the shop", "It works at 360 px and 1440 px in the current Firefox"),
    "admin": ("the finished table as one CSV file", "A sample of 20 rows has no error; doubtful rows are apart"),
}


def tell(scene: Scene, row: Everyday) -> None:
    """Play one job of the table up to where it stands."""
    story = Story(scene, _wanted(row), scene.ago(row.days_ago)).open(round(row.own * 30))
    if row.ending == "draft":
        return
    story.write().send()
    if row.ending == "sent":
        return
    hired = story.later(hours=3).hire(row.who)
    if row.ending == "asked":
        return
    story.later(hours=5).acknowledge(row.who, hired.key, f"In my words: {story.wanted.goal}")
    _work(story, row, hired.key)


def _wanted(row: Everyday) -> Wanted:
    deliverable, must = WORDS[row.function]
    return Wanted(
        title=row.title,
        function=row.function,
        estimate=round(row.estimate * HOUR),
        goal=f"{row.title}: ready to use by the deadline, so that nobody in the shop has to touch it again.",
        deliverable=f"{row.title}: {deliverable}",
        musts=(must, "Everything named in the references is in it, and nothing that is out of scope"),
        shoulds=("Handed in with one line on what was doubtful",),
        plan=round(row.plan * HOUR),
        reserve=max(HOUR, round(row.plan * HOUR / 4)),
        feasibility=HOUR,
    )


def _work(story: Story, row: Everyday, key: str) -> None:
    first = min(row.worked, 1.0)
    story.later(hours=6).log(row.who, key, round(first * HOUR), "First look")
    if row.ending == "not_possible":
        story.answer(row.who, key, "not_possible", "The old system exports no order lines; shown on its export page.")
        _end(story.later(days=1), Ending.NOT_POSSIBLE, "Ask for a sample of the data before the brief is sent.")
        return
    story.later(minutes=30).answer(row.who, key, "go")
    if row.ending in {"vanished", "called_off"}:
        _end(story.later(days=8), Ending(row.ending), "Agree on a first sign of life within three days.")
        return
    rest = row.worked - first
    story.later(days=1).log(row.who, key, round(rest / 2 * HOUR), "Work")
    story.later(days=1).log(row.who, key, round(rest / 2 * HOUR), "Work, and a look over it")
    if row.ending == "at_work":
        return
    _deliver(story, row, key)


def _deliver(story: Story, row: Everyday, key: str) -> None:
    delivery = story.later(hours=2).hand_in(
        row.who, key, "Everything as in the brief.", ("result.txt", f"{row.title}\n")
    )
    if row.ending == "in_review":
        return
    seat = story.later(hours=9).scene.owner(story.at)
    story.own("reviewing", round(row.own * 15))
    story.pass_all(delivery)
    if row.ending == "hit":
        story.accept(delivery, key)
        return
    must = story.fail(delivery, story.wanted.musts[0])
    if row.ending == "unfinished":
        reason = "No time left for another round; I finish it myself."
        gate.take_unfinished(seat, delivery.key, gate.TakeUnfinished(reason, round(row.own * 45)))
        story.approve(key)
    elif row.ending == "rejected":
        gate.reject_delivery(seat, delivery.key, "The first must is not met, and another try comes too late.")
        _end(story.later(hours=1), Ending.REJECTED, "Test the tone with a short paid task first.")
    else:
        _perfect(story, row, key, delivery.key, must)


def _perfect(story: Story, row: Everyday, key: str, delivery_key: str, must: str) -> None:
    points = (PointDraft(PointKind.DEFECT, must, "Two places do not follow it; they are marked in the file."),)
    back = gate.SendBack(points, due_at=story.at + timedelta(days=2), reserve_minutes=HOUR)
    gate.send_back(story.scene.owner(story.at), delivery_key, back)
    story.later(hours=20).log(row.who, key, 45, "The two places")
    again = story.later(hours=1).hand_in(
        row.who, key, "Both places are put right.", ("result.txt", f"{row.title}, 2\n")
    )
    story.later(hours=5).pass_all(again)
    story.accept(again, key)


def _end(story: Story, how: Ending, lesson: str) -> None:
    gate.end_job(story.scene.owner(story.at), story.number, gate.EndJob(how=how, lesson=lesson, finishing_minutes=0))
