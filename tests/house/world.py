"""A workspace with something in every room, everybody who may act in it, and strangers."""

from dataclasses import dataclass
from typing import Any

from duomo.desk.assignments import actions as assignments
from duomo.desk.assignments import queries as read_assignments
from duomo.desk.reserve import actions as hours
from duomo.desk.reserve import queries as read_hours
from duomo.desk.seats import actions as seats
from duomo.desk.seats.models import Person
from duomo.desk.seats.queries import functions
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace, token_of
from tests.desk.briefs.builders import given_job
from tests.desk.delivery.builders import given_delivery_in_review
from tests.desk.people.builders import given_contractor
from tests.desk.trials.builders import GivenTrial, given_open_trial, hand_in, participant_keys

LETTERS = {
    "O": "owner",
    "M": "manager",
    "R": "reviewer",
    "B": "bookkeeper",
    "V": "viewer",
    "T": "contractor in this trial",
    "A": "contractor in another",
    "X": "owner of another workspace",
    "N": "nobody",
}


@dataclass(frozen=True, slots=True)
class World:
    """`seats` are the actors by name, but for nobody; `things` are what addresses are made of."""

    seats: dict[str, Seat]
    things: dict[str, Any]

    def person(self, actor: str) -> Person:
        """Who signs in as this actor."""
        return Person.objects.get(pk=self.seats[actor].person_id or 0)


def given_world() -> World:
    """A workspace with a trial that waits for scores, a delivery in review, a draft, and one more workspace."""
    owner = given_workspace()
    stranger = given_workspace(name="Strangers", owner_email="stranger@elsewhere.example", owner_name="Someone Else")
    colleagues = {
        role.value: given_member(owner, role) for role in (Role.MANAGER, Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)
    }
    trial = _trial(owner, colleagues["reviewer"])
    delivery, hired = given_delivery_in_review(
        owner, contractor=given_contractor(owner, name="Zoe Quist", email="zoe@quist.example")
    )
    everybody = {
        "owner": owner,
        **colleagues,
        "contractor in this trial": trial.entrants[0].seat,
        "contractor in another": hired,
        "owner of another workspace": stranger,
    }
    things = {**_of_trial(trial), **_of_seats(owner, colleagues)}
    things |= {"job": trial.job_number, "version": 1, "drafted": given_job(owner, title="Not sent yet").number}
    things |= {"delivery": delivery.key, "file": delivery.files[0].id}
    return World(everybody, things)


def _trial(owner: Seat, reviewer: Seat) -> GivenTrial:
    trial = given_open_trial(owner, reviewer_member_ids=(owner.member_id, reviewer.member_id))
    first = trial.entrants[0]
    hours.log_hours(first.seat, first.line.key, hours.LogHours(first.seat.today, 30, "First strokes"))
    assignments.ask(first.seat, first.line.key, "May the dome be plain?")
    for place, entrant in enumerate(trial.entrants):
        hand_in(entrant, note=f"Number {place}.")
    return trial


def _of_trial(trial: GivenTrial) -> dict[str, Any]:
    first = trial.entrants[0]
    return {
        "trial": trial.job_number,
        "assignment": first.line.key,
        "contractor": first.contractor.number,
        "submission": participant_keys(trial)[first.line.id],
        "position": 1,
        "entry": read_hours.entries(first.seat, first.line.id)[0].key,
        "question": read_assignments.questions(trial.seat, trial.brief.job_id)[0].key,
    }


def _of_seats(owner: Seat, colleagues: dict[str, Seat]) -> dict[str, Any]:
    invited = seats.invite_member(owner, seats.InviteMember("new@castell.example", "New Colleague", Role.VIEWER))
    link = seats.make_sign_in_link(colleagues["viewer"].person_id or 0, owner.at)
    return {
        "workspace": owner.workspace_id,
        "member": colleagues["reviewer"].member_id,
        "invited": invited.member_id,
        "function": functions(owner)[0].id,
        "invitation": token_of(invited.path),
        "link": token_of(link),
    }
