"""Registers the room with Django."""

from django.apps import AppConfig
from django.core import checks


class SeatsConfig(AppConfig):
    """Who is acting: workspaces, members, roles, sign-in, the one door to every row, and the chain of what they did."""

    name = "duomo.desk.seats"
    label = "seats"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every start look at the doors."""
        from duomo.desk.seats.checks import check_doors  # noqa: PLC0415 - addresses exist once all rooms are loaded

        checks.register(check_doors, checks.Tags.urls)
