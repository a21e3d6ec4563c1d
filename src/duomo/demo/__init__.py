"""The demonstration: two years of a small business that outsources, told through the deeds of the product.

No row is written past an action, and time is passed in, so the same end gives the same workspace.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction

from duomo.demo.jobs import TABLE, tell
from duomo.demo.scene import Scene, set_scene
from duomo.demo.stories import the_css, the_css_again, the_icon
from duomo.demo.trial import a_running_trial, an_open_scoring

BEGIN_DAYS = 730
ICON_DAYS, CSS_DAYS, CSS_AGAIN_DAYS, SCORING_DAYS, TRIAL_DAYS = 30, 320, 20, 7, 3


@transaction.atomic
def make(*, at: datetime) -> Scene:
    """Make the demonstration, all of it or nothing, so that its present moment is `at`; everybody's seats."""
    scene = set_scene(at, begin_days=BEGIN_DAYS)
    told: list[tuple[float, Callable[[], None]]] = [(row.days_ago, partial(tell, scene, row)) for row in TABLE]
    told += [
        (CSS_DAYS, partial(the_css, scene, CSS_DAYS)),
        (ICON_DAYS, partial(the_icon, scene, ICON_DAYS)),
        (CSS_AGAIN_DAYS, partial(the_css_again, scene, CSS_AGAIN_DAYS)),
        (SCORING_DAYS, partial(an_open_scoring, scene, SCORING_DAYS)),
        (TRIAL_DAYS, partial(a_running_trial, scene, TRIAL_DAYS)),
    ]
    for _, story in sorted(told, key=lambda one: -one[0]):
        story()
    return scene
