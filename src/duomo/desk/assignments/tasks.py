"""What the room of the assignments does by the clock."""

from datetime import datetime

from duomo.desk.assignments import actions
from duomo.desk.kit.tasks import periodic


@periodic(minutes=5)
def tell_of_newer_versions(at: datetime) -> None:
    """Tell contractors at work that a newer version of their brief was sent."""
    actions.tell_of_newer_versions(at)
