"""The customised CSS, twice: three hours burnt, a miss; then stopped after one. The owner has a phone."""

import pytest

from tests.journeys.actors import Contractor
from tests.journeys.browser import PHONE
from tests.journeys.installation import Installation
from tests.journeys.stories import found_workspace, play_css, play_css_again

pytestmark = pytest.mark.journey


def test_the_css_is_a_miss_and_the_next_time_the_first_look_stops_it(installation: Installation) -> None:
    owner = found_workspace(installation, size=PHONE)
    diego = Contractor(installation, "Diego Llorente", "diego@llorente.example")
    lena = Contractor(installation, "Lena Fors", "lena@fors.example")
    for contractor in (diego, lena):
        owner.add_contractor(contractor.name, contractor.email, "Development", "55.00")

    play_css(owner, diego)
    owner.reads("A miss: not possible", "finished by the owner")
    owner.reads("−1.5 h", "€165")
    owner.look("outcome-miss")

    number = play_css_again(owner, diego, lena)
    owner.reads("A hit")
    owner.open(f"/jobs/{number}/")
    owner.reads("stopped: not possible; payable €55")
    owner.look("job-second-opinion-done")
    owner.open("/ledger/")
    owner.reads("1 of 2 jobs missed", "not possible")
    owner.look("ledger-of-two")
    diego.open("/portal/")
    diego.look("portal-ended")
