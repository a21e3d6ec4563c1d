"""The whole story of the icon where no script runs: every main act works without it."""

import pytest

from tests.journeys.browser import PHONE, sticking_out
from tests.journeys.installation import Installation
from tests.journeys.stories import play_icon

pytestmark = pytest.mark.journey


def test_the_icon_is_a_hit_without_javascript(installation: Installation) -> None:
    owner, number = play_icon(installation, others_have=PHONE, script=False)
    owner.reads("A hit")
    owner.open(f"/jobs/{number}/")
    owner.reads("It was a hit.")
    assert sticking_out(owner.page) == ""
