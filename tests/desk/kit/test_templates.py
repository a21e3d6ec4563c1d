"""The bases and the page parts: each renders with little, with much and with hostile content."""

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from duomo.desk.kit import parts
from duomo.desk.kit.display.marks import ICONS
from tests.desk.kit.page_reader import HOSTILE, KIT, LONG, NOW, ROOT, check, part


def many(make: Any) -> list[Any]:
    return [make("Plain"), make(HOSTILE), make(LONG)]


STEPS = [parts.Step(HOSTILE, "done", LONG, "/a/"), parts.Step("Work", "now", "", "/b/"), parts.Step("Outcome", "todo")]
PARTS: dict[str, list[dict[str, Any]]] = {
    "path": [{"steps": []}, {"steps": STEPS}, {"steps": STEPS, "slim": True}],
    "queue": [
        {"rows": []},
        {
            "rows": many(
                lambda t: parts.QueueRow(
                    t, "/x/", "Do", t, who=t, since_at=NOW - timedelta(days=1), promise=t, late=True
                )
            )
        },
        {
            "rows": [parts.QueueRow("T", "/x/", "Score", aliases=("A", "B"), tone="fail", icon="cross")],
            "first_is_primary": False,
        },
    ],
    "purses": [
        {"purses": []},
        {"purses": [parts.Purse("none", "None", 0)]},
        {
            "purses": [parts.Purse("plan", HOSTILE, 480, 300, 75, 90, 999, LONG), parts.Purse("two", "B", 1, 1)],
            "approve_url": "/a/",
        },
    ],
    "purse": [{"purse": parts.Purse("a", "A", 0)}, {"purse": parts.Purse("a", LONG, 60, 60, 0, 30, None, HOSTILE)}],
    "meter": [{"used": 0, "total": 0, "label": "Hours"}, {"used": 99, "total": 60, "label": HOSTILE, "tone": "warm"}],
    "facts": [{"facts": []}, {"facts": many(lambda t: parts.Fact(t, t, total=True, tone="pass"))}],
    "empty": [
        {"sentence": "Nothing yet."},
        {"sentence": LONG, "title": HOSTILE, "url": "/x/", "act": "Start", "more": LONG, "primary": True},
    ],
    "pager": [{}, {"newer_url": "/a", "older_url": "/b"}],
    "criteria_promise": [
        {"criteria": []},
        {
            "criteria": [
                parts.Promise(n, t, "must", t, s)
                for n, (t, s) in enumerate([(HOSTILE, "pass"), (LONG, "fail"), ("x", "watch"), ("y", "")])
            ]
        },
    ],
    "timeline": [{"events": []}, {"events": many(lambda t: parts.Event(NOW, t, t, t, "/x/", t, t, "9c41e7", t, "A"))}],
    "notice": [
        {"text": "x"},
        {"text": HOSTILE, "title": LONG, "tone": "watch", "icon": "lock", "url": "/x/", "act": "Do", "alert": True},
    ],
    "interval": [
        {"rate": 0, "low": 0, "high": 0, "label": "Miss rate"},
        {"rate": 1.0, "low": 0.2, "high": 1.0, "label": HOSTILE, "tone": "bad", "mean": 0.19},
        {"rate": 0.19, "low": 0.1, "high": 0.31, "label": "Miss rate", "big": True, "mean": 0.2},
    ],
    "intervals": [
        {"rates": [], "heading": "Who", "measure": "Miss rate"},
        {
            "rates": many(lambda t: parts.Rate(t, 0.2, 0.1, 0.5, t, "good", twin=True, url="/x/")),
            "heading": "Who",
            "measure": "Rate",
            "mean": 0.2,
        },
    ],
    "bars": [
        {"months": [], "label": "Hours"},
        {"months": [parts.Month(LONG, 0)], "label": HOSTILE},
        {"months": [parts.Month(str(n), n * 100 - 900) for n in range(40)], "label": "Hours"},
        {"months": [parts.Month("Jan", -5)], "label": "Hours", "spark": True},
    ],
    "hits": [{"months": []}, {"months": [parts.Tally(HOSTILE, 40, 40), parts.Tally("Feb", 0, 0)]}],
    "dial": [{"done": 0, "total": 0, "label": "none"}, {"done": 9, "total": 7, "label": HOSTILE}],
    "tabs": [
        {"tabs": [], "label": "Settings"},
        {"tabs": many(lambda t: parts.Tab(t, "/x/", current=True, count=0)), "label": "Settings"},
    ],
    "deed": [
        {"action": "/lock/", "label": "Lock"},
        {
            "action": "/lock/",
            "label": HOSTILE,
            "kind": "primary wide",
            "icon": "lock",
            "closed": LONG,
            "name": "a",
            "value": "b",
        },
    ],
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_renders_with_little_and_with_hostile_content(name: str) -> None:
    for context in PARTS[name]:
        page = part('{% include "kit/' + name + '.html" %}', **context)
        assert "<script" not in page
        if HOSTILE in repr(context):
            assert "&lt;script&gt;" in page


def test_the_guide_names_every_part_and_every_icon() -> None:
    guide = (ROOT / "docs" / "look.md").read_text()
    here = {path.name for path in (KIT / "templates" / "kit").glob("*.html")}
    inner = {name for name in here if name.startswith(("field_", "nav_", "messages")) or name == "base.html"}
    named = set(re.findall(r"kit/(\w+\.html)", guide))
    assert named - here == set()
    assert here - inner - named == set()
    listed = set(re.search(r"Icons: ([^.]+)\.", guide)[1].split())  # type: ignore[index]
    assert listed == set(ICONS)


def test_the_parts_of_the_guide_are_as_the_guide_says() -> None:
    guide = (ROOT / "docs" / "look.md").read_text()
    for name, signature in re.findall(
        r"`(Step|QueueRow|Purse|Fact|Promise|Event|Rate|Month|Tally|Tab)\(([^`]*)\)`", guide
    ):
        written = [word.split("=")[0].strip() for word in re.sub(r"\(\)", "", signature).split(",")]
        assert written == list(getattr(parts, name).__dataclass_fields__), name


def nav(**changes: Any) -> parts.Nav:
    items = (
        parts.NavItem("Desk", "/", "desk", count=6, phone=True),
        parts.NavItem("Jobs", "/jobs/", "jobs", current=True, phone=True),
        parts.NavItem("Contractors", "/contractors/", "people"),
    )
    usual: dict[str, Any] = {
        "items": items,
        "settings_url": "/settings/",
        "foot": (parts.Tab("Statement", "/statement/"),),
    }
    return parts.Nav(HOSTILE, LONG, "owner", **{**usual, **changes})


def page_of(base: str, request: HttpRequest | None = None, **context: Any) -> str:
    source = '{% extends "' + base + '" %}{% block title %}Jobs{% endblock %}{% block heading %}Jobs{% endblock %}'
    source += "{% block question %}Which?{% endblock %}{% block answer %}All{% endblock %}"
    source += "{% block content %}<p>x</p>{% endblock %}"
    page: str = engines["django"].from_string(source).render(context, request or RequestFactory().get("/jobs/"))
    check(page)
    return page


def test_the_owners_base_shows_the_way_and_who_is_here() -> None:
    page = page_of("kit/base_owner.html", nav=nav())
    assert "<title>Jobs · Duomo</title>" in page
    assert page.count('aria-current="page"') == 1
    assert "waiting: </span>6" in page
    assert page.count('href="/settings/"') == 2
    assert page.count('action="/sign-out/"') == page.count("data-sign-out>") == 2
    assert page.count("<h1>") == 1
    assert "&lt;script&gt;alert" in page


def test_a_link_that_is_not_the_page_itself_is_current_all_the_same() -> None:
    page = page_of("kit/base_owner.html", RequestFactory().get("/jobs/31/"), nav=nav())
    assert 'aria-current="true"' in page


def test_settings_go_where_the_seat_may_not_see_them_and_never_stand_twice() -> None:
    assert "Settings" not in page_of("kit/base_owner.html", nav=nav(settings_url=""))
    own = nav(items=(parts.NavItem("Settings", "/settings/", "settings"),))
    assert page_of("kit/base_owner.html", nav=own).count('href="/settings/"') == 2


def test_a_mapping_serves_as_nav() -> None:
    items = [parts.NavItem("Desk", "/", "desk", phone=True)]
    assert ">Desk</a>" in page_of("kit/base_owner.html", nav={"workspace": "W", "person": "P", "items": items})


def test_the_contractors_base_names_the_buyer_in_its_title() -> None:
    page = page_of("kit/base_guest.html", nav=nav())
    assert "· &lt;script&gt;" in page
    assert 'href="/statement/"' in page
    assert "data-sign-out" in page


def test_messages_are_shown() -> None:
    said = [SimpleNamespace(tags="error", message="Too late"), "Kept."]
    page = page_of("kit/base_plain.html", messages=said)
    assert 'role="alert"' in page
    assert "Kept." in page


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_nothing_and_says_what_to_do(name: str) -> None:
    page = render_to_string(name)
    check(page)
    assert "data-interrupts" in page
    assert '<a class="button' in page


def test_a_refusal_says_its_sentence() -> None:
    for context in (
        {"refusal": SimpleNamespace(sentence=HOSTILE)},
        {"sentence": HOSTILE, "title": "Too late", "back_url": "/jobs/"},
    ):
        page = render_to_string("kit/refused.html", context)
        check(page)
        assert "&lt;script&gt;" in page


def test_the_local_mail_page_links_only_what_is_a_link() -> None:
    mails = [
        SimpleNamespace(
            to_email="a@example.org", subject=HOSTILE, sent_at=NOW, text=f"Go: https://duomo.example/x {HOSTILE}"
        )
    ]
    page = render_to_string("kit/mail.html", {"mails": mails})
    check(page)
    assert 'href="https://duomo.example/x"' in page
    assert "<script>alert" not in page
    assert "No mail has been written yet" in render_to_string("kit/mail.html", {"mails": []})


def test_the_pager_keeps_the_other_choices_of_the_address() -> None:
    page = Paginator(range(95), 20).get_page(2)
    shown = part('{% include "kit/pager.html" with noun="job" %}', page=page)
    assert 'href="?stage=work&amp;page=3"' in shown
    assert "21 to 40 of 95\xa0jobs" in shown
    assert part('{% include "kit/pager.html" %}', page=Paginator([1], 20).get_page(1)).strip() == ""


def test_dates_in_facts_may_be_marked_up() -> None:
    fact = parts.Fact("Due", part("{{ d|day:at }}", d=date(2026, 11, 27)))
    assert "<time" in part('{% include "kit/facts.html" %}', facts=[fact])
