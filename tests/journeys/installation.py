"""An installation as its people meet it: pages in browsers, and the mail that leads to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Page

from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.actions import first_owner, make_sign_in_link
from tests.journeys.browser import Looks, Visitors

_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_LINK = re.compile(r"https?://[^/\s]+(/invitations/\S+)")


@dataclass
class Installation:
    """One server with its worker, and the letterbox `/mail/`, from which everybody's mail is read."""

    visitors: Visitors
    run_worker: Callable[[], None]
    looks: Looks

    def first_link(self) -> str:
        """The path of the link that `duomo up` prints."""
        at = utc_now()
        return make_sign_in_link(first_owner(at), at)

    def mail(self, email: str) -> str:
        """The newest mail to an address, as it stands in the letterbox."""
        self.run_worker()
        self._letterbox.goto("/mail/")
        letters = self._letterbox.locator("article").filter(has_text=f"to {email},")
        return letters.first.inner_text()

    def code(self, email: str) -> str:
        """The sign-in code that was mailed last."""
        return _only(_CODE, self.mail(email)).group()

    def invitation(self, email: str) -> str:
        """The path of the invitation that was mailed last."""
        return _only(_LINK, self.mail(email)).group(1)

    @cached_property
    def _letterbox(self) -> Page:
        return self.visitors.visitor()


def _only(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    assert found, text
    return found
