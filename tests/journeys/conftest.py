"""What a journey gets: a server, visitors in a real Chromium, and a worker that runs when the journey says so."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from duomo.cli.testing.programs import find_chromium
from duomo.desk.kit.mail import send_due_mail
from duomo.desk.kit.tasks.worker import Worker
from tests.journeys.browser import ARGUMENTS, Listener, Looks, Visitors
from tests.journeys.demonstration import Demonstration, given_demonstration
from tests.journeys.installation import Installation

# Playwright keeps an event loop in the test's thread, where Django then refuses its ORM; a journey's steps are in turn.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; visitors do not share anything in it."""
    program = find_chromium()
    if program is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("Chromium is not installed (Debian: apt install chromium), or name it in DUOMO_CHROMIUM.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Fails the journey when the browser complained about anything; a journey that expects a complaint clears it."""
    one = Listener()
    yield one
    assert one.complaints == []


@pytest.fixture(scope="session")
def seen() -> set[str]:
    """The names of the pages that this run has looked at."""
    return set()


@pytest.fixture
def looks(seen: set[str]) -> Iterator[Looks]:
    """Fails the journey when something was wrong with a page that it looked at."""
    one = Looks(seen)
    yield one
    assert one.found == []


@pytest.fixture
def visitors(browser: Browser, live_server: LiveServer, listener: Listener) -> Iterator[Visitors]:
    """Makes as many separate visitors as the journey needs: `visitors.visitor()`, `visitors.visitor(PHONE)`."""
    everybody = Visitors(browser, live_server.url, listener)
    yield everybody
    everybody.leave()


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """The page of one visitor with a laptop."""
    return visitors.visitor()


@pytest.fixture
def run_worker() -> Callable[[], None]:
    """Runs what is due: tasks, periodic work and mail, as the worker beside the web would."""

    def run() -> None:
        Worker().run_due()
        while send_due_mail():
            pass

    return run


@pytest.fixture
def installation(visitors: Visitors, run_worker: Callable[[], None], looks: Looks) -> Installation:
    """An installation that nobody has opened yet; limits on trying too often begin anew."""
    cache.clear()
    return Installation(visitors, run_worker, looks)


@pytest.fixture
def demo(live_server: LiveServer) -> Demonstration:
    """A workspace full of jobs."""
    return given_demonstration()
