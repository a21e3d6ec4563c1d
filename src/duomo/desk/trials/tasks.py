"""What happens to trials by the passing of time."""

from datetime import datetime

from duomo.desk.kit.tasks import periodic
from duomo.desk.trials import actions


@periodic(minutes=1)
def unseal_due(at: datetime) -> None:
    """Open the trials whose deadline has come, or whose last missing contractor has left."""
    actions.unseal_due(at)
