"""What the house tidies by itself, so that technical tables do not grow for ever."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from duomo.desk.kit.models import LocalMail, OnceKey
from duomo.desk.kit.outbox import blank_sent
from duomo.desk.kit.tasks.periodic import periodic
from duomo.desk.kit.tasks.queue import forget_ended

KEPT = {
    "once keys": timedelta(days=14),
    "local mail": timedelta(days=30),
    "text of sent mail": timedelta(days=30),
    "done tasks": timedelta(days=7),
    "dead tasks": timedelta(days=90),
}


@periodic(minutes=24 * 60)
def tidy(at: datetime) -> None:
    """Delete what has served its purpose; the spans are listed in docs/operations.md."""
    OnceKey.objects.filter(created_at__lt=at - KEPT["once keys"]).delete()
    LocalMail.objects.filter(sent_at__lt=at - KEPT["local mail"]).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    blank_sent(before=at - KEPT["text of sent mail"])
    forget_ended(done_before=at - KEPT["done tasks"], dead_before=at - KEPT["dead tasks"])
