"""Registers the room with Django."""

from django.apps import AppConfig


class BriefsConfig(AppConfig):
    """Strategy 1: jobs and their briefs."""

    name = "duomo.desk.briefs"
    label = "briefs"
    default_auto_field = "django.db.models.BigAutoField"
