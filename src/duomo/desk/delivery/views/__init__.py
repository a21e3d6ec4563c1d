"""Pages of the gate."""

from duomo.desk.delivery.views.deliver import deliver
from duomo.desk.delivery.views.outcome import add_lesson, outcome
from duomo.desk.delivery.views.review import accept, reject, review, send_back, take_unfinished

__all__ = ["accept", "add_lesson", "deliver", "outcome", "reject", "review", "send_back", "take_unfinished"]
