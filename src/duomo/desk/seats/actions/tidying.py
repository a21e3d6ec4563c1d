"""Forgets links that lead nowhere any more."""

from datetime import datetime, timedelta

from duomo.desk.seats.models import SignInLink

KEPT = timedelta(days=30)


def tidy_links(at: datetime) -> int:
    """Delete sign-in links that ended a month ago, so that until then they can say why they do not work; how many."""
    return SignInLink.objects.filter(expires_at__lt=at - KEPT).delete()[0]
