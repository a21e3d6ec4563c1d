"""Registers the room with Django."""

from django.apps import AppConfig


class WaitsConfig(AppConfig):
    """What waits for whom: the desk's queue, and the notices about it."""

    name = "duomo.desk.waits"
    label = "waits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let nothing wait for somebody who leaves."""
        from duomo.desk.seats.actions import at_departure  # noqa: PLC0415 - tables exist once all rooms are loaded
        from duomo.desk.waits.actions import settle_member  # noqa: PLC0415 - the same

        at_departure(settle_member)
