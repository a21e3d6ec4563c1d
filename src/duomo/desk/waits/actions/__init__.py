"""Opens and closes what waits, and tells people about it. One function per deed."""

from duomo.desk.waits.actions.asking import ask_for, settle, settle_job, settle_member
from duomo.desk.waits.actions.daily import forget_daily_mails, mail_daily
from duomo.desk.waits.actions.notices import tell
from duomo.desk.waits.actions.reminding import remind_due

__all__ = ["ask_for", "forget_daily_mails", "mail_daily", "remind_due", "settle", "settle_job", "settle_member", "tell"]
