"""Registers the room with Django."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """The pages that read every room: the desk, a job, the contractor's portal."""

    name = "duomo.desk.overview"
    label = "overview"
    default_auto_field = "django.db.models.BigAutoField"
