"""Registers the room with Django."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    """Strategy 2: the same small paid task for several, judged blind."""

    name = "duomo.desk.trials"
    label = "trials"
    default_auto_field = "django.db.models.BigAutoField"
