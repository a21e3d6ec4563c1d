"""What the worker tidies in this room by the clock."""

from datetime import datetime

from duomo.desk.kit.tasks import periodic
from duomo.desk.seats import actions


@periodic(minutes=24 * 60)
def tidy_links(at: datetime) -> None:
    """Forget sign-in links that ended long ago."""
    actions.tidy_links(at)
