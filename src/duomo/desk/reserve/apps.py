"""Registers the room with Django."""

from django.apps import AppConfig


class ReserveConfig(AppConfig):
    """Strategy 3: hours, and the two purses."""

    name = "duomo.desk.reserve"
    label = "reserve"
    default_auto_field = "django.db.models.BigAutoField"
