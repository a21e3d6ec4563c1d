"""What the worker does about notices by the clock."""

from datetime import datetime

from duomo.desk.kit.tasks import periodic
from duomo.desk.waits import actions


@periodic(minutes=5)
def mail_the_day(at: datetime) -> None:
    """Send the mails of the day to those for whom it is past eight in the morning."""
    actions.mail_daily(at)


@periodic(minutes=5)
def remind(at: datetime) -> None:
    """Remind of what is due within a day."""
    actions.remind_due(at)


@periodic(minutes=24 * 60)
def tidy_daily_mails(at: datetime) -> None:
    """Forget on which days mails left long ago."""
    actions.forget_daily_mails(at)
