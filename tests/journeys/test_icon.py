"""The icon of the Florence Duomo: just what was asked for, a hit. The owner has a laptop, everybody else a phone."""

import pytest

from tests.journeys.browser import PHONE
from tests.journeys.installation import Installation
from tests.journeys.stories import play_icon

pytestmark = pytest.mark.journey


def test_the_icon_is_a_hit(installation: Installation) -> None:
    owner, number = play_icon(installation, others_have=PHONE)
    owner.reads("A hit")
    owner.look("outcome-hit")
    owner.open(f"/jobs/{number}/")
    owner.reads("It was a hit.")
    owner.look("job-done")
    owner.open("/ledger/")
    owner.reads("1 job ended")
    owner.open("/")
    owner.look("desk-after-the-icon")
