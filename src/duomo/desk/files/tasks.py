"""What the room of the files does by the clock."""

from datetime import datetime

from duomo.desk.files import actions
from duomo.desk.kit.tasks import periodic


@periodic(minutes=30)
def sweep_files(at: datetime) -> None:
    """Delete what was received and kept by no deed."""
    actions.sweep(at)
