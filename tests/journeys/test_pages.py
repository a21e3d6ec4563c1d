"""Every page of a workspace that is full of jobs, as everybody who may open it."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import resolve

from duomo.demo.cast import BOOKKEEPER, OWNER, PLAYERS, REVIEWER
from tests.house.access import ACCESS
from tests.journeys.actors import Visitor
from tests.journeys.demonstration import (
    ASKED,
    AT_WORK,
    CSS,
    CSS_AGAIN,
    DRAFT,
    ICON,
    IN_REVIEW,
    REVISED,
    SCORING,
    SEALED,
    SENT,
    Demonstration,
)
from tests.journeys.installation import Installation

pytestmark = pytest.mark.journey

Pages = dict[str, str]

# Pages that the stories look at, deeds without a page, and what is no page.
ELSEWHERE = {
    "assignments/<slug:key>/feasibility/": "nobody of the demonstration is at a first look; the stories are",
    "jobs/<int:number>/trial/decide/": "no trial of the demonstration is revealed; the icon's is",
    "sign-in/": "the first page of every journey",
    "sign-in/code/": "the second page of every journey",
    "links/<str:token>/": "the first page of the stories' owner",
    "invitations/<str:token>/": "the first page of the stories' contractors",
    "welcome/": "the second page of the stories' owner",
    "contractors/import/confirm/": "a deed without a page of its own",
    "contractors/export/": "a file",
    "jobs/<int:number>/brief/findings/": "a part of the editor",
    "jobs/<int:number>/trial/score/": "leads to the trial",
    "jobs/<int:number>/trial/lock/": "leads to the trial",
    "jobs/<int:number>/trial/submissions/<slug:key>/files/<int:position>/": "a file",
    "deliveries/<slug:key>/accept/": "leads to the review",
    "deliveries/<slug:key>/files/<int:file_id>/": "a file",
    "seats/<int:workspace_id>/": "leads to the desk",
    "settings/functions/<int:function_id>/retire/": "a deed without a page of its own",
    "settings/functions/<int:function_id>/bring-back/": "a deed without a page of its own",
    "health/": "a word for watchdogs",
}


def jobs_of_owner(demo: Demonstration) -> Pages:
    stages = {
        "draft": DRAFT,
        "sent": SENT,
        "sealed": SEALED,
        "scoring": SCORING,
        "asked": ASKED,
        "at-work": AT_WORK,
        "in-review": IN_REVIEW,
        "hit": ICON,
        "miss": CSS,
        "second-opinion": CSS_AGAIN,
    }
    pages = {f"job-{name}": f"/jobs/{demo.job(title)}/" for name, title in stages.items()}
    return pages | {
        "desk": "/",
        "jobs": "/jobs/",
        "jobs-none": "/jobs/?q=nothing+like+this",
        "job-new": "/jobs/new/",
        "job-edit": f"/jobs/{demo.job(DRAFT)}/edit/",
        "brief-draft": f"/jobs/{demo.job(DRAFT)}/brief/",
        "brief-not-ready": f"/jobs/{demo.job(DRAFT)}/brief/send/",
        "brief-overrule": f"/jobs/{demo.job(DRAFT)}/brief/overrule/?{demo.finding(DRAFT)}",
        "brief-second-draft": f"/jobs/{demo.job(REVISED)}/brief/",
        "brief-discard": f"/jobs/{demo.job(REVISED)}/brief/discard/",
        "brief-sent": f"/jobs/{demo.job(ICON)}/brief/",
        "brief-revise": f"/jobs/{demo.job(SENT)}/brief/revise/",
        "brief-difference": f"/jobs/{demo.job(AT_WORK)}/brief/versions/2/",
        "questions": f"/jobs/{demo.job(AT_WORK)}/questions/",
        "questions-none": f"/jobs/{demo.job(ASKED)}/questions/",
        "question": f"/questions/{demo.question(AT_WORK)}/answer/",
    }


def choosing_of_owner(demo: Demonstration) -> Pages:
    return {
        "trial-new": f"/jobs/{demo.job(SENT)}/trial/new/",
        "trial-sealed": f"/jobs/{demo.job(SEALED)}/trial/",
        "trial-call-off": f"/jobs/{demo.job(SEALED)}/trial/call-off/",
        "trial-scoring": f"/jobs/{demo.job(SCORING)}/trial/",
        "trial-reveal": f"/jobs/{demo.job(SCORING)}/trial/reveal/",
        "trial-decided": f"/jobs/{demo.job(ICON)}/trial/",
        "hire": f"/jobs/{demo.job(SENT)}/hire/",
        "withdraw": f"/assignments/{demo.assignment(ASKED).key}/withdraw/",
        "contractors": "/contractors/",
        "contractors-none": "/contractors/?q=nobody+like+this",
        "contractor-new": "/contractors/new/",
        "contractor-import": "/contractors/import/",
        "contractor": f"/contractors/{demo.contractor('Amina Diallo')}/",
        "contractor-edit": f"/contractors/{demo.contractor('Amina Diallo')}/edit/",
        "contractor-archive": f"/contractors/{demo.contractor('Amina Diallo')}/archive/",
    }


def gate_of_owner(demo: Demonstration) -> Pages:
    in_review, at_work = demo.delivery(IN_REVIEW), demo.assignment(AT_WORK).key
    return {
        "review": f"/deliveries/{in_review}/review/",
        "review-decided": f"/deliveries/{demo.delivery(ICON)}/review/",
        "send-back": f"/deliveries/{in_review}/send-back/",
        "reject": f"/deliveries/{in_review}/reject/",
        "take-unfinished": f"/deliveries/{in_review}/take-unfinished/",
        "end-job": f"/jobs/{demo.job(AT_WORK)}/outcome/",
        "outcome-hit": f"/jobs/{demo.job(ICON)}/outcome/",
        "outcome-miss": f"/jobs/{demo.job(CSS)}/outcome/",
        "lesson": f"/jobs/{demo.job(ICON)}/outcome/lesson/",
        "hours": "/hours/",
        "hours-waiting": "/hours/?show=waiting",
        "top-up": f"/assignments/{at_work}/top-up/",
        "hold": f"/assignments/{at_work}/hold/",
        "approve": f"/assignments/{at_work}/approve/",
        "ledger": "/ledger/",
        "proof": "/ledger/verify/?prove=yes",
        "own-hours": f"/jobs/{demo.job(AT_WORK)}/own-hours/",
    }


def settings_of_owner(demo: Demonstration) -> Pages:
    colleague, invited = demo.scene.reviewer_id, demo.invited_id
    return {
        "settings": "/settings/",
        "people": "/settings/people/",
        "invite": "/settings/people/invite/",
        "role": f"/settings/people/{colleague}/role/",
        "remove": f"/settings/people/{colleague}/remove/",
        "renew": f"/settings/people/{invited}/renew/",
        "revoke": f"/settings/people/{invited}/revoke/",
        "functions": "/settings/functions/",
        "workspace": "/settings/workspace/",
        "seats": "/seats/",
        "mail": "/mail/",
        "sign-out": "/sign-out/",
        "not-found": "/jobs/4242/",
    }


def pages_of_reviewer(demo: Demonstration) -> Pages:
    return {
        "desk": "/",
        "trial-locked": f"/jobs/{demo.job(SCORING)}/trial/",
        "trial-decided": f"/jobs/{demo.job(ICON)}/trial/",
        "own-hours": f"/jobs/{demo.job(SCORING)}/own-hours/",
        "settings": "/settings/",
    }


def pages_of_bookkeeper(demo: Demonstration) -> Pages:
    return {
        "desk": "/",
        "jobs": "/jobs/",
        "hours": "/hours/",
        "ledger": "/ledger/",
        "contractors": "/contractors/",
        "contractor": f"/contractors/{demo.contractor('Amina Diallo')}/",
        "outcome": f"/jobs/{demo.job(ICON)}/outcome/",
    }


def pages_of_contractor_at_work(demo: Demonstration) -> Pages:
    key = demo.assignment(AT_WORK).key
    return {
        "portal": "/portal/",
        "assignment": f"/assignments/{key}/",
        "newer-version": f"/assignments/{key}/acknowledge/",
        "ask": f"/assignments/{key}/ask/",
        "hours": f"/assignments/{key}/hours/",
        "correct-hours": f"/hours/{demo.entry(AT_WORK)}/correct/",
        "deliver": f"/assignments/{key}/deliver/",
        "sealed": f"/assignments/{demo.assignment(SEALED, 'Sofia Marin').key}/",
        "settings": "/settings/",
        "not-found": "/assignments/nothinghere/",
    }


def pages_of_invited_contractor(demo: Demonstration) -> Pages:
    key = demo.assignment(ASKED).key
    return {
        "assignment": f"/assignments/{key}/",
        "acknowledge": f"/assignments/{key}/acknowledge/",
        "decline": f"/assignments/{key}/decline/",
    }


def pages_of_contractor_who_stopped(demo: Demonstration) -> Pages:
    return {"portal": "/portal/", "assignment": f"/assignments/{demo.assignment(CSS).key}/"}


def pages_of_contractor_in_review(demo: Demonstration) -> Pages:
    key = demo.assignment(IN_REVIEW).key
    return {"assignment": f"/assignments/{key}/", "deliver-again": f"/assignments/{key}/deliver/"}


def mail_of(name: str) -> tuple[str, str]:
    return next((one.email, one.name) for one in PLAYERS if one.name == name)


Everybody = dict[tuple[str, tuple[str, str]], tuple[Callable[[Demonstration], Pages], ...]]

OWN: Everybody = {("owner", OWNER): (jobs_of_owner, choosing_of_owner, gate_of_owner, settings_of_owner)}
OTHERS: Everybody = {
    ("reviewer", REVIEWER): (pages_of_reviewer,),
    ("bookkeeper", BOOKKEEPER): (pages_of_bookkeeper,),
    ("contractor", mail_of("Sofia Marin")): (pages_of_contractor_at_work,),
    ("invited", mail_of("Petra Novak")): (pages_of_invited_contractor,),
    ("stopped", mail_of("Diego Llorente")): (pages_of_contractor_who_stopped,),
    ("waiting", mail_of("Ruth Abara")): (pages_of_contractor_in_review,),
}


def walk(everybody: Everybody, demo: Demonstration, installation: Installation) -> None:
    for (who, (email, name)), tables in everybody.items():
        visitor = Visitor(installation, name, email)
        visitor.sign_in()
        for table in tables:
            for page, path in table(demo).items():
                visitor.open(path)
                visitor.look(f"{who}-{page}")


def test_every_page_of_the_owner_is_sound(demo: Demonstration, installation: Installation) -> None:
    walk(OWN, demo, installation)


def test_every_page_of_everybody_else_is_sound(demo: Demonstration, installation: Installation) -> None:
    assert set(ACCESS) - set(routes_of(OWN | OTHERS, demo)) == set(ELSEWHERE), "A route has no page here."
    walk(OTHERS, demo, installation)


def routes_of(everybody: Everybody, demo: Demonstration) -> Iterator[str]:
    for tables in everybody.values():
        for table in tables:
            for path in table(demo).values():
                yield str(resolve(path.partition("?")[0]).route)
